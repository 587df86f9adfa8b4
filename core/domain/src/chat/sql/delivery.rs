//! What messengers call messages and customers, and what became of messages.

use scx_store::{DbError, Many, Tx, Value, many, sql};

use crate::accounts::PartnerId;
use crate::chat::SentMessage;
use crate::messengers::Account;

const NOTE_SENT: Many = many(
    "UPDATE message SET external_id = sent.column3, delivery = COALESCE(message.delivery, 'sent') FROM (VALUES",
    "($, $, $)",
    ") AS sent WHERE message.partner = sent.column1 AND message.id = sent.column2",
);

scx_store::statements! {
    RENAME_CHAT = "UPDATE conversation SET chat = $4 WHERE partner = $1 AND bot = $2 AND chat = $3";
    SET_NAME = "UPDATE conversation SET customer_name = $4
        WHERE partner = $1 AND bot = $2 AND chat = $3 AND customer_name = ''";
    DELIVERY_OF = "SELECT message.id, message.delivery, conversation.customer_name FROM message
        JOIN conversation ON conversation.id = message.conversation
        WHERE message.partner = $1 AND message.id = $2";
    SET_DELIVERY = "UPDATE message SET delivery = $3 WHERE partner = $1 AND id = $2";
    DELIVERY = "SELECT message.id, message.delivery, conversation.customer_name FROM message
        JOIN conversation ON conversation.id = message.conversation
        WHERE message.partner = $1 AND message.external_id = $2";
}

/// The statements of this module, the multi-row ones in every size.
pub(super) fn statements() -> Vec<&'static str> {
    [ALL.to_vec(), NOTE_SENT.texts().collect()].concat()
}

pub(in crate::chat) async fn rename_chat(
    tx: &mut Tx,
    partner: PartnerId,
    account: Account,
    (previous, current): (&str, &str),
) -> Result<(), DbError> {
    let rename = sql(RENAME_CHAT).bind(partner).bind(account);
    let rename = rename.bind(previous).bind(current);
    rename.execute(tx).await.map(|_| ())
}

/// What became of messages, and what their channels call them.
pub(in crate::chat) async fn note_sent(
    tx: &mut Tx,
    messages: &[&SentMessage],
) -> Result<(), DbError> {
    let row = |message: &&SentMessage| {
        vec![
            message.partner.into(),
            Value::from(&message.id),
            Value::Text(message.external_id.clone()),
        ]
    };
    let rows = messages.iter().map(row).collect();
    NOTE_SENT.execute(tx, rows).await.map(|_| ())
}

pub(in crate::chat) async fn set_name(
    tx: &mut Tx,
    partner: PartnerId,
    (account, chat): (Account, &str),
    name: &str,
) -> Result<(), DbError> {
    let set = sql(SET_NAME).bind(partner).bind(account);
    set.bind(chat).bind(name).execute(tx).await.map(|_| ())
}

pub(in crate::chat) async fn set_delivery(
    tx: &mut Tx,
    partner: PartnerId,
    message: &str,
    delivery: &str,
) -> Result<(), DbError> {
    let set = sql(SET_DELIVERY).bind(partner).bind(message);
    set.bind(delivery).execute(tx).await.map(|_| ())
}

/// The message that a messenger calls so: its id, what became of it, and the
/// customer's name.
pub(in crate::chat) async fn delivery(
    tx: &mut Tx,
    partner: PartnerId,
    external_id: &str,
) -> Result<Option<(String, Option<String>, String)>, DbError> {
    sql(DELIVERY)
        .bind(partner)
        .bind(external_id)
        .optional(tx)
        .await
}

/// The same for a message of ours by its own id.
pub(in crate::chat) async fn delivery_of(
    tx: &mut Tx,
    partner: PartnerId,
    message: &str,
) -> Result<Option<(String, Option<String>, String)>, DbError> {
    sql(DELIVERY_OF)
        .bind(partner)
        .bind(message)
        .optional(tx)
        .await
}
