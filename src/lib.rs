//! The composition root: the one place that knows the bots and the doors.

mod app;
mod check;
mod reports;
mod settings;

pub use app::{App, Outer, ProcessRole, all_parts};
pub use check::{Line, check};
pub use reports::{Noticed, Reports};
pub use settings::{KEYS, Settings, all_keys};
