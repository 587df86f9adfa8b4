//! Buttons in the bots of shops: what a customer could press there.

use scx_bot::ui::{ButtonData, Target};
use scx_domain::{channels, knowledge};
use scx_kit::Language;
use scx_world::{Customer, PARTNER_BOT, Seller, World};

use super::shown::{belongings, buttons};
use crate::world;

const FILE: &[u8] = b"Mahsulot;Narxi\nChoynak;145 000\n";

/// Lola with a shop bot, and a customer who has asked something.
async fn shop(w: &mut World) -> (Seller, Customer) {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", FILE).await;
    let bot = lola.connects_bot(w, "lola_shop_bot").await;
    let aziz = w.customer("Aziz", bot);
    aziz.starts(w).await;
    aziz.asks(w, "Choynak qancha turadi?").await;
    (lola, aziz)
}

async fn of_lola(w: &World, lola: &Seller) -> Vec<String> {
    let partner = w.partner(lola).await.id;
    belongings(&w.cx().db, &partner.to_string()).await
}

fn answers(w: &World, bot: i64) -> usize {
    let telegram = w.outside.telegram();
    telegram.calls(bot, "answerCallbackQuery").len()
}

#[tokio::test]
async fn no_button_of_the_sellers_works_in_the_bot_of_the_shop() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        let partner = w.partner(&lola).await.id;
        let db = &w.cx().db;
        let file = knowledge::active(db, partner).await.expect("read");
        let bots = channels::bots_of(db, partner).await.expect("read");
        let ids = [
            String::new(),
            file.expect("an active file").id.base62(),
            bots[0].id.base62(),
        ];
        let before = of_lola(w, &lola).await;
        let mut all = buttons();
        all.dedup_by(|a, b| (a.owner, a.is_card, a.action) == (b.owner, b.is_card, b.action));
        for button in all {
            for id in &ids {
                let data = ButtonData {
                    owner: button.owner.to_owned(),
                    target: if button.is_card {
                        Target::Card
                    } else {
                        Target::Screen(0)
                    },
                    action: button.action.to_owned(),
                    id: id.clone(),
                }
                .encode();
                let answered = answers(w, aziz.bot);
                aziz.forges(w, &data).await;
                assert_eq!(
                    answers(w, aziz.bot),
                    answered + 1,
                    "{data} is answered once"
                );
            }
        }
        assert_eq!(of_lola(w, &lola).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_malformed_button_of_a_customer_is_answered_and_changes_nothing() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        let before = of_lola(w, &lola).await;
        let heard = aziz.history(w);
        for data in [
            "",
            "c",
            "||||",
            "v1|c|-|lang",
            "v1|c|-|lang|",
            "v1|c|-|lang|xx",
            "v1|c|-|lang|UZ-LATN",
            "v1|c|-|lang|ru|ru",
            "v1|c|-|LANG|ru",
            "v1|c|-|nothing|",
            "v1|d|-|lang|ru",
            "v2|c|-|lang|ru",
            "v1|c|-|lang|\u{202e}ur",
            "\u{0}",
            &"c".repeat(64),
        ] {
            let answered = answers(w, aziz.bot);
            aziz.forges(w, data).await;
            assert_eq!(
                answers(w, aziz.bot),
                answered + 1,
                "{data:?} is answered once"
            );
        }
        assert_eq!(aziz.history(w), heard);
        assert_eq!(of_lola(w, &lola).await, before);
    })
    .await;
}

#[tokio::test]
async fn the_buttons_of_customers_do_nothing_in_the_sellers_bot() {
    world(async |w| {
        let (lola, _) = shop(w).await;
        let before = of_lola(w, &lola).await;
        let ids = Language::ALL.map(|language| ("lang", language.tag()));
        for (action, id) in ids.into_iter().chain([("operator", "")]) {
            let data = ButtonData {
                owner: "c".to_owned(),
                target: Target::Card,
                action: action.to_owned(),
                id: id.to_owned(),
            };
            let answered = answers(w, PARTNER_BOT);
            lola.forges(w, &data.encode()).await;
            assert_eq!(answers(w, PARTNER_BOT), answered + 1, "{action} {id}");
        }
        assert_eq!(of_lola(w, &lola).await, before);
    })
    .await;
}
