//! Sends what waits in the outbox, in order within a chat and within the
//! budget of each bot.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use scx_connect::telegram::{Button, ButtonAction, Keyboard, Outgoing, Telegram, reason};
use scx_connect::{ConnectError, ErrorKind};
use scx_domain::Refusal;
use scx_domain::channels::{self, BotId, Health};
use scx_domain::notify::{self, Choice, Mail, Place, Say};
use scx_jobs::outbox::{self, Posted, Send};
use scx_jobs::{Cx, Stop, Ticket};
use scx_kit::{Id, Millis, Secret, Time};

use crate::customer;
use crate::texts::Texts;
use crate::ui::BotMail;

/// Telegram's limit for one bot: thirty messages a second.
const PER_SECOND: i64 = 30;

/// The send budgets of the bots; a service. Each bot has slots of 1/30 second.
#[derive(Debug, Default)]
pub(crate) struct Budgets(Mutex<HashMap<String, Time>>);

impl Budgets {
    /// Takes the next slot of a bot and says when it begins. A bot may use up
    /// one second's worth at once.
    fn take(&self, bot: &str, now: Time) -> Time {
        let mut next = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if next.len() > 4_096 {
            next.retain(|_, at| *at > now);
        }
        let at = next.entry(bot.to_owned()).or_default();
        let slot = (*at).max(now - Millis::secs(1));
        *at = slot + Millis(1_000 / PER_SECOND + 1);
        slot
    }
}

/// Sends the letters of many chats side by side.
pub(crate) async fn send(cx: Cx, tickets: Vec<Ticket<Send>>) {
    let chats: Vec<(&str, &str)> = tickets
        .iter()
        .map(|ticket| (ticket.job.account.as_str(), ticket.job.chat.as_str()))
        .collect();
    let letters = match outbox::waiting(&cx.db, &chats).await {
        Ok(letters) => letters,
        Err(error) => {
            tracing::error!(%error, "the outbox could not be read");
            return;
        }
    };
    let mut by_chat: HashMap<(String, String), Vec<Posted>> = HashMap::new();
    for letter in letters {
        by_chat
            .entry((letter.account.clone(), letter.chat.clone()))
            .or_default()
            .push(letter);
    }
    let chats = tickets.into_iter().map(|ticket| {
        let key = (ticket.job.account.clone(), ticket.job.chat.clone());
        let letters = by_chat.remove(&key).unwrap_or_default();
        let cx = &cx;
        async move {
            let is_last = ticket.attempt.is_last;
            let outcome = one_chat(cx, letters, is_last).await;
            ticket.finish(outcome);
        }
    });
    futures_util::future::join_all(chats).await;
}

/// Sends the letters of one chat in their order. The first that must wait
/// holds up the rest.
async fn one_chat(cx: &Cx, letters: Vec<Posted>, is_last: bool) -> Result<(), Stop> {
    for letter in letters {
        let bot: BotId = letter.account.parse().map_err(Stop::again)?;
        let slot = cx
            .service::<Budgets>()
            .take(&letter.account, cx.clock.now());
        if slot > cx.clock.now() {
            cx.clock.sleep_until(slot).await;
        }
        let token = channels::token(&cx.db, bot).await?;
        match deliver(cx, &token, &letter).await {
            Ok(()) => done(cx, &[letter.id]).await?,
            Err(error) => fail(cx, bot, &letter, &error, is_last).await?,
        }
    }
    Ok(())
}

async fn done(cx: &Cx, ids: &[Id<outbox::OutboxMark>]) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    outbox::done(&mut tx, ids).await?;
    Ok(tx.commit().await?)
}

