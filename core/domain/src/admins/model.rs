//! Admins, their roles, and what a role holds.

use scx_kit::Time;

use crate::Error;
use crate::audit::Author;
use crate::names::stored_names;

/// What somebody is in the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Everything, prices and people included.
    Owner,
    /// The daily business.
    Admin,
    /// Helps partners; changes nothing that costs or earns money.
    Support,
}

stored_names!(Role {
    Owner => "owner",
    Admin => "admin",
    Support => "support",
});

/// Something that an admin does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Finds partners and looks at their cards.
    SeePartners,
    /// Writes to a partner.
    WriteToPartner,
    /// Answers and closes tickets.
    AnswerTickets,
    /// Approves and rejects requests for a plan.
    DecideRequests,
    /// Gives and takes days of a plan.
    ChangePlan,
    /// Bans a partner and lifts a ban.
    Ban,
    /// Looks at a partner's conversations.
    SeeConversations,
    /// Sees the partner bot as a partner does, changing nothing.
    ViewAsPartner,
    /// Makes coupons and switches them off.
    ManageCoupons,
    /// Sees who invited whom, blocks and unblocks inviters.
    ManageReferrals,
    /// Sees invoices, payments and the ledger.
    SeeMoney,
    /// Notes that money was given back.
    Refund,
    /// Writes to many at once.
    Broadcast,
    /// Sees the house's figures.
    SeeStatistics,
    /// Looks after jobs, health and alerts.
    Operate,
    /// Changes tiers, periods and prices.
    SetPrices,
    /// Reads the audit log.
    SeeAudit,
    /// Adds and removes admins.
    ManageAdmins,
}

stored_names!(Right {
    SeePartners => "see_partners",
    WriteToPartner => "write_to_partner",
    AnswerTickets => "answer_tickets",
    DecideRequests => "decide_requests",
    ChangePlan => "change_plan",
    Ban => "ban",
    SeeConversations => "see_conversations",
    ViewAsPartner => "view_as_partner",
    ManageCoupons => "manage_coupons",
    ManageReferrals => "manage_referrals",
    SeeMoney => "see_money",
    Refund => "refund",
    Broadcast => "broadcast",
    SeeStatistics => "see_statistics",
    Operate => "operate",
    SetPrices => "set_prices",
    SeeAudit => "see_audit",
    ManageAdmins => "manage_admins",
});

/// Somebody on the list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Admin {
    /// The Telegram account, which is the login.
    pub telegram_user: i64,
    /// The name in Telegram; empty until the first visit.
    pub name: String,
    /// The role.
    #[sqlx(try_from = "String")]
    pub role: Role,
    /// Who invited them.
    pub added_by: String,
    /// Since when.
    #[sqlx(try_from = "i64")]
    pub created_at: Time,
}

impl Admin {
    /// As whom the audit log knows them.
    pub fn author(&self) -> Author {
        Author {
            id: self.telegram_user.to_string(),
            name: self.name.clone(),
        }
    }
}

/// The proof that somebody may do one thing now. Only
/// [`permit`](super::permit) makes one.
#[derive(Clone, Debug)]
pub struct Permit {
    admin: Admin,
    right: Right,
}

impl Permit {
    pub(super) fn new(admin: Admin, right: Right) -> Self {
        Self { admin, right }
    }

    /// Who has it.
    pub fn admin(&self) -> &Admin {
        &self.admin
    }

    /// Who has it, where it is for this right.
    ///
    /// # Errors
    /// A fault when it is for another one: a slip in our own code.
    pub fn of(&self, right: Right) -> Result<&Admin, Error> {
        if self.right == right {
            return Ok(&self.admin);
        }
        let slip = format!(
            "a permit for {} used for {}",
            self.right.name(),
            right.name()
        );
        Err(Error::Fault(anyhow::Error::msg(slip)))
    }
}
