//! Pure decisions about a burst: what to say at once, what to ask the AI.

mod language;
mod told;

use std::borrow::Cow;

use scx_kit::{Language, Millis, Time};
use scx_lang::{Courtesy, courtesy};

use super::model::Mode;
use super::{Burst, Channel, Conversation, Heard, Kind, Reason, flood};
use crate::accounts::{Partner, Standing, is_open, show_hours};
use crate::knowledge::Good;
use crate::notify::{Choice, Say, Words};

pub(super) use told::Told;

/// Text older than this is not answered blindly: the customer may long have
/// gone elsewhere.
const STALE: Millis = Millis::minutes(30);
/// "The shop will reply soon" is said once in this span.
const NOTICE_PAUSE: Millis = Millis::hours(6);
/// A person keeps the conversation for so long after their last word.
pub(super) const HUMAN: Millis = Millis::minutes(30);
/// A burst is answered at the latest after so many quiet times.
const MOST_QUIETS: i64 = 4;

/// What follows from a burst before any model is asked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plan {
    /// The conversation after the burst.
    pub(super) conversation: Conversation,
    /// What the customer said, for the record.
    pub(super) said: Vec<Told>,
    /// What to say at once.
    pub(super) says: Vec<Say>,
    /// What to ask the AI, and the language of the answer.
    pub(super) ask: Option<(String, Language)>,
    /// What to put to the partner.
    pub(super) pushes: Vec<(String, Reason)>,
    /// The language changed under the customer's own choice.
    pub(super) has_switched: bool,
    /// A certain sentence in another language is answered in that language.
    answer_in: Option<Language>,
}

/// Until when to wait for more of a burst; `None` when it is complete.
pub(super) fn quiet_until(channel: Channel, first: Time, last: Time, now: Time) -> Option<Time> {
    let quiet = channel.quiet();
    let until = (last + quiet).min(first + Millis(quiet.0 * MOST_QUIETS));
    (until > now).then_some(until)
}

/// Decides what a burst calls for.
pub(super) fn plan(
    mut conversation: Conversation,
    partner: &Partner,
    burst: &Burst,
    now: Time,
) -> Plan {
    if conversation.mode == Mode::Human && conversation.human_until.is_none_or(|until| until <= now)
    {
        conversation.mode = Mode::Bot;
        conversation.human_until = None;
        conversation.since = now;
    }
    // Instagram tells no names with messages; a comment does.
    if !burst.customer.is_empty() {
        conversation.customer.clone_from(&burst.customer);
    }
    conversation.window_until = burst.window_until.max(conversation.window_until);
    conversation.last_message = burst.last_message.or(conversation.last_message);
    let has_flood_begun = flood::count(&mut conversation, burst, now);
    let mut plan = Plan {
        conversation,
        said: Vec::new(),
        says: Vec::new(),
        ask: None,
        pushes: Vec::new(),
        has_switched: false,
        answer_in: None,
    };
    if plan.only_listens() {
        plan.listen_only(partner, burst, has_flood_begun, now);
        return plan;
    }
    let texts = plan.take_in(partner, burst, now);
    // An album is many updates and one thing to react to.
    plan.says.dedup();
    plan.hear_out(&texts, partner, burst, now);
    plan
}

impl Plan {
    /// The language to speak, before or after the customer's first words.
    pub(super) fn language(&self, burst: &Burst, partner: &Partner) -> Language {
        self.conversation
            .language
            .or(burst.guess)
            .unwrap_or(partner.language)
    }

