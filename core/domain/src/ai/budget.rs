//! How many questions of a shop's customers may go to models in one minute.
//!
//! Many accounts together could burn a shop's money although none of them
//! writes much. The count lies in the database, so it holds over all processes;
//! a process draws a few calls ahead, so that not every answer costs a write.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use scx_jobs::Cx;
use scx_kit::{Millis, Time};

use super::providers::Providers;
use super::sql;
use crate::Error;
use crate::accounts::PartnerId;

/// The part of a minute's calls that a process draws at once. What it draws and
/// does not need is lost to the others until the next minute.
const PART: i64 = 16;

/// Above this many shops, what was drawn for past minutes is forgotten.
const MOST_SHOPS: usize = 4_096;

/// Calls drawn and not yet used, by shop, with the minute that they are of.
#[derive(Debug, Default)]
struct Drawn(Mutex<HashMap<PartnerId, (i64, i64)>>);

impl Drawn {
    /// Takes up to `wanted` of what was drawn for this minute.
    fn take(&self, partner: PartnerId, minute: i64, wanted: i64) -> i64 {
        let mut drawn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((_, left)) = drawn.get_mut(&partner).filter(|(of, _)| *of == minute) else {
            return 0;
        };
        let taken = wanted.min(*left);
        *left -= taken;
        taken
    }

    fn put(&self, partner: PartnerId, minute: i64, more: i64) {
        let mut drawn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if drawn.len() > MOST_SHOPS {
            drawn.retain(|_, (of, _)| *of == minute);
        }
        let (of, left) = drawn.entry(partner).or_insert((minute, 0));
        if *of != minute {
            (*of, *left) = (minute, 0);
        }
        *left += more;
    }
}

/// How many of the wanted calls each shop is granted in this minute, with one
/// statement for all shops, and none while enough was drawn before.
///
/// # Errors
/// [`Error::Fault`] when the database fails.
pub async fn reserve(
    cx: &Cx,
    wanted: &BTreeMap<PartnerId, i64>,
) -> Result<HashMap<PartnerId, i64>, Error> {
    let most = cx.service::<Providers>().calls_per_minute();
    let drawn = cx.db.memory::<Drawn>();
    let minute = minute_of(cx.clock.now());
    let mut granted = HashMap::new();
    let mut missing = BTreeMap::new();
    for (partner, wanted) in wanted {
        let taken = drawn.take(*partner, minute, *wanted);
        granted.insert(*partner, taken);
        if taken < *wanted {
            missing.insert(*partner, (wanted - taken).max(most / PART));
        }
    }
    if missing.is_empty() {
        return Ok(granted);
    }
    let mut tx = cx.db.begin().await?;
    let counted = sql::count_calls(&mut tx, minute, &missing).await?;
    tx.commit().await?;
    for (partner, counted) in counted {
        let asked = missing.get(&partner).copied().unwrap_or_default();
        let before = counted - asked;
        if before < most && counted >= most {
            tracing::warn!(partner.id = %partner, most, "a shop has used up its model calls of this minute");
        }
        let got = (most - before).clamp(0, asked);
        let granted = granted.entry(partner).or_default();
        let wanted = wanted.get(&partner).copied().unwrap_or_default();
        let used = got.min(wanted - *granted);
        *granted += used;
        drawn.put(partner, minute, got - used);
    }
    Ok(granted)
}

fn minute_of(now: Time) -> i64 {
    now.0.div_euclid(Millis::minutes(1).0)
}
