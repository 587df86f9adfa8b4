#![doc = include_str!("../README.md")]
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a load generator lives in real time and prints what it measured"
)]

pub mod answers;
pub mod broadcasts;
pub mod channel;
pub mod figures;
pub mod files;
pub mod kills;
pub mod language;
pub mod latency;
pub mod load;
pub mod machine;
pub mod memory;
pub mod outside;
pub mod past;
pub mod search;
pub mod seed;
pub mod shop;
pub mod stage;
pub mod start;
pub mod view;
pub mod webhooks;
pub mod whatsapp;
pub mod wire;
