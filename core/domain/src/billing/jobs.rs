//! What nobody calls for: payments and invoices whose time is over.

use scx_connect::payment::Payments;
use scx_jobs::{Attempt, Cx, Job, Key, Lane, Run, Stop};
use serde::{Deserialize, Serialize};

use super::act::{House, call_off_late};
use super::{invoices, sql};

/// Calls off payments and closes invoices whose time is over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CloseLate {}

impl Job for CloseLate {
    const NAME: &'static str = "billing.close_late";
    const LANE: Lane = Lane::House;

    fn once(&self) -> Option<Key> {
        Some(Key("all".to_owned()))
    }
}

impl Run for CloseLate {
    async fn run(&self, cx: &Cx, _attempt: Attempt) -> Result<(), Stop> {
        for provider in cx.service::<Payments>().all() {
            let mut tx = cx.db.begin().await?;
            call_off_late(&mut tx, House::of(provider)).await?;
            tx.commit().await?;
        }
        let mut tx = cx.db.begin().await?;
        let now = tx.now();
        for invoice in sql::overdue(&mut tx, now).await? {
            invoices::close(&mut tx, &invoice).await?;
        }
        Ok(tx.commit().await?)
    }
}
