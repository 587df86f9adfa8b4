//! What partners are told, and what they have muted.

use scx_kit::Millis;
use scx_world::{Customer, PARTNER_BOT, Seller, World};

use crate::world;

const FILE: &str = "Mahsulot;Narxi\nChoynak 2 litr;145 000 so'm\n";

async fn shop(w: &mut World) -> (Seller, Customer) {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", FILE.as_bytes()).await;
    let bot = lola.connects_bot(w, "lola_shop_bot").await;
    let aziz = w.customer("Aziz", bot);
    aziz.starts(w).await;
    (lola, aziz)
}

/// Turns a topic over on the screen.
async fn turns(w: &mut World, seller: &Seller, topic: &str) {
    seller.types(w, "/settings").await;
    seller.taps(w, "Notifications").await;
    seller.taps(w, topic).await;
}

/// Whether the newest message with these words came without a sound.
fn was_silent(w: &World, words: &str) -> bool {
    let calls = w.outside.telegram().calls(PARTNER_BOT, "sendMessage");
    let mut newest = calls.into_iter().rev();
    let call = newest.find(|call| {
        call["text"]
            .as_str()
            .is_some_and(|text| text.contains(words))
    });
    let flag = call.expect("a message")["disable_notification"].clone();
    flag == true || flag == "true"
}

#[tokio::test]
async fn a_muted_question_comes_without_a_sound_and_is_answered_as_ever() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        aziz.asks(w, "Yetkazib berish bormi?").await;
        assert!(!was_silent(w, "Yetkazib berish bormi?"));
        turns(w, &lola, "Customers’ questions").await;
        assert!(
            lola.screen(w).contains("[🔕 Customers’ questions]"),
            "{}",
            lola.screen(w)
        );
        assert_eq!(lola.toast(w), "✅ Saved");
        aziz.asks(w, "Kafolat necha oy?").await;
        assert!(was_silent(w, "Kafolat necha oy?"));
        lola.replies_to(w, "Kafolat necha oy?", "Olti oy").await;
        assert!(aziz.heard(w).contains("Olti oy"), "{}", aziz.heard(w));
        turns(w, &lola, "Customers’ questions").await;
        aziz.asks(w, "Qaysi rangda bor?").await;
        assert!(!was_silent(w, "Qaysi rangda bor?"));
    })
    .await;
}

#[tokio::test]
async fn muted_news_are_not_sent_and_others_are() {
    world(async |w| {
        let (lola, _) = shop(w).await;
        turns(w, &lola, "Trial period").await;
        w.advance(Millis::days(2)).await;
        let heard = lola.heard(w);
        assert!(!heard.contains("trial ends on"), "{heard}");
        assert!(heard.contains("not given an email"), "{heard}");
        let malika = w.seller("Malika");
        malika.registers(w).await;
        turns(w, &malika, "Reminders").await;
        w.advance(Millis::days(2)).await;
        let heard = malika.heard(w);
        assert!(heard.contains("trial ends on"), "{heard}");
        assert!(!heard.contains("not given an email"), "{heard}");
        assert!(!heard.contains("Almost there"), "{heard}");
        let zafar = w.seller("Zafar");
        zafar.registers(w).await;
        w.advance(Millis::days(2)).await;
        let heard = zafar.heard(w);
        assert!(heard.contains("Almost there"), "{heard}");
    })
    .await;
}

#[tokio::test]
async fn a_bot_that_stops_working_is_told_unless_muted() {
    world(async |w| {
        for is_muted in [false, true] {
            let seller = w.seller("Lola");
            seller.registers(w).await;
            let bot = seller.connects_bot(w, "lola_shop_bot").await;
            if is_muted {
                turns(w, &seller, "Bot and key trouble").await;
            }
            let aziz = w.customer("Aziz", bot);
            aziz.starts(w).await;
            let token = format!("{bot}:{:A<35}", "AAShopBotToken");
            w.outside.telegram().revoke_token(&token);
            let partner = w.partner(&seller).await.id;
            let bots = scx_domain::channels::bots_of(&w.cx().db, partner).await;
            let mut tx = w.cx().db.begin().await.expect("a transaction");
            let bots = bots.expect("read");
            scx_domain::channels::settle_again(&mut tx, &bots[0])
                .await
                .expect("enqueued");
            tx.commit().await.expect("committed");
            w.settle().await;
            let heard = seller.heard(w);
            assert_eq!(
                heard.contains("does not work, customers get no answers"),
                !is_muted,
                "{heard}"
            );
            assert!(
                heard.contains("🔴") || heard.contains("token"),
                "the card tells in any case: {heard}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_repeated_tap_does_not_turn_a_topic_round_again() {
    world(async |w| {
        let (lola, _) = shop(w).await;
        lola.types(w, "/settings").await;
        lola.taps(w, "Notifications").await;
        let last = lola.chat(w).messages.last().expect("a message").clone();
        let telegram = w.outside.telegram().clone();
        for _ in 0..2 {
            telegram
                .tap(lola.person, PARTNER_BOT, last.id, "🔔 Reminders")
                .expect("the button is there");
        }
        w.settle().await;
        assert!(
            lola.screen(w).contains("[🔕 Reminders]"),
            "{}",
            lola.screen(w)
        );
        lola.forges(w, "v1|mute|0|off|questions").await;
        let revision = lola.data_behind(w, "Reminders");
        let forged = revision.replace("|on|tips", "|on|everything");
        lola.forges(w, &forged).await;
        assert!(
            lola.screen(w).contains("[🔔 Customers’ questions]"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}
