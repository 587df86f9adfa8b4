//! Plans: what is told when they end, how one is asked for and given, what
//! they allow.

mod endings;
mod limits;
mod requests;

pub(crate) use requests::{approves, asks_for, invitation, joined};
