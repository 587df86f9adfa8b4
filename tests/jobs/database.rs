//! The store: transactions, errors, keys, every statement and every migration.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use regex::Regex;
use scx_jobs::enqueue;
use scx_kit::{Id, KeyRing, Prefix};
use scx_store::{Db, DbError, MIGRATIONS, OpenError, sql};
use scx_world::TestDb;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};

use super::workshop::{Plain, Workshop, work, workshop};

const ADD: &str = "INSERT INTO schedule (name, next_at) VALUES ($1, $2)";
const NAMES: &str = "SELECT name FROM schedule ORDER BY name";

/// Which connection this is, how it plans, and a moment in which others are asked for.
const WHO: &str = "SELECT CAST(pg_backend_pid() AS BIGINT),
    current_setting('plan_cache_mode'), CAST(pg_sleep(0.01) AS TEXT)";

async fn names(db: &Db) -> Vec<String> {
    let rows = sql(NAMES).all::<(String,)>(db).await.expect("names");
    rows.into_iter().map(|(name,)| name).collect()
}

#[tokio::test]
async fn what_a_rolled_back_transaction_enqueued_never_runs() {
    workshop(async |shop| {
        shop.start().await;
        let mut tx = shop.db.begin().await.unwrap();
        enqueue(&mut tx, &work::<Plain>("lost").in_order("k"))
            .await
            .unwrap();
        drop(tx);
        shop.enqueue([work::<Plain>("kept").in_order("k")]).await;
        shop.settle().await;
        assert_eq!(shop.ran(), ["kept"]);
    })
    .await;
}

#[tokio::test]
async fn a_transaction_happens_together_or_not_at_all() {
    workshop(async |shop| {
        for (name, is_kept) in [("a", true), ("b", false), ("c", true)] {
            let mut tx = shop.db.begin().await.unwrap();
            sql(ADD)
                .bind(name)
                .bind(1_i64)
                .execute(&mut tx)
                .await
                .unwrap();
            let pair = format!("{name}{name}");
            sql(ADD)
                .bind(pair)
                .bind(2_i64)
                .execute(&mut tx)
                .await
                .unwrap();
            if is_kept {
                tx.commit().await.unwrap();
            }
        }
        assert_eq!(names(&shop.db).await, ["a", "aa", "c", "cc"]);
    })
    .await;
}

