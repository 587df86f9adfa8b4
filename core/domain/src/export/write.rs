//! Rows as JSON and as a table for people. Pure.

use chrono::{DateTime, FixedOffset};
use scx_kit::Time;
use scx_store::{Record, Value};
use serde_json::{Map, Number, Value as Json};

/// Tashkent: five hours before UTC, all year.
const OFFSET_S: i32 = 5 * 3_600;

/// A row as a JSON object.
pub(super) fn json(record: &Record) -> Json {
    let fields = record.0.iter().map(|(name, value)| {
        let json = match value {
            Value::Int(Some(number)) if is_moment(name) => moment(*number).into(),
            Value::Int(Some(number)) => Json::from(*number),
            Value::Text(Some(text)) => text.as_str().into(),
            Value::Bool(Some(is)) => Json::from(*is),
            Value::Float(Some(number)) => Number::from_f64(*number).into(),
            Value::Bytes(_)
            | Value::Int(None)
            | Value::Text(None)
            | Value::Bool(None)
            | Value::Float(None) => Json::Null,
        };
        (name.clone(), json)
    });
    Json::Object(fields.collect::<Map<_, _>>())
}

/// What an archive says of itself.
pub(super) fn about(export: &str, part: i64, now: Time) -> String {
    let about = serde_json::json!({
        "export": export,
        "part": part + 1,
        "made_at": moment(now.0),
    });
    format!("{about}\n")
}

/// The head of a table.
pub(super) fn head(record: &Record) -> Vec<String> {
    record.0.iter().map(|(name, _)| name.clone()).collect()
}

/// A row of a table.
pub(super) fn cells(record: &Record) -> Vec<String> {
    let cell = |(name, value): &(String, Value)| match value {
        Value::Int(Some(number)) if is_moment(name) => moment(*number),
        Value::Int(Some(number)) => number.to_string(),
        Value::Text(Some(text)) => harmless(text),
        Value::Bool(Some(is)) => is.to_string(),
        Value::Float(Some(number)) => number.to_string(),
        Value::Bytes(_)
        | Value::Int(None)
        | Value::Text(None)
        | Value::Bool(None)
        | Value::Float(None) => String::new(),
    };
    record.0.iter().map(cell).collect()
}

/// What a customer wrote must not become a formula on the seller's computer:
/// <https://owasp.org/www-community/attacks/CSV_Injection>.
pub fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The name of a file in an archive: nothing that leads out of its folder, and
/// nothing that a system refuses.
pub fn file_name(name: &str) -> String {
    let safe = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        c if c.is_control() => '_',
        c => c,
    };
    let name: String = name.chars().map(safe).collect();
    let name = name.trim_matches(['.', ' ']);
    let is_ending = |end: &str| end.len() <= 10 && end.chars().all(char::is_alphanumeric);
    let (stem, end) = name
        .rsplit_once('.')
        .filter(|(_, end)| is_ending(end))
        .unwrap_or((name, ""));
    let stem: String = stem.chars().take(80).collect();
    match end {
        // Cut in the middle of words it may end with a blank, which Windows drops.
        "" => stem.trim_end_matches(['.', ' ']).to_owned(),
        end => format!("{stem}.{end}"),
    }
}

fn is_moment(name: &str) -> bool {
    name.ends_with("_at") && !matches!(name, "opens_at" | "closes_at")
}

/// `2026-11-21T14:05:00+05:00`; nothing for a row without a moment.
pub fn moment(unix_ms: i64) -> String {
    let offset = FixedOffset::east_opt(OFFSET_S).filter(|_| unix_ms > 0);
    offset
        .and_then(|offset| {
            let utc = DateTime::from_timestamp_millis(unix_ms)?;
            Some(utc.with_timezone(&offset).to_rfc3339())
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Record {
        Record(vec![
            ("created_at".to_owned(), Value::Int(Some(1_795_230_000_000))),
            ("opens_at".to_owned(), Value::Int(Some(540))),
            ("text".to_owned(), Value::from("=1+1")),
            ("is_open".to_owned(), Value::Bool(Some(true))),
            ("email".to_owned(), Value::Text(None)),
        ])
    }

    #[test]
    fn a_row_keeps_its_types_and_moments_are_read_by_people() {
        let expected = r#"{"created_at":"2026-11-21T08:00:00+05:00","email":null,"is_open":true,"opens_at":540,"text":"=1+1"}"#;
        assert_eq!(json(&row()), expected.parse::<Json>().unwrap());
        let cells = cells(&row());
        assert_eq!(
            cells,
            ["2026-11-21T08:00:00+05:00", "540", "'=1+1", "true", ""]
        );
    }

    #[test]
    fn no_file_name_leads_out_of_the_archive() {
        assert_eq!(file_name("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(file_name("narx\u{0}lar: 2026.csv"), "narx_lar_ 2026.csv");
        assert_eq!(file_name("C:\\a.pdf"), "C__a.pdf");
        let long = file_name(&format!("{}.pdf", "а".repeat(300)));
        assert_eq!(long.chars().count(), 84);
        assert_eq!(file_name(&format!("{} b", "a".repeat(79))), "a".repeat(79));
        assert_eq!(file_name(".."), "");
    }
}
