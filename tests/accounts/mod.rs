//! Registration, settings, and how the partner bot's screens behave.

mod buttons;
mod help;
mod registration;
mod screens;
mod sending;
mod settings;
mod standing;
mod steps;
