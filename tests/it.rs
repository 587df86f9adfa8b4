//! The one test binary: stories through the whole product, sweeps, and the
//! rules of the house.

mod accounts;
mod admin;
mod billing;
mod broadcasts;
mod channels;
mod chat;
mod export;
mod house;
mod identity;
mod jobs;
mod knowledge;
mod leaving;
mod looks;
mod messengers;
mod notify;
mod operations;
mod plans;
mod referrals;
mod statistics;
mod sweeps;
mod tickets;
mod tidy;
mod winback;

use scx_world::{Start, World};

/// Runs a story in a world with the usual start.
async fn world(story: impl AsyncFnOnce(&mut World)) {
    world_with(Start::default(), story).await;
}

/// Runs a story in a world with an admin bot.
async fn with_admins(story: impl AsyncFnOnce(&mut World)) {
    let start = Start {
        has_admins: true,
        ..Start::default()
    };
    world_with(start, story).await;
}

/// Runs a story in a world that starts in its own way.
async fn world_with(start: Start, story: impl AsyncFnOnce(&mut World)) {
    let start = Start {
        reader: env!("CARGO_BIN_EXE_sellercloudx").into(),
        ..start
    };
    scx_world::world(start, story).await;
}
