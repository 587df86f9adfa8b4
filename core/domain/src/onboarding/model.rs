//! The data of onboarding.

use crate::names::stored_names;

/// A first step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// A file was read and can be activated.
    File,
    /// A file answers.
    Activated,
    /// A customer bot works.
    Bot,
    /// A customer was answered.
    Answered,
}

/// What became of the reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminder {
    /// Still to be sent.
    Due,
    /// Sent; there is no second one.
    Sent,
    /// Not to be sent: the partner blocked the bot.
    Off,
}

stored_names!(Reminder {
    Due => "due",
    Sent => "sent",
    Off => "off",
});

/// How far a partner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Progress {
    /// [`Step::File`] is done.
    pub has_file: bool,
    /// [`Step::Activated`] is done.
    pub has_activated: bool,
    /// [`Step::Bot`] is done.
    pub has_bot: bool,
    /// [`Step::Answered`] is done.
    pub has_answered: bool,
    /// What became of the reminder.
    #[sqlx(try_from = "String")]
    pub reminder: Reminder,
}

impl Progress {
    /// Whether nothing is left to do.
    pub fn is_complete(&self) -> bool {
        self.has_file && self.has_activated && self.has_bot && self.has_answered
    }
}
