//! Each customer has a topic in the seller's chat, where the chat has topics.

use scx_fakes::Fault;
use scx_fakes::telegram::Document;
use scx_fakes::telegram::views::MessageView;
use scx_kit::Millis;
use scx_world::{Customer, PARTNER_BOT, Seller, World};

use serde_json::json;

use super::{from_bot, shop_with_customer};
use crate::world;

const KNOWN: &str = "Choynak qancha turadi?";
const UNKNOWN: &str = "Velosiped ijaraga berasizlarmi?";

/// The shop after its chats were given topics.
async fn shop(w: &mut World) -> (Seller, Customer) {
    let shop = shop_with_customer(w).await;
    w.outside.telegram().set_topics(PARTNER_BOT, true);
    w.advance(Millis::minutes(16)).await;
    shop
}

/// The threads of the topics in the seller's chat, with their names.
fn topics(w: &World, lola: &Seller) -> Vec<(i64, String)> {
    let topics = w.outside.telegram().topics(lola.person, PARTNER_BOT);
    topics
        .into_iter()
        .map(|topic| (topic.id, topic.name))
        .collect()
}

/// What stands in a topic.
fn shown(w: &World, lola: &Seller, thread: i64) -> Vec<MessageView> {
    let messages = lola.chat(w).messages.into_iter();
    messages
        .filter(|message| message.thread == Some(thread))
        .collect()
}

fn text(messages: &[MessageView]) -> String {
    let texts = messages.iter().map(|message| message.text.as_str());
    texts.collect::<Vec<_>>().join("\n")
}

/// Whether what the partner bot sent with these words came without a sound.
fn came_silently(w: &World, words: &str) -> bool {
    let calls = w.outside.telegram().calls(PARTNER_BOT, "sendMessage");
    let has_words = |call: &&serde_json::Value| {
        call["text"]
            .as_str()
            .is_some_and(|text| text.contains(words))
    };
    let call = calls.iter().rev().find(has_words).expect("sent");
    call["disable_notification"] == true
}

/// The seller writes in a topic.
async fn writes(w: &mut World, lola: &Seller, thread: i64, words: &str) {
    let telegram = w.outside.telegram();
    telegram
        .send_text_in(lola.person, PARTNER_BOT, thread, words)
        .expect("a topic");
    w.settle().await;
}

#[tokio::test]
async fn what_is_said_stands_in_the_customers_topic_as_quiet_copies() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        let nodira = w.customer("Nodira", aziz.bot);
        nodira.starts(w).await;
        aziz.asks(w, KNOWN).await;
        let names: Vec<String> = topics(w, &lola).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["TG Nodira", "TG Aziz"]);
        let thread = topics(w, &lola)[1].0;
        let messages = shown(w, &lola, thread);
        let told = text(&messages);
        for part in ["TG", "goes to the customer", KNOWN, "145 000"] {
            assert!(told.contains(part), "{part} in {told}");
        }
        assert!(came_silently(w, "145 000"));
        assert!(!text(&shown(w, &lola, topics(w, &lola)[0].0)).contains(KNOWN));
    })
    .await;
}

#[tokio::test]
async fn words_in_a_topic_go_to_the_customer_once_and_pause_the_ai() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        aziz.asks(w, KNOWN).await;
        let thread = topics(w, &lola)[0].0;
        writes(w, &lola, thread, "Sizga chegirma bor").await;
        assert_eq!(aziz.screen(w), "Sizga chegirma bor");
        let told = text(&shown(w, &lola, thread));
        assert_eq!(told.matches("Sizga chegirma bor").count(), 1, "{told}");
        assert!(told.contains("You answer"), "{told}");
        let before = from_bot(w, &aziz).len();
        aziz.types(w, "Lagan-chi?").await;
        assert_eq!(from_bot(w, &aziz).len(), before, "{}", aziz.heard(w));
        assert!(text(&shown(w, &lola, thread)).contains("Lagan-chi?"));
        lola.taps(w, "Resume").await;
        let answer = aziz.asks(w, "Lagan qancha?").await;
        assert!(answer.contains("210 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn words_in_a_topic_go_to_its_customer_and_to_nobody_else() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        let nodira = w.customer("Nodira", aziz.bot);
        nodira.starts(w).await;
        aziz.starts(w).await;
        for (name, words) in [("TG Nodira", "Nodiraga"), ("TG Aziz", "Azizga")] {
            let topics = topics(w, &lola);
            let (thread, _) = topics
                .into_iter()
                .find(|topic| topic.1 == name)
                .expect("a topic");
            writes(w, &lola, thread, words).await;
        }
        assert_eq!(nodira.screen(w), "Nodiraga");
        assert_eq!(aziz.screen(w), "Azizga");
        assert!(!aziz.heard(w).contains("Nodiraga"), "{}", aziz.heard(w));
    })
    .await;
}

