//! Checking accounts. The work lies where the client is.

use scx_jobs::{Job, Key, Lane, Priority};
use serde::{Deserialize, Serialize};

use super::MetaId;
use crate::accounts::PartnerId;

/// Checks an account with Meta. The work lies where the client is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SettleMeta {
    /// The account.
    pub account: MetaId,
    /// Whose it is.
    pub partner: PartnerId,
}

impl Job for SettleMeta {
    const NAME: &'static str = "messengers.settle";
    const LANE: Lane = Lane::Chat;
    const PRIORITY: Priority = Priority::Urgent;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.account.to_string()))
    }
}

/// Has every account that works checked once a day: its token, its quality.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WatchMeta {}

impl Job for WatchMeta {
    const NAME: &'static str = "messengers.watch";
    const LANE: Lane = Lane::House;

    fn once(&self) -> Option<Key> {
        Some(Key("all".to_owned()))
    }
}
