//! Pure decisions about accounts.

use scx_connect::mail::is_address;
use scx_kit::{Millis, Time};

use super::{Partner, State};
use crate::Refusal;

/// What a partner may do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The trial runs.
    Trial {
        /// Its end.
        ends_at: Time,
    },
    /// The trial is over, or the plan.
    Expired {
        /// The end.
        ended_at: Time,
    },
    /// A plan runs.
    Paid {
        /// Its end.
        until: Time,
    },
    /// The month's answers are used up.
    Spent {
        /// Until when.
        until: Time,
    },
    /// Banned.
    Banned,
}

impl Standing {
    /// The standing at the moment `now`.
    pub fn of(partner: &Partner, now: Time) -> Self {
        let (paid, trial) = (partner.paid_until, partner.trial_ends_at);
        match partner.state {
            State::Banned => Self::Banned,
            State::Active if now >= paid.max(trial) => Self::Expired {
                ended_at: paid.max(trial),
            },
            State::Active if now < partner.spent_until => Self::Spent {
                until: partner.spent_until,
            },
            State::Active if now < paid => Self::Paid { until: paid },
            State::Active => Self::Trial { ends_at: trial },
        }
    }

    /// Whether customers are answered.
    pub fn serves(self) -> bool {
        match self {
            Self::Trial { .. } | Self::Paid { .. } => true,
            Self::Expired { .. } | Self::Spent { .. } | Self::Banned => false,
        }
    }
}

/// Checks a shop's name: 1 to 64 characters on one line, some of which show.
/// What turns the direction of writing is left out: it would turn the texts
/// around the name, too.
///
/// # Errors
/// `name-wrong`.
pub fn parse_name(text: &str) -> Result<String, Refusal> {
    let text = text.replace(turns_direction, "");
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_good = (1..=64).contains(&name.chars().count())
        && !name.chars().any(char::is_control)
        && !name.chars().all(|c| c.is_whitespace() || is_blank(c));
    is_good
        .then_some(name)
        .ok_or_else(|| Refusal::new("name-wrong"))
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Signs that are no blanks to Unicode and show nothing; people use them as
/// names. Some of them join other signs and may stand among those.
fn is_blank(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{206f}'
        | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Checks an e-mail address by its outer form only, and that a letter can be
/// written to it; the first mail proves it.
///
/// # Errors
/// `email-wrong`.
pub fn parse_email(text: &str) -> Result<String, Refusal> {
    let email = text.trim();
    let is_good = email.len() <= 254
        && !email.contains(|c: char| c.is_whitespace() || c.is_control() || ",;<>\"".contains(c))
        && email.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty()
                && !host.contains('@')
                && host.contains('.')
                && host
                    .split('.')
                    .all(|label| !label.is_empty() && !label.starts_with('-'))
        })
        && is_address(email);
    is_good
        .then(|| email.to_owned())
        .ok_or_else(|| Refusal::new("email-wrong"))
}

/// Reads working hours like `09:00-18:00`, `9-18` or `9.00 – 18.30`; returns
/// minutes after midnight. Closing before opening means after midnight.
///
/// # Errors
/// `hours-wrong`.
pub fn parse_hours(text: &str) -> Result<(i64, i64), Refusal> {
    let wrong = || Refusal::new("hours-wrong");
    let (opens, closes) = text.split_once(['-', '–', '—']).ok_or_else(wrong)?;
    let opens = minutes(opens).ok_or_else(wrong)?;
    let closes = minutes(closes).ok_or_else(wrong)?;
    if opens == closes || opens == 24 * 60 {
        return Err(wrong());
    }
    Ok((opens, closes))
}

/// `09:00–18:00`, or none around the clock.
pub fn show_hours(partner: &Partner) -> Option<String> {
    let clock = |minutes: i64| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    Some(format!(
        "{}–{}",
        clock(partner.opens_at?),
        clock(partner.closes_at?)
    ))
}

/// Tashkent is five hours before UTC, all year.
pub const TASHKENT: Millis = Millis::hours(5);

/// The first moment from `now` on within hours of the day, given as minutes
/// after midnight in Tashkent.
pub fn next_open((opens, closes): (i64, i64), now: Time) -> Time {
    let day = Millis::days(1).0;
    let (opens, closes) = (Millis::minutes(opens).0, Millis::minutes(closes).0);
    let since_midnight = (now + TASHKENT).0.rem_euclid(day);
    let is_open = if opens < closes {
        (opens..closes).contains(&since_midnight)
    } else {
        // Closing before opening means after midnight.
        since_midnight >= opens || since_midnight < closes
    };
    if is_open {
        return now;
    }
    now + Millis((opens - since_midnight).rem_euclid(day))
}

/// Whether the shop works at a moment; one without hours always does.
pub fn is_open(partner: &Partner, now: Time) -> bool {
    let hours = partner.opens_at.zip(partner.closes_at);
    hours.is_none_or(|hours| next_open(hours, now) == now)
}

fn minutes(text: &str) -> Option<i64> {
    let text = text.trim();
    let (hours, minutes) = text.split_once([':', '.']).unwrap_or((text, "0"));
    let hours: i64 = hours.trim().parse().ok().filter(|h| (0..=24).contains(h))?;
    let minutes: i64 = minutes
        .trim()
        .parse()
        .ok()
        .filter(|m| (0..60).contains(m))?;
    let total = hours * 60 + minutes;
    (total <= 24 * 60).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_in_usual_spellings() {
        for text in ["09:00-18:00", "9-18", "9.00 – 18.00", " 9:00—18:00 "] {
            assert_eq!(parse_hours(text), Ok((540, 1_080)), "{text}");
        }
        for text in ["", "9", "25-26", "9-9", "a-b", "9:75-18"] {
            assert_eq!(parse_hours(text).unwrap_err().key, "hours-wrong", "{text}");
        }
    }

    #[test]
    fn addresses_are_checked_by_form() {
        assert_eq!(parse_email(" a.b@mail.uz ").unwrap(), "a.b@mail.uz");
        for text in [
            "",
            "a",
            "a@b",
            "a b@c.uz",
            "a@b..uz",
            "a@@b.uz",
            "a@b.uz,c@d.uz",
            "a..b@c.uz",
            "a@[127.0.0.1]",
            "лола@почта.уз",
        ] {
            assert!(parse_email(text).is_err(), "{text}");
        }
    }

    #[test]
    fn names_are_one_line() {
        assert_eq!(parse_name("  Lola \n shop ").unwrap(), "Lola shop");
        assert!(parse_name(" ").is_err());
        for blank in ["\u{3164}", "\u{200b} \u{2800}", "\u{202e}"] {
            assert!(parse_name(blank).is_err(), "{blank:?}");
        }
        assert_eq!(
            parse_name("Lola\u{202e} 👩\u{200d}🍳").unwrap(),
            "Lola 👩\u{200d}🍳"
        );
        assert!(parse_name(&"a".repeat(65)).is_err());
    }
}
