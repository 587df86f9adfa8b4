//! Everything we hold about a partner, as files in the chat.

use std::collections::BTreeMap;
use std::io::Read;

use scx_domain::accounts::PartnerId;
use scx_domain::blobs;
use scx_domain::knowledge::DocumentId;
use scx_fakes::Fault;
use scx_kit::Millis;
use scx_store::{Export, sql};
use scx_world::{PARTNER_BOT, Seller, World};
use sellercloudx::all_parts;
use serde_json::Value;

use crate::world;

const FILE: &str = "Mahsulot;Narxi\nChoynak 2 litr;145 000 so'm\n";
const TOKEN_TAIL: &str = "AAShopBotToken";

/// A shop with a customer whose words would be a formula.
async fn shop(w: &mut World) -> Seller {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "../narxlar.csv", FILE.as_bytes()).await;
    let bot = lola.connects_bot(w, "lola_shop_bot").await;
    let aziz = w.customer("Aziz", bot);
    aziz.starts(w).await;
    aziz.asks(w, "Choynak qancha turadi?").await;
    aziz.asks(w, "=HYPERLINK(\"http://example.uz\")").await;
    lola
}

async fn orders(w: &mut World, seller: &Seller) {
    seller.types(w, "/settings").await;
    seller.taps(w, "My data").await;
    seller.taps(w, "Get the ZIP").await;
}

/// The archives that the bot sent, oldest first: name and bytes.
fn archives(w: &World, seller: &Seller) -> Vec<(String, Vec<u8>)> {
    let telegram = w.outside.telegram();
    let messages = seller.chat(w).messages.into_iter();
    let sent = messages.filter(|message| message.from_bot && message.document.is_some());
    sent.map(|message| {
        let bytes = telegram.file_bytes(seller.person, PARTNER_BOT, message.id);
        let name = message.document.expect("filtered").file_name;
        (name, bytes.expect("a file").to_vec())
    })
    .filter(|(name, _)| name.ends_with(".zip"))
    .collect()
}

/// What the last tap was answered.
fn told(w: &World) -> String {
    let calls = w
        .outside
        .telegram()
        .calls(PARTNER_BOT, "answerCallbackQuery");
    let last = calls.last().expect("a tap was answered");
    last["text"].as_str().unwrap_or_default().to_owned()
}

/// The files of an archive.
fn files(archive: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(archive)).expect("an archive");
    let mut files = BTreeMap::new();
    for place in 0..zip.len() {
        let mut file = zip.by_index(place).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("unpacked");
        files.insert(file.name().expect("a name").into_owned(), bytes);
    }
    files
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

#[tokio::test]
async fn everything_that_we_hold_comes_in_one_file() {
    world(async |w| {
        let lola = shop(w).await;
        let partner = w.partner(&lola).await;
        orders(w, &lola).await;
        assert!(
            lola.heard(w).contains("Your data was sent"),
            "{}",
            lola.heard(w)
        );
        let [(name, archive)] = archives(w, &lola).try_into().expect("one archive");
        assert_eq!(name, "my-data-1.zip");
        let files = files(&archive);
        let exported =
            all_parts()
                .holdings
                .into_iter()
                .filter_map(|holding| match holding.export {
                    Export::Rows { name, .. } => Some(format!("{name}.json")),
                    Export::Left(_) => None,
                });
        for name in exported {
            let rows: Value = serde_json::from_slice(&files[&name]).expect("JSON");
            assert!(rows.is_array(), "{name}");
        }
        let account: Value = serde_json::from_slice(&files["account.json"]).expect("JSON");
        assert_eq!(account[0]["phone"], partner.phone);
        assert_eq!(account[0]["is_ai_paused"], false);
        assert_eq!(account[0]["created_at"], "2026-11-21T08:00:00+05:00");
        let messages: Value = serde_json::from_slice(&files["messages.json"]).expect("JSON");
        assert_eq!(messages.as_array().map(Vec::len), Some(5), "{messages}");
        assert_eq!(messages[0]["customer_name"], "Aziz");
        assert_eq!(text(&files["files/1-_narxlar.csv"]), FILE);
        let table = text(&files["messages.csv"]);
        assert!(
            table.starts_with('\u{feff}') && table.contains("'=HYPERLINK"),
            "{table}"
        );
    })
    .await;
}

#[tokio::test]
async fn no_token_and_no_secret_is_in_it() {
    world(async |w| {
        let lola = shop(w).await;
        orders(w, &lola).await;
        let (keys, archives) = (hook_keys(w).await, archives(w, &lola));
        for (name, bytes) in archives.iter().flat_map(|(_, archive)| files(archive)) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            for secret in keys.iter().map(String::as_str).chain([TOKEN_TAIL]) {
                assert!(!text.contains(secret), "{name} tells a secret");
            }
        }
    })
    .await;
}

async fn hook_keys(w: &World) -> Vec<String> {
    let rows = sql("SELECT hook_key FROM bot")
        .all::<(String,)>(&w.cx().db)
        .await;
    let keys: Vec<String> = rows.expect("read").into_iter().map(|(key,)| key).collect();
    assert!(keys.len() > 1, "{keys:?}");
    keys
}

#[tokio::test]
async fn another_shop_is_not_in_it() {
    world(async |w| {
        let malika = w.seller("Malika");
        malika.registers(w).await;
        malika
            .activates(w, "maxfiy.csv", b"Maxfiy mahsulot;Narxi\nSir;1 so'm\n")
            .await;
        let bot = malika.connects_bot(w, "malika_shop_bot").await;
        let zuhra = w.customer("Zuhra Maxfiy", bot);
        zuhra.starts(w).await;
        zuhra.asks(w, "Maxfiy savol: velosiped bormi?").await;
        let lola = shop(w).await;
        orders(w, &lola).await;
        for (_, archive) in archives(w, &lola) {
            for (name, bytes) in files(&archive) {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                assert!(
                    !text.contains("Maxfiy") && !text.contains("Malika"),
                    "{name}: {text}"
                );
            }
        }
        assert!(archives(w, &malika).is_empty());
    })
    .await;
}

