//! The forms that Click posts.

use md5::{Digest as _, Md5};
use scx_connect::payment::{Answer, Ask, Call, Echo, Incoming};
use scx_kit::Tiyin;
use serde_json::Value;
use url::form_urlencoded::{Serializer, parse};

use super::{NOW, decisions, is_storable, members, provider, tells_no_secret};

pub(super) const SERVICE: &str = "83017";
pub(super) const SECRET: &str = "kV7pQ2xT9mLc";

/// A form as it came, and the same as Click would have signed it.
pub fn click(bytes: &[u8]) {
    heard(bytes);
    heard(&signed(bytes));
}

fn heard(body: &[u8]) {
    let read = |is_post| {
        provider("click").read(&Incoming {
            is_post,
            below: "",
            authorization: None,
            signature: None,
            at: NOW,
            body,
        })
    };
    let form = Form::of(body);
    let (asked, wrongs) = asked(&form);
    match read(true) {
        Ok(call) => {
            assert_eq!(wrongs, Vec::<i64>::new(), "{call:?}");
            assert_eq!(call.ask, asked);
            is_storable(&call.ask);
            reads_back(&call.ask);
            is_answered(&call, &form);
        }
        Err(answer) => {
            let code = is_fit(&answer, &form);
            assert!(wrongs.contains(&code), "{code} instead of {wrongs:?}");
        }
    }
    assert_eq!(read(true), read(true), "not twice alike");
    let got = read(false).map_err(|answer| is_fit(&answer, &form));
    assert_eq!(got.map(|call| call.ask), Err(-8));
}

/// The fields as they came.
struct Form(Vec<(String, String)>);

impl Form {
    fn of(body: &[u8]) -> Self {
        Self(parse(body).into_owned().collect())
    }

    fn all(&self, name: &str) -> Vec<&str> {
        let named = self.0.iter().filter(|(known, _)| known == name);
        named.map(|(_, value)| value.as_str()).collect()
    }

    fn text(&self, name: &str) -> &str {
        self.all(name).first().copied().unwrap_or_default()
    }

