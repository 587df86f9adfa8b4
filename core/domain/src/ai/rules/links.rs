//! Links in texts: addresses, names after @ and e-mail addresses, which
//! Telegram makes tappable all by itself.

use std::collections::BTreeSet;
use std::ops::Range;

/// Endings that make a word with dots an address. Not every domain of the
/// world: "bor.Narxi" is a forgotten space, and stays a word.
const ENDINGS: [&str; 26] = [
    "uz", "com", "ru", "org", "net", "me", "io", "app", "shop", "info", "biz", "online", "store",
    "site", "link", "ly", "gl", "cc", "co", "xyz", "top", "kz", "dev", "page", "pro", "su",
];

/// The links of a text in one way of writing each.
#[derive(Clone, Debug, Default)]
pub(in crate::ai) struct Links(BTreeSet<String>);

impl Links {
    /// The links of several texts.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut links = BTreeSet::new();
        for text in texts {
            links.extend(spans(text).into_iter().map(|span| canonical(&text[span])));
        }
        Self(links)
    }

    /// Whether `answer` has a link that is not among these.
    pub fn misses_some_of(&self, answer: &str) -> bool {
        spans(answer)
            .into_iter()
            .any(|span| !self.has(&answer[span]))
    }

    /// `answer` without the links that are not among these.
    pub fn only_these(&self, answer: &str) -> String {
        let mut kept = String::with_capacity(answer.len());
        let mut at = 0;
        for span in spans(answer) {
            if !self.has(&answer[span.clone()]) {
                kept.push_str(&answer[at..span.start]);
                at = span.end;
            }
        }
        kept.push_str(&answer[at..]);
        kept.trim().to_owned()
    }

    fn has(&self, link: &str) -> bool {
        self.0.contains(&canonical(link))
    }
}

/// Where the links of a text are, in bytes.
pub(in crate::ai) fn spans(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(is_edge) {
        let word = piece.trim_end_matches(is_edge);
        if let Some(link) = link_in(word) {
            spans.push(at + link.start..at + link.end);
        }
        at += piece.len();
    }
    spans
}

/// Signs that no link contains.
fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '<' | '>' | '(' | ')' | '[' | ']' | '«' | '»' | '“' | '”' | '|' | ',' | ';' | '*'
        )
}

fn link_in(word: &str) -> Option<Range<usize>> {
    let lower = word.to_ascii_lowercase();
    let start = ["http://", "https://", "tg://", "www."]
        .iter()
        .filter_map(|head| lower.find(head))
        .min()
        .unwrap_or_else(|| {
            word.len()
                - word
                    .trim_start_matches(|c: char| c.is_ascii_punctuation() && c != '@')
                    .len()
        });
    let body = &word[start..];
    let plain = body.find(|c: char| !is_link_sign(c)).unwrap_or(body.len());
    let body = body[..plain].trim_end_matches(['.', ':', '!', '?', '\'', '/', '-', '_']);
    let end = start + body.len();
    if is_link(&lower[start..end]) {
        return Some(start..end);
    }
    // "Kanal:t.me/lola" is tappable too.
    let colon = start + word[start..end].find(':')? + 1;
    link_in(&word[colon..]).map(|link| colon + link.start..colon + link.end)
}

/// Letters of any alphabet belong to a link: there are Cyrillic domains.
fn is_link_sign(c: char) -> bool {
    c.is_ascii_graphic() || c.is_alphanumeric()
}

fn is_link(word: &str) -> bool {
    if word.contains("://") || word.starts_with("www.") {
        return true;
    }
    if let Some(name) = word.strip_prefix('@') {
        return name.len() >= 4 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    }
    let host = word.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or(host);
    let Some((name, ending)) = host.rsplit_once('.') else {
        return false;
    };
    !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
        && (ENDINGS.contains(&ending) || word.contains('@'))
}

/// One way of writing a link: without scheme, without www, a name after @ as
/// the address that Telegram makes of it.
fn canonical(link: &str) -> String {
    let lower = link.to_lowercase();
    if let Some(name) = lower.strip_prefix('@') {
        return format!("t.me/{name}");
    }
    let bare = lower
        .split_once("://")
        .map_or(lower.as_str(), |(_, rest)| rest);
    bare.strip_prefix("www.")
        .unwrap_or(bare)
        .trim_end_matches('/')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        spans(text).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn links_are_found_without_the_signs_around_them() {
        assert_eq!(
            found(
                "Sayt: (https://lola.uz/p?id=1), kanal @lola_shop, lola.uz. Pochta: info@lola.uz!"
            ),
            [
                "https://lola.uz/p?id=1",
                "@lola_shop",
                "lola.uz",
                "info@lola.uz"
            ]
        );
        assert_eq!(
            found("Manzil:t.me/lola yoki www.lola.uz/"),
            ["t.me/lola", "www.lola.uz"]
        );
        assert_eq!(
            found("[bu yerda](https://evil.example/x)"),
            ["https://evil.example/x"]
        );
        assert_eq!(found("«HTTPS://LOLA.UZ»"), ["HTTPS://LOLA.UZ"]);
    }

    #[test]
    fn words_and_numbers_are_no_links() {
        for text in [
            "Bor.Narxi 145.000 so‘m",
            "2.5 l, 21.11.2026",
            "@ 5 so‘m",
            "va h.k.",
            "so'm.",
            "а.б.в",
            "9:00-18:00",
            "...",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn the_same_link_is_known_however_it_is_written() {
        let links = Links::of(["Bizda: https://www.lola.uz/ va @lola_shop"]);
        for known in [
            "lola.uz",
            "http://lola.uz",
            "https://t.me/lola_shop",
            "@Lola_Shop",
        ] {
            assert!(!links.misses_some_of(known), "{known}");
        }
        for other in [
            "lola.uz/pay",
            "https://lola.uz.evil.com",
            "@lola_shop2",
            "evil.ru",
        ] {
            assert!(links.misses_some_of(other), "{other}");
        }
    }

    #[test]
    fn foreign_links_are_cut_out_and_known_ones_stay() {
        let links = Links::of(["lola.uz"]);
        assert_eq!(
            links.only_these("Narxlar lola.uz da, to‘lov: https://evil.example/pay"),
            "Narxlar lola.uz da, to‘lov:"
        );
        assert_eq!(links.only_these("https://evil.example"), "");
    }
}
