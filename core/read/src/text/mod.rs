//! What all formats share once there are characters: encodings, cleaning, doubts.

mod clean;
mod doubts;
pub(crate) mod encoding;
mod orders;

pub(crate) use clean::{Cleaned, clean};
pub(crate) use doubts::doubts;
