//! Which role may do what. ARCHITECTURE.md shows the same table, and a test
//! compares the two.

use super::{Right, Role};

/// Whether a role holds a right.
pub fn may(role: Role, right: Right) -> bool {
    match right {
        Right::SeePartners | Right::WriteToPartner | Right::AnswerTickets => true,
        Right::DecideRequests
        | Right::ChangePlan
        | Right::Ban
        | Right::SeeConversations
        | Right::ViewAsPartner
        | Right::ManageCoupons
        | Right::ManageReferrals
        | Right::SeeMoney
        | Right::Refund
        | Right::Broadcast
        | Right::SeeStatistics
        | Right::Operate
        | Right::SeeAudit => matches!(role, Role::Owner | Role::Admin),
        Right::SetPrices | Right::ManageAdmins => role == Role::Owner,
    }
}
