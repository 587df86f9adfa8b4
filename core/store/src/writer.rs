//! The single SQLite writer and its group commit.
//!
//! One task owns the connection and lends it to one guard after the other.
//! Guards that are waiting when another ends join its transaction as
//! savepoints, and one `COMMIT` (one fsync) serves the whole group. A group
//! closes when nobody waits, after 256 guards or after 5 ms, so a lone guard
//! pays for nothing and a crowd shares the disk.

use scx_kit::Stopwatch;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use crate::DbError;

const MOST_GUARDS: usize = 256;
const LONGEST_GROUP_US: u64 = 5_000;

/// The queue in front of the connection.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    requests: mpsc::Sender<oneshot::Sender<Lease>>,
}

/// The connection, lent to one guard. Dropping it undoes the guard's work.
pub(crate) struct Lease {
    conn: Option<SqliteConnection>,
    back: Option<oneshot::Sender<Returned>>,
}

enum Returned {
    Commit(SqliteConnection, oneshot::Sender<Result<(), DbError>>),
    Undo(SqliteConnection),
}

impl Lease {
    pub(crate) fn conn(&mut self) -> &mut SqliteConnection {
        self.conn
            .as_mut()
            .expect("the connection leaves only with the lease")
    }

    /// Ends the guard and waits for the group's COMMIT.
    pub(crate) async fn commit(mut self) -> Result<(), DbError> {
        let (told, hears) = oneshot::channel();
        if let (Some(conn), Some(back)) = (self.conn.take(), self.back.take()) {
            // A writer that is gone answers nothing, which reads as failure below.
            let _ = back.send(Returned::Commit(conn, told));
        }
        hears
            .await
            .unwrap_or_else(|_| Err(DbError::Commit("the writer has stopped".into())))
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let (Some(conn), Some(back)) = (self.conn.take(), self.back.take()) {
            let _ = back.send(Returned::Undo(conn));
        }
    }
}

impl Writer {
    /// Opens the connection and starts the task that owns it; the task ends
    /// when the last `Writer` is dropped.
    pub(crate) async fn start(options: SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        let conn = options.connect().await?;
        let (requests, queue) = mpsc::channel(1_024);
        tokio::spawn(serve(Some(conn), options, queue));
        Ok(Self { requests })
    }

    /// Waits for the connection.
    pub(crate) async fn lease(&self) -> Result<Lease, DbError> {
        let stopped = || DbError::Other("the writer has stopped".into());
        let (lends, borrows) = oneshot::channel();
        self.requests.send(lends).await.map_err(|_| stopped())?;
        borrows.await.map_err(|_| stopped())
    }
}

async fn serve(
    mut conn: Option<SqliteConnection>,
    options: SqliteConnectOptions,
    mut queue: mpsc::Receiver<oneshot::Sender<Lease>>,
) {
    while let Some(first) = queue.recv().await {
        let ready = match conn.take() {
            Some(ready) => ready,
            None => match options.connect().await {
                Ok(fresh) => fresh,
                Err(error) => {
                    tracing::error!(%error, "the SQLite writer cannot reopen the file");
                    continue;
                }
            },
        };
        conn = group(ready, first, &mut queue).await;
    }
    if let Some(conn) = conn {
        // Closing writes the journal back; a failure leaves it for the next start.
        let _ = conn.close().await;
    }
}

/// Runs one group of guards. `None` means that the connection is unusable.
async fn group(
    mut conn: SqliteConnection,
    first: oneshot::Sender<Lease>,
    queue: &mut mpsc::Receiver<oneshot::Sender<Lease>>,
) -> Option<SqliteConnection> {
    if let Err(error) = run(&mut conn, "BEGIN IMMEDIATE").await {
        tracing::error!(%error, "a write transaction could not begin");
        return None;
    }
    let watch = Stopwatch::start();
    let mut waiting = Vec::new();
    let mut next = Some(first);
    let mut guards = 0;
    while let Some(borrower) = next.take() {
        guards += 1;
        match lend(conn, borrower).await {
            Ended::Committed(back, told) => {
                conn = back;
                waiting.push(told);
            }
            Ended::Undone(back) => conn = back,
            Ended::Broken(error) => {
                fail(waiting, &error);
                return None;
            }
        }
        if guards < MOST_GUARDS && watch.elapsed_us() < LONGEST_GROUP_US {
            next = queue.try_recv().ok();
        }
    }
    match run(&mut conn, "COMMIT").await {
        Ok(()) => {
            for told in waiting {
                let _ = told.send(Ok(()));
            }
            Some(conn)
        }
        Err(error) => {
            fail(waiting, &error.to_string());
            None
        }
    }
}

enum Ended {
    Committed(SqliteConnection, oneshot::Sender<Result<(), DbError>>),
    Undone(SqliteConnection),
    Broken(String),
}

async fn lend(mut conn: SqliteConnection, borrower: oneshot::Sender<Lease>) -> Ended {
    if let Err(error) = run(&mut conn, "SAVEPOINT guard").await {
        return Ended::Broken(error.to_string());
    }
    let (back, returned) = oneshot::channel();
    let lease = Lease {
        conn: Some(conn),
        back: Some(back),
    };
    // A borrower that is gone drops the lease, which comes back as `Undo`.
    let _ = borrower.send(lease);
    match returned.await {
        Ok(Returned::Commit(mut conn, told)) => match run(&mut conn, "RELEASE guard").await {
            Ok(()) => Ended::Committed(conn, told),
            Err(error) => {
                let _ = told.send(Err(DbError::Commit(error.to_string())));
                Ended::Broken(error.to_string())
            }
        },
        Ok(Returned::Undo(mut conn)) => {
            let undone = run(&mut conn, "ROLLBACK TO guard; RELEASE guard").await;
            match undone {
                Ok(()) => Ended::Undone(conn),
                Err(error) => Ended::Broken(error.to_string()),
            }
        }
        Err(_) => Ended::Broken("a lease was lost".into()),
    }
}

fn fail(waiting: Vec<oneshot::Sender<Result<(), DbError>>>, error: &str) {
    tracing::error!(error, guards = waiting.len(), "a commit group failed");
    for told in waiting {
        let _ = told.send(Err(DbError::Commit(error.to_owned())));
    }
}

async fn run(conn: &mut SqliteConnection, text: &'static str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(text).execute(conn).await.map(|_| ())
}
