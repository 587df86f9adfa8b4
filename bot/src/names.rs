//! What is called the same in every language.

use scx_domain::chat::Channel;

/// The name of a channel.
pub(crate) fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Telegram => "Telegram",
        Channel::Business => "Telegram Business",
        Channel::WhatsApp => "WhatsApp",
        Channel::Instagram => "Instagram",
    }
}

/// Millionths of a dollar as a person reads them.
pub(crate) fn dollars(micro_usd: i64) -> String {
    let cents = micro_usd / 10_000;
    match (micro_usd, cents) {
        (0, _) => "$0".to_owned(),
        (_, 0) => "< $0.01".to_owned(),
        (_, cents) => format!("${}.{:02}", cents / 100, cents % 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_sums_are_not_rounded_to_nothing() {
        assert_eq!(dollars(0), "$0");
        assert_eq!(dollars(1), "< $0.01");
        assert_eq!(dollars(10_000), "$0.01");
        assert_eq!(dollars(12_345_678), "$12.34");
    }
}
