//! How many questions of a shop's customers may go to models in one minute.
//!
//! Many accounts together could burn a shop's money although none of them
//! writes much. The count lies in the database, so it holds over all processes.

use std::collections::{BTreeMap, HashMap};

use scx_jobs::Cx;
use scx_kit::{Millis, Time};

use super::providers::Providers;
use super::sql;
use crate::Error;
use crate::accounts::PartnerId;

/// How many of the wanted calls each shop is granted in this minute, with one
/// statement for all shops.
///
/// # Errors
/// [`Error::Fault`] when the database fails.
pub async fn reserve(
    cx: &Cx,
    wanted: &BTreeMap<PartnerId, i64>,
) -> Result<HashMap<PartnerId, i64>, Error> {
    let most = cx.service::<Providers>().calls_per_minute();
    let mut tx = cx.db.begin().await?;
    let minute = minute_of(tx.now());
    let counted = sql::count_calls(&mut tx, minute, wanted).await?;
    tx.commit().await?;
    let granted = counted.into_iter().map(|(partner, counted)| {
        let wanted = wanted.get(&partner).copied().unwrap_or_default();
        let before = counted - wanted;
        if before < most && counted >= most {
            tracing::warn!(partner.id = %partner, most, "a shop has used up its model calls of this minute");
        }
        (partner, (most - before).clamp(0, wanted))
    });
    Ok(granted.collect())
}

fn minute_of(now: Time) -> i64 {
    now.0.div_euclid(Millis::minutes(1).0)
}
