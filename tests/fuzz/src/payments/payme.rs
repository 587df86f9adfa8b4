//! What Payme asks: how it signs in, and the call in JSON.

use scx_connect::payment::{Answer, Ask, Call, Incoming};
use scx_kit::Tiyin;
use serde_json::{Value, json};

use super::{Members, NOW, decisions, is_storable, members, provider, read, tells_no_secret};
use crate::input::Values;

pub(super) const KEY: &str = "Zk3vQ8t@pW1yR6uE2mN9bX4cH7jL0sA5dFg%";
/// The login and the key, as the header carries them.
const PAIR: &str = "UGF5Y29tOlprM3ZROHRAcFcxeVI2dUUybU45Ylg0Y0g3akwwc0E1ZEZnJQ==";
/// Stands in inputs where Payme shows them.
const PLACEHOLDER: &str = "SECRET";
/// The name of the account field.
const FIELD: &str = "invoice";

/// A method, the header `Authorization` and a body.
pub fn payme(bytes: &[u8]) {
    let mut values = Values::of(bytes);
    let (method, header) = (values.text(), values.text());
    let header = header.replace(PLACEHOLDER, PAIR);
    let incoming = Incoming {
        is_post: method != "GET",
        below: "",
        authorization: (!header.is_empty()).then_some(&header),
        signature: None,
        at: NOW,
        body: values.rest(),
    };
    let read = provider("payme").read(&incoming);
    assert_eq!(provider("payme").read(&incoming), read, "not twice alike");
    let asked = asked(&incoming);
    match read {
        Ok(call) => {
            assert_eq!(asked.wrongs, Vec::<i64>::new(), "{call:?}");
            assert_eq!(Some(&call.ask), asked.ask.as_ref());
            is_storable(&call.ask);
            reads_back(&call.ask);
            is_answered(&call, &asked);
        }
        Err(answer) => {
            let code = is_fit(&answer, &asked).expect("an error");
            assert!(asked.wrongs.contains(&code), "{code} for {asked:?}");
        }
    }
}

/// A request, read without our reader.
#[derive(Debug, Default)]
struct Asked {
    /// The call's id as it is written; none where it is none.
    id: Option<String>,
    method: String,
    /// Of these codes the answer has one, unless there are none.
    wrongs: Vec<i64>,
    ask: Option<Ask>,
    /// All that was told.
    told: String,
}

impl Asked {
    fn wrong_with(self, code: i64) -> Self {
        Self {
            wrongs: vec![code],
            ..self
        }
    }
}

fn asked(incoming: &Incoming<'_>) -> Asked {
    let mut asked = Asked::default();
    if !incoming.is_post {
        return asked.wrong_with(-32_300);
    }
    let body = serde_json::from_slice::<Value>(incoming.body);
    let call = serde_json::from_slice::<Members>(incoming.body);
    let call = body.as_ref().ok().and(call.ok());
    if let Ok(body) = &body {
        asked.told = body.to_string();
    }
    asked.id = call.as_ref().and_then(id);
    let shown = incoming
        .authorization
        .and_then(|it| it.strip_prefix("Basic "));
    if shown.map(str::trim) != Some(PAIR) {
        return asked.wrong_with(-32_504);
    }
    if body.is_err() {
        return asked.wrong_with(-32_700);
    }
    let Some(call) = call else {
        return asked.wrong_with(-32_600);
    };
    let params = read::<Members>(&call, "params");
    match (&asked.id, read(&call, "method"), params) {
        (Some(_), Some(method), Some(params)) => {
            asked.method = method;
            asked.params(&params);
            asked
        }
        _ => asked.wrong_with(-32_600),
    }
}

/// The id, where it can be repeated exactly: a text or a whole number.
fn id(call: &Members) -> Option<String> {
    let written = call.get("id")?.get();
    let is_text = written.starts_with('"');
    let is_whole = |number: i128| number.to_string() == written;
    let fits = |number: &i128| i64::try_from(*number).is_ok() || u64::try_from(*number).is_ok();
    let is_number = written.parse().ok().filter(fits).is_some_and(is_whole);
    (is_text || is_number).then(|| written.to_owned())
}

impl Asked {
    fn params(&mut self, params: &Members) {
        let ask = match self.method.as_str() {
            "CheckPerformTransaction" => Ask::Check {
                amount: Some(Tiyin(self.whole(params, "amount"))),
                order: self.order(params),
            },
            "CreateTransaction" => Ask::Create {
                id: self.id_of_payme(params),
                at_ms: Some(self.moment(params)),
                amount: Tiyin(self.whole(params, "amount")),
                order: self.order(params),
            },
            "PerformTransaction" => Ask::Perform {
                id: self.id_of_payme(params),
                echo: None,
            },
            "CancelTransaction" => Ask::Cancel {
                id: self.id_of_payme(params),
                reason: Some(self.whole(params, "reason")),
                may_refund: true,
                echo: None,
            },
            "CheckTransaction" => Ask::Look {
                id: self.id_of_payme(params),
            },
            "GetStatement" => Ask::Statement {
                from_ms: self.whole(params, "from"),
                to_ms: self.whole(params, "to"),
            },
            _ => return self.wrongs.push(-32_601),
        };
        self.ask = Some(ask);
    }

