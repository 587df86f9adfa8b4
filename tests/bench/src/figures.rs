//! Figures: spreads of times, and lines that hold a figure against its bar.

use std::fmt::Display;
use std::process::ExitCode;
use std::time::Duration;

/// Many measured times, in microseconds.
#[derive(Clone, Debug, Default)]
pub struct Spread(Vec<u32>);

impl Spread {
    /// Adds a time.
    pub fn add_us(&mut self, time: Duration) {
        self.add(u64::try_from(time.as_micros()).unwrap_or(u64::MAX));
    }

    /// Adds a time in microseconds.
    pub fn add(&mut self, us: u64) {
        self.0.push(u32::try_from(us).unwrap_or(u32::MAX));
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The time that the share `q` of all does not exceed, in microseconds; 0 without any.
    pub fn quantile(&mut self, q: f64) -> u32 {
        let Some(last) = self.0.len().checked_sub(1) else {
            return 0;
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place in a list of measured times"
        )]
        let at = ((q * self.0.len() as f64).ceil() as usize).clamp(1, last + 1) - 1;
        *self.0.select_nth_unstable(at).1
    }

    /// The same in milliseconds.
    pub fn quantile_ms(&mut self, q: f64) -> f64 {
        f64::from(self.quantile(q)) / 1_000.0
    }
}

/// A part of all of them; of none it is 0.
pub fn share(part: usize, all: usize) -> f64 {
    f64::from(u32::try_from(part).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(all.max(1)).unwrap_or(u32::MAX))
}

/// How many there are, as reports and the database count.
pub fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What a program prints. A missed bar is said; only wrong results fail it.
#[derive(Debug, Default)]
pub struct Report {
    wrong: u32,
    missed: u32,
}

impl Report {
    /// A line of its own over figures that belong together.
    pub fn heading(&self, text: &str) {
        println!("\n{text}");
    }

    /// A figure without a bar.
    pub fn tell(&self, label: &str, value: impl Display) {
        println!("  {label:<46} {value}");
    }

    /// A figure that must not be lower than its bar.
    pub fn at_least(&mut self, label: &str, value: f64, bar: f64, unit: &str) {
        self.hold(label, value, ("at least", bar), unit, value >= bar);
    }

    /// A figure that must be lower than its bar.
    pub fn below(&mut self, label: &str, value: f64, bar: f64, unit: &str) {
        self.hold(label, value, ("below", bar), unit, value < bar);
    }

    /// A figure that must not be higher than its bar.
    pub fn at_most(&mut self, label: &str, value: f64, bar: f64, unit: &str) {
        self.hold(label, value, ("at most", bar), unit, value <= bar);
    }

    fn hold(&mut self, label: &str, value: f64, bar: (&str, f64), unit: &str, is_met: bool) {
        let verdict = if is_met { "ok" } else { "MISSED" };
        self.missed += u32::from(!is_met);
        let (words, bar) = (bar.0, shown(bar.1));
        let value = shown(value);
        println!("  {label:<46} {value:>10} {unit:<4} {words} {bar} {unit}: {verdict}");
    }

    /// Two counts that must be equal.
    pub fn equal(&mut self, label: &str, found: i64, expected: i64) {
        let verdict = if found == expected { "ok" } else { "WRONG" };
        self.wrong += u32::from(found != expected);
        println!("  {label:<46} {found:>10}      expected {expected}: {verdict}");
    }

    /// A count that is wrong when it is higher than its bound.
    pub fn never_above(&mut self, label: &str, found: i64, bound: i64) {
        let verdict = if found <= bound { "ok" } else { "WRONG" };
        self.wrong += u32::from(found > bound);
        println!("  {label:<46} {found:>10}      at most {bound}: {verdict}");
    }

    /// The last line, and the code of the process.
    pub fn end(self) -> ExitCode {
        let Self { wrong, missed } = self;
        println!("\n{wrong} wrong, {missed} missed");
        if wrong == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

fn shown(value: f64) -> String {
    match value {
        value if value.fract() == 0.0 || value >= 1_000.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_a_measured_time() {
        let mut spread = Spread::default();
        (1..=100).rev().for_each(|us| spread.add(us));
        assert_eq!(spread.quantile(0.5), 50);
        assert_eq!(spread.quantile(0.99), 99);
        assert_eq!(spread.quantile(1.0), 100);
        assert_eq!(Spread::default().quantile(0.5), 0);
    }
}
