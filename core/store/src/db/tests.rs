use super::*;
use scx_kit::{SeededEntropy, SystemClock};

const KEY: &str = "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const OTHER: &str = "a:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
const NEWER: &str = "b:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

async fn open(path: &Path, keys: &str) -> Result<Db, OpenError> {
    Db::open(
        &Address::Sqlite(path.to_owned()),
        Arc::new(SystemClock),
        Arc::new(SeededEntropy::new("store")),
        Arc::new(KeyRing::parse(keys).expect("a test key")),
    )
    .await
}

async fn fresh() -> (tempfile::TempDir, Db) {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder.path().join("app.db"), KEY).await.unwrap();
    (folder, db)
}

const ADD: &str = "INSERT INTO schedule (name, next_at) VALUES ($1, $2)";
const NAMES: &str = "SELECT name FROM schedule ORDER BY name";

async fn names(db: &Db) -> Vec<String> {
    let rows = sql(NAMES).all::<(String,)>(db).await.unwrap();
    rows.into_iter().map(|(name,)| name).collect()
}

#[tokio::test]
async fn a_dropped_transaction_undoes_itself_and_not_its_neighbours() {
    let (_folder, db) = fresh().await;
    let writes = (0..40_i64).map(|n| {
        let db = db.clone();
        tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            sql(ADD)
                .bind(format!("{n:02}"))
                .bind(n)
                .execute(&mut tx)
                .await
                .unwrap();
            if n % 2 == 0 {
                tx.commit().await.unwrap();
            }
        })
    });
    for write in writes.collect::<Vec<_>>() {
        write.await.unwrap();
    }
    let expected: Vec<String> = (0..40).step_by(2).map(|n| format!("{n:02}")).collect();
    assert_eq!(names(&db).await, expected);
}

#[tokio::test]
async fn an_urgent_transaction_goes_ahead_of_the_queue() {
    let (_folder, db) = fresh().await;
    let first = db.begin().await.unwrap();
    let (told, mut hears) = tokio::sync::mpsc::channel(4);
    let turns = [Turn::Usual, Turn::Usual, Turn::Urgent, Turn::Usual];
    let mut tasks = Vec::new();
    for (n, turn) in turns.into_iter().enumerate() {
        let (db, told) = (db.clone(), told.clone());
        tasks.push(tokio::spawn(async move {
            let tx = db.begin_in(turn).await.unwrap();
            told.try_send(n).unwrap();
            tx.commit().await.unwrap();
        }));
        tokio::task::yield_now().await;
    }
    first.commit().await.unwrap();
    for task in tasks {
        task.await.unwrap();
    }
    drop(told);
    let mut order = Vec::new();
    while let Some(step) = hears.recv().await {
        order.push(step);
    }
    assert_eq!(order, [2, 0, 1, 3]);
}

#[tokio::test]
async fn a_failed_statement_fails_its_own_transaction_only() {
    let (_folder, db) = fresh().await;
    let mut tx = db.begin().await.unwrap();
    sql(ADD)
        .bind("a")
        .bind(1_i64)
        .execute(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let twice = sql(ADD).bind("a").bind(2_i64).execute(&mut tx).await;
    assert!(matches!(twice, Err(DbError::Unique)));
    drop(tx);
    let mut tx = db.begin().await.unwrap();
    sql(ADD)
        .bind("b")
        .bind(3_i64)
        .execute(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(names(&db).await, ["a", "b"]);
}

#[tokio::test]
async fn the_read_side_refuses_to_write() {
    let (_folder, db) = fresh().await;
    assert!(sql(ADD).bind("a").bind(1_i64).execute(&db).await.is_err());
}

#[tokio::test]
async fn a_wrong_or_missing_key_is_a_start_up_error_and_a_new_one_is_welcome() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.db");
    open(&path, KEY).await.unwrap().close().await;
    let key_id = || String::from("a");
    assert_eq!(
        open(&path, OTHER).await.unwrap_err(),
        OpenError::KeyWrong { key_id: key_id() }
    );
    assert_eq!(
        open(&path, NEWER).await.unwrap_err(),
        OpenError::KeyMissing { key_id: key_id() }
    );
    assert!(open(&path, &format!("{NEWER},{KEY}")).await.is_ok());
}

#[tokio::test]
async fn after_commit_runs_only_after_a_commit() {
    let (_folder, db) = fresh().await;
    let (told, mut hears) = tokio::sync::mpsc::channel(4);
    for keep in [false, true] {
        let told = told.clone();
        let mut tx = db.begin().await.unwrap();
        tx.after_commit(move || told.try_send(keep).unwrap());
        if keep {
            tx.commit().await.unwrap();
        }
    }
    assert_eq!(hears.recv().await, Some(true));
    assert!(hears.try_recv().is_err());
}