    /// What Click would have signed these fields with.
    fn signature(&self) -> String {
        let prepare = match self.text("action") {
            "1" => self.text("merchant_prepare_id"),
            _ => "",
        };
        let before = [self.text("click_trans_id"), self.text("service_id")];
        let after = ["amount", "action", "sign_time"].map(|name| self.text(name));
        let order = self.text("merchant_trans_id");
        let all = [&before[..], &[SECRET, order, prepare], &after].concat();
        let digest = Md5::digest(all.concat());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn signed(body: &[u8]) -> Vec<u8> {
    let is_signature = |pair: &[u8]| parse(pair).any(|(name, _)| name == "sign_string");
    let pairs = body.split(|byte| *byte == b'&');
    let pairs: Vec<&[u8]> = pairs.filter(|pair| !is_signature(pair)).collect();
    let body = pairs.join(&b'&');
    let signature = Form::of(&body).signature();
    [&body, b"&sign_string=".as_slice(), signature.as_bytes()].concat()
}

/// What is asked, and the errors of which the answer has one; nothing that is
/// wrong about the values is told to whoever has not signed them.
fn asked(form: &Form) -> (Ask, Vec<i64>) {
    let mut wrongs = Vec::new();
    let is_wrong = is_wrong_in_form(form);
    if is_wrong {
        wrongs.push(-8);
    }
    if form.text("service_id") != SERVICE || form.text("sign_string") != form.signature() {
        wrongs.push(-1);
    }
    let is_heard = wrongs.is_empty();
    let mut miss = |code| wrongs.extend(is_heard.then_some(code));
    let amount = exact(form.text("amount")).unwrap_or_else(|| {
        miss(-2);
        Tiyin(0)
    });
    let (id, order) = (form.text("click_trans_id"), form.text("merchant_trans_id"));
    let (id, order) = (id.to_owned(), order.to_owned());
    if order.contains('\0') {
        miss(-5);
    }
    let error = whole(form.text("error")).unwrap_or_else(|| {
        miss(-8);
        0
    });
    if error > 0 {
        miss(-8);
    }
    let action = form.text("action");
    match action {
        "0" if error < 0 => miss(-9),
        "0" | "1" => {}
        _ => miss(-3),
    }
    if action != "1" {
        let at_ms = None;
        let ask = Ask::Create {
            id,
            at_ms,
            order,
            amount,
        };
        return (ask, wrongs);
    }
    let number = whole(form.text("merchant_prepare_id")).unwrap_or_else(|| {
        miss(-6);
        0
    });
    let echo = Echo {
        order,
        number: Some(number),
        amount,
    };
    (completed(id, error, echo), wrongs)
}

/// What Complete asks.
fn completed(id: String, error: i64, echo: Echo) -> Ask {
    let echo = Some(echo);
    match error {
        0 => Ask::Perform { id, echo },
        _ => Ask::Cancel {
            id,
            reason: Some(error),
            may_refund: false,
            echo,
        },
    }
}

fn is_wrong_in_form(form: &Form) -> bool {
    let names = [
        "click_trans_id",
        "service_id",
        "merchant_trans_id",
        "amount",
        "action",
        "error",
        "sign_time",
        "sign_string",
    ];
    let is_once = |name: &&str| form.all(name).len() == 1;
    // Values are signed without what separates them. A moment of one length
    // keeps the action in its place, so that nothing that was signed for one
    // action can be read as another.
    let shape: String = form
        .text("sign_time")
        .chars()
        .map(|c| if c.is_ascii_digit() { '9' } else { c })
        .collect();
    !names.iter().all(is_once)
        || exact_id(form.text("click_trans_id")).is_none()
        || shape != "9999-99-99 99:99:99"
}

/// A number that is written in one way only.
fn exact_id(text: &str) -> Option<u64> {
    let id = text.parse::<u64>().ok();
    id.filter(|id| id.to_string() == text)
}

fn whole(text: &str) -> Option<i64> {
    let number = text.parse::<i64>().ok();
    number.filter(|number| number.to_string() == text)
}

/// A sum of so'm, compared as a text: tiyin are its digits without the point.
fn exact(text: &str) -> Option<Tiyin> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part = part.trim_end_matches('0');
    if whole.is_empty() || part.len() > 2 {
        return None;
    }
    let digits = format!("{whole}{part:0<2}");
    let are_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    are_digits.then(|| digits.parse().ok().map(Tiyin))?
}

/// What was understood is what Click would post for it.
fn reads_back(ask: &Ask) {
    let form = |id: &str, order: &str, (prepare, amount): (&str, Tiyin), error: i64| {
        let mut form = Serializer::new(String::new());
        form.append_pair("click_trans_id", id)
            .append_pair("service_id", SERVICE)
            .append_pair("merchant_trans_id", order)
            .append_pair("merchant_prepare_id", prepare)
            .append_pair(
                "amount",
                &format!("{}.{:02}", amount.0 / 100, amount.0 % 100),
            )
            .append_pair("action", if prepare.is_empty() { "0" } else { "1" })
            .append_pair("error", &error.to_string())
            .append_pair("sign_time", "2026-11-21 09:05:00");
        form.finish()
    };
    let body = match ask {
        Ask::Create {
            id, order, amount, ..
        } => form(id, order, ("", *amount), 0),
        Ask::Perform { id, echo } | Ask::Cancel { id, echo, .. } => {
            let echo = echo.as_ref().expect("Click repeats what it was told");
            let error = match ask {
                Ask::Cancel { reason, .. } => reason.expect("a reason"),
                _ => 0,
            };
            let prepare = echo.number.expect("our number").to_string();
            form(id, &echo.order, (&prepare, echo.amount), error)
        }
        Ask::Check { .. }
        | Ask::Pay { .. }
        | Ask::Return { .. }
        | Ask::Look { .. }
        | Ask::Statement { .. } => {
            panic!("Click does not ask {ask:?}")
        }
    };
    let again = provider("click").read(&Incoming {
        is_post: true,
        below: "",
        authorization: None,
        signature: None,
        at: NOW,
        body: &signed(body.as_bytes()),
    });
    assert_eq!(again.map(|call| call.ask).as_ref(), Ok(ask));
}

fn is_answered(call: &Call, form: &Form) {
    for decision in decisions(&call.ask) {
        let answer = provider("click").answer(call, &decision);
        let again = provider("click").answer(call, &decision);
        assert_eq!(answer, again, "not twice alike");
        let code = is_fit(&answer, form);
        assert!((-9..=0).contains(&code), "{code}");
    }
}

/// Repeats what Click named, and has a code with words.
fn is_fit(answer: &Answer, form: &Form) -> i64 {
    let told: String = form.0.iter().map(|(_, value)| value.as_str()).collect();
    tells_no_secret(answer, SECRET, &told);
    let members = members(answer);
    let ours = match form.text("action") {
        "1" => "merchant_confirm_id",
        _ => "merchant_prepare_id",
    };
    let names: Vec<&str> = members.keys().map(String::as_str).collect();
    let wanted = [
        "click_trans_id",
        "error",
        "error_note",
        ours,
        "merchant_trans_id",
    ];
    assert_eq!(names, wanted);
    let id = form.text("click_trans_id");
    if exact_id(id).is_some() {
        assert_eq!(members["click_trans_id"].get(), id);
    }
    let read = |name: &str| serde_json::from_str::<Value>(members[name].get()).expect("JSON");
    assert_eq!(read("merchant_trans_id"), form.text("merchant_trans_id"));
    assert!(
        read("error_note")
            .as_str()
            .is_some_and(|note| !note.is_empty())
    );
    read("error").as_i64().expect("a code")
}
