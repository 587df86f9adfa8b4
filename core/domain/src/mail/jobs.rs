//! Sending; the letters are written where the texts are.

use scx_jobs::{Job, Key, Lane, Priority};
use serde::{Deserialize, Serialize};

use super::LetterId;
use crate::accounts::PartnerId;

/// Writes one letter and sends it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Deliver {
    /// The letter.
    pub letter: LetterId,
    /// To whom.
    pub partner: PartnerId,
}

impl Job for Deliver {
    const NAME: &'static str = "mail.deliver";
    const LANE: Lane = Lane::Send;
    // Somebody waits for the code in it.
    const PRIORITY: Priority = Priority::High;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.letter.to_string()))
    }
}
