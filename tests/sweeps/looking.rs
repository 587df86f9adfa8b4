//! Every screen of the partner bot as an admin sees it who looks as the partner: all of
//! them can be seen, and none of their buttons changes a row or sends a letter.

use std::collections::{BTreeMap, BTreeSet};

use scx_bot::partner::map;
use scx_bot::ui::Frame;
use scx_domain::channels::{self, BotMark, Role};
use scx_domain::chat::{ConversationMark, MessageMark, QuestionMark};
use scx_domain::knowledge::{DocumentMark, LessonMark};
use scx_domain::messengers::MetaMark;
use scx_domain::notify::{self, Place};
use scx_kit::{Id, Language, Millis, Prefix};
use scx_store::{Db, sql};
use scx_world::{ADMIN_BOT, Chief, Seller, World};
use serde_json::{Value, json};

use super::shown::buttons;
use crate::chat::shop_with_customer;
use crate::leaving::tables;
use crate::with_admins;

/// What the admin's own way through the admin bot changes, the notes of it included.
const WALKED: &[&str] = &[
    "audit",
    "screen",
    "inbox",
    "outbox",
    "job",
    "job_slot",
    "job_turn",
    "job_bucket",
    "schedule",
    "lease",
];
const REFUSED: &str = "In this view nothing can be changed";
const UNKNOWN: &str = "Velosiped ijaraga berasizlarmi?";

/// All rows of all tables but those.
async fn everything(db: &Db) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for (table, columns) in tables() {
        if WALKED.contains(&table.as_str()) {
            continue;
        }
        let column = |(name, kind): &(String, String)| match kind.as_str() {
            "TEXT" => format!("COALESCE({name}, '-')"),
            "BYTEA" => format!("COALESCE(CAST(LENGTH({name}) AS TEXT), '-')"),
            _ => format!("COALESCE(CAST({name} AS TEXT), '-')"),
        };
        let columns: Vec<String> = columns.iter().map(column).collect();
        let text = format!(
            "SELECT {} FROM {table} ORDER BY 1",
            columns.join(" || '|' || ")
        );
        let rows = sql(Box::leak(text.into_boxed_str()))
            .all::<(String,)>(db)
            .await;
        let rows = rows.expect("read").into_iter().map(|(row,)| row);
        all.insert(table, rows.collect());
    }
    all
}

/// Puts an admin into the view of a partner, before one of the partner's screens. Gives
/// the revision that its buttons carry.
async fn stand(w: &World, who: &Chief, (seller, inner): (&Seller, &Frame)) -> i64 {
    let partner = w.partner(seller).await.id.base62();
    let db = &w.cx().db;
    let bot = channels::of_role(db, Role::Admin).await.expect("read");
    let place = Place {
        bot: bot.expect("the admin bot").id.to_string(),
        chat: who.person,
        person: who.person,
    };
    let row = notify::screen(db, &place).await.expect("read");
    let revision = row.map_or(0, |row| row.revision) + 1;
    let home = map().screens[0].screen.frames().remove(0);
    let mut inside = vec![home, inner.clone()];
    inside.dedup();
    let until = w.now() + Millis::hours(1);
    let state = json!({"partner": partner, "until": until.0, "inside": {"stack": inside}});
    let stack = json!([{"screen": "view_as", "version": 1, "state": state}]).to_string();
    let mut tx = db.begin().await.expect("a transaction");
    let saved = notify::save_screen(&mut tx, &place, Some(Language::En), &stack, revision).await;
    saved.expect("saved");
    tx.commit().await.expect("committed");
    revision
}

