//! The figures that are kept.

use std::collections::BTreeMap;

use scx_kit::{Millis, Time};

use crate::names::stored_names;

/// Something that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// Partners in each group, at the end of the day.
    Partners,
    /// Who registered.
    Registered,
    /// Files that answer, at the end of the day.
    Knowledge,
    /// Conversations in which a customer wrote, by channel.
    Conversations,
    /// Customers' messages, by channel.
    Messages,
    /// Customers' messages, by language.
    Languages,
    /// Answers of the AI.
    Answers,
    /// How long half and nearly all answers took at most, in milliseconds.
    Took,
    /// What was sent to customers.
    Sent,
    /// What of it did not arrive.
    Undelivered,
    /// What models cost the house, in millionths of a US dollar.
    AiCost,
    /// Money that came in, less what went back, in tiyin.
    Revenue,
    /// What the running plans bring in a month, in tiyin.
    Monthly,
    /// Plans that ended and were not renewed.
    Lapsed,
}

stored_names!(Figure {
    Partners => "partners",
    Registered => "registered",
    Knowledge => "knowledge",
    Conversations => "conversations",
    Messages => "messages",
    Languages => "languages",
    Answers => "answers",
    Took => "took_ms",
    Sent => "sent",
    Undelivered => "undelivered",
    AiCost => "ai_micro_usd",
    Revenue => "revenue_tiyin",
    Monthly => "monthly_tiyin",
    Lapsed => "lapsed",
});

impl Figure {
    /// It says how things stand, and days of it are not added up.
    pub fn is_state(self) -> bool {
        matches!(self, Self::Partners | Self::Knowledge | Self::Monthly)
    }
}

/// Half of the answers took no longer.
pub const HALF: &str = "p50";
/// Nineteen of twenty answers took no longer.
pub const NEARLY_ALL: &str = "p95";

/// The figures of one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// Its midnight in Tashkent, in Unix milliseconds.
    pub at: i64,
    values: BTreeMap<(Figure, String), i64>,
}

impl Day {
    /// A day without figures.
    pub fn new(at: Time) -> Self {
        Self {
            at: at.0,
            values: BTreeMap::new(),
        }
    }

    /// Adds to a figure.
    pub fn add(&mut self, figure: Figure, label: &str, value: i64) {
        if value != 0 {
            *self.values.entry((figure, label.to_owned())).or_default() += value;
        }
    }

    /// A figure under one label.
    pub fn of(&self, figure: Figure, label: &str) -> i64 {
        let key = (figure, label.to_owned());
        self.values.get(&key).copied().unwrap_or_default()
    }

    /// A figure under all labels together.
    pub fn all(&self, figure: Figure) -> i64 {
        let of = |((of, _), _): &(&(Figure, String), &i64)| *of == figure;
        self.values.iter().filter(of).map(|(_, value)| value).sum()
    }

    /// The label under which a figure is greatest.
    pub fn greatest(&self, figure: Figure) -> Option<(&str, i64)> {
        let of = self.values.iter().filter(|((of, _), _)| *of == figure);
        let greatest = of.max_by_key(|(_, value)| **value)?;
        Some((&greatest.0.1, *greatest.1))
    }

    /// Everything that is not nothing.
    pub fn values(&self) -> impl Iterator<Item = (Figure, &str, i64)> {
        let values = self.values.iter();
        values.map(|((figure, label), value)| (*figure, label.as_str(), *value))
    }
}

/// Many days as one: what was counted is added up, how things stand is that of
/// the last day, and answers took as long as in the mean of days that had any.
pub fn together(days: &[Day]) -> Day {
    let mut sum = Day::default();
    let last = days.last().map(|day| day.at);
    sum.at = last.unwrap_or_default();
    for day in days {
        for (figure, label, value) in day.values() {
            let is_counted = !figure.is_state() && figure != Figure::Took;
            if is_counted || (figure.is_state() && Some(day.at) == last) {
                sum.add(figure, label, value);
            }
        }
    }
    for label in [HALF, NEARLY_ALL] {
        let took = |day: &&Day| day.of(Figure::Took, label) > 0;
        let answered: Vec<Day> = days.iter().filter(took).cloned().collect();
        let mean = mean(&answered, |day| day.of(Figure::Took, label));
        sum.add(Figure::Took, label, mean);
    }
    sum
}

/// The mean of days, rounded to the nearest whole number.
pub fn mean(days: &[Day], value: impl Fn(&Day) -> i64) -> i64 {
    let count = i64::try_from(days.len()).unwrap_or(1).max(1);
    let sum: i64 = days.iter().map(value).sum();
    (sum + count / 2).div_euclid(count)
}

/// The length of a day.
pub const DAY: Millis = Millis::days(1);

#[cfg(test)]
mod tests {
    use super::*;

    fn day(at: i64, messages: i64, partners: i64) -> Day {
        let mut day = Day::new(Time(at));
        day.add(Figure::Messages, "telegram", messages);
        day.add(Figure::Messages, "whatsapp", 1);
        day.add(Figure::Partners, "all", partners);
        day
    }

    #[test]
    fn counts_are_added_up_and_states_are_the_last() {
        let days = [day(1, 5, 10), day(2, 7, 12)];
        let sum = together(&days);
        assert_eq!(sum.of(Figure::Messages, "telegram"), 12);
        assert_eq!(sum.all(Figure::Messages), 14);
        assert_eq!(sum.of(Figure::Partners, "all"), 12);
        assert_eq!(sum.greatest(Figure::Messages), Some(("telegram", 12)));
        assert_eq!(together(&[]), Day::default());
        let mut slow = day(3, 1, 1);
        slow.add(Figure::Took, HALF, 3_000);
        let mut fast = day(4, 1, 1);
        fast.add(Figure::Took, HALF, 1_000);
        let took = together(&[slow, day(5, 1, 1), fast]);
        assert_eq!(took.of(Figure::Took, HALF), 2_000);
    }

    #[test]
    fn a_mean_is_rounded_to_the_nearest() {
        let days = [day(1, 5, 1), day(2, 6, 1)];
        assert_eq!(mean(&days, |day| day.of(Figure::Messages, "telegram")), 6);
        assert_eq!(mean(&[], |day| day.all(Figure::Messages)), 0);
    }
}
