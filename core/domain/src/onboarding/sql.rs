//! Every statement of onboarding.

use scx_store::{DbError, Export, Holding, Many, On, Tx, many, sql};

use super::{Progress, Reminder, Step};
use crate::accounts::PartnerId;
use crate::readable;

const TICK_FILE: Many = many(
    "UPDATE onboarding SET has_file = TRUE WHERE has_file = FALSE AND partner IN (VALUES",
    "($)",
    ") RETURNING partner",
);
const TICK_ACTIVATED: Many = many(
    "UPDATE onboarding SET has_activated = TRUE WHERE has_activated = FALSE AND partner IN (VALUES",
    "($)",
    ") RETURNING partner",
);
const TICK_BOT: Many = many(
    "UPDATE onboarding SET has_bot = TRUE WHERE has_bot = FALSE AND partner IN (VALUES",
    "($)",
    ") RETURNING partner",
);
const TICK_ANSWERED: Many = many(
    "UPDATE onboarding SET has_answered = TRUE WHERE has_answered = FALSE AND partner IN (VALUES",
    "($)",
    ") RETURNING partner",
);

/// What this capability holds of partners.
pub(super) const HOLDINGS: &[Holding] = &[
    Holding {
        table: "card_message",
        erase: &["DELETE FROM card_message WHERE card = 'steps' AND subject = $1"],
        export: Export::Left("which message of the chat shows a row; the rows are exported"),
    },
    Holding {
    table: "onboarding",
    erase: &["DELETE FROM onboarding WHERE partner = $1"],
    export: Export::Rows {
        name: "first-steps",
        page: "SELECT started_at, partner, has_file, has_activated, has_bot, has_answered, reminder
            FROM onboarding WHERE partner = $1 AND (started_at, partner) > ($2, $3)
            ORDER BY started_at, partner LIMIT 10",
        is_table: false,
    },
},
];

scx_store::statements! {
    INSERT = "INSERT INTO onboarding (partner, has_file, has_activated, has_bot, has_answered, reminder,
        started_at) VALUES ($1, FALSE, FALSE, FALSE, FALSE, 'due', $2) ON CONFLICT (partner) DO NOTHING";
    PROGRESS = "SELECT has_file, has_activated, has_bot, has_answered, reminder FROM onboarding
        WHERE partner = $1";
    MOVE_REMINDER = "UPDATE onboarding SET reminder = $3 WHERE partner = $1 AND reminder = $2";
}

/// The statements of this module, the multi-row ones with one row.
pub(super) fn statements() -> Vec<&'static str> {
    let ticks = [TICK_FILE, TICK_ACTIVATED, TICK_BOT, TICK_ANSWERED];
    let ticks = ticks.iter().flat_map(Many::texts);
    ALL.iter().copied().chain(ticks).collect()
}

pub(super) async fn insert(tx: &mut Tx, partner: PartnerId) -> Result<bool, DbError> {
    let now = tx.now();
    let rows = sql(INSERT).bind(partner).bind(now).execute(tx).await?;
    Ok(rows == 1)
}

pub(super) async fn progress(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<Progress>, DbError> {
    sql(PROGRESS).bind(partner).optional(on).await
}

/// The partners among these who did the step for the first time.
pub(super) async fn tick(
    tx: &mut Tx,
    step: Step,
    partners: &[PartnerId],
) -> Result<Vec<PartnerId>, DbError> {
    let tick = match step {
        Step::File => TICK_FILE,
        Step::Activated => TICK_ACTIVATED,
        Step::Bot => TICK_BOT,
        Step::Answered => TICK_ANSWERED,
    };
    let rows = partners.iter().map(|id| vec![(*id).into()]).collect();
    let ticked = tick.all::<(String,)>(tx, rows).await?;
    let ids = ticked.into_iter().map(|(id,)| readable(id.parse()));
    ids.collect()
}

pub(super) async fn move_reminder(
    tx: &mut Tx,
    partner: PartnerId,
    from: Reminder,
    to: Reminder,
) -> Result<bool, DbError> {
    let rows = sql(MOVE_REMINDER)
        .bind(partner)
        .bind(from.name())
        .bind(to.name())
        .execute(tx)
        .await?;
    Ok(rows == 1)
}
