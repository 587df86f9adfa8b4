//! Numbers in texts, compared by what they mean: 145 000, 145,000 and
//! 145 ming are one number.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::accounts::ascii_digit;

/// The shortest run of digits that is compared as a phone number: a number
/// within a town.
const PHONE_DIGITS: usize = 7;
/// A phone number with the code of its operator.
const FULL_PHONE_DIGITS: usize = 9;

/// The numbers that a text gives.
#[derive(Clone, Debug, Default)]
pub(in crate::ai) struct Figures {
    values: BTreeSet<String>,
    /// Whole runs of digits, which phone numbers are part of.
    runs: BTreeSet<String>,
}

impl Figures {
    /// The numbers of several texts.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut figures = Self::default();
        for text in texts {
            for chain in chains(&plain(text)) {
                figures
                    .values
                    .extend(chain.readings().into_iter().flatten());
                figures.runs.insert(chain.digits());
            }
        }
        figures
    }

    /// The numbers of `answer` that this text does not give.
    pub fn missing_in(&self, answer: &str) -> Vec<String> {
        chains(&without_list_markers(&plain(answer)))
            .into_iter()
            .filter(|chain| !self.has(chain))
            .map(|chain| chain.text)
            .collect()
    }

    fn has(&self, chain: &Chain) -> bool {
        let is_known = |reading: &Vec<String>| reading.iter().all(|v| self.values.contains(v));
        chain.readings().iter().any(is_known) || self.has_phone(&chain.digits())
    }

    /// A phone number may be given without the code of the country.
    fn has_phone(&self, digits: &str) -> bool {
        digits.len() >= PHONE_DIGITS
            && self
                .runs
                .iter()
                .any(|run| run.len() >= FULL_PHONE_DIGITS && run.ends_with(digits))
    }
}

/// Digits of other alphabets are digits too: nothing shall pass unseen in them.
pub(in crate::ai) fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || text.chars().all(|c| ascii_digit(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(ascii_digit).collect())
}

/// Digits that stand so close together that they may be one number.
#[derive(Debug)]
struct Chain {
    text: String,
    groups: Vec<Group>,
    /// The number is in thousands or millions: so many zeros follow.
    zeros: usize,
}

#[derive(Debug)]
struct Group {
    digits: String,
    /// What separates it from the group before.
    gap: Gap,
}

/// What stands between two groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    /// The first group.
    None,
    Space,
    Apostrophe,
    Comma,
    Dot,
    /// Signs that occur inside phone numbers only.
    Phone,
}

impl Chain {
    fn digits(&self) -> String {
        self.groups
            .iter()
            .map(|group| group.digits.as_str())
            .collect()
    }

    /// Every sensible way to read the chain: as one number or, when it is
    /// none, cut into several.
    fn readings(&self) -> Vec<Vec<String>> {
        let whole = number(&self.groups, self.zeros);
        let mut readings = Vec::new();
        if self.groups.len() == 1 || whole.is_empty() {
            self.read_on(0, &mut Vec::new(), &mut readings);
            if readings.is_empty() {
                readings.push(vec![self.as_written()]);
            }
            return readings;
        }
        readings.extend(whole.into_iter().map(|value| vec![value]));
        if is_list(&self.groups) {
            let single = |group: &Group| canonical(&group.digits, "", 0);
            readings.push(self.groups.iter().map(single).collect());
        }
        readings
    }

    /// For 0 000 1 or 1500 000, which is no number and cannot be cut into
    /// some: only the same signs prove it, and it proves none of its pieces.
    /// The letter keeps it apart from every number.
    fn as_written(&self) -> String {
        format!("{}e{}", self.text, self.zeros)
    }

