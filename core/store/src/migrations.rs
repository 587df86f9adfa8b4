//! The migrations, compiled in and run before the pools open: a type change
//! under a live pool would meet cached statements.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{ConnectOptions, Connection, PgConnection, SqlSafeStr};

use crate::db::sqlite_options;
use crate::{Address, OpenError};

/// A migration: number, description, text. Never edited once released.
pub type Step = (i64, &'static str, &'static str);

/// Every migration of this version.
pub const MIGRATIONS: &[Step] = &[
    (
        1,
        "house",
        include_str!("../../../migrations/0001_house.sql"),
    ),
    (
        2,
        "accounts",
        include_str!("../../../migrations/0002_accounts.sql"),
    ),
    (
        3,
        "knowledge",
        include_str!("../../../migrations/0003_knowledge.sql"),
    ),
    (4, "chat", include_str!("../../../migrations/0004_chat.sql")),
    (
        5,
        "scale",
        include_str!("../../../migrations/0005_scale.sql"),
    ),
    (
        6,
        "limits",
        include_str!("../../../migrations/0006_limits.sql"),
    ),
    (
        8,
        "account",
        include_str!("../../../migrations/0008_account.sql"),
    ),
    (
        9,
        "onboarding",
        include_str!("../../../migrations/0009_onboarding.sql"),
    ),
    (
        10,
        "indexes",
        include_str!("../../../migrations/0010_indexes.sql"),
    ),
    (
        11,
        "lighter",
        include_str!("../../../migrations/0011_lighter.sql"),
    ),
    (
        12,
        "search",
        include_str!("../../../migrations/0012_search.sql"),
    ),
    (
        13,
        "reading",
        include_str!("../../../migrations/0013_reading.sql"),
    ),
    (
        14,
        "messengers",
        include_str!("../../../migrations/0014_messengers.sql"),
    ),
    (
        15,
        "desk",
        include_str!("../../../migrations/0015_desk.sql"),
    ),
    (
        16,
        "topics",
        include_str!("../../../migrations/0016_topics.sql"),
    ),
    (
        17,
        "lessons",
        include_str!("../../../migrations/0017_lessons.sql"),
    ),
    (
        18,
        "comments",
        include_str!("../../../migrations/0018_comments.sql"),
    ),
    (
        19,
        "telegram",
        include_str!("../../../migrations/0019_telegram.sql"),
    ),
    (
        20,
        "files",
        include_str!("../../../migrations/0020_files.sql"),
    ),
];

pub(crate) async fn run(address: &Address, steps: &[Step]) -> Result<(), OpenError> {
    let mut migrator = Migrator::with_migrations(
        steps
            .iter()
            .map(|&(version, what, text)| {
                Migration::new(
                    version,
                    what.into(),
                    MigrationType::Simple,
                    text.into_sql_str(),
                    false,
                )
            })
            .collect(),
    );
    // While versions are rolled out, a process of the last one may start again
    // on the database of the next: what breaks older code takes two releases.
    migrator.set_ignore_missing(true);
    let failed = |error: sqlx::migrate::MigrateError| OpenError::Unreachable(error.to_string());
    match address {
        Address::Sqlite(path) => {
            let mut conn = sqlite_options(path).connect().await?;
            migrator
                .run_direct(None, &mut conn, false)
                .await
                .map_err(failed)?;
            conn.close().await?;
        }
        Address::Postgres(url) => {
            let mut conn = PgConnection::connect(url).await?;
            migrator
                .run_direct(None, &mut conn, false)
                .await
                .map_err(failed)?;
            conn.close().await?;
        }
    }
    Ok(())
}
