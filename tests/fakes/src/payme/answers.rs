//! What Payme demands of every answer, whatever the merchant's business is.

use serde_json::{Map, Value};

use super::asking::Asked;
use super::states::Method;
use crate::common::callback::Answer;
use crate::common::shape::Kind::{Any, Flag, Int, List, Number, Object, Text};
use crate::common::shape::{Field, Kind, may, must, problems};

/// The merchant's own failure, which any call may meet.
pub(super) const OWN_FAILURE: i64 = -32400;
const REASONS: [i64; 6] = [1, 2, 3, 4, 5, 10];
const TIMES: [&str; 3] = ["create_time", "perform_time", "cancel_time"];
const LANGUAGES: [&str; 3] = ["ru", "uz", "en"];

const ANSWER: &[Field] = &[
    may("jsonrpc", Kind::OneOf(&["2.0"])),
    may("id", Any),
    may("result", Any),
    may("error", Any),
];
const ERROR: &[Field] = &[must("code", Int), must("message", Any), may("data", Any)];
const ITEM: Kind = Object(&[
    must("title", Text),
    must("price", Int),
    must("count", Number),
    must("code", Text),
    must("package_code", Text),
    must("vat_percent", Int),
    may("units", Int),
    may("discount", Int),
]);
const SHIPPING: Kind = Object(&[must("title", Text), must("price", Int)]);
const DETAIL: Kind = Object(&[
    must("receipt_type", Int),
    must("items", List(&ITEM)),
    may("shipping", SHIPPING),
]);
const RECEIVERS: Kind = List(&Object(&[must("id", Text), must("amount", Int)]));

const CHECK_PERFORM: &[Field] = &[
    must("allow", Flag),
    may("additional", Any),
    may("detail", DETAIL),
];
const CREATE: &[Field] = &[
    must("create_time", Int),
    must("transaction", Text),
    must("state", Int),
    may("receivers", RECEIVERS),
];
const PERFORM: &[Field] = &[
    must("transaction", Text),
    must("perform_time", Int),
    must("state", Int),
];
const CANCEL: &[Field] = &[
    must("transaction", Text),
    must("cancel_time", Int),
    must("state", Int),
];
const CHECK: &[Field] = &[
    must("create_time", Int),
    must("perform_time", Int),
    must("cancel_time", Int),
    must("transaction", Text),
    must("state", Int),
    may("reason", Int),
];
const STATEMENT: &[Field] = &[must("transactions", List(&Any))];
const ENTRY: &[Field] = &[
    must("id", Text),
    must("time", Int),
    must("amount", Int),
    must("account", Any),
    must("create_time", Int),
    must("perform_time", Int),
    must("cancel_time", Int),
    must("transaction", Text),
    must("state", Int),
    may("reason", Int),
    may("receivers", RECEIVERS),
];

/// What the answer belongs to.
pub(super) struct Expected<'a> {
    pub(super) asked: &'a Asked,
    pub(super) account_field: &'a str,
    pub(super) now_ms: i64,
}

/// What an answer says, once it can be believed.
pub(super) enum Said {
    Nothing,
    Result {
        result: Map<String, Value>,
        /// The whole body, for comparing repeats.
        raw: Vec<u8>,
        id: Value,
    },
    Error(i64),
}

/// Reads an answer. Nothing is said when it cannot be believed; the texts are
/// what is wrong with it.
pub(super) fn read(answer: &Answer, expected: &Expected<'_>) -> (Option<Said>, Vec<String>) {
    if answer.status == 0 {
        return (None, Vec::new());
    }
    if answer.status != 200 {
        return (None, vec![format!("HTTP {} instead of 200", answer.status)]);
    }
    let mut faults = Vec::new();
    if !answer.content_type.contains("json") {
        faults.push(format!("content type {:?}", answer.content_type));
    }
    let Value::Object(body) = &answer.body else {
        faults.push("the answer is not a JSON object".to_owned());
        return (None, faults);
    };
    faults.extend(problems(body, ANSWER, "answer"));
    faults.extend(id_problem(body, expected.asked));
    let said = match (body.get("result"), body.get("error")) {
        (Some(result), None) => read_result(result, expected, answer, &mut faults),
        (None, Some(error)) => read_error(error, expected, &mut faults),
        (_, _) => {
            faults.push("not exactly one of result and error".to_owned());
            None
        }
    };
    (said, faults)
}

