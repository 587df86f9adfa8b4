//! What a letter says, and what stops the letters.

use scx_domain::accounts::{self, State};
use scx_domain::winback;
use scx_kit::Millis;
use scx_world::World;

use super::{ADDRESS, a_slot_passes, expired, outcomes};
use crate::world;

/// Calls an address of the product as a browser or a mail program does.
#[expect(
    clippy::disallowed_methods,
    reason = "the reader's mail program is no part of the product"
)]
pub(super) async fn call(url: &str, is_post: bool) -> (u16, String) {
    let client = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a plain client");
    let request = match is_post {
        true => client.post(url).body("List-Unsubscribe=One-Click"),
        false => client.get(url),
    };
    let request = request.header("accept-language", "en");
    let answer = request.send().await.expect("the product answers");
    (
        answer.status().as_u16(),
        answer.text().await.expect("a text"),
    )
}

#[tokio::test]
async fn the_letter_carries_a_coupon_that_the_link_applies() {
    world(async |w| {
        let lola = expired(w).await;
        a_slot_passes(w).await;
        let letters = w.outside.smtp().mailbox(ADDRESS);
        let letter = letters.first().expect("a letter");
        assert_eq!(
            letter.subject(),
            "Switch your shop’s bot on again with 10% off"
        );
        let html = letter.html.clone().expect("HTML");
        let text = letter.text.clone().expect("text");
        assert!(
            html.contains("The free trial of <b>Lola</b> has ended."),
            "{html}"
        );
        assert!(!text.contains('<'), "{text}");
        let code = text
            .split("?start=")
            .nth(1)
            .and_then(|rest| rest.split_whitespace().next());
        let code = code.expect("a link").to_owned();
        lola.types(w, &format!("/start {code}")).await;
        assert!(lola.heard(w).contains("10% off"), "{}", lola.heard(w));
        lola.taps(w, "Chat").await;
        assert!(
            lola.screen(w).contains("405\u{a0}000 so‘m"),
            "{}",
            lola.screen(w)
        );
        let malika = w.seller("Malika");
        malika.registers(w).await;
        malika.types(w, &format!("/start {code}")).await;
        assert!(
            malika.heard(w).contains("There is no such coupon"),
            "{}",
            malika.heard(w)
        );
    })
    .await;
}

#[tokio::test]
async fn one_click_unsubscribes_and_opening_the_address_does_not() {
    world(async |w| {
        let lola = expired(w).await;
        a_slot_passes(w).await;
        let letters = w.outside.smtp().mailbox(ADDRESS);
        let letter = letters.first().expect("a letter");
        let header = letter
            .header("List-Unsubscribe")
            .expect("the header")
            .to_owned();
        let url = header.trim_matches(['<', '>']).to_owned();
        assert_eq!(
            letter.header("List-Unsubscribe-Post"),
            Some("List-Unsubscribe=One-Click")
        );
        let (status, page) = call(&url, false).await;
        assert_eq!(status, 200);
        assert!(page.contains("<form method=\"post\">"), "{page}");
        a_slot_passes(w).await;
        assert_eq!(
            outcomes(w, &lola).await,
            ["sent", "sent"],
            "a look unsubscribes nobody"
        );
        for _ in 0..2 {
            let (status, page) = call(&url, true).await;
            assert_eq!(status, 200);
            assert!(page.contains("You will get no more letters"), "{page}");
        }
        let wrong = format!("{}/u/nobody", w.url());
        let (status, page) = call(&wrong, true).await;
        assert_eq!(status, 200);
        assert!(page.contains("You will get no more letters"), "{page}");
        a_slot_passes(w).await;
        assert_eq!(outcomes(w, &lola).await, ["sent", "sent"]);
    })
    .await;
}

pub(super) async fn in_tx(w: &World, act: impl AsyncFnOnce(&mut scx_store::Tx)) {
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    act(&mut tx).await;
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn a_plan_a_ban_and_a_log_out_stop_the_letters() {
    world(async |w| {
        for what in ["plan", "ban", "left"] {
            let lola = expired(w).await;
            a_slot_passes(w).await;
            let sent = outcomes(w, &lola).await;
            assert_eq!(sent, ["sent"], "{what}");
            let partner = w.partner(&lola).await.id;
            in_tx(w, async |tx| match what {
                "plan" => {
                    let until = tx.now() + Millis::days(1);
                    accounts::set_plan(tx, partner, ("chat", false), until)
                        .await
                        .expect("set");
                }
                "ban" => accounts::set_state(tx, partner, State::Banned)
                    .await
                    .expect("set"),
                _ => drop(accounts::leave(tx, partner, false).await.expect("left")),
            })
            .await;
            a_slot_passes(w).await;
            a_slot_passes(w).await;
            let letters = winback::letters(&w.cx().db, partner).await.expect("read");
            let sent = letters
                .iter()
                .filter(|(_, outcome, _)| outcome == "sent")
                .count();
            assert_eq!(sent, 1, "{what}: {letters:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_has_no_address_is_told_once_in_the_bot() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        w.leaps(Millis::days(3)).await;
        for _ in 0..3 {
            a_slot_passes(w).await;
        }
        assert_eq!(
            lola.heard(w).matches("10% off for you!").count(),
            1,
            "{}",
            lola.heard(w)
        );
        assert_eq!(w.outside.smtp().letters().len(), 0);
    })
    .await;
}
