//! Texts in any language: what they are, how they are written, cut and found.

use scx_domain::ai::is_person_wished;
use scx_domain::knowledge::share_of_languages;
use scx_kit::Language;
use scx_lang::passages::MAX_CHARS;
use scx_lang::{
    Index, Label, Passage, courtesy, fold, fold_mapped, identify, split, stem, to_cyrillic,
    to_cyrillic_ftl, to_latin,
};

use crate::input::Values;

/// One letter of one script is at most a few of the other.
const MOST_GROWTH: usize = 8;
/// As the product asks.
const TOP: usize = 8;

/// A text of a shop and a customer's question.
pub fn language(bytes: &[u8]) {
    let mut values = Values::of(bytes);
    let (text, question) = (values.text(), values.text());
    for words in [&text, &question] {
        has_a_verdict(words);
        folds(words);
        changes_script(words);
        let _ = (courtesy(words), is_person_wished(words));
    }
    let percents = share_of_languages(&text);
    let total: u32 = percents.iter().map(|share| u32::from(share.percent)).sum();
    assert!(total <= 100);
    let passages = split(&text);
    are_parts(&text, &passages);
    are_found(&passages, &question);
}

fn has_a_verdict(text: &str) {
    let verdict = identify(text);
    assert!((0.0..=1.0).contains(&verdict.confidence));
    assert_eq!(verdict.label == Label::Und, verdict.confidence == 0.0);
    assert_eq!(identify(text), verdict);
}

fn folds(text: &str) {
    let folded = fold_mapped(text);
    assert_eq!(folded.text, fold(text));
    assert_eq!(folded.text.chars().count(), folded.origin.len());
    assert!(folded.origin.is_sorted());
    let length = text.chars().count();
    assert!(folded.origin.iter().all(|at| (*at as usize) < length));
    for word in folded.text.split_whitespace() {
        for language in Language::ALL {
            assert!(stem(word, language).len() <= word.len() * MOST_GROWTH);
        }
    }
}

fn changes_script(text: &str) {
    let (latin, cyrillic) = (to_latin(text), to_cyrillic(text));
    for (written, again) in [
        (&latin, to_latin(&latin)),
        (&cyrillic, to_cyrillic(&cyrillic)),
    ] {
        assert!(written.len() <= text.len() * MOST_GROWTH);
        assert_eq!(*written, again, "twice is not once: {text:?}");
        // Numbers are facts.
        let digits = |text: &str| {
            text.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        assert_eq!(digits(written), digits(text));
        assert_eq!(written.matches('\n').count(), text.matches('\n').count());
    }
    to_cyrillic_ftl(text);
}

/// Exact slices in order that leave nothing out but headings and blanks. Long
/// prose is cut with a little said twice.
fn are_parts(text: &str, passages: &[Passage]) {
    let chars: Vec<char> = text.chars().collect();
    let (mut reached, mut begun) = (0, 0);
    for (index, passage) in passages.iter().enumerate() {
        assert_eq!(passage.index as usize, index);
        assert!(index == 0 || passage.start > begun, "a passage twice");
        assert!(passage.end > reached, "a passage inside another");
        begun = passage.start;
        let slice: String = chars[passage.start..passage.end].iter().collect();
        assert_eq!(slice, passage.text);
        assert!(!passage.text.trim().is_empty());
        assert!(passage.text.chars().count() <= MAX_CHARS);
        let gap: String = chars[reached.min(passage.start)..passage.start]
            .iter()
            .collect();
        let heading = passage.heading.as_deref().unwrap_or_default();
        for line in gap
            .lines()
            .filter(|line| line.contains(char::is_alphanumeric))
        {
            assert!(heading.contains(bare(line)), "{line:?} is lost");
        }
        reached = passage.end;
    }
    let rest: String = chars[reached..].iter().collect();
    assert!(!rest.contains(char::is_alphanumeric), "{rest:?} is lost");
}

/// A heading's words without the signs around them.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| !c.is_alphanumeric())
}

fn are_found(passages: &[Passage], question: &str) {
    let index = Index::build(passages);
    assert_eq!(index.len(), passages.len());
    let hits = index.search(question, TOP);
    assert!(hits.len() <= TOP);
    assert!(
        hits.is_sorted_by(|a, b| a.score >= b.score),
        "not best first"
    );
    for hit in &hits {
        assert!((hit.passage as usize) < passages.len());
        assert!(hit.score.is_finite() && (0.0..=1.001).contains(&hit.covered));
        assert!(hit.matched_terms <= hit.content_terms);
    }
}
