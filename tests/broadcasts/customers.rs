//! To customers: of partners who agreed, where they write, while they may be
//! written to.

use scx_fakes::Fault;
use scx_kit::Millis;
use scx_world::{NUMBER, Seller, World};

use super::{NEWS, composes, composes_picture, counts, got, tally};
use crate::with_admins;

const PRICES: &[u8] = "Mahsulot;Narxi\nChoynak;145 000\nPiyola;12 000\n".as_bytes();

/// A shop that answers on Telegram and on WhatsApp; gives its bot.
pub(super) async fn shop(w: &mut World) -> (Seller, i64) {
    w.has_meta();
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", PRICES).await;
    let bot = lola.connects_bot(w, "lola_shop_bot").await;
    lola.connects_whatsapp(w).await;
    (lola, bot)
}

pub(super) async fn agrees(w: &mut World, lola: &Seller) {
    lola.types(w, "/settings").await;
    lola.taps(w, "News to customers").await;
    lola.taps(w, "I agree").await;
}

#[tokio::test]
async fn customers_get_news_only_where_their_seller_agreed_and_while_they_may() {
    with_admins(async |w| {
        let (lola, bot) = shop(w).await;
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        aziz.asks(w, "Choynak narxi qancha?").await;
        let talk = |name: &str, phone: &str, w: &World| w.on_whatsapp(name, phone);
        let late = talk("Nodir", "998900000010", w);
        late.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        w.leaps(Millis::hours(25)).await;
        let vera = talk("Vera", "998900000012", w);
        vera.says("Choynak narxi qancha?").unwrap();
        let olim = talk("Olim", "998900000013", w);
        olim.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        olim.says("STOP").unwrap();
        w.settle().await;

        let owner = composes(w, NEWS).await;
        owner.taps(w, "Their customers").await;
        assert!(
            owner.screen(w).contains("0 customers"),
            "{}",
            owner.screen(w)
        );
        agrees(w, &lola).await;
        let owner = composes(w, NEWS).await;
        owner.taps(w, "Their customers").await;
        let screen = owner.screen(w);
        for part in ["2 customers", "Want no news: 1", "Too late to write to: 1"] {
            assert!(screen.contains(part), "{part}: {screen}");
        }
        let before = w.outside.meta().sent(NUMBER).len();
        owner.taps(w, "Next").await;
        owner.taps(w, "Yes, send it").await;
        w.settle().await;
        assert_eq!(got(w, aziz.person, bot, NEWS), 1);
        assert_eq!(w.told(&vera).text, NEWS);
        assert_eq!(w.outside.meta().sent(NUMBER).len(), before + 1);
        assert_eq!(counts(&tally(w).await), [2, 0, 0, 0, 0, 0]);
        // The seller sees what was said in the conversation.
        lola.types(w, "/chats").await;
        lola.taps(w, "Aziz").await;
        assert!(lola.screen(w).contains(NEWS), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn who_takes_the_consent_back_has_nobody_written_to() {
    with_admins(async |w| {
        let (lola, bot) = shop(w).await;
        agrees(w, &lola).await;
        for place in 0..40 {
            let customer = w.customer(&format!("Mijoz {place}"), bot);
            customer.starts(w).await;
        }
        let owner = composes(w, NEWS).await;
        owner.taps(w, "Their customers").await;
        owner.taps(w, "Next").await;
        owner.presses(w, "Yes, send it");
        w.passes(Millis(1_100)).await;
        lola.types(w, "/settings").await;
        w.settle().await;
        let all = counts(&tally(w).await);
        assert_eq!(all, [40, 0, 0, 0, 0, 0]);
        // A second one is held after its first second.
        let owner = composes(w, "Ikkinchi xabar").await;
        owner.taps(w, "Their customers").await;
        owner.taps(w, "Next").await;
        owner.presses(w, "Yes, send it");
        w.passes(Millis(900)).await;
        owner.presses(w, "Pause");
        w.settle().await;
        lola.types(w, "/settings").await;
        lola.taps(w, "News to customers").await;
        lola.taps(w, "I do not agree").await;
        owner.taps(w, "Go on").await;
        w.settle().await;
        let [sent, blocked, failed, late, unknown, left] = counts(&tally(w).await);
        assert_eq!((blocked, failed, late, unknown, left), (0, 0, 0, 0, 0));
        assert!((1..40).contains(&sent), "{sent}");
    })
    .await;
}

#[tokio::test]
async fn who_was_put_back_is_not_written_to_after_the_consent_is_gone() {
    with_admins(async |w| {
        let (lola, bot) = shop(w).await;
        agrees(w, &lola).await;
        let mut customers = Vec::new();
        for place in 0..20 {
            let customer = w.customer(&format!("Mijoz {place}"), bot);
            customer.starts(w).await;
            customers.push(customer);
        }
        let owner = composes_picture(w, NEWS).await;
        owner.taps(w, "Their customers").await;
        owner.taps(w, "Next").await;
        owner.presses(w, "Yes, send it");
        w.passes(Millis(1_200)).await;
        let wait = Fault::RateLimited { retry_after_s: 60 };
        w.outside.fail_next("telegram", Some("sendPhoto"), wait);
        w.passes(Millis(800)).await;
        assert_eq!(w.outside.planned_faults(), 0);
        let reached = |w: &World| -> usize {
            let got = customers.iter().map(|one| got(w, one.person, bot, NEWS));
            got.sum()
        };
        let before = reached(w);
        assert!((1..20).contains(&before), "{before}");
        lola.types(w, "/settings").await;
        lola.taps(w, "News to customers").await;
        lola.taps(w, "I do not agree").await;
        w.advance(Millis::minutes(3)).await;
        assert_eq!(reached(w), before);
        assert_eq!(tally(w).await.left(), 0);
    })
    .await;
}
