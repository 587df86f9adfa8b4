//! The inbox and the outbox: sealed bytes, in order, once.

use scx_jobs::inbox::{self, Arrived, InboxMark, Ready};
use scx_jobs::outbox::{self, Letter};
use scx_jobs::{Wanted, list};
use scx_kit::{Id, Millis};
use scx_store::{DbError, sql};

use super::workshop::{Workshop, workshop};

fn update(shop: &Workshop, key: &str, conversation: &str, body: &str) -> Arrived {
    Arrived {
        account: "bot_1".to_owned(),
        update_key: key.to_owned(),
        conversation: conversation.to_owned(),
        partner: Some("prt_1".to_owned()),
        due_at: shop.now(),
        is_urgent: false,
        body: body.as_bytes().to_vec(),
    }
}

async fn store(shop: &Workshop, updates: Vec<Arrived>) -> usize {
    let ready: Vec<Ready> = updates.into_iter().map(|it| it.ready(&shop.db)).collect();
    let ready: Vec<&Ready> = ready.iter().collect();
    let mut tx = shop.db.begin().await.expect("a transaction");
    let new = inbox::store(&mut tx, &ready).await.expect("stored");
    tx.commit().await.expect("committed");
    new
}

/// The ids and texts that wait in a conversation.
async fn waiting(shop: &Workshop, conversation: &str) -> Vec<(Id<InboxMark>, String)> {
    let rows = inbox::waiting(&shop.db, &[("bot_1", conversation)])
        .await
        .expect("they open");
    let text = |body: &Vec<u8>| String::from_utf8(body.clone()).expect("text");
    rows.iter()
        .map(|row| (row.id, text(row.body.expose())))
        .collect()
}

async fn texts(shop: &Workshop, conversation: &str) -> Vec<String> {
    let rows = waiting(shop, conversation).await;
    rows.into_iter().map(|(_, text)| text).collect()
}

#[tokio::test]
async fn what_cannot_wait_goes_before_all_other_updates() {
    workshop(async |shop| {
        let usual = update(shop, "1", "55", "a text");
        let urgent = Arrived {
            is_urgent: true,
            ..update(shop, "2", "checkout 9", "a question before a payment")
        };
        assert_eq!(store(shop, vec![usual, urgent]).await, 2);
        let jobs = sql("SELECT kind FROM job WHERE state = 'ready' ORDER BY priority, turn, id");
        let jobs = jobs.all::<(String,)>(&shop.db).await.expect("read");
        let kinds: Vec<&str> = jobs.iter().map(|(kind,)| kind.as_str()).collect();
        assert_eq!(kinds, ["inbox.look_now", "inbox.look"]);
    })
    .await;
}

#[tokio::test]
async fn an_update_is_stored_once_per_account() {
    workshop(async |shop| {
        assert_eq!(store(shop, vec![update(shop, "1", "c", "first")]).await, 1);
        let twice = ["1", "2", "2"].map(|key| update(shop, key, "c", "second"));
        assert_eq!(store(shop, twice.to_vec()).await, 1);
        let mut elsewhere = update(shop, "1", "c", "elsewhere");
        elsewhere.account = "bot_2".to_owned();
        assert_eq!(store(shop, vec![elsewhere]).await, 1);
        assert_eq!(texts(shop, "c").await, ["first", "second"]);
        assert_eq!(inbox::unread(&shop.db).await.unwrap(), 3);
    })
    .await;
}

