//! What Uzum Bank demands of every answer, whatever the merchant's business is.

use serde_json::{Map, Value};

use super::UzumRules;
use super::asking::{Asked, UzumCall};
use super::codes::{Nos, UzumNo};
use super::states::Shown;
use crate::common::callback::Answer;
use crate::common::shape::Kind::{Any, Int, OneOf, Text};
use crate::common::shape::{Field, may, must, problems};

const CHECK: &[Field] = &[
    must("serviceId", Int),
    must("timestamp", Int),
    must("status", OneOf(&["OK"])),
    may("data", Any),
];
const CREATE: &[Field] = &[
    must("serviceId", Int),
    must("transId", Text),
    must("status", OneOf(&["CREATED"])),
    must("transTime", Int),
    may("data", Any),
    must("amount", Int),
];
const CONFIRM: &[Field] = &[
    must("serviceId", Int),
    must("transId", Text),
    must("status", OneOf(&["CONFIRMED"])),
    must("confirmTime", Int),
    may("data", Any),
    must("amount", Int),
];
const REVERSE: &[Field] = &[
    must("serviceId", Int),
    must("transId", Text),
    must("status", OneOf(&["REVERSED"])),
    must("reverseTime", Int),
    may("data", Any),
    must("amount", Int),
];
const STATUS: &[Field] = &[
    must("serviceId", Int),
    must("transId", Text),
    must("status", OneOf(&["CREATED", "CONFIRMED", "REVERSED"])),
    must("transTime", Int),
    may("confirmTime", Int),
    may("reverseTime", Int),
    may("data", Any),
    may("amount", Int),
];

const NO_CHECK: &[Field] = &[
    may("serviceId", Int),
    may("timestamp", Int),
    must("status", OneOf(&["FAILED"])),
    must("errorCode", Text),
];
const NO_CREATE: &[Field] = &[
    may("serviceId", Int),
    may("transId", Text),
    must("status", OneOf(&["FAILED"])),
    may("transTime", Int),
    must("errorCode", Text),
];
const NO_CONFIRM: &[Field] = &[
    may("serviceId", Int),
    may("transId", Text),
    must("status", OneOf(&["FAILED"])),
    may("confirmTime", Int),
    must("errorCode", Text),
];
const NO_REVERSE: &[Field] = &[
    may("serviceId", Int),
    may("transId", Text),
    must("status", OneOf(&["FAILED"])),
    may("reverseTime", Int),
    must("errorCode", Text),
];
/// Also of who was asked for something unknown and tells what it can.
const NO_STATUS: &[Field] = &[
    may("serviceId", Int),
    may("transId", Text),
    must("status", OneOf(&["FAILED"])),
    may("timestamp", Int),
    may("transTime", Int),
    may("confirmTime", Int),
    may("reverseTime", Int),
    must("errorCode", Text),
];
const TIMES: [&str; 4] = ["timestamp", "transTime", "confirmTime", "reverseTime"];

/// What the answer belongs to.
pub(super) struct Expected<'a> {
    pub(super) asked: &'a Asked,
    pub(super) rules: &'a UzumRules,
    pub(super) sent_ms: i64,
    pub(super) now_ms: i64,
}

/// What an answer says, once it can be believed.
pub(super) enum Said {
    Nothing,
    Yes {
        body: Map<String, Value>,
        /// Byte for byte, for comparing repeats.
        raw: Vec<u8>,
        /// What the transaction is said to be.
        shown: Shown,
    },
    No(Nos),
}

/// Reads an answer. Nothing is said when it cannot be believed; the texts are
/// what is wrong with it.
pub(super) fn read(answer: &Answer, expected: &Expected<'_>) -> (Said, Vec<String>) {
    // Where there is no such webhook there need not be anybody.
    let is_nobody = expected.asked.call.is_none() && answer.status == 404;
    if answer.status == 0 || is_nobody {
        return (Said::Nothing, Vec::new());
    }
    let refusal = expected.rules.refusal_status;
    if answer.status != 200 && answer.status != refusal {
        let fault = format!("HTTP {} instead of 200 or {refusal}", answer.status);
        return (Said::Nothing, vec![fault]);
    }
    let mut faults = Vec::new();
    if !answer.content_type.contains("json") {
        faults.push(format!("content type {:?}", answer.content_type));
    }
    let Value::Object(body) = &answer.body else {
        faults.push("the answer is not a JSON object".to_owned());
        return (Said::Nothing, faults);
    };
    faults.extend(echo_problems(body, expected.asked));
    let is_no = body.get("status").is_some_and(|status| status == "FAILED");
    if is_no != (answer.status == refusal) && refusal != 200 {
        let status = body.get("status").unwrap_or(&Value::Null);
        faults.push(format!("HTTP {} with the status {status}", answer.status));
        return (Said::Nothing, faults);
    }
    let said = if is_no {
        read_no(body, expected, &mut faults)
    } else {
        read_yes(body, answer, expected, &mut faults)
    };
    (said, faults)
}

fn echo_problems(body: &Map<String, Value>, asked: &Asked) -> Vec<String> {
    let pairs = [
        ("serviceId", asked.service_id.map(Value::from)),
        ("transId", asked.trans_id.as_deref().map(Value::from)),
    ];
    let wrong = pairs.into_iter().filter_map(|(name, sent)| {
        let (sent, echoed) = (sent?, body.get(name)?);
        (*echoed != sent).then(|| format!("{name} is echoed as {echoed} and not as {sent}"))
    });
    wrong.collect()
}