/// Decides what a failed send means: wait, try again, or let the letter go.
async fn fail(
    cx: &Cx,
    bot: BotId,
    letter: &Posted,
    error: &ConnectError,
    is_last: bool,
) -> Result<(), Stop> {
    match &error.kind {
        ErrorKind::Limited { after } => Err(Stop::Wait {
            until: cx.clock.now() + *after,
            why: "Telegram asked to wait".to_owned(),
        }),
        ErrorKind::Unavailable { .. } if !is_last => Err(Stop::again(error)),
        ErrorKind::Auth => {
            let mut tx = cx.db.begin().await?;
            let trouble = Refusal::new("bot-token-dead");
            channels::set_health(&mut tx, bot, Health::Broken, Some(trouble)).await?;
            outbox::done(&mut tx, &[letter.id]).await?;
            Ok(tx.commit().await?)
        }
        ErrorKind::Refused { .. } | ErrorKind::Broken | ErrorKind::Unavailable { .. } => {
            let is_gone = error.reason() == Some(reason::GONE);
            if is_gone {
                tracing::info!(outbox.id = %letter.id, "a chat is gone");
            } else {
                tracing::error!(outbox.id = %letter.id, %error, "a letter cannot be sent");
            }
            done(cx, &[letter.id]).await
        }
    }
}

async fn deliver(cx: &Cx, token: &Secret<String>, letter: &Posted) -> Result<(), ConnectError> {
    let Ok(mail) = serde_json::from_slice::<Mail>(letter.body.expose()) else {
        tracing::error!(outbox.id = %letter.id, "a letter is unreadable");
        return Ok(());
    };
    match mail {
        Mail::Say(say) => {
            let outgoing = spoken(cx.service::<Texts>(), &letter.chat, &say);
            plainly(cx, token, outgoing).await.map(|_| ())
        }
        Mail::Other(value) => match serde_json::from_value::<BotMail>(value) {
            Ok(mail) => bot_mail(cx, token, &letter.account, mail).await,
            Err(_) => {
                tracing::error!(outbox.id = %letter.id, "a letter is unreadable");
                Ok(())
            }
        },
    }
}

/// A message to a customer in Telegram's form.
fn spoken(texts: &Texts, chat: &str, say: &Say) -> Outgoing {
    let words: Vec<String> = say
        .words
        .iter()
        .map(|words| texts.words(say.language, words))
        .collect();
    let label = |choice: &Choice| match choice {
        Choice::Language(language) => language.own_name().to_owned(),
        Choice::Operator => texts.render(say.language, "customer-operator-button", &[]),
    };
    let button = |choice: &Choice| Button {
        label: label(choice),
        action: ButtonAction::Data(customer::button(*choice)),
    };
    let rows: Vec<Vec<Button>> = say
        .choices
        .iter()
        .map(|row| row.iter().map(button).collect())
        .collect();
    Outgoing::Text {
        chat: chat.parse().unwrap_or_default(),
        html: words.join("\n\n"),
        keyboard: if rows.is_empty() {
            Keyboard::None
        } else {
            Keyboard::Inline(rows)
        },
        reply_to: None,
        silent: false,
    }
}

/// Sends once more without markup when Telegram cannot parse it.
async fn plainly(
    cx: &Cx,
    token: &Secret<String>,
    outgoing: Outgoing,
) -> Result<Option<i64>, ConnectError> {
    let telegram = cx.service::<Telegram>();
    telegram
        .send(token, &outgoing)
        .await
        .map(|sent| sent.message_id)
}

async fn bot_mail(
    cx: &Cx,
    token: &Secret<String>,
    bot: &str,
    mail: BotMail,
) -> Result<(), ConnectError> {
    match mail {
        BotMail::Direct(outgoing) => {
            let chat = outgoing.chat();
            let message = plainly(cx, token, outgoing).await?;
            if let (Some(chat), Some(message)) = (chat, message) {
                saw(cx, bot, chat, message).await;
            }
            Ok(())
        }
        BotMail::Screen {
            place,
            html,
            keyboard,
        } => screen(cx, token, &place, html, keyboard).await,
        BotMail::Card {
            card,
            subject,
            place,
            html,
            keyboard,
        } => card_mail(cx, token, (&card, &subject), &place, html, keyboard).await,
        BotMail::Wipe {
            chat,
            message,
            failure_html,
        } => {
            let deleted = cx
                .service::<Telegram>()
                .send(token, &Outgoing::Delete { chat, message })
                .await;
            match deleted {
                Ok(_) => Ok(()),
                Err(error) if error.is_retryable() => Err(error),
                Err(_) => plainly(cx, token, text(chat, failure_html, Keyboard::None))
                    .await
                    .map(|_| ()),
            }
        }
    }
}

