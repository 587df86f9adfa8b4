//! Files that sellers send to customers, on every channel.

use scx_bot::partner::{Attached, SendFile};
use scx_fakes::meta::{SeenMessage, Talk};
use scx_fakes::telegram::Document;
use scx_kit::Millis;
use scx_world::{NUMBER, PARTNER_BOT, Seller, World};

use super::whatsapp::shop;
use crate::house::doors::base;
use crate::world;

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 a picture of a teapot";
const PDF: &[u8] = b"%PDF-1.7 a price list";
pub(super) const UNKNOWN: &str = "Velosiped ijaraga berasizlarmi?";

/// A shop, and a customer on WhatsApp who has asked in vain.
pub(super) async fn asked(w: &mut World) -> (Seller, Talk) {
    let lola = shop(w).await;
    let aziz = w.on_whatsapp("Aziz", "998900000011");
    aziz.says(UNKNOWN).expect("a talk");
    w.settle().await;
    (lola, aziz)
}

/// The seller opens a customer's conversation and the screen for writing.
async fn begins_to_write(w: &mut World, lola: &Seller, customer: &str) {
    lola.types(w, "/chats").await;
    lola.taps(w, customer).await;
    lola.taps(w, "Write").await;
}

async fn sends_picture(w: &mut World, lola: &Seller, caption: &str) {
    let telegram = w.outside.telegram();
    let file = Document::new("photo.jpg", "image/jpeg", JPEG.to_vec()).captioned(caption);
    telegram
        .send_photo(lola.person, PARTNER_BOT, file)
        .expect("a chat");
    w.settle().await;
}

/// What anybody gets who knows a path.
pub(crate) async fn fetch(w: &World, path: &str) -> (u16, Vec<u8>) {
    #[expect(
        clippy::disallowed_methods,
        reason = "a messenger is no part of the product"
    )]
    let client = reqwest::Client::new();
    let answer = client.get(format!("{}/files/{path}", base(w))).send();
    let answer = answer.await.expect("an answer");
    let status = answer.status().as_u16();
    (status, answer.bytes().await.expect("bytes").to_vec())
}

fn last(w: &World) -> SeenMessage {
    w.outside.meta().sent(NUMBER).pop().expect("a message")
}

#[tokio::test]
async fn a_picture_reaches_a_customer_on_whatsapp_byte_for_byte() {
    world(async |w| {
        let (lola, aziz) = asked(w).await;
        begins_to_write(w, &lola, "Aziz").await;
        sends_picture(w, &lola, "Mana shunaqasi bor").await;
        let seen = last(w);
        assert_eq!(
            (seen.kind.as_str(), seen.text.as_str()),
            ("image", "Mana shunaqasi bor")
        );
        let media = seen.media.expect("a file");
        assert_eq!(&media.bytes[..], JPEG);
        // The question is answered by it, and the AI keeps quiet.
        let before = w.outside.meta().sent(NUMBER).len();
        aziz.says("Choynak narxi?").unwrap();
        w.settle().await;
        assert_eq!(w.outside.meta().sent(NUMBER).len(), before);
    })
    .await;
}

