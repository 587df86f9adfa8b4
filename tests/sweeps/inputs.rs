//! Every screen in every state, given what it does not expect: malformed and
//! repeated buttons, texts, files, and contacts of somebody else.

use std::collections::HashMap;

use scx_bot::partner::map;
use scx_bot::ui::{Frame, Target};
use scx_domain::channels::{self, Role};
use scx_domain::notify::{self, Place};
use scx_fakes::telegram::{Card, Document};
use scx_store::sql;
use scx_world::{PARTNER_BOT, Seller, World};
use serde_json::{Value, json};

use super::shown::{Shown, belongings, buttons};
use crate::world;

const FILE: &[u8] = b"Mahsulot;Narxi\nChoynak;145 000\n";

/// Every screen in every state.
fn frames() -> Vec<Frame> {
    let screens = map().screens.iter();
    screens.flat_map(|entry| entry.screen.frames()).collect()
}

/// Puts a person before a screen, as if they had walked there. Gives the
/// revision that its buttons carry.
async fn stand(w: &World, who: &Seller, frame: &Frame) -> i64 {
    let db = &w.cx().db;
    let bot = channels::of_role(db, Role::Partner).await.expect("read");
    let place = Place {
        bot: bot.expect("the partner bot").id.to_string(),
        chat: who.person,
        person: who.person,
    };
    let row = notify::screen(db, &place).await.expect("read");
    let revision = row.map_or(0, |row| row.revision) + 1;
    let home = map().screens[0].screen.frames().remove(0);
    let mut stack = vec![home, frame.clone()];
    stack.dedup();
    let stack = serde_json::to_string(&stack).expect("plain data");
    let mut tx = db.begin().await.expect("a transaction");
    let saved = notify::save_screen(&mut tx, &place, None, &stack, revision).await;
    saved.expect("saved");
    tx.commit().await.expect("committed");
    revision
}

/// The bot's last message to a person, as Telegram holds it.
fn last_message(w: &World, who: &Seller) -> Value {
    let messages = who.chat(w).messages;
    let last = messages.iter().rev().find(|message| message.from_bot);
    let id = last.expect("a message of the bot").id;
    let telegram = w.outside.telegram();
    let message = telegram.message_json(who.person, PARTNER_BOT, id);
    message.expect("it is there")
}

/// Sends a tap below a message and does not wait. Gives the update's number.
fn tap(w: &World, message: &Value, query: &str, data: &str) -> i64 {
    let from = json!({"id": message["chat"]["id"], "is_bot": false, "first_name": "Forger"});
    let update = json!({"callback_query": {
        "id": query, "from": from, "message": message, "chat_instance": "1", "data": data,
    }});
    let telegram = w.outside.telegram();
    telegram
        .raw_update(PARTNER_BOT, update)
        .expect("the bot exists")
}

/// How often each tap was answered.
fn answers(w: &World) -> HashMap<String, usize> {
    let telegram = w.outside.telegram();
    let mut counts = HashMap::new();
    for call in telegram.calls(PARTNER_BOT, "answerCallbackQuery") {
        let query = call["callback_query_id"].as_str().unwrap_or_default();
        *counts.entry(query.to_owned()).or_default() += 1;
    }
    counts
}

async fn partners(w: &World) -> i64 {
    let count = sql("SELECT COUNT(*) FROM partner");
    count.one::<(i64,)>(&w.cx().db).await.expect("counted").0
}

async fn owned(w: &World, who: &Seller) -> Vec<String> {
    let partner = w.partner(who).await.id.to_string();
    belongings(&w.cx().db, &partner).await
}

/// A seller with a file, a bot and an open question.
async fn with_a_shop(w: &mut World) -> Seller {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", FILE).await;
    let bot = lola.connects_bot(w, "lola_shop_bot").await;
    let aziz = w.customer("Aziz", bot);
    aziz.starts(w).await;
    aziz.types(w, "Velosiped ijaraga berasizlarmi?").await;
    lola
}

fn data(shown: &Shown, target: &Target, id: &str) -> String {
    let revision = match target {
        Target::Screen(revision) => revision.to_string(),
        Target::Card => "-".to_owned(),
    };
    format!("v1|{}|{revision}|{}|{id}", shown.owner, shown.action)
}

