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

const SCHEMES: [&str; 3] = ["http://", "https://", "tg://"];

/// Shorter names after @ are a price: "@ 5".
const SHORTEST_NAME: usize = 4;

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
        let mut answer = answer.to_owned();
        // What stood around a link may be one when it is gone.
        while self.misses_some_of(&answer) {
            answer = self.cut_once(&answer);
        }
        answer.trim().to_owned()
    }

    fn cut_once(&self, answer: &str) -> String {
        let mut kept = String::with_capacity(answer.len());
        let mut at = 0;
        for span in spans(answer) {
            if !self.has(&answer[span.clone()]) {
                kept.push_str(&answer[at..span.start]);
                at = span.end;
            }
        }
        kept.push_str(&answer[at..]);
        kept
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
        // Every link has one of these signs, and few words do.
        if piece.contains(['.', ':', '@']) {
            links_of(piece.trim_end_matches(is_edge), at, &mut spans);
        }
        at += piece.len();
    }
    spans
}

/// Signs that no link contains; an arrow or a smile before it is one of them.
fn is_edge(c: char) -> bool {
    // Letters of any alphabet belong to a link: there are Cyrillic domains.
    !(c.is_ascii_graphic() || c.is_alphanumeric())
        || matches!(
            c,
            '"' | '<' | '>' | '(' | ')' | '[' | ']' | '|' | ',' | ';' | '*'
        )
}

/// The links of a word that stands at `at`.
fn links_of(word: &str, at: usize, spans: &mut Vec<Range<usize>>) {
    let lower = word.to_ascii_lowercase();
    let start = SCHEMES
        .iter()
        .filter_map(|head| lower.find(head))
        .chain(www_in(&lower))
        .min();
    let Some(start) = start else {
        return bare_links(word, at, spans);
    };
    bare_links(&word[..start], at, spans);
    let link = ended(&word[start..]);
    if link.contains("://") || link.contains('.') {
        spans.push(at + start..at + start + link.len());
    }
}

/// Where a host begins with www; in 5.www.lola.uz none does.
fn www_in(lower: &str) -> Option<usize> {
    let mut places = lower.match_indices("www.").map(|(at, _)| at);
    places.find(|at| !lower[..*at].ends_with(is_of_host))
}

/// Links without a scheme: "Kanal:t.me/lola" has one behind the colon.
fn bare_links(word: &str, at: usize, spans: &mut Vec<Range<usize>>) {
    let mut from = 0;
    while let Some(sign) = word[from..].chars().next() {
        let rest = &word[from..];
        let host = host_in(rest);
        let length = match (sign, rest[host.len()..].strip_prefix('@')) {
            // @lola.uz may be a name, and a host behind a sign: the host is found next.
            ('@', _) if is_domain(host_in(&rest[1..])) => None,
            ('@', _) => name_len(rest),
            (_, Some(domain)) if is_mail_domain(host_in(domain)) && !host.is_empty() => {
                Some(host.len() + 1 + host_in(domain).len())
            }
            _ if is_domain(host.trim_start_matches(['.', '-', '_'])) => {
                let has_path = rest[host.len()..].starts_with(['/', '?', '#']);
                Some(if has_path { rest.len() } else { host.len() })
            }
            _ => None,
        };
        if let Some(length) = length {
            let link = ended(&rest[..length]).trim_start_matches(['.', '-', '_']);
            let end = ended(&rest[..length]).len();
            spans.push(at + from + end - link.len()..at + from + end);
            from += length;
        } else {
            // No link begins in the middle of a host's name.
            from += if host.is_empty() {
                sign.len_utf8()
            } else {
                host.len()
            };
        }
    }
}

/// Without the signs that end a sentence.
fn ended(link: &str) -> &str {
    link.trim_end_matches(['.', ':', '!', '?', '\'', '/', '-', '_'])
}

/// What of the beginning can be the name of a host.
fn host_in(rest: &str) -> &str {
    &rest[..rest.find(|c: char| !is_of_host(c)).unwrap_or(rest.len())]
}

fn is_of_host(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_')
}

fn is_domain(host: &str) -> bool {
    let is_one = |host: &str| {
        let parts = ended(host).rsplit_once('.');
        parts.is_some_and(|(name, ending)| {
            !name.is_empty() && ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
        })
    };
    // A messenger may end an address at a low line or before a letter of
    // another alphabet: evil.uz_dan, evil.uzдан.
    host.split('_').any(|part| {
        let others = part.char_indices().filter(|(_, c)| !c.is_ascii());
        is_one(part) || others.into_iter().any(|(at, _)| is_one(&part[..at]))
    })
}

/// Behind the @ of an e-mail address any ending is one.
fn is_mail_domain(host: &str) -> bool {
    ended(host)
        .split_once('.')
        .is_some_and(|(name, _)| !name.is_empty())
}

/// The length of a name after @ with its sign.
fn name_len(rest: &str) -> Option<usize> {
    let name = &rest[1..];
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let length = name.find(|c: char| !is_of_name(c)).unwrap_or(name.len());
    (length >= SHORTEST_NAME).then_some(1 + length)
}

/// One way of writing a link: without scheme, without www, a name after @ as
/// the address that Telegram makes of it.
fn canonical(link: &str) -> String {
    let lower = link.to_lowercase();
    if let Some(name) = lower.strip_prefix('@') {
        return format!("t.me/{name}");
    }
    // Only at the beginning: t.me/evil://lola.uz leads to evil.
    let bare = SCHEMES
        .iter()
        .find_map(|scheme| lower.strip_prefix(scheme))
        .unwrap_or(&lower);
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
    fn a_sign_before_or_between_hides_no_link() {
        for (text, links) in [
            ("👉t.me/evil", &["t.me/evil"][..]),
            ("📞@evil_shop", &["@evil_shop"]),
            ("t.me/lola😀evil.uz", &["t.me/lola", "evil.uz"]),
            ("evil.uz:t.me/lola", &["evil.uz", "t.me/lola"]),
            ("evil.uz\u{24f}t", &["evil.uz\u{24f}t"]),
            ("evil.uz\u{24f}2.2.uzi", &["evil.uz\u{24f}2.2.uzi"]),
            ("evil.com_BASE.uzab", &["evil.com_BASE.uzab"]),
            ("evil.uz=lola.uz", &["evil.uz", "lola.uz"]),
            ("@evil.uz", &["evil.uz"]),
            ("sayt=https://evil.uz", &["https://evil.uz"]),
            ("evil.uz'https://lola.uz", &["evil.uz", "https://lola.uz"]),
            ("дўкон.uz", &["дўкон.uz"]),
            ("a_evil.uz", &["a_evil.uz"]),
            ("evil.uzдан олинг", &["evil.uzдан"]),
            ("https:5.www.lola.uz", &["5.www.lola.uz"]),
            ("sayt:www.lola.uz", &["www.lola.uz"]),
            ("Yozing:@lola_shop.Narxi", &["@lola_shop"]),
        ] {
            assert_eq!(found(text), links, "{text}");
        }
    }

    #[test]
    fn what_is_left_of_two_links_is_none() {
        let none = Links::default();
        assert_eq!(
            none.only_these("evil.chttp://a'(b) evil.c"),
            "evil.c'(b) evil.c"
        );
        assert_eq!(none.only_these("evilhttps://x .uz"), "evil .uz");
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
            "t.me/evil://lola.uz",
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
