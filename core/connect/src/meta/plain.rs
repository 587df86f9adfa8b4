//! A body made readable before it is read: one half of a sign, one number beyond
//! all bounds would spoil all that came with it.

use serde::de::IgnoredAny;
use serde_json::Value;

/// Nothing of Meta's is nested like this. Our envelope is put around it, and
/// must read back.
const DEEPEST: usize = 100;

/// What a body says; none where it is no JSON or nested beyond reason. Without
/// NUL, which a database refuses, and without half a surrogate. A number that
/// is no whole one of 64 bits is the text of its digits: nothing is rounded.
pub(super) fn parsed(body: &[u8]) -> Option<Value> {
    let plain = plain(&String::from_utf8_lossy(body))?;
    serde_json::from_str(&plain).ok()
}

fn plain(body: &str) -> Option<String> {
    let mut plain = String::with_capacity(body.len());
    let (mut rest, mut depth) = (body, 0_usize);
    while let Some(first) = rest.chars().next() {
        let (token, after) = rest.split_at(end(first, rest));
        match first {
            '"' => text(token, &mut plain),
            '-' | '0'..='9' => number(token, &mut plain),
            _ => plain.push(first),
        }
        match first {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return None;
        }
        rest = after;
    }
    Some(plain)
}

/// Where the text, the number or the sign ends that stands first.
fn end(first: char, rest: &str) -> usize {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
    match first {
        '"' => {
            let mut is_escaped = false;
            let closing = rest[1..].find(|c| {
                let closes = c == '"' && !is_escaped;
                is_escaped = c == '\\' && !is_escaped;
                closes
            });
            closing.map_or(rest.len(), |at| at + 2)
        }
        '-' | '0'..='9' => rest.find(|c| !is_of_number(c)).unwrap_or(rest.len()),
        _ => first.len_utf8(),
    }
}

fn number(token: &str, plain: &mut String) {
    let written = [
        token.parse().map(|whole: i64| whole.to_string()),
        token.parse().map(|whole: u64| whole.to_string()),
    ];
    let is_exact = written.iter().flatten().any(|written| written == token);
    if is_exact || serde_json::from_str::<IgnoredAny>(token).is_err() {
        plain.push_str(token);
    } else {
        plain.extend(["\"", token, "\""]);
    }
}

fn text(token: &str, plain: &mut String) {
    let mut rest = token;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match unit(rest) {
            Some(0) => 6,
            Some(0xd800..=0xdbff)
                if matches!(rest.get(6..).and_then(unit), Some(0xdc00..=0xdfff)) =>
            {
                plain.push_str(&rest[..12]);
                12
            }
            Some(0xd800..=0xdfff) => {
                plain.push(char::REPLACEMENT_CHARACTER);
                6
            }
            _ => {
                // The sign behind the backslash is no escape of its own.
                let escape: String = rest.chars().take(2).collect();
                plain.push_str(&escape);
                escape.len()
            }
        };
        rest = &rest[length..];
    }
    plain.push_str(rest);
}

/// The number in an escape like `\u0041`.
fn unit(escape: &str) -> Option<u16> {
    let hex = escape.strip_prefix("\\u")?.get(..4)?;
    let is_hex = hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u16::from_str_radix(hex, 16).ok())?
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn no_sign_and_no_number_spoils_what_stands_beside_it() {
        let cases = [
            (r#""a\ud83d b""#, json!("a\u{fffd} b")),
            (r#""\udc00\ud83d\ude00""#, json!("\u{fffd}😀")),
            (r#""\ud83d\n\\ud83d""#, json!("\u{fffd}\n\\ud83d")),
            (r#""a\u0000b\\u0000""#, json!("ab\\u0000")),
            (
                r#"{"a\"1.5": [1e999, "x"]}"#,
                json!({"a\"1.5": ["1e999", "x"]}),
            ),
        ];
        for (body, expected) in cases {
            assert_eq!(parsed(body.as_bytes()), Some(expected), "{body}");
        }
        assert_eq!(parsed(b"\"\xff\""), Some(json!("\u{fffd}")));
    }

    #[test]
    fn no_number_is_rounded() {
        for exact in [
            "9223372036854775808",
            "18446744073709551615",
            "-9007199254740993",
        ] {
            let read = parsed(exact.as_bytes()).expect("a number");
            assert_eq!((read.is_number(), read.to_string().as_str()), (true, exact));
        }
        for beyond in [
            "18446744073709551616",
            "145000.50",
            "41.31108100000000001",
            "-0",
            "1E5",
        ] {
            assert_eq!(parsed(beyond.as_bytes()), Some(json!(beyond)));
        }
    }

    #[test]
    fn what_is_no_json_stays_none() {
        let deep = |depth| [vec![b'['; depth], vec![b']'; depth]].concat();
        assert!(parsed(&deep(DEEPEST)).is_some());
        for wrong in [
            &deep(DEEPEST + 1)[..],
            b"007",
            b"-",
            b"1.",
            b"\"a",
            b"\"\\u00\"",
            b"\"\\",
        ] {
            assert_eq!(parsed(wrong), None, "{}", String::from_utf8_lossy(wrong));
        }
    }
}
