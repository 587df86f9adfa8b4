//! The SQL of invoices and payments.

pub(super) mod charges;
pub(super) mod coupons;
pub(super) mod ledger;

use scx_kit::Time;
use scx_store::{DbError, Export, Holding, On, Tx, sql};

use super::model::{Invoice, InvoiceId, InvoiceState, Payment, PaymentId, PaymentState};
use crate::accounts::PartnerId;

scx_store::statements! {
    INSERT_INVOICE = "INSERT INTO invoice (id, number, name, partner, provider, provider_name, link, tier, tier_name, with_ai, period,
        days, list_tiyin, due_tiyin, coupon, language, state, expires_at, created_at, paid_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    LAST_INVOICE = "SELECT number FROM invoice ORDER BY number DESC LIMIT 1";
    INVOICE = "SELECT id, number, name, partner, provider, provider_name, link, tier, tier_name, with_ai, period, days, list_tiyin, due_tiyin,
        coupon, language, state, expires_at, paid_at, created_at FROM invoice WHERE id = $1";
    INVOICE_OF = "SELECT id, number, name, partner, provider, provider_name, link, tier, tier_name, with_ai, period, days, list_tiyin, due_tiyin,
        coupon, language, state, expires_at, paid_at, created_at FROM invoice WHERE id = $1 AND partner = $2";
    BY_NAME = "SELECT id, number, name, partner, provider, provider_name, link, tier, tier_name, with_ai, period, days, list_tiyin, due_tiyin,
        coupon, language, state, expires_at, paid_at, created_at FROM invoice WHERE name = $1";
    INVOICES_OF = "SELECT id, number, name, partner, provider, provider_name, link, tier, tier_name, with_ai, period, days, list_tiyin, due_tiyin,
        coupon, language, state, expires_at, paid_at, created_at FROM invoice WHERE partner = $1
        ORDER BY created_at DESC, id DESC LIMIT 5";
    PAGE = "SELECT id, number, name, partner, provider, provider_name, link, tier, tier_name, with_ai, period, days, list_tiyin, due_tiyin,
        coupon, language, state, expires_at, paid_at, created_at FROM invoice ORDER BY number DESC LIMIT 7 OFFSET $1";
    OPEN_OF = "SELECT id, number, name, partner, provider, provider_name, link, tier, tier_name, with_ai, period, days,
        list_tiyin, due_tiyin, coupon, language, state, expires_at, paid_at, created_at FROM invoice
        WHERE partner = $1 AND state = 'open'";
    HOLD = "UPDATE invoice SET name = name WHERE name = $1";
    SET_INVOICE = "UPDATE invoice SET state = $3, paid_at = $4 WHERE id = $1 AND state = $2";
    OVERDUE = "SELECT id, number, name, partner, provider, provider_name, link, tier, tier_name, with_ai, period, days, list_tiyin, due_tiyin,
        coupon, language, state, expires_at, paid_at, created_at FROM invoice
        WHERE state = 'open' AND expires_at <= $1 ORDER BY expires_at LIMIT 100";
    INSERT_PAYMENT = "INSERT INTO payment (id, number, provider, provider_id, invoice, tiyin, state, provider_ms, performed_ms,
        cancelled_ms, created_at) VALUES ($1, $2, $3, $4, $5, $6, 'created', $7, 0, 0, $8)";
    LAST_PAYMENT = "SELECT number FROM payment ORDER BY number DESC LIMIT 1";
    PAYMENT = "SELECT payment.id, payment.number, provider_id, invoice, invoice.name AS invoice_name, tiyin, payment.state,
        provider_ms, performed_ms, cancelled_ms, reason, payment.created_at FROM payment
        JOIN invoice ON invoice.id = payment.invoice WHERE payment.provider = $1 AND provider_id = $2";
    ACTIVE = "SELECT payment.id, payment.number, provider_id, invoice, invoice.name AS invoice_name, tiyin, payment.state,
        provider_ms, performed_ms, cancelled_ms, reason, payment.created_at FROM payment
        JOIN invoice ON invoice.id = payment.invoice
        WHERE payment.invoice = $1 AND payment.state IN ('created', 'performed')";
    STATEMENT = "SELECT payment.id, payment.number, provider_id, invoice, invoice.name AS invoice_name, tiyin, payment.state,
        provider_ms, performed_ms, cancelled_ms, reason, payment.created_at FROM payment
        JOIN invoice ON invoice.id = payment.invoice
        WHERE payment.provider = $1 AND provider_ms >= $2 AND provider_ms <= $3 ORDER BY provider_ms, payment.id";
    WAITING = "SELECT payment.id, payment.number, provider_id, invoice, invoice.name AS invoice_name, tiyin, payment.state,
        provider_ms, performed_ms, cancelled_ms, reason, payment.created_at FROM payment
        JOIN invoice ON invoice.id = payment.invoice
        WHERE payment.provider = $1 AND payment.state = 'created' AND provider_ms < $2 ORDER BY provider_ms LIMIT 100";
    PERFORM = "UPDATE payment SET state = 'performed', performed_ms = $2 WHERE id = $1 AND state = 'created'";
    END = "UPDATE payment SET state = $3, cancelled_ms = $4, reason = $5 WHERE id = $1 AND state = $2";
}

