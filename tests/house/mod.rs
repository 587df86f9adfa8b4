//! What the house promises: logs that tell nothing secret, doors that close,
//! a command line that says what it means.

mod command_line;
mod copies;
mod deploy;
pub mod doors;
mod logs;
mod metrics;
mod reports;
mod rolling;
mod rotation;
mod serve;
