//! The SQL of money that came inside a chat.

use scx_store::{DbError, Export, Holding, On, Tx, sql};

use crate::billing::model::{ChargeId, Charged, PaymentId};

scx_store::statements! {
    INSERT = "INSERT INTO charge (id, provider, provider_id, taker_id, payment, partner, payer, order_name, currency, amount,
        tiyin, state, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    BY_ID = "SELECT id, provider, provider_id, payment, partner, payer, order_name, currency, amount, tiyin, state, returned_by,
        return_reason, trouble, created_at FROM charge WHERE id = $1";
    BY_PROVIDER = "SELECT id, provider, provider_id, payment, partner, payer, order_name, currency, amount, tiyin, state,
        returned_by, return_reason, trouble, created_at FROM charge WHERE provider = $1 AND provider_id = $2";
    OF_PAYMENT = "SELECT id, provider, provider_id, payment, partner, payer, order_name, currency, amount, tiyin, state,
        returned_by, return_reason, trouble, created_at FROM charge WHERE payment = $1";
    RETURN = "UPDATE charge SET state = 'returning', returned_by = $2, return_reason = $3, trouble = NULL
        WHERE id = $1 AND state = 'kept'";
    KEEP = "UPDATE charge SET state = 'kept', trouble = $2 WHERE id = $1 AND state = 'returning'";
    RETURNED = "UPDATE charge SET state = 'returned', trouble = NULL WHERE id = $1 AND state <> 'returned'";
}

/// Sums stay without a name on them.
pub(in crate::billing) const HOLDING: Holding = Holding {
    table: "charge",
    erase: &[
        "DELETE FROM card_message WHERE card = 'charge' AND subject IN (SELECT id FROM charge WHERE partner = $1)",
        "UPDATE charge SET partner = '', payer = 0 WHERE partner = $1",
    ],
    export: Export::Rows {
        name: "charges",
        page: "SELECT created_at, id, provider, order_name, currency, amount, state FROM charge
            WHERE partner = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT 200",
        is_table: false,
    },
};

/// Writes money down; `taker` is the id at whoever took it.
pub(in crate::billing) async fn insert(
    tx: &mut Tx,
    charge: &Charged,
    taker: &str,
) -> Result<(), DbError> {
    sql(INSERT)
        .bind(charge.id)
        .bind(&charge.provider)
        .bind(&charge.provider_id)
        .bind(taker)
        .bind(charge.payment.clone())
        .bind(&charge.partner)
        .bind(charge.payer)
        .bind(&charge.order_name)
        .bind(&charge.currency)
        .bind(charge.amount)
        .bind(charge.tiyin)
        .bind(charge.state.name())
        .bind(charge.created_at)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(in crate::billing) async fn by_id(
    on: impl Into<On<'_>>,
    id: ChargeId,
) -> Result<Charged, DbError> {
    sql(BY_ID).bind(id).one(on).await
}

pub(in crate::billing) async fn by_provider(
    on: impl Into<On<'_>>,
    (provider, id): (&str, &str),
) -> Result<Option<Charged>, DbError> {
    sql(BY_PROVIDER).bind(provider).bind(id).optional(on).await
}

pub(in crate::billing) async fn of_payment(
    on: impl Into<On<'_>>,
    payment: PaymentId,
) -> Result<Option<Charged>, DbError> {
    sql(OF_PAYMENT).bind(payment).optional(on).await
}

/// Moves money on, from being kept to being given back.
pub(in crate::billing) async fn give_back(
    tx: &mut Tx,
    id: ChargeId,
    (by, reason): (&str, &str),
) -> Result<bool, DbError> {
    let given = sql(RETURN).bind(id).bind(by).bind(reason);
    Ok(given.execute(tx).await? > 0)
}

/// It could not be given back.
pub(in crate::billing) async fn keep(
    tx: &mut Tx,
    id: ChargeId,
    trouble: &str,
) -> Result<bool, DbError> {
    Ok(sql(KEEP).bind(id).bind(trouble).execute(tx).await? > 0)
}

/// It went back; false when that was known.
pub(in crate::billing) async fn set_returned(tx: &mut Tx, id: ChargeId) -> Result<bool, DbError> {
    Ok(sql(RETURNED).bind(id).execute(tx).await? > 0)
}
