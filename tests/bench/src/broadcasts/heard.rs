//! What the outside has seen of a broadcast.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::Context;
use scx_kit::Time;

use crate::figures::count;
use crate::wire::Lines;

/// A dead process's work may stay with it for 45 s.
const PATIENCE: Duration = Duration::from_secs(100);
/// A call that is waited for this long does not come.
const CALLED: Duration = Duration::from_secs(15);

/// The messages so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Heard {
    /// Messages by chat.
    pub(super) chats: HashMap<i64, i64>,
    /// Messages that are no part of the broadcast.
    pub(super) others: i64,
    /// Calls that the outside has held.
    held: u32,
    /// The moment of the first message.
    first_us: Option<u64>,
}

impl Heard {
    /// All messages of the broadcast.
    pub(super) fn messages(&self) -> i64 {
        self.chats.values().sum()
    }

    /// Messages that came to a chat again.
    pub(super) fn doubled(&self) -> i64 {
        self.messages() - count(self.chats.len())
    }

    /// From the first message to a moment; none before it.
    pub(super) fn seconds_to(&self, end: Time) -> Option<f64> {
        let end_us = end.0.unsigned_abs().saturating_mul(1_000);
        let us = end_us.checked_sub(self.first_us?)?;
        Some(Duration::from_micros(us).as_secs_f64())
    }

    /// `microseconds run bot chat text`.
    fn note(&mut self, line: &str, news: &str) -> Option<()> {
        let mut words = line.trim_end().splitn(5, ' ');
        let at: u64 = words.next()?.parse().ok()?;
        let chat = words.nth(2)?.parse().ok()?;
        if words.next()? != news {
            return None;
        }
        *self.chats.entry(chat).or_default() += 1;
        self.first_us.get_or_insert(at);
        Some(())
    }
}

/// Listens to the outside.
#[derive(Clone, Default)]
pub(super) struct Ear(Rc<RefCell<Heard>>);

impl Ear {
    /// Counts what comes for as long as the program runs.
    pub(super) async fn hear(self, mut lines: Lines, news: &str) -> anyhow::Result<()> {
        let mut line = String::new();
        while lines.next(&mut line).await.context("the outside is gone")? {
            let mut heard = self.0.borrow_mut();
            if line.starts_with("held ") {
                heard.held += 1;
            } else if heard.note(&line, news).is_none() {
                heard.others += 1;
            }
        }
        Ok(())
    }

    /// Waits for so many messages, or until none comes any more.
    pub(super) async fn until(&self, wanted: i64) {
        let (mut before, mut since) = (self.messages(), Instant::now());
        while before < wanted && since.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let now = self.messages();
            if now != before {
                (before, since) = (now, Instant::now());
            }
        }
    }

    /// Waits until the outside holds the call number `number`; false when it does not.
    pub(super) async fn holds(&self, number: u32) -> bool {
        let since = Instant::now();
        while self.0.borrow().held < number && since.elapsed() < CALLED {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        self.0.borrow().held >= number
    }

    /// How many calls were held so far.
    pub(super) fn held(&self) -> u32 {
        self.0.borrow().held
    }

    /// What was heard.
    pub(super) fn heard(&self) -> Heard {
        self.0.borrow().clone()
    }

    /// The messages of the broadcast so far.
    pub(super) fn messages(&self) -> i64 {
        self.0.borrow().messages()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_message_to_a_chat_is_seen() {
        let mut heard = Heard::default();
        for line in [
            "1000000 1 7 11 good news\n",
            "2000000 1 7 12 good news\n",
            "3500000 2 7 11 good news\n",
        ] {
            assert!(heard.note(line, "good news").is_some());
        }
        assert!(heard.note("4000000 2 7 12 a bill\n", "good news").is_none());
        assert_eq!((heard.messages(), heard.doubled()), (3, 1));
        let seconds = heard.seconds_to(Time(3_500));
        assert!(seconds.is_some_and(|seconds| (seconds - 2.5).abs() < 1e-9));
        assert_eq!(heard.seconds_to(Time(999)), None);
    }
}