/// What a button's text becomes on a hostile way.
fn malformed(shown: &Shown, revision: i64) -> Vec<String> {
    let Shown {
        owner, action, id, ..
    } = shown;
    let good = format!("v1|{owner}|{revision}|{action}|{id}");
    let cut = |at: usize| good.splitn(5, '|').take(at).collect::<Vec<_>>().join("|");
    vec![
        String::new(),
        cut(1),
        cut(2),
        cut(3),
        cut(4),
        good[1..].to_owned(),
        good.replace("v1", "v0"),
        good.replace("v1", "v2"),
        good.replace("v1", "V1"),
        good.replace('|', "/"),
        format!("{good}|"),
        format!("{good}{}", "a".repeat(70)),
        format!("{good}\u{0}\u{436}"),
        format!("v1|{owner}|{revision}|{action}\u{441}|{id}"),
        format!("v1|{owner}|{revision}|no_such|{id}"),
        format!("v1|no_such|{revision}|{action}|{id}"),
        format!("v1|{owner}|-|{action}|{id}"),
        format!("v1|{owner}|-1|{action}|{id}"),
        format!("v1|{owner}|9223372036854775808|{action}|{id}"),
        format!("v1|{owner}|\u{ff11}|{action}|{id}"),
    ]
    .into_iter()
    .chain(out_of_date(shown, revision))
    .collect()
}

/// The same button of another moment.
fn out_of_date(shown: &Shown, revision: i64) -> Vec<String> {
    let revisions = [revision - 1, revision + 100_000];
    let moments = revisions.map(|revision| data(shown, &Target::Screen(revision), &shown.id));
    moments.to_vec()
}

#[tokio::test]
async fn a_malformed_button_is_answered_once_and_changes_nothing() {
    world(async |w| {
        let lola = with_a_shop(w).await;
        let before = owned(w, &lola).await;
        let all = buttons();
        let mut serial = 0;
        for frame in frames() {
            let own = |shown: &&Shown| !shown.is_card && shown.owner == frame.screen;
            for (place, shown) in all.iter().filter(own).enumerate() {
                let revision = stand(w, &lola, &frame).await;
                let first = serial;
                // How a text is read does not depend on the action behind it.
                let data = match place {
                    0 => malformed(shown, revision),
                    _ => out_of_date(shown, revision),
                };
                let message = last_message(w, &lola);
                for data in data {
                    serial += 1;
                    tap(w, &message, &format!("m{serial}"), &data);
                }
                w.settle().await;
                let answers = answers(w);
                for number in first + 1..=serial {
                    let count = answers.get(&format!("m{number}"));
                    assert_eq!(count, Some(&1), "{shown:?} {}", number - first);
                }
            }
        }
        assert!(serial > 300, "only {serial} taps");
        assert_eq!(owned(w, &lola).await, before);
    })
    .await;
}

/// The id that a button of a card carries for a row of this partner.
async fn row_of(w: &World, who: &Seller, card: &str) -> Option<String> {
    let text = "SELECT subject FROM card_message WHERE card = $1 AND chat = $2 ORDER BY subject DESC LIMIT 1";
    let row = sql(text)
        .bind(card)
        .bind(who.person)
        .optional::<(String,)>(&w.cx().db)
        .await;
    row.expect("read").map(|(subject,)| subject)
}

