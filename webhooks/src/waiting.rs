//! The sign that somebody who asked is being answered.

use scx_connect::telegram::Outgoing;
use scx_domain::channels::{Ability, Bot, Drafts, TryDraft, ability};
use scx_jobs::{Cx, enqueue};

/// Whether a bot may show drafts; none while that is still to be tried.
pub(crate) async fn has_drafts(cx: &Cx, bot: &Bot) -> Option<bool> {
    // A sign is not worth a fault.
    let known = ability(&cx.db, bot.id, Ability::Draft).await;
    where_allowed(cx, known.unwrap_or(None))
}

/// What is known of a bot's drafts, where the operator allows them.
pub(crate) fn where_allowed(cx: &Cx, known: Option<bool>) -> Option<bool> {
    if cx.service::<Drafts>().is_on {
        known
    } else {
        Some(false)
    }
}

/// The sign for a chat. Only a draft without words is ever shown: a customer
/// sees no text that has not passed the checks of answers.
pub(crate) fn sign(has_drafts: Option<bool>, chat: i64, update: i64) -> Outgoing {
    if has_drafts == Some(true) {
        let draft = update.max(1);
        Outgoing::Thinking { chat, draft }
    } else {
        Outgoing::Typing { chat }
    }
}

/// Has it tried whether a bot may show drafts, in a chat where somebody waits.
pub(crate) async fn have_tried(cx: &Cx, bot: &Bot, chat: i64) {
    let attempt = TryDraft {
        bot: bot.id,
        partner: bot.partner,
        chat,
    };
    let enqueued = async {
        let mut tx = cx.db.begin().await?;
        enqueue(&mut tx, &attempt).await?;
        tx.commit().await
    };
    if let Err(error) = enqueued.await {
        tracing::warn!(%error, "drafts could not be tried");
    }
}

/// The sign as the answer to a webhook: Telegram carries it out without
/// another request.
pub(crate) fn as_answer(sign: &Outgoing) -> Option<String> {
    let call = match sign {
        Outgoing::Thinking { chat, draft } => serde_json::json!({
            "method": "sendMessageDraft", "chat_id": chat, "draft_id": draft, "text": "",
        }),
        Outgoing::Typing { chat } => serde_json::json!({
            "method": "sendChatAction", "chat_id": chat, "action": "typing",
        }),
        Outgoing::Text { .. }
        | Outgoing::Edit { .. }
        | Outgoing::Keys { .. }
        | Outgoing::Delete { .. }
        | Outgoing::Toast { .. }
        | Outgoing::Pin { .. }
        | Outgoing::Photo { .. }
        | Outgoing::Document { .. } => return None,
    };
    Some(call.to_string())
}
