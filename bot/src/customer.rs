//! What customers do on Telegram, in the words of the chat capability.

use scx_connect::telegram::{ChatKind, Event, FileRef, Incoming, MediaKind, Outgoing};
use scx_domain::channels::Bot;
use scx_domain::chat::{Burst, Heard, Kind};
use scx_domain::notify::Choice;
use scx_jobs::outbox::Letter;
use scx_kit::{Language, Time};

use crate::attachments;
use crate::links;
use crate::rating;
use crate::ui::{BotMail, ButtonData, Target};

/// Owner of the buttons under a customer's messages.
pub(crate) const OWNER: &str = "c";

/// The button's text for a choice.
pub(crate) fn button(choice: Choice) -> String {
    let (action, id) = match choice {
        Choice::Language(language) => ("lang", language.tag().to_owned()),
        Choice::Operator => ("operator", String::new()),
    };
    ButtonData {
        owner: OWNER.to_owned(),
        target: Target::Card,
        action: action.to_owned(),
        id,
    }
    .encode()
}

/// Fills in who writes and where.
pub(crate) fn introduce(burst: &mut Burst, incoming: &Incoming) {
    if let Some(spot) = incoming.spot() {
        let is_shared = spot.person.is_some();
        let message = incoming.message().filter(|_| is_shared);
        burst.last_message = message.or(burst.last_message);
        burst.chat = match spot.person {
            Some(_) => spot.to_string(),
            None => spot.chat.to_string(),
        };
    }
    if let Some(from) = &incoming.from {
        let names = [Some(from.first_name.as_str()), from.last_name.as_deref()];
        burst.customer = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
        burst.guess = Language::guess(from.language_code.as_deref()).or(burst.guess);
    }
}

/// Turns one update into what the customer did. `received_at` counts where the
/// update has no time of its own.
pub(crate) fn hear(incoming: &Incoming, received_at: Time, bot: &Bot) -> Heard {
    if incoming.from.as_ref().is_some_and(|from| from.is_bot) {
        return Heard::Nothing;
    }
    let at = incoming.sent_at.unwrap_or(received_at);
    match incoming.chat.as_ref().map(|chat| chat.kind) {
        Some(ChatKind::Group) => return in_group(&incoming.event, at, bot),
        Some(ChatKind::Channel) => return Heard::Nothing,
        Some(ChatKind::Private) | None => {}
    }
    match &incoming.event {
        Event::Text { text, .. } => said(text, at),
        Event::Edited {
            text: Some(text), ..
        } => said(text, at.max(received_at)),
        Event::Document { file, caption, .. } => {
            captioned(Kind::File, Some(file), caption.as_deref(), at)
        }
        Event::Media {
            kind,
            caption,
            file,
            ..
        } => media(*kind, file.as_ref(), caption.as_deref(), at),
        Event::Contact { phone, .. } => Heard::Shared(phone.clone()),
        Event::Tap { data, .. } => tapped(data),
        Event::Edited { text: None, .. }
        | Event::Membership { .. }
        | Event::ManagedBot { .. }
        | Event::Business(_)
        | Event::Reaction { .. }
        | Event::Money(_)
        | Event::Service { .. }
        | Event::Unknown { .. } => Heard::Nothing,
    }
}

/// Whether a later update corrects this one: then only the correction counts.
pub(crate) fn is_corrected<'a>(
    incoming: &Incoming,
    mut later: impl Iterator<Item = &'a Incoming>,
) -> bool {
    let (Event::Text { message, .. } | Event::Edited { message, .. }) = incoming.event else {
        return false;
    };
    later.any(|update| matches!(update.event, Event::Edited { message: of, .. } if of == message))
}

