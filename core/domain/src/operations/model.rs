//! Alerts, and how the house is.

use scx_connect::meta::Messenger;
use scx_kit::{Id, Prefix, Time};

use crate::accounts::PartnerId;
use crate::names::stored_names;

/// Marks the ids of alerts.
#[derive(Debug)]
pub struct AlertMark;
impl Prefix for AlertMark {
    const PREFIX: &'static str = "alr";
}

/// The id of an alert.
pub type AlertId = Id<AlertMark>;

/// What sort of trouble it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertKind {
    /// Jobs of a kind were given up; the subject is the kind.
    DeadJobs,
    /// A lane makes no progress; the subject is the lane.
    Stalled,
    /// Updates or messages wait too long; the subject is `inbox` or `outbox`.
    Behind,
    /// Telegram cannot deliver updates of bots.
    Webhooks,
    /// A service outside does not answer; the subject is its name.
    Provider,
}

stored_names!(AlertKind {
    DeadJobs => "dead_jobs",
    Stalled => "stalled",
    Behind => "behind",
    Webhooks => "webhooks",
    Provider => "provider",
});

/// Whether the trouble is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertState {
    /// It is.
    Raised,
    /// It was.
    Settled,
}

stored_names!(AlertState {
    Raised => "raised",
    Settled => "settled",
});

/// Equal troubles.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Alert {
    /// The id.
    #[sqlx(try_from = "String")]
    pub id: AlertId,
    /// What sort of trouble it is.
    #[sqlx(try_from = "String")]
    pub kind: AlertKind,
    /// What has it: a kind of jobs, a lane, a service.
    pub subject: String,
    /// What is known about it, in the words of the code.
    pub detail: String,
    /// How many of it there are.
    pub times: i64,
    /// Whether it is there.
    #[sqlx(try_from = "String")]
    pub state: AlertState,
    /// The admins have seen it as it is.
    pub is_told: bool,
    /// Nobody is told of it before.
    #[sqlx(try_from = "i64")]
    pub muted_until: Time,
    /// Since when it is there, or was.
    #[sqlx(try_from = "i64")]
    pub raised_at: Time,
    /// When it changed last.
    #[sqlx(try_from = "i64")]
    pub changed_at: Time,
}

impl Alert {
    /// It was muted, and that is over.
    pub fn rings_again(&self, now: Time) -> bool {
        self.state == AlertState::Raised && self.muted_until.0 > 0 && self.muted_until <= now
    }
}

/// A token of a partner's account that ends soon or has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Whose account it is.
    pub partner: PartnerId,
    /// The partner's name.
    pub name: String,
    /// The messenger.
    pub messenger: Messenger,
    /// When the token ends.
    pub ends_at: Time,
}

/// How the house is.
#[derive(Clone, Debug)]
pub struct Health {
    /// The database is PostgreSQL.
    pub is_postgres: bool,
    /// What waits, and since when.
    pub lags: scx_jobs::Lags,
    /// Connected bots by their state.
    pub bots: Vec<(crate::channels::Health, i64)>,
    /// Connected accounts at Meta by their state.
    pub accounts: Vec<(String, i64)>,
    /// Tokens that end within a week.
    pub endings: Vec<Ending>,
    /// Partners' own keys that a model provider refuses.
    pub failed_keys: i64,
    /// Who gave the answers of the last hour, and how many.
    pub answers: Vec<(String, i64)>,
    /// Mail rests until then.
    pub mail_rests_until: Option<Time>,
}
