//! The way into the inbox: updates that arrive together are stored together,
//! and each request is told only after the commit.

use std::sync::Arc;

use scx_jobs::Arrivals;
use scx_jobs::inbox::{self, Arrived};
use scx_store::{Db, DbError, Grouped, Turn, Tx};

/// The way into the inbox.
#[derive(Clone, Debug)]
pub struct Intake {
    writes: Grouped<Vec<Arrived>>,
    arrivals: Arc<Arrivals>,
}

impl Intake {
    /// Starts the task that stores; it ends when the last `Intake` is dropped.
    pub fn start(db: Db) -> Self {
        Self {
            arrivals: db.memory(),
            writes: Grouped::start(db, Turn::Urgent, |tx, requests| {
                Box::pin(store(tx, requests))
            }),
        }
    }

    /// Stores updates and returns when they are on disk.
    ///
    /// # Errors
    /// [`DbError`]; nothing is stored then, and the vendor must deliver again.
    pub async fn store(&self, updates: Vec<Arrived>) -> Result<(), DbError> {
        let _arriving = self.arrivals.begin();
        self.writes.write(updates).await
    }
}

async fn store(tx: &mut Tx, requests: &[Vec<Arrived>]) -> Result<(), DbError> {
    inbox::store(tx, &requests.concat()).await.map(|_| ())
}