/// The letters that answer the taps among some updates, so that no button
/// keeps spinning.
pub(crate) fn acknowledgements<'a>(
    bot: &Bot,
    incoming: impl Iterator<Item = &'a Incoming>,
) -> Vec<Letter> {
    let partner = bot.partner.map(|partner| partner.to_string());
    let mut letters = Vec::new();
    for update in incoming {
        let (Event::Tap { query, .. }, Some(spot)) = (&update.event, update.spot()) else {
            continue;
        };
        let mails = rating::thanks(update, &spot).map_or_else(
            || {
                let toast = Outgoing::Toast {
                    query: query.clone(),
                    text: None,
                    alert: false,
                };
                vec![BotMail::Direct(toast)]
            },
            Vec::from,
        );
        let letter = |mail: BotMail| mail.letter(&bot.id.to_string(), spot.chat, partner.clone());
        letters.extend(mails.into_iter().map(letter));
    }
    letters
}

/// What words ask for; those after a slash are commands.
pub(crate) fn said(text: &str, at: Time) -> Heard {
    let Some(command) = text.trim().strip_prefix('/') else {
        let said = || Heard::Said {
            text: text.trim().to_owned(),
            at,
        };
        return wish(text).unwrap_or_else(said);
    };
    match command.split([' ', '@']).next().unwrap_or_default() {
        "start" => links::code(command).map_or(Heard::Started, Heard::CameFor),
        "lang" | "settings" => Heard::AskedLanguage,
        "operator" => Heard::AskedOperator,
        "stop" => Heard::OptedOut,
        _ => Heard::AskedHelp,
    }
}

/// A word that alone ends news, or brings them back.
fn wish(text: &str) -> Option<Heard> {
    const END: [&str; 4] = ["STOP", "СТОП", "TO'XTA", "ТЎХТА"];
    const RETURN: [&str; 4] = ["START", "СТАРТ", "BOSHLA", "БОШЛА"];
    let word = text.trim().trim_end_matches(['.', '!']).to_uppercase();
    let word = word.replace(['ʻ', 'ʼ', '‘', '’', '`'], "'");
    if END.contains(&word.as_str()) {
        return Some(Heard::OptedOut);
    }
    RETURN.contains(&word.as_str()).then_some(Heard::OptedIn)
}

/// What cannot be understood but by its words is those words.
fn captioned(kind: Kind, file: Option<&FileRef>, caption: Option<&str>, at: Time) -> Heard {
    let words = caption.filter(|caption| !caption.trim().is_empty());
    match (kind, words) {
        (Kind::Photo | Kind::Voice, _) | (_, None) => {
            Heard::SentMedia(attachments::of_telegram(kind, file, caption, at))
        }
        (_, Some(words)) => said(words, at),
    }
}

fn media(kind: MediaKind, file: Option<&FileRef>, caption: Option<&str>, at: Time) -> Heard {
    match kind {
        MediaKind::Sticker | MediaKind::Dice | MediaKind::Animation => Heard::SentSmile,
        MediaKind::Location => {
            let place = caption.map(|place| format!(" https://maps.google.com/?q={place}"));
            Heard::Shared(format!("📍{}", place.unwrap_or_default()))
        }
        MediaKind::Photo => captioned(Kind::Photo, file, caption, at),
        MediaKind::Voice | MediaKind::Audio => captioned(Kind::Voice, file, caption, at),
        MediaKind::Video | MediaKind::VideoNote | MediaKind::Story => {
            captioned(Kind::Video, file, caption, at)
        }
        MediaKind::Poll | MediaKind::Other => captioned(Kind::File, file, caption, at),
    }
}

/// What a button of ours asks for.
pub(crate) fn tapped(data: &str) -> Heard {
    let Some(button) = ButtonData::decode(data).filter(|button| button.owner == OWNER) else {
        return Heard::Nothing;
    };
    match button.action.as_str() {
        "operator" => Heard::AskedOperator,
        "lang" => Language::from_tag(&button.id).map_or(Heard::Nothing, Heard::ChoseLanguage),
        _ => Heard::Nothing,
    }
}

