#![doc = include_str!("../README.md")]

pub mod accounts;
pub mod ai;
pub mod blobs;
pub mod channels;
pub mod chat;
mod error;
pub mod export;
pub mod knowledge;
pub mod leaving;
pub mod messengers;
mod names;
pub mod notify;
pub mod onboarding;
mod parts;

pub use error::{Arg, Error, Refusal};
use error::{plain, readable};
pub use parts::{Holdings, Parts, parts};
