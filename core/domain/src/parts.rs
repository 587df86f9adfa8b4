//! What every capability hands to the composition root.

use scx_jobs::Registry;
use scx_kit::{ConfigKey, Meter};
use scx_store::Sealed;

use crate::{accounts, ai, blobs, channels, chat, knowledge, notify};

/// The parts of a capability, or of all of them together.
#[derive(Default)]
pub struct Parts {
    /// Jobs and schedules.
    pub registry: Registry,
    /// Sealed columns, so that rotation and checks walk all of them.
    pub sealed: Vec<Sealed>,
    /// SQL texts, so that one test prepares all of them.
    pub statements: Vec<&'static str>,
    /// Configuration keys.
    pub keys: Vec<ConfigKey>,
    /// What the operator's monitor is told.
    pub meters: Vec<Meter>,
}

impl Parts {
    /// Joins the parts of two capabilities.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        self.registry = self.registry.join(other.registry);
        self.sealed.extend(other.sealed);
        self.statements.extend(other.statements);
        self.keys.extend(other.keys);
        self.meters.extend(other.meters);
        self
    }
}

/// The parts of all capabilities in their order.
pub fn parts() -> Parts {
    [
        accounts::parts(),
        blobs::parts(),
        notify::parts(),
        ai::parts(),
        knowledge::parts(),
        channels::parts(),
        chat::parts(),
    ]
    .into_iter()
    .fold(Parts::default(), Parts::join)
}
