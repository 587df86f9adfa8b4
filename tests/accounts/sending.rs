//! What becomes of a message when Telegram does not take it at once.

use scx_fakes::Fault;
use scx_kit::Millis;
use scx_world::{PARTNER_BOT, Seller, World};

use crate::world;

async fn registered(w: &mut World) -> Seller {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola
}

#[tokio::test]
async fn a_wait_that_telegram_asks_for_is_kept() {
    world(async |w| {
        let lola = registered(w).await;
        w.outside.fail_next(
            "telegram",
            Some("sendMessage"),
            Fault::RateLimited { retry_after_s: 7 },
        );
        let asked_at = w.now();
        lola.types(w, "/settings").await;
        let shown = lola.chat(w).messages.pop().expect("a message");
        assert!(shown.text.contains("Settings"), "{}", shown.text);
        assert!(
            shown.at_ms >= asked_at.0 + 7_000,
            "{} after {}",
            shown.at_ms,
            asked_at.0
        );
        assert_eq!(
            lola.heard(w).matches("⚙️ Settings\n🏪").count(),
            1,
            "{}",
            lola.heard(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_fault_of_telegrams_server_is_outlasted() {
    world(async |w| {
        let lola = registered(w).await;
        for code in [500, 502, 504] {
            w.outside.fail_next(
                "telegram",
                Some("sendMessage"),
                Fault::Status { code, body: None },
            );
        }
        lola.types(w, "/settings").await;
        w.advance(Millis::minutes(1)).await;
        assert_eq!(w.outside.planned_faults(), 0);
        assert!(lola.screen(w).contains("Settings"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_request_without_an_answer_is_given_up_and_repeated() {
    world(async |w| {
        let lola = registered(w).await;
        w.outside
            .fail_next("telegram", Some("sendMessage"), Fault::Hang);
        lola.types(w, "/settings").await;
        w.advance(Millis::minutes(2)).await;
        assert!(lola.screen(w).contains("Settings"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_lost_answer_to_an_edit_shows_the_screen_once() {
    world(async |w| {
        let lola = registered(w).await;
        let before = lola.chat(w).messages.len();
        w.outside
            .fail_next("telegram", Some("editMessageText"), Fault::Drop);
        lola.taps(w, "Settings").await;
        assert_eq!(lola.chat(w).messages.len(), before);
        assert!(lola.screen(w).contains("Tone"), "{}", lola.screen(w));
        assert_eq!(lola.chat(w).unanswered_queries, 0);
    })
    .await;
}

#[tokio::test]
async fn two_answers_keep_their_order_over_a_fault() {
    world(async |w| {
        let lola = registered(w).await;
        w.outside.fail_next(
            "telegram",
            Some("sendMessage"),
            Fault::RateLimited { retry_after_s: 3 },
        );
        lola.taps(w, "Settings").await;
        lola.taps(w, "Shop name").await;
        lola.writes(w, "/cancel");
        lola.writes(w, "/help");
        w.settle().await;
        let heard = lola.heard(w);
        let cancelled = heard.find("Cancelled").expect("an answer to the first");
        let help = heard
            .find("What does the bot do")
            .expect("an answer to the second");
        assert!(cancelled < help, "{heard}");
    })
    .await;
}

#[tokio::test]
async fn a_partner_who_blocked_the_bot_is_left_alone_and_finds_everything_again() {
    world(async |w| {
        let lola = registered(w).await;
        lola.does(w, |telegram, person, bot| telegram.block(person, bot))
            .await;
        let before = lola.chat(w).messages.len();
        w.advance(Millis::hours(49)).await;
        assert_eq!(lola.chat(w).messages.len(), before);
        let tried = w.outside.telegram().calls(PARTNER_BOT, "sendMessage").len();
        w.advance(Millis::hours(12)).await;
        assert_eq!(
            w.outside.telegram().calls(PARTNER_BOT, "sendMessage").len(),
            tried
        );
        lola.does(w, |telegram, person, bot| telegram.unblock(person, bot))
            .await;
        lola.types(w, "/menu").await;
        assert!(
            lola.screen(w).contains("11 hours left"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}
