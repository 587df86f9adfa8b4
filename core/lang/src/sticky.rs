//! Which language a conversation is in, message after message.
//!
//! A customer who answers "ok" or "45" has not changed language, and one
//! word is a guess. Two confident messages in another language switch.

use scx_kit::Language;

use crate::identify::Verdict;

/// From here a verdict gives a conversation without a language its first one;
/// below it the caller's default counts. Loan words alone stay below.
const LIKELY: f32 = 0.7;
/// From here a verdict counts as evidence for another language.
const CONFIDENT: f32 = 0.85;
/// From here one message is answered in its own language even before the
/// conversation has switched.
const CERTAIN: f32 = 0.97;
/// So many confident messages in a row switch the conversation.
const SWITCH_AFTER: u8 = 2;

/// What recent messages said against the conversation's language. Kept by
/// the caller beside the conversation; the default is no evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The other language that was heard.
    pub rival: Option<Language>,
    /// How many confident messages in a row were in it.
    pub messages: u8,
}

/// What follows from one more message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The language of the conversation from now on; `None` as long as
    /// nothing has been said in any language.
    pub language: Option<Language>,
    /// The language to answer this very message in.
    pub answer_in: Option<Language>,
    /// The conversation had another language before.
    pub has_switched: bool,
    /// To be handed in with the next message.
    pub evidence: Evidence,
}

/// Weighs one verdict against the language the conversation had so far.
pub fn decide(verdict: Verdict, previous: Option<Language>, evidence: Evidence) -> Decision {
    let Some(heard) = verdict.label.language() else {
        return stay(previous, evidence);
    };
    let Some(current) = previous else {
        if verdict.confidence < LIKELY {
            return stay(previous, evidence);
        }
        return begin(heard, verdict.confidence);
    };
    if heard == current {
        return if verdict.confidence >= CONFIDENT {
            stay(previous, Evidence::default())
        } else {
            stay(previous, evidence)
        };
    }
    if verdict.confidence < CONFIDENT {
        return stay(previous, evidence);
    }
    let earlier = match evidence.rival {
        Some(rival) if rival != heard => 0,
        Some(_) | None => evidence.messages,
    };
    let messages = earlier.saturating_add(1);
    if messages >= SWITCH_AFTER {
        return Decision {
            language: Some(heard),
            answer_in: Some(heard),
            has_switched: true,
            evidence: Evidence::default(),
        };
    }
    // The script is seen and need not be guessed: one word of Uzbek in it is
    // answered in it.
    let is_uzbek = |language| matches!(language, Language::UzLatn | Language::UzCyrl);
    let is_script_only = is_uzbek(heard) && is_uzbek(current);
    Decision {
        language: previous,
        answer_in: if verdict.confidence >= CERTAIN || is_script_only {
            Some(heard)
        } else {
            previous
        },
        has_switched: false,
        evidence: Evidence {
            rival: Some(heard),
            messages,
        },
    }
}

/// A poor guess is corrected by the next confident message, because it leaves
/// a rival count of one.
fn begin(heard: Language, confidence: f32) -> Decision {
    Decision {
        language: Some(heard),
        answer_in: Some(heard),
        has_switched: false,
        evidence: Evidence {
            rival: None,
            messages: u8::from(confidence < CONFIDENT),
        },
    }
}

fn stay(language: Option<Language>, evidence: Evidence) -> Decision {
    Decision {
        language,
        answer_in: language,
        has_switched: false,
        evidence,
    }
}

/// The language of one conversation, kept up to date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sticky {
    /// The language so far.
    pub language: Option<Language>,
    /// What was heard against it.
    pub evidence: Evidence,
}

impl Sticky {
    /// Takes in one more message.
    pub fn hear(&mut self, verdict: Verdict) -> Decision {
        let decision = decide(verdict, self.language, self.evidence);
        self.language = decision.language;
        self.evidence = decision.evidence;
        decision
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identify;

    fn after(messages: &[&str]) -> Option<Language> {
        let mut sticky = Sticky::default();
        for message in messages {
            sticky.hear(identify(message));
        }
        sticky.language
    }

    const UZBEK: &str = "Assalomu alaykum, bu choynakning narxi qancha?";
    const RUSSIAN: &str = "Здравствуйте, сколько стоит доставка до Самарканда?";

    #[test]
    fn ok_numbers_and_emoji_never_flip() {
        assert_eq!(
            after(&[
                UZBEK,
                "ok",
                "ок",
                "super",
                "45",
                "👍",
                "+998901234567",
                "OK"
            ]),
            Some(Language::UzLatn)
        );
        assert_eq!(after(&["45", "👍"]), None);
    }

    #[test]
    fn one_message_does_not_switch_and_two_do() {
        let mut sticky = Sticky::default();
        sticky.hear(identify(UZBEK));
        let first = sticky.hear(identify(RUSSIAN));
        assert_eq!(first.language, Some(Language::UzLatn));
        assert_eq!(first.answer_in, Some(Language::Ru), "a whole sentence");
        let second = sticky.hear(identify("А есть другие цвета, кроме чёрного?"));
        assert!(second.has_switched);
        assert_eq!(second.language, Some(Language::Ru));
    }

    #[test]
    fn a_guess_gives_no_language_and_leaves_the_one_there_was() {
        assert_eq!(after(&["доставка"]), None);
        assert_eq!(after(&[UZBEK, "доставка"]), Some(Language::UzLatn));
        assert_eq!(after(&["доставка", "борми"]), Some(Language::UzCyrl));
    }

    #[test]
    fn the_other_script_is_answered_at_once_and_kept_after_two_messages() {
        let mut sticky = Sticky::default();
        sticky.hear(identify(UZBEK));
        let one = sticky.hear(identify("борми"));
        assert_eq!(one.answer_in, Some(Language::UzCyrl));
        assert_eq!(one.language, Some(Language::UzLatn));
        assert_eq!(
            sticky.hear(identify("нархи канча")).language,
            Some(Language::UzCyrl)
        );
    }

    #[test]
    fn a_message_in_the_old_language_forgets_the_rival() {
        assert_eq!(
            after(&[UZBEK, RUSSIAN, "Rahmat, menga ikkita kerak edi", RUSSIAN]),
            Some(Language::UzLatn)
        );
        assert_eq!(
            after(&[UZBEK, RUSSIAN, "ok", "Можно оплатить картой при получении?"]),
            Some(Language::Ru)
        );
    }
}
