//! Customers who want no news, and those who want them again.

use scx_world::{Chief, World};

use super::customers::{agrees, shop};
use super::{NEWS, composes, got};
use crate::with_admins;

/// News to all customers, as the owner sees it before the last step.
async fn to_customers(w: &mut World, text: &str) -> Chief {
    let owner = composes(w, text).await;
    owner.taps(w, "Their customers").await;
    owner
}

#[tokio::test]
async fn who_writes_stop_to_a_shops_bot_is_answered_but_gets_no_news_until_start() {
    with_admins(async |w| {
        let (lola, bot) = shop(w).await;
        agrees(w, &lola).await;
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        aziz.asks(w, "Choynak narxi qancha?").await;
        let vera = w.customer("Vera", bot);
        vera.starts(w).await;
        aziz.asks(w, "To‘xta!").await;
        assert!(got(w, aziz.person, bot, "yozmaymiz") == 1, "no word of it");

        let owner = to_customers(w, NEWS).await;
        let screen = owner.screen(w);
        assert!(screen.contains("1 customer"), "{screen}");
        assert!(screen.contains("Want no news: 1"), "{screen}");
        owner.taps(w, "Next").await;
        owner.taps(w, "Yes, send it").await;
        assert_eq!(got(w, vera.person, bot, NEWS), 1);
        assert_eq!(got(w, aziz.person, bot, NEWS), 0);
        // Only news end.
        let before = aziz.chat(w).messages.len();
        aziz.asks(w, "Piyola narxi qancha?").await;
        assert!(aziz.chat(w).messages.len() > before + 1, "no answer");

        aziz.asks(w, "START").await;
        assert_eq!(got(w, aziz.person, bot, "yangiliklar keladi"), 1);
        let owner = to_customers(w, "Ikkinchi xabar").await;
        assert!(owner.screen(w).contains("2 customers"));
        owner.taps(w, "Next").await;
        owner.taps(w, "Yes, send it").await;
        assert_eq!(got(w, aziz.person, bot, "Ikkinchi xabar"), 1);
    })
    .await;
}

#[tokio::test]
async fn the_command_stops_news_and_the_word_brings_them_back_on_whatsapp_too() {
    with_admins(async |w| {
        let (lola, bot) = shop(w).await;
        agrees(w, &lola).await;
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        aziz.asks(w, "/stop").await;
        let vera = w.on_whatsapp("Vera", "998900000012");
        for word in ["Choynak narxi qancha?", "СТОП"] {
            vera.says(word).expect("a talk");
            w.settle().await;
        }
        let owner = to_customers(w, NEWS).await;
        let screen = owner.screen(w);
        assert!(screen.contains("0 customers"), "{screen}");
        assert!(screen.contains("Want no news: 2"), "{screen}");
        vera.says("старт").expect("a talk");
        w.settle().await;
        let owner = to_customers(w, NEWS).await;
        assert!(owner.screen(w).contains("1 customer"));
        // To open the bot once more is no wish for news.
        aziz.asks(w, "/start").await;
        let owner = to_customers(w, NEWS).await;
        assert!(owner.screen(w).contains("Want no news: 1"));
    })
    .await;
}