fn read_no(body: &Map<String, Value>, expected: &Expected<'_>, faults: &mut Vec<String>) -> Said {
    let asked = expected.asked;
    let fields = match asked.call {
        Some(UzumCall::Check) => NO_CHECK,
        Some(UzumCall::Create) => NO_CREATE,
        Some(UzumCall::Confirm) => NO_CONFIRM,
        Some(UzumCall::Reverse) => NO_REVERSE,
        Some(UzumCall::Status) | None => NO_STATUS,
    };
    faults.extend(problems(body, fields, "answer"));
    faults.extend(time_problems(body, expected.now_ms));
    let Some(code) = body.get("errorCode").and_then(Value::as_str) else {
        return Said::Nothing;
    };
    let codes = &expected.rules.codes;
    let nos = codes.meanings(code);
    if nos.is_empty() {
        faults.push(format!("the code {code:?} is not in the table"));
        return Said::Nothing;
    }
    if nos.has(UzumNo::Other) {
        return Said::No(nos);
    }
    if !asked.wrongs.is_empty() {
        if !nos.meets(asked.wrongs) {
            let due = codes.shown(asked.wrongs);
            faults.push(format!("the code {code} where one of {due:?} is due"));
        }
        return Said::No(nos);
    }
    if asked
        .call
        .is_some_and(|call| !nos.meets(Nos::of_call(call)))
    {
        faults.push(format!("the code {code} is not for this request"));
    }
    Said::No(nos)
}

fn read_yes(
    body: &Map<String, Value>,
    answer: &Answer,
    expected: &Expected<'_>,
    faults: &mut Vec<String>,
) -> Said {
    let asked = expected.asked;
    let Some(call) = asked.call.filter(|_| asked.wrongs.is_empty()) else {
        let due = expected.rules.codes.shown(asked.wrongs);
        faults.push(format!(
            "a success for a request that calls for one of {due:?}"
        ));
        return Said::Nothing;
    };
    let (fields, shown) = match call {
        UzumCall::Check => (CHECK, Shown::Payable),
        UzumCall::Create => (CREATE, Shown::Created),
        UzumCall::Confirm => (CONFIRM, Shown::Confirmed),
        UzumCall::Reverse => (REVERSE, Shown::Reversed),
        UzumCall::Status => (STATUS, Shown::of_status(body)),
    };
    let mut found = problems(body, fields, "answer");
    found.extend(data_problems(body));
    found.extend(time_problems(body, expected.now_ms));
    match call {
        UzumCall::Check => found.extend(check_problem(body, expected.sent_ms)),
        UzumCall::Status => found.extend(moment_problems(body, shown)),
        UzumCall::Create | UzumCall::Confirm | UzumCall::Reverse => {}
    }
    let is_believed = found.is_empty();
    faults.append(&mut found);
    if !is_believed {
        return Said::Nothing;
    }
    Said::Yes {
        body: body.clone(),
        raw: answer.raw.clone(),
        shown,
    }
}

/// "Key-value pairs. The value is an object with a single property `value`
/// (type `string`)."
fn data_problems(body: &Map<String, Value>) -> Vec<String> {
    let Some(data) = body.get("data") else {
        return Vec::new();
    };
    let Value::Object(pairs) = data else {
        return vec![format!("data: {data} is not an object")];
    };
    let is_pair = |value: &Value| {
        let inside = value.as_object();
        inside.is_some_and(|it| it.len() == 1 && it.get("value").is_some_and(Value::is_string))
    };
    let wrong = pairs.iter().filter(|(_, value)| !is_pair(value));
    wrong
        .map(|(name, value)| format!("data.{name}: {value} is not {{\"value\": text}}"))
        .collect()
}

/// Whatever times stand there must have happened.
fn time_problems(body: &Map<String, Value>, now_ms: i64) -> Vec<String> {
    let wrong = |name: &&str| {
        let value = body.get(*name).and_then(Value::as_i64)?;
        let has_13_digits = (1_000_000_000_000..10_000_000_000_000).contains(&value);
        match (has_13_digits, value <= now_ms) {
            (true, true) => None,
            (false, _) => Some(format!("{name}: {value} has not 13 digits")),
            (true, false) => Some(format!("{name}: {value} lies in the future")),
        }
    };
    TIMES.iter().filter_map(wrong).collect()
}

/// "Time of payment verification".
fn check_problem(body: &Map<String, Value>, sent_ms: i64) -> Option<String> {
    let at = body.get("timestamp").and_then(Value::as_i64)?;
    let is_early = at < sent_ms;
    is_early.then(|| format!("timestamp: {at} is not the moment of the check"))
}

/// Which times belong to which status, and in which order they come.
fn moment_problems(body: &Map<String, Value>, shown: Shown) -> Vec<String> {
    let mut found = Vec::new();
    for name in ["confirmTime", "reverseTime"] {
        if !body.contains_key(name) {
            found.push(format!("{name}: missing (null until it happens)"));
        }
    }
    let time = |name: &str| body.get(name).and_then(Value::as_i64);
    let happened = (time("confirmTime").is_some(), time("reverseTime").is_some());
    let fits = match shown {
        Shown::Payable | Shown::Created => happened == (false, false),
        Shown::Confirmed => happened == (true, false),
        Shown::Reversed | Shown::ReversedUnpaid | Shown::ReversedPaid => happened.1,
    };
    if !fits {
        let text = Value::Object(body.clone());
        found.push(format!("times do not belong to a status: {text}"));
    }
    let order = ["transTime", "confirmTime", "reverseTime"];
    let order: Vec<i64> = order.into_iter().filter_map(time).collect();
    if !order.is_sorted() {
        found.push(format!("times are out of order: {order:?}"));
    }
    found
}