    fn react(&mut self, heard: &Heard, partner: &Partner, burst: &Burst, now: Time) {
        let language = self.language(burst, partner);
        match heard {
            Heard::Said { .. } | Heard::CameFor(_) | Heard::Nothing => {}
            Heard::ChoseGood(good) => self.present(good, partner, language),
            Heard::Started => self.says.push(greeting(partner, language)),
            Heard::AskedLanguage => self.say_with_languages("customer-choose-language", language),
            Heard::ChoseLanguage(chosen) => {
                self.choose(*chosen);
                self.say("customer-language-set", *chosen);
            }
            Heard::AskedHelp => self.says.push(Say {
                words: vec![Words::key("customer-help")],
                language,
                choices: vec![vec![Choice::Operator]],
            }),
            // Said already, and a flood shall not fill the partner's chat.
            Heard::AskedOperator
                if self.conversation.is_flooding && self.conversation.mode == Mode::Human =>
            {
                self.said.push(Told::new(Kind::Choice, "/operator"));
            }
            Heard::AskedOperator => {
                self.said.push(Told::new(Kind::Choice, "/operator"));
                self.hand_over(partner, language, now);
                self.put(&self.last_words(), Reason::Operator);
            }
            Heard::Sensed { .. } => {}
            Heard::SentMedia(sent) => {
                self.said.push(Told::new(sent.kind, ""));
                self.show(sent.kind, language);
            }
            Heard::SentSmile => self.say("customer-smile", language),
            Heard::Shared(what) => {
                self.said.push(Told::new(Kind::Shared, what));
                self.say("customer-passed-on", language);
                self.put(what, Reason::Human);
            }
            Heard::OptedOut => {
                self.conversation.is_opted_out = true;
                self.said.push(Told::new(Kind::Choice, "STOP"));
                self.say("customer-opted-out", language);
            }
            Heard::OptedIn => {
                self.conversation.is_opted_out = false;
                self.said.push(Told::new(Kind::Choice, "START"));
                self.say("customer-opted-in", language);
            }
            Heard::CalledInGroup => self.say("customer-in-group", language),
        }
    }

    /// Shows the good that a customer came for, and says hello to a new one. What
    /// they ask next is about it.
    fn present(&mut self, good: &Good, partner: &Partner, language: Language) {
        let shown = Words::Plain(format!("🛍 {}", good.text));
        let hello = greeting(partner, language);
        let is_new = self.conversation.language.is_none();
        self.said.push(Told::new(Kind::Choice, &good.name));
        self.says.push(match is_new {
            true => Say {
                words: [hello.words, vec![shown]].concat(),
                ..hello
            },
            false => Say {
                words: vec![shown],
                language,
                choices: vec![vec![Choice::Operator]],
            },
        });
    }

