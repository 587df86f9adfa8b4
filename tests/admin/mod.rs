//! The admin bot: who may do what, partners, prices, the log.

mod audit;
mod partners;
mod people;
mod rights;

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
