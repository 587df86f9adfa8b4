//! The way into the inbox: updates that arrive together are stored together,
//! and each request is told only after the commit.

use scx_jobs::inbox::{self, Arrived};
use scx_store::{Db, DbError, Grouped, Tx};

/// The way into the inbox.
#[derive(Clone, Debug)]
pub struct Intake(Grouped<Vec<Arrived>>);

impl Intake {
    /// Starts the task that stores; it ends when the last `Intake` is dropped.
    pub fn start(db: Db) -> Self {
        Self(Grouped::start(db, |tx, requests| {
            Box::pin(store(tx, requests))
        }))
    }

    /// Stores updates and returns when they are on disk.
    ///
    /// # Errors
    /// [`DbError`]; nothing is stored then, and the vendor must deliver again.
    pub async fn store(&self, updates: Vec<Arrived>) -> Result<(), DbError> {
        self.0.write(updates).await
    }
}

async fn store(tx: &mut Tx, requests: &[Vec<Arrived>]) -> Result<(), DbError> {
    inbox::store(tx, &requests.concat()).await.map(|_| ())
}
