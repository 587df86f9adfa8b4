//! The way into the inbox: updates that arrive together are stored together,
//! and each request is told only after the commit.

use std::sync::Arc;

use scx_jobs::Arrivals;
use scx_jobs::inbox::{self, Arrived, Ready};
use scx_store::{Db, DbError, Grouped, Turn, Tx};

/// The way into the inbox.
#[derive(Clone, Debug)]
pub struct Intake {
    db: Db,
    writes: Grouped<Vec<Ready>>,
    arrivals: Arc<Arrivals>,
}

impl Intake {
    /// Starts the task that stores; it ends when the last `Intake` is dropped.
    pub fn start(db: Db) -> Self {
        Self {
            arrivals: db.memory(),
            writes: Grouped::start(db.clone(), Turn::Urgent, |tx, requests| {
                Box::pin(store(tx, requests))
            }),
            db,
        }
    }

    /// Stores updates and returns when they are on disk.
    ///
    /// # Errors
    /// [`DbError`]; nothing is stored then, and the vendor must deliver again.
    pub async fn store(&self, updates: Vec<Arrived>) -> Result<(), DbError> {
        let _arriving = self.arrivals.begin();
        let ready = updates.into_iter().map(|update| update.ready(&self.db));
        self.writes.write(ready.collect()).await
    }
}

async fn store(tx: &mut Tx, requests: &[Vec<Ready>]) -> Result<(), DbError> {
    let updates: Vec<&Ready> = requests.iter().flatten().collect();
    inbox::store(tx, &updates).await.map(|_| ())
}
