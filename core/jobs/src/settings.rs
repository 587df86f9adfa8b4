//! How the engine runs, in production and under a clock that is moved by hand.

use scx_kit::Millis;

/// How the engine runs.
#[derive(Clone, Debug)]
pub struct EngineSettings {
    /// How often to look for work that nobody announced (another process, the
    /// command line). `None` where every wake-up comes from this process.
    pub poll: Option<Millis>,
    /// One piece of work at a time, in due order: stories read like a log.
    pub is_serial: bool,
    /// How long after a tick the next one waits for company.
    pub gather: Gather,
    /// How long shutdown waits for work in progress.
    pub drain: Millis,
}

impl Default for EngineSettings {
    fn default() -> Self {
        Self {
            poll: Some(Millis::secs(1)),
            is_serial: false,
            gather: Gather::default(),
            drain: Millis::secs(25),
        }
    }
}

impl EngineSettings {
    /// Under a clock that is moved by hand: every wake-up comes from this
    /// process, and no tick waits for company.
    pub fn scripted() -> Self {
        Self {
            poll: None,
            gather: Gather::NONE,
            ..Self::default()
        }
    }
}

/// How long a tick waits for company after the one before.
#[derive(Clone, Copy, Debug)]
pub struct Gather {
    /// When little happens: an answer should not wait.
    pub usually: Millis,
    /// In a crowd.
    pub in_a_crowd: Millis,
    /// While intake is behind.
    pub behind: Millis,
}

impl Gather {
    /// Nobody is waited for.
    pub const NONE: Self = Self {
        usually: Millis(0),
        in_a_crowd: Millis(0),
        behind: Millis(0),
    };
}

impl Default for Gather {
    fn default() -> Self {
        Self {
            usually: Millis(5),
            in_a_crowd: Millis(15),
            behind: Millis(50),
        }
    }
}
