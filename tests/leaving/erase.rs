//! Nothing of an erased partner is left, in whichever table.

use std::collections::BTreeMap;

use regex::Regex;
use scx_domain::accounts::Partner;
use scx_domain::leaving::Erase;
use scx_domain::{chat, knowledge};
use scx_jobs::enqueue;
use scx_kit::Millis;
use scx_store::{Db, Export, MIGRATIONS, Value, sql};
use scx_world::{Seller, World};
use sellercloudx::all_parts;

use super::{closes, logs_out, shop};
use crate::world;

/// Tables that hold nothing of partners, and why.
const NOT_OF_PARTNERS: &[(&str, &str)] = &[
    ("key_check", "which keys are in use"),
    ("schedule", "the rhythms of the house"),
    ("job_slot", "keys of ordered work, freed with the jobs"),
    (
        "spent_trial",
        "what stays on purpose: a keyed hash of the number",
    ),
    ("pepper", "the house's own secrets"),
    ("lease", "which process has which duty"),
    ("alert", "what is wrong with the house"),
    ("admin", "the people of the house"),
    ("admin_invite", "links for the people of the house"),
    (
        "audit",
        "what admins did, by a hash of the partner's id that leads nowhere",
    ),
    ("tier", "what is sold"),
    ("period", "what is sold"),
    ("price", "what is sold"),
    ("payment", "sums of invoices, which stay for the books"),
    ("posting", "the books, which name no partner"),
    ("entry", "the books, which name no partner"),
    ("mail_rest", "until when the house writes no letters"),
    ("day_figure", "numbers of a whole day"),
    ("digest_mute", "the people of the house"),
    ("broadcast", "what the house says to many"),
    ("broadcast_file", "what the house says to many"),
    ("broadcast_file_part", "what the house says to many"),
    ("winback_cap", "how many letters the house writes"),
    ("referral_term", "what an invitation gives"),
];

