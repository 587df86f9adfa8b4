//! Reading JSON that others write: lists that are single objects, numbers that
//! should be texts, fields that are null.

use serde_json::Value;

/// What an index takes.
pub(super) const ID_CHARS: usize = 255;

/// The elements of a list; an object where a list should be is its only one.
pub(super) fn items(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        Value::Object(_) => std::slice::from_ref(value),
        _ => &[],
    }
}

/// A field; null where it is missing.
pub(super) fn at<'a>(value: &'a Value, field: &str) -> &'a Value {
    value.get(field).unwrap_or(&Value::Null)
}

/// A field of a field.
pub(super) fn inside<'a>(value: &'a Value, path: &[&str]) -> &'a Value {
    path.iter().fold(value, |value, field| at(value, field))
}

/// A text, or a number as text; none when it is empty.
pub(super) fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// An id, which stands in an index.
pub(super) fn ident(value: &Value) -> Option<String> {
    word(value).filter(|id| id.chars().count() <= ID_CHARS)
}

/// A text as it stands, even when it is empty.
pub(super) fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

/// A number, or a text that is one; texts may also say that there is none.
pub(super) fn number(value: &Value) -> Option<f64> {
    let number: Option<f64> = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

/// A whole number, or a text that is one.
pub(super) fn whole(value: &Value) -> Option<i64> {
    word(value)?.trim().parse().ok()
}

/// True, or a text that says so.
pub(super) fn is_true(value: &Value) -> bool {
    value.as_bool() == Some(true) || value.as_str() == Some("true")
}

/// A moment in Unix milliseconds, from seconds or milliseconds, a number or a
/// text: nothing that happened here has fewer than eleven digits in milliseconds.
pub(super) fn moment_ms(value: &Value) -> Option<i64> {
    const LARGEST_SECONDS: f64 = 100_000_000_000.0;
    let number = number(value).filter(|number| *number > 0.0)?;
    let ms = if number < LARGEST_SECONDS {
        number * 1_000.0
    } else {
        number
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "moments are far from the limit"
    )]
    (ms < 9_000_000_000_000_000.0).then_some(ms as i64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_stands_in_for_lists_texts_and_moments_is_read() {
        assert_eq!(items(&json!({"a": 1})).len(), 1);
        assert_eq!(items(&json!([1, 2])).len(), 2);
        assert!(items(&json!(null)).is_empty());
        assert_eq!(word(&json!(12334)).as_deref(), Some("12334"));
        assert_eq!(word(&json!("")), None);
        for seconds in [
            json!("1795230000"),
            json!(1_795_230_000),
            json!("1795230000000"),
        ] {
            assert_eq!(moment_ms(&seconds), Some(1_795_230_000_000), "{seconds}");
        }
        assert_eq!(moment_ms(&json!("soon")), None);
        assert_eq!(number(&json!("NaN")), None);
        assert_eq!(whole(&json!("131047")), whole(&json!(131_047)));
        assert_eq!(whole(&json!("1e3")), None);
        assert_eq!(ident(&json!("a".repeat(ID_CHARS + 1))), None);
        assert!(is_true(&json!("true")) && !is_true(&json!(1)));
    }
}
