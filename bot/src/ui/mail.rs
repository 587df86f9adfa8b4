//! What the bots put into the outbox.

use scx_connect::telegram::{Keyboard, Outgoing, Written};
use scx_domain::accounts::PartnerId;
use scx_domain::blobs::BlobId;
use scx_domain::notify::{Mail, Place};
use scx_jobs::outbox::{self, Letter};
use scx_store::{DbError, Tx};
use serde::{Deserialize, Serialize};

/// A letter of the bots. Screens and cards are resolved when they are sent:
/// only then is it known which message to edit.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum BotMail {
    /// To be sent as it is.
    Direct(Outgoing),
    /// What the person wrote, said again to them as others will get it.
    Written {
        /// The chat.
        chat: i64,
        /// The message.
        written: Box<Written>,
    },
    /// The living screen of a place: edited if it is the last message of the
    /// chat, else sent anew.
    Screen {
        /// Whose screen.
        place: Place,
        /// The text.
        html: String,
        /// The buttons.
        keyboard: Keyboard,
    },
    /// A card: edited where it hangs, else sent and hung.
    Card {
        /// The kind of card.
        card: String,
        /// The row.
        subject: String,
        /// Where.
        place: Place,
        /// The text.
        html: String,
        /// The buttons.
        keyboard: Keyboard,
        /// When it is sent, it arrives without a sound.
        #[serde(default)]
        silent: bool,
        /// The topic of the chat.
        #[serde(default)]
        thread: Option<i64>,
        /// A new message of it goes on top of the chat.
        #[serde(default)]
        is_pinned: bool,
    },
    /// A file that lies among the blobs.
    File(FileMail),
    /// An invoice with a button that pays it inside Telegram.
    Bill(BillMail),
    /// A message with a secret: deleted, or the person is asked to do it.
    Wipe {
        /// The chat.
        chat: i64,
        /// The message.
        message: i64,
        /// What to say when it cannot be deleted.
        failure_html: String,
    },
}

/// An invoice on its way into a chat. Whoever takes the money is looked up when it
/// is sent: their token is no part of a letter.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BillMail {
    /// The chat.
    pub chat: i64,
    /// The topic of the chat.
    pub thread: Option<i64>,
    /// What is sold.
    pub title: String,
    /// What is written below it.
    pub description: String,
    /// Our name of the order.
    pub order: String,
    /// What it costs, as the invoice holds it.
    pub price: String,
    /// What to say when Telegram does not take it.
    pub failure_html: String,
}

/// A partner's blob on its way into a chat.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FileMail {
    /// The chat.
    pub chat: i64,
    /// The topic of the chat.
    #[serde(default)]
    pub thread: Option<i64>,
    /// Whose blob it is.
    pub partner: PartnerId,
    /// The bytes.
    pub blob: BlobId,
    /// The name that the person sees.
    pub file_name: String,
    /// The media type.
    pub media_type: String,
    /// What stands below it.
    pub caption_html: String,
}

impl BotMail {
    /// The letter that carries it.
    pub fn letter(self, bot: &str, chat: i64, partner: Option<String>) -> Letter {
        let body = serde_json::to_value(self).expect("plain data serialises");
        Letter {
            account: bot.to_owned(),
            chat: chat.to_string(),
            partner,
            body: Mail::Other(body).bytes(),
            revocable: None,
        }
    }
}

/// Posts letters of a bot to a chat, in order.
///
/// # Errors
/// [`DbError`].
pub async fn post(
    tx: &mut Tx,
    place: &Place,
    partner: Option<String>,
    mails: Vec<BotMail>,
) -> Result<(), DbError> {
    let letters = mails
        .into_iter()
        .map(|mail| mail.letter(&place.bot, place.chat, partner.clone()))
        .collect();
    outbox::post(tx, letters).await
}
