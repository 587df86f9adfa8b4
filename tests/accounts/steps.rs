//! The first steps: ticked as they are done, and one reminder.

use scx_domain::onboarding;
use scx_fakes::telegram::views::MessageView;
use scx_kit::Millis;
use scx_world::{PARTNER_BOT, Seller, World};

use crate::world;

const FILE: &[u8] = b"Mahsulot;Narxi\nChoynak;145 000\n";

/// The messages of the card as they stand in the chat.
fn cards(w: &World, seller: &Seller) -> Vec<MessageView> {
    let titles = ["Getting your shop started", "Almost there", "All ready"];
    let chat = seller.chat(w).messages.into_iter();
    chat.filter(|it| titles.iter().any(|title| it.text.contains(title)))
        .collect()
}

/// The text of the only card, and its buttons.
fn card(w: &World, seller: &Seller) -> (String, Vec<String>) {
    let cards = cards(w, seller);
    assert_eq!(cards.len(), 1, "{}", seller.heard(w));
    let buttons = cards[0].buttons.iter().flatten();
    let labels = buttons.map(|button| button.label.clone()).collect();
    (cards[0].text.clone(), labels)
}

fn ticks(text: &str) -> usize {
    text.matches('✅').count()
}

#[tokio::test]
async fn each_step_is_ticked_in_place_and_the_end_is_one_line() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        assert!(lola.screen(w).contains("Settings"), "home is the last");
        let first = cards(w, &lola)[0].id;
        let (text, buttons) = card(w, &lola);
        assert_eq!(ticks(&text), 1, "{text}");
        assert_eq!(buttons, ["📄 Upload a file", "🤖 Connect a bot"]);
        lola.sends_file(w, "narxlar.csv", FILE).await;
        let (text, buttons) = card(w, &lola);
        assert_eq!(ticks(&text), 2, "{text}");
        assert_eq!(buttons, ["✅ Activate", "🤖 Connect a bot"]);
        lola.taps(w, "Activate").await;
        assert_eq!(ticks(&card(w, &lola).0), 3);
        let bot = lola.connects_bot(w, "lola_shop_bot").await;
        let (text, buttons) = card(w, &lola);
        assert_eq!(ticks(&text), 4, "{text}");
        assert_eq!(buttons, ["↗️ Open the bot"]);
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        aziz.asks(w, "Ob-havo qanday bo‘ladi?").await;
        assert_eq!(ticks(&card(w, &lola).0), 4, "no answer is no answer");
        aziz.asks(w, "Choynak qancha turadi?").await;
        let (text, buttons) = card(w, &lola);
        assert!(text.starts_with("✅ All ready!"), "{text}");
        assert!(buttons.is_empty(), "{buttons:?}");
        assert_eq!(cards(w, &lola)[0].id, first, "it was never sent anew");
        aziz.asks(w, "Choynak narxi qancha?").await;
        assert_eq!(cards(w, &lola).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_reply_of_the_partner_is_a_first_answer_too() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let bot = lola.connects_bot(w, "lola_shop_bot").await;
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        aziz.types(w, "Ertaga ochiqmisiz?").await;
        assert_eq!(ticks(&card(w, &lola).0), 2);
        lola.replies_to(w, "Ertaga ochiqmisiz?", "Ha, 9 dan").await;
        assert_eq!(ticks(&card(w, &lola).0), 3, "{}", lola.heard(w));
    })
    .await;
}

#[tokio::test]
async fn the_buttons_lead_to_the_places_and_an_old_one_still_does() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let upload = card_data(w, &lola, "Upload a file");
        let connect = card_data(w, &lola, "Connect a bot");
        lola.forges(w, &upload).await;
        assert!(
            lola.screen(w).contains("[📝 Get the form]"),
            "{}",
            lola.screen(w)
        );
        lola.forges(w, &connect).await;
        assert!(lola.screen(w).contains("@BotFather"), "{}", lola.screen(w));
        lola.sends_file(w, "narxlar.csv", FILE).await;
        let on = card_data(w, &lola, "Activate");
        lola.types(w, "/menu").await;
        lola.forges(w, &on).await;
        assert!(
            lola.screen(w).contains("[✅ Activate]"),
            "{}",
            lola.screen(w)
        );
        lola.taps(w, "Activate").await;
        // Nothing waits any more: the old button leads to what is there.
        lola.forges(w, &on).await;
        assert!(lola.screen(w).contains("narxlar.csv"), "{}", lola.screen(w));
        lola.forges(w, &on.replace("|on|", "|off|")).await;
        assert!(lola.screen(w).contains("narxlar.csv"), "{}", lola.screen(w));
        assert_eq!(ticks(&card(w, &lola).0), 3);
        assert_eq!(lola.chat(w).unanswered_queries, 0);
    })
    .await;
}

/// The data behind a button of the card itself.
fn card_data(w: &World, seller: &Seller, label: &str) -> String {
    let card = cards(w, seller).pop().expect("the card");
    let mut buttons = card.buttons.into_iter().flatten();
    let button = buttons.find(|button| button.label.contains(label));
    button.and_then(|button| button.data).expect("a button")
}

#[tokio::test]
async fn a_stranger_s_tap_on_the_card_reaches_nothing() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.sends_file(w, "narxlar.csv", FILE).await;
        let on = card_data(w, &lola, "Activate");
        let nodir = w.seller("Nodir");
        nodir.registers(w).await;
        let stranger = w.seller("Stranger");
        stranger.types(w, "/start").await;
        for who in [&nodir, &stranger] {
            who.forges(w, &on).await;
            assert!(!who.heard(w).contains("narxlar.csv"), "{}", who.heard(w));
        }
        assert_eq!(ticks(&card(w, &lola).0), 2);
    })
    .await;
}

