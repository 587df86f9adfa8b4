//! What the customer told: in words, in recordings, in pictures.

use std::borrow::Cow;

use scx_kit::{Language, Time};

use super::{Plan, STALE};
use crate::accounts::Partner;
use crate::ai::Sensed;
use crate::chat::model::Mode;
use crate::chat::{Burst, Heard, Kind, Reason};
use crate::notify::{Choice, Say, Words};

/// Something that the customer said, for the record.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::chat) struct Told {
    pub(in crate::chat) kind: Kind,
    pub(in crate::chat) text: String,
    /// What understanding it took.
    pub(in crate::chat) sensed: Option<Sensed>,
}

impl Told {
    pub(in crate::chat) fn new(kind: Kind, text: &str) -> Self {
        Self {
            kind,
            text: text.to_owned(),
            sensed: None,
        }
    }
}

impl Plan {
    /// Takes in everything that was told, and reacts at once to what is no
    /// question; gives what was said in words, and whether it comes too late.
    pub(super) fn take_in<'b>(
        &mut self,
        partner: &Partner,
        burst: &'b Burst,
        now: Time,
    ) -> Vec<(Cow<'b, str>, bool)> {
        let has_words = burst.heard.iter().any(|heard| match heard {
            Heard::Said { .. } | Heard::Sensed { .. } => true,
            Heard::SentMedia(sent) => sent.caption.is_some(),
            _ => false,
        });
        let is_late = |at: Time| at + STALE < now;
        let mut texts: Vec<(Cow<'b, str>, bool)> = Vec::new();
        for heard in &burst.heard {
            match heard {
                Heard::Said { text, at } => {
                    self.listen(text, burst.guess);
                    self.said.push(Told::new(Kind::Text, text));
                    texts.push((text.as_str().into(), is_late(*at)));
                }
                Heard::Sensed { sensed, at, .. } => {
                    let text = self.understand(heard, sensed, burst.guess);
                    texts.push((text.into(), is_late(*at)));
                }
                // Whoever asks in words is answered; the pictures belong to it.
                Heard::SentMedia(sent) if has_words => {
                    let caption = sent.caption.as_deref().unwrap_or_default();
                    self.said.push(Told::new(sent.kind, caption));
                    if !caption.is_empty() {
                        self.listen(caption, burst.guess);
                        texts.push((caption.into(), is_late(sent.at)));
                    }
                }
                other => self.react(other, partner, burst, now),
            }
        }
        texts
    }

    /// Takes up what was understood of a recording or a picture; gives the words
    /// that it comes to. A description is in words of ours, which say nothing
    /// about the customer's language.
    fn understand(&mut self, heard: &Heard, sensed: &Sensed, guess: Option<Language>) -> String {
        let Heard::Sensed { kind, caption, .. } = heard else {
            return String::new();
        };
        let caption = caption.as_deref().unwrap_or_default();
        let text = match caption {
            "" => sensed.text.clone(),
            caption => format!("{caption}\n{}", sensed.text),
        };
        match kind {
            Kind::Voice => self.listen(&sensed.text, guess),
            _ if !caption.is_empty() => self.listen(caption, guess),
            _ => {}
        }
        self.said.push(Told {
            kind: *kind,
            text: text.clone(),
            sensed: Some(sensed.clone()),
        });
        text
    }

    /// Tells the customer first what was heard in a recording, with what follows.
    pub(in crate::chat) fn repeat_heard(&mut self) {
        let heard = self.said.iter().filter(|told| told.kind == Kind::Voice);
        let heard: Vec<&str> = heard
            .filter_map(|told| Some(told.sensed.as_ref()?.text.as_str()))
            .collect();
        if let Some(last) = self.says.last_mut().filter(|_| !heard.is_empty()) {
            let words = Words::Key {
                key: "customer-heard".to_owned(),
                args: vec![("text".to_owned(), heard.join("\n").into())],
            };
            last.words.insert(0, words);
        }
    }

    /// A person can ask what is on a picture; the picture itself stays in the bot.
    pub(super) fn show(&mut self, kind: Kind, language: Language) {
        if self.conversation.mode == Mode::Human {
            self.put(kind.sign(), Reason::Human);
            return;
        }
        self.put(kind.sign(), Reason::Media);
        self.says.push(Say {
            words: vec![Words::key("customer-text-only")],
            language,
            choices: vec![vec![Choice::Operator]],
        });
    }
}
