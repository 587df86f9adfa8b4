//! Help and settings, which Telegram asks of every bot.

use crate::world;

#[tokio::test]
async fn help_says_what_the_bot_can_and_leads_to_the_places() {
    world(async |w| {
        for (language, word, kb, channels, settings) in [
            (
                "O‘zbekcha",
                "Bot nima qiladi",
                "Fayl va narxlar",
                "Botlarni ko‘rish",
                "Sozlamalar",
            ),
            (
                "Ўзбекча",
                "Бот нима қилади",
                "Файл ва нархлар",
                "Ботларни кўриш",
                "Созламалар",
            ),
            (
                "Русский",
                "Что делает бот",
                "Файл и цены",
                "Мои боты",
                "Настройки",
            ),
            (
                "English",
                "What does the bot do",
                "File and prices",
                "View bots",
                "Settings",
            ),
        ] {
            let seller = w.seller(language);
            seller.registers_in(w, language).await;
            for place in [kb, channels, settings] {
                seller.types(w, "/help").await;
                let help = seller.screen(w);
                assert!(
                    help.contains(word) && help.contains("@sellercloudx"),
                    "{help}"
                );
                seller.taps(w, place).await;
                assert!(!seller.screen(w).contains(word), "{}", seller.screen(w));
            }
            seller.types(w, "/settings").await;
            assert!(seller.screen(w).contains(settings), "{}", seller.screen(w));
        }
    })
    .await;
}

#[tokio::test]
async fn help_is_open_to_who_is_not_registered_and_shows_no_closed_door() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.types(w, "/help").await;
        let help = lola.screen(w);
        assert!(help.contains("@sellercloudx"), "{help}");
        assert!(!help.contains("Sozlamalar"), "{help}");
        let messages = lola.chat(w).messages;
        let buttons = messages.iter().flat_map(|it| it.buttons.iter().flatten());
        let links: Vec<_> = buttons.filter_map(|button| button.url.clone()).collect();
        assert_eq!(links, ["https://t.me/sellercloudx"]);
        // A forged tap on a place that is not shown leads to the beginning.
        let home = lola.data_behind(w, "Bosh sahifa");
        lola.forges(w, &home.replace("|home|", "|settings|")).await;
        assert!(lola.screen(w).contains("[English]"), "{}", lola.screen(w));
    })
    .await;
}
