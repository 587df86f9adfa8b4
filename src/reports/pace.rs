//! How much is reported: a fault that repeats a thousand times a second is
//! told once a minute.

use std::collections::HashMap;

use scx_kit::{Millis, Time};

/// The same error is told again after this long.
const SAME_AGAIN: Millis = Millis::minutes(1);

/// Reports within [`SAME_AGAIN`], whatever they say.
const MOST: usize = 30;

/// What was told lately.
#[derive(Debug, Default)]
pub(super) struct Pace {
    told: HashMap<(&'static str, String), Time>,
    withheld: u64,
    silent_until: Time,
}

impl Pace {
    /// Whether an error may be told now; then with how many were withheld
    /// since the last one, `lost` ones included.
    pub(super) fn admits(
        &mut self,
        logger: &'static str,
        message: &str,
        lost: u64,
        now: Time,
    ) -> Option<u64> {
        self.withheld += lost;
        self.told.retain(|_, at| *at + SAME_AGAIN > now);
        let key = (logger, message.to_owned());
        let is_too_much = now < self.silent_until || self.told.len() >= MOST;
        if is_too_much || self.told.contains_key(&key) {
            self.withheld += 1;
            return None;
        }
        self.told.insert(key, now);
        Some(std::mem::take(&mut self.withheld))
    }

    /// Nothing is told before this moment.
    pub(super) fn silent_until(&mut self, until: Time) {
        self.silent_until = self.silent_until.max(until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_error_is_told_once_a_minute_with_the_number_of_the_others() {
        let mut pace = Pace::default();
        let begin = Time(1_000_000);
        assert_eq!(pace.admits("a", "broken", 0, begin), Some(0));
        assert_eq!(pace.admits("a", "broken", 0, begin), None);
        assert_eq!(pace.admits("b", "broken", 5, begin), Some(6));
        let later = begin + SAME_AGAIN;
        assert_eq!(pace.admits("a", "broken", 0, later), Some(0));
    }

    #[test]
    fn a_flood_of_different_errors_ends_at_thirty() {
        let mut pace = Pace::default();
        let told = (0..100).filter(|n| pace.admits("a", &n.to_string(), 0, Time(1)).is_some());
        assert_eq!(told.count(), MOST);
        assert_eq!(pace.admits("a", "new", 0, Time(1) + SAME_AGAIN), Some(70));
    }

    #[test]
    fn nothing_is_told_while_silence_is_asked_for() {
        let mut pace = Pace::default();
        pace.silent_until(Time(500));
        assert_eq!(pace.admits("a", "broken", 0, Time(499)), None);
        assert_eq!(pace.admits("a", "broken", 0, Time(500)), Some(1));
    }
}