#[tokio::test]
async fn updates_wait_in_their_order_and_conversation() {
    workshop(async |shop| {
        for n in 0..70 {
            let conversation = if n % 7 == 0 { "d" } else { "c" };
            let body = format!("{n:02}");
            store(
                shop,
                vec![update(shop, &format!("{}", 1_000 - n), conversation, &body)],
            )
            .await;
        }
        let of_d: Vec<String> = (0..70).step_by(7).map(|n| format!("{n:02}")).collect();
        assert_eq!(texts(shop, "d").await, of_d);
        assert_eq!(texts(shop, "c").await.len(), 60);
        assert!(texts(shop, "c").await.is_sorted());
        assert!(texts(shop, "e").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_burst_is_one_look_and_a_repetition_none() {
    workshop(async |shop| {
        let looks = async || {
            let rows = list(&shop.db, &Wanted::default(), (100, 0)).await.unwrap();
            rows.iter().filter(|row| row.kind == "inbox.look").count()
        };
        let burst = ["1", "2", "3"].map(|key| update(shop, key, "c", "text"));
        store(shop, burst.to_vec()).await;
        assert_eq!(looks().await, 1);
        shop.tamper(sql("DELETE FROM job")).await;
        assert_eq!(store(shop, burst.to_vec()).await, 0);
        assert_eq!(looks().await, 0);
        store(
            shop,
            vec![
                update(shop, "4", "c", "text"),
                update(shop, "5", "d", "text"),
            ],
        )
        .await;
        assert_eq!(looks().await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_handled_update_waits_no_more_and_is_still_known() {
    workshop(async |shop| {
        let updates = ["1", "2"].map(|key| update(shop, key, "c", key)).to_vec();
        store(shop, updates.clone()).await;
        let first = waiting(shop, "c").await[0].0;
        let mut tx = shop.db.begin().await.unwrap();
        inbox::handled(&mut tx, &[first]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(texts(shop, "c").await, ["2"]);
        assert_eq!(inbox::unread(&shop.db).await.unwrap(), 1);
        assert_eq!(store(shop, updates).await, 0);
    })
    .await;
}

#[tokio::test]
async fn only_old_handled_updates_are_forgotten() {
    workshop(async |shop| {
        store(
            shop,
            vec![
                update(shop, "1", "c", "handled"),
                update(shop, "2", "c", "unread"),
            ],
        )
        .await;
        let first = waiting(shop, "c").await[0].0;
        let before = shop.now();
        shop.house.clock.set(before + Millis(1_000));
        let mut tx = shop.db.begin().await.unwrap();
        inbox::handled(&mut tx, &[first]).await.unwrap();
        assert_eq!(inbox::forget(&mut tx, before).await.unwrap(), 0);
        assert_eq!(inbox::forget(&mut tx, shop.now()).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert_eq!(texts(shop, "c").await, ["unread"]);
        assert_eq!(store(shop, vec![update(shop, "1", "c", "again")]).await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_a_rolled_back_transaction_stored_never_arrived() {
    workshop(async |shop| {
        let mut tx = shop.db.begin().await.unwrap();
        let lost = update(shop, "1", "c", "lost").ready(&shop.db);
        inbox::store(&mut tx, &[&lost]).await.unwrap();
        outbox::post(&mut tx, vec![letter("c", "lost")])
            .await
            .unwrap();
        drop(tx);
        assert_eq!(inbox::unread(&shop.db).await.unwrap(), 0);
        assert_eq!(outbox::count(&shop.db).await.unwrap(), 0);
        assert!(
            list(&shop.db, &Wanted::default(), (10, 0))
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(store(shop, vec![update(shop, "1", "c", "kept")]).await, 1);
    })
    .await;
}

/// Whether one text of bytes occurs in another.
fn occurs(part: &str, bytes: &[u8]) -> bool {
    bytes
        .windows(part.len())
        .any(|window| window == part.as_bytes())
}

#[tokio::test]
async fn bodies_are_sealed_in_both_tables() {
    const PASTED: &str = "7000000001:AAPastedTokenOfABot";
    workshop(async |shop| {
        store(shop, vec![update(shop, "1", "c", PASTED)]).await;
        post(shop, vec![letter("c", PASTED)]).await;
        for bodies in ["SELECT body FROM inbox", "SELECT body FROM outbox"] {
            let (body,): (Vec<u8>,) = sql(bodies).one(&shop.db).await.unwrap();
            assert!(body.len() >= PASTED.len());
            assert!(!occurs(PASTED, &body) && !occurs("PastedToken", &body));
        }
        assert!(occurs(PASTED, texts(shop, "c").await[0].as_bytes()));
        // Neither the rows of the queue nor anything else in the file tells it.
        for file in shop
            .house
            .database
            .folder()
            .into_iter()
            .flat_map(|f| f.read_dir().unwrap())
        {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            assert!(!occurs("PastedToken", &bytes));
        }
    })
    .await;
}

#[tokio::test]
async fn a_sealed_body_opens_in_its_own_row_and_day_only() {
    workshop(async |shop| {
        store(shop, vec![update(shop, "1", "c", "one"), update(shop, "2", "d", "two")]).await;
        let swap = "UPDATE inbox SET body = (SELECT other.body FROM inbox other WHERE other.update_key = '2')
            WHERE update_key = '1'";
        shop.tamper(sql(swap)).await;
        let opened = inbox::waiting(&shop.db, &[("bot_1", "c")]).await;
        assert!(matches!(opened, Err(DbError::Unreadable(_))));
        assert_eq!(texts(shop, "d").await, ["two"]);
        let other_day = "UPDATE inbox SET received_at = received_at + 86400000 WHERE update_key = '2'";
        shop.tamper(sql(other_day)).await;
        let opened = inbox::waiting(&shop.db, &[("bot_1", "d")]).await;
        assert!(matches!(opened, Err(DbError::Unreadable(_))));
    })
    .await;
}

fn letter(chat: &str, body: &str) -> Letter {
    Letter {
        account: "bot_1".to_owned(),
        chat: chat.to_owned(),
        partner: None,
        body: body.as_bytes().to_vec(),
        revocable: None,
    }
}

async fn post(shop: &Workshop, letters: Vec<Letter>) {
    let mut tx = shop.db.begin().await.expect("a transaction");
    outbox::post(&mut tx, letters).await.expect("stored");
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn letters_of_a_chat_leave_in_their_order() {
    workshop(async |shop| {
        for n in 0..20 {
            post(
                shop,
                vec![letter("c", &format!("{n:02}")), letter("d", "other")],
            )
            .await;
        }
        let posted = outbox::waiting(&shop.db, &[("bot_1", "c")]).await.unwrap();
        let bodies: Vec<&[u8]> = posted
            .iter()
            .map(|letter| letter.body.expose().as_slice())
            .collect();
        let expected: Vec<String> = (0..20).map(|n| format!("{n:02}")).collect();
        assert!(
            bodies
                .iter()
                .copied()
                .eq(expected.iter().map(String::as_bytes))
        );
        let sends = list(&shop.db, &Wanted::default(), (100, 0)).await.unwrap();
        assert_eq!(sends.len(), 2, "one job per chat");
        let mut tx = shop.db.begin().await.unwrap();
        outbox::done(&mut tx, &[posted[0].id, posted[1].id])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(outbox::count(&shop.db).await.unwrap(), 38);
        let left = outbox::waiting(&shop.db, &[("bot_1", "c")]).await.unwrap();
        assert_eq!(left[0].body.expose(), b"02");
        assert_eq!(left.len(), 18);
    })
    .await;
}

#[tokio::test]
async fn the_same_words_are_never_sealed_alike() {
    workshop(async |shop| {
        let twice = ["1", "2"].map(|key| update(shop, key, "c", "Choynak qancha turadi?"));
        store(shop, twice.to_vec()).await;
        let rows = sql("SELECT body FROM inbox").all::<(Vec<u8>,)>(&shop.db);
        let [(first,), (second,)] = rows.await.unwrap().try_into().expect("two rows");
        // The tag at the end differs by the row alone.
        let without_tag = |sealed: &[u8]| sealed[..sealed.len() - 16].to_vec();
        assert_ne!(without_tag(&first), without_tag(&second));
    })
    .await;
}
