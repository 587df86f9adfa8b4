//! Bots that are taken by another service, or whose token dies, while nobody
//! writes.

use scx_fakes::Fault;
use scx_kit::Millis;
use scx_world::{Customer, PARTNER_BOT, PARTNER_BOT_TOKEN, Seller, Start, World};

use super::{call_as_another_service, new_bot};
use crate::{world, world_with};

const FILE: &str = "Mahsulot;Narxi\nChoynak 2 litr;145 000 so'm\n";
const QUESTION: &str = "Choynak qancha turadi?";
const ELSEWHERE: &str = "setWebhook?url=https://crm.example.uz/hook";
const BOT: i64 = 7_200_000_001;
/// All bots are looked at in this time.
const ROUND: Millis = Millis::minutes(15);

const TAKEN: &str = "now connected to another service";

fn polling() -> Start {
    Start {
        is_polling: true,
        ..Start::default()
    }
}

async fn shop(w: &mut World) -> (Seller, Customer, String) {
    if w.start.is_polling {
        becomes(w, |w| is_polled(w, PARTNER_BOT)).await;
    }
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", FILE.as_bytes()).await;
    let (_, token) = new_bot(w, BOT, "lola_shop_bot", "Q7zX");
    lola.types(w, &token).await;
    if w.start.is_polling {
        becomes(w, |w| is_polled(w, BOT)).await;
    }
    let aziz = w.customer("Aziz", BOT);
    aziz.starts(w).await;
    (lola, aziz, token)
}

fn is_polled(w: &World, bot: i64) -> bool {
    !w.outside.telegram().calls(bot, "getUpdates").is_empty()
}

/// Long polls are no work that the world waits for, so their effects are given
/// two minutes of its time.
async fn becomes(w: &mut World, is_so: impl Fn(&World) -> bool) {
    for _ in 0..40 {
        if is_so(w) {
            return;
        }
        w.advance(Millis::secs(3)).await;
    }
    panic!("it did not come true within two minutes");
}

fn checks(w: &World, bot: i64) -> usize {
    w.outside.telegram().calls(bot, "getWebhookInfo").len()
}