    fn read_on(&self, from: usize, head: &mut Vec<String>, readings: &mut Vec<Vec<String>>) {
        if from == self.groups.len() {
            readings.push(head.clone());
            return;
        }
        // Longer chains are lists; reading them in every way would take a time
        // that doubles with each group.
        let longest = if self.groups.len() > 8 { 1 } else { 5 };
        let last = (from + longest).min(self.groups.len());
        for to in from + 1..=last {
            let is_all = to == self.groups.len();
            if !is_all && longest > 1 && self.cuts_a_number(to) {
                continue;
            }
            let zeros = if is_all { self.zeros } else { 0 };
            for value in number(&self.groups[from..to], zeros) {
                head.push(value);
                self.read_on(to, head, readings);
                head.pop();
            }
        }
    }

    /// Whether a cut before group `at` leaves pieces that are no numbers: the
    /// 000 of 145 000, or the 5 of 1,5.
    fn cuts_a_number(&self, at: usize) -> bool {
        let Group { digits, gap } = &self.groups[at];
        if digits.len() == 3 && digits.starts_with('0') {
            return true;
        }
        // Dots on both sides make a date, commas a list.
        let goes_on = |other: Option<&Group>| other.is_some_and(|group| group.gap == *gap);
        matches!(gap, Gap::Comma | Gap::Dot)
            && !goes_on(self.groups.get(at - 1))
            && !goes_on(self.groups.get(at + 1))
    }
}

/// Sizes in a row, which look like one number: 41,42 or 110 116 122.
fn is_list(groups: &[Group]) -> bool {
    let [first, rest @ ..] = groups else {
        return false;
    };
    let digits = first.digits.len();
    let sign = rest.first().map(|group| group.gap);
    let fewest = match (digits, sign) {
        (2, Some(Gap::Comma)) => 2,
        (3, Some(Gap::Comma | Gap::Space)) => 3,
        _ => return false,
    };
    groups.len() >= fewest
        && groups
            .iter()
            .all(|group| group.digits.len() == digits && !group.digits.starts_with('0'))
        && rest.iter().all(|group| Some(group.gap) == sign)
}

/// The numbers that groups may be as one: grouped by thousands, with a
/// decimal part, or a single group.
fn number(groups: &[Group], zeros: usize) -> Vec<String> {
    let [first, rest @ ..] = groups else {
        return Vec::new();
    };
    let mut values = Vec::new();
    let Some((last, middle)) = rest.split_last() else {
        return vec![canonical(&first.digits, "", zeros)];
    };
    if is_grouped(groups) {
        values.push(canonical(&joined(groups), "", zeros));
    }
    // 1.500 may be one and a half: both readings count.
    if matches!(last.gap, Gap::Comma | Gap::Dot) {
        let whole = &groups[..=middle.len()];
        let differs = middle.iter().all(|group| group.gap != last.gap);
        if differs && (middle.is_empty() || is_grouped(whole)) {
            values.push(canonical(&joined(whole), &last.digits, zeros));
        }
    }
    values
}

fn joined(groups: &[Group]) -> String {
    groups.iter().map(|group| group.digits.as_str()).collect()
}

/// 1 to 3 digits, then groups of 3 with one and the same sign between them.
fn is_grouped(groups: &[Group]) -> bool {
    let [first, rest @ ..] = groups else {
        return false;
    };
    let Some(sign) = rest.first().map(|group| group.gap) else {
        return false;
    };
    first.digits.len() <= 3
        && !first.digits.starts_with('0')
        && sign != Gap::Phone
        && rest
            .iter()
            .all(|group| group.gap == sign && group.digits.len() == 3)
}

/// One way of writing a number: no leading zeros, no zeros at the end of the
/// decimal part, `zeros` places further to the left.
fn canonical(whole: &str, part: &str, zeros: usize) -> String {
    let moved = part.len().min(zeros);
    let digits = format!(
        "{whole}{}{}",
        &part[..moved],
        "0".repeat(zeros.saturating_sub(moved))
    );
    let whole = digits.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let part = part[moved..].trim_end_matches('0');
    if part.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{part}")
    }
}

/// All chains of digits of a text. Digits of links are left out: links are
/// compared as a whole.
fn chains(text: &str) -> Vec<Chain> {
    let mut chains = Vec::new();
    let mut at = 0;
    for link in super::links::spans(text) {
        read_chains(text, at, link.start, &mut chains);
        at = link.end;
    }
    read_chains(text, at, text.len(), &mut chains);
    chains
}

