//! Many requests, few statements: updates that arrive together are stored
//! together, and each request is told only after the commit.

use scx_jobs::inbox::{self, Arrived};
use scx_store::{Db, DbError};
use tokio::sync::{mpsc, oneshot};

/// Updates stored in one transaction.
const MOST: usize = 64;

/// Requests that may wait; further ones are told to come again.
const WAITING: usize = 4_096;

type Told = oneshot::Sender<Result<(), DbError>>;

/// The way into the inbox.
#[derive(Clone, Debug)]
pub struct Intake(mpsc::Sender<(Vec<Arrived>, Told)>);

impl Intake {
    /// Starts the task that stores; it ends when the last `Intake` is dropped.
    pub fn start(db: Db) -> Self {
        let (sender, mut queue) = mpsc::channel::<(Vec<Arrived>, Told)>(WAITING);
        tokio::spawn(async move {
            while let Some((first, told)) = queue.recv().await {
                let (mut updates, mut waiting) = (first, vec![told]);
                while updates.len() < MOST
                    && let Ok((more, told)) = queue.try_recv()
                {
                    updates.extend(more);
                    waiting.push(told);
                }
                let outcome = store(&db, updates).await;
                for told in waiting {
                    // A client that left does not hear it; the update is stored.
                    let _ = told.send(outcome.clone());
                }
            }
        });
        Self(sender)
    }

    /// Stores updates and returns when they are on disk.
    ///
    /// # Errors
    /// [`DbError`]; nothing is stored then, and the vendor must deliver again.
    pub async fn store(&self, updates: Vec<Arrived>) -> Result<(), DbError> {
        let (told, hears) = oneshot::channel();
        let full = || DbError::Other("too many updates wait to be stored".into());
        self.0.try_send((updates, told)).map_err(|_| full())?;
        hears.await.unwrap_or_else(|_| Err(full()))
    }
}

async fn store(db: &Db, updates: Vec<Arrived>) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    inbox::store(&mut tx, updates).await?;
    tx.commit().await
}