/// Rows that the story cannot leave behind by itself: they are gone within a
/// minute, or nothing of this version writes them.
const SEEDS: &[(&str, &str)] = &[
    (
        "ai_key_offer",
        "INSERT INTO ai_key_offer (partner, provider, sealed, created_at) VALUES ($1, 'openai', $2, 1)",
    ),
    (
        "meta_account",
        "INSERT INTO meta_account (id, partner, messenger, is_platform, token, token_last_four, verify_token, hook_key,
            name, handle, own_ids, login, state, created_at) VALUES ('mta_seed', $1, 'whatsapp', FALSE, $2, 'abcd', $2,
            'seed', '', '', '[]', 'facebook', 'draft', 1)",
    ),
    (
        "sent_file",
        "INSERT INTO sent_file (key, partner, message, blob, mime, name, created_at)
            VALUES ('seed', $1, 'msg_seed', 'blb_seed', 'image/png', 'a.png', LENGTH($2))",
    ),
    (
        "meta_template",
        "INSERT INTO meta_template (id, partner, account, name, language, body, places, seen_at)
            VALUES ('tpl_seed', $1, 'mta_seed', 'ready', 'uz', 'Tayyor', LENGTH($2), 1)",
    ),
    (
        "business_account",
        "INSERT INTO business_account (id, partner, bot, owner, connection, name, consent, is_enabled, can_reply,
            created_at) VALUES ('biz_seed', $1, 'bot_seed', LENGTH($2), '1', 'Lola', 'asked', TRUE, TRUE, 1)",
    ),
    (
        "ai_key",
        "INSERT INTO ai_key (partner, provider, sealed, last_four, created_at) VALUES ($1, 'openai', $2, 'abcd', 1)",
    ),
    (
        "winback",
        "INSERT INTO winback (partner, token, slot, next_at, state, created_at)
            VALUES ($1, 'seed', 1, 1, 'stopped', LENGTH($2))",
    ),
    (
        "winback_letter",
        "INSERT INTO winback_letter (partner, slot, outcome, claimed_at) VALUES ($1, 1, 'sent', LENGTH($2))",
    ),
    (
        "letter",
        "INSERT INTO letter (id, partner, kind, address, words, outcome, created_at)
            VALUES ('let_seed', $1, 'mail-receipt', 'lola@shop.uz', $2, 'sent', 1)",
    ),
    (
        "mail_code",
        "INSERT INTO mail_code (person, purpose, partner, address, code, tries, expires_at, created_at)
            VALUES ('1', 'confirm', $1, 'lola@shop.uz', $2, 0, 1, 1)",
    ),
    (
        "job_pause",
        "INSERT INTO job_pause (what, name, since) VALUES ('partner', $1, LENGTH($2))",
    ),
    (
        "ticket",
        "INSERT INTO ticket (id, partner, number, sort, state, created_at, last_at)
            VALUES ('tkt_seed', $1, 1, 'support', 'waiting', LENGTH($2), 1)",
    ),
    (
        "ticket_message",
        "INSERT INTO ticket_message (id, ticket, partner, author, name, text, is_shown, created_at)
            VALUES ('tkm_seed', 'tkt_seed', $1, 'partner', '', 'Yordam', TRUE, LENGTH($2))",
    ),
    (
        "ticket_topic",
        "INSERT INTO ticket_topic (ticket, partner, bot, chat, thread)
            VALUES ('tkt_seed', $1, 'bot_seed', 1, LENGTH($2))",
    ),
    (
        "broadcast_sender",
        "INSERT INTO broadcast_sender (broadcast, account, partner, is_done)
            VALUES ('brc_seed', 'bot_seed', $1, LENGTH($2) > 0)",
    ),
    (
        "broadcast_recipient",
        "INSERT INTO broadcast_recipient (broadcast, account, chat, partner, state)
            SELECT 'brc_seed', 'bot_seed', '5', $1, 'sent' WHERE LENGTH($2) > 0",
    ),
    (
        "broadcast_consent",
        "INSERT INTO broadcast_consent (partner, given_at) VALUES ($1, LENGTH($2))",
    ),
    (
        "invoice",
        "INSERT INTO invoice (id, number, name, partner, provider, provider_name, link, tier, tier_name, with_ai, period,
            days, list_tiyin, due_tiyin, language, state, expires_at, created_at) VALUES ('inv_seed', 1, 'SCX-000001', $1,
            'payme', 'Payme', 'x', 'chat', 'Chat', FALSE, 'month', LENGTH($2), 1, 1, 'ru', 'paid', 1, 1)",
    ),
    (
        "charge",
        "INSERT INTO charge (id, provider, provider_id, taker_id, partner, payer, order_name, currency, amount, tiyin,
            state, created_at) VALUES ('chg_seed', 'stars', 'stx', '1', $1, 1, 'SCX-000001', 'XTR', 1, LENGTH($2), 'kept', 1)",
    ),
    (
        "coupon",
        "INSERT INTO coupon (code, percent, most_uses, used, expires_at, partner, is_off, made_by, created_at)
            VALUES ('SEED', LENGTH($2), 1, 0, 1, $1, FALSE, 'system', 1)",
    ),
    (
        "coupon_use",
        "INSERT INTO coupon_use (coupon, partner, held_by, created_at) VALUES ('SEED', $1, 'inv_seed', LENGTH($2))",
    ),
    (
        "coupon_pocket",
        "INSERT INTO coupon_pocket (partner, code) VALUES ($1, $2)",
    ),
    (
        "plan_event",
        "INSERT INTO plan_event (id, partner, kind, tier, with_ai, days, until_before, until_after, by_whom, reason,
            created_at) VALUES ('pev_seed', $1, 'gift', 'chat', FALSE, LENGTH($2), 1, 1, '90', 'seed', 1)",
    ),
    (
        "referral",
        "INSERT INTO referral (id, partner, inviter, state, partner_days, inviter_days, created_at)
            VALUES ('ref_seed', $1, $1, 'came', 7, LENGTH($2), 1)",
    ),
    (
        "referral_code",
        "INSERT INTO referral_code (partner, code, chat, is_blocked, created_at) VALUES ($1, 'SEED', 1, FALSE, LENGTH($2))",
    ),
    (
        "ai_minute",
        "INSERT INTO ai_minute (partner, minute, calls) VALUES ($1, 1, LENGTH($2)) ON CONFLICT DO NOTHING",
    ),
    (
        "job_turn",
        "INSERT INTO job_turn (lane, partner, turn) VALUES ('media', $1, LENGTH($2)) ON CONFLICT DO NOTHING",
    ),
    (
        "job",
        "INSERT INTO job (id, kind, lane, priority, partner, payload, state, again, run_at, turn, attempts,
            max_attempts, created_at) VALUES ('job_seed', 'knowledge.read', 'media', 1, $1, '{}', 'dead', FALSE,
            1, 1, 4, LENGTH($2), 1)",
    ),
];

