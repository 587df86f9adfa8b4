//! The migrations, compiled in and run before the pools open: a type change
//! under a live pool would meet cached statements.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{ConnectOptions, Connection, PgConnection, SqlSafeStr};

use crate::db::sqlite_options;
use crate::{Address, OpenError};

/// A migration: number, description, text. Never edited once released.
pub type Step = (i64, &'static str, Script);

/// The text of a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// One for both databases.
    Both(&'static str),
    /// What the two say in different words, as triggers.
    Twin {
        /// For SQLite.
        sqlite: &'static str,
        /// For PostgreSQL.
        pg: &'static str,
    },
}

impl Script {
    /// What SQLite runs.
    pub const fn sqlite(self) -> &'static str {
        match self {
            Self::Both(text) | Self::Twin { sqlite: text, .. } => text,
        }
    }

    /// What PostgreSQL runs.
    pub const fn pg(self) -> &'static str {
        match self {
            Self::Both(text) | Self::Twin { pg: text, .. } => text,
        }
    }
}

/// Every migration of this version.
pub const MIGRATIONS: &[Step] = &[
    (
        1,
        "house",
        Script::Both(include_str!("../../../migrations/0001_house.sql")),
    ),
    (
        2,
        "accounts",
        Script::Both(include_str!("../../../migrations/0002_accounts.sql")),
    ),
    (
        3,
        "knowledge",
        Script::Both(include_str!("../../../migrations/0003_knowledge.sql")),
    ),
    (
        4,
        "chat",
        Script::Both(include_str!("../../../migrations/0004_chat.sql")),
    ),
    (
        5,
        "scale",
        Script::Both(include_str!("../../../migrations/0005_scale.sql")),
    ),
    (
        6,
        "limits",
        Script::Both(include_str!("../../../migrations/0006_limits.sql")),
    ),
    (
        8,
        "account",
        Script::Both(include_str!("../../../migrations/0008_account.sql")),
    ),
    (
        9,
        "onboarding",
        Script::Both(include_str!("../../../migrations/0009_onboarding.sql")),
    ),
    (
        10,
        "indexes",
        Script::Both(include_str!("../../../migrations/0010_indexes.sql")),
    ),
    (
        11,
        "lighter",
        Script::Both(include_str!("../../../migrations/0011_lighter.sql")),
    ),
    (
        12,
        "search",
        Script::Both(include_str!("../../../migrations/0012_search.sql")),
    ),
    (
        13,
        "reading",
        Script::Both(include_str!("../../../migrations/0013_reading.sql")),
    ),
    (
        14,
        "messengers",
        Script::Both(include_str!("../../../migrations/0014_messengers.sql")),
    ),
    (
        15,
        "desk",
        Script::Both(include_str!("../../../migrations/0015_desk.sql")),
    ),
    (
        16,
        "topics",
        Script::Both(include_str!("../../../migrations/0016_topics.sql")),
    ),
    (
        17,
        "lessons",
        Script::Both(include_str!("../../../migrations/0017_lessons.sql")),
    ),
    (
        18,
        "comments",
        Script::Both(include_str!("../../../migrations/0018_comments.sql")),
    ),
    (
        19,
        "telegram",
        Script::Both(include_str!("../../../migrations/0019_telegram.sql")),
    ),
    (
        20,
        "files",
        Script::Both(include_str!("../../../migrations/0020_files.sql")),
    ),
    (
        21,
        "plans",
        Script::Both(include_str!("../../../migrations/0021_plans.sql")),
    ),
    (
        22,
        "admins",
        Script::Both(include_str!("../../../migrations/0022_admins.sql")),
    ),
    (
        23,
        "append_only",
        Script::Twin {
            sqlite: include_str!("../../../migrations/0023_append_only.sqlite.sql"),
            pg: include_str!("../../../migrations/0023_append_only.pg.sql"),
        },
    ),
    (
        24,
        "billing",
        Script::Both(include_str!("../../../migrations/0024_billing.sql")),
    ),
    (
        25,
        "ledger_only",
        Script::Twin {
            sqlite: include_str!("../../../migrations/0025_ledger_only.sqlite.sql"),
            pg: include_str!("../../../migrations/0025_ledger_only.pg.sql"),
        },
    ),
    (
        26,
        "mail",
        Script::Both(include_str!("../../../migrations/0026_mail.sql")),
    ),
    (
        27,
        "letters",
        Script::Both(include_str!("../../../migrations/0027_letters.sql")),
    ),
    (
        28,
        "winback_cap",
        Script::Both(include_str!("../../../migrations/0028_winback_cap.sql")),
    ),
    (
        29,
        "broadcasts",
        Script::Both(include_str!("../../../migrations/0029_broadcasts.sql")),
    ),
    (
        30,
        "referrals",
        Script::Both(include_str!("../../../migrations/0030_referrals.sql")),
    ),
    (
        31,
        "statistics",
        Script::Both(include_str!("../../../migrations/0031_statistics.sql")),
    ),
    (
        32,
        "charge",
        Script::Both(include_str!("../../../migrations/0032_charge.sql")),
    ),
    (
        33,
        "tickets",
        Script::Both(include_str!("../../../migrations/0033_tickets.sql")),
    ),
    (
        34,
        "operations",
        Script::Both(include_str!("../../../migrations/0034_operations.sql")),
    ),
    (
        35,
        "news_files",
        Script::Both(include_str!("../../../migrations/0035_news_files.sql")),
    ),
    (
        36,
        "house_cost",
        Script::Both(include_str!("../../../migrations/0036_house_cost.sql")),
    ),
];

pub(crate) async fn run(address: &Address, steps: &[Step]) -> Result<(), OpenError> {
    let mut migrator = Migrator::with_migrations(
        steps
            .iter()
            .map(|&(version, what, script)| {
                let text = match address {
                    Address::Sqlite(_) => script.sqlite(),
                    Address::Postgres { .. } => script.pg(),
                };
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
        Address::Postgres { url, .. } => {
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
