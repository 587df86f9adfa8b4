//! Writes SQLite's journal back beside the writer.
//!
//! Left to itself, SQLite does it at the end of a commit: whoever waits for that
//! commit, and everybody behind, waits until thousands of pages are copied and
//! on disk. A connection of its own copies them while the writer goes on. The
//! journal begins anew only when nothing of it is left, and a busy writer adds
//! to it all the time, so the last few pages of a long one are the writer's.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use scx_kit::{Clock, Millis, SystemClock};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tokio::sync::mpsc;

/// From one look to the next while something is written. In real time: it
/// concerns the disk and not the business.
const PAUSE: Millis = Millis(500);
/// Pages (32 MB) from which on the journal is to begin anew.
const LONG: i64 = 8_000;
/// Pages (128 MB) at which SQLite helps itself, should nobody else have.
pub(crate) const LONGEST: &str = "32000";
/// Copies what no reader needs any more, and waits for nobody.
pub(crate) const COPY: &str = "PRAGMA wal_checkpoint(PASSIVE)";

/// The writer's side.
pub(crate) struct Journal {
    grown: mpsc::Sender<()>,
    is_long: Arc<AtomicBool>,
}

impl Journal {
    /// Opens the connection and starts the task that owns it; the task ends
    /// when the `Journal` is dropped.
    pub(crate) async fn start(options: &SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        let conn = options.connect().await?;
        let (grown, hears) = mpsc::channel(1);
        let is_long = Arc::new(AtomicBool::new(false));
        tokio::spawn(keep_short(conn, hears, is_long.clone()));
        Ok(Self { grown, is_long })
    }

    /// Something was written. Whether the writer must copy what is left.
    pub(crate) fn grew(&self) -> bool {
        // Full: it is known already.
        let _ = self.grown.try_send(());
        self.is_long.swap(false, Ordering::Relaxed)
    }
}

async fn keep_short(
    mut conn: SqliteConnection,
    mut grown: mpsc::Receiver<()>,
    is_long: Arc<AtomicBool>,
) {
    while grown.recv().await.is_some() {
        let clock = SystemClock;
        tokio::select! {
            () = ended(&mut grown) => break,
            () = clock.sleep_until(clock.now() + PAUSE) => {}
        }
        match copy(&mut conn).await {
            Ok(pages) => is_long.store(pages >= LONG, Ordering::Relaxed),
            Err(error) => tracing::warn!(%error, "SQLite's journal could not be written back"),
        }
    }
    // A failure leaves the journal for the next start.
    let _ = conn.close().await;
}

/// Whatever is written meanwhile is copied after the pause as well.
async fn ended(grown: &mut mpsc::Receiver<()>) {
    while grown.recv().await.is_some() {}
}

/// Returns how many pages the journal has.
async fn copy(conn: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    let (_busy, pages, _copied) = sqlx::query_as::<_, (i64, i64, i64)>(COPY)
        .fetch_one(conn)
        .await?;
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use scx_kit::{KeyRing, OsEntropy};
    use tempfile::TempDir;

    use super::*;
    use crate::{Address, Db, sql};

    const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    const ADD: &str = "INSERT INTO schedule (name, next_at) VALUES ($1, $2)";
    /// Looks at the file, each after a pause of the task: it copies after one.
    const LOOKS: usize = 200;

    async fn opened(folder: &TempDir) -> Db {
        let address = Address::Sqlite(folder.path().join("app.db"));
        let ring = Arc::new(KeyRing::parse(KEY).unwrap());
        let opened = Db::open(&address, Arc::new(SystemClock), Arc::new(OsEntropy), ring);
        opened.await.unwrap()
    }

    #[tokio::test]
    async fn what_is_written_comes_into_the_file_while_it_is_open() {
        let folder = tempfile::tempdir().unwrap();
        let db = opened(&folder).await;
        let long = "x".repeat(1 << 20);
        let mut tx = db.begin().await.unwrap();
        sql(ADD).bind(&long).bind(1).execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        for _ in 0..LOOKS {
            let file = std::fs::read(folder.path().join("app.db")).unwrap();
            if file
                .windows(4_000)
                .any(|part| part == &long.as_bytes()[..4_000])
            {
                return;
            }
            let clock = SystemClock;
            clock.sleep_until(clock.now() + PAUSE).await;
        }
        panic!("the journal was not written back");
    }
}
