//! The sign that an answer is being written, as a draft where Telegram has it.

use scx_kit::Millis;
use scx_world::{Customer, Seller, Start, World};

use super::new_bot;
use crate::{world, world_with};

const FILE: &[u8] = b"Mahsulot;Narxi\nChoynak;145 000\n";
const QUESTION: &str = "Choynak qancha turadi?";
const BOT: i64 = 7_200_000_001;

fn with_drafts(is_polling: bool) -> Start {
    Start {
        config: vec![("SCX_MESSAGE_DRAFTS".to_owned(), "on".to_owned())],
        is_polling,
        ..Start::default()
    }
}

async fn shop(w: &mut World) -> (Seller, Customer) {
    w.advance(Millis::secs(3)).await;
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", FILE).await;
    let (_, token) = new_bot(w, BOT, "lola_shop_bot", "Q7zX");
    lola.types(w, &token).await;
    w.advance(Millis::secs(3)).await;
    let aziz = w.customer("Aziz", BOT);
    aziz.starts(w).await;
    (lola, aziz)
}

fn signs(w: &World) -> (usize, usize) {
    let count = |method| w.outside.telegram().calls(BOT, method).len();
    (count("sendChatAction"), count("sendMessageDraft"))
}

/// Asks, and tells what shows before the answer is there.
async fn asked(w: &mut World, aziz: &Customer) -> Option<String> {
    aziz.writes(w, QUESTION);
    w.rest().await;
    let draft = aziz.chat(w).draft.map(|(text, _)| text);
    w.settle().await;
    assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
    assert_eq!(aziz.chat(w).draft, None, "the answer ends it");
    draft
}

#[tokio::test]
async fn a_bot_that_can_shows_an_empty_draft_after_it_was_tried_once() {
    for is_polling in [false, true] {
        world_with(with_drafts(is_polling), async |w| {
            let (_, aziz) = shop(w).await;
            asked(w, &aziz).await;
            assert_eq!(signs(w), (1, 1), "typing, and one trial");
            w.advance(Millis::minutes(2)).await;
            assert_eq!(asked(w, &aziz).await.as_deref(), Some(""));
            assert_eq!(signs(w), (1, 2));
            let drafts = w.outside.telegram().calls(BOT, "sendMessageDraft");
            assert!(drafts.iter().all(|draft| draft["text"] == ""), "{drafts:?}");
        })
        .await;
    }
}

#[tokio::test]
async fn a_bot_that_cannot_is_asked_once_and_types_ever_after() {
    for is_polling in [false, true] {
        world_with(with_drafts(is_polling), async |w| {
            let (lola, aziz) = shop(w).await;
            w.outside.telegram().support_drafts(BOT, false);
            for _ in 0..3 {
                assert_eq!(asked(w, &aziz).await, None);
                w.advance(Millis::minutes(2)).await;
            }
            w.halt().await;
            w.boot().await;
            w.advance(Millis::secs(3)).await;
            asked(w, &aziz).await;
            assert_eq!(signs(w), (4, 1));
            lola.types(w, "/menu").await;
            assert!(lola.screen(w).contains("🟢 Bot: lola_shop_bot"), "it works");
        })
        .await;
    }
}

#[tokio::test]
async fn without_the_switch_nobody_is_shown_a_draft() {
    world(async |w| {
        let (_, aziz) = shop(w).await;
        for _ in 0..2 {
            assert_eq!(asked(w, &aziz).await, None);
            w.advance(Millis::minutes(2)).await;
        }
        assert_eq!(signs(w), (2, 0));
    })
    .await;
}

#[tokio::test]
async fn a_customer_who_left_says_nothing_about_the_bot() {
    world_with(with_drafts(false), async |w| {
        let (_, aziz) = shop(w).await;
        let gone = w.customer("Gone", BOT);
        gone.starts(w).await;
        let refuse = scx_fakes::Fault::Status {
            code: 403,
            body: Some(
                r#"{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}"#
                    .to_owned(),
            ),
        };
        w.outside
            .fail_next("telegram", Some("sendMessageDraft"), refuse);
        gone.types(w, QUESTION).await;
        w.advance(Millis::minutes(2)).await;
        assert_eq!(w.outside.planned_faults(), 0);
        asked(w, &aziz).await;
        w.advance(Millis::minutes(2)).await;
        assert_eq!(asked(w, &aziz).await.as_deref(), Some(""));
    })
    .await;
}
