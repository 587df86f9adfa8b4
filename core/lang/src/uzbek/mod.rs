//! Uzbek words: how they are spelled, and the endings that they take.

mod endings;
mod spelling;

pub(crate) use endings::{Class, follows};
pub(crate) use spelling::Spelling;
