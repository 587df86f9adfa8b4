//! Paynet's moments: local time without an offset, to the second.

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeZone};

/// Paynet's clock stands in Tashkent.
const OFFSET_S: i32 = 5 * 3600;
/// The form of the specification.
const DASHED: &str = "%Y-%m-%d %H:%M:%S";
/// The form of its example for CancelTransaction.
const DOTTED: &str = "%d.%m.%Y %H:%M:%S";

fn offset() -> FixedOffset {
    FixedOffset::east_opt(OFFSET_S).expect("an offset of hours")
}

/// `YYYY-MM-DD HH:MM:SS`
pub(super) fn dashed(at_ms: i64) -> String {
    shown(at_ms, DASHED)
}

/// `DD.MM.YYYY HH:MM:SS`
pub(super) fn dotted(at_ms: i64) -> String {
    shown(at_ms, DOTTED)
}

fn shown(at_ms: i64, form: &str) -> String {
    let utc = DateTime::from_timestamp_millis(at_ms).unwrap_or_default();
    utc.with_timezone(&offset()).format(form).to_string()
}

/// Reads `YYYY-MM-DD HH:MM:SS` and nothing else.
pub(super) fn read(text: &str) -> Option<i64> {
    parsed(text, DASHED)
}

/// Reads either form.
pub(super) fn read_either(text: &str) -> Option<i64> {
    read(text).or_else(|| parsed(text, DOTTED))
}

fn parsed(text: &str, form: &str) -> Option<i64> {
    let local = NaiveDateTime::parse_from_str(text, form).ok()?;
    // The parser also takes single digits and blanks in front.
    let is_exact = local.format(form).to_string() == text;
    let at = offset().from_local_datetime(&local).single()?;
    is_exact.then(|| at.timestamp_millis())
}

/// The second in which a moment lies, as far as Paynet can see it.
pub(super) fn second_of(at_ms: i64) -> i64 {
    at_ms - at_ms.rem_euclid(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_of_paynet_stands_in_tashkent() {
        assert_eq!(dashed(1_795_251_900_999), "2026-11-21 14:05:00");
        assert_eq!(dotted(1_795_251_900_000), "21.11.2026 14:05:00");
        assert_eq!(second_of(1_795_251_900_999), 1_795_251_900_000);
    }

    #[test]
    fn only_the_documented_forms_are_read() {
        let right = Some(1_795_251_900_000);
        assert_eq!(read("2026-11-21 14:05:00"), right);
        assert_eq!(read_either("21.11.2026 14:05:00"), right);
        for text in [
            "21.11.2026 14:05:00",
            "2026-11-21T14:05:00",
            "2026-11-21 14:05:00+05:00",
            "2026-11-21 9:05:00",
            "2026-11-31 14:05:00",
            "1795251900000",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