#[tokio::test]
async fn who_has_not_finished_is_reminded_once_and_never_at_night() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.sends_file(w, "narxlar.csv", FILE).await;
        let old = cards(w, &lola)[0].id;
        // It is 8 in the morning: the next day at 8 is too early.
        w.passes(Millis::hours(24)).await;
        assert!(!lola.heard(w).contains("Almost there"));
        w.passes(Millis::minutes(59)).await;
        assert!(!lola.heard(w).contains("Almost there"));
        w.passes(Millis::minutes(1)).await;
        let (text, buttons) = card(w, &lola);
        assert!(text.contains("Almost there"), "{text}");
        assert_eq!(buttons[0], "✅ Activate");
        let telegram = w.outside.telegram();
        assert!(telegram.was_deleted(lola.person, PARTNER_BOT, old));
        assert!(lola.screen(w).contains("Almost there"), "it is the last");
        let id = cards(w, &lola)[0].id;
        w.advance(Millis::days(5)).await;
        assert_eq!(cards(w, &lola).len(), 1, "{}", lola.heard(w));
        assert_eq!(cards(w, &lola)[0].id, id);
        lola.taps(w, "Activate").await;
        lola.taps(w, "Activate").await;
        assert_eq!(ticks(&card(w, &lola).0), 3);
    })
    .await;
}

#[tokio::test]
async fn the_shop_s_hours_decide_when_a_reminder_comes() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.types(w, "/settings").await;
        lola.taps(w, "Working hours").await;
        lola.types(w, "14:00-23:00").await;
        w.passes(Millis::minutes(29 * 60 + 59)).await;
        assert!(!lola.heard(w).contains("Almost there"));
        w.passes(Millis::minutes(2)).await;
        assert!(lola.heard(w).contains("Almost there"), "{}", lola.heard(w));
    })
    .await;
}

#[tokio::test]
async fn a_restart_does_not_bring_a_second_reminder_or_lose_the_first() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        w.passes(Millis::hours(20)).await;
        w.halt().await;
        w.boot().await;
        w.advance(Millis::hours(6)).await;
        w.halt().await;
        w.boot().await;
        w.advance(Millis::days(2)).await;
        assert_eq!(cards(w, &lola).len(), 1);
        assert!(card(w, &lola).0.contains("Almost there"));
    })
    .await;
}

#[tokio::test]
async fn who_is_done_is_banned_or_has_blocked_the_bot_is_not_reminded() {
    world(async |w| {
        let (done, banned, gone, back) = (
            w.seller("Done"),
            w.seller("Banned"),
            w.seller("Gone"),
            w.seller("Back"),
        );
        for seller in [&done, &banned, &gone, &back] {
            seller.registers(w).await;
        }
        done.activates(w, "narxlar.csv", FILE).await;
        let bot = done.connects_bot(w, "done_shop_bot").await;
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        aziz.asks(w, "Choynak qancha turadi?").await;
        let id = w.partner(&banned).await.id;
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        scx_domain::accounts::set_state(&mut tx, id, scx_domain::accounts::State::Banned)
            .await
            .expect("banned");
        tx.commit().await.expect("committed");
        for seller in [&gone, &back] {
            seller
                .does(w, |telegram, person, bot| telegram.block(person, bot))
                .await;
        }
        back.does(w, |telegram, person, bot| telegram.unblock(person, bot))
            .await;
        w.advance(Millis::days(2)).await;
        for seller in [&done, &banned, &gone] {
            assert!(
                !seller.heard(w).contains("Almost there"),
                "{}",
                seller.heard(w)
            );
        }
        let sends = w.outside.telegram().calls(PARTNER_BOT, "sendMessage");
        let to_gone = sends.iter().filter(|call| {
            call["chat_id"] == gone.person && call["text"].as_str().unwrap_or("").contains("Almost")
        });
        assert_eq!(to_gone.count(), 0, "not even tried");
        assert!(back.heard(w).contains("Almost there"), "{}", back.heard(w));
    })
    .await;
}

#[tokio::test]
async fn the_steps_are_told_in_every_language() {
    world(async |w| {
        for (button, title, reminder, done) in [
            (
                "O‘zbekcha",
                "Do‘konni ishga tushiramiz",
                "Ozgina qoldi",
                "Hammasi tayyor",
            ),
            (
                "Ўзбекча",
                "Дўконни ишга туширамиз",
                "Озгина қолди",
                "Ҳаммаси тайёр",
            ),
            (
                "Русский",
                "Запускаем ваш магазин",
                "Осталось немного",
                "Всё готово",
            ),
            (
                "English",
                "Getting your shop started",
                "Almost there",
                "All ready",
            ),
        ] {
            let seller = w.seller(button);
            seller.registers_in(w, button).await;
            assert!(seller.heard(w).contains(title), "{}", seller.heard(w));
            w.advance(Millis::hours(26)).await;
            assert!(seller.heard(w).contains(reminder), "{}", seller.heard(w));
            let partner = w.partner(&seller).await.id;
            let mut tx = w.cx().db.begin().await.expect("a transaction");
            for step in [
                onboarding::Step::File,
                onboarding::Step::Activated,
                onboarding::Step::Bot,
                onboarding::Step::Answered,
            ] {
                onboarding::done(&mut tx, partner, step)
                    .await
                    .expect("ticked");
            }
            tx.commit().await.expect("committed");
            w.settle().await;
            assert!(seller.heard(w).contains(done), "{}", seller.heard(w));
        }
    })
    .await;
}