#[tokio::test]
async fn a_file_keeps_its_name_and_reaches_a_customer_of_the_bot() {
    world(async |w| {
        let lola = shop(w).await;
        let bot = lola.connects_bot(w, "lola_shop_bot").await;
        let nodira = w.customer("Nodira", bot);
        nodira.starts(w).await;
        nodira.asks(w, UNKNOWN).await;
        begins_to_write(w, &lola, "Nodira").await;
        lola.sends_file(w, "narxlar.pdf", PDF).await;
        let messages = nodira.chat(w).messages;
        let file = messages
            .iter()
            .rev()
            .find(|message| message.document.is_some());
        let file = file.expect("a file in the customer's chat");
        assert_eq!(file.document.as_ref().unwrap().file_name, "narxlar.pdf");
        let telegram = w.outside.telegram();
        let bytes = telegram
            .file_bytes(nodira.person, bot, file.id)
            .expect("bytes");
        assert_eq!(&bytes[..], PDF);
        // It was no new price list.
        lola.types(w, "/kb").await;
        assert!(lola.screen(w).contains("narxlar.csv"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_picture_reaches_a_customer_on_instagram_with_its_words_behind() {
    world(async |w| {
        w.has_meta();
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.connects_instagram(w).await;
        let dina = w.on_instagram("dina", "900000000000021");
        dina.says(UNKNOWN).unwrap();
        w.settle().await;
        // Instagram tells a name only when it is asked.
        w.advance(Millis::minutes(1)).await;
        lola.types(w, "/chats").await;
        lola.taps(w, "dina").await;
        lola.taps(w, "Write").await;
        sends_picture(w, &lola, "Mana shunaqasi bor").await;
        let chat = dina.sees();
        let messages: Vec<&SeenMessage> = chat.messages.iter().collect();
        let [.., picture, words] = messages.as_slice() else {
            panic!("{messages:?}");
        };
        let bytes = picture.media.as_ref().map(|media| media.bytes.to_vec());
        assert_eq!(bytes.as_deref(), Some(JPEG));
        assert_eq!(words.text, "Mana shunaqasi bor");
    })
    .await;
}

#[tokio::test]
async fn after_the_customers_day_a_file_stays_with_the_seller_and_says_why() {
    world(async |w| {
        let (lola, _) = asked(w).await;
        w.advance(Millis::hours(25)).await;
        let before = w.outside.meta().sent(NUMBER).len();
        begins_to_write(w, &lola, "Aziz").await;
        sends_picture(w, &lola, "").await;
        assert_eq!(w.outside.meta().sent(NUMBER).len(), before);
        assert!(lola.heard(w).contains("24 hours"), "{}", lola.heard(w));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_too_long_is_refused_at_once() {
    world(async |w| {
        let (lola, _) = asked(w).await;
        begins_to_write(w, &lola, "Aziz").await;
        let file = Document::new("katta.pdf", "application/pdf", PDF.to_vec());
        let telegram = w.outside.telegram();
        telegram
            .send_document(lola.person, PARTNER_BOT, file.claiming(21 << 20))
            .expect("a chat");
        w.settle().await;
        assert!(lola.heard(w).contains("20 MB"), "{}", lola.heard(w));
    })
    .await;
}

#[tokio::test]
async fn nobody_fetches_a_file_without_its_key() {
    world(async |w| {
        let (lola, _) = asked(w).await;
        begins_to_write(w, &lola, "Aziz").await;
        sends_picture(w, &lola, "").await;
        let (key,): (String,) = scx_store::sql("SELECT key FROM sent_file")
            .one(&w.cx().db)
            .await
            .expect("a file");
        assert_eq!(key.len(), 32);
        let good = fetch(w, &key).await;
        assert_eq!((good.0, &good.1[..]), (200, JPEG));
        let mut wrong = key.clone();
        wrong.replace_range(0..1, if key.starts_with('a') { "b" } else { "a" });
        for path in [wrong.as_str(), "", "%00", "../health"] {
            assert_eq!(fetch(w, path).await.0, 404, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn all_of_an_album_reaches_the_customer_and_none_of_it_the_knowledge() {
    world(async |w| {
        let (lola, _) = asked(w).await;
        begins_to_write(w, &lola, "Aziz").await;
        let before = w.outside.meta().sent(NUMBER).len();
        let file = |name: &str| Document::new(name, "application/pdf", name.as_bytes().to_vec());
        let telegram = w.outside.telegram();
        telegram
            .send_album(
                lola.person,
                PARTNER_BOT,
                &[file("bir.pdf"), file("ikki.pdf")],
            )
            .expect("a chat");
        w.settle().await;
        let sent = w.outside.meta().sent(NUMBER);
        let names: Vec<_> = sent[before..]
            .iter()
            .filter_map(|message| message.media.as_ref()?.file_name.clone())
            .collect();
        assert_eq!(names, ["bir.pdf", "ikki.pdf"]);
        assert_eq!(lola.heard(w).matches("sending the file").count(), 1);
        lola.types(w, "/kb").await;
        assert!(lola.screen(w).contains("narxlar.csv"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_question_that_a_file_has_answered_cannot_be_taught() {
    world(async |w| {
        let (lola, _) = asked(w).await;
        lola.taps(w, "Reply").await;
        sends_picture(w, &lola, "").await;
        assert_eq!(last(w).kind, "image");
        let chat = lola.history(w);
        assert!(chat.contains("Your answer: 📎"), "{chat}");
        assert!(!chat.contains("Teach"), "{chat}");
    })
    .await;
}

#[tokio::test]
async fn a_file_whose_work_is_done_once_more_is_not_sent_again() {
    world(async |w| {
        let (lola, _) = asked(w).await;
        begins_to_write(w, &lola, "Aziz").await;
        sends_picture(w, &lola, "").await;
        let before = w.outside.meta().sent(NUMBER).len();
        let (key, conversation): (String, String) = scx_store::sql(
            "SELECT sent_file.key, message.conversation FROM sent_file
            JOIN message ON message.id = sent_file.message",
        )
        .one(&w.cx().db)
        .await
        .expect("a file");
        let photo = lola.chat(w).messages.into_iter().rev();
        let photo = photo.filter(|message| !message.from_bot);
        let photo = photo.map(|message| message.id).next().expect("a picture");
        let telegram = w.outside.telegram();
        let json = telegram.message_json(lola.person, PARTNER_BOT, photo);
        let json = json.expect("the picture");
        let file = json["photo"][0]["file_id"].as_str().expect("a file");
        // As a process leaves it that dies before the work is marked as done.
        let again = SendFile {
            partner: w.partner(&lola).await.id,
            conversation: conversation.parse().expect("an id"),
            file: Attached {
                id: file.to_owned(),
                name: "picture.jpg".to_owned(),
                mime: "image/jpeg".to_owned(),
                bytes: None,
                is_picture: true,
                caption: String::new(),
                album: None,
            },
            is_in_topic: false,
            key,
        };
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        scx_jobs::enqueue(&mut tx, &again).await.expect("queued");
        tx.commit().await.expect("committed");
        w.settle().await;
        assert_eq!(w.outside.meta().sent(NUMBER).len(), before);
    })
    .await;
}
