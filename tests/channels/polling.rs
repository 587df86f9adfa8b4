//! Long polling, where Telegram cannot call us.

use scx_kit::Millis;
use scx_world::{PARTNER_BOT, Start, World};

use super::{call_as_another_service, new_bot};
use crate::world_with;

const FILE: &str = "Mahsulot;Narxi\nChoynak 2 litr;145 000 so'm\n";
const BOT: i64 = 7_200_000_001;

/// A new bot is noticed and polled within two seconds.
async fn notices_bots(w: &mut World) {
    w.advance(Millis::secs(3)).await;
}

fn polling() -> Start {
    Start {
        is_polling: true,
        ..Start::default()
    }
}

#[tokio::test]
async fn the_main_story_needs_no_public_address() {
    world_with(polling(), async |w| {
        notices_bots(w).await;
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.activates(w, "narxlar.csv", FILE.as_bytes()).await;
        let (_, token) = new_bot(w, BOT, "lola_shop_bot", "Q7zX");
        lola.types(w, &token).await;
        notices_bots(w).await;
        let aziz = w.customer("Aziz", BOT);
        aziz.starts(w).await;
        let answer = aziz.asks(w, "Choynak qancha turadi?").await;
        assert!(answer.contains("145 000"), "{answer}");
        assert_eq!(w.outside.telegram().webhook_calls(PARTNER_BOT), 0);
        assert_eq!(w.outside.telegram().webhook_calls(BOT), 0);
    })
    .await;
}

#[tokio::test]
async fn what_was_written_while_we_were_away_is_read_once_after_the_restart() {
    world_with(polling(), async |w| {
        notices_bots(w).await;
        let lola = w.seller("Lola");
        lola.registers(w).await;
        w.halt().await;
        lola.writes(w, "/settings");
        w.boot().await;
        assert!(lola.screen(w).contains("Settings"), "{}", lola.screen(w));
        let messages = lola.chat(w).messages.len();
        w.halt().await;
        w.boot().await;
        assert_eq!(lola.chat(w).messages.len(), messages, "{}", lola.heard(w));
    })
    .await;
}

#[tokio::test]
async fn a_foreign_webhook_is_taken_away_only_after_a_word() {
    world_with(polling(), async |w| {
        notices_bots(w).await;
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let (_, token) = new_bot(w, BOT, "lola_shop_bot", "Q7zX");
        call_as_another_service(w, &token, "setWebhook?url=https://crm.example.uz/hook").await;
        lola.types(w, &token).await;
        assert!(
            lola.screen(w).contains("[✅ Connect anyway]"),
            "{}",
            lola.screen(w)
        );
        assert!(w.outside.telegram().webhook_url(BOT).is_some());
        lola.taps(w, "Connect anyway").await;
        assert_eq!(w.outside.telegram().webhook_url(BOT), None);
        notices_bots(w).await;
        let aziz = w.customer("Aziz", BOT);
        aziz.starts(w).await;
        assert!(!aziz.heard(w).is_empty());
    })
    .await;
}
