//! What was asked, what reached people and what dead processes left behind,
//! and what follows from it.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::figures::count;
use crate::shop::price_in;

/// One customer's question; its answer is known by its price.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) chat: i64,
    pub(super) text: String,
    pub(super) price: String,
    pub(super) asked_us: u64,
    /// The first 200.
    pub(super) accepted_us: Option<u64>,
    pub(super) sends: Vec<Sent>,
}

/// An answer that reached the outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) at_us: u64,
    /// Which start of the product sent it.
    pub(super) run: u32,
}

/// A killed process and what it left in the database.
#[derive(Clone, Debug, Default)]
pub(super) struct Death {
    pub(super) run: u32,
    /// When it was surely gone.
    pub(super) at_us: u64,
    /// Letters that are not marked as sent: the chat, and when they were written.
    pub(super) letters: Vec<(i64, u64)>,
    /// Chats in which it held work.
    pub(super) held: HashSet<i64>,
}

/// What follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Accepted questions without an answer.
    pub(super) lost: i64,
    /// Answers that reached people once more.
    pub(super) repeats: i64,
    /// Sends that the outside had counted and a dead process had not yet noted.
    pub(super) in_flight: i64,
    /// The longest from such a send to the death.
    pub(super) oldest_us: u64,
    /// Repeats of an answer whose send was not in flight when a process died.
    pub(super) doubled: i64,
    /// Chats in which a dead process held work that others finished.
    pub(super) taken_over: i64,
    /// The longest from a death to the last answer of such work.
    pub(super) longest_us: u64,
}

impl Verdict {
    /// `stops` are the times in which the whole machine stood still; nobody
    /// took over anything then.
    pub(super) fn of(questions: &[Question], deaths: &[Death], stops: &[(u64, u64)]) -> Self {
        let by_run: BTreeMap<u32, &Death> = deaths.iter().map(|d| (d.run, d)).collect();
        let age_in_flight = |question: &Question, sent: &Sent| {
            let death = by_run.get(&sent.run)?;
            let is_it = death.has_in_flight(question.chat, sent);
            is_it.then(|| death.at_us.saturating_sub(sent.at_us))
        };
        let mut verdict = Self::default();
        let mut by_chat: BTreeMap<i64, Vec<&Question>> = BTreeMap::new();
        for question in questions {
            by_chat.entry(question.chat).or_default().push(question);
            let sends = &question.sends;
            verdict.lost += i64::from(question.accepted_us.is_some() && sends.is_empty());
            let ages = sends.iter().map(|sent| age_in_flight(question, sent));
            let ages: Vec<Option<u64>> = ages.collect();
            verdict.in_flight += count(ages.iter().flatten().count());
            let oldest = ages.iter().flatten().max().copied();
            verdict.oldest_us = verdict.oldest_us.max(oldest.unwrap_or_default());
            // Each further send needs the one before to have been in flight.
            let doubled = ages.iter().rev().skip(1).filter(|age| age.is_none());
            verdict.doubled += count(doubled.count());
            verdict.repeats += count(sends.len().saturating_sub(1));
        }
        for (at, death) in deaths.iter().enumerate() {
            for chat in &death.held {
                let asked = by_chat.get(chat).map_or(&[][..], Vec::as_slice);
                let Some(done_us) = death.finished_us(asked) else {
                    continue;
                };
                // Who died with it in the meantime is measured instead.
                let died_again = |later: &Death| later.at_us < done_us && later.held.contains(chat);
                if !deaths[at + 1..].iter().any(died_again) {
                    verdict.taken_over += 1;
                    let took_us = moving(death.at_us, done_us, stops);
                    verdict.longest_us = verdict.longest_us.max(took_us);
                }
            }
        }
        verdict
    }
}

impl Death {
    fn has_in_flight(&self, chat: i64, sent: &Sent) -> bool {
        // A customer asks again only after an answer, so a letter written
        // before this send is this answer.
        let is_it = |(to, written_us): &(i64, u64)| *to == chat && *written_us <= sent.at_us;
        sent.run == self.run && self.letters.iter().any(is_it)
    }

    /// When the last of what it held in a chat was answered, if anything was.
    fn finished_us(&self, asked: &[&Question]) -> Option<u64> {
        let left = asked.iter().filter(|question| {
            let sends = &question.sends;
            let was_sent = sends.iter().any(|sent| sent.at_us <= self.at_us);
            let is_in_flight = |sent| self.has_in_flight(question.chat, sent);
            let is_done = was_sent && !sends.iter().any(is_in_flight);
            question.asked_us < self.at_us && !is_done
        });
        let next = |question: &&Question| {
            let after = question.sends.iter().filter(|s| s.at_us > self.at_us);
            after.map(|sent| sent.at_us).min()
        };
        left.filter_map(next).max()
    }
}

/// The time between two moments without the stops in it.
fn moving(from: u64, to: u64, stops: &[(u64, u64)]) -> u64 {
    let within = |(begin, end): &(u64, u64)| (*end).min(to).saturating_sub((*begin).max(from));
    (to - from).saturating_sub(stops.iter().map(within).sum())
}

/// How often each question and each answer stands in the database.
#[derive(Debug, Default)]
pub(super) struct Stored(HashMap<(String, bool, String), usize>);

impl Stored {
    /// Rows of chat, author and text.
    pub(super) fn of(rows: &[(String, String, String)]) -> Self {
        let mut stored = Self::default();
        for (chat, author, text) in rows {
            let is_answer = author == "ai";
            let key = match is_answer {
                true => price_in(text).unwrap_or_default(),
                false => text,
            };
            let key = (chat.clone(), is_answer, key.to_owned());
            *stored.0.entry(key).or_default() += 1;
        }
        stored
    }

