//! Every button of every screen and card, pressed by who must not press it.

use scx_bot::ui::{ButtonData, Target};
use scx_domain::{channels, knowledge};
use scx_world::{PARTNER_BOT, World};

use super::shown::{belongings, buttons};
use crate::world;

/// The ids of Lola's rows as they stand in buttons.
async fn rows_of(w: &World, partner: scx_domain::accounts::PartnerId) -> Vec<String> {
    let db = &w.cx().db;
    let file = knowledge::active(db, partner)
        .await
        .expect("read")
        .expect("an active file");
    let bots = channels::bots_of(db, partner).await.expect("read");
    vec![file.id.base62(), bots[0].id.base62()]
}

/// How many taps the partner bot has answered.
fn answers(w: &World) -> usize {
    let telegram = w.outside.telegram();
    telegram.calls(PARTNER_BOT, "answerCallbackQuery").len()
}

#[tokio::test]
async fn no_button_of_another_partner_and_no_stale_one_changes_anything() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.activates(
            w,
            "narxlar.csv",
            b"Mahsulot;Narxi\nChoynak;145 000\nPiyola;98 000\n",
        )
        .await;
        lola.connects_bot(w, "lola_shop_bot").await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        let stranger = w.seller("Nobody");
        stranger.types(w, "/start").await;
        let partner = w.partner(&lola).await.id;
        let ids = rows_of(w, partner).await;
        let before = belongings(&w.cx().db, &partner.to_string()).await;
        let mut actions: Vec<_> = buttons()
            .into_iter()
            .map(|b| (b.owner, b.is_card, b.action))
            .collect();
        actions.dedup();
        for (owner, is_card, action) in actions {
            let target = if is_card {
                Target::Card
            } else {
                Target::Screen(0)
            };
            for id in &ids {
                let data = ButtonData {
                    owner: owner.to_owned(),
                    target: target.clone(),
                    action: action.to_owned(),
                    id: id.clone(),
                }
                .encode();
                for who in [&malika, &stranger] {
                    let answered = answers(w);
                    who.forges(w, &data).await;
                    assert_eq!(answers(w), answered + 1, "{data} is answered once");
                }
            }
        }
        assert_eq!(belongings(&w.cx().db, &partner.to_string()).await, before);
    })
    .await;
}