    /// A whole number exactly as it is written.
    fn whole(&mut self, params: &Members, name: &str) -> i64 {
        let written = params.get(name).map_or("", |value| value.get());
        let number = written.parse().ok();
        let exact = number.filter(|number: &i64| number.to_string() == written);
        exact.unwrap_or_else(|| self.miss(-32_600))
    }

    /// Milliseconds of 13 digits.
    fn moment(&mut self, params: &Members) -> i64 {
        let at_ms = self.whole(params, "time");
        match (1_000_000_000_000..10_000_000_000_000).contains(&at_ms) {
            true => at_ms,
            false => self.miss(-32_600),
        }
    }

    fn id_of_payme(&mut self, params: &Members) -> String {
        let id = read::<String>(params, "id").filter(|id| {
            let chars = id.chars().count();
            (1..=64).contains(&chars) && !id.contains('\0')
        });
        id.unwrap_or_else(|| self.miss(-32_600))
    }

    fn order(&mut self, params: &Members) -> String {
        let account = read::<Members>(params, "account").unwrap_or_default();
        let text = read::<String>(&account, FIELD).filter(|text| !text.contains('\0'));
        let number = account.get(FIELD).map(|value| value.get().to_owned());
        let number =
            number.filter(|text| text.parse::<u64>().is_ok_and(|n| n.to_string() == *text));
        text.or(number).unwrap_or_else(|| self.miss(-31_050))
    }

    fn miss<T: Default>(&mut self, code: i64) -> T {
        self.wrongs.push(code);
        T::default()
    }
}

/// What was understood is what Payme would ask for it.
fn reads_back(ask: &Ask) {
    let account = |order: &String| json!({ FIELD: order });
    let (method, params) = match ask {
        Ask::Check { order, amount } => (
            "CheckPerformTransaction",
            json!({ "amount": amount.map(|sum| sum.0), "account": account(order) }),
        ),
        Ask::Create {
            id,
            at_ms,
            order,
            amount,
        } => (
            "CreateTransaction",
            json!({ "id": id, "time": at_ms, "amount": amount.0, "account": account(order) }),
        ),
        Ask::Perform { id, .. } => ("PerformTransaction", json!({ "id": id })),
        Ask::Cancel { id, reason, .. } => {
            ("CancelTransaction", json!({ "id": id, "reason": reason }))
        }
        Ask::Pay { .. } | Ask::Return { .. } => panic!("Payme does not ask {ask:?}"),
        Ask::Look { id } => ("CheckTransaction", json!({ "id": id })),
        Ask::Statement { from_ms, to_ms } => {
            ("GetStatement", json!({ "from": from_ms, "to": to_ms }))
        }
    };
    let body = json!({ "id": 1, "method": method, "params": params }).to_string();
    let again = provider("payme").read(&Incoming {
        is_post: true,
        below: "",
        authorization: Some(&format!("Basic {PAIR}")),
        signature: None,
        at: NOW,
        body: body.as_bytes(),
    });
    assert_eq!(again.map(|call| call.ask).as_ref(), Ok(ask));
}

fn is_answered(call: &Call, asked: &Asked) {
    for decision in decisions(&call.ask) {
        let answer = provider("payme").answer(call, &decision);
        let again = provider("payme").answer(call, &decision);
        assert_eq!(answer, again, "not twice alike");
        is_fit(&answer, asked);
    }
}

/// Has the request's id and either a result or an error, whose code is given.
fn is_fit(answer: &Answer, asked: &Asked) -> Option<i64> {
    tells_no_secret(answer, KEY, &asked.told);
    tells_no_secret(answer, PAIR, &asked.told);
    let mut members = members(answer);
    let id = members.remove("id").expect("an id");
    let asked_id = asked.id.as_deref().unwrap_or("null");
    // One letter can be written in several ways.
    let value = |written| serde_json::from_str::<Value>(written).expect("JSON");
    assert!(
        id.get() == asked_id || (asked_id.starts_with('"') && value(id.get()) == value(asked_id)),
        "{} for {asked_id}",
        id.get()
    );
    assert_eq!(members.len(), 1, "{members:?}");
    let Some(error) = read::<Value>(&members, "error") else {
        let result = read::<Value>(&members, "result").expect("a result");
        assert!(result.is_object(), "{result}");
        return None;
    };
    let code = error["code"].as_i64().expect("a code");
    if (-31_099..=-31_050).contains(&code) {
        assert_eq!(error["data"], FIELD);
        let words = |language: &str| error["message"][language].as_str().unwrap_or_default();
        assert!(
            ["ru", "uz", "en"].iter().all(|it| !words(it).is_empty()),
            "{error}"
        );
    }
    if code == -32_601 {
        assert_eq!(error["data"], asked.method);
    }
    Some(code)
}
