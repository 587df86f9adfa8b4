//! What Paynet demands of every answer, whatever the provider's business is.

use serde_json::{Map, Value, json};

use super::asking::{Asked, Call, PaynetMethod};
use super::codes::{NOT_POST, is_own_failure, may_answer};
use super::{PaynetService, moment};
use crate::common::callback::Answer;
use crate::common::shape::Kind::{Any, Int, List, Object, OneOf, Text};
use crate::common::shape::{Field, Kind, may, must, problems};

const ANSWER: &[Field] = &[
    must("jsonrpc", OneOf(&["2.0"])),
    may("id", Any),
    may("result", Any),
    may("error", Any),
];
const ERROR: &[Field] = &[must("code", Int), must("message", Text)];

const INFORMATION: &[Field] = &[
    must("status", Any),
    must("timestamp", Text),
    must("fields", Any),
];
const PERFORM: &[Field] = &[
    must("providerTrnId", Int),
    must("timestamp", Text),
    must("fields", Any),
];
const CHECK: &[Field] = &[
    must("transactionState", Int),
    must("timestamp", Text),
    must("providerTrnId", Int),
];
const CANCEL: &[Field] = &[
    must("providerTrnId", Int),
    may("timestamp", Text),
    must("transactionState", Int),
];
const ENTRY: Kind = Object(&[
    must("amount", Int),
    must("providerTrnId", Int),
    must("transactionId", Int),
    must("timestamp", Text),
]);
const STATEMENT: &[Field] = &[must("statements", List(&ENTRY))];

/// What the answer belongs to.
pub(super) struct Expected<'a> {
    pub(super) asked: &'a Asked,
    pub(super) spec: &'a PaynetService,
    pub(super) sent_ms: i64,
    pub(super) now_ms: i64,
    /// The password was changed without an answer.
    pub(super) may_be_locked_out: bool,
}

/// What an answer says, once it can be believed.
#[derive(PartialEq)]
pub(super) enum Said {
    Nothing,
    /// HTTP 401.
    LockedOut,
    Result {
        result: Map<String, Value>,
        /// Byte for byte, for comparing repeats.
        raw: Vec<u8>,
        id: Value,
    },
    /// ChangePassword is carried out.
    Changed,
    Error(i64),
}

/// Reads an answer. Nothing is said when it cannot be believed; the texts are
/// what is wrong with it.
pub(super) fn read(answer: &Answer, expected: &Expected<'_>) -> (Said, Vec<String>) {
    let asked = expected.asked;
    match answer.status {
        0 => return (Said::Nothing, Vec::new()),
        // "The system must return the HTTP status 401", whatever its body.
        401 if asked.is_stranger || expected.may_be_locked_out => {
            return (Said::LockedOut, Vec::new());
        }
        200 => {}
        status => {
            let fault = format!("HTTP {status} instead of 200");
            return (Said::Nothing, vec![fault]);
        }
    }
    let mut faults = Vec::new();
    if asked.is_stranger && !expected.spec.rules.may_refuse_login_with_200 {
        faults.push("HTTP 200 instead of 401 for a wrong login".to_owned());
    }
    if !answer.content_type.contains("json") {
        faults.push(format!("content type {:?}", answer.content_type));
    }
    let Value::Object(body) = &answer.body else {
        faults.push("the answer is not a JSON object".to_owned());
        return (Said::Nothing, faults);
    };
    faults.extend(problems(body, ANSWER, "answer"));
    faults.extend(id_problem(body, asked));
    let said = match (body.get("result"), body.get("error")) {
        (Some(result), None) => read_result(result, answer, expected, &mut faults),
        (None, Some(error)) => read_error(error, asked, &mut faults),
        (_, _) => {
            faults.push("not exactly one of result and error".to_owned());
            Said::Nothing
        }
    };
    (said, faults)
}

/// "The id of the answer equals the id of the request, also of an error."
fn id_problem(body: &Map<String, Value>, asked: &Asked) -> Option<String> {
    let id = body.get("id").filter(|id| !id.is_null());
    // Who refuses the door or another method than POST need not read the body.
    let is_unread = asked.is_stranger || asked.wrongs.contains(&NOT_POST);
    let may_be_absent = is_unread && id.is_none();
    let is_right = id == asked.id.as_ref() || may_be_absent;
    let shown = |id: Option<&Value>| id.map_or("none".to_owned(), Value::to_string);
    let wrong = || format!("id {} instead of {}", shown(id), shown(asked.id.as_ref()));
    (!is_right).then(wrong)
}

fn read_error(error: &Value, asked: &Asked, faults: &mut Vec<String>) -> Said {
    let Value::Object(error) = error else {
        faults.push("error is not an object".to_owned());
        return Said::Nothing;
    };
    faults.extend(problems(error, ERROR, "error"));
    if error.get("message").is_some_and(|message| message == "") {
        faults.push("error.message is empty".to_owned());
    }
    let Some(code) = error.get("code").and_then(Value::as_i64) else {
        return Said::Nothing;
    };
    let is_allowed = match &asked.call {
        Some(call) => may_answer(call.method, code),
        None => asked.wrongs.contains(&code) || is_own_failure(code),
    };
    if !is_allowed {
        let due = &asked.wrongs;
        faults.push(format!(
            "error {code} is not for this request, which calls for one of {due:?}"
        ));
    }
    Said::Error(code)
}

