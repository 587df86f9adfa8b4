//! What may leave the house in a report, and what is made of it before.

use std::sync::LazyLock;

use regex::Regex;

/// A longer text is a body and no description.
const MOST_CHARS: usize = 300;

/// What looks like a secret or like a person, and what stands there instead.
static PRIVATE: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    [
        // postgres://user:password@host
        (r"://[^/@\s]+@", "://[hidden]@"),
        (r"(?i)\bbot\d{5,}:[\w-]+", "bot[hidden]"),
        (r"\b\d{5,}:[\w-]{20,}", "[token]"),
        (r"[\w.+%-]+@[\w-]+(\.[\w-]+)+", "[address]"),
        // Keys, sealed bytes, digests: nothing that long is a word.
        (r"[A-Za-z0-9+/_-]{28,}={0,2}", "[hidden]"),
        (r"\b(sk|AIza|Bearer)[\w\s-]{6,}", "[hidden]"),
        (r"\+?\d[\d\s()-]{7,}\d", "[number]"),
        // What is quoted was typed by somebody or comes from a body.
        ("\"[^\"]*\"|“[^”]*”|«[^»]*»|'[^']{12,}'", "[text]"),
    ]
    .map(|(pattern, shown)| (Regex::new(pattern).expect("a constant"), shown))
    .into()
});

/// The fields that are told: the message, the error's own words, and the fixed
/// dotted names (`job.id`), which hold ids and names of the code.
pub(super) fn may_be_told(field: &str) -> bool {
    field == "message" || field == "error" || field.contains('.')
}

/// A text without what looks private, cut.
pub(super) fn scrubbed(text: &str) -> String {
    let mut text: String = text.chars().take(4 * MOST_CHARS).collect();
    for (pattern, shown) in PRIVATE.iter() {
        // Our own ids are longer than a word as well.
        text = pattern
            .replace_all(&text, |found: &regex::Captures<'_>| {
                let is_id = is_own_id(&found[0]);
                if is_id {
                    found[0].to_owned()
                } else {
                    (*shown).to_owned()
                }
            })
            .into_owned();
    }
    text.chars().take(MOST_CHARS).collect()
}

/// `bot_01J9..`: three letters, and 26 signs of Crockford's alphabet.
fn is_own_id(text: &str) -> bool {
    text.split_once('_').is_some_and(|(prefix, number)| {
        prefix.len() == 3
            && prefix.bytes().all(|b| b.is_ascii_lowercase())
            && number.len() == 26
            && number
                .bytes()
                .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_people_do_not_leave() {
        for (text, secret) in [
            (
                "no route for /bot7000000001:AAPartnerBotTokenForTests/getMe",
                "AAPartner",
            ),
            (
                "token 7000000001:AAPartnerBotTokenForTestsAndPlays01",
                "AAPartner",
            ),
            ("cannot reach postgres://scx:hush@db.example.uz/app", "hush"),
            ("Key (phone)=(+998901234567) already exists", "90123"),
            ("phone 998 90 123-45-67 is taken", "123"),
            ("mail to lola.shop+x@example.uz failed", "lola"),
            ("key sk-proj-abcdef123456 refused", "abcdef"),
            ("header Bearer abcdefgh", "abcdefgh"),
            ("unexpected \"Choynak qancha turadi?\" at 3", "Choynak"),
            (
                "key AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= is wrong",
                "AAECAw",
            ),
        ] {
            let told = scrubbed(text);
            assert!(!told.contains(secret), "{told}");
        }
        assert_eq!(scrubbed(&"ab ".repeat(500)).chars().count(), MOST_CHARS);
    }

    #[test]
    fn what_explains_the_error_stays() {
        for text in [
            "a letter cannot be sent",
            "telegram: telegram.SendMessage: refused: other",
            "bot_01KAJ5Y6V0ABCDEFGHJKMNPQRS",
            "core/jobs/src/engine.rs:120:9",
        ] {
            assert_eq!(scrubbed(text), text);
        }
    }

    #[test]
    fn only_known_fields_are_told() {
        for (field, is_told) in [
            ("message", true),
            ("error", true),
            ("partner.id", true),
            ("detail", false),
            ("body", false),
            ("text", false),
        ] {
            assert_eq!(may_be_told(field), is_told, "{field}");
        }
    }
}
