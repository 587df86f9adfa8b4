//! Money: invoices, payments, coupons, and the ledger of it all.
//!
//! Only a provider's own call makes a payment true. What follows from it (the
//! plan, the ledger, the coupon, the receipt) happens in the transaction in
//! which the payment changes its state, so that none of it can happen twice or
//! be lost. Providers differ in their words, not in this state machine.

mod act;
mod begin;
mod coupons;
mod give_back;
mod in_chat;
mod invoices;
mod jobs;
mod ledger;
mod model;
mod refunds;
mod requests;
mod settle;
mod sql;

use scx_jobs::{Every, Registry};
use scx_kit::Millis;

pub use act::{House, act};
pub use begin::{Begun, begin};
pub use coupons::{
    NewCoupon, PAGE, coupon, coupons, discounted, in_pocket, make, parse_code, personal, pocket,
    switch,
};
pub use give_back::{
    ReturnStars, charge, charge_of, give_back, may_return, note_kept, note_returned, refund,
};
pub use in_chat::{agree, let_go, taken, went_back};
pub use invoices::{PAYABLE_FOR, close, invoice, invoice_for, invoices_of, priced};
pub use jobs::CloseLate;
pub use ledger::{DISCOUNTS, REFUNDS, REVENUE, UNCLAIMED, balances, receivable, unbalanced};
pub use model::{
    ChargeId, ChargeMark, ChargeState, Charged, Coupon, Invoice, InvoiceId, InvoiceMark,
    InvoiceState, Payment, PaymentId, PaymentMark, PaymentState, Posted, PostingMark,
};
pub use refunds::{INVOICES, any_invoice, may_note_refund, note_refund, page};
pub use requests::{BY_HAND, approve, ask, reject, withdraw};

use crate::Parts;

/// The card of an invoice in its payer's chat; its subject is the invoice's id.
pub const INVOICE_CARD: &str = "invoice";

/// What a payer reads where a provider's page cannot be made.
pub const PAGE_LATER: &str = "payment-page-later";
/// The admins' card of money that pays no invoice, or could not be given back.
pub const CHARGE_CARD: &str = "charge";

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        registry: Registry::default()
            .job::<CloseLate>()
            .every::<CloseLate>(Every::Span(Millis::hours(1)), || CloseLate {}),
        statements: sql::statements(),
        holdings: sql::HOLDINGS.to_vec(),
        keys: scx_connect::payment::KEYS.concat(),
        ..Parts::default()
    }
}