    /// Sorts what was written: courtesies are returned, what came too late goes
    /// to the partner, and the rest is answered.
    fn hear_out(
        &mut self,
        texts: &[(Cow<'_, str>, bool)],
        partner: &Partner,
        burst: &Burst,
        now: Time,
    ) {
        let asked = texts.iter().filter(|(text, _)| courtesy(text).is_none());
        let (late, fresh): (Vec<_>, Vec<_>) = asked.partition(|(_, is_late)| *is_late);
        let joined = |texts: &[&(Cow<'_, str>, bool)]| {
            let texts: Vec<&str> = texts.iter().map(|(text, _)| &**text).collect();
            texts.join("\n")
        };
        if !late.is_empty() {
            self.answer(&joined(&late), partner, burst, now, true);
        }
        if !fresh.is_empty() {
            self.answer(&joined(&fresh), partner, burst, now, false);
        }
        let kind = texts.iter().rev().find_map(|(text, _)| courtesy(text));
        if let (Some(kind), true, true) = (kind, late.is_empty(), fresh.is_empty()) {
            let texts: Vec<&str> = texts.iter().map(|(text, _)| &**text).collect();
            self.greet(kind, &texts.join("\n"), partner, burst, now);
        }
    }

    /// Returns a courtesy. It asks for nothing, so neither a model nor the
    /// partner is bothered with it, unless a person is in the conversation.
    fn greet(&mut self, kind: Courtesy, text: &str, partner: &Partner, burst: &Burst, now: Time) {
        let language = self.language(burst, partner);
        if self.conversation.mode == Mode::Human {
            self.wait_for_a_person(text, partner, language, now);
        } else if !Standing::of(partner, now).serves() || partner.is_ai_paused {
            self.say_soon(language, now);
        } else {
            self.say(
                match kind {
                    Courtesy::Greeting => "customer-hello",
                    Courtesy::Thanks => "customer-welcome",
                },
                language,
            );
        }
    }

    fn answer(
        &mut self,
        question: &str,
        partner: &Partner,
        burst: &Burst,
        now: Time,
        is_stale: bool,
    ) {
        let language = self.language(burst, partner);
        if !Standing::of(partner, now).serves() {
            self.put(question, Reason::Closed);
            self.say_soon(language, now);
        } else if self.conversation.mode == Mode::Human {
            self.wait_for_a_person(question, partner, language, now);
        } else if partner.is_ai_paused {
            self.put(question, Reason::Paused);
            self.say_soon(language, now);
        } else if is_stale {
            self.put(question, Reason::Late);
            self.say("customer-late", language);
        } else {
            self.ask = Some((question.to_owned(), self.answer_in.unwrap_or(language)));
        }
    }

    /// Puts words to the partner, the same ones once.
    pub(super) fn put(&mut self, text: &str, reason: Reason) {
        if !self.pushes.iter().any(|(known, _)| known == text) {
            self.pushes.push((text.to_owned(), reason));
        }
    }

    /// Passes words on to the person who has taken over. A customer to whom
    /// nobody has written yet is told once who will answer.
    fn wait_for_a_person(&mut self, text: &str, partner: &Partner, language: Language, now: Time) {
        self.conversation.human_until = Some(now + HUMAN);
        if self.conversation.notice_at.is_none() {
            self.hand_over(partner, language, now);
        }
        self.put(text, Reason::Human);
    }

    /// A person takes over, and the customer is told who and when.
    pub(super) fn hand_over(&mut self, partner: &Partner, language: Language, now: Time) {
        self.conversation.mode = Mode::Human;
        self.conversation.human_until = Some(now + HUMAN);
        self.conversation.notice_at = Some(now);
        let mut words = vec![Words::key("customer-handover")];
        if !is_open(partner, now) {
            words.push(Words::key("customer-closed-now"));
        }
        if let Some(hours) = show_hours(partner) {
            words.push(Words::Key {
                key: "customer-hours".to_owned(),
                args: vec![("hours".to_owned(), hours.into())],
            });
        }
        self.says.push(Say {
            words,
            language,
            choices: Vec::new(),
        });
    }

    fn say(&mut self, key: &str, language: Language) {
        self.says.push(Say {
            words: vec![Words::key(key)],
            language,
            choices: Vec::new(),
        });
    }

    fn say_with_languages(&mut self, key: &str, language: Language) {
        self.says.push(Say {
            words: vec![Words::key(key)],
            language,
            choices: languages(),
        });
    }

    fn say_soon(&mut self, language: Language, now: Time) {
        let is_fresh = |at: Time| now < at + NOTICE_PAUSE;
        if !self.conversation.notice_at.is_some_and(is_fresh) {
            self.conversation.notice_at = Some(now);
            self.say("customer-soon", language);
        }
    }

    pub(super) fn last_words(&self) -> String {
        self.said
            .iter()
            .rev()
            .find(|told| told.kind != Kind::Choice && !told.text.is_empty())
            .map(|told| told.text.clone())
            .unwrap_or_default()
    }
}

/// The first message of a shop's bot.
fn greeting(partner: &Partner, language: Language) -> Say {
    let own = partner.greeting.clone().map(Words::Plain);
    let product = Words::Key {
        key: "customer-greeting".to_owned(),
        args: vec![("shop".to_owned(), partner.name.clone().into())],
    };
    let mut choices = languages();
    choices.push(vec![Choice::Operator]);
    Say {
        words: vec![own.unwrap_or(product), Words::key("customer-greeting-hint")],
        language,
        choices,
    }
}

/// Two languages a row: the four names are long.
pub(super) fn languages() -> Vec<Vec<Choice>> {
    Language::ALL
        .chunks(2)
        .map(|pair| pair.iter().copied().map(Choice::Language).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_waits_for_its_end_but_not_for_ever() {
        let at = |ms| Time(ms);
        assert_eq!(
            quiet_until(Channel::Telegram, at(0), at(0), at(100)),
            Some(at(1_500))
        );
        assert_eq!(
            quiet_until(Channel::Telegram, at(0), at(1_000), at(1_600)),
            Some(at(2_500))
        );
        assert_eq!(
            quiet_until(Channel::Telegram, at(0), at(5_800), at(6_000)),
            None
        );
        assert_eq!(
            quiet_until(Channel::Telegram, at(0), at(0), at(1_500)),
            None
        );
    }
}