/// The statements of this module.
pub(super) fn statements() -> Vec<&'static str> {
    [ALL, charges::ALL, coupons::ALL, ledger::ALL].concat()
}

/// What this capability holds of partners. Sums stay in the books without a
/// name on them.
pub(super) const HOLDINGS: &[Holding] = &[
    charges::HOLDING,
    Holding {
        table: "invoice",
        erase: &[
            "DELETE FROM card_message WHERE card = 'invoice' AND subject IN
                (SELECT id FROM invoice WHERE partner = $1)",
            "UPDATE coupon SET used = used - 1 WHERE code IN
                (SELECT coupon FROM coupon_use WHERE partner = $1 AND held_by IN
                    (SELECT id FROM invoice WHERE partner = $1 AND state = 'open'))",
            "UPDATE invoice SET partner = '', state = CASE state WHEN 'open' THEN 'closed' ELSE state END
                WHERE partner = $1",
        ],
        export: Export::Rows {
            name: "invoices",
            page: "SELECT created_at, id, name, provider, tier_name, with_ai, period, days, list_tiyin, due_tiyin, coupon,
                state, paid_at FROM invoice WHERE partner = $1 AND (created_at, id) > ($2, $3)
                ORDER BY created_at, id LIMIT 200",
            is_table: true,
        },
    },
    Holding {
        table: "coupon_use",
        erase: &["DELETE FROM coupon_use WHERE partner = $1"],
        export: Export::Rows {
            name: "coupons",
            page: "SELECT created_at, coupon FROM coupon_use WHERE partner = $1 AND (created_at, coupon) > ($2, $3)
                ORDER BY created_at, coupon LIMIT 200",
            is_table: false,
        },
    },
    Holding {
        table: "coupon_pocket",
        erase: &["DELETE FROM coupon_pocket WHERE partner = $1"],
        export: Export::Left("which coupon is tried for the next offer"),
    },
    Holding {
        table: "coupon",
        erase: &["DELETE FROM coupon WHERE partner = $1"],
        export: Export::Left("the personal coupon, which stands in the partner's own mail"),
    },
];

/// The next number of invoices, or of payments. Two that take the same one at
/// once meet at the unique key, and the second tries again.
pub(super) async fn next_number(tx: &mut Tx, of_payments: bool) -> Result<i64, DbError> {
    let last = if of_payments {
        LAST_PAYMENT
    } else {
        LAST_INVOICE
    };
    let row = sql(last).optional::<(i64,)>(tx).await?;
    Ok(row.map_or(1, |(number,)| number + 1))
}

