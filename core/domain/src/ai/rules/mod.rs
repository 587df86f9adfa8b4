//! What the answers of models and of the built-in answerer rest on, without
//! network, database or clock.

pub(super) mod built_in;
pub(super) mod catalog;
pub(super) mod checks;
pub(super) mod figures;
pub(super) mod links;
pub(super) mod person;
pub(super) mod prompt;
pub(super) mod quote;
pub(super) mod reply;
