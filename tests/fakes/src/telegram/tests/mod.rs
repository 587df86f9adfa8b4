//! Proofs of the messenger model, over HTTP.

mod calls;
mod delivery;
mod managed;
mod markup;
mod people;
mod profile;
mod topics;
