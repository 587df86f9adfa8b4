//! Headers, footers and page numbers: what stands on many pages is kept once.

use std::collections::{HashMap, HashSet};

use super::layout::Strip;

/// Lines at the edge of a page that are looked at.
const EDGE_LINES: usize = 4;

/// Takes the lines away that an earlier page has in the same place, and the
/// numbers of pages.
pub(super) fn leave_out(pages: &mut [Vec<Strip>]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for page in pages.iter() {
        let keys: HashSet<String> = edges(page).map(|(_, text)| key(&text)).collect();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    let most = pages.len();
    let repeats = |text: &str| {
        let count = counts.get(&key(text)).copied().unwrap_or(0);
        count >= 2 && count * 3 >= most
    };
    let mut seen = HashSet::new();
    for page in pages.iter_mut() {
        let gone: HashSet<usize> = edges(page)
            .filter(|(_, text)| repeats(text))
            .filter(|(_, text)| is_page_number(text) || !seen.insert(text.clone()))
            .map(|(at, _)| at)
            .collect();
        let mut at = 0;
        page.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
        head_rows(page, &mut seen);
    }
}

/// The head of a table that goes on from the page before.
fn head_rows(page: &mut [Strip], seen: &mut HashSet<String>) {
    let table = page.iter_mut().find_map(|strip| match strip {
        Strip::Table(table) => Some(table),
        Strip::Line(_) => None,
    });
    if let Some(table) = table
        && let Some(head) = table.rows.first()
        && head.contains('\t')
        && !seen.insert(format!("head {head}"))
    {
        table.rows.remove(0);
    }
}

/// The first and last lines of a page with their places.
fn edges(page: &[Strip]) -> impl Iterator<Item = (usize, String)> {
    let last = page.len().saturating_sub(EDGE_LINES);
    page.iter().enumerate().filter_map(move |(at, strip)| {
        let is_edge = at < EDGE_LINES || at >= last;
        match strip {
            Strip::Line(line) if is_edge => Some((at, line.text())),
            Strip::Line(_) | Strip::Table(_) => None,
        }
    })
}

/// Lines that differ in numbers only are the same.
fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_ascii_digit() {
            key.push(c);
        } else if !key.ends_with('#') {
            key.push('#');
        }
    }
    key
}

/// `7`, `7 / 12`, `стр. 7`, `Page 7 of 12`, `7-bet`.
fn is_page_number(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "стр",
        "страница",
        "из",
        "лист",
        "page",
        "of",
        "bet",
        "sahifa",
        "varaq",
        "бет",
        "саҳифа",
        "варақ",
        "p",
        "с",
    ];
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let is_known = |word: &str| {
        word.chars().all(|c| c.is_ascii_digit()) || WORDS.contains(&word.to_lowercase().as_str())
    };
    text.chars().any(|c| c.is_ascii_digit()) && words.all(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_known() {
        for text in [
            "7",
            "- 7 -",
            "стр. 7 из 12",
            "Page 7 of 12",
            "7-bet",
            "3 / 10",
        ] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["", "—", "12 000 so‘m", "SC-17", "7-mavzu"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
