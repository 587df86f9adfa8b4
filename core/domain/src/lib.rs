#![doc = include_str!("../README.md")]

pub mod accounts;
pub mod admins;
pub mod ai;
pub mod audit;
pub mod billing;
pub mod blobs;
pub mod broadcasts;
pub mod channels;
pub mod chat;
mod error;
pub mod export;
pub mod identity;
pub mod knowledge;
pub mod leaving;
pub mod mail;
pub mod messengers;
mod names;
pub mod notify;
pub mod onboarding;
pub mod operations;
pub mod oversight;
mod pages;
mod parts;
pub mod plans;
pub mod referrals;
pub mod statistics;
pub mod tickets;
pub mod winback;

pub use error::{Arg, Error, Refusal};
use error::{plain, readable};
pub use pages::Pages;
pub use parts::{Holdings, Parts, parts};
