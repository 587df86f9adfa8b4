//! Everything we hold about a partner, as ZIP files for the partner.
//!
//! A job writes what every capability registered: JSON of each kind of row,
//! tables for people beside it, and the files as they were sent; never a
//! token, a key or a secret. Each part is a whole archive of its own, small
//! enough for a messenger and for the memory of the process that packs it.
//! The archives lie among the blobs until they were sent, for a day at most.

mod job;
mod pack;
mod sql;
mod write;

use scx_jobs::{Job, Key, Lane, Registry, enqueue};
use scx_kit::{Id, Millis, Prefix, Time};
use scx_store::{DbError, On, Tx};
use serde::{Deserialize, Serialize};

pub use job::Make;
#[cfg(feature = "fuzz")]
pub use write::file_name;
pub use write::{harmless, moment};

use crate::accounts::PartnerId;
use crate::blobs::BlobId;
use crate::names::stored_names;
use crate::{Error, Parts, Refusal, notify};

/// The card that shows an export from its order to its delivery.
pub const CARD: &str = "export";

/// Packing costs time and space, so nobody needs it more often.
pub const PAUSE: Millis = Millis::hours(1);

/// Archives are gone after this span; a fresh one is a tap away.
const KEPT: Millis = Millis::days(1);

/// Marks the ids of exports.
#[derive(Debug)]
pub struct ExportMark;
impl Prefix for ExportMark {
    const PREFIX: &'static str = "exp";
}

/// The id of an export.
pub type ExportId = Id<ExportMark>;

/// Where an export is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Is being packed.
    Making,
    /// Packed; about to be sent.
    Ready,
    /// Handed to the messenger.
    Handed,
    /// Could not be packed.
    Failed,
}

stored_names!(State {
    Making => "making",
    Ready => "ready",
    Handed => "handed",
    Failed => "failed",
});

/// An export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The id.
    pub id: ExportId,
    /// Where it is on its way.
    pub state: State,
    /// The size of all parts.
    pub bytes: i64,
    /// When it was ordered.
    pub created_at: Time,
}

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        registry: Registry::default().job::<Make>(),
        statements: sql::ALL.to_vec(),
        holdings: sql::HOLDINGS.to_vec(),
        ..Parts::default()
    }
}

/// The parts of an export are packed: hands them to the partner. The work lies
/// where the messenger is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Hand {
    /// Whose it is.
    pub partner: PartnerId,
    /// Which one.
    pub export: ExportId,
}

impl Job for Hand {
    const NAME: &'static str = "export.hand";
    const LANE: Lane = Lane::Send;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.export.to_string()))
    }
}

/// Orders an export; the files come when they are packed.
///
/// # Errors
/// A refusal while one is being packed, and shortly after one.
pub async fn order(tx: &mut Tx, partner: PartnerId) -> Result<ExportId, Error> {
    let now = tx.now();
    if let Some(last) = sql::newest(&mut *tx, partner).await? {
        let again_at = last.created_at + PAUSE;
        match last.state {
            State::Making | State::Ready if now < again_at => {
                return Err(Refusal::new("export-running").into());
            }
            State::Handed if now < again_at => {
                return Err(Refusal::new("export-too-soon")
                    .with("when", crate::Arg::Moment(again_at.0))
                    .into());
            }
            State::Making | State::Ready | State::Handed | State::Failed => {}
        }
    }
    let export = tx.id();
    sql::insert(tx, partner, export).await?;
    enqueue(tx, &Make { partner, export }).await?;
    notify::redraw(tx, partner, CARD, &export.to_string()).await?;
    Ok(export)
}

/// An export of a partner.
///
/// # Errors
/// [`DbError::Missing`] for another partner's export.
pub async fn export(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: ExportId,
) -> Result<Export, DbError> {
    sql::by_id(on, partner, id).await
}

/// Takes a packed export over for sending, once: its archives in their order,
/// or nothing when it is not to be sent (any more).
///
/// # Errors
/// [`DbError`].
pub async fn take(tx: &mut Tx, partner: PartnerId, id: ExportId) -> Result<Vec<BlobId>, DbError> {
    if !sql::move_on(tx, partner, id, State::Ready, State::Handed).await? {
        return Ok(Vec::new());
    }
    notify::redraw(tx, partner, CARD, &id.to_string()).await?;
    sql::parts(tx, partner, id).await
}

/// Lets an export go whose partner has left: a new one may be ordered at once.
///
/// # Errors
/// [`DbError`].
pub async fn give_up(tx: &mut Tx, partner: PartnerId, id: ExportId) -> Result<(), DbError> {
    sql::move_on(tx, partner, id, State::Ready, State::Failed).await?;
    Ok(())
}

/// Forgets old exports; the sweep for files without an owner drops the bytes.
///
/// # Errors
/// [`DbError`].
pub async fn expire(tx: &mut Tx) -> Result<(), DbError> {
    let before = tx.now() - KEPT;
    sql::expire(tx, before).await
}
