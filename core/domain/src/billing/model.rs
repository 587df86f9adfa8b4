//! The data of billing.

use scx_connect::payment::Currency;
use scx_kit::{Id, Language, Prefix, Time, Tiyin};

use crate::names::stored_names;
use crate::plans::Chosen;

/// Marks the ids of invoices.
#[derive(Debug)]
pub struct InvoiceMark;
impl Prefix for InvoiceMark {
    const PREFIX: &'static str = "inv";
}

/// The id of an invoice.
pub type InvoiceId = Id<InvoiceMark>;

/// Marks the ids of payments.
#[derive(Debug)]
pub struct PaymentMark;
impl Prefix for PaymentMark {
    const PREFIX: &'static str = "pay";
}

/// The id of a payment.
pub type PaymentId = Id<PaymentMark>;

/// Marks the ids of charges.
#[derive(Debug)]
pub struct ChargeMark;
impl Prefix for ChargeMark {
    const PREFIX: &'static str = "chg";
}

/// The id of a charge.
pub type ChargeId = Id<ChargeMark>;

/// Marks the ids of postings.
#[derive(Debug)]
pub struct PostingMark;
impl Prefix for PostingMark {
    const PREFIX: &'static str = "pst";
}

/// What became of an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvoiceState {
    /// It can be paid.
    Open,
    /// It is paid.
    Paid,
    /// It can no longer be paid.
    Closed,
    /// It was paid and given back.
    Refunded,
}

stored_names!(InvoiceState {
    Open => "open",
    Paid => "paid",
    Closed => "closed",
    Refunded => "refunded",
});

/// What somebody is about to pay, as it was when they asked for it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Invoice {
    /// The id.
    #[sqlx(try_from = "String")]
    pub id: InvoiceId,
    /// Its number; invoices are numbered without gaps by the order of their making.
    pub number: i64,
    /// What providers and people call it: `SCX-000417`.
    pub name: String,
    /// Who pays, as an id; empty for one who was erased.
    pub partner: String,
    /// Through whom.
    pub provider: String,
    /// Their name.
    pub provider_name: String,
    /// Where it is paid.
    pub link: String,
    /// The tier.
    pub tier: String,
    /// The tier's name then.
    pub tier_name: String,
    /// With the AI add-on.
    pub with_ai: bool,
    /// The period.
    pub period: String,
    /// Its days.
    pub days: i64,
    /// The price of the catalogue.
    #[sqlx(try_from = "i64")]
    pub list_tiyin: Tiyin,
    /// What is to be paid.
    #[sqlx(try_from = "i64")]
    pub due_tiyin: Tiyin,
    /// The coupon that makes the difference.
    pub coupon: Option<String>,
    /// The language of the payer.
    #[sqlx(try_from = "String")]
    pub language: Language,
    /// What became of it.
    #[sqlx(try_from = "String")]
    pub state: InvoiceState,
    /// Until when it can be paid.
    #[sqlx(try_from = "i64")]
    pub expires_at: Time,
    /// When it was paid.
    pub paid_at: Option<i64>,
    /// When it was made.
    #[sqlx(try_from = "i64")]
    pub created_at: Time,
}

impl Invoice {
    /// What was chosen.
    pub fn chosen(&self) -> Chosen {
        Chosen {
            tier: self.tier.clone(),
            with_ai: self.with_ai,
        }
    }

    /// What the coupon takes off.
    pub fn discount(&self) -> Tiyin {
        self.list_tiyin - self.due_tiyin
    }
}

/// What became of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentState {
    /// Begun; the invoice is reserved for it.
    Created,
    /// The money was taken.
    Performed,
    /// Called off.
    Cancelled,
    /// The money went back.
    Refunded,
}

stored_names!(PaymentState {
    Created => "created",
    Performed => "performed",
    Cancelled => "cancelled",
    Refunded => "refunded",
});

/// A payment as a provider sees it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Payment {
    /// The id.
    #[sqlx(try_from = "String")]
    pub id: PaymentId,
    /// Its number, for providers that want a number.
    pub number: i64,
    /// The provider's id.
    pub provider_id: String,
    /// The invoice.
    #[sqlx(try_from = "String")]
    pub invoice: InvoiceId,
    /// The invoice's name.
    pub invoice_name: String,
    /// The sum.
    #[sqlx(try_from = "i64")]
    pub tiyin: Tiyin,
    /// What became of it.
    #[sqlx(try_from = "String")]
    pub state: PaymentState,
    /// When the provider began it, in its milliseconds.
    pub provider_ms: i64,
    /// When it was paid, or 0.
    pub performed_ms: i64,
    /// When it was called off or given back, or 0.
    pub cancelled_ms: i64,
    /// Why, in the provider's code.
    pub reason: Option<i64>,
    /// When we wrote it down.
    #[sqlx(try_from = "i64")]
    pub created_at: Time,
}

/// Where money that came inside a chat is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChargeState {
    /// With us.
    Kept,
    /// An admin has it given back.
    Returning,
    /// It went back.
    Returned,
}

stored_names!(ChargeState {
    Kept => "kept",
    Returning => "returning",
    Returned => "returned",
});

/// Money that came inside a chat, by the names that are needed to give it back.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Charged {
    /// The id.
    #[sqlx(try_from = "String")]
    pub id: ChargeId,
    /// Through whom it came.
    pub provider: String,
    /// Their id of it.
    pub provider_id: String,
    /// The payment that it made true, as an id; none where it pays no invoice.
    pub payment: Option<String>,
    /// Whose money it is, as an id; empty for a stranger and for one who was erased.
    pub partner: String,
    /// The account that paid; 0 for one who was erased.
    pub payer: i64,
    /// What it was to pay.
    pub order_name: String,
    /// Three letters.
    pub currency: String,
    /// In the currency's smallest unit.
    pub amount: i64,
    /// What it counts for in the books.
    #[sqlx(try_from = "i64")]
    pub tiyin: Tiyin,
    /// Where it is.
    #[sqlx(try_from = "String")]
    pub state: ChargeState,
    /// The admin who has it given back.
    pub returned_by: Option<String>,
    /// Why.
    pub return_reason: Option<String>,
    /// Why it could not be given back, for the log.
    pub trouble: Option<String>,
    /// When it came.
    #[sqlx(try_from = "i64")]
    pub created_at: Time,
}

impl Charged {
    /// It is Stars, which we can give back ourselves.
    pub fn is_in_stars(&self) -> bool {
        self.currency == Currency::Stars.name()
    }
}

/// One entry of the ledger, with the posting that it is part of.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Posted {
    /// `payment` or `refund`.
    pub kind: String,
    /// A provider, or an admin's Telegram account.
    pub by_whom: String,
    /// The payment, or an admin's words.
    pub reason: String,
    /// When.
    #[sqlx(try_from = "i64")]
    pub created_at: Time,
    /// The account.
    pub account: String,
    /// What it gained.
    #[sqlx(try_from = "i64")]
    pub tiyin: Tiyin,
}

/// A rebate.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Coupon {
    /// What people type.
    pub code: String,
    /// The rebate in hundredths.
    pub percent: i64,
    /// How often it may be used.
    pub most_uses: i64,
    /// How often it is used.
    pub used: i64,
    /// Until when.
    #[sqlx(try_from = "i64")]
    pub expires_at: Time,
    /// Only for this tier.
    pub tier: Option<String>,
    /// Only for this partner.
    pub partner: Option<String>,
    /// An admin switched it off.
    pub is_off: bool,
    /// Who made it.
    pub made_by: String,
    /// When.
    #[sqlx(try_from = "i64")]
    pub created_at: Time,
}
