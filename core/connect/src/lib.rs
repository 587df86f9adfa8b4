#![doc = include_str!("../README.md")]

mod error;
#[cfg(test)]
mod far_side;
#[cfg(feature = "fuzz")]
pub mod fuzz;
pub mod llm;
pub mod mail;
pub mod meta;
pub mod payment;
pub mod sentry;
pub mod telegram;

pub use error::{ConnectError, ErrorKind};
