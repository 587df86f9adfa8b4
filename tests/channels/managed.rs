//! Bots that Telegram makes for partners, without a token to copy.

use scx_fakes::Fault;
use scx_fakes::telegram::NewBot;
use scx_kit::Millis;
use scx_world::{PARTNER_BOT, Seller, World};

use super::new_bot;
use crate::world;

const FILE: &[u8] = b"Mahsulot;Narxi\nChoynak;145 000\n";
const QUESTION: &str = "Choynak qancha turadi?";
const BOT: i64 = 7_300_000_001;

fn token(tail: &str) -> String {
    format!("{BOT}:{:a<31}{tail}", "AAManagedBot")
}

fn shop_bot() -> NewBot {
    NewBot {
        id: BOT,
        token: token("M1st"),
        username: "lola_shop_bot".to_owned(),
        name: "Lola".to_owned(),
    }
}

/// A registered seller with a file, where Telegram lets the partner bot make bots.
async fn seller(w: &mut World) -> Seller {
    allow(w, true).await;
    let lola = w.seller("Lola do‘koni");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", FILE).await;
    lola
}

/// The owner of the partner bot decides; the product learns it at its start.
async fn allow(w: &mut World, on: bool) {
    w.outside.telegram().allow_management(PARTNER_BOT, on);
    w.halt().await;
    w.boot().await;
}

async fn makes(w: &mut World, seller: &Seller, new: &NewBot) {
    seller.types(w, "/menu").await;
    seller.taps(w, "Connect a bot").await;
    seller.taps(w, "Create my bot").await;
    presses(w, seller, new).await;
}

async fn presses(w: &mut World, seller: &Seller, new: &NewBot) {
    let telegram = w.outside.telegram();
    telegram
        .make_bot(seller.person, PARTNER_BOT, "🤖 Create my bot", new)
        .expect("the key is there");
    w.settle().await;
}

async fn bots(w: &World, seller: &Seller) -> Vec<String> {
    let partner = w.partner(seller).await.id;
    let bots = scx_domain::channels::bots_of(&w.cx().db, partner).await;
    let shown = bots.expect("read").into_iter();
    shown
        .map(|bot| format!("{} {}", bot.username, bot.health.name()))
        .collect()
}

fn cards(w: &World, seller: &Seller) -> usize {
    seller.heard(w).matches("@lola_shop_bot").count()
}

#[tokio::test]
async fn one_key_makes_a_bot_that_answers() {
    world(async |w| {
        let lola = seller(w).await;
        lola.types(w, "/menu").await;
        lola.taps(w, "Connect a bot").await;
        lola.taps(w, "Create my bot").await;
        let suggested = w.outside.telegram().suggested(lola.person, PARTNER_BOT);
        let wanted = ("Lola do‘koni".to_owned(), "lola_dokoni_bot".to_owned());
        assert_eq!(suggested, Some(wanted));
        presses(w, &lola, &shop_bot()).await;
        assert_eq!(bots(w, &lola).await, ["lola_shop_bot ok"]);
        assert_eq!(cards(w, &lola), 1, "{}", lola.heard(w));
        assert!(lola.heard(w).contains("The bot is made"));
        assert!(lola.chat(w).keyboard.is_none(), "the key is gone");
        let aziz = w.customer("Aziz", BOT);
        aziz.starts(w).await;
        let answer = aziz.asks(w, QUESTION).await;
        assert!(answer.contains("145 000"), "{answer}");
        assert!(!lola.heard(w).contains("AAManagedBot"));
    })
    .await;
}

#[tokio::test]
async fn the_key_is_offered_in_every_language() {
    world(async |w| {
        allow(w, true).await;
        for (language, connect, key) in [
            ("O‘zbekcha", "Botni ulash", "🤖 Botimni yaratish"),
            ("Ўзбекча", "Ботни улаш", "🤖 Ботимни яратиш"),
            ("Русский", "Подключить бота", "🤖 Создать бота"),
            ("English", "Connect a bot", "🤖 Create my bot"),
        ] {
            let seller = w.seller(language);
            seller.registers_in(w, language).await;
            seller.taps(w, connect).await;
            seller.taps(w, key).await;
            let keyboard = seller.chat(w).keyboard.expect("a key");
            assert_eq!(keyboard[0][0].label, key);
        }
    })
    .await;
}

