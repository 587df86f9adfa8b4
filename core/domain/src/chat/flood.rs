//! Customers who write faster than people do.
//!
//! A bucket takes one drop per message and loses drops at a steady pace. When
//! it overflows, the bot says so once and then only listens, without a model
//! and without cards for the partner, until the bucket is nearly empty again.
//! The bucket is one moment on the conversation's row: when it is empty.

use scx_kit::{Millis, Time};

use super::model::Mode;
use super::rules::{Plan, Told};
use super::{Burst, Conversation, Heard, Kind, Reason};
use crate::accounts::Partner;
use crate::ai;
use crate::notify::{Choice, Say, Words};

/// One message in five seconds without end is no flood: nobody reads answers
/// faster than that.
const DROP: Millis = Millis::secs(5);
/// Twenty messages at once are no flood: people write in pieces, send an album,
/// forward a conversation.
const FULL: Millis = Millis(20 * DROP.0);
/// A flood is over when so little is left, a minute of silence after its end.
const CALM: Millis = Millis(8 * DROP.0);

/// Counts what a burst brought and notes whether the customer floods. Whether a
/// flood began with this burst.
pub(super) fn count(conversation: &mut Conversation, burst: &Burst, now: Time) -> bool {
    let mut is_in_album = false;
    let mut has_begun = false;
    for heard in &burst.heard {
        let at = match heard {
            Heard::Nothing => continue,
            // An album is many updates and one thing.
            Heard::SentMedia(_) if is_in_album => continue,
            // What comes late counts when it was written: a backlog is no flood.
            Heard::Said { at, .. } | Heard::Sensed { at, .. } => (*at).min(now),
            _ => burst.written_at.min(now),
        };
        is_in_album = is_in_album || matches!(heard, Heard::SentMedia(_));
        if conversation.is_flooding && conversation.busy_until <= at + CALM {
            conversation.is_flooding = false;
        }
        let busy_until = conversation.busy_until.max(at) + DROP;
        if busy_until > at + FULL {
            has_begun = has_begun || !conversation.is_flooding;
            conversation.is_flooding = true;
        }
        // No fuller than full, so that a flood ends by itself.
        conversation.busy_until = busy_until.min(at + FULL);
    }
    has_begun
}

impl Plan {
    /// Whether the bot only listens to this burst. With a person in the
    /// conversation everything goes to that person as ever.
    pub(super) fn only_listens(&self) -> bool {
        self.conversation.is_flooding && self.conversation.mode == Mode::Bot
    }

