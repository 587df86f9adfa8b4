//! The data of referrals.

use scx_kit::{Id, Prefix, Time};

use crate::names::stored_names;

/// Marks the ids of referrals.
#[derive(Debug)]
pub struct ReferralMark;
impl Prefix for ReferralMark {
    const PREFIX: &'static str = "ref";
}

/// The id of a referral.
pub type ReferralId = Id<ReferralMark>;

/// What became of somebody who came by a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Registered, and has not paid yet.
    Came,
    /// Has paid for the first time.
    Paid,
    /// Does not count.
    Refused,
    /// Was given the first payment back.
    TakenBack,
}

stored_names!(State {
    Came => "came",
    Paid => "paid",
    Refused => "refused",
    TakenBack => "taken_back",
});

/// Why a referral does not count, or gave its inviter nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is the inviter's own Telegram account.
    Own,
    /// It is the chat in which the link was first shown.
    Chat,
    /// The number had an account before, which was erased.
    Phone,
    /// Is, or was, a partner already.
    Partner,
    /// The inviter is blocked or banned.
    Blocked,
    /// The inviter had all the rewards of the month.
    Month,
    /// The inviter has closed the account.
    Gone,
}

stored_names!(Why {
    Own => "own",
    Chat => "chat",
    Phone => "phone",
    Partner => "partner",
    Blocked => "blocked",
    Month => "month",
    Gone => "gone",
});

/// Somebody who came by a link.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Referral {
    /// The id.
    #[sqlx(try_from = "String")]
    pub id: ReferralId,
    /// Who came, as an id; empty once erased.
    pub partner: String,
    /// By whose link, as an id; empty once erased.
    pub inviter: String,
    /// What became of it.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// The stored name of a [`Why`].
    pub why: Option<String>,
    /// Days for who came.
    pub partner_days: i64,
    /// Days for the inviter.
    pub inviter_days: i64,
    /// When.
    #[sqlx(try_from = "i64")]
    pub created_at: Time,
}

impl Referral {
    /// Why it does not count, or gave the inviter nothing.
    pub fn why(&self) -> Option<Why> {
        Why::try_from(self.why.clone()?).ok()
    }
}

/// What a partner's invitations came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Counts {
    /// Registered by the link.
    pub came: i64,
    /// Have paid.
    pub paid: i64,
    /// Days that the inviter was given.
    pub days: i64,
}

/// A number that an admin sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Days for the inviter.
    InviterDays,
    /// Days for who came.
    PartnerDays,
    /// Rewards of one inviter in a month.
    Most,
}

stored_names!(Term {
    InviterDays => "inviter_days",
    PartnerDays => "partner_days",
    Most => "most_a_month",
});

/// What is given, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Days for the inviter.
    pub inviter_days: i64,
    /// Days for who came.
    pub partner_days: i64,
    /// Rewards of one inviter in a month of Tashkent.
    pub most: i64,
}

impl Terms {
    /// One of the numbers.
    pub fn of(&self, term: Term) -> i64 {
        match term {
            Term::InviterDays => self.inviter_days,
            Term::PartnerDays => self.partner_days,
            Term::Most => self.most,
        }
    }
}