fn text(chat: i64, html: String, keyboard: Keyboard) -> Outgoing {
    Outgoing::Text {
        chat,
        html,
        keyboard,
        reply_to: None,
        silent: false,
    }
}

/// Shows a screen: edits it where it is the last message of the chat, else
/// sends it anew and takes the buttons from the old one.
async fn screen(
    cx: &Cx,
    token: &Secret<String>,
    place: &Place,
    html: String,
    keyboard: Keyboard,
) -> Result<(), ConnectError> {
    let telegram = cx.service::<Telegram>();
    let row = notify::screen(&cx.db, place).await.ok().flatten();
    let old = row.as_ref().and_then(|row| row.message);
    let is_last = row
        .as_ref()
        .is_some_and(|row| row.message == Some(row.last_message));
    let can_edit = matches!(keyboard, Keyboard::Inline(_) | Keyboard::None);
    if let (Some(message), true, true) = (old, is_last, can_edit) {
        let edit = Outgoing::Edit {
            chat: place.chat,
            message,
            html: html.clone(),
            keyboard: keyboard.clone(),
        };
        match telegram.send(token, &edit).await {
            Ok(_) => return Ok(()),
            Err(error) if error.reason() == Some(reason::EDIT_LOST) => {}
            Err(error) => return Err(error),
        }
    }
    let sent = telegram
        .send(token, &text(place.chat, html, keyboard))
        .await?
        .message_id;
    if let Some(old) = old.filter(|_| !is_last || !can_edit) {
        let strip = Outgoing::Keys {
            chat: place.chat,
            message: old,
            keyboard: Keyboard::None,
        };
        // A message that is gone has no buttons either.
        let _ = telegram.send(token, &strip).await;
    }
    let shown = async {
        let mut tx = cx.db.begin().await?;
        notify::screen_shown(&mut tx, place, sent).await?;
        if let Some(sent) = sent {
            notify::saw_message(&mut tx, place, sent).await?;
        }
        tx.commit().await
    };
    if let Err(error) = shown.await {
        tracing::error!(%error, "a shown screen could not be remembered");
    }
    Ok(())
}

async fn card_mail(
    cx: &Cx,
    token: &Secret<String>,
    (card, subject): (&str, &str),
    place: &Place,
    html: String,
    keyboard: Keyboard,
) -> Result<(), ConnectError> {
    let telegram = cx.service::<Telegram>();
    if let Ok(Some(message)) = notify::card_message(&cx.db, card, subject, place).await {
        let edit = Outgoing::Edit {
            chat: place.chat,
            message,
            html: html.clone(),
            keyboard: keyboard.clone(),
        };
        match telegram.send(token, &edit).await {
            Ok(_) => return Ok(()),
            Err(error) if error.reason() == Some(reason::EDIT_LOST) => {}
            Err(error) => return Err(error),
        }
    }
    let sent = telegram
        .send(token, &text(place.chat, html, keyboard))
        .await?
        .message_id;
    let hung = async {
        let mut tx = cx.db.begin().await?;
        notify::hang_card(&mut tx, card, subject, place, sent).await?;
        if let Some(sent) = sent {
            notify::saw_message(&mut tx, place, sent).await?;
        }
        tx.commit().await
    };
    if let Err(error) = hung.await {
        tracing::error!(%error, "a card could not be remembered");
    }
    Ok(())
}

async fn saw(cx: &Cx, bot: &str, chat: i64, message: i64) {
    let place = Place {
        bot: bot.to_owned(),
        chat,
        person: chat,
    };
    let saw = async {
        let mut tx = cx.db.begin().await?;
        notify::saw_message(&mut tx, &place, message).await?;
        tx.commit().await
    };
    if let Err(error) = saw.await {
        tracing::error!(%error, "a sent message could not be remembered");
    }
}