/// The shop's rows as they stand in buttons and in the states of screens.
async fn ids(db: &Db) -> Vec<String> {
    type Row = (&'static str, fn(&str) -> String);
    const TEXTS: [Row; 8] = [
        (
            "SELECT id FROM conversation WHERE channel = 'telegram' ORDER BY id",
            base62::<ConversationMark>,
        ),
        (
            "SELECT id FROM conversation WHERE channel = 'whatsapp' ORDER BY id",
            base62::<ConversationMark>,
        ),
        (
            "SELECT id FROM message WHERE author = 'ai' ORDER BY id",
            base62::<MessageMark>,
        ),
        (
            "SELECT id FROM question WHERE state = 'open' ORDER BY id",
            base62::<QuestionMark>,
        ),
        ("SELECT id FROM lesson ORDER BY id", base62::<LessonMark>),
        (
            "SELECT id FROM document ORDER BY id",
            base62::<DocumentMark>,
        ),
        (
            "SELECT id FROM bot WHERE role = 'customer' ORDER BY id",
            base62::<BotMark>,
        ),
        (
            "SELECT id FROM meta_account ORDER BY id",
            base62::<MetaMark>,
        ),
    ];
    let mut found = Vec::new();
    for (text, base62) in TEXTS {
        let rows = sql(text).all::<(String,)>(db).await.expect("read");
        let (id,) = rows.first().unwrap_or_else(|| panic!("{text}"));
        found.push(base62(id));
    }
    found
}

fn base62<P: Prefix>(id: &str) -> String {
    id.parse::<Id<P>>().expect("an id").base62()
}

/// Every screen in every state, and in those of each row where a state names one.
fn frames(ids: &[String]) -> Vec<Frame> {
    let screens = map().screens.iter();
    let mut all = Vec::new();
    for frame in screens.flat_map(|entry| entry.screen.frames()) {
        for id in ids {
            let mut of = frame.clone();
            let fields = of.state.as_object_mut().expect("a state");
            for value in fields.values_mut() {
                if value == "" {
                    *value = Value::String(id.clone());
                }
            }
            all.push(of);
        }
        all.push(frame);
    }
    all.dedup();
    all
}

/// The buttons of a screen: action and id, with every row where an id is of one.
fn taps(screen: &str, ids: &[String]) -> BTreeSet<(String, String)> {
    let shown = buttons().into_iter();
    let of = shown.filter(|button| !button.is_card && button.owner == screen);
    let mut taps = BTreeSet::new();
    for button in of {
        let action = match button.action {
            "back" | "home" => format!("in_{}", button.action),
            action => action.to_owned(),
        };
        match button.id.len() {
            22 => taps.extend(ids.iter().map(|id| (action.clone(), id.clone()))),
            _ => drop(taps.insert((action, button.id))),
        }
    }
    taps
}

/// A shop of which there is something for every screen.
async fn fills(w: &mut World) -> Seller {
    w.has_meta();
    let (lola, aziz) = shop_with_customer(w).await;
    aziz.asks(w, "Choynak qancha turadi?").await;
    aziz.types(w, UNKNOWN).await;
    lola.replies_to(w, UNKNOWN, "Ha, kuniga 30 000 so'm").await;
    lola.taps(w, "Add to the knowledge").await;
    aziz.types(w, "Gilam yuvasizlarmi?").await;
    lola.connects_whatsapp(w).await;
    let dina = w.on_whatsapp("Dina", "998900000011");
    dina.says(UNKNOWN).expect("a talk");
    w.passes(Millis::secs(10)).await;
    // The link is made when it is first looked at.
    lola.types(w, "/plan").await;
    lola.taps(w, "Invite").await;
    lola
}

/// Looks at a screen and presses all that it shows; false where it cannot be seen.
async fn looks(
    w: &mut World,
    owner: &Chief,
    (lola, frame): (&Seller, &Frame),
    ids: &[String],
) -> bool {
    stand(w, owner, (lola, frame)).await;
    owner.forges(w, "v1|view_as|0|nothing|").await;
    let screen = owner.screen(w);
    if screen.contains("out of date") || screen.contains(REFUSED) {
        return false;
    }
    assert!(screen.contains("read-only until"), "{frame:?}: {screen}");
    for (action, id) in taps(&frame.screen, ids) {
        let revision = stand(w, owner, (lola, frame)).await;
        let data = format!("v1|view_as|{revision}|{action}|{id}");
        owner.forges(w, &data).await;
    }
    true
}

#[tokio::test]
async fn whoever_looks_as_a_partner_sees_every_screen_and_changes_nothing() {
    with_admins(async |w| {
        let lola = fills(w).await;
        let owner = w.owner();
        owner.enters(w).await;
        let ids = ids(&w.cx().db).await;
        let before = everything(&w.cx().db).await;
        let told = lola.history(w);
        let mut seen = BTreeSet::new();
        for states in frames(&ids).chunk_by(|one, next| one.screen == next.screen) {
            let screen = &states[0].screen;
            for frame in states {
                if looks(w, &owner, (&lola, frame), &ids).await {
                    seen.insert(screen.clone());
                }
            }
            let after = everything(&w.cx().db).await;
            for (table, rows) in &before {
                assert_eq!(&after[table], rows, "{table}, by {screen}");
            }
            assert_eq!(lola.history(w), told, "{screen}");
        }
        let all = map().screens.iter().map(|entry| entry.id);
        let missed: Vec<&str> = all.filter(|id| !seen.contains(*id)).collect();
        assert!(missed.is_empty(), "not seen: {missed:?}");
        let answers = w.outside.telegram().calls(ADMIN_BOT, "answerCallbackQuery");
        let refused = answers.iter().filter(|call| {
            let text = call["text"].as_str();
            text.is_some_and(|text| text.contains(REFUSED))
        });
        let refused = refused.count();
        assert!(refused >= 50, "only {refused} taps came as far as a change");
    })
    .await;
}
