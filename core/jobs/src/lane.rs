//! Lanes keep slow work from standing in front of fast work.

use scx_kit::Millis;

/// A kind of work with its own slots, deadline and patience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Answers to people who are waiting.
    Chat,
    /// Messages on their way out.
    Send,
    /// Changes at marketplaces and networks.
    Publish,
    /// Files, images, video.
    Media,
    /// Housekeeping.
    House,
}

impl Lane {
    /// Every lane.
    pub const ALL: [Self; 5] = [
        Self::Chat,
        Self::Send,
        Self::Publish,
        Self::Media,
        Self::House,
    ];

    /// The name stored in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Send => "send",
            Self::Publish => "publish",
            Self::Media => "media",
            Self::House => "house",
        }
    }

    /// The lane of a stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.name() == name)
    }

    /// How many jobs of the lane run at once in one process.
    pub fn slots(self) -> usize {
        match self {
            Self::Chat | Self::Send => 256,
            Self::Publish => 8,
            // A child that reads a file may take a whole core.
            Self::Media => 2,
            Self::House => 4,
        }
    }

    /// A job that runs longer is stopped, which counts as a failed attempt.
    pub fn deadline(self) -> Millis {
        match self {
            Self::Chat | Self::Publish => Millis::minutes(2),
            Self::Send => Millis::minutes(1),
            Self::Media => Millis::minutes(10),
            Self::House => Millis::minutes(5),
        }
    }

    /// Attempts before a job is dead.
    pub fn attempts(self) -> i64 {
        match self {
            Self::Chat => 5,
            Self::Send | Self::Publish => 8,
            Self::Media | Self::House => 4,
        }
    }

    /// The pause after the first failure; it doubles with every further one.
    pub fn first_pause(self) -> Millis {
        match self {
            Self::Chat | Self::Send => Millis::secs(2),
            Self::Publish | Self::Media => Millis::secs(10),
            Self::House => Millis::secs(30),
        }
    }
}

/// Who goes first within a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// Somebody waits with a button pressed.
    Urgent,
    /// Somebody waits.
    High,
    /// The usual.
    Normal,
    /// Whenever there is time.
    Low,
}

impl Priority {
    pub(crate) fn rank(self) -> i64 {
        match self {
            Self::Urgent => 0,
            Self::High => 1,
            Self::Normal => 2,
            Self::Low => 3,
        }
    }
}
