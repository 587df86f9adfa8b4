//! What is sold, what a partner has of it, and how that changes.
//!
//! Tiers, periods and prices are rows that an admin edits. What a partner has
//! stands on the partner's own row, so that the answer path reads it with
//! everything else; every change of it is an event with who and why. A partner
//! asks for a plan by a request, which one admin decides.

mod catalogue;
mod events;
mod initial;
mod jobs;
mod model;
mod requests;
mod rules;
mod sql;
mod usage;

use scx_jobs::Registry;

pub use catalogue::{Edit, Limit, catalogue, edit, parse_sum, seed};
pub use events::{change, events, give, given, take};
pub use initial::{first_catalogue, sample_request};
pub use jobs::{Ending, plan_endings};
pub use model::{
    AI, Allowance, Catalogue, Cause, Change, Chosen, Event, EventMark, Offer, Period, Price,
    ReadyReason, RejectReason, Request, RequestId, RequestMark, RequestState, TRIAL, Tier,
    TierKind, Usage,
};
pub use requests::{
    Approval, PAGE, approve, ask, open_request, pending, pending_count, preview, reject, request,
    requests_of, withdraw,
};
pub use rules::{allowance, allowed, carried, end, ends_at, extended, held, month, warnings};
pub use usage::{check_channel, note_usage, usage};

use crate::Parts;

/// The card of a request in the admins' chats; its subject is the request's id.
pub const REQUEST_CARD: &str = "request";

/// What this capability hands to the composition root. What is told when a plan
/// ends lies where the texts are.
pub fn parts() -> Parts {
    Parts {
        registry: Registry::default(),
        statements: sql::statements(),
        holdings: sql::HOLDINGS.to_vec(),
        ..Parts::default()
    }
}
