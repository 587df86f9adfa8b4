//! Sweeps: checks that need no upkeep, because they walk over everything there is.

mod config;
mod doors;
mod plans;
mod registered;
mod screens;
mod strangers;