pub(super) async fn insert_invoice(tx: &mut Tx, invoice: &Invoice) -> Result<(), DbError> {
    sql(INSERT_INVOICE)
        .bind(invoice.id)
        .bind(invoice.number)
        .bind(&invoice.name)
        .bind(&invoice.partner)
        .bind(&invoice.provider)
        .bind(&invoice.provider_name)
        .bind(&invoice.link)
        .bind(&invoice.tier)
        .bind(&invoice.tier_name)
        .bind(invoice.with_ai)
        .bind(&invoice.period)
        .bind(invoice.days)
        .bind(invoice.list_tiyin)
        .bind(invoice.due_tiyin)
        .bind(invoice.coupon.clone())
        .bind(invoice.language)
        .bind(invoice.state.name())
        .bind(invoice.expires_at)
        .bind(invoice.created_at)
        .bind(invoice.paid_at)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn invoice(on: impl Into<On<'_>>, id: InvoiceId) -> Result<Invoice, DbError> {
    sql(INVOICE).bind(id).one(on).await
}

pub(super) async fn invoice_of(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: InvoiceId,
) -> Result<Invoice, DbError> {
    sql(INVOICE_OF).bind(id).bind(partner).one(on).await
}

pub(super) async fn by_name(on: impl Into<On<'_>>, name: &str) -> Result<Option<Invoice>, DbError> {
    sql(BY_NAME).bind(name).optional(on).await
}

pub(super) async fn invoices_of(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Vec<Invoice>, DbError> {
    sql(INVOICES_OF).bind(partner).all(on).await
}

pub(super) async fn page(on: impl Into<On<'_>>, skipped: i64) -> Result<Vec<Invoice>, DbError> {
    sql(PAGE).bind(skipped).all(on).await
}

pub(super) async fn open_of(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Vec<Invoice>, DbError> {
    sql(OPEN_OF).bind(partner).all(on).await
}

/// Holds an invoice's row until the transaction ends.
pub(super) async fn hold(tx: &mut Tx, name: &str) -> Result<(), DbError> {
    sql(HOLD).bind(name).execute(tx).await.map(|_| ())
}

/// Moves an invoice on from one state to another; false when it was not there.
pub(super) async fn set_invoice(
    tx: &mut Tx,
    id: InvoiceId,
    (from, to): (InvoiceState, InvoiceState),
    paid_at: Option<i64>,
) -> Result<bool, DbError> {
    let set = sql(SET_INVOICE)
        .bind(id)
        .bind(from.name())
        .bind(to.name())
        .bind(paid_at);
    Ok(set.execute(tx).await? > 0)
}

pub(super) async fn overdue(tx: &mut Tx, now: Time) -> Result<Vec<Invoice>, DbError> {
    sql(OVERDUE).bind(now).all(tx).await
}

pub(super) async fn insert_payment(
    tx: &mut Tx,
    payment: &Payment,
    provider: &str,
) -> Result<(), DbError> {
    sql(INSERT_PAYMENT)
        .bind(payment.id)
        .bind(payment.number)
        .bind(provider)
        .bind(&payment.provider_id)
        .bind(payment.invoice)
        .bind(payment.tiyin)
        .bind(payment.provider_ms)
        .bind(payment.created_at)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn payment(
    on: impl Into<On<'_>>,
    provider: &str,
    id: &str,
) -> Result<Option<Payment>, DbError> {
    sql(PAYMENT).bind(provider).bind(id).optional(on).await
}

pub(super) async fn active(
    on: impl Into<On<'_>>,
    invoice: InvoiceId,
) -> Result<Option<Payment>, DbError> {
    sql(ACTIVE).bind(invoice).optional(on).await
}

pub(super) async fn statement(
    on: impl Into<On<'_>>,
    provider: &str,
    (from_ms, to_ms): (i64, i64),
) -> Result<Vec<Payment>, DbError> {
    sql(STATEMENT)
        .bind(provider)
        .bind(from_ms)
        .bind(to_ms)
        .all(on)
        .await
}

pub(super) async fn waiting(
    on: impl Into<On<'_>>,
    provider: &str,
    before_ms: i64,
) -> Result<Vec<Payment>, DbError> {
    sql(WAITING).bind(provider).bind(before_ms).all(on).await
}

/// Takes note that a payment was performed; false when it was not waiting.
pub(super) async fn perform(tx: &mut Tx, id: PaymentId, at_ms: i64) -> Result<bool, DbError> {
    Ok(sql(PERFORM).bind(id).bind(at_ms).execute(tx).await? > 0)
}

/// Ends a payment from one state in another; false when it was not there.
pub(super) async fn end(
    tx: &mut Tx,
    id: PaymentId,
    (from, to): (PaymentState, PaymentState),
    (at_ms, reason): (i64, Option<i64>),
) -> Result<bool, DbError> {
    let ended = sql(END)
        .bind(id)
        .bind(from.name())
        .bind(to.name())
        .bind(at_ms)
        .bind(reason);
    Ok(ended.execute(tx).await? > 0)
}
