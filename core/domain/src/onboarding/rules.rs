//! When a reminder may be sent.

use scx_kit::{Millis, Time};

use crate::accounts::next_open;

/// How long after the registration a partner is reminded.
pub const REMINDED_AFTER: Millis = Millis::hours(24);

/// Nobody is written to at night: minutes after midnight.
const DAYTIME: (i64, i64) = (9 * 60, 21 * 60);

/// The first moment from `now` on at which a partner may be written to
/// unasked: in the shop's working hours, else from 9 to 21 in Tashkent.
pub fn polite_moment(now: Time, hours: Option<(i64, i64)>) -> Time {
    next_open(hours.unwrap_or(DAYTIME), now)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A moment of 21.11.2026 in Tashkent.
    fn at(hour: i64, minute: i64) -> Time {
        let eight = Time(1_795_230_000_000);
        eight + Millis::hours(hour - 8) + Millis::minutes(minute)
    }

    #[test]
    fn nobody_is_written_to_at_night() {
        assert_eq!(polite_moment(at(8, 59), None), at(9, 0));
        assert_eq!(polite_moment(at(9, 0), None), at(9, 0));
        assert_eq!(polite_moment(at(20, 59), None), at(20, 59));
        assert_eq!(polite_moment(at(21, 0), None), at(33, 0));
        assert_eq!(polite_moment(at(0, 0), None), at(9, 0));
    }

    #[test]
    fn the_shop_s_own_hours_count_also_after_midnight() {
        let late = Some((18 * 60, 2 * 60));
        assert_eq!(polite_moment(at(1, 30), late), at(1, 30));
        assert_eq!(polite_moment(at(2, 0), late), at(18, 0));
        assert_eq!(polite_moment(at(23, 0), late), at(23, 0));
        let all_day = Some((0, 24 * 60));
        assert_eq!(polite_moment(at(3, 0), all_day), at(3, 0));
    }
}
