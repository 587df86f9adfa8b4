//! What customers are told on Telegram.

use scx_connect::ConnectError;
use scx_connect::telegram::{Aside, Button, ButtonAction, Keyboard, Outgoing, Spot, reason};
use scx_domain::accounts::PartnerId;
use scx_domain::channels::{BotId, business};
use scx_domain::chat::{self, Rating, SentMessage};
use scx_domain::messengers::Account;
use scx_domain::notify::{Choice, Enclosed, Mail, Say, Told};
use scx_jobs::outbox::{Posted, Send};
use scx_jobs::{Cx, Ticket};
use scx_kit::Secret;
use scx_store::{DbError, Tx};

use super::file::enclosed;
use super::surely;
use crate::customer;
use crate::rating;
use crate::texts::Texts;

/// Says what nobody keeps track of.
pub(super) async fn untracked(
    cx: &Cx,
    bot: (BotId, &Secret<String>),
    letter: &Posted,
    say: Say,
) -> Result<Option<SentMessage>, ConnectError> {
    let told = Told {
        say,
        message: None,
        until: None,
        person_until: None,
        is_by_person: false,
        reply_to: None,
        may_rate: false,
        with: None,
    };
    speak(cx, bot, letter, &told).await.map(|_| None)
}

/// Says a kept message; gives what Telegram calls it.
pub(super) async fn told(
    cx: &Cx,
    bot: (BotId, &Secret<String>),
    (ticket, letter): (&Ticket<Send>, &Posted),
    told: &Told,
) -> Result<Option<SentMessage>, ConnectError> {
    if told.until.is_some_and(|until| until <= cx.clock.now()) {
        return Err(refused(reason::WINDOW, "nobody wrote for a day"));
    }
    let sent = speak(cx, bot, letter, told).await?;
    let message = told.message.clone().zip(partner(ticket));
    Ok(message.map(|(id, partner)| SentMessage {
        partner,
        id,
        external_id: sent.map(|message| rating::external_id(bot.0, &letter.chat, message)),
    }))
}

fn partner(ticket: &Ticket<Send>) -> Option<PartnerId> {
    ticket.job.partner.as_deref()?.parse().ok()
}

async fn speak(
    cx: &Cx,
    (bot, token): (BotId, &Secret<String>),
    letter: &Posted,
    told: &Told,
) -> Result<Option<i64>, ConnectError> {
    let spot: Spot = letter.chat.parse().unwrap_or_else(|_| Spot::private(0));
    let aside = Aside {
        reply_to: told.reply_to,
        thread: spot.thread,
        business: match &spot.business {
            Some(owner) => Some(connection(cx, bot, owner).await?),
            None => None,
        },
    };
    let texts = cx.service::<Texts>();
    let outgoing = match &told.with {
        Some(Enclosed::File(file)) => {
            let caption = html(texts, &told.say);
            enclosed(cx, (spot.chat, aside), file, caption).await?
        }
        _ => Outgoing::Text {
            chat: spot.chat,
            html: html(texts, &told.say),
            keyboard: keyboard(texts, told),
            reply_to: aside.reply_to,
            silent: false,
            thread: aside.thread,
            business: aside.business,
        },
    };
    surely(cx, token, outgoing).await
}

/// The connection by which a bot speaks for an account now.
async fn connection(cx: &Cx, bot: BotId, owner: &str) -> Result<String, ConnectError> {
    let found = business::of_owner(&cx.db, bot, owner).await;
    let account = found.map_err(|error| ConnectError {
        kind: scx_connect::ErrorKind::Unavailable { sent: false },
        ..refused(reason::NO_BUSINESS, &error.to_string())
    })?;
    match account.filter(|account| account.is_served() && account.connected.can_reply) {
        Some(account) => Ok(account.connected.connection),
        None => Err(refused(reason::NO_BUSINESS, "the bot may not write there")),
    }
}

/// A refusal that we know of without asking Telegram.
fn refused(reason: &str, detail: &str) -> ConnectError {
    ConnectError {
        service: "telegram",
        op: "telegram.SendMessage".to_owned(),
        kind: scx_connect::ErrorKind::Refused {
            reason: reason.to_owned(),
        },
        detail: detail.to_owned(),
    }
}

fn html(texts: &Texts, say: &Say) -> String {
    let words = say.words.iter();
    let words: Vec<String> = words
        .map(|words| texts.words(say.language, words))
        .collect();
    words.join("\n\n")
}

fn keyboard(texts: &Texts, told: &Told) -> Keyboard {
    let say = &told.say;
    let label = |choice: &Choice| match choice {
        Choice::Language(language) => language.own_name().to_owned(),
        Choice::Operator => texts.render(say.language, "customer-operator-button", &[]),
    };
    let button = |label: String, data: String| Button {
        label,
        action: ButtonAction::Data(data),
    };
    let chosen = |choice: &Choice| button(label(choice), customer::button(*choice));
    let rows = say
        .choices
        .iter()
        .map(|row| row.iter().map(chosen).collect());
    let mut rows: Vec<Vec<Button>> = rows.collect();
    if let Some(message) = told.message.as_deref().filter(|_| told.may_rate) {
        let rate = |rating| {
            let data = rating::button(message, rating)?;
            Some(button(rating::sign(rating).to_owned(), data))
        };
        rows.extend(
            Rating::ALL
                .map(rate)
                .into_iter()
                .collect::<Option<Vec<_>>>(),
        );
    }
    match rows.is_empty() {
        true => Keyboard::None,
        false => Keyboard::Inline(rows),
    }
}

/// A kept message cannot be sent: its writer is told why.
pub(super) async fn note_unsent(
    tx: &mut Tx,
    (bot, ticket): (BotId, &Ticket<Send>),
    letter: &Posted,
    reason: Option<&str>,
) -> Result<(), DbError> {
    let mail = serde_json::from_slice::<Mail>(letter.body.expose());
    let (Ok(Mail::Told(told)), Some(partner)) = (mail, partner(ticket)) else {
        return Ok(());
    };
    let why = match reason {
        // A dead token has a card, and who blocked the bot wants no answer.
        None => None,
        Some(reason::GONE) if !told.is_by_person => None,
        Some(reason::GONE) => Some("notice-unsent-unreachable"),
        Some(reason::WINDOW) => Some("notice-unsent-window"),
        Some(reason::NO_BUSINESS) => Some("notice-unsent-business"),
        Some(_) => Some("notice-unsent"),
    };
    let message = told.message.as_deref();
    let Some(why) = why else {
        return match message {
            Some(message) => chat::note_failed(tx, partner, message).await,
            None => Ok(()),
        };
    };
    let place = (Account::Bot(bot), letter.chat.as_str());
    chat::note_unsent(tx, partner, place, (message, why)).await
}
