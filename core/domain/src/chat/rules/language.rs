//! Which language a conversation is in.

use scx_kit::Language;
use scx_lang::{Evidence, decide, identify};

use super::Plan;

/// From here the language of a message is not doubted.
const SURE: f32 = 0.85;
impl Plan {
    /// Learns from words of the customer which language they are in.
    pub(in crate::chat) fn listen(&mut self, text: &str, guess: Option<Language>) {
        let conversation = &mut self.conversation;
        let evidence = Evidence {
            rival: conversation.other_language,
            messages: u8::from(conversation.other_language.is_some()),
        };
        let verdict = identify(text);
        // The app's language is a guess, which one sure message corrects.
        let guess = guess.filter(|_| verdict.confidence < SURE);
        let decision = decide(verdict, conversation.language.or(guess), evidence);
        // Words without a language say nothing about it: the guess stays a guess.
        if verdict.label.language().is_some() {
            conversation.language = decision.language;
        }
        conversation.other_language = decision.evidence.rival;
        // A choice made by a button rules until it is overturned.
        let answer_in = decision
            .answer_in
            .filter(|_| !conversation.is_language_chosen);
        // "ok" after a question does not take back how the question was asked.
        if verdict.label.language().is_some() || self.answer_in.is_none() {
            self.answer_in = answer_in;
        }
        if decision.has_switched && conversation.is_language_chosen {
            conversation.is_language_chosen = false;
            self.has_switched = true;
        }
    }

    /// A language that the customer chose by a button.
    pub(in crate::chat) fn choose(&mut self, language: Language) {
        self.conversation.language = Some(language);
        self.conversation.is_language_chosen = true;
        self.conversation.other_language = None;
    }
}
