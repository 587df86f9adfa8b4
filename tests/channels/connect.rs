//! Pasting a token, and everything that can be wrong with it.

use scx_fakes::Fault;
use scx_world::{PARTNER_BOT, World};

use super::{call_as_another_service, new_bot};
use crate::world;

const ELSEWHERE: &str = "https://crm.example.uz/hook";

/// Whether a text stands anywhere in the files of the database.
fn is_on_disk(w: &World, text: &str) -> bool {
    let Some(folder) = w.house.database.folder() else {
        return false;
    };
    let files = std::fs::read_dir(folder).expect("the folder of the database");
    let bytes: Vec<u8> = files
        .flat_map(|file| std::fs::read(file.expect("a file").path()).expect("its bytes"))
        .collect();
    assert!(!bytes.is_empty());
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn a_pasted_token_is_checked_sealed_and_deleted() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let (bot, token) = new_bot(w, 7_200_000_001, "lola_shop_bot", "Q7zX");
        let message = lola.writes(w, &token);
        w.settle().await;
        let telegram = w.outside.telegram();
        assert!(
            telegram.was_deleted(lola.person, PARTNER_BOT, message),
            "{}",
            lola.heard(w)
        );
        assert!(telegram.webhook_url(bot).is_some());
        let card = lola.screen(w);
        assert!(
            card.contains("@lola_shop_bot") && card.contains("…Q7zX"),
            "{card}"
        );
        let secret = token.split_once(':').expect("two parts").1;
        assert!(!lola.heard(w).contains(secret));
        assert!(!is_on_disk(w, secret), "the token is stored in the open");
        if w.house.database.folder().is_some() {
            assert!(
                is_on_disk(w, "lola_shop_bot"),
                "the search finds what is there"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_text_that_is_no_token_is_told_so() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.taps(w, "Connect a bot").await;
        lola.types(w, "12345:tooshort").await;
        assert!(
            lola.heard(w).contains("does not look like a token"),
            "{}",
            lola.heard(w)
        );
        let (bot, token) = new_bot(w, 7_200_000_001, "lola_shop_bot", "Q7zX");
        lola.types(w, &token).await;
        assert!(
            w.outside.telegram().webhook_url(bot).is_some(),
            "the screen still takes a token"
        );
    })
    .await;
}

#[tokio::test]
async fn a_revoked_token_is_told_and_a_new_one_connects_the_bot() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let (bot, token) = new_bot(w, 7_200_000_001, "lola_shop_bot", "Q7zX");
        w.outside.telegram().revoke_token(&token);
        lola.types(w, &token).await;
        assert!(
            lola.screen(w).contains("did not accept this token"),
            "{}",
            lola.screen(w)
        );
        assert!(!lola.heard(w).contains(&token));
        let fresh = token.replace("Q7zX", "W8yV");
        w.outside.telegram().replace_token(bot, &fresh);
        lola.types(w, &fresh).await;
        assert!(w.outside.telegram().webhook_url(bot).is_some());
        assert!(lola.heard(w).contains("…W8yV"), "{}", lola.heard(w));
    })
    .await;
}

