//! Letters for topics that their person has deleted.

use scx_connect::telegram::Outgoing;
use scx_domain::notify::Mail;
use scx_domain::{chat, tickets};
use scx_jobs::Cx;
use scx_jobs::outbox::Posted;
use scx_store::DbError;

use crate::ui::BotMail;

/// The topic of a letter is gone: what it shows gets another one.
pub(super) async fn lost(cx: &Cx, letter: &Posted) -> Result<(), DbError> {
    let Some((chat, thread)) = place(letter) else {
        return Ok(());
    };
    let mut tx = cx.db.begin().await?;
    chat::forget_topic(&mut tx, &letter.account, chat, thread).await?;
    tickets::forget_topic(&mut tx, &letter.account, chat, thread).await?;
    tx.commit().await
}

fn place(letter: &Posted) -> Option<(i64, i64)> {
    let Mail::Other(mail) = serde_json::from_slice(letter.body.expose()).ok()? else {
        return None;
    };
    match serde_json::from_value(mail).ok()? {
        BotMail::Direct(Outgoing::Text { chat, thread, .. }) => Some((chat, thread?)),
        BotMail::Card { place, thread, .. } => Some((place.chat, thread?)),
        BotMail::File(file) => Some((file.chat, file.thread?)),
        _ => None,
    }
}
