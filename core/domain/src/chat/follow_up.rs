//! Questions that are understood only with what was asked before: "narxi
//! qancha?" is about the teapot of a moment ago.

use scx_jobs::Cx;

use crate::accounts::PartnerId;
use crate::ai::Turn;
use crate::knowledge::{self, Book, DocumentId, Found};

/// A longer question speaks for itself.
const MOST_WORDS: usize = 5;
/// Earlier questions that a short one may belong to.
const EARLIER: usize = 2;
/// Letters of each of them.
const MOST_CHARS: usize = 200;
/// Passages that fit a question as well as each other say that it names none.
const CROWD: usize = 4;
const AS_GOOD: f32 = 0.95;
/// Passages in which the words of a question are looked for.
const WIDE: usize = 60;
/// A passage with all that a question says.
const WHOLE: f32 = 0.99;

/// The passages for a question, with what was asked before where it needs that.
pub(super) async fn found(
    cx: &Cx,
    of: (PartnerId, DocumentId),
    book: &Book,
    (history, text): (&[Turn], &str),
    top: usize,
) -> Vec<Found> {
    let Some(whole) = with_earlier(history, text) else {
        return knowledge::search(cx, of, book, text, top).await;
    };
    let alone = knowledge::search(cx, of, book, text, WIDE).await;
    let both = knowledge::search(cx, of, book, &whole, top).await;
    join(alone, both, top)
}

/// A short question behind those that were asked before it.
fn with_earlier(history: &[Turn], text: &str) -> Option<String> {
    if text.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    let asked = history.iter().rev().filter(|turn| turn.is_customer);
    let earlier = asked.take(EARLIER);
    let earlier = earlier.map(|turn| turn.text.chars().take(MOST_CHARS).collect::<String>());
    let mut parts: Vec<String> = earlier.collect();
    if parts.is_empty() {
        return None;
    }
    parts.reverse();
    parts.push(text.to_owned());
    Some(parts.join(" "))
}

/// Where the question alone names something, what it finds comes first and the
/// rest is background. Else it is about what was asked before, as long as that
/// has everything the question says: "velosiped bormi?" is not about the teapot.
fn join(alone: Vec<Found>, both: Vec<Found>, top: usize) -> Vec<Found> {
    let is_bare = alone.first().is_none_or(|best| best.content_terms == 0);
    let is_crowd = alone
        .get(CROWD - 1)
        .zip(alone.first())
        .is_some_and(|(last, best)| last.score >= best.score * AS_GOOD);
    let has_all = |found: &Found| {
        let held = alone.iter().find(|one| one.place == found.place);
        is_bare || held.is_some_and(|held| held.covered >= WHOLE)
    };
    let (first, behind): (Vec<Found>, Vec<Found>) = match is_bare || is_crowd {
        true => {
            let (fit, unfit): (Vec<_>, Vec<_>) = both.into_iter().partition(has_all);
            match fit.is_empty() {
                true => (alone, unfit),
                false => (fit, [unfit, alone].concat()),
            }
        }
        false => (alone, both),
    };
    let mut joined: Vec<Found> = first.into_iter().take(top - top / 3).collect();
    for found in behind {
        if joined.len() == top {
            break;
        }
        if !joined.iter().any(|known| known.place == found.place) {
            // For a model to read; nothing is quoted from it.
            joined.push(Found {
                score: 0.0,
                covered: 0.0,
                ..found
            });
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(is_customer: bool, text: &str) -> Turn {
        Turn {
            is_customer,
            text: text.to_owned(),
        }
    }

    fn found(place: u32, score: f32, covered: f32) -> Found {
        Found {
            place,
            heading: None,
            page: None,
            text: String::new(),
            score,
            content_terms: 1,
            covered,
        }
    }

    fn places(found: &[Found]) -> Vec<u32> {
        found.iter().map(|found| found.place).collect()
    }

    #[test]
    fn only_short_questions_lean_on_what_was_asked_before() {
        let history = [
            turn(true, "choynak bormi"),
            turn(false, "Bor"),
            turn(true, "artel"),
            turn(false, "Bor"),
        ];
        assert_eq!(
            with_earlier(&history, "narxi qancha?").as_deref(),
            Some("choynak bormi artel narxi qancha?")
        );
        let long = "ikki litrli oq choynakning narxi qancha bo‘ladi?";
        assert_eq!(with_earlier(&history, long), None);
        assert_eq!(with_earlier(&[turn(false, "Salom")], "narxi?"), None);
    }

    #[test]
    fn what_every_row_answers_is_asked_of_the_one_before() {
        let alone: Vec<Found> = (0..9).map(|place| found(place, 2.0, 1.0)).collect();
        let both = vec![found(5, 7.0, 0.6), found(8, 3.0, 0.4)];
        let joined = join(alone, both, 6);
        assert_eq!(places(&joined)[..2], [5, 8]);
        assert!(joined[2..].iter().all(|found| found.score == 0.0));
    }

    #[test]
    fn what_names_something_of_its_own_comes_first() {
        let alone = vec![found(3, 9.0, 1.0), found(4, 2.0, 0.5)];
        let both = vec![found(1, 9.0, 0.7), found(3, 8.0, 0.6)];
        let joined = join(alone, both, 6);
        assert_eq!(places(&joined), [3, 4, 1]);
        assert!(joined[2].covered == 0.0);
    }

    #[test]
    fn what_the_shop_has_not_is_not_what_was_asked_before() {
        // "velosiped bormi" finds nothing with all its words.
        let alone: Vec<Found> = (0..9).map(|place| found(place, 1.0, 0.3)).collect();
        let both = vec![found(12, 9.0, 0.6)];
        let joined = join(alone, both, 6);
        assert_eq!(
            joined.last().map(|last| (last.place, last.score)),
            Some((12, 0.0))
        );
    }
}