#[tokio::test]
async fn errors_that_callers_branch_on_are_told_apart() {
    workshop(async |shop| {
        let mut tx = shop.db.begin().await.unwrap();
        sql(ADD)
            .bind("a")
            .bind(1_i64)
            .execute(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut tx = shop.db.begin().await.unwrap();
        let twice = sql(ADD).bind("a").bind(1_i64).execute(&mut tx).await;
        assert!(matches!(twice, Err(DbError::Unique)), "{twice:?}");
        drop(tx);
        let nobody = sql("SELECT name FROM schedule WHERE next_at = 7");
        let nobody = nobody.one::<(String,)>(&shop.db).await;
        assert!(matches!(nobody, Err(DbError::Missing)), "{nobody:?}");
        let outside = sql(ADD).bind("b").bind(1_i64).execute(&shop.db).await;
        assert!(outside.is_err(), "the read side does not write");
        assert_eq!(names(&shop.db).await, ["a"]);
    })
    .await;
}

#[tokio::test]
async fn effects_after_a_commit_do_not_follow_a_rollback() {
    workshop(async |shop| {
        let (told, hears) = std::sync::mpsc::channel();
        for is_kept in [false, true] {
            let told = told.clone();
            let mut tx = shop.db.begin().await.unwrap();
            tx.after_commit(move || told.send(is_kept).unwrap());
            if is_kept {
                tx.commit().await.unwrap();
            }
        }
        assert_eq!(hears.try_iter().collect::<Vec<_>>(), [true]);
    })
    .await;
}

struct Row;
impl Prefix for Row {
    const PREFIX: &'static str = "row";
}

#[tokio::test]
async fn ids_of_one_moment_keep_their_order() {
    workshop(async |shop| {
        let mut ids = Vec::new();
        for _ in 0..20 {
            let tx = shop.db.begin().await.unwrap();
            ids.extend((0..20).map(|_| tx.id::<Row>()));
        }
        let texts: Vec<String> = ids.iter().map(Id::to_string).collect();
        assert!(texts.windows(2).all(|pair| pair[0] < pair[1]));
    })
    .await;
}

async fn reopen(shop: &Workshop, keys: &str) -> Result<Db, OpenError> {
    let address = shop.house.database.address();
    let ring = Arc::new(KeyRing::parse(keys).expect("test keys"));
    let clock = Arc::new(shop.house.clock.clone());
    Db::open(&address, clock, shop.house.entropy.clone(), ring).await
}

#[tokio::test]
async fn postgresql_gets_no_more_connections_than_are_allowed_and_plans_once_on_each() {
    workshop(async |shop| {
        if !shop.db.is_postgres() {
            return;
        }
        let most = 5;
        let address = shop.house.database.address().with_connections(most);
        let ring = Arc::new(KeyRing::parse(scx_world::SECRET_KEY).expect("a test key"));
        let (clock, entropy) = (shop.house.clock.clone(), shop.house.entropy.clone());
        let db = Db::open(&address, Arc::new(clock), entropy, ring).await;
        let db = db.expect("it opens");
        let looks = (0..40).map(|_| sql(WHO).one::<(i64, String, String)>(&db));
        let seen = futures_util::future::try_join_all(looks).await;
        let seen = seen.expect("seen");
        let connections: HashSet<i64> = seen.iter().map(|(id, ..)| *id).collect();
        assert_eq!(connections.len(), most as usize);
        assert!(seen.iter().all(|(_, mode, _)| mode == "force_generic_plan"));
        db.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_database_does_not_open_with_other_keys() {
    const FIRST: &str = "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    const WRONG: &str = "a:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    workshop(async |shop| {
        // The story's own key is in use as well.
        let with = |key: &str| format!("{key},{}", scx_world::SECRET_KEY);
        reopen(shop, &with(FIRST)).await.unwrap().close().await;
        let key_id = "a".to_owned();
        let wrong = reopen(shop, &with(WRONG)).await.unwrap_err();
        assert_eq!(
            wrong,
            OpenError::KeyWrong {
                key_id: key_id.clone()
            }
        );
        let missing = reopen(shop, scx_world::SECRET_KEY).await.unwrap_err();
        assert_eq!(missing, OpenError::KeyMissing { key_id });
    })
    .await;
}

#[tokio::test]
async fn every_statement_of_the_product_can_be_prepared() {
    workshop(async |shop| {
        let parts = sellercloudx::all_parts();
        let sealed = parts.sealed.iter().flat_map(scx_store::rotation_statements);
        let all: Vec<&str> = parts.statements.iter().copied().chain(sealed).collect();
        assert!(all.len() > 80, "only {} statements", all.len());
        let mut refused = Vec::new();
        // The one dialect switch: a single writer knows no row locks.
        let is_known = |text: &&str| shop.db.is_postgres() || !text.contains("SKIP LOCKED");
        for text in all.into_iter().filter(is_known) {
            if let Err(error) = shop.db.prepare(text).await {
                refused.push(format!("{error}\n    {text}"));
            }
        }
        assert!(refused.is_empty(), "{}", refused.join("\n"));
        assert!(shop.db.prepare("SELECT nothing FROM job").await.is_err());
    })
    .await;
}

#[tokio::test]
async fn what_waits_is_counted_by_indexes() {
    let mut conn = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    for (_, _, script) in MIGRATIONS {
        conn.execute(script.sqlite()).await.unwrap();
    }
    let counting: Vec<&str> = scx_jobs::statements()
        .into_iter()
        .filter(|text| text.contains("COUNT(*), MIN("))
        .collect();
    assert_eq!(counting.len(), 3, "{counting:?}");
    for text in counting.into_iter().filter(|text| !text.contains("outbox")) {
        let plan = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {text}"));
        let plan: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(plan).fetch_all(&mut conn).await.unwrap();
        for (.., step) in plan {
            let reads_all = step.starts_with("SCAN") && !step.contains("INDEX");
            assert!(!reads_all, "{step}: {text}");
        }
    }
}

/// An empty database of the kind that the suite runs on.
enum Empty {
    Sqlite(SqliteConnection),
    Pg(PgConnection),
}

impl Empty {
    async fn open(database: &TestDb) -> Self {
        if !database.is_postgres() {
            let conn = SqliteConnection::connect("sqlite::memory:").await;
            return Self::Sqlite(conn.expect("a database in memory"));
        }
        let mut conn = PgConnection::connect(&database.url)
            .await
            .expect("an empty schema");
        let schema =
            "DROP SCHEMA IF EXISTS replay CASCADE; CREATE SCHEMA replay; SET search_path TO replay";
        conn.execute(schema).await.expect("executed");
        Self::Pg(conn)
    }

    async fn run(&mut self, text: String) -> Result<(), sqlx::Error> {
        let query = sqlx::raw_sql(AssertSqlSafe(text));
        match self {
            Self::Sqlite(conn) => query.execute(conn).await.map(|_| ()),
            Self::Pg(conn) => query.execute(conn).await.map(|_| ()),
        }
    }

    async fn count(&mut self, table: &str) -> i64 {
        let query = AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
        let rows = match self {
            Self::Sqlite(conn) => sqlx::query_scalar(query).fetch_one(conn).await,
            Self::Pg(conn) => sqlx::query_scalar(query).fetch_one(conn).await,
        };
        rows.expect("counted")
    }
}

#[tokio::test]
async fn every_migration_replays_and_takes_its_sample_rows() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/migrations");
    let tables = Regex::new(r"CREATE TABLE (\w+)").unwrap();
    let database = TestDb::fresh().await;
    let mut empty = Empty::open(&database).await;
    for (number, what, script) in MIGRATIONS {
        let text = match database.is_postgres() {
            true => script.pg(),
            false => script.sqlite(),
        };
        let run = empty.run(text.to_owned()).await;
        assert!(run.is_ok(), "{number:04}_{what}: {run:?}");
        let sample = std::fs::read_to_string(folder.join(format!("{number:04}.sql")));
        let loaded = empty.run(sample.expect("sample rows")).await;
        assert!(loaded.is_ok(), "samples of {number:04}_{what}: {loaded:?}");
        for table in tables.captures_iter(text) {
            assert!(
                empty.count(&table[1]).await > 0,
                "{} has no sample row",
                &table[1]
            );
        }
    }
    let samples = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(samples, MIGRATIONS.len(), "one file per migration");
}

#[tokio::test]
async fn what_a_commit_reported_is_seen_by_everybody() {
    workshop(async |shop| {
        let known = names(&shop.db).await.len();
        for n in 0..100 {
            let mut tx = shop.db.begin().await.unwrap();
            let row = sql(ADD).bind(format!("row {n:03}")).bind(1_i64);
            row.execute(&mut tx).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(names(&shop.db).await.len(), known + n + 1);
        }
    })
    .await;
}

#[tokio::test]
async fn a_commit_waits_for_the_disk() {
    workshop(async |shop| {
        if shop.db.is_postgres() {
            // That is the server's own setting, for its operator to choose.
            return;
        }
        let mut tx = shop.db.begin().await.unwrap();
        let level = sql("PRAGMA synchronous").one::<(i64,)>(&mut tx).await;
        assert_eq!(level.unwrap(), (2,), "FULL");
    })
    .await;
}
