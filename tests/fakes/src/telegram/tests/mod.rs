//! Proofs of the messenger model, over HTTP.

mod business;
mod calls;
mod delivery;
mod groups;
mod managed;
mod markup;
mod payments;
mod people;
mod profile;
mod reactions;
mod stars;
mod topics;
