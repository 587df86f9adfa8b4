#![doc = include_str!("../README.md")]

mod activity;
mod clock;
mod config;
mod entropy;
mod hold;
mod http;
mod id;
mod language;
mod meters;
mod money;
mod process;
mod ring;
mod secret;

pub use activity::{Activity, Busy};
pub use clock::{Clock, Elapsed, Millis, Stopwatch, SystemClock, Time, timeout};
pub use config::{Config, ConfigKey, Need};
pub use entropy::{Entropy, OsEntropy, SeededEntropy};
pub use hold::{TransactionHold, forbid_in_transaction};
pub use http::{Body, Hosts, Http, HttpError, Part, Request, Response, Tally};
pub use id::{BadId, Id, Prefix};
pub use language::Language;
pub use meters::{Meter, Meters, Moves};
pub use money::Tiyin;
pub use process::measure_process;
pub use ring::{KeyRing, RingError, SealError};
pub use secret::{Secret, same_secret};

/// The meters of this crate.
pub fn meters() -> Vec<Meter> {
    [http::METERS, process::METERS].concat()
}