#[tokio::test]
async fn without_the_permission_there_is_no_button_and_an_old_one_is_refused() {
    world(async |w| {
        let lola = seller(w).await;
        lola.types(w, "/menu").await;
        lola.taps(w, "Connect a bot").await;
        let create = lola.data_behind(w, "Create my bot");
        allow(w, false).await;
        lola.forges(w, &create).await;
        assert!(lola.chat(w).keyboard.is_none());
        assert!(
            !lola.screen(w).contains("Create my bot"),
            "{}",
            lola.screen(w)
        );
        lola.types(w, "/menu").await;
        lola.taps(w, "Connect a bot").await;
        assert!(
            !lola.screen(w).contains("Create my bot"),
            "{}",
            lola.screen(w)
        );
        assert!(lola.screen(w).contains("@BotFather"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_bot_made_by_the_link_is_connected_and_news_that_comes_twice_does_no_harm() {
    world(async |w| {
        let lola = seller(w).await;
        let telegram = w.outside.telegram().clone();
        telegram
            .make_bot_by_link(lola.person, PARTNER_BOT, &shop_bot())
            .expect("made");
        w.settle().await;
        assert_eq!(bots(w, &lola).await, ["lola_shop_bot ok"]);
        let hooks = telegram.webhook_calls(BOT);
        for update in telegram.update_ids(PARTNER_BOT) {
            telegram
                .redeliver(PARTNER_BOT, update)
                .expect("it was there");
        }
        w.settle().await;
        // News of one bot under a fresh number, as after a lost answer.
        let user = serde_json::json!({"id": lola.person, "is_bot": false, "first_name": "Lola"});
        let bot = serde_json::json!({"id": BOT, "is_bot": true, "first_name": "Lola"});
        let again = serde_json::json!({"managed_bot": {"user": user, "bot": bot}});
        telegram.raw_update(PARTNER_BOT, again).expect("queued");
        w.settle().await;
        assert_eq!(bots(w, &lola).await, ["lola_shop_bot ok"]);
        assert_eq!(cards(w, &lola), 1, "{}", lola.heard(w));
        assert_eq!(telegram.webhook_calls(BOT), hooks);
    })
    .await;
}

#[tokio::test]
async fn a_stranger_s_bot_and_a_bot_of_another_shop_are_nobody_s_gain() {
    world(async |w| {
        let lola = seller(w).await;
        let stranger = w.seller("Stranger");
        let telegram = w.outside.telegram().clone();
        telegram
            .make_bot_by_link(stranger.person, PARTNER_BOT, &shop_bot())
            .expect("made");
        w.settle().await;
        assert!(
            telegram.webhook_url(BOT).is_none(),
            "nobody registered made it"
        );
        assert!(telegram.calls(PARTNER_BOT, "getManagedBotToken").is_empty());
        // Lola connects a bot of hers; news of it that names Nodir changes nothing.
        let (other, pasted) = new_bot(w, 7_200_000_001, "lola_own_bot", "Q7zX");
        lola.types(w, &pasted).await;
        let nodir = w.seller("Nodir");
        nodir.registers(w).await;
        let user = serde_json::json!({"id": nodir.person, "is_bot": false, "first_name": "Nodir"});
        let bot = serde_json::json!({"id": other, "is_bot": true, "first_name": "Lola"});
        let update = serde_json::json!({"managed_bot": {"user": user, "bot": bot}});
        telegram.raw_update(PARTNER_BOT, update).expect("queued");
        w.settle().await;
        let message = serde_json::json!({"message": {
            "message_id": 900, "date": 1, "from": user,
            "chat": {"id": nodir.person, "type": "private"}, "managed_bot_created": {"bot": bot},
        }});
        telegram.raw_update(PARTNER_BOT, message).expect("queued");
        w.settle().await;
        assert!(
            nodir.heard(w).contains("Another seller"),
            "{}",
            nodir.heard(w)
        );
        assert!(bots(w, &nodir).await.is_empty());
        assert_eq!(bots(w, &lola).await, ["lola_own_bot ok"]);
        assert!(telegram.calls(PARTNER_BOT, "getManagedBotToken").is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_replaced_token_is_fetched_again_and_the_bot_goes_on() {
    world(async |w| {
        let lola = seller(w).await;
        makes(w, &lola, &shop_bot()).await;
        let telegram = w.outside.telegram().clone();
        telegram
            .change_managed_token(lola.person, BOT, &token("M2nd"))
            .expect("managed");
        w.settle().await;
        let aziz = w.customer("Aziz", BOT);
        aziz.starts(w).await;
        assert!(aziz.asks(w, QUESTION).await.contains("145 000"));
        assert_eq!(bots(w, &lola).await, ["lola_shop_bot ok"]);
        // Another owner, who is none of ours: their token is not fetched.
        let stranger = w.seller("Stranger");
        let fetched = telegram.calls(PARTNER_BOT, "getManagedBotToken").len();
        telegram
            .change_managed_owner(stranger.person, BOT)
            .expect("managed");
        w.settle().await;
        let calls = telegram.calls(PARTNER_BOT, "getManagedBotToken");
        assert_eq!(calls.len(), fetched);
    })
    .await;
}

#[tokio::test]
async fn a_disconnected_bot_does_not_come_back_by_a_change_of_its_token() {
    world(async |w| {
        let lola = seller(w).await;
        makes(w, &lola, &shop_bot()).await;
        lola.taps(w, "Disconnect").await;
        let telegram = w.outside.telegram().clone();
        telegram
            .change_managed_token(lola.person, BOT, &token("M2nd"))
            .expect("managed");
        w.settle().await;
        assert!(bots(w, &lola).await.is_empty());
        assert!(telegram.webhook_url(BOT).is_none());
        lola.types(w, &token("M2nd")).await;
        assert_eq!(bots(w, &lola).await, ["lola_shop_bot ok"]);
    })
    .await;
}

#[tokio::test]
async fn telegram_s_no_is_told_and_its_silence_is_waited_out() {
    world(async |w| {
        let lola = seller(w).await;
        let refuse = Fault::Status {
            code: 400,
            body: Some(r#"{"ok":false,"error_code":400,"description":"Bad Request"}"#.to_owned()),
        };
        w.outside
            .fail_next("telegram", Some("getManagedBotToken"), refuse);
        makes(w, &lola, &shop_bot()).await;
        assert!(
            lola.heard(w).contains("did not give the token"),
            "{}",
            lola.heard(w)
        );
        assert!(bots(w, &lola).await.is_empty());
        let refusals = lola.heard(w).matches("did not give the token").count();
        assert_eq!(refusals, 1, "{}", lola.heard(w));
        lola.types(w, &shop_bot().token).await;
        assert_eq!(bots(w, &lola).await, ["lola_shop_bot ok"]);
        for fault in [
            Fault::RateLimited { retry_after_s: 30 },
            Fault::Status {
                code: 502,
                body: None,
            },
        ] {
            w.outside
                .fail_next("telegram", Some("getManagedBotToken"), fault);
        }
        let second = NewBot {
            id: BOT + 1,
            token: token("M3rd").replace(&BOT.to_string(), &(BOT + 1).to_string()),
            username: "lola_second_bot".to_owned(),
            name: "Lola".to_owned(),
        };
        let telegram = w.outside.telegram().clone();
        telegram
            .make_bot_by_link(lola.person, PARTNER_BOT, &second)
            .expect("made");
        w.advance(Millis::minutes(10)).await;
        assert_eq!(w.outside.planned_faults(), 0);
        assert_eq!(
            bots(w, &lola).await,
            ["lola_shop_bot ok", "lola_second_bot ok"]
        );
    })
    .await;
}

#[tokio::test]
async fn who_has_five_bots_is_told_so_before_a_sixth_is_made() {
    world(async |w| {
        let lola = seller(w).await;
        for at in 0..5_i64 {
            let (_, token) = new_bot(w, 7_200_000_010 + at, &format!("lola_{at}_bot"), "Q7zX");
            lola.types(w, &token).await;
        }
        lola.types(w, "/channels").await;
        lola.taps(w, "Connect a bot").await;
        lola.taps(w, "Create my bot").await;
        assert!(lola.chat(w).keyboard.is_none());
        assert_eq!(bots(w, &lola).await.len(), 5);
    })
    .await;
}

#[tokio::test]
async fn news_is_asked_for_by_the_partner_bot_alone() {
    world(async |w| {
        let lola = seller(w).await;
        makes(w, &lola, &shop_bot()).await;
        let telegram = w.outside.telegram();
        let asked = |bot| telegram.calls(bot, "setWebhook")[0]["allowed_updates"].to_string();
        assert!(asked(PARTNER_BOT).contains("managed_bot"));
        assert!(!asked(BOT).contains("managed_bot"));
    })
    .await;
}
