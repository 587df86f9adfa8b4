//! A fresh migrated database for every test.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use scx_kit::{KeyRing, OsEntropy, SystemClock};
use scx_store::{Address, Db};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::SECRET_KEY;

/// A database of one test. On SQLite a copy of a migrated file, on PostgreSQL
/// one of a pool of databases, emptied before it is used again.
pub struct TestDb {
    /// What `DATABASE_URL` would be.
    pub url: String,
    kept: Kept,
}

enum Kept {
    Folder(TempDir),
    Pooled(String),
}

/// Bytes that a run needs in memory: a few databases, some with large files.
const ROOM: u64 = 1 << 30;

static TEMPLATE: OnceCell<(TempDir, Vec<u8>)> = OnceCell::const_new();
static PG_TEMPLATE: OnceCell<String> = OnceCell::const_new();
static FREE: Mutex<Vec<String>> = Mutex::new(Vec::new());
static MADE: AtomicU32 = AtomicU32::new(0);

impl TestDb {
    /// A fresh database; `SCX_TEST_DB` chooses the kind.
    pub async fn fresh() -> Self {
        match test_server() {
            Some(server) => postgres(&server).await,
            None => sqlite().await,
        }
    }

    /// Where it is, for whoever opens it beside the product.
    pub fn address(&self) -> Address {
        address_of(&self.url)
    }

    /// Whether this is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        matches!(self.kept, Kept::Pooled(_))
    }

    /// The folder of the SQLite file, for tests that look at the file.
    pub fn folder(&self) -> Option<&Path> {
        match &self.kept {
            Kept::Folder(folder) => Some(folder.path()),
            Kept::Pooled(_) => None,
        }
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if let Kept::Pooled(url) = &self.kept {
            FREE.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(url.clone());
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the suite's own switch")]
fn test_server() -> Option<String> {
    std::env::var("SCX_TEST_DB")
        .ok()
        .filter(|url| !url.is_empty())
}

async fn sqlite() -> TestDb {
    let (_, bytes) = TEMPLATE
        .get_or_init(|| async {
            let folder = folder();
            let path = folder.path().join("template.db");
            migrated(&Address::Sqlite(path.clone())).await;
            let bytes = std::fs::read(&path).expect("the template");
            (folder, bytes)
        })
        .await;
    let folder = folder();
    let path = folder.path().join("app.db");
    std::fs::write(&path, bytes).expect("a copy of the template");
    TestDb {
        url: format!("sqlite:{}", path.display()),
        kept: Kept::Folder(folder),
    }
}

/// A folder in memory where there is room for it: that a commit reaches the disk
/// is proved by the load programs, and each story would wait for it.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let has_room = rustix::fs::statvfs(memory)
        .is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) >= ROOM);
    let in_memory = has_room.then(|| tempfile::tempdir_in(memory));
    in_memory
        .and_then(Result::ok)
        .unwrap_or_else(|| tempfile::tempdir().expect("a temporary folder"))
}

async fn postgres(server: &str) -> TestDb {
    let template = PG_TEMPLATE
        .get_or_init(|| async {
            let name = format!("scx_template_{}", std::process::id());
            create(server, &format!("CREATE DATABASE {name}")).await;
            migrated(&address_of(&with_name(server, &name))).await;
            name
        })
        .await;
    let pooled = FREE.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let url = match pooled {
        Some(url) => {
            empty(&url).await;
            url
        }
        None => {
            let number = MADE.fetch_add(1, Ordering::SeqCst);
            let name = format!("scx_test_{}_{number}", std::process::id());
            create(
                server,
                &format!("CREATE DATABASE {name} TEMPLATE {template}"),
            )
            .await;
            with_name(server, &name)
        }
    };
    TestDb {
        kept: Kept::Pooled(url.clone()),
        url,
    }
}

/// Each connection plans every statement anew, so a story has few of them.
pub(crate) const CONNECTIONS: u32 = 4;

fn address_of(url: &str) -> Address {
    Address::parse(url)
        .expect("an address")
        .with_connections(CONNECTIONS)
}

async fn migrated(address: &Address) {
    let ring = Arc::new(KeyRing::parse(SECRET_KEY).expect("a test key"));
    let db = Db::open(address, Arc::new(SystemClock), Arc::new(OsEntropy), ring)
        .await
        .expect("the template opens");
    db.close().await;
    // The writer closes its connection when its task ends; only then is the
    // journal written back into the file that is copied.
    if let Address::Sqlite(path) = address {
        let mut wal = path.clone().into_os_string();
        wal.push("-wal");
        while Path::new(&wal).metadata().is_ok_and(|wal| wal.len() > 0) {
            tokio::task::yield_now().await;
        }
    }
}

async fn create(server: &str, statement: &str) {
    let mut conn = PgConnection::connect(server)
        .await
        .expect("SCX_TEST_DB answers");
    // Two databases cannot be copied from one template at the same moment.
    conn.execute("SELECT pg_advisory_lock(77001)")
        .await
        .expect("a lock");
    conn.execute(AssertSqlSafe(statement.to_owned()))
        .await
        .expect("a database");
    conn.close().await.expect("closed");
}

async fn empty(url: &str) {
    let mut conn = PgConnection::connect(url)
        .await
        .expect("a pooled database answers");
    let tables = conn
        .fetch_all("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_sqlx_migrations'")
        .await
        .expect("its tables");
    // To delete the few rows of a story takes a third of the time that it takes to
    // truncate every table. As a replica's, the statements meet no trigger and
    // no foreign key.
    let mut statements = String::from("SET session_replication_role = replica; BEGIN;");
    for table in &tables {
        let name: String = table.get(0);
        statements.push_str(&format!("DELETE FROM {name};"));
    }
    statements.push_str("COMMIT");
    conn.execute(AssertSqlSafe(statements))
        .await
        .expect("emptied");
    conn.close().await.expect("closed");
}

fn with_name(server: &str, name: &str) -> String {
    let (address, query) = server
        .split_once('?')
        .map_or((server, None), |(a, q)| (a, Some(q)));
    let base = match address.splitn(4, '/').collect::<Vec<_>>().as_slice() {
        [scheme, empty, host, ..] => format!("{scheme}/{empty}/{host}"),
        _ => address.to_owned(),
    };
    match query {
        Some(query) => format!("{base}/{name}?{query}"),
        None => format!("{base}/{name}"),
    }
}
