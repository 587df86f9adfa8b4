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
///
/// What ends one guard and begins the next travels in one text: each trip to
/// the connection's thread wakes it up, which costs more than the statement.
async fn group(
    mut conn: SqliteConnection,
    first: oneshot::Sender<Lease>,
    queue: &mut mpsc::Receiver<oneshot::Sender<Lease>>,
) -> Option<SqliteConnection> {
    if let Err(error) = run(&mut conn, "BEGIN IMMEDIATE; SAVEPOINT guard").await {
        tracing::error!(%error, "a write transaction could not begin");
        return None;
    }
    let watch = Stopwatch::start();
    let mut waiting = Vec::new();
    let mut borrower = first;
    let mut guards = 1;
    loop {
        let Some((back, told)) = lend(conn, borrower).await else {
            fail(waiting, "a lease was lost");
            return None;
        };
        conn = back;
        let is_kept = told.is_some();
        waiting.extend(told);
        let next = match guards < MOST_GUARDS && watch.elapsed_us() < LONGEST_GROUP_US {
            true => queue.try_recv().ok(),
            false => None,
        };
        let step = match (is_kept, next.is_some()) {
            (true, true) => "RELEASE guard; SAVEPOINT guard",
            (true, false) => "RELEASE guard; COMMIT",
            // The savepoint stays, and is the next guard's.
            (false, true) => "ROLLBACK TO guard",
            (false, false) => "ROLLBACK TO guard; COMMIT",
        };
        if let Err(error) = run(&mut conn, step).await {
            fail(waiting, &error.to_string());
            return None;
        }
        let Some(next) = next else { break };
        borrower = next;
        guards += 1;
    }
    for told in waiting {
        let _ = told.send(Ok(()));
    }
    Some(conn)
}

/// Whom to tell when what a guard wrote is on disk; nobody where it was undone.
type Told = Option<oneshot::Sender<Result<(), DbError>>>;

/// Lends the connection and waits for its return.
async fn lend(
    conn: SqliteConnection,
    borrower: oneshot::Sender<Lease>,
) -> Option<(SqliteConnection, Told)> {
    let (back, returned) = oneshot::channel();
    let lease = Lease {
        conn: Some(conn),
        back: Some(back),
    };
    // A borrower that is gone drops the lease, which comes back as `Undo`.
    let _ = borrower.send(lease);
    match returned.await.ok()? {
        Returned::Commit(conn, told) => Some((conn, Some(told))),
        Returned::Undo(conn) => Some((conn, None)),
    }
}

fn fail(waiting: Vec<oneshot::Sender<Result<(), DbError>>>, error: &str) {
    tracing::error!(error, guards = waiting.len(), "a commit group failed");
    for told in waiting {
        let _ = told.send(Err(DbError::Commit(error.to_owned())));
    }
}

async fn run(conn: &mut SqliteConnection, text: &'static str) -> Result<(), sqlx::Error> {
    sqlx::query(text).execute(conn).await.map(|_| ())
}
