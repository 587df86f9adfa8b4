//! What Uzum Bank asks: by which webhook, how it signs in, and the call in JSON.

use scx_connect::payment::{Answer, Ask, Call, Decision, Incoming};
use scx_kit::Tiyin;
use serde_json::{Value, json};

use super::{Members, NOW, decisions, is_storable, object, provider, read, tells_no_secret};
use crate::input::Values;

pub(super) const SERVICE: &str = "101202";
pub(super) const LOGIN: &str = "uzum";
pub(super) const PASSWORD: &str = "u:zum-2026";
/// The login and the password, as the header carries them.
const PAIR: &str = "dXp1bTp1Onp1bS0yMDI2";
/// Stands in inputs where Uzum Bank shows them.
const PLACEHOLDER: &str = "SECRET";
/// The attribute that names the order.
const FIELD: &str = "order_id";

const NO_ACCESS: &str = "10001";
const NOT_JSON: &str = "10002";
const NO_OPERATION: &str = "10003";
const MISSING: &str = "10005";
const NO_SERVICE: &str = "10006";
const NO_ORDER: &str = "10007";

/// A method, the webhook, the header `Authorization` and a body.
pub fn uzum(bytes: &[u8]) {
    let mut values = Values::of(bytes);
    let (method, webhook, header) = (values.text(), values.text(), values.text());
    let header = header.replace(PLACEHOLDER, PAIR);
    let incoming = Incoming {
        is_post: method != "GET",
        below: &webhook,
        authorization: (!header.is_empty()).then_some(&header),
        signature: None,
        at: NOW,
        body: values.rest(),
    };
    let read = provider("uzum").read(&incoming);
    assert_eq!(provider("uzum").read(&incoming), read, "not twice alike");
    let asked = asked(&incoming);
    match read {
        Ok(call) => {
            assert_eq!(asked.wrongs, Vec::<&str>::new(), "{call:?}");
            assert_eq!(Some(&call.ask), asked.ask.as_ref());
            is_storable(&call.ask);
            reads_back(&call.ask);
            is_answered(&call, &asked);
        }
        Err(answer) => {
            let code = is_fit(&answer, &asked).expect("a refusal");
            assert!(asked.wrongs.contains(&&*code), "{code} for {asked:?}");
        }
    }
}

/// A request, read without our reader.
#[derive(Debug, Default)]
struct Asked {
    /// The members of the body as they are written.
    members: Members,
    /// Of these codes the answer has one, unless there are none.
    wrongs: Vec<&'static str>,
    ask: Option<Ask>,
    /// All that was told.
    told: String,
}

fn asked(incoming: &Incoming<'_>) -> Asked {
    let mut asked = Asked::default();
    if !incoming.is_post {
        asked.wrongs.push(NO_OPERATION);
        return asked;
    }
    let body = serde_json::from_slice::<Value>(incoming.body).unwrap_or(Value::Null);
    asked.told = body.to_string();
    if body.is_object() {
        asked.members = serde_json::from_slice(incoming.body).expect("an object");
    }
    let shown = incoming
        .authorization
        .and_then(|it| it.strip_prefix("Basic "));
    if shown.map(str::trim) != Some(PAIR) {
        asked.wrongs.push(NO_ACCESS);
        return asked;
    }
    if !body.is_object() {
        asked.wrongs.push(NOT_JSON);
        return asked;
    }
    let service = asked.whole("serviceId").to_string();
    if asked.wrongs.is_empty() && service != SERVICE {
        asked.wrongs.push(NO_SERVICE);
    }
    asked.whole("timestamp");
    asked.ask = asked.by(incoming.below);
    asked
}

impl Asked {
    /// What a webhook is asked.
    fn by(&mut self, webhook: &str) -> Option<Ask> {
        let ask = match webhook {
            "check" => Ask::Check {
                order: self.order(),
                amount: None,
            },
            "create" => Ask::Create {
                id: self.text("transId"),
                at_ms: None,
                order: self.order(),
                amount: Tiyin(self.whole("amount")),
            },
            "confirm" => {
                self.text("paymentSource");
                self.text("phone");
                let (id, echo) = (self.text("transId"), None);
                Ask::Perform { id, echo }
            }
            "reverse" => Ask::Cancel {
                id: self.text("transId"),
                reason: None,
                may_refund: true,
                echo: None,
            },
            "status" => Ask::Look {
                id: self.text("transId"),
            },
            _ => {
                self.wrongs.push(NO_OPERATION);
                return None;
            }
        };
        Some(ask)
    }

    /// A whole number of 64 bits exactly as it is written.
    fn whole(&mut self, name: &str) -> i64 {
        let Some(written) = self.given(name) else {
            return self.miss(MISSING);
        };
        let number = written.parse().ok();
        let exact = number.filter(|number: &i64| number.to_string() == written);
        exact.unwrap_or_else(|| self.miss(NOT_JSON))
    }

