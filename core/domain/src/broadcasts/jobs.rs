//! The work of broadcasts: writing their recipients down, and sending.

use scx_jobs::{Attempt, Cx, Job, Key, Lane, Priority, Run, Stop};
use serde::{Deserialize, Serialize};

use super::BroadcastId;

/// Writes down who gets a broadcast.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Gather {
    /// The broadcast.
    pub broadcast: BroadcastId,
}

impl Job for Gather {
    const NAME: &'static str = "broadcast.gather";
    const LANE: Lane = Lane::House;

    fn once(&self) -> Option<Key> {
        Some(Key(self.broadcast.to_string()))
    }
}

impl Run for Gather {
    async fn run(&self, cx: &Cx, _attempt: Attempt) -> Result<(), Stop> {
        while super::gather(cx, self.broadcast).await? {}
        Ok(())
    }
}

/// Fetches the file of a broadcast and keeps it for the messengers that fetch it
/// from us; then its recipients are written down.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeepFile {
    /// The broadcast.
    pub broadcast: BroadcastId,
}

impl Job for KeepFile {
    const NAME: &'static str = "broadcast.keep_file";
    const LANE: Lane = Lane::Media;

    fn once(&self) -> Option<Key> {
        Some(Key(self.broadcast.to_string()))
    }
}

/// Drops the files of broadcasts that are long over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DropFiles {}

impl Job for DropFiles {
    const NAME: &'static str = "broadcast.drop_files";
    const LANE: Lane = Lane::House;
    const PRIORITY: Priority = Priority::Low;

    fn once(&self) -> Option<Key> {
        Some(Key("all".to_owned()))
    }
}

impl Run for DropFiles {
    async fn run(&self, cx: &Cx, _attempt: Attempt) -> Result<(), Stop> {
        loop {
            let mut tx = cx.db.begin().await?;
            let has_more = super::files::drop_old(&mut tx).await?;
            tx.commit().await?;
            if !has_more {
                return Ok(());
            }
        }
    }
}

/// Sends to a second's worth of recipients.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Send {
    /// The broadcast.
    pub broadcast: BroadcastId,
    /// The bot or account that sends.
    pub account: String,
}

impl Job for Send {
    const NAME: &'static str = "broadcast.send";
    const LANE: Lane = Lane::Send;
    // Whoever waits for an answer goes first.
    const PRIORITY: Priority = Priority::Low;

    fn once(&self) -> Option<Key> {
        Some(Key::of(&[&self.broadcast.to_string(), &self.account]))
    }
}