#[tokio::test]
async fn a_repeated_button_is_answered_once_each_time_and_acts_once() {
    world(async |w| {
        let lola = with_a_shop(w).await;
        let partner = w.partner(&lola).await.id.to_string();
        let frames = frames();
        for (number, shown) in buttons().iter().enumerate() {
            // Some buttons lead out of the house.
            if !w.knows(&lola).await {
                lola.registers(w).await;
            }
            let frame = frames.iter().find(|frame| frame.screen == shown.owner);
            let data = match frame {
                Some(frame) => data(
                    shown,
                    &Target::Screen(stand(w, &lola, frame).await),
                    &shown.id,
                ),
                None => data(
                    shown,
                    &Target::Card,
                    &row_of(w, &lola, shown.owner).await.unwrap_or_default(),
                ),
            };
            let (once, again) = (format!("o{number}"), format!("a{number}"));
            let message = last_message(w, &lola);
            let update = tap(w, &message, &once, &data);
            w.settle().await;
            let after = belongings(&w.cx().db, &partner).await;
            let telegram = w.outside.telegram();
            telegram
                .redeliver(PARTNER_BOT, update)
                .expect("it was there");
            w.settle().await;
            tap(w, &message, &again, &data);
            w.settle().await;
            let answers = answers(w);
            let counts = [&once, &again].map(|query| answers.get(query));
            assert_eq!(counts, [Some(&1); 2], "{data}");
            assert_eq!(belongings(&w.cx().db, &partner).await, after, "{data}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_contact_of_somebody_else_registers_and_changes_nobody() {
    world(async |w| {
        let lola = with_a_shop(w).await;
        let stranger = w.seller("Nobody");
        stranger.types(w, "/start").await;
        let (before, count) = (owned(w, &lola).await, partners(w).await);
        for frame in frames() {
            for who in [&lola, &stranger] {
                stand(w, who, &frame).await;
                for user_id in [
                    None,
                    Some(999_999),
                    Some(lola.person + stranger.person - who.person),
                ] {
                    let card = Card::Other {
                        phone: "+998907654321".to_owned(),
                        first_name: "Somebody".to_owned(),
                        user_id,
                    };
                    let telegram = w.outside.telegram();
                    telegram
                        .send_contact(who.person, PARTNER_BOT, card)
                        .expect("a chat");
                }
                w.settle().await;
            }
        }
        assert_eq!((owned(w, &lola).await, partners(w).await), (before, count));
    })
    .await;
}

/// Texts that no screen waits for.
fn odd_texts() -> Vec<String> {
    let texts = [
        "/nosuch",
        "/start@another_bot x",
        "/",
        "v1|home|1|ai|",
        "<b>&amp; \"quoted\"",
        "{ $count } -brand",
        "\u{202e}drawkcab",
        "\u{200b}",
        "'; DROP TABLE partner; --",
    ];
    let long = ["a".repeat(4_096), "\u{1f600}".repeat(2_000)];
    texts.map(str::to_owned).into_iter().chain(long).collect()
}

#[tokio::test]
async fn texts_and_files_of_a_stranger_change_nothing_on_any_screen() {
    world(async |w| {
        let lola = with_a_shop(w).await;
        let stranger = w.seller("Nobody");
        stranger.types(w, "/start").await;
        let (before, count) = (owned(w, &lola).await, partners(w).await);
        let files = sql("SELECT COUNT(*) FROM document");
        let files = files.one::<(i64,)>(&w.cx().db).await.expect("counted");
        for frame in frames() {
            stand(w, &stranger, &frame).await;
            let telegram = w.outside.telegram();
            for text in odd_texts() {
                telegram
                    .send_text(stranger.person, PARTNER_BOT, &text)
                    .expect("a chat");
            }
            let file = Document::new("narxlar.csv", "text/csv", FILE.to_vec());
            telegram
                .send_document(stranger.person, PARTNER_BOT, file)
                .expect("a chat");
            w.settle().await;
        }
        assert_eq!((owned(w, &lola).await, partners(w).await), (before, count));
        let now = sql("SELECT COUNT(*) FROM document");
        assert_eq!(now.one::<(i64,)>(&w.cx().db).await.expect("counted"), files);
    })
    .await;
}

#[tokio::test]
async fn odd_texts_of_a_seller_stop_no_screen_and_reach_nobody_else() {
    world(async |w| {
        let lola = with_a_shop(w).await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        let before = owned(w, &lola).await;
        for frame in frames() {
            for text in odd_texts().iter().step_by(5) {
                stand(w, &malika, &frame).await;
                malika.types(w, text).await;
                assert!(!malika.screen(w).is_empty(), "{frame:?} {text}");
            }
        }
        assert_eq!(owned(w, &lola).await, before);
        malika.types(w, "/menu").await;
        malika.taps(w, "Settings").await;
    })
    .await;
}