fn read_result(
    result: &Value,
    answer: &Answer,
    expected: &Expected<'_>,
    faults: &mut Vec<String>,
) -> Said {
    let asked = expected.asked;
    let Some(call) = &asked.call else {
        let due = &asked.wrongs;
        faults.push(format!(
            "a result for a request that calls for one of {due:?}"
        ));
        return Said::Nothing;
    };
    if call.method == PaynetMethod::ChangePassword {
        let right = &expected.spec.rules.password_changed;
        if right.as_ref().is_some_and(|right| result != right) {
            faults.push(format!("result {result} is not what is said of a change"));
        }
        return Said::Changed;
    }
    let Value::Object(result) = result else {
        faults.push("result is not an object".to_owned());
        return Said::Nothing;
    };
    let found = result_problems(call, result, expected);
    let is_believed = found.is_empty();
    faults.extend(found);
    if !is_believed {
        return Said::Nothing;
    }
    Said::Result {
        result: result.clone(),
        raw: answer.raw.clone(),
        id: answer.body["id"].clone(),
    }
}

fn result_problems(
    call: &Call,
    result: &Map<String, Value>,
    expected: &Expected<'_>,
) -> Vec<String> {
    let spec = expected.spec;
    let fields = match call.method {
        PaynetMethod::Information => INFORMATION,
        PaynetMethod::Perform => PERFORM,
        PaynetMethod::Check => CHECK,
        PaynetMethod::Cancel => CANCEL,
        PaynetMethod::Statement => STATEMENT,
        PaynetMethod::ChangePassword => &[],
    };
    let mut found = problems(result, fields, "result");
    match call.method {
        PaynetMethod::Information => {
            found.extend(status_problem(result));
            found.extend(fields_problems(result, &spec.information_fields));
            found.extend(time_problem(result, expected, true));
        }
        PaynetMethod::Perform => {
            found.extend(fields_problems(result, &spec.receipt_fields));
            found.extend(time_problem(result, expected, false));
            found.extend(id_range_problem(result));
        }
        PaynetMethod::Check => {
            found.extend(state_problem(result, &[1, 2, 3]));
            found.extend(time_problem(result, expected, false));
        }
        PaynetMethod::Cancel => {
            found.extend(state_problem(result, &[2, 3]));
            found.extend(time_problem(result, expected, false));
        }
        PaynetMethod::Statement => found.extend(entry_problems(result)),
        PaynetMethod::ChangePassword => {}
    }
    found
}

/// The table says "Number", the example and the vendor's people say text.
fn status_problem(result: &Map<String, Value>) -> Option<String> {
    let status = result.get("status")?;
    (*status != json!("0")).then(|| format!("status: {status} is not the text \"0\""))
}

/// The names are those of the contract's annex; a value is a text or a number.
fn fields_problems(result: &Map<String, Value>, names: &[String]) -> Vec<String> {
    let Some(Value::Object(fields)) = result.get("fields") else {
        return vec!["fields is not an object".to_owned()];
    };
    let mut found = Vec::new();
    for (name, value) in fields {
        if !value.is_string() && !value.is_i64() {
            found.push(format!("fields.{name}: {value} is no text and no integer"));
        }
        if !names.is_empty() && !names.contains(name) {
            found.push(format!("fields.{name} is not in the annex"));
        }
    }
    let missing = names.iter().filter(|name| !fields.contains_key(*name));
    found.extend(missing.map(|name| format!("fields.{name}: missing")));
    found
}

fn time_problem(
    result: &Map<String, Value>,
    expected: &Expected<'_>,
    is_now: bool,
) -> Option<String> {
    let text = result.get("timestamp")?.as_str()?;
    let is_cancellation = expected.asked.call.as_ref()?.method == PaynetMethod::Cancel;
    let at = if is_cancellation {
        moment::read_either(text)
    } else {
        moment::read(text)
    };
    let Some(at) = at else {
        return Some(format!(
            "timestamp: {text:?} is not YYYY-MM-DD HH:MM:SS in local time"
        ));
    };
    if at > expected.now_ms {
        return Some(format!("timestamp: {text} lies in the future"));
    }
    let is_old = is_now && at < moment::second_of(expected.sent_ms);
    is_old.then(|| format!("timestamp: {text} is not the moment in Tashkent"))
}

fn id_range_problem(result: &Map<String, Value>) -> Option<String> {
    let id = result.get("providerTrnId").and_then(Value::as_i64)?;
    (id <= 0).then(|| format!("providerTrnId: {id} is not above 0"))
}

fn state_problem(result: &Map<String, Value>, states: &[i64]) -> Option<String> {
    let state = result.get("transactionState").and_then(Value::as_i64)?;
    if !states.contains(&state) {
        return Some(format!("there is no transactionState {state}"));
    }
    let id = result.get("providerTrnId").and_then(Value::as_i64)?;
    let is_right = (state == 3) == (id == 0);
    (!is_right).then(|| format!("providerTrnId {id} with the transactionState {state}"))
}

fn entry_problems(result: &Map<String, Value>) -> Vec<String> {
    let entries = result.get("statements").and_then(Value::as_array);
    let entries = entries.into_iter().flatten().enumerate();
    let wrong = entries.filter(|(_, entry)| {
        let text = entry["timestamp"].as_str();
        text.is_some_and(|text| moment::read(text).is_none())
    });
    wrong
        .map(|(at, entry)| format!("statements[{at}].timestamp: {}", entry["timestamp"]))
        .collect()
}