    /// Keeps what a flood brings. It is told once, and nothing else is answered
    /// but the wish for a person.
    pub(super) fn listen_only(
        &mut self,
        partner: &Partner,
        burst: &Burst,
        has_begun: bool,
        now: Time,
    ) {
        let mut wish = None;
        for heard in &burst.heard {
            match heard {
                Heard::Said { text, .. } => {
                    self.listen(text, burst.guess);
                    self.said.push(Told::new(Kind::Text, text));
                    if ai::is_person_wished(text) {
                        wish = Some(text.clone());
                    }
                }
                Heard::ChoseLanguage(language) => self.choose(*language),
                Heard::AskedOperator => {
                    wish = wish.or_else(|| Some(self.last_words()));
                    self.said.push(Told::new(Kind::Choice, "/operator"));
                }
                Heard::Shared(what) => self.said.push(Told::new(Kind::Shared, what)),
                Heard::SentMedia(sent) => {
                    let caption = sent.caption.as_deref().unwrap_or_default();
                    self.said.push(Told::new(sent.kind, caption));
                }
                Heard::Sensed { kind, sensed, .. } => self.said.push(Told {
                    kind: *kind,
                    text: sensed.text.clone(),
                    sensed: Some(sensed.clone()),
                }),
                Heard::ChoseGood(good) => {
                    self.said.push(Told::new(Kind::Choice, &good.name));
                }
                Heard::OptedOut => self.conversation.is_opted_out = true,
                Heard::OptedIn => self.conversation.is_opted_out = false,
                Heard::Started
                | Heard::CameFor(_)
                | Heard::AskedLanguage
                | Heard::AskedHelp
                | Heard::SentSmile
                | Heard::CalledInGroup
                | Heard::Nothing => {}
            }
        }
        let language = self.language(burst, partner);
        if let Some(words) = wish {
            self.hand_over(partner, language, now);
            self.put(&words, Reason::Operator);
        } else if has_begun && !burst.heard.contains(&Heard::CalledInGroup) {
            self.says.push(Say {
                words: vec![Words::key("customer-flood")],
                language,
                choices: vec![vec![Choice::Operator]],
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use scx_kit::{Id, OsEntropy};

    use super::*;
    use crate::chat::{Attachment, Channel};
    use crate::messengers::Account;

    fn conversation() -> Conversation {
        let place = Account::Bot(Id::new(Time(0), &OsEntropy));
        Conversation::begun(
            Id::new(Time(0), &OsEntropy),
            Id::new(Time(0), &OsEntropy),
            (place, Channel::Telegram),
            ("1", "Aziz"),
            Time(0),
        )
    }

    fn burst(heard: Vec<Heard>) -> Burst {
        let last = heard.iter().rev().find_map(|heard| match heard {
            Heard::Said { at, .. } => Some(*at),
            _ => None,
        });
        let conversation = conversation();
        let mut burst = Burst::new(
            (conversation.account, conversation.channel),
            conversation.partner,
            Vec::new(),
        );
        burst.chat = conversation.chat;
        burst.customer = conversation.customer;
        burst.heard = heard;
        burst.written_at = last.unwrap_or(Time(700_000));
        burst
    }

    fn said(seconds: i64) -> Heard {
        Heard::Said {
            text: "narxi?".to_owned(),
            at: Time(seconds * 1_000),
        }
    }

    fn photo() -> Heard {
        Heard::SentMedia(Attachment {
            kind: Kind::Photo,
            source: String::new(),
            mime: None,
            bytes: None,
            caption: None,
            at: Time(700_000),
        })
    }

    /// Counts messages written at these seconds, each by itself.
    fn after(conversation: &mut Conversation, seconds: impl IntoIterator<Item = i64>) -> bool {
        for second in seconds {
            count(
                conversation,
                &burst(vec![said(second)]),
                Time(second * 1_000),
            );
        }
        conversation.is_flooding
    }

    #[test]
    fn a_steady_talk_and_twenty_at_once_are_no_flood_and_one_more_is() {
        assert!(!after(&mut conversation(), (0..200).map(|n| n * 5)));
        let mut quick = conversation();
        count(&mut quick, &burst(vec![said(9); 20]), Time(9_000));
        assert!(!quick.is_flooding);
        assert!(after(&mut quick, [9]));
    }

    #[test]
    fn a_flood_ends_after_a_minute_of_silence_however_long_it_was() {
        for length in [30, 600] {
            let mut flood = conversation();
            assert!(after(&mut flood, 0..length));
            assert!(after(&mut flood.clone(), [length + 55]));
            assert!(!after(&mut flood, [length + 60]));
        }
    }

    #[test]
    fn who_slows_down_to_the_pace_of_people_is_answered_again() {
        let mut flood = conversation();
        assert!(after(&mut flood, 0..60));
        assert!(!after(&mut flood, (0..10).map(|n| 60 + 20 * n)));
    }

    #[test]
    fn a_backlog_counts_when_it_was_written_and_an_album_once() {
        let mut late = conversation();
        let backlog = (0..60).map(|n| said(n * 10)).collect();
        count(&mut late, &burst(backlog), Time(700_000));
        assert!(!late.is_flooding);
        let album = burst(vec![photo(); 30]);
        count(&mut late, &album, Time(700_000));
        assert!(!late.is_flooding);
    }

    #[test]
    fn a_start_and_a_question_that_both_come_late_are_no_flood() {
        let mut late = conversation();
        let mut start = burst(vec![Heard::Started]);
        start.written_at = Time(0);
        count(&mut late, &start, Time(700_000));
        count(&mut late, &burst(vec![said(5)]), Time(700_000));
        assert!(!late.is_flooding);
    }

    #[test]
    fn a_clock_ahead_of_ours_buys_nothing() {
        let mut ahead = conversation();
        let burst = burst((0..60).map(|n| said(n * 3_600)).collect());
        count(&mut ahead, &burst, Time(1_000));
        assert!(ahead.is_flooding);
    }
}
