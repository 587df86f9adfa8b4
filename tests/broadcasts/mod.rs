//! What admins say to many: partners, and customers of those who agreed.

mod customers;
mod files;
mod kinds;
mod partners;
mod silence;
mod troubles;

use scx_domain::broadcasts::{self, Outcome, Tally};
use scx_fakes::telegram::{Document, Person};
use scx_world::{Chief, PARTNER_BOT, Seller, World};

/// What is sent where nothing else matters.
const NEWS: &str = "Yangi imkoniyat bor";

/// The owner, who reads English, about to write to many.
async fn begins(w: &mut World) -> Chief {
    let owner = w.owner();
    owner.types(w, "/lang").await;
    owner.taps(w, "English").await;
    owner.types(w, "/broadcast").await;
    owner
}

/// The owner's admin bot, with a message that waits for its audience.
async fn composes(w: &mut World, text: &str) -> Chief {
    let owner = begins(w).await;
    owner.types(w, text).await;
    owner
}

/// The same with a picture, which is sent by a method of its own.
async fn composes_picture(w: &mut World, text: &str) -> Chief {
    let owner = begins(w).await;
    owner
        .does(w, |telegram, person, bot| {
            let picture = Document::new("a.jpg", "image/jpeg", b"a picture".to_vec());
            telegram.send_photo(person, bot, picture.captioned(text))
        })
        .await;
    owner
}

/// The owner sends a text to all partners, of whom there are few.
async fn sends(w: &mut World, text: &str) -> Chief {
    let owner = composes(w, text).await;
    owner.taps(w, "Next").await;
    owner.taps(w, "Yes, send it").await;
    owner
}

/// How often a person has got a message with a text in a bot.
fn got(w: &World, person: i64, bot: i64, part: &str) -> usize {
    let chat = w.outside.telegram().chat(person, bot);
    let messages = chat.messages.iter();
    messages
        .filter(|message| message.from_bot && message.text.contains(part))
        .count()
}

/// Some partners.
async fn partners(w: &mut World, names: &[&str]) -> Vec<Seller> {
    let mut sellers = Vec::new();
    for name in names {
        let seller = w.seller(name);
        seller.registers(w).await;
        sellers.push(seller);
    }
    sellers
}

/// So many partners that their number must be typed.
async fn crowd(w: &mut World, count: i64) -> Vec<i64> {
    let ids: Vec<i64> = (0..count).map(|place| 800_000 + place).collect();
    for id in &ids {
        w.outside.telegram().add_person(Person {
            id: *id,
            first_name: format!("Hamkor {id}"),
            last_name: None,
            username: None,
            language_code: Some("en".to_owned()),
            phone: format!("998931{id}"),
        });
        let telegram = w.outside.telegram();
        telegram
            .send_text(*id, PARTNER_BOT, "/start")
            .expect("a chat");
    }
    w.settle().await;
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    for id in &ids {
        let new = scx_domain::accounts::NewPartner {
            telegram_user: *id,
            name: format!("Hamkor {id}"),
            phone: scx_domain::accounts::Phone::parse(&format!("+998931{id}")).expect("a phone"),
            username: None,
            is_phone_proven: true,
            language: scx_kit::Language::En,
        };
        scx_domain::accounts::register(&mut tx, new)
            .await
            .expect("registered");
    }
    tx.commit().await.expect("committed");
    ids
}

/// What became of the newest broadcast.
async fn tally(w: &World) -> Tally {
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    let newest = broadcasts::page(&mut tx, 0).await.expect("a page");
    let id = newest.first().expect("a broadcast").id;
    broadcasts::one(&mut tx, id).await.expect("a broadcast").1
}

/// Sent, blocked, failed, late, unknown, left.
fn counts(tally: &Tally) -> [i64; 6] {
    [
        tally.of(Outcome::Sent),
        tally.of(Outcome::Blocked),
        tally.of(Outcome::Failed),
        tally.of(Outcome::Late),
        tally.of(Outcome::Unknown),
        tally.left(),
    ]
}
