//! Files that sellers send to customers, and the addresses under which
//! messengers fetch them.

use scx_kit::Language;
use scx_store::{Db, DbError, Tx};

use super::desk::{check_window, stepped_in};
use super::letters::letter_with;
use super::model::Author;
use super::{Conversation, ConversationId, Kind, sql, topics};
use crate::Error;
use crate::accounts::PartnerId;
use crate::blobs::BlobId;
use crate::notify::{Enclosed, EnclosedFile, Say, Words};

/// Letters and digits of a key: nobody guesses it.
const KEY_CHARS: usize = 32;
/// Letters of a caption, which every channel takes.
const CAPTION_CHARS: usize = 900;
/// What the partner bot can fetch of Telegram.
pub const MOST_FILE_BYTES: usize = 20 << 20;

/// Whether a text has the form of a key: nothing else is looked up.
pub fn is_file_key(text: &str) -> bool {
    text.len() == KEY_CHARS && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// A key for a file that is about to be sent.
pub fn file_key(tx: &Tx) -> String {
    tx.entropy().word(KEY_CHARS)
}

/// A file on its way to a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// By which messengers fetch it. A key is sent once, however often it is tried.
    pub key: String,
    /// The bytes.
    pub blob: BlobId,
    /// Their media type.
    pub mime: String,
    /// The name that the customer sees.
    pub name: String,
    /// How many bytes there are.
    pub bytes: i64,
    /// A picture to look at, not a file to keep.
    pub is_picture: bool,
    /// The words below it.
    pub caption: String,
    /// It stands in the customer's topic already.
    pub is_in_topic: bool,
}

/// A file as messengers fetch it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicFile {
    /// Whose it is.
    pub partner: PartnerId,
    /// The bytes.
    pub blob: BlobId,
    /// Their media type.
    pub mime: String,
}

/// Whether a file may be sent to a customer now.
///
/// # Errors
/// A refusal outside the time in which the channel lets shops send files.
pub async fn check_file(
    tx: &mut Tx,
    partner: PartnerId,
    id: ConversationId,
) -> Result<Conversation, Error> {
    let conversation = sql::conversation(&mut *tx, partner, id).await?;
    check_window(&conversation, conversation.window_until, tx.now())?;
    Ok(conversation)
}

/// Sends a file to a customer, as [`write()`](super::write()) sends words.
///
/// # Errors
/// As [`check_file()`].
pub async fn send_file(
    tx: &mut Tx,
    partner: PartnerId,
    id: ConversationId,
    parcel: &Parcel,
) -> Result<(), Error> {
    let mut conversation = check_file(tx, partner, id).await?;
    let caption: String = parcel.caption.trim().chars().take(CAPTION_CHARS).collect();
    let kind = match parcel.is_picture {
        true => Kind::Photo,
        false => Kind::File,
    };
    let said = match caption.is_empty() {
        true => parcel.name.clone(),
        false => caption.clone(),
    };
    let author = Author::Partner;
    let row = sql::NewMessage {
        kind,
        ..sql::NewMessage::of(tx, &conversation, author, said.clone())
    };
    let message = row.id;
    let say = Say {
        words: match caption.is_empty() {
            true => Vec::new(),
            false => vec![Words::Plain(caption)],
        },
        language: conversation.language.unwrap_or(Language::UzLatn),
        choices: Vec::new(),
    };
    let file = EnclosedFile {
        partner,
        blob: parcel.blob,
        key: parcel.key.clone(),
        mime: parcel.mime.clone(),
        name: parcel.name.clone(),
        bytes: parcel.bytes,
        is_picture: parcel.is_picture,
    };
    if !sql::insert_file(tx, message, &file).await? {
        return Ok(());
    }
    let with = (message, Enclosed::File(file));
    let letter = letter_with(&conversation, &say, with);
    sql::insert_messages(tx, vec![row]).await?;
    scx_jobs::outbox::post(tx, vec![letter]).await?;
    if parcel.is_in_topic {
        topics::note_said_there(tx, partner, message).await?;
    }
    topics::mirror(tx, partner, id).await?;
    // The name of a file is no answer that could be taught.
    stepped_in(tx, &mut conversation, parcel.caption.trim()).await
}

/// The file behind an address; none for a key that nobody was given.
///
/// # Errors
/// [`DbError`].
pub async fn public_file(db: &Db, key: &str) -> Result<Option<PublicFile>, DbError> {
    sql::public_file(db, key).await
}
