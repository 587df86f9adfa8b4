//! Rotation over a database with old values, changed and damaged ones.

use std::path::Path;
use std::sync::Arc;

use scx_kit::{OsEntropy, SeededEntropy, SystemClock, Time};

use super::*;
use crate::{Address, OpenError, Scope, Tx};

const OLD: &str = "old:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const NEW: &str = "new:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
const DAY_MS: i64 = 86_400_000;

const TOKEN: Sealed = Sealed {
    name: "test.token",
    table: "bot",
    column: "token",
    row: "id",
    scope: None,
};
const OFFERED: Sealed = Sealed {
    column: "offered_token",
    name: "test.offered",
    ..TOKEN
};
const BODY: Sealed = Sealed {
    name: "test.body",
    table: "inbox",
    column: "body",
    row: "id",
    scope: Some(Scope::DayOf("received_at")),
};
const ADD_BOT: &str =
    "INSERT INTO bot (id, role, telegram_id, username, name, token, token_last_four,
    offered_token, hook_key, hook_secret, next_update, state, created_at)
    VALUES ($1, 'customer', $2, 'b', 'B', $3, 'abcd', $4, $1, $3, 0, 'removed', 0)";
const ADD_UPDATE: &str =
    "INSERT INTO inbox (id, account, update_key, conversation, body, is_handled, received_at)
    VALUES ($1, 'bot', $1, '1', $2, FALSE, $3)";
const TOKENS: &str = "SELECT id, token FROM bot ORDER BY id";

async fn open(path: &Path, keys: &str) -> Result<Db, OpenError> {
    let ring = Arc::new(KeyRing::parse(keys).expect("test keys"));
    let entropy = Arc::new(SeededEntropy::new("rotation"));
    let address = Address::Sqlite(path.to_owned());
    Db::open(&address, Arc::new(SystemClock), entropy, ring).await
}

async fn add_bot(tx: &mut Tx, number: i64, is_offered: bool) {
    let id = format!("bot_{number:04}");
    let token = tx.seal(&TOKEN, &id, format!("token {number}").as_bytes());
    let offered = is_offered.then(|| tx.seal(&OFFERED, &id, b"offered"));
    let add = sql(ADD_BOT).bind(id).bind(number).bind(token).bind(offered);
    add.execute(tx).await.unwrap();
}

/// A database whose bots and updates are sealed with the old key, opened
/// with the new one in front.
async fn turned(folder: &tempfile::TempDir, bots: i64) -> Db {
    let path = folder.path().join("app.db");
    let db = open(&path, OLD).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    for number in 0..bots {
        add_bot(&mut tx, number, number % 2 == 0).await;
    }
    for (id, at) in [("inb_1", 0), ("inb_2", 3 * DAY_MS)] {
        let body = tx.seal_scoped(&BODY, &Scope::day(Time(at)), id, b"hello");
        let add = sql(ADD_UPDATE).bind(id).bind(body).bind(at);
        add.execute(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    db.close().await;
    open(&path, &format!("{NEW},{OLD}")).await.unwrap()
}

#[tokio::test]
async fn everything_is_sealed_anew_and_the_old_key_may_go() {
    let folder = tempfile::tempdir().unwrap();
    let db = turned(&folder, 450).await;
    let path = folder.path().join("app.db");
    let early = open(&path, NEW).await.unwrap_err();
    let key_id = "old".to_owned();
    assert_eq!(early, OpenError::KeyMissing { key_id });
    let done = rotate(&db, &[TOKEN, OFFERED, BODY]).await.unwrap();
    let counts: Vec<(u64, u64)> = done.columns.iter().map(|c| (c.resealed, c.left)).collect();
    assert_eq!(counts, [(450, 0), (225, 0), (2, 0)]);
    assert_eq!(
        (done.removable, done.needed, done.damaged),
        (vec!["old".to_owned()], vec![], vec![])
    );
    db.close().await;
    let db = open(&path, NEW).await.unwrap();
    let rows = sql(TOKENS).all::<(String, Vec<u8>)>(&db).await.unwrap();
    for (number, (id, sealed)) in rows.iter().enumerate() {
        let token = db.unseal(&TOKEN, id, sealed).unwrap();
        assert_eq!(token.expose(), format!("token {number}").as_bytes());
    }
    let after = (String::new(), Vec::new());
    assert!(outdated(&db, &BODY, &after).await.unwrap().is_empty());
    let again = rotate(&db, &[TOKEN, OFFERED, BODY]).await.unwrap();
    assert!(again.columns.iter().all(|column| column.resealed == 0));
}

#[tokio::test]
async fn a_value_that_changed_meanwhile_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let db = turned(&folder, 2).await;
    let after = (String::new(), Vec::new());
    let batch = outdated(&db, &TOKEN, &after).await.unwrap();
    let fresh = reseal(&db, &TOKEN, batch, &mut Vec::new());
    let theirs = KeyRing::parse(OLD)
        .unwrap()
        .seal(TOKEN.name, "bot_0001", b"changed", &OsEntropy);
    let mut tx = db.begin().await.unwrap();
    sql("UPDATE bot SET token = $1 WHERE id = 'bot_0001'")
        .bind(theirs.clone())
        .execute(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(replace(&db, &TOKEN, fresh).await.unwrap(), 1);
    let rows = sql(TOKENS).all::<(String, Vec<u8>)>(&db).await.unwrap();
    assert_eq!(rows[1].1, theirs);
    let done = rotate(&db, &[TOKEN]).await.unwrap();
    assert_eq!(done.columns[0].resealed, 1);
}

#[tokio::test]
async fn a_damaged_value_is_named_and_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let db = turned(&folder, 3).await;
    let mut tx = db.begin().await.unwrap();
    // Moved from another row, and from another column.
    for text in [
        "UPDATE bot SET token = (SELECT token FROM bot WHERE id = 'bot_0002') WHERE id = 'bot_0000'",
        "UPDATE bot SET offered_token = hook_secret WHERE id = 'bot_0002'",
    ] {
        sql(text).execute(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let done = rotate(&db, &[TOKEN, OFFERED, BODY]).await.unwrap();
    let damaged: Vec<(&str, &str)> = done
        .damaged
        .iter()
        .map(|one| (one.column.column, one.row.as_str()))
        .collect();
    assert_eq!(
        damaged,
        [("token", "bot_0000"), ("offered_token", "bot_0002")]
    );
    let resealed: Vec<u64> = done.columns.iter().map(|c| c.resealed).collect();
    assert_eq!(resealed, [2, 1, 2]);
    // No key opens them, so they keep none.
    assert_eq!(done.removable, ["old"]);
}

#[tokio::test]
async fn a_key_that_values_still_need_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let db = turned(&folder, 2).await;
    let mut rotation = Rotation {
        columns: vec![Rotated {
            column: TOKEN,
            resealed: 0,
            left: 0,
        }],
        ..Rotation::default()
    };
    settle_keys(&db, &mut rotation).await.unwrap();
    assert_eq!(rotation.needed, ["old"]);
    assert_eq!(rotation.columns[0].left, 2);
    let path = folder.path().join("app.db");
    assert!(open(&path, NEW).await.is_err());
}
