//! Plans: what is told when they end, how one is asked for and given, what
//! they allow.

mod endings;
mod limits;
mod requests;

pub(crate) use requests::{approves, asks_for, joined};

use scx_world::{Start, World};

use crate::world_with;

/// Runs a story in a world with an admin bot.
async fn with_admins(story: impl AsyncFnOnce(&mut World)) {
    let start = Start {
        has_admins: true,
        ..Start::default()
    };
    world_with(start, story).await;
}
