//! What Click demands of every answer, whatever the merchant's business is.

use serde_json::{Map, Value};

use super::form::{Asked, Kind};
use crate::common::callback::Answer;
use crate::common::shape::Kind::{Int, Text};
use crate::common::shape::{Field, may, must, problems};

const PREPARE: &[Field] = &[
    must("click_trans_id", Int),
    must("merchant_trans_id", Text),
    may("merchant_prepare_id", Int),
    must("error", Int),
    must("error_note", Text),
];
const COMPLETE: &[Field] = &[
    must("click_trans_id", Int),
    must("merchant_trans_id", Text),
    may("merchant_confirm_id", Int),
    must("error", Int),
    must("error_note", Text),
];
/// Who was asked for something unknown, or without ids, echoes what it can.
const ANYTHING: &[Field] = &[
    may("click_trans_id", Int),
    may("merchant_trans_id", Text),
    may("merchant_prepare_id", Int),
    may("merchant_confirm_id", Int),
    must("error", Int),
    must("error_note", Text),
];

/// What an answer says, once it can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) error: i64,
    pub(super) prepare_id: Option<i64>,
}

/// Reads an answer. Nothing is said when it cannot be believed; the texts are
/// what is wrong with it.
pub(super) fn read(answer: &Answer, asked: &Asked) -> (Option<Said>, Vec<String>) {
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
    let has_ids = asked.trans_id.is_some() && asked.order.is_some();
    let fields = match asked.kind {
        Some(Kind::Prepare) if has_ids => PREPARE,
        Some(Kind::Complete) if has_ids => COMPLETE,
        _ => ANYTHING,
    };
    faults.extend(problems(body, fields, "answer"));
    faults.extend(echo_problems(body, asked));
    let Some(error) = body.get("error").and_then(Value::as_i64) else {
        return (None, faults);
    };
    if !(-9..=0).contains(&error) {
        faults.push(format!("error {error} is not in the table"));
    }
    if !asked.wrongs.is_empty() && !asked.wrongs.contains(&error) {
        let wrongs = &asked.wrongs;
        faults.push(format!("error {error} where one of {wrongs:?} is due"));
    }
    if error == 0 {
        faults.extend(missing_id(body, asked));
    }
    let prepare_id = body.get("merchant_prepare_id").and_then(Value::as_i64);
    (Some(Said { error, prepare_id }), faults)
}

fn echo_problems(body: &Map<String, Value>, asked: &Asked) -> Vec<String> {
    let pairs = [
        ("click_trans_id", asked.trans_id.map(Value::from)),
        ("merchant_trans_id", asked.order.as_deref().map(Value::from)),
    ];
    let wrong = pairs.into_iter().filter_map(|(name, sent)| {
        let (sent, echoed) = (sent?, body.get(name)?);
        (*echoed != sent).then(|| format!("{name} is echoed as {echoed} and not as {sent}"))
    });
    wrong.collect()
}

/// A success names the merchant's own id; that of Complete may be null.
fn missing_id(body: &Map<String, Value>, asked: &Asked) -> Option<String> {
    let (name, is_there) = match asked.kind? {
        Kind::Prepare => {
            let name = "merchant_prepare_id";
            (name, body.get(name).is_some_and(|id| !id.is_null()))
        }
        Kind::Complete => {
            let name = "merchant_confirm_id";
            (name, body.contains_key(name))
        }
    };
    (!is_there).then(|| format!("a success without {name}"))
}
