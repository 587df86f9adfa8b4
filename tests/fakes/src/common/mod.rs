//! What every fake shares: the clock, the change counter, the traffic log,
//! scripted faults and the HTTP front.

pub(crate) mod callback;
pub(crate) mod fates;
pub(crate) mod faults;
pub(crate) mod form;
pub(crate) mod line;
pub(crate) mod query;
pub(crate) mod serve;
pub(crate) mod shape;
pub(crate) mod traffic;

use std::fmt::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use faults::Faults;
use traffic::{Exchange, Traffic};

/// Gives the time in Unix milliseconds.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// A person tried something no person could do, such as tapping a button that
/// is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible(pub String);

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Impossible {}

pub(crate) struct Common {
    now: Clock,
    changes: watch::Sender<u64>,
    pub(crate) traffic: Traffic,
    pub(crate) faults: Faults,
    pub(crate) stop: CancellationToken,
}

impl Common {
    pub(crate) fn new(now: Clock, stop: CancellationToken) -> Self {
        Self {
            now,
            changes: watch::Sender::new(0),
            traffic: Traffic::default(),
            faults: Faults::default(),
            stop,
        }
    }

    pub(crate) fn now_ms(&self) -> i64 {
        (self.now)()
    }

    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    pub(crate) fn changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    pub(crate) fn note_unexpected(&self, what: String) {
        self.traffic.note_unexpected(what);
        self.changed();
    }

    pub(crate) fn log(&self, exchange: Exchange) {
        self.traffic.log(exchange);
        self.changed();
    }

    pub(crate) fn release_due(&self) -> usize {
        let freed = self.faults.release_due(self.now_ms());
        // Long polls and the pump look at the clock when something changed.
        self.changed();
        freed
    }
}

/// Locks even after a panic elsewhere: a failed test must not hide behind a
/// poisoned lock.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Bytes in small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        write!(text, "{byte:02x}").expect("writing to a string succeeds");
    }
    text
}
