//! Sent letters leave the outbox many at a time, together with what the
//! channels call the messages in them.

use scx_jobs::outbox::{self, OutboxMark};
use scx_kit::Id;
use scx_store::{Db, DbError, Grouped, Turn, Tx};

use super::sql;
use crate::accounts::PartnerId;

/// A kept message that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentMessage {
    /// Whose customer got it.
    pub partner: PartnerId,
    /// The message.
    pub id: String,
    /// What the channel calls it; none where it cannot say.
    pub external_id: Option<String>,
}

/// A letter that was sent or can never be, and the message that was in it.
#[derive(Clone, Debug)]
struct Departed {
    letter: Id<OutboxMark>,
    message: Option<SentMessage>,
}

/// The way to have sent letters removed; a service.
#[derive(Clone, Debug)]
pub struct Departures(Grouped<Departed>);

impl Departures {
    /// Starts the task that removes; it ends when the last clone is dropped.
    pub fn start(db: Db) -> Self {
        Self(Grouped::start(db, Turn::Usual, |tx, departed| {
            Box::pin(depart(tx, departed))
        }))
    }

    /// Removes a letter, notes that its message was sent, and returns when that
    /// is on disk.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn done(
        &self,
        letter: Id<OutboxMark>,
        message: Option<SentMessage>,
    ) -> Result<(), DbError> {
        self.0.write(Departed { letter, message }).await
    }
}

async fn depart(tx: &mut Tx, departed: &[Departed]) -> Result<(), DbError> {
    let letters: Vec<_> = departed.iter().map(|departed| departed.letter).collect();
    let messages: Vec<_> = departed.iter().flat_map(|one| &one.message).collect();
    if !messages.is_empty() {
        sql::note_sent(tx, &messages).await?;
    }
    outbox::done(tx, &letters).await
}