    /// Questions that are not there exactly once, and whose answer is not.
    pub(super) fn not_once(&self, questions: &[Question]) -> (i64, i64) {
        let found = |question: &Question, is_answer, key: &String| {
            let key = (question.chat.to_string(), is_answer, key.clone());
            self.0.get(&key).copied().unwrap_or_default()
        };
        let asked = questions.iter().filter(|q| found(q, false, &q.text) != 1);
        let answered = questions.iter().filter(|q| found(q, true, &q.price) != 1);
        (count(asked.count()), count(answered.count()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(chat: i64, asked_us: u64, sends: &[(u64, u32)]) -> Question {
        Question {
            chat,
            text: String::new(),
            price: String::new(),
            asked_us,
            accepted_us: Some(asked_us + 1),
            sends: sends
                .iter()
                .map(|(at_us, run)| Sent {
                    at_us: *at_us,
                    run: *run,
                })
                .collect(),
        }
    }

    fn death(run: u32, at_us: u64, letters: &[(i64, u64)], held: &[i64]) -> Death {
        Death {
            run,
            at_us,
            letters: letters.to_vec(),
            held: held.iter().copied().collect(),
        }
    }

    #[test]
    fn an_accepted_question_without_an_answer_is_lost() {
        let mut refused = question(2, 10, &[]);
        refused.accepted_us = None;
        let asked = [question(1, 10, &[]), refused, question(3, 10, &[(20, 1)])];
        assert_eq!(Verdict::of(&asked, &[], &[]).lost, 1);
    }

    #[test]
    fn only_a_send_in_flight_at_a_death_may_be_repeated() {
        let asked = [question(1, 10, &[(50, 1), (90, 2)])];
        let noted = Verdict::of(&asked, &[death(1, 60, &[], &[1])], &[]);
        assert_eq!((noted.repeats, noted.in_flight, noted.doubled), (1, 0, 1));
        let in_flight = Verdict::of(&asked, &[death(1, 60, &[(1, 40)], &[1])], &[]);
        let found = (in_flight.repeats, in_flight.in_flight, in_flight.doubled);
        assert_eq!(in_flight.oldest_us, 10);
        assert_eq!(found, (1, 1, 0));
        // Another process's send, another chat's letter, and a letter that was
        // written after the send excuse nothing.
        for death in [
            death(2, 60, &[(1, 40)], &[1]),
            death(1, 60, &[(9, 40)], &[1]),
            death(1, 60, &[(1, 55)], &[1]),
        ] {
            assert_eq!(Verdict::of(&asked, &[death], &[]).doubled, 1);
        }
    }

    #[test]
    fn work_is_taken_over_when_its_last_answer_is_there() {
        let asked = [question(1, 10, &[(90, 2)]), question(2, 10, &[(150, 2)])];
        let one = Verdict::of(&asked, &[death(1, 60, &[], &[1, 2])], &[]);
        assert_eq!((one.taken_over, one.longest_us), (2, 90));
        // Answered before the death, asked after it, or held by nobody.
        let asked = [
            question(1, 10, &[(50, 1)]),
            question(2, 70, &[(150, 2)]),
            question(3, 10, &[(900, 2)]),
        ];
        let none = Verdict::of(&asked, &[death(1, 60, &[], &[1, 2])], &[]);
        assert_eq!((none.taken_over, none.longest_us), (0, 0));
    }

    #[test]
    fn what_the_machine_stood_still_is_not_counted() {
        let asked = [question(1, 10, &[(190, 2)])];
        let stops = [(20, 70), (100, 130), (180, 500)];
        let verdict = Verdict::of(&asked, &[death(1, 60, &[], &[1])], &stops);
        assert_eq!(verdict.longest_us, 130 - 10 - 30 - 10);
    }

    #[test]
    fn who_died_with_the_work_too_is_measured_instead() {
        let asked = [question(1, 10, &[(190, 3)])];
        let deaths = [death(1, 60, &[], &[1]), death(2, 160, &[], &[1])];
        let verdict = Verdict::of(&asked, &deaths, &[]);
        assert_eq!((verdict.taken_over, verdict.longest_us), (1, 30));
    }

    #[test]
    fn each_question_and_its_answer_are_stored_once() {
        let row = |author: &str, text: &str| ("1".to_owned(), author.to_owned(), text.to_owned());
        let mut asked = question(1, 10, &[]);
        (asked.text, asked.price) = ("Choynak qancha?".to_owned(), "145 500".to_owned());
        let (said, answer) = (
            row("customer", "Choynak qancha?"),
            row("ai", "Narxi 145 500 so‘m."),
        );
        let not_once = |rows: &[_]| Stored::of(rows).not_once(std::slice::from_ref(&asked));
        assert_eq!(not_once(&[said.clone(), answer.clone()]), (0, 0));
        assert_eq!(
            not_once(&[said.clone(), answer.clone(), answer.clone()]),
            (0, 1)
        );
        assert_eq!(
            not_once(&[said.clone(), said, row("ai", "Narxi 9 500 so‘m.")]),
            (1, 1)
        );
    }

    #[test]
    fn a_repeat_ends_the_work_that_was_in_flight() {
        let asked = [question(1, 10, &[(50, 1), (95, 2)])];
        let verdict = Verdict::of(&asked, &[death(1, 60, &[(1, 40)], &[1])], &[]);
        assert_eq!((verdict.taken_over, verdict.longest_us), (1, 35));
    }
}