/// Columns by table, each with its type, as the migrations made them.
pub(crate) type Tables = BTreeMap<String, Vec<(String, String)>>;

pub(crate) fn tables() -> Tables {
    let expression = |text| Regex::new(text).expect("an expression");
    let create = expression(r"(?s)CREATE TABLE (\w+) \((.*?)\n\);");
    let column = expression(r"(?m)^    ([a-z_0-9]+) ([A-Z]+)");
    let add = expression(r"ALTER TABLE (\w+) ADD COLUMN (\w+) (\w+)");
    let drop = expression(r"DROP TABLE (\w+)");
    let mut tables = Tables::new();
    for (_, _, script) in MIGRATIONS {
        let text = script.sqlite();
        for found in create.captures_iter(text) {
            let columns = column.captures_iter(&found[2]);
            let columns = columns.map(|it| (it[1].to_owned(), it[2].to_owned()));
            tables.insert(found[1].to_owned(), columns.collect());
        }
        for found in add.captures_iter(text) {
            let columns = tables.get_mut(&found[1]).expect("a table");
            columns.push((found[2].to_owned(), found[3].to_owned()));
        }
        for found in drop.captures_iter(text) {
            tables.remove(&found[1]);
        }
    }
    assert!(tables.len() > 20, "{tables:?}");
    tables
}

/// The tables with a column `partner`.
fn partner_tables() -> Vec<String> {
    let has_partner =
        |columns: &Vec<(String, String)>| columns.iter().any(|(name, _)| name == "partner");
    let tables = tables().into_iter();
    tables
        .filter(|(_, columns)| has_partner(columns))
        .map(|(table, _)| table)
        .collect()
}

async fn count(db: &Db, text: String, arg: impl Into<Value>) -> i64 {
    let query = sql(Box::leak(text.into_boxed_str())).bind(arg);
    query.one::<(i64,)>(db).await.expect("counted").0
}

async fn rows_of(db: &Db, partner: &Partner) -> BTreeMap<String, i64> {
    let mut rows = BTreeMap::new();
    for table in partner_tables() {
        let text = format!("SELECT COUNT(*) FROM {table} WHERE partner = $1");
        rows.insert(table, count(db, text, partner.id).await);
    }
    rows
}

/// Every place where a text stands.
async fn places_of(db: &Db, needle: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (table, columns) in tables() {
        for (column, _) in columns.iter().filter(|(_, kind)| kind == "TEXT") {
            let text = format!("SELECT COUNT(*) FROM {table} WHERE {column} LIKE $1 ESCAPE '\\'");
            if count(db, text, format!("%{}%", needle.replace('_', "\\_"))).await > 0 {
                found.push(format!("{table}.{column}"));
            }
        }
    }
    found
}

