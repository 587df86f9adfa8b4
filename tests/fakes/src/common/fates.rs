//! In which state the product may have something, judged by its answers alone:
//! also when answers got lost, and when several requests were under way at
//! once and nobody knows in which order they were carried out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// The possible states of one thing. `D` is a deed together with its answer.
pub(crate) struct Fates<S, D> {
    /// When nothing was under way for the last time.
    settled: BTreeSet<S>,
    /// What began since.
    window: Vec<Entry<D>>,
    /// Counts beginnings and ends.
    ticks: u64,
}

struct Entry<D> {
    began: u64,
    ended: Option<(u64, D)>,
}

/// A deed that is over, as the search for an order sees it.
struct Done<'a, D> {
    began: u64,
    ended: u64,
    deed: &'a D,
}

impl<S: Copy + Ord + Debug, D: PartialEq> Fates<S, D> {
    pub(crate) fn new(start: S) -> Self {
        Self {
            settled: BTreeSet::from([start]),
            window: Vec::new(),
            ticks: 0,
        }
    }

    /// The states that were possible when nothing was under way.
    pub(crate) fn possible(&self) -> &BTreeSet<S> {
        &self.settled
    }

    pub(crate) fn is_under_way(&self) -> bool {
        !self.window.is_empty()
    }

    /// A request leaves. The ticket belongs to its [`Fates::end`].
    pub(crate) fn begin(&mut self) -> u64 {
        self.ticks += 1;
        let began = self.ticks;
        self.window.push(Entry { began, ended: None });
        began
    }

    /// Its answer is there. `step` gives the states that may follow a state, or
    /// why the deed cannot have been answered so in it.
    ///
    /// The text on the other side says what no order explains; then `claimed`
    /// is what the answer itself says.
    pub(crate) fn end(
        &mut self,
        ticket: u64,
        deed: D,
        claimed: Option<S>,
        step: impl Fn(S, &D) -> Result<Vec<S>, String>,
    ) -> Result<(), String> {
        self.ticks += 1;
        let ended = self.ticks;
        if let Some(entry) = self.window.iter_mut().find(|it| it.began == ticket) {
            entry.ended = Some((ended, deed));
        }
        if self.window.iter().any(|entry| entry.ended.is_none()) {
            return Ok(());
        }
        let window = std::mem::take(&mut self.window);
        let done: Vec<Done<'_, D>> = window
            .iter()
            .filter_map(|entry| {
                let (ended, deed) = entry.ended.as_ref()?;
                let (began, ended) = (entry.began, *ended);
                Some(Done { began, ended, deed })
            })
            .collect();
        let mut search = Search {
            done: &done,
            step: &step,
            seen: BTreeMap::new(),
            why: None,
        };
        let mut ends = BTreeSet::new();
        for state in &self.settled {
            search.explore(*state, 0, &mut ends);
        }
        if !ends.is_empty() {
            self.settled = ends;
            return Ok(());
        }
        let why = match (done.as_slice(), search.why.take()) {
            ([_], Some(why)) => why,
            (many, _) => format!(
                "no order of {} calls that were under way at once explains their answers",
                many.len()
            ),
        };
        self.settled.extend(claimed);
        if let Some(claimed) = claimed {
            self.settled.retain(|state| *state == claimed);
        }
        Err(why)
    }
}

/// A walk through all orders that the times of asking and answering allow.
struct Search<'a, S, D, F> {
    done: &'a [Done<'a, D>],
    step: &'a F,
    /// Sets of deeds behind which a state was looked at already.
    seen: BTreeMap<u128, BTreeSet<S>>,
    why: Option<String>,
}

impl<S, D, F> Search<'_, S, D, F>
where
    S: Copy + Ord + Debug,
    D: PartialEq,
    F: Fn(S, &D) -> Result<Vec<S>, String>,
{
    fn explore(&mut self, state: S, behind: u128, ends: &mut BTreeSet<S>) {
        let done = self.done;
        assert!(done.len() < 128, "so many calls at once cannot be judged");
        if behind.count_ones() as usize == done.len() {
            ends.insert(state);
            return;
        }
        if !self.seen.entry(behind).or_default().insert(state) {
            return;
        }
        let is_left = |at: &usize| behind & (1 << at) == 0;
        let mut left: Vec<usize> = (0..done.len()).filter(is_left).collect();
        // Of equal deeds the one that ended first leaves the others most room.
        left.sort_by_key(|at| done[*at].ended);
        let first_end = left.first().map(|at| done[*at].ended);
        let mut tried: Vec<&D> = Vec::new();
        for at in left {
            // What began after another one was answered cannot stand before it.
            let comes_later = first_end.is_some_and(|end| done[at].began > end);
            if comes_later || tried.contains(&done[at].deed) {
                continue;
            }
            tried.push(done[at].deed);
            match (self.step)(state, done[at].deed) {
                Ok(next) => {
                    for state in next {
                        self.explore(state, behind | (1 << at), ends);
                    }
                }
                Err(why) => self.why = Some(why),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A door: opening it twice, or closing it twice, fails.
    fn step(is_open: bool, deed: &(bool, bool)) -> Result<Vec<bool>, String> {
        let (opens, succeeded) = *deed;
        match (is_open != opens, succeeded) {
            (true, true) => Ok(vec![opens]),
            (false, false) => Ok(vec![is_open]),
            (_, _) => Err(format!("{deed:?} while open is {is_open}")),
        }
    }

    #[test]
    fn one_after_the_other_is_judged_at_once() {
        let mut door = Fates::new(false);
        let first = door.begin();
        assert_eq!(door.end(first, (true, true), None, step), Ok(()));
        let second = door.begin();
        let wrong = door.end(second, (true, true), Some(true), step);
        assert_eq!(
            wrong,
            Err("(true, true) while open is true".to_owned()),
            "it is open already"
        );
        assert_eq!(door.possible(), &BTreeSet::from([true]));
    }

    #[test]
    fn calls_at_once_may_have_happened_in_any_order() {
        let mut door = Fates::new(false);
        let (close, open) = (door.begin(), door.begin());
        assert_eq!(door.end(close, (false, true), None, step), Ok(()));
        assert!(door.is_under_way());
        assert_eq!(door.end(open, (true, true), None, step), Ok(()));
        assert_eq!(door.possible(), &BTreeSet::from([false]));
        let (one, other) = (door.begin(), door.begin());
        assert_eq!(door.end(one, (true, true), None, step), Ok(()));
        let wrong = door.end(other, (true, true), None, step);
        assert!(wrong.expect_err("opened twice").contains("2 calls"));
    }

    #[test]
    fn who_began_after_an_answer_comes_after_it() {
        let mut door = Fates::new(false);
        let long = door.begin();
        let close = door.begin();
        assert_eq!(door.end(close, (false, true), None, step), Ok(()));
        let open = door.begin();
        assert_eq!(door.end(open, (true, true), None, step), Ok(()));
        // Open, close, open: the last one cannot have been the first.
        assert_eq!(door.end(long, (true, true), None, step), Ok(()));
        assert_eq!(door.possible(), &BTreeSet::from([true]));
    }

    #[test]
    fn many_equal_calls_are_judged_quickly() {
        let mut door = Fates::new(true);
        let tickets: Vec<u64> = (0..100).map(|_| door.begin()).collect();
        for ticket in tickets {
            assert_eq!(door.end(ticket, (true, false), None, step), Ok(()));
        }
    }
}