fn read_chains(text: &str, from: usize, to: usize, chains: &mut Vec<Chain>) {
    let part = &text[from..to];
    let mut at = 0;
    while let Some(step) = part[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + step;
        let is_full_hour = part[..start].ends_with(':');
        let chain = chain(part, start);
        at = start + chain.text.len();
        // The minutes of 18:00 say nothing that 18 did not.
        if is_full_hour && chain.text == "00" {
            continue;
        }
        chains.push(Chain { ..chain });
    }
}

fn chain(text: &str, start: usize) -> Chain {
    let mut groups = Vec::new();
    let mut gap = Gap::None;
    let mut end = start;
    // The 52 of "A52 128 GB" does not belong to what follows.
    let is_code = text[..start].ends_with(char::is_alphabetic);
    loop {
        let at = end + gap_len(&text[end..], gap);
        let digits: String = text[at..]
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        end = at + digits.len();
        groups.push(Group { digits, gap });
        match gap_after(&text[end..]) {
            Some(next) if !is_code => gap = next,
            Some(_) | None => break,
        }
    }
    Chain {
        text: text[start..end].to_owned(),
        groups,
        zeros: zeros_of_word(&text[end..]),
    }
}

/// The sign between this group and the next, if the next belongs to it.
fn gap_after(rest: &str) -> Option<Gap> {
    let len = rest.find(|c: char| c.is_ascii_digit())?;
    let mut signs = rest[..len].chars();
    match (signs.next()?, signs.next()) {
        (sign, None) => match sign {
            ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2007}' => Some(Gap::Space),
            '\'' | '’' | '‘' | '`' | '\u{2bc}' => Some(Gap::Apostrophe),
            ',' => Some(Gap::Comma),
            '.' => Some(Gap::Dot),
            '-' | '(' | ')' | '\u{2011}' => Some(Gap::Phone),
            _ => None,
        },
        // ") " and " (" of +998 (90) 123-45-67, and ", " of a list is none.
        (_, Some(_)) => {
            let is_inner = |c: char| matches!(c, ' ' | '-' | '(' | ')' | '\u{a0}');
            (rest[..len].chars().all(is_inner) && rest[..len].chars().count() <= 3)
                .then_some(Gap::Phone)
        }
    }
}

/// Bytes of the signs before the next digit.
fn gap_len(rest: &str, gap: Gap) -> usize {
    if gap == Gap::None {
        return 0;
    }
    rest.find(|c: char| c.is_ascii_digit()).unwrap_or(0)
}

/// Zeros that a word such as ming or млн adds.
fn zeros_of_word(rest: &str) -> usize {
    let rest = rest
        .strip_prefix([' ', '\u{a0}', '\u{202f}'])
        .unwrap_or(rest);
    let word: String = rest
        .chars()
        .take_while(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    const THOUSAND: [&str; 4] = ["ming", "минг", "тыс", "thousand"];
    const MILLION: [&str; 4] = ["mln", "млн", "million", "миллион"];
    if matches!(word.as_str(), "k" | "к") || THOUSAND.iter().any(|w| word.starts_with(w)) {
        3
    } else if MILLION.iter().any(|w| word.starts_with(w)) {
        6
    } else {
        0
    }
}

/// A text without the numbers of a numbered list: 1, 2, 3 at the beginnings of
/// lines, each with a full stop or a bracket. They count and say nothing; what
/// an item begins with, as in "1) 25 000", says something.
fn without_list_markers(text: &str) -> Cow<'_, str> {
    let mut kept = String::with_capacity(text.len());
    let mut count = 0;
    for line in text.split_inclusive('\n') {
        let number = (count + 1).to_string();
        let item = line.trim_start().strip_prefix(&number);
        let item = item.filter(|item| item.starts_with(") ") || item.starts_with(". "));
        kept.push_str(item.map_or(line, |item| &item[1..]));
        count += usize::from(item.is_some());
    }
    if count < 2 {
        return Cow::Borrowed(text);
    }
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests;
