//! Wake-ups between processes: PostgreSQL's NOTIFY, coalesced. The engine's
//! poll finds what a broken connection kept quiet.

use std::sync::Arc;

use scx_kit::{Clock, Millis};
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::task::JoinHandle;

use crate::{Bell, Db, DbError, sql};

const CHANNEL: &str = "scx_work";

/// At most one wake-up in this time leaves a process.
const COALESCE: Millis = Millis(20);

/// The pause after a connection that broke.
const RETRY: Millis = Millis::secs(1);

/// PostgreSQL's own; the prepare test of both databases has no use for it.
const NOTIFY: &str = "SELECT CAST(pg_notify('scx_work', $1) AS TEXT)";

/// The exchange of wake-ups with other processes; it ends when it is dropped.
#[derive(Debug)]
pub struct WakeUps(Vec<JoinHandle<()>>);

impl Drop for WakeUps {
    fn drop(&mut self) {
        for task in &self.0 {
            task.abort();
        }
    }
}

impl WakeUps {
    /// Starts to tell the others and to listen to them. On SQLite there are
    /// none. `process` is unique to the process.
    pub fn start(db: &Db, clock: &Arc<dyn Clock>, process: String) -> Self {
        let Db::Pg(side) = db else {
            return Self(Vec::new());
        };
        let tells = tell(db.clone(), clock.clone(), process.clone());
        let listens = listen(
            side.pool().clone(),
            db.bell().clone(),
            clock.clone(),
            process,
        );
        Self(vec![tokio::spawn(tells), tokio::spawn(listens)])
    }
}

async fn tell(db: Db, clock: Arc<dyn Clock>, process: String) {
    loop {
        db.bell().rung_for_others().await;
        let told: Result<(Option<String>,), DbError> = sql(NOTIFY).bind(&process).one(&db).await;
        if let Err(error) = told {
            tracing::warn!(%error, "other processes could not be woken");
        }
        clock.timer(clock.now() + COALESCE).await;
    }
}

async fn listen(pool: PgPool, bell: Bell, clock: Arc<dyn Clock>, process: String) {
    loop {
        if let Err(error) = hear(&pool, &bell, &process).await {
            tracing::warn!(%error, "wake-ups of other processes cannot be heard");
        }
        clock.timer(clock.now() + RETRY).await;
    }
}

async fn hear(pool: &PgPool, bell: &Bell, process: &str) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    // What was said before anybody listened.
    bell.ring_here();
    loop {
        let said = listener.recv().await?;
        if said.payload() != process {
            bell.ring_here();
        }
    }
}