#[tokio::test]
async fn a_bot_taken_by_another_service_is_told_and_taken_back() {
    world(async |w| {
        let (lola, aziz, token) = shop(w).await;
        lola.types(w, "/menu").await;
        call_as_another_service(w, &token, ELSEWHERE).await;
        w.advance(ROUND).await;
        let card = lola.screen(w);
        assert!(card.contains("now connected to another service"), "{card}");
        lola.types(w, "/menu").await;
        assert!(
            lola.screen(w).contains("🔴 Bot: lola_shop_bot"),
            "{}",
            lola.screen(w)
        );
        let before = checks(w, BOT);
        w.advance(ROUND).await;
        assert_eq!(checks(w, BOT), before, "it is told once and left alone");
        lola.taps(w, "Take it back").await;
        assert!(
            lola.heard(w).contains("works: @lola_shop_bot"),
            "{}",
            lola.heard(w)
        );
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_taken_bot_that_is_given_away_stays_with_the_other_service() {
    world(async |w| {
        let (lola, _, token) = shop(w).await;
        call_as_another_service(w, &token, ELSEWHERE).await;
        w.advance(ROUND).await;
        lola.taps(w, "Disconnect").await;
        let hook = w.outside.telegram().webhook_url(BOT).expect("theirs");
        assert!(hook.contains("crm.example.uz"), "{hook}");
        lola.types(w, "/menu").await;
        assert!(
            lola.screen(w).contains("No bot connected"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn each_bot_is_looked_at_once_in_fifteen_minutes_and_costs_no_write() {
    world(async |w| {
        let (lola, _, _) = shop(w).await;
        let heard = lola.heard(w);
        let before = (checks(w, BOT), checks(w, PARTNER_BOT));
        w.advance(Millis(ROUND.0 * 4)).await;
        assert_eq!(checks(w, BOT) - before.0, 4);
        assert_eq!(checks(w, PARTNER_BOT) - before.1, 4);
        assert_eq!(w.outside.telegram().webhook_calls(BOT), 1);
        assert_eq!(
            lola.heard(w),
            heard,
            "a bot that is well is not talked about"
        );
    })
    .await;
}

#[tokio::test]
async fn a_revoked_token_is_told_though_nobody_writes() {
    world(async |w| {
        let (lola, aziz, token) = shop(w).await;
        lola.types(w, "/menu").await;
        w.outside.telegram().revoke_token(&token);
        w.advance(ROUND).await;
        assert!(
            lola.screen(w).contains("token was revoked"),
            "{}",
            lola.screen(w)
        );
        let fresh = token.replace("Q7zX", "W8yV");
        w.outside.telegram().replace_token(BOT, &fresh);
        lola.types(w, &fresh).await;
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_webhook_that_was_lost_is_set_again_without_a_word() {
    world(async |w| {
        let (lola, aziz, token) = shop(w).await;
        let heard = lola.heard(w);
        call_as_another_service(w, &token, "deleteWebhook").await;
        w.advance(ROUND).await;
        assert_eq!(lola.heard(w), heard);
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn our_own_bot_is_taken_back_at_once_and_the_operator_is_told() {
    world(async |w| {
        w.expect_errors();
        call_as_another_service(w, PARTNER_BOT_TOKEN, ELSEWHERE).await;
        w.advance(ROUND).await;
        let hook = w
            .outside
            .telegram()
            .webhook_url(PARTNER_BOT)
            .expect("a webhook");
        assert!(hook.contains("/telegram/webhook/"), "{hook}");
        let lola = w.seller("Lola");
        lola.registers(w).await;
        assert!(
            lola.screen(w).contains("Connect a bot"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn telegram_being_down_is_no_reason_to_doubt_a_bot() {
    world(async |w| {
        let (lola, aziz, _) = shop(w).await;
        let heard = lola.heard(w);
        let down = Fault::Status {
            code: 502,
            body: None,
        };
        w.outside
            .fail_next("telegram", Some("getWebhookInfo"), down);
        w.advance(ROUND).await;
        assert_eq!((w.outside.planned_faults(), lola.heard(w)), (0, heard));
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn in_long_polling_the_conflict_tells_of_a_foreign_webhook() {
    world_with(polling(), async |w| {
        let (lola, aziz, token) = shop(w).await;
        call_as_another_service(w, &token, ELSEWHERE).await;
        becomes(w, |w| lola.screen(w).contains(TAKEN)).await;
        lola.taps(w, "Take it back").await;
        becomes(w, |w| w.outside.telegram().webhook_url(BOT).is_none()).await;
        aziz.writes(w, QUESTION);
        becomes(w, |w| aziz.screen(w).contains("145 000")).await;
    })
    .await;
}

#[tokio::test]
async fn in_long_polling_one_conflict_is_forgiven_and_a_rival_is_told() {
    world_with(polling(), async |w| {
        let (lola, _, token) = shop(w).await;
        let heard = lola.heard(w);
        let rival = "getUpdates?timeout=0&offset=-1";
        call_as_another_service(w, &token, rival).await;
        w.advance(Millis::minutes(1)).await;
        assert_eq!(lola.heard(w), heard);
        for _ in 0..20 {
            call_as_another_service(w, &token, rival).await;
            w.advance(Millis::secs(4)).await;
            if lola.screen(w).contains(TAKEN) {
                return;
            }
        }
        panic!("the rival was not told of: {}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn in_long_polling_a_revoked_token_is_told_soon() {
    world_with(polling(), async |w| {
        let (lola, _, token) = shop(w).await;
        w.outside.telegram().revoke_token(&token);
        becomes(w, |w| lola.screen(w).contains("token was revoked")).await;
    })
    .await;
}
