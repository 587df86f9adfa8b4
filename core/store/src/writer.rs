//! The single SQLite writer and its group commit.
//!
//! One task owns the connection and lends it to one guard after the other.
//! Guards that are waiting when another ends join its transaction as
//! savepoints, and one `COMMIT` (one fsync) serves the whole group. A group
//! closes when nobody waits, after 256 guards or after 5 ms, so that a lone guard
//! pays for nothing and a crowd shares the disk.
//!
//! What somebody outside waits for goes ahead of the queue: a webhook waits
//! for the guard that is at work, for its own and for the rest of a group that
//! closes earlier, never for all the work that earlier webhooks have caused.

use scx_kit::Stopwatch;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use crate::DbError;
use crate::checkpoint::{self, Journal};

const MOST_GUARDS: usize = 256;
const LONGEST_GROUP_US: u64 = 5_000;
/// With an urgent guard in it.
const LONGEST_URGENT_GROUP_US: u64 = 2_000;

/// The queues in front of the connection.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    usual: mpsc::Sender<Borrower>,
    urgent: mpsc::Sender<Borrower>,
}

/// How soon a transaction gets its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// In the order of asking.
    Usual,
    /// Before all that are usual. For what somebody outside waits for with a
    /// short patience.
    Urgent,
}

type Borrower = oneshot::Sender<Lease>;

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
        let journal = Journal::start(&options).await?;
        let (usual, usual_queue) = mpsc::channel(1_024);
        let (urgent, urgent_queue) = mpsc::channel(1_024);
        let queues = Queues {
            usual: usual_queue,
            urgent: urgent_queue,
        };
        tokio::spawn(serve(Some(conn), options, (queues, journal)));
        Ok(Self { usual, urgent })
    }

    /// Waits for the connection.
    pub(crate) async fn lease(&self, turn: Turn) -> Result<Lease, DbError> {
        let stopped = || DbError::Other("the writer has stopped".into());
        let queue = match turn {
            Turn::Usual => &self.usual,
            Turn::Urgent => &self.urgent,
        };
        let (lends, borrows) = oneshot::channel();
        queue.send(lends).await.map_err(|_| stopped())?;
        borrows.await.map_err(|_| stopped())
    }
}

struct Queues {
    usual: mpsc::Receiver<Borrower>,
    urgent: mpsc::Receiver<Borrower>,
}

impl Queues {
    /// Waits for the next in turn; `None` when every `Writer` is gone.
    async fn next(&mut self) -> Option<(Borrower, Turn)> {
        tokio::select! {
            biased;
            Some(borrower) = self.urgent.recv() => Some((borrower, Turn::Urgent)),
            Some(borrower) = self.usual.recv() => Some((borrower, Turn::Usual)),
            else => None,
        }
    }

    /// Who waits and may join a group.
    fn waiting(&mut self) -> Option<(Borrower, Turn)> {
        if let Ok(borrower) = self.urgent.try_recv() {
            return Some((borrower, Turn::Urgent));
        }
        Some((self.usual.try_recv().ok()?, Turn::Usual))
    }
}

async fn serve(
    mut conn: Option<SqliteConnection>,
    options: SqliteConnectOptions,
    (mut queues, journal): (Queues, Journal),
) {
    while let Some(first) = queues.next().await {
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
        conn = group(ready, first, &mut queues).await;
        if journal.grew()
            && let Some(conn) = &mut conn
            && let Err(error) = run(conn, checkpoint::COPY).await
        {
            tracing::warn!(%error, "the end of SQLite's journal could not be written back");
        }
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
    first: (Borrower, Turn),
    queues: &mut Queues,
) -> Option<SqliteConnection> {
    if let Err(error) = run(&mut conn, "BEGIN IMMEDIATE; SAVEPOINT guard").await {
        tracing::error!(%error, "a write transaction could not begin");
        return None;
    }
    let watch = Stopwatch::start();
    let mut waiting = Vec::new();
    let (mut borrower, mut turn) = first;
    let mut longest = LONGEST_GROUP_US;
    let mut guards = 1;
    loop {
        let Some((back, told)) = lend(conn, borrower).await else {
            fail(waiting, "a lease was lost");
            return None;
        };
        conn = back;
        let is_kept = told.is_some();
        waiting.extend(told);
        if turn == Turn::Urgent {
            longest = LONGEST_URGENT_GROUP_US;
        }
        let next = match guards < MOST_GUARDS && watch.elapsed_us() < longest {
            true => queues.waiting(),
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
        (borrower, turn) = next;
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
async fn lend(conn: SqliteConnection, borrower: Borrower) -> Option<(SqliteConnection, Told)> {
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
