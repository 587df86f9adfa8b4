//! How far the work is behind, read at most every few seconds however many ask.

use std::sync::Arc;

use scx_jobs::{Cx, Lags};
use scx_kit::{Millis, Time};
use scx_store::DbError;
use tokio::sync::Mutex;

/// An answer this young is given again.
const FRESH: Millis = Millis::secs(5);

/// The last reading; those who ask at the same time wait for one.
#[derive(Clone, Debug, Default)]
pub struct Board(Arc<Mutex<Option<(Time, Lags)>>>);

impl Board {
    /// What waits in the product, at most five seconds old.
    pub(crate) async fn lags(&self, cx: &Cx) -> Result<Lags, DbError> {
        let mut last = self.0.lock().await;
        let now = cx.clock.now();
        if let Some((at, lags)) = &*last
            && now < *at + FRESH
        {
            return Ok(lags.clone());
        }
        let lags = Lags::read(&cx.db, now).await?;
        *last = Some((now, lags.clone()));
        Ok(lags)
    }
}
