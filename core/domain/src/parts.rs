//! What every capability hands to the composition root.

use scx_jobs::Registry;
use scx_kit::{ConfigKey, Meter};
use scx_store::{Holding, Sealed};

use crate::{
    accounts, admins, ai, audit, billing, blobs, broadcasts, channels, chat, export, identity,
    knowledge, leaving, mail, messengers, notify, onboarding, operations, plans, referrals,
    statistics, tickets, winback,
};

/// The parts of a capability, or of all of them together.
#[derive(Default)]
pub struct Parts {
    /// Jobs and schedules.
    pub registry: Registry,
    /// Sealed columns, so that rotation and checks walk all of them.
    pub sealed: Vec<Sealed>,
    /// Tables with rows of partners, so that erasing and exporting walk all of
    /// them. Rows of a later one may refer to rows of an earlier one.
    pub holdings: Vec<Holding>,
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
        self.holdings.extend(other.holdings);
        self.statements.extend(other.statements);
        self.keys.extend(other.keys);
        self.meters.extend(other.meters);
        self
    }
}

/// Every table with rows of partners, in the order of the capabilities; a service.
#[derive(Clone, Debug)]
pub struct Holdings(pub Vec<Holding>);

/// The parts of all capabilities in their order.
pub fn parts() -> Parts {
    let mut all = [
        audit::parts(),
        accounts::parts(),
        admins::parts(),
        blobs::parts(),
        notify::parts(),
        mail::parts(),
        identity::parts(),
        tickets::parts(),
        plans::parts(),
        referrals::parts(),
        billing::parts(),
        winback::parts(),
        onboarding::parts(),
        ai::parts(),
        knowledge::parts(),
        channels::parts(),
        messengers::parts(),
        chat::parts(),
        broadcasts::parts(),
        statistics::parts(),
        operations::parts(),
        export::parts(),
        leaving::parts(),
    ]
    .into_iter()
    .fold(Parts::default(), Parts::join);
    let texts = all.holdings.iter().flat_map(Holding::statements);
    all.statements.extend(texts.collect::<Vec<_>>());
    all
}