#[tokio::test]
async fn a_bot_of_another_shop_is_refused_and_its_token_is_deleted() {
    world(async |w| {
        let (lola, nodir) = (w.seller("Lola"), w.seller("Nodir"));
        lola.registers(w).await;
        nodir.registers(w).await;
        let (bot, token) = new_bot(w, 7_200_000_001, "lola_shop_bot", "Q7zX");
        lola.types(w, &token).await;
        let hook = w.outside.telegram().webhook_url(bot);
        let message = nodir.writes(w, &token);
        w.settle().await;
        assert!(
            nodir.heard(w).contains("Another seller"),
            "{}",
            nodir.heard(w)
        );
        assert!(
            w.outside
                .telegram()
                .was_deleted(nodir.person, PARTNER_BOT, message)
        );
        assert_eq!(w.outside.telegram().webhook_url(bot), hook);
        lola.types(w, "/menu").await;
        assert!(
            lola.screen(w).contains("🟢 Bot: lola_shop_bot"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn an_invented_token_does_not_keep_the_owner_of_the_bot_out() {
    world(async |w| {
        let (lola, squatter) = (w.seller("Lola"), w.seller("Squatter"));
        lola.registers(w).await;
        squatter.registers(w).await;
        let (bot, token) = new_bot(w, 7_200_000_001, "lola_shop_bot", "Q7zX");
        squatter.types(w, &token.replace("Q7zX", "ZZZZ")).await;
        assert!(
            squatter.screen(w).contains("did not accept"),
            "{}",
            squatter.screen(w)
        );
        lola.types(w, &token).await;
        assert!(
            lola.screen(w).contains("@lola_shop_bot"),
            "{}",
            lola.screen(w)
        );
        assert!(w.outside.telegram().webhook_url(bot).is_some());
        squatter.types(w, "/menu").await;
        assert!(
            !squatter.screen(w).contains("Bot: "),
            "{}",
            squatter.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_bot_in_other_hands_is_taken_over_only_after_a_word() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let (bot, token) = new_bot(w, 7_200_000_001, "lola_shop_bot", "Q7zX");
        call_as_another_service(w, &token, &format!("setWebhook?url={ELSEWHERE}")).await;
        lola.types(w, &token).await;
        assert!(
            lola.screen(w).contains("[✅ Connect anyway]"),
            "{}",
            lola.screen(w)
        );
        assert_eq!(
            w.outside.telegram().webhook_url(bot).as_deref(),
            Some(ELSEWHERE)
        );
        lola.taps(w, "Connect anyway").await;
        assert!(lola.screen(w).contains("works"), "{}", lola.screen(w));
        let hook = w.outside.telegram().webhook_url(bot).expect("a webhook");
        assert!(hook.contains("/telegram/webhook/"), "{hook}");
    })
    .await;
}

#[tokio::test]
async fn a_bot_in_other_hands_stays_there_after_a_no() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let (bot, token) = new_bot(w, 7_200_000_001, "lola_shop_bot", "Q7zX");
        call_as_another_service(w, &token, &format!("setWebhook?url={ELSEWHERE}")).await;
        lola.types(w, &token).await;
        lola.taps(w, "Cancel").await;
        assert_eq!(
            w.outside.telegram().webhook_url(bot).as_deref(),
            Some(ELSEWHERE)
        );
        assert_eq!(w.outside.telegram().calls(bot, "deleteWebhook").len(), 0);
        assert!(
            lola.screen(w).contains("disconnected"),
            "{}",
            lola.screen(w)
        );
        assert_eq!(lola.chat(w).unanswered_queries, 0);
    })
    .await;
}

#[tokio::test]
async fn a_token_message_that_cannot_be_deleted_is_pointed_out() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let (bot, token) = new_bot(w, 7_200_000_001, "lola_shop_bot", "Q7zX");
        let body = r#"{"ok":false,"error_code":400,"description":"Bad Request: message can't be deleted for everyone"}"#;
        let fault = Fault::Status { code: 400, body: Some(body.to_owned()) };
        w.outside.fail_next("telegram", Some("deleteMessage"), fault);
        lola.types(w, &token).await;
        assert!(lola.heard(w).contains("could not delete"), "{}", lola.heard(w));
        assert!(w.outside.telegram().webhook_url(bot).is_some());
    })
    .await;
}

#[tokio::test]
async fn a_sixth_bot_is_too_many() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        for at in 1..=6 {
            let (_, token) = new_bot(w, 7_200_000_000 + at, &format!("shop_{at}_bot"), "Q7zX");
            lola.types(w, &token).await;
        }
        assert!(
            lola.heard(w).contains("allows no more than 5"),
            "{}",
            lola.heard(w)
        );
        assert_eq!(w.outside.telegram().webhook_url(7_200_000_006), None);
        assert!(w.outside.telegram().webhook_url(7_200_000_005).is_some());
    })
    .await;
}

#[tokio::test]
async fn a_mistyped_token_does_not_stop_a_bot_that_works() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.activates(
            w,
            "narxlar.csv",
            b"Mahsulot;Narxi\nChoynak;145 000\nPiyola;98 000\n",
        )
        .await;
        let shop = lola.connects_bot(w, "lola_shop_bot").await;
        lola.types(w, &format!("{shop}:{:B<35}", "AAWrongTokenOfTheRightBot"))
            .await;
        assert!(
            lola.heard(w).contains("did not accept"),
            "{}",
            lola.heard(w)
        );
        let aziz = w.customer("Aziz", shop);
        let answer = aziz.asks(w, "Choynak qancha turadi?").await;
        assert!(answer.contains("145 000"), "{answer}");
    })
    .await;
}