    fn text(&mut self, name: &str) -> String {
        if self.given(name).is_none() {
            return self.miss(MISSING);
        }
        let Some(text) = read::<String>(&self.members, name) else {
            return self.miss(NOT_JSON);
        };
        match text.chars().count() {
            0 => self.miss(MISSING),
            1..=64 if !text.contains('\0') => text,
            _ => self.miss(NOT_JSON),
        }
    }

    fn order(&mut self) -> String {
        let Some(params) = read::<Members>(&self.members, "params") else {
            return self.miss(MISSING);
        };
        let text = read::<String>(&params, FIELD).filter(|text| !text.contains('\0'));
        let number = params.get(FIELD).map(|value| value.get().to_owned());
        let number =
            number.filter(|text| text.parse::<u64>().is_ok_and(|n| n.to_string() == *text));
        text.or(number).unwrap_or_else(|| self.miss(NO_ORDER))
    }

    /// A member as it is written.
    fn given(&self, name: &str) -> Option<String> {
        let written = self.members.get(name)?.get();
        (written != "null").then(|| written.to_owned())
    }

    fn miss<T: Default>(&mut self, code: &'static str) -> T {
        self.wrongs.push(code);
        T::default()
    }
}

/// What was understood is what Uzum Bank would ask for it.
fn reads_back(ask: &Ask) {
    let params = |order: &String| json!({ FIELD: order });
    let (webhook, mut body) = match ask {
        Ask::Check { order, .. } => ("check", json!({ "params": params(order) })),
        Ask::Create {
            id, order, amount, ..
        } => (
            "create",
            json!({ "transId": id, "params": params(order), "amount": amount.0 }),
        ),
        Ask::Perform { id, .. } => (
            "confirm",
            json!({ "transId": id, "paymentSource": "UZCARD", "phone": "998901234567" }),
        ),
        Ask::Cancel { id, .. } => ("reverse", json!({ "transId": id })),
        Ask::Look { id } => ("status", json!({ "transId": id })),
        Ask::Pay { .. } | Ask::Return { .. } | Ask::Statement { .. } => {
            panic!("Uzum Bank does not ask {ask:?}")
        }
    };
    body["serviceId"] = json!(101_202);
    body["timestamp"] = json!(NOW.0);
    let again = provider("uzum").read(&Incoming {
        is_post: true,
        below: webhook,
        authorization: Some(&format!("Basic {PAIR}")),
        signature: None,
        at: NOW,
        body: body.to_string().as_bytes(),
    });
    assert_eq!(again.map(|call| call.ask).as_ref(), Ok(ask));
}

/// A no is never taken for a yes, and what was done before is none either.
fn is_answered(call: &Call, asked: &Asked) {
    for decision in decisions(&call.ask) {
        let answer = provider("uzum").answer(call, &decision);
        let again = provider("uzum").answer(call, &decision);
        assert_eq!(answer, again, "not twice alike");
        let is_refused = is_fit(&answer, asked).is_some();
        match decision {
            Decision::No(_) => assert!(is_refused, "{decision:?}"),
            Decision::Already(_) => {
                assert_eq!(is_refused, !matches!(call.ask, Ask::Look { .. }));
            }
            Decision::Payable(_) => assert!(!is_refused),
            // One that nobody confirmed in time has failed.
            Decision::Payment(payment) => {
                let is_late = payment.reason == Some(4);
                let is_look = matches!(call.ask, Ask::Look { .. });
                assert_eq!(is_refused, is_look && is_late, "{payment:?}");
            }
            Decision::Payments(_) => panic!("nobody asks for them"),
        }
    }
}

/// Names the service and the transaction as the request did, and a status; a
/// refusal has a code, which is given.
fn is_fit(answer: &Answer, asked: &Asked) -> Option<String> {
    tells_no_secret(answer, PASSWORD, &asked.told);
    tells_no_secret(answer, PAIR, &asked.told);
    let members = object(answer);
    for name in ["serviceId", "timestamp", "transId"] {
        let value = read::<Value>(&members, name);
        assert!(value.is_none() || value == read(&asked.members, name));
    }
    let status = read::<String>(&members, "status").expect("a status");
    let code = read::<String>(&members, "errorCode");
    assert_eq!(code.is_some(), status == "FAILED", "{status}");
    assert_eq!(answer.status, if code.is_some() { 400 } else { 200 });
    let statuses = ["FAILED", "OK", "CREATED", "CONFIRMED", "REVERSED"];
    assert!(statuses.contains(&&*status), "{status}");
    code
}
