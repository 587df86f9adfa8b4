//! What messengers tell beside messages: what became of ours, what the shop
//! wrote by itself, who is called differently now.

use scx_kit::Language;
use scx_store::{DbError, Tx};

use super::model::Author;
use super::{Channel, Conversation, SentMessage, desk, sql, topics};
use crate::Arg;
use crate::accounts::PartnerId;
use crate::messengers::Account;
use crate::notify::{self, Topic};

/// Letters of a customer's name; cards show them whole.
const NAME_CHARS: usize = 64;

/// What became of a message of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Delivery {
    /// The messenger has it.
    Sent,
    /// It is on the phone.
    Delivered,
    /// It was looked at.
    Read,
    /// It did not arrive.
    Failed,
    /// A person stepped in before it was sent.
    Revoked,
}

impl Delivery {
    fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Failed => "failed",
            Self::Revoked => "revoked",
        }
    }

    fn of(name: &str) -> Option<Self> {
        let all = [
            Self::Sent,
            Self::Delivered,
            Self::Read,
            Self::Failed,
            Self::Revoked,
        ];
        all.into_iter().find(|one| one.name() == name)
    }
}

/// Tells what became of a message, by our id of it or the messenger's. Meta promises no order: a later word never
/// lowers the state, and a failure is final; the partner hears of it once, in
/// the words of `why`.
///
/// # Errors
/// [`DbError`].
pub async fn note_delivery(
    tx: &mut Tx,
    partner: PartnerId,
    (message, external_id): (Option<&str>, &str),
    (state, why): (Delivery, &str),
) -> Result<(), DbError> {
    // The messenger may tell it before we have written down its own id.
    let known = match message {
        Some(message) => sql::delivery_of(tx, partner, message).await?,
        None => sql::delivery(tx, partner, external_id).await?,
    };
    let Some((message, before, customer)) = known else {
        return Ok(());
    };
    let before = before.as_deref().and_then(Delivery::of);
    if before.is_some_and(|before| before >= state) {
        return Ok(());
    }
    sql::set_delivery(tx, partner, &message, state.name()).await?;
    if state == Delivery::Failed {
        undelivered(tx, partner, &customer, why).await?;
    }
    Ok(())
}

/// A message could not be sent: its writer is told why.
///
/// # Errors
/// [`DbError`].
pub async fn note_unsent(
    tx: &mut Tx,
    partner: PartnerId,
    place: (Account, &str),
    (message, why): (Option<&str>, &str),
) -> Result<(), DbError> {
    let conversation = sql::conversation_at(tx, partner, place).await?;
    let customer = conversation.map(|conversation| conversation.customer);
    if let Some(message) = message {
        sql::set_delivery(tx, partner, message, Delivery::Failed.name()).await?;
    }
    undelivered(tx, partner, &customer.unwrap_or_default(), why).await
}

/// A message could not be sent, which its writer knows from elsewhere or need
/// not know.
///
/// # Errors
/// [`DbError`].
pub async fn note_failed(tx: &mut Tx, partner: PartnerId, message: &str) -> Result<(), DbError> {
    sql::set_delivery(tx, partner, message, Delivery::Failed.name()).await
}

/// An answer of the AI was taken back before it was sent.
pub(super) async fn note_revoked(
    tx: &mut Tx,
    partner: PartnerId,
    message: &str,
) -> Result<(), DbError> {
    sql::set_delivery(tx, partner, message, Delivery::Revoked.name()).await
}

async fn undelivered(
    tx: &mut Tx,
    partner: PartnerId,
    customer: &str,
    why: &str,
) -> Result<(), DbError> {
    let customer = if customer.is_empty() { "—" } else { customer };
    let args = vec![("customer".to_owned(), Arg::from(customer))];
    notify::tell_news(tx, partner, Topic::Trouble, why, args).await
}

/// Begins the conversation of a chat in which nobody has been heard yet, so that
/// what the account writes there first is not taken for nothing.
///
/// # Errors
/// [`DbError`].
pub async fn begin(
    tx: &mut Tx,
    partner: PartnerId,
    (account, channel): (Account, Channel),
    chat: &str,
) -> Result<(), DbError> {
    let place = (account, chat);
    if sql::conversation_at(tx, partner, place).await?.is_some() {
        return Ok(());
    }
    let (id, now) = (tx.id(), tx.now());
    let conversation = Conversation::begun(id, partner, (account, channel), (chat, ""), now);
    sql::save_conversations(tx, &[&conversation])
        .await
        .map(drop)
}

/// The account wrote something. What we sent is known by its id; anything else
/// the shop wrote by itself: the AI keeps quiet there for a while.
///
/// # Errors
/// [`DbError`].
pub async fn note_echo(
    tx: &mut Tx,
    partner: PartnerId,
    (account, chat): (Account, &str),
    (external_id, text): (&str, &str),
) -> Result<(), DbError> {
    if sql::delivery(tx, partner, external_id).await?.is_some() {
        return Ok(());
    }
    let Some(mut conversation) = sql::conversation_at(tx, partner, (account, chat)).await? else {
        return Ok(());
    };
    desk::take_over(tx, &mut conversation).await?;
    let author = Author::Partner;
    let message = sql::NewMessage {
        language: conversation.language.or(Some(Language::UzLatn)),
        ..sql::NewMessage::of(tx, &conversation, author, text.to_owned())
    };
    let id = message.id.to_string();
    sql::insert_messages(tx, vec![message]).await?;
    let sent = SentMessage {
        partner,
        id,
        external_id: Some(external_id.to_owned()),
    };
    sql::note_sent(tx, &[&sent]).await?;
    topics::mirror(tx, partner, conversation.id).await
}

/// A customer is known by another id from now on.
///
/// # Errors
/// [`DbError`].
pub async fn note_identity(
    tx: &mut Tx,
    partner: PartnerId,
    account: Account,
    (previous, current): (&str, &str),
) -> Result<(), DbError> {
    if sql::conversation_at(tx, partner, (account, current))
        .await?
        .is_some()
    {
        // Both are known: what was said stays where it was said.
        return Ok(());
    }
    sql::rename_chat(tx, partner, account, (previous, current)).await
}

/// A customer without a name is called so from now on.
///
/// # Errors
/// [`DbError`].
pub async fn note_name(
    tx: &mut Tx,
    partner: PartnerId,
    (account, chat): (Account, &str),
    name: &str,
) -> Result<(), DbError> {
    let name: String = name.chars().take(NAME_CHARS).collect();
    sql::set_name(tx, partner, (account, chat), &name).await?;
    match sql::conversation_at(tx, partner, (account, chat)).await? {
        Some(conversation) => desk::redraw(tx, &conversation).await,
        None => Ok(()),
    }
}

/// A customer wants news, or wants them no more.
///
/// # Errors
/// [`DbError`].
pub async fn note_preference(
    tx: &mut Tx,
    partner: PartnerId,
    place: (Account, &str),
    wants: bool,
) -> Result<(), DbError> {
    if let Some(mut conversation) = sql::conversation_at(tx, partner, place).await? {
        conversation.is_opted_out = !wants;
        sql::save_conversations(tx, &[&conversation]).await?;
    }
    Ok(())
}
