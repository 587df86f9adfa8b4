//! Operations: jobs, health and alerts, as the people of the house see them.
//!
//! An alert is one row for equal troubles, however often they come. Whoever finds a
//! trouble raises it and settles it when it is gone; the admins' cards are drawn
//! from the row by a task that needs no queue (`bot/src/lookout.rs`), because the
//! trouble may be the queue.

mod alerts;
mod health;
mod model;
mod sql;
mod work;

pub use alerts::{alert, mute, note_told, open, raise, settle, unmute, untold};
pub use health::health;
pub use model::{Alert, AlertId, AlertKind, AlertMark, AlertState, Ending, Health};
pub use scx_connect::meta::Messenger;
pub use work::{cancel, pause, resume, retry, retry_kind};

use crate::Parts;
pub use crate::accounts::PartnerId;

/// The card of an alert; its subject is the alert's id.
pub const CARD: &str = "alert";
/// Jobs of a page.
pub const PAGE: u32 = 6;
/// For how long one tap mutes an alert.
pub const MUTED_FOR: scx_kit::Millis = scx_kit::Millis::hours(1);

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        statements: sql::ALL.to_vec(),
        ..Parts::default()
    }
}
