//! Many requests, few statements: what is asked for together is written
//! together, and each asker is told only after the commit.

use std::fmt;

use futures_util::future::BoxFuture;
use tokio::sync::{mpsc, oneshot};

use crate::{Db, DbError, Turn, Tx};

/// Requests written in one transaction: while some are written, others arrive.
const MOST: usize = 128;

/// Requests that may wait; further ones are refused.
const WAITING: usize = 4_096;

/// Attempts when PostgreSQL ends a transaction because it waits for another
/// one that waits for it.
const ATTEMPTS: usize = 5;

type Told = oneshot::Sender<Result<(), DbError>>;

/// Writes the requests of a group; it may be called again for the same group.
pub type Write<T> = for<'a> fn(&'a mut Tx, &'a [T]) -> BoxFuture<'a, Result<(), DbError>>;

/// The way to a task that writes requests in groups.
pub struct Grouped<T>(mpsc::Sender<(T, Told)>);

impl<T> Clone for Grouped<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for Grouped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grouped").finish_non_exhaustive()
    }
}

impl<T: Send + Sync + 'static> Grouped<T> {
    /// Starts the task; it ends when the last `Grouped` is dropped.
    pub fn start(db: Db, turn: Turn, write: Write<T>) -> Self {
        let (sender, mut queue) = mpsc::channel::<(T, Told)>(WAITING);
        tokio::spawn(async move {
            while let Some((first, told)) = queue.recv().await {
                let (mut group, mut waiting) = (vec![first], vec![told]);
                // Whoever is about to ask does so first, and shares the commit.
                tokio::task::yield_now().await;
                while group.len() < MOST
                    && let Ok((more, told)) = queue.try_recv()
                {
                    group.push(more);
                    waiting.push(told);
                }
                let outcome = write_all(&db, turn, (&group, write)).await;
                for told in waiting {
                    // An asker that left does not hear it; the data is written.
                    let _ = told.send(outcome.clone());
                }
            }
        });
        Self(sender)
    }

    /// Has a request written and returns when it is on disk.
    ///
    /// # Errors
    /// [`DbError`]; nothing of the request is written then.
    pub async fn write(&self, request: T) -> Result<(), DbError> {
        let (told, hears) = oneshot::channel();
        let full = || DbError::Other("too many requests wait to be written".into());
        self.0.try_send((request, told)).map_err(|_| full())?;
        hears.await.unwrap_or_else(|_| Err(full()))
    }
}

async fn write_all<T>(
    db: &Db,
    turn: Turn,
    (group, write): (&[T], Write<T>),
) -> Result<(), DbError> {
    let mut attempt = 0;
    loop {
        attempt += 1;
        match once(db, turn, (group, write)).await {
            Err(DbError::Deadlock) if attempt < ATTEMPTS => {}
            outcome => return outcome,
        }
    }
}

async fn once<T>(db: &Db, turn: Turn, (group, write): (&[T], Write<T>)) -> Result<(), DbError> {
    let mut tx = db.begin_in(turn).await?;
    write(&mut tx, group).await?;
    tx.commit().await
}