fn id_problem(body: &Map<String, Value>, asked: &Asked) -> Option<String> {
    let id = body.get("id").filter(|id| !id.is_null());
    // Who refuses another method than POST need not have read its body.
    let may_be_absent = !asked.is_post;
    let is_right = id == asked.id.as_ref() || (id.is_none() && may_be_absent);
    let shown = |id: Option<&Value>| id.map_or("none".to_owned(), Value::to_string);
    let wrong = || format!("id {} instead of {}", shown(id), shown(asked.id.as_ref()));
    (!is_right).then(wrong)
}

fn read_error(error: &Value, expected: &Expected<'_>, faults: &mut Vec<String>) -> Option<Said> {
    let Value::Object(error) = error else {
        faults.push("error is not an object".to_owned());
        return None;
    };
    faults.extend(problems(error, ERROR, "error"));
    let code = error.get("code").and_then(Value::as_i64)?;
    let asked = expected.asked;
    let method = asked.call.as_ref().map(|call| call.method);
    let is_allowed = match method {
        Some(method) => method.may_fail_with(code),
        None => asked.wrongs.iter().any(|range| range.contains(&code)),
    };
    if !is_allowed && code != OWN_FAILURE {
        faults.push(format!("error {code} is not for this request"));
    }
    let message = error.get("message").unwrap_or(&Value::Null);
    let is_about_account = (-31099..=-31050).contains(&code);
    let is_plain = message.as_str().is_some_and(|text| !text.is_empty());
    if !is_in_three_languages(message) && (is_about_account || !is_plain) {
        faults.push(format!("error {code} with the message {message}"));
    }
    let data = error.get("data").and_then(Value::as_str);
    if is_about_account && data != Some(expected.account_field) {
        faults.push(format!("error {code} does not name the account field"));
    }
    if code == -32601 && data != asked.method_name.as_deref() {
        faults.push("error -32601 does not name the method".to_owned());
    }
    Some(Said::Error(code))
}

fn is_in_three_languages(message: &Value) -> bool {
    let Value::Object(texts) = message else {
        return false;
    };
    let is_text = |name: &str| texts[name].as_str().is_some_and(|text| !text.is_empty());
    texts.len() == LANGUAGES.len()
        && LANGUAGES
            .into_iter()
            .all(|it| texts.contains_key(it) && is_text(it))
}

fn read_result(
    result: &Value,
    expected: &Expected<'_>,
    answer: &Answer,
    faults: &mut Vec<String>,
) -> Option<Said> {
    let Some(call) = &expected.asked.call else {
        let wrongs = &expected.asked.wrongs;
        faults.push(format!(
            "a result for a request that calls for one of {wrongs:?}"
        ));
        return None;
    };
    let Value::Object(result) = result else {
        faults.push("result is not an object".to_owned());
        return None;
    };
    let fields = match call.method {
        Method::CheckPerform => CHECK_PERFORM,
        Method::Create => CREATE,
        Method::Perform => PERFORM,
        Method::Cancel => CANCEL,
        Method::Check => CHECK,
        Method::Statement => STATEMENT,
    };
    let mut found = problems(result, fields, "result");
    found.extend(match call.method {
        Method::CheckPerform => allowance_problems(result, call.int("amount")),
        Method::Create => time_problems(result, &["create_time"], expected.now_ms),
        Method::Perform => time_problems(result, &["perform_time"], expected.now_ms),
        Method::Cancel => time_problems(result, &["cancel_time"], expected.now_ms),
        Method::Check => entry_problems(result, expected.now_ms),
        Method::Statement => statement_problems(result, expected.now_ms),
    });
    if result.get("transaction").is_some_and(|it| it == "") {
        found.push("transaction is empty".to_owned());
    }
    let is_believed = found.is_empty();
    faults.extend(found);
    is_believed.then(|| Said::Result {
        result: result.clone(),
        raw: answer.raw.clone(),
        id: answer.body["id"].clone(),
    })
}