/// Every place where a number stands.
async fn numbers_of(db: &Db, number: i64) -> Vec<String> {
    let mut found = Vec::new();
    for (table, columns) in tables() {
        for (column, _) in columns.iter().filter(|(_, kind)| kind == "BIGINT") {
            let text = format!("SELECT COUNT(*) FROM {table} WHERE {column} = $1");
            if count(db, text, number).await > 0 {
                found.push(format!("{table}.{column}"));
            }
        }
    }
    found
}

/// Leaves a row of the seller in every table that can hold one.
async fn fills_every_table(w: &mut World, seller: &Seller) -> Partner {
    seller.types(w, "/settings").await;
    seller.taps(w, "Notifications").await;
    seller.taps(w, "Reminders").await;
    seller.types(w, "/plan").await;
    seller.taps(w, "Chat").await;
    seller.taps(w, "Send request").await;
    seller.types(w, "/settings").await;
    seller.taps(w, "My data").await;
    seller.taps(w, "Get the ZIP").await;
    let partner = w.partner(seller).await;
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    for (_, text) in SEEDS {
        let seed = sql(text).bind(partner.id);
        let seed = match text.contains("LENGTH") || text.contains("coupon_pocket") {
            true => seed.bind("four"),
            false => seed.bind(b"sealed".to_vec()),
        };
        seed.execute(&mut tx).await.expect("seeded");
    }
    knowledge::teach(&mut tx, partner.id, "Bormi?", "Bor")
        .await
        .expect("taught");
    let topic = chat::Topic {
        conversation: tx.id(),
        bot: "bot".to_owned(),
        chat: 1,
        thread: 1,
    };
    chat::keep_topic(&mut tx, partner.id, &topic)
        .await
        .expect("kept");
    sql("INSERT INTO comment (id, partner, account, external_id, customer, customer_name, text, state, created_at)
        VALUES ('cmt_seed', $1, 'mta_seed', '1', '2', 'dina', 'narxi?', 'new', 1)")
    .bind(partner.id)
    .execute(&mut tx)
    .await
    .expect("seeded");
    tx.commit().await.expect("committed");
    partner
}

#[test]
fn every_table_is_erased_and_exported_or_says_why_not() {
    let known = all_parts().holdings;
    let mut wrong = Vec::new();
    for (table, columns) in tables() {
        let held: Vec<_> = known.iter().filter(|it| it.table == table).collect();
        let is_other = NOT_OF_PARTNERS.iter().any(|(other, _)| *other == table);
        if held.is_empty() != is_other {
            wrong.push(format!("{table} is registered nowhere, or twice over"));
        }
        let names = |column: &str| columns.iter().any(|(name, _)| name == column);
        if is_other && names("partner") {
            wrong.push(format!("{table} has a partner"));
        }
        for holding in held {
            if let Export::Rows { page, .. } = holding.export {
                let secrets = columns.iter().filter(|(_, kind)| kind == "BYTEA");
                let mut secrets = secrets.map(|(name, _)| name.as_str()).chain(["hook_key"]);
                let told = secrets.find(|name| {
                    Regex::new(&format!(r"\b{name}\b"))
                        .expect("a word")
                        .is_match(page)
                });
                wrong.extend(told.map(|name| format!("{table}.{name} would leave the house")));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn nothing_is_left_in_any_table() {
    world(async |w| {
        let (lola, azamat) = shop(w, "Lolaxon").await;
        azamat.asks(w, "Yetkazib berish bormi, unutilsin?").await;
        let (malika, _) = shop(w, "Malika").await;
        let neighbour = w.partner(&malika).await;
        let partner = fills_every_table(w, &lola).await;
        let held = rows_of(&w.cx().db, &partner).await;
        assert!(held.values().all(|rows| *rows > 0), "not filled: {held:#?}");
        let before = rows_of(&w.cx().db, &neighbour).await;
        let id = partner.id.to_string();
        let needles = [
            id.as_str(),
            partner.phone.as_str(),
            "Lolaxon",
            "lolaxon_shop_bot",
            "unutilsin",
        ];
        for needle in needles {
            assert!(!places_of(&w.cx().db, needle).await.is_empty(), "{needle}");
        }
        assert!(!numbers_of(&w.cx().db, lola.person).await.is_empty());
        closes(w, &lola).await;
        w.goes_on_after(Millis::days(9)).await;
        let left = rows_of(&w.cx().db, &partner).await;
        assert!(left.values().all(|rows| *rows == 0), "{left:#?}");
        for needle in needles {
            assert_eq!(places_of(&w.cx().db, needle).await, [""; 0], "{needle}");
        }
        assert_eq!(numbers_of(&w.cx().db, lola.person).await, [""; 0]);
        let after = rows_of(&w.cx().db, &neighbour).await;
        for table in [
            "bot",
            "conversation",
            "document",
            "document_index",
            "message",
            "passage",
            "question",
        ] {
            assert_eq!(before[table], after[table], "{table} of the neighbour");
        }
    })
    .await;
}

#[tokio::test]
async fn files_that_nobody_owns_are_dropped_after_a_day() {
    world(async |w| {
        let (lola, _) = shop(w, "Lola").await;
        lola.sends_file(w, "buzilgan.pdf", b"%PDF-1.4 broken").await;
        let blobs = "SELECT COUNT(*) FROM blob WHERE sha256 <> $1".to_owned();
        assert_eq!(count(&w.cx().db, blobs.clone(), "").await, 2);
        let loose = "INSERT INTO blob_part (blob, place, bytes) VALUES ('blb_00000000000000000000000000', 0, $1)";
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        sql(loose).bind(b"loose".to_vec()).execute(&mut tx).await.expect("seeded");
        tx.commit().await.expect("committed");
        w.goes_on_after(Millis::days(2)).await;
        assert_eq!(count(&w.cx().db, blobs, "").await, 1, "the price list stays");
        let parts = "SELECT COUNT(*) FROM blob_part WHERE blob <> $1".to_owned();
        assert_eq!(count(&w.cx().db, parts, "").await, 1);
    })
    .await;
}

#[tokio::test]
async fn work_that_comes_too_early_erases_nobody() {
    world(async |w| {
        let (lola, _) = shop(w, "Lola").await;
        let partner = w.partner(&lola).await;
        for leaves in [false, true] {
            if leaves {
                closes(w, &lola).await;
                w.advance(Millis::hours(2)).await;
            }
            let mut tx = w.cx().db.begin().await.expect("a transaction");
            let erase = Erase {
                partner: partner.id,
            };
            enqueue(&mut tx, &erase).await.expect("enqueued");
            tx.commit().await.expect("committed");
            w.advance(Millis::hours(1)).await;
        }
        lola.shares_contact(w).await;
        assert_eq!(w.partner(&lola).await, partner);
        logs_out(w, &lola).await;
        w.goes_on_after(Millis::days(9)).await;
        lola.shares_contact(w).await;
        assert_eq!(w.partner(&lola).await, partner, "logging out has no end");
    })
    .await;
}

#[tokio::test]
async fn a_crash_in_the_middle_of_erasing_is_made_good() {
    world(async |w| {
        let (lola, _) = shop(w, "Lola").await;
        let partner = w.partner(&lola).await;
        closes(w, &lola).await;
        w.goes_on_after(Millis::days(6)).await;
        // As if a process had died after it took the way back, and half of the rows.
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        let half = [
            "UPDATE partner SET is_erasing = TRUE WHERE id = $1",
            "DELETE FROM message WHERE partner = $1",
        ];
        for text in half {
            sql(text)
                .bind(partner.id)
                .execute(&mut tx)
                .await
                .expect("half");
        }
        tx.commit().await.expect("committed");
        lola.shares_contact(w).await;
        assert!(
            lola.heard(w).contains("being erased now"),
            "{}",
            lola.heard(w)
        );
        w.goes_on_after(Millis::days(3)).await;
        let left = rows_of(&w.cx().db, &partner).await;
        assert!(left.values().all(|rows| *rows == 0), "{left:#?}");
    })
    .await;
}
