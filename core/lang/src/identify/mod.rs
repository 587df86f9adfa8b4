//! The language and the script of a message.
//!
//! The script splits the question in two: Uzbek or Russian in Cyrillic;
//! Uzbek, English or Russian typed in Latin letters. Each half is a small
//! log-linear model over pieces of words, trained on the texts in `corpus`.
//! Letters that only one language has count on top.

mod model;
#[cfg(any(test, feature = "train"))]
pub mod train;
mod words;

use scx_kit::Language;

/// A language and script, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// Uzbek in Latin letters.
    UzLatn,
    /// Uzbek in Cyrillic letters.
    UzCyrl,
    /// Russian in either script.
    Ru,
    /// English.
    En,
    /// Nothing that belongs to a language: figures, signs, links, "ok".
    Und,
}

impl Label {
    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self.language() {
            Some(language) => language.tag(),
            None => "und",
        }
    }

    /// The language, unless undetermined.
    pub fn language(self) -> Option<Language> {
        match self {
            Self::UzLatn => Some(Language::UzLatn),
            Self::UzCyrl => Some(Language::UzCyrl),
            Self::Ru => Some(Language::Ru),
            Self::En => Some(Language::En),
            Self::Und => None,
        }
    }
}

/// What a message is written in, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// The most likely language.
    pub label: Label,
    /// From 0 to 1; an undetermined text has 0.
    pub confidence: f32,
}

impl Verdict {
    const UNDETERMINED: Self = Self {
        label: Label::Und,
        confidence: 0.0,
    };
}

/// Tells the language of a message.
pub fn identify(text: &str) -> Verdict {
    let words = words::Words::of(text);
    if words.latin_letters + words.cyrillic_letters < 2 {
        return Verdict::UNDETERMINED;
    }
    let mut verdict = if words.cyrillic_letters * 2 >= words.latin_letters {
        cyrillic(&words)
    } else {
        latin(&words)
    };
    let at_most = match words.count {
        0 => LOANS_AT_MOST,
        1 => ONE_WORD_AT_MOST,
        _ => 1.0,
    };
    verdict.confidence = verdict.confidence.min(at_most);
    verdict
}

/// One word may be a loan or a name: it never makes a verdict certain.
const ONE_WORD_AT_MOST: f32 = 0.95;
/// Loan words alone are a guess that never outweighs the conversation.
const LOANS_AT_MOST: f32 = 0.6;

fn cyrillic(words: &words::Words) -> Verdict {
    if words.count == 0 {
        // Loan words alone: in Cyrillic they are Russian more often.
        return Verdict {
            label: Label::Ru,
            confidence: LOANS_AT_MOST,
        };
    }
    let [uzbek, russian] = model::cyrillic(&words.cyrillic, words.counted);
    if uzbek >= russian {
        Verdict {
            label: Label::UzCyrl,
            confidence: uzbek,
        }
    } else {
        Verdict {
            label: Label::Ru,
            confidence: russian,
        }
    }
}

fn latin(words: &words::Words) -> Verdict {
    let [uzbek, english, russian] = model::latin(&words.latin, words.counted);
    let (label, confidence) = if uzbek >= english && uzbek >= russian {
        (Label::UzLatn, uzbek)
    } else if english >= russian {
        (Label::En, english)
    } else {
        (Label::Ru, russian)
    };
    Verdict { label, confidence }
}

#[cfg(test)]
mod tests;
