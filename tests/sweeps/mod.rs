//! Sweeps: checks that need no upkeep, because they walk over everything there is.

mod config;
mod customers;
mod doors;
mod inputs;
mod looking;
mod meta_doors;
mod plans;
mod registered;
mod screens;
mod shown;
mod strangers;
