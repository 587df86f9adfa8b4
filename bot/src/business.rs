//! Customers who write to somebody's own Telegram account that a shop's bot
//! answers for.

use scx_connect::ErrorKind;
use scx_connect::telegram::{Connection, Event, Incoming, Spot, Telegram};
use scx_domain::Error;
use scx_domain::accounts::PartnerId;
use scx_domain::channels::business::{self, BusinessAccount, Connected};
use scx_domain::channels::{self, Bot};
use scx_domain::chat::{self, Channel};
use scx_domain::messengers::Account;
use scx_jobs::Cx;
use scx_kit::{Millis, Time};

use crate::rating::external_id;

/// How long the bot may write there after each message of a customer.
const WINDOW: Millis = Millis::days(1);

/// For whom some updates of one chat were sent.
pub(crate) enum Side {
    /// For the bot itself.
    Bot,
    /// For an account that it answers for.
    Account(BusinessAccount),
    /// For an account that it does not answer for: nothing there is ours to keep.
    Stranger,
}

/// Finds out for whom updates were sent, and takes note of connections.
pub(crate) async fn side(
    cx: &Cx,
    (bot, partner): (&Bot, PartnerId),
    updates: impl Iterator<Item = &Incoming>,
) -> Result<Side, Error> {
    let mut side = Side::Bot;
    for update in updates {
        let account = match (&update.event, &update.business) {
            (Event::Business(connection), _) => Some(note(cx, (bot, partner), connection).await?),
            (_, Some(id)) if matches!(side, Side::Bot) => known(cx, (bot, partner), id).await?,
            _ => continue,
        };
        side = match account.filter(BusinessAccount::is_served) {
            Some(account) => Side::Account(account),
            None => Side::Stranger,
        };
    }
    Ok(side)
}

async fn note(
    cx: &Cx,
    (bot, partner): (&Bot, PartnerId),
    connection: &Connection,
) -> Result<BusinessAccount, Error> {
    let owner = &connection.owner;
    let names = [Some(owner.first_name.as_str()), owner.last_name.as_deref()];
    let connected = Connected {
        connection: connection.id.clone(),
        owner: owner.id,
        name: names.into_iter().flatten().collect::<Vec<_>>().join(" "),
        username: owner.username.clone(),
        is_enabled: connection.is_enabled,
        can_reply: connection.can_reply,
    };
    let mut tx = cx.db.begin().await?;
    let account = business::note_connected(&mut tx, (partner, bot.id), &connected).await?;
    tx.commit().await?;
    Ok(account)
}

/// The account of a connection. One that we were not told of is asked for.
async fn known(
    cx: &Cx,
    (bot, partner): (&Bot, PartnerId),
    id: &str,
) -> Result<Option<BusinessAccount>, Error> {
    if let Some(account) = business::at_connection(&cx.db, bot.id, id).await? {
        return Ok(Some(account));
    }
    let token = channels::token(&cx.db, bot.id).await?;
    match cx.service::<Telegram>().connection(&token, id).await {
        Ok(connection) => Ok(Some(note(cx, (bot, partner), &connection).await?)),
        Err(error) if matches!(error.kind, ErrorKind::Refused { .. }) => Ok(None),
        Err(error) => Err(anyhow::Error::from(error).into()),
    }
}

/// The key of a customer's chat with an account: the connection may change, the
/// account does not.
pub(crate) fn chat_key(account: &BusinessAccount, chat: i64) -> String {
    let spot = Spot {
        business: Some(account.connected.owner.to_string()),
        ..Spot::private(chat)
    };
    spot.to_string()
}

/// Until when a customer who wrote at a time may be answered.
pub(crate) fn window(written_at: Time) -> Time {
    written_at + WINDOW
}

/// Whether the account's owner did it, or a bot in the owner's name.
pub(crate) fn is_own(account: &BusinessAccount, update: &Incoming) -> bool {
    let from = update.from.as_ref().map(|from| from.id);
    update.is_by_bot || from == Some(account.connected.owner)
}

/// Takes note of what the owner wrote from the phone: the AI keeps quiet there
/// for a while.
pub(crate) async fn note_own(
    cx: &Cx,
    (bot, partner): (&Bot, PartnerId),
    account: &BusinessAccount,
    updates: impl Iterator<Item = &Incoming>,
) -> Result<(), Error> {
    for update in updates.filter(|update| is_own(account, update) && !update.is_by_bot) {
        let (message, text) = match &update.event {
            Event::Text { message, text, .. } => (*message, text.as_str()),
            Event::Contact { message, .. }
            | Event::Document { message, .. }
            | Event::Media { message, .. } => (*message, "📎"),
            _ => continue,
        };
        let Some(chat) = update.chat else { continue };
        let key = chat_key(account, chat.id);
        let id = external_id(bot.id, &key, message);
        let place = (Account::Bot(bot.id), key.as_str());
        let mut tx = cx.db.begin().await?;
        let channel = (place.0, Channel::Business);
        chat::begin(&mut tx, partner, channel, &key).await?;
        chat::note_echo(&mut tx, partner, place, (&id, text)).await?;
        tx.commit().await?;
    }
    Ok(())
}