fn allowance_problems(result: &Map<String, Value>, amount: i64) -> Vec<String> {
    let mut found = Vec::new();
    if result.get("allow") != Some(&Value::Bool(true)) {
        found.push("allow is not true; what is not allowed is an error".to_owned());
    }
    let Some(detail) = result.get("detail").filter(|it| !it.is_null()) else {
        return found;
    };
    if detail["receipt_type"] != 0 {
        found.push("detail.receipt_type is not 0".to_owned());
    }
    let items = detail["items"].as_array().map(Vec::as_slice);
    let items = items.unwrap_or_default();
    let mut sum = detail["shipping"]["price"].as_i64().unwrap_or_default();
    for item in items {
        let code = item["code"].as_str().unwrap_or_default();
        if code.len() != 17 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            found.push(format!("the IKPU code {code:?} has not 17 digits"));
        }
        let price = item["price"].as_i64().unwrap_or_default();
        // A fraction of a thing is only sold by weight.
        let count = item["count"].as_i64().unwrap_or_default();
        sum += price * count - item["discount"].as_i64().unwrap_or_default();
    }
    if items.is_empty() || sum != amount {
        found.push(format!("the items cost {sum} and not {amount}"));
    }
    found
}

/// These times must have happened, and not in the future.
fn time_problems(object: &Map<String, Value>, names: &[&str], now_ms: i64) -> Vec<String> {
    let wrong = |name: &&str| {
        let value = object.get(*name).and_then(Value::as_i64)?;
        let has_13_digits = (1_000_000_000_000..10_000_000_000_000).contains(&value);
        match (has_13_digits, value <= now_ms) {
            (true, true) => None,
            (false, _) => Some(format!("{name}: {value} has not 13 digits")),
            (true, false) => Some(format!("{name}: {value} lies in the future")),
        }
    };
    names.iter().filter_map(wrong).collect()
}

/// Which times and whether a reason belong to which state.
fn entry_problems(entry: &Map<String, Value>, now_ms: i64) -> Vec<String> {
    let time = |name: &str| entry.get(name).and_then(Value::as_i64);
    let happened = TIMES.into_iter().filter(|name| time(name) != Some(0));
    let happened: Vec<&str> = happened.collect();
    let mut found = time_problems(entry, &happened, now_ms);
    let state = time("state").unwrap_or_default();
    let reason = entry.get("reason");
    if reason.is_none() {
        found.push("reason: missing (null until cancelled)".to_owned());
    }
    let (is_performed, is_cancelled) = (
        time("perform_time").is_some_and(|at| at != 0),
        time("cancel_time").is_some_and(|at| at != 0),
    );
    let has_reason = reason.is_some_and(|it| !it.is_null());
    let fits = match state {
        1 => !is_performed && !is_cancelled && !has_reason,
        2 => is_performed && !is_cancelled && !has_reason,
        -1 => !is_performed && is_cancelled && has_reason,
        // Whether perform_time is kept after a refund is told both ways.
        -2 => is_cancelled && has_reason,
        _ => false,
    };
    if !fits || time("create_time") == Some(0) {
        let shown = Value::Object(entry.clone());
        found.push(format!(
            "times and reason do not belong to a state: {shown}"
        ));
    }
    let order: Vec<i64> = happened.iter().filter_map(|name| time(name)).collect();
    if !order.is_sorted() {
        found.push(format!("times are out of order: {order:?}"));
    }
    if has_reason && !reason.is_some_and(|it| REASONS.iter().any(|known| it == known)) {
        found.push(format!("reason {reason:?} is unknown"));
    }
    found
}

fn statement_problems(result: &Map<String, Value>, now_ms: i64) -> Vec<String> {
    let entries = result.get("transactions").and_then(Value::as_array);
    let mut found = Vec::new();
    for (at, entry) in entries.into_iter().flatten().enumerate() {
        let place = format!("transactions[{at}]");
        let Value::Object(entry) = entry else {
            found.push(format!("{place} is not an object"));
            continue;
        };
        found.extend(problems(entry, ENTRY, &place));
        let deeper = entry_problems(entry, now_ms).into_iter();
        found.extend(deeper.map(|what| format!("{place}: {what}")));
    }
    found
}
