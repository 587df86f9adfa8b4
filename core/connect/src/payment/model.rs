//! What payment providers ask and are told, free of their formats.

use scx_kit::{Language, Time, Tiyin};
use serde_json::Value;

/// A request as it came in.
#[derive(Clone, Debug)]
pub struct Incoming<'a> {
    /// The method is POST.
    pub is_post: bool,
    /// What follows the provider's address, where it has several.
    pub below: &'a str,
    /// The header `Authorization`.
    pub authorization: Option<&'a str>,
    /// The header `Stripe-Signature`.
    pub signature: Option<&'a str>,
    /// When it came.
    pub at: Time,
    /// The bytes.
    pub body: &'a [u8],
}

/// An answer as it goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The media type.
    pub content_type: &'static str,
    /// The bytes.
    pub body: Vec<u8>,
}

/// What a provider asks, free of its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Whether an order could be paid with this sum now.
    Check {
        /// Our order.
        order: String,
        /// The sum, where the provider tells it.
        amount: Option<Tiyin>,
    },
    /// Begins a payment and reserves the order for it.
    Create {
        /// The provider's id of the payment.
        id: String,
        /// When the provider began it, in its own milliseconds.
        at_ms: Option<i64>,
        /// Our order.
        order: String,
        /// The sum.
        amount: Tiyin,
    },
    /// The money was taken.
    Perform {
        /// The provider's id of the payment.
        id: String,
        /// What the provider repeats of ours, where it does.
        echo: Option<Echo>,
    },
    /// Begins a payment and takes the money for it, in one step.
    Pay {
        /// The provider's id of the payment.
        id: String,
        /// Our order.
        order: String,
        /// The sum.
        amount: Tiyin,
    },
    /// The payment is called off, or the money goes back.
    Cancel {
        /// The provider's id of the payment.
        id: String,
        /// The provider's code of the reason.
        reason: Option<i64>,
        /// One that was paid goes back; else it stays paid.
        may_refund: bool,
        /// What the provider repeats of ours, where it does.
        echo: Option<Echo>,
    },
    /// So much of a payment's money has gone back by now.
    Return {
        /// The provider's id of the payment.
        id: String,
        /// Our order.
        order: String,
        /// What was paid.
        paid: Tiyin,
        /// What has gone back of it, all told.
        back: Tiyin,
    },
    /// How a payment stands.
    Look {
        /// The provider's id of the payment.
        id: String,
    },
    /// All payments that the provider began in a span, both ends included.
    Statement {
        /// The first moment, in the provider's milliseconds.
        from_ms: i64,
        /// The last moment.
        to_ms: i64,
    },
}

/// What a provider repeats of what it was told, to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echo {
    /// Our order.
    pub order: String,
    /// Our number of the payment, where it repeats that.
    pub number: Option<i64>,
    /// The sum.
    pub amount: Tiyin,
}

/// How a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Begun; the order is reserved.
    Created,
    /// Paid.
    Performed,
    /// Called off before it was paid.
    Cancelled,
    /// Paid and given back.
    Refunded,
}

/// A payment as the provider is told of it. Moments are milliseconds; one that
/// has not come is 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The provider's id.
    pub id: String,
    /// Our id.
    pub ours: String,
    /// Our number, for providers that want a number.
    pub number: i64,
    /// Our order.
    pub order: String,
    /// The sum.
    pub amount: Tiyin,
    /// How it stands.
    pub stage: Stage,
    /// When the provider began it, as it told.
    pub provider_ms: i64,
    /// When we wrote it down.
    pub created_ms: i64,
    /// When it was paid.
    pub performed_ms: i64,
    /// When it was called off or given back.
    pub cancelled_ms: i64,
    /// Why, in the provider's code.
    pub reason: Option<i64>,
}

/// A business no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum No {
    /// There is no such order.
    NoOrder,
    /// The order costs something else.
    OtherSum,
    /// Another payment holds the order.
    Held,
    /// The order is paid already.
    Paid,
    /// The order can no longer be paid.
    Closed,
    /// There is no such payment.
    NoPayment,
    /// The payment is in a state that forbids this.
    WrongStage,
    /// The payment was called off before.
    CalledOff,
    /// It cannot be given back.
    NotRefundable,
    /// We failed.
    Failed,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The order can be paid, with this sum.
    Payable(Tiyin),
    /// How the payment stands after the request.
    Payment(Told),
    /// The same was done before, and the payment stands as it does since.
    Already(Told),
    /// The payments of a span.
    Payments(Vec<Told>),
    /// A no.
    No(No),
}

/// A request that was understood, with what the answer needs of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// What is asked.
    pub ask: Ask,
    /// The parts of the request that the answer repeats.
    pub echo: Value,
}

/// What is sold, as tax authorities want it named on a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fiscal {
    /// The code of the service in the national catalogue, 17 digits.
    pub ikpu: String,
    /// The code of its package.
    pub package_code: String,
    /// The value added tax in percent.
    pub vat_percent: i64,
}

/// An order that somebody is about to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order<'a> {
    /// Our name of it.
    pub id: &'a str,
    /// A name of it that nobody can guess, for addresses.
    pub key: &'a str,
    /// The sum.
    pub due: Tiyin,
    /// `uz`, `ru` or `en`.
    pub language: &'a str,
    /// Where the payer comes back to.
    pub return_url: &'a str,
}

/// Somebody who is about to pay, for whom a page is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit<'a> {
    /// The payment that was begun for it.
    pub payment: &'a Told,
    /// What is bought.
    pub title: &'a str,
    /// Who reads it.
    pub language: Language,
    /// Where the payer comes back to.
    pub return_url: &'a str,
    /// When they come.
    pub at: Time,
}

/// The page on which is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// People pay on it.
    Open(String),
    /// They have; the provider tells what came of it.
    Complete,
    /// Nobody can pay on it any more, or ever could.
    Over,
}
