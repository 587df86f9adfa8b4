//! Screens and cards: which message to edit is known only when they are sent.

use scx_connect::ConnectError;
use scx_connect::telegram::{Keyboard, Outgoing, Telegram, reason};
use scx_domain::notify::{self, Place};
use scx_jobs::Cx;
use scx_kit::Secret;
use scx_store::{DbError, Tx};

/// How something is drawn.
pub(super) struct Drawn {
    pub(super) html: String,
    pub(super) keyboard: Keyboard,
    /// A new message of it arrives without a sound.
    pub(super) silent: bool,
    /// The topic of the chat.
    pub(super) thread: Option<i64>,
    /// A new message of it goes on top of the chat.
    pub(super) is_pinned: bool,
}

impl Drawn {
    pub(super) fn aloud(html: String, keyboard: Keyboard) -> Self {
        Self {
            html,
            keyboard,
            silent: false,
            thread: None,
            is_pinned: false,
        }
    }
}

/// A message of its own.
pub(super) fn text(chat: i64, html: String, keyboard: Keyboard) -> Outgoing {
    Outgoing::Text {
        chat,
        html,
        keyboard,
        reply_to: None,
        silent: false,
        thread: None,
        business: None,
    }
}

/// Shows a screen: edits it where it is the last message of the chat, else
/// sends it anew and takes the buttons from the old one.
pub(super) async fn screen(
    cx: &Cx,
    token: &Secret<String>,
    place: &Place,
    drawn: Drawn,
) -> Result<(), ConnectError> {
    let telegram = cx.service::<Telegram>();
    let row = notify::screen(&cx.db, place).await.ok().flatten();
    let old = row.as_ref().and_then(|row| row.message);
    let is_last = row.is_some_and(|row| row.message == Some(row.last_message));
    let can_edit = matches!(drawn.keyboard, Keyboard::Inline(_) | Keyboard::None);
    if let (Some(message), true, true) = (old, is_last, can_edit)
        && edited(telegram, token, (place.chat, message), &drawn).await?
    {
        return Ok(());
    }
    let outgoing = text(place.chat, drawn.html, drawn.keyboard);
    let sent = telegram.send(token, &outgoing).await?.message_id;
    if let Some(message) = old.filter(|_| !is_last || !can_edit) {
        let strip = Outgoing::Keys {
            chat: place.chat,
            message,
            keyboard: Keyboard::None,
        };
        // A message that is gone has no buttons either.
        let _ = telegram.send(token, &strip).await;
    }
    remember(cx, async |tx| {
        // A reply keyboard is no part of its message: there is nothing to edit
        // in it or to take from it later.
        notify::screen_shown(tx, place, sent.filter(|_| can_edit)).await?;
        saw(tx, place, sent).await
    })
    .await;
    Ok(())
}

/// Shows a card: edits it where it hangs, else sends and hangs it.
pub(super) async fn card(
    cx: &Cx,
    token: &Secret<String>,
    (card, subject): (&str, &str),
    place: &Place,
    drawn: Drawn,
) -> Result<(), ConnectError> {
    let telegram = cx.service::<Telegram>();
    if let Ok(Some(message)) = notify::card_message(&cx.db, card, subject, place).await
        && edited(telegram, token, (place.chat, message), &drawn).await?
    {
        return Ok(());
    }
    let mut outgoing = text(place.chat, drawn.html, drawn.keyboard);
    if let Outgoing::Text { silent, thread, .. } = &mut outgoing {
        (*silent, *thread) = (drawn.silent, drawn.thread);
    }
    let sent = telegram.send(token, &outgoing).await?.message_id;
    if let Some(message) = sent.filter(|_| drawn.is_pinned) {
        let pin = Outgoing::Pin {
            chat: place.chat,
            message,
        };
        // Where it cannot be pinned it is good to read as well.
        let _ = telegram.send(token, &pin).await;
    }
    remember(cx, async |tx| {
        notify::hang_card(tx, card, subject, place, sent).await?;
        // What stands in a topic hides no screen.
        saw(tx, place, sent.filter(|_| drawn.thread.is_none())).await
    })
    .await;
    Ok(())
}

/// Remembers a message that stands for itself, so that a screen above it is
/// no longer the last one.
pub(super) async fn passed(cx: &Cx, bot: &str, chat: i64, message: Option<i64>) {
    let place = Place {
        bot: bot.to_owned(),
        chat,
        person: chat,
    };
    remember(cx, async |tx| saw(tx, &place, message).await).await;
}

/// Edits a message; false when it is gone or too old to be edited.
async fn edited(
    telegram: &Telegram,
    token: &Secret<String>,
    (chat, message): (i64, i64),
    drawn: &Drawn,
) -> Result<bool, ConnectError> {
    let edit = Outgoing::Edit {
        chat,
        message,
        html: drawn.html.clone(),
        keyboard: drawn.keyboard.clone(),
    };
    match telegram.send(token, &edit).await {
        Ok(_) => Ok(true),
        Err(error) if error.reason() == Some(reason::EDIT_LOST) => Ok(false),
        Err(error) => Err(error),
    }
}

async fn saw(tx: &mut Tx, place: &Place, message: Option<i64>) -> Result<(), DbError> {
    match message {
        Some(message) => notify::saw_message(tx, place, message).await,
        None => Ok(()),
    }
}

/// Writes down what Telegram did. A failure costs an edit in place, no more:
/// the message is out and must not be sent again.
async fn remember<F>(cx: &Cx, effect: F)
where
    F: AsyncFnOnce(&mut Tx) -> Result<(), DbError>,
{
    let written = async {
        let mut tx = cx.db.begin().await?;
        effect(&mut tx).await?;
        tx.commit().await
    };
    if let Err(error) = written.await {
        tracing::error!(%error, "a sent message could not be remembered");
    }
}