#[tokio::test]
async fn one_at_a_time_and_one_an_hour() {
    world(async |w| {
        let lola = shop(w).await;
        lola.types(w, "/settings").await;
        lola.taps(w, "My data").await;
        let last = lola.chat(w).messages.last().expect("a message").clone();
        let telegram = w.outside.telegram().clone();
        for _ in 0..2 {
            let tapped = telegram.tap(lola.person, PARTNER_BOT, last.id, "📦 Get the ZIP");
            tapped.expect("the button is there");
        }
        w.settle().await;
        assert_eq!(archives(w, &lola).len(), 1);
        assert!(
            lola.toast(w).contains("Please wait a little"),
            "{}",
            lola.toast(w)
        );
        orders(w, &lola).await;
        assert!(lola.toast(w).contains("once an hour"), "{}", lola.toast(w));
        assert_eq!(archives(w, &lola).len(), 1);
        w.advance(Millis::hours(1)).await;
        orders(w, &lola).await;
        assert_eq!(archives(w, &lola).len(), 2);
    })
    .await;
}

/// A file of eleven megabytes that do not shrink: an archive has no place for two.
async fn keeps_noise(w: &World, partner: PartnerId, number: u32) {
    let mut noise = number + 1;
    let bytes: Vec<u8> = (0..11 << 20)
        .map(|_| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u8::try_from(noise >> 24).unwrap_or(0)
        })
        .collect();
    let blob = blobs::store(w.cx(), partner, &bytes).await.expect("stored");
    const KEEP: &str =
        "INSERT INTO document (id, partner, blob, source, file_name, bytes, state, created_at)
        VALUES ($1, $2, $3, '', $4, 1, 'discarded', 1)";
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    let id: DocumentId = tx.id();
    let name = format!("katta-{number}.csv");
    let kept = sql(KEEP).bind(id).bind(partner).bind(blob.id).bind(name);
    kept.execute(&mut tx).await.expect("kept");
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn much_comes_in_several_archives_each_whole() {
    world(async |w| {
        let lola = shop(w).await;
        let partner = w.partner(&lola).await.id;
        for number in 0..2 {
            keeps_noise(w, partner, number).await;
        }
        orders(w, &lola).await;
        let archives = archives(w, &lola);
        assert!(archives.len() > 1, "{}", archives.len());
        let mut names: Vec<String> = Vec::new();
        for (_, archive) in &archives {
            assert!(archive.len() < 21 << 20, "{}", archive.len());
            names.extend(files(archive).into_keys());
        }
        for number in 0..2 {
            let end = format!("-katta-{number}.csv");
            assert_eq!(
                names.iter().filter(|name| name.ends_with(&end)).count(),
                1,
                "{names:?}"
            );
        }
        let last = lola
            .chat(w)
            .messages
            .into_iter()
            .rfind(|it| it.document.is_some());
        let count = archives.len();
        let caption = last.expect("a file").text;
        assert!(
            caption.contains(&format!("file {count} of {count}")),
            "{caption}"
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_leaves_meanwhile_gets_nothing_and_may_ask_again_at_once() {
    world(async |w| {
        let lola = shop(w).await;
        lola.types(w, "/settings").await;
        lola.taps(w, "My data").await;
        let make = lola.data_behind(w, "Get the ZIP");
        let partner = w.partner(&lola).await.id;
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        scx_domain::export::order(&mut tx, partner)
            .await
            .expect("ordered");
        scx_domain::leaving::log_out(&mut tx, partner)
            .await
            .expect("logged out");
        tx.commit().await.expect("committed");
        w.settle().await;
        assert!(archives(w, &lola).is_empty());
        lola.forges(w, &make).await;
        assert!(archives(w, &lola).is_empty(), "a tap after the log-out");
        lola.types(w, "/start").await;
        lola.shares_contact(w).await;
        orders(w, &lola).await;
        assert_eq!(archives(w, &lola).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn another_partners_card_orders_nothing() {
    world(async |w| {
        let lola = shop(w).await;
        orders(w, &lola).await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        let (id,): (String,) = sql("SELECT id FROM export")
            .one(&w.cx().db)
            .await
            .expect("one");
        let id: scx_domain::export::ExportId = id.parse().expect("an id");
        malika
            .forges(w, &format!("v1|export|-|again|{}", id.base62()))
            .await;
        assert!(told(w).contains("out of date"), "{}", told(w));
        assert!(archives(w, &malika).is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_messenger_that_fails_gets_the_file_once_it_answers() {
    world(async |w| {
        let lola = shop(w).await;
        for _ in 0..2 {
            let fault = Fault::Status {
                code: 502,
                body: None,
            };
            w.outside.fail_next("telegram", Some("sendDocument"), fault);
        }
        orders(w, &lola).await;
        w.advance(Millis::minutes(5)).await;
        assert_eq!(archives(w, &lola).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn archives_do_not_stay_with_us() {
    world(async |w| {
        let lola = shop(w).await;
        let blobs = async |w: &World| {
            let counted = sql("SELECT COUNT(*) FROM blob")
                .one::<(i64,)>(&w.cx().db)
                .await;
            counted.expect("counted").0
        };
        assert_eq!(blobs(w).await, 1);
        orders(w, &lola).await;
        assert_eq!(blobs(w).await, 2);
        w.goes_on_after(Millis::days(3)).await;
        assert_eq!(blobs(w).await, 1, "the price list stays");
    })
    .await;
}
