//! What customers think of answers: by buttons below them on Telegram, by signs
//! that people put on messages wherever they can.

use scx_connect::telegram::{Event, Incoming, Outgoing, Spot};
use scx_domain::channels::BotId;
use scx_domain::chat::{MessageId, Rated, Rating};

use crate::customer;
use crate::ui::{BotMail, ButtonData, Target};

/// Signs that say an answer helped.
const GOOD: [&str; 12] = [
    "👍",
    "❤",
    "❤\u{fe0f}",
    "🔥",
    "👏",
    "🎉",
    "💯",
    "🙏",
    "🤝",
    "👌",
    "😍",
    "🥰",
];
/// Signs that say it did not.
const BAD: [&str; 7] = ["👎", "💩", "🤮", "😡", "🤬", "😢", "💔"];

/// What stands on the button of a rating.
pub(crate) fn sign(rating: Rating) -> &'static str {
    match rating {
        Rating::Good => GOOD[0],
        Rating::Bad => BAD[0],
    }
}

/// What a sign that a person put on an answer says of it.
pub(crate) fn meant(sign: &str) -> Option<Rating> {
    match sign {
        sign if GOOD.contains(&sign) => Some(Rating::Good),
        sign if BAD.contains(&sign) => Some(Rating::Bad),
        _ => None,
    }
}

/// The button's text for a rating of a message.
pub(crate) fn button(message: &str, rating: Rating) -> Option<String> {
    let message: MessageId = message.parse().ok()?;
    let data = ButtonData {
        owner: customer::OWNER.to_owned(),
        target: Target::Card,
        action: rating.name().to_owned(),
        id: message.base62(),
    };
    Some(data.encode())
}

/// What Telegram calls a message: a number that counts within a bot and a chat.
pub(crate) fn external_id(bot: BotId, chat: &str, message: i64) -> String {
    format!("{}:{chat}:{message}", bot.base62())
}

/// The rating that an update is, and the chat it was given in.
pub(crate) fn of_telegram(bot: BotId, incoming: &Incoming) -> Option<(Rated, Rating)> {
    match &incoming.event {
        Event::Tap { data, .. } => tapped(data),
        Event::Reaction { message, signs } => {
            let rating = signs.iter().find_map(|sign| meant(sign))?;
            let chat = incoming.spot()?.to_string();
            Some((Rated::External(external_id(bot, &chat, *message)), rating))
        }
        _ => None,
    }
}

fn tapped(data: &str) -> Option<(Rated, Rating)> {
    let button = ButtonData::decode(data).filter(|button| button.owner == customer::OWNER)?;
    let rating = Rating::try_from(button.action).ok()?;
    let message = MessageId::from_base62(&button.id).ok()?;
    Some((Rated::Message(message), rating))
}

/// What the chat shows after a rating by a button: thanks in no language, and
/// no buttons that were used already.
pub(crate) fn thanks(incoming: &Incoming, spot: &Spot) -> Option<[BotMail; 2]> {
    let Event::Tap {
        query,
        message: Some(message),
        data,
    } = &incoming.event
    else {
        return None;
    };
    tapped(data)?;
    Some([
        BotMail::Direct(Outgoing::Toast {
            query: query.clone(),
            text: Some("🙏".to_owned()),
            alert: false,
        }),
        BotMail::Direct(Outgoing::Keys {
            chat: spot.chat,
            message: *message,
            keyboard: scx_connect::telegram::Keyboard::None,
        }),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_understood_in_both_spellings_and_others_say_nothing() {
        assert_eq!(meant("❤"), Some(Rating::Good));
        assert_eq!(meant("❤️"), Some(Rating::Good));
        assert_eq!(meant("👎"), Some(Rating::Bad));
        assert_eq!(meant("🤔"), None);
        for rating in Rating::ALL {
            assert_eq!(meant(sign(rating)), Some(rating));
        }
    }
}