/// A shop's bot in a group speaks only when it is spoken to: called by its name,
/// or answered.
fn in_group(event: &Event, at: Time, bot: &Bot) -> Heard {
    let (text, reply_to_author) = match event {
        Event::Text {
            text,
            reply_to_author,
            ..
        } => (text, *reply_to_author),
        Event::Edited {
            text: Some(text), ..
        } => (text, None),
        _ => return Heard::Nothing,
    };
    let name = format!("@{}", bot.username.to_lowercase());
    let place = text.to_lowercase().find(&name);
    // Lower case may take more room than upper case does, and another bot's name
    // may begin like this one's.
    let place = place.filter(|place| {
        let tail = text.get(place + name.len()..);
        tail.is_some_and(|tail| !tail.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    });
    let is_called = place.is_some() && !bot.username.is_empty();
    let is_answered = reply_to_author == Some(bot.telegram_id);
    if !is_called && !is_answered {
        return match text.starts_with("/start") {
            true => Heard::CalledInGroup,
            false => Heard::Nothing,
        };
    }
    let words = match place.filter(|_| is_called) {
        Some(place) => without(text, place, name.len()),
        None => text.clone(),
    };
    let words = words.trim_matches([' ', ',', ':', '\n']);
    match words.is_empty() || words.starts_with('/') {
        true => Heard::CalledInGroup,
        false => said(words, at),
    }
}

/// A text without a part of it.
fn without(text: &str, start: usize, length: usize) -> String {
    let head = text.get(..start).unwrap_or(text);
    let tail = text.get(start + length..).unwrap_or_default();
    format!("{head}{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::partner::cards::sample_bot;

    #[test]
    fn the_words_that_end_news_and_bring_them_back_are_heard_in_every_spelling() {
        let end = [
            "STOP",
            "stop!",
            "Стоп",
            "to'xta",
            "To‘xta.",
            "toʻxta",
            "Тўхта",
        ];
        let back = ["START", " start! ", "Старт", "boshla", "Бошла."];
        for (texts, wish) in [(&end[..], Heard::OptedOut), (&back[..], Heard::OptedIn)] {
            for text in texts {
                assert_eq!(said(text, Time(0)), wish, "{text}");
            }
        }
        assert_eq!(said("/stop", Time(0)), Heard::OptedOut);
        for text in ["stop qancha", "to'xtang", "starter bormi?", "narxi?"] {
            assert!(matches!(said(text, Time(0)), Heard::Said { .. }), "{text}");
        }
    }

    #[test]
    fn in_a_group_only_what_is_meant_for_the_bot_is_heard() {
        let bot = Bot {
            username: "Lola_Shop_bot".to_owned(),
            telegram_id: 7,
            ..sample_bot()
        };
        let text = |text: &str, reply_to_author| Event::Text {
            message: 1,
            text: text.to_owned(),
            reply_to: None,
            reply_to_author,
            forwarded: false,
        };
        let edited = |text: &str| Event::Edited {
            message: 1,
            text: Some(text.to_owned()),
        };
        let asked = |event: &Event| match in_group(event, Time(0), &bot) {
            Heard::Said { text, .. } => Some(text),
            _ => None,
        };
        let is_heard =
            |event: &Event, words: &str| assert_eq!(asked(event).as_deref(), Some(words));
        is_heard(&text("@lola_shop_bot, narxi?", None), "narxi?");
        is_heard(&text("narxi? @LOLA_SHOP_BOT", None), "narxi?");
        is_heard(&text("narxi?", Some(7)), "narxi?");
        // Whoever corrects the question at once has asked it all the same.
        is_heard(&edited("@lola_shop_bot narxi qancha?"), "narxi qancha?");
        for other in [
            text("narxi?", None),
            text("narxi?", Some(8)),
            text("@lola_shop_bot2 narxi?", None),
            text("İİİ lola_shop_bot", None),
            edited("narxi qancha?"),
        ] {
            assert_eq!(in_group(&other, Time(0), &bot), Heard::Nothing, "{other:?}");
        }
        let bare = in_group(&text("@lola_shop_bot", None), Time(0), &bot);
        assert_eq!(bare, Heard::CalledInGroup);
    }
}