#[tokio::test]
async fn a_question_without_an_answer_is_a_card_in_the_topic_and_answered_there() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        aziz.types(w, UNKNOWN).await;
        let thread = topics(w, &lola)[0].0;
        let told = text(&shown(w, &lola, thread));
        assert!(
            told.contains("no answer") && told.contains(UNKNOWN),
            "{told}"
        );
        assert!(!came_silently(w, "no answer"));
        writes(w, &lola, thread, "Ha, kuniga 30 000").await;
        assert_eq!(aziz.screen(w), "Ha, kuniga 30 000");
        let told = text(&shown(w, &lola, thread));
        assert!(told.contains("Your answer: Ha, kuniga"), "{told}");
        lola.taps(w, "Add to the knowledge").await;
        w.passes(Millis::minutes(31)).await;
        let answer = aziz.asks(w, UNKNOWN).await;
        assert!(answer.contains("30 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn why_is_answered_in_the_topic() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        aziz.asks(w, KNOWN).await;
        let thread = topics(w, &lola)[0].0;
        lola.taps(w, "Why").await;
        let told = text(&shown(w, &lola, thread));
        assert!(told.contains("rests on these places"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn a_file_in_a_topic_is_no_knowledge_and_a_command_is_a_command() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        aziz.asks(w, KNOWN).await;
        let thread = topics(w, &lola)[0].0;
        let before = aziz.chat(w).messages.len();
        writes(w, &lola, thread, "/menu").await;
        assert!(lola.screen(w).contains("Lola"), "{}", lola.screen(w));
        assert_eq!(aziz.chat(w).messages.len(), before);
        writes(w, &lola, thread, &"a".repeat(3_600)).await;
        let told = text(&shown(w, &lola, thread));
        assert!(told.contains("too long"), "{told}");
        assert_eq!(aziz.chat(w).messages.len(), before);
    })
    .await;
}

#[tokio::test]
async fn a_topic_that_the_seller_deleted_comes_back_with_what_was_said() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        aziz.asks(w, KNOWN).await;
        let thread = topics(w, &lola)[0].0;
        let telegram = w.outside.telegram();
        telegram
            .delete_topic(lola.person, PARTNER_BOT, thread)
            .expect("deleted");
        aziz.asks(w, "Lagan qancha?").await;
        let again = topics(w, &lola);
        assert_eq!(again.len(), 1, "{again:?}");
        let told = text(&shown(w, &lola, again[0].0));
        assert!(told.contains("Lagan") && told.contains("210 000"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn without_topics_everything_comes_as_cards() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        w.outside.telegram().set_topics(PARTNER_BOT, false);
        aziz.types(w, UNKNOWN).await;
        assert!(lola.heard(w).contains(UNKNOWN), "{}", lola.heard(w));
        lola.replies_to(w, UNKNOWN, "Yo'q").await;
        assert_eq!(aziz.screen(w), "Yo'q");
    })
    .await;
}

#[tokio::test]
async fn who_registers_later_has_topics_too() {
    world(async |w| {
        shop(w).await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        let bot = malika.connects_bot(w, "malika_bot").await;
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        assert_eq!(topics(w, &malika).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_topic_waits_when_telegram_is_busy() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        w.outside.fail_next(
            "telegram",
            Some("createForumTopic"),
            Fault::RateLimited { retry_after_s: 30 },
        );
        aziz.types(w, UNKNOWN).await;
        assert_eq!(topics(w, &lola).len(), 0);
        w.advance(Millis::secs(40)).await;
        let thread = topics(w, &lola)[0].0;
        assert!(text(&shown(w, &lola, thread)).contains(UNKNOWN));
    })
    .await;
}

#[tokio::test]
async fn an_hour_in_which_no_topic_opens_costs_nobody_their_topics() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        let down = Fault::Status {
            code: 400,
            body: Some(
                json!({"ok": false, "error_code": 400, "description": "Bad Request: odd"})
                    .to_string(),
            ),
        };
        w.outside
            .fail_next("telegram", Some("createForumTopic"), down);
        aziz.types(w, UNKNOWN).await;
        assert!(
            lola.heard(w).contains(UNKNOWN),
            "it comes as a card: {}",
            lola.heard(w)
        );
        aziz.asks(w, KNOWN).await;
        assert_eq!(topics(w, &lola).len(), 1, "the next time there is one");
    })
    .await;
}

#[tokio::test]
async fn a_picture_in_a_topic_goes_to_its_customer() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        aziz.asks(w, UNKNOWN).await;
        let thread = topics(w, &lola)[0].0;
        let picture = Document::new("p.jpg", "image/jpeg", b"\xff\xd8 a picture".to_vec());
        let telegram = w.outside.telegram();
        telegram
            .send_photo_in(lola.person, PARTNER_BOT, thread, &picture.captioned("Mana"))
            .expect("a topic");
        w.settle().await;
        let messages = aziz.chat(w).messages;
        let last = messages.last().expect("a message");
        assert_eq!((last.kind, last.text.as_str()), ("photo", "Mana"));
        // It stands there already, and its question is answered.
        let told = text(&shown(w, &lola, thread));
        assert_eq!(told.matches("Mana").count(), 2, "{told}");
    })
    .await;
}
