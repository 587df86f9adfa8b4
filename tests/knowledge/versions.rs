//! One file after the other, and the way back.

use scx_domain::knowledge::{self, Document};
use scx_kit::Millis;
use scx_lang::Index;
use scx_store::sql;
use scx_world::{Seller, World};

use super::{QUESTION, price_list};
use crate::world;

/// A seller whose second file replaced the first.
async fn replaced(w: &mut World) -> Seller {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "eski.csv", price_list("145 000").as_bytes())
        .await;
    lola.activates(w, "yangi.csv", price_list("167 000").as_bytes())
        .await;
    lola
}

async fn active(w: &World, seller: &Seller) -> Document {
    let partner = w.partner(seller).await;
    let active = knowledge::active(&w.cx().db, partner.id)
        .await
        .expect("the database answers");
    active.expect("a file is active")
}

#[tokio::test]
async fn an_activation_can_be_taken_back_for_seven_days() {
    world(async |w| {
        let lola = replaced(w).await;
        w.goes_on_after(Millis(Millis::days(7).0 - 60_000)).await;
        lola.taps(w, "Restore").await;
        assert_eq!(active(w, &lola).await.file_name, "eski.csv");
        assert!(
            lola.toast(w).contains("old file is back"),
            "{}",
            lola.toast(w)
        );
    })
    .await;
}

#[tokio::test]
async fn an_activation_cannot_be_taken_back_after_seven_days() {
    world(async |w| {
        let lola = replaced(w).await;
        w.goes_on_after(Millis::days(7)).await;
        lola.taps(w, "Restore").await;
        assert_eq!(active(w, &lola).await.file_name, "yangi.csv");
        assert!(lola.toast(w).contains("too late"), "{}", lola.toast(w));
        lola.types(w, "/kb").await;
        assert!(!lola.screen(w).contains("Restore"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_second_undo_does_nothing_more() {
    world(async |w| {
        let lola = replaced(w).await;
        let undo = lola.data_behind(w, "Restore");
        lola.taps(w, "Restore").await;
        lola.forges(w, &undo).await;
        assert_eq!(active(w, &lola).await.file_name, "eski.csv");
        assert!(
            !lola.heard(w).contains("[↩️ Restore the old file]"),
            "{}",
            lola.heard(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_double_tap_activates_once() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.sends_file(w, "narxlar.csv", price_list("145 000").as_bytes())
            .await;
        let activate = lola.data_behind(w, "Activate");
        lola.taps(w, "Activate").await;
        let first = active(w, &lola).await;
        w.advance(Millis::secs(30)).await;
        lola.forges(w, &activate).await;
        assert_eq!(active(w, &lola).await.activated_at, first.activated_at);
        assert_eq!(lola.chat(w).unanswered_queries, 0);
    })
    .await;
}

#[tokio::test]
async fn the_cards_tell_which_file_answers() {
    world(async |w| {
        let lola = replaced(w).await;
        let heard = lola.heard(w);
        assert!(heard.contains("eski.csv is no longer used"), "{heard}");
        assert!(heard.contains("yangi.csv is active"), "{heard}");
        lola.types(w, "/kb").await;
        lola.taps(w, "Restore").await;
        assert!(lola.screen(w).contains("eski.csv"), "{}", lola.screen(w));
        let heard = lola.heard(w);
        assert!(heard.contains("yangi.csv is no longer used"), "{heard}");
        assert!(heard.contains("eski.csv is active"), "{heard}");
    })
    .await;
}

#[tokio::test]
async fn a_file_that_was_replaced_long_ago_is_erased() {
    world(async |w| {
        let lola = replaced(w).await;
        let old = active(w, &lola).await.replaced.expect("it replaced one");
        let partner = w.partner(&lola).await.id;
        let search = async |w: &World| {
            let found = knowledge::search_in(w.cx(), partner, old, "Choynak", 8).await;
            found.expect("searched").len()
        };
        w.goes_on_after(Millis::days(6)).await;
        assert!(search(w).await > 0, "it can still come back");
        w.goes_on_after(Millis::days(3)).await;
        w.halt().await;
        w.boot().await;
        assert_eq!(search(w).await, 0);
    })
    .await;
}

/// What is stored of the index of a shop's active file.
async fn stored_index(w: &World, seller: &Seller) -> Vec<u8> {
    let partner = w.partner(seller).await;
    let (body,) = sql("SELECT body FROM document_index WHERE partner = $1")
        .bind(partner.id)
        .one::<(Vec<u8>,)>(&w.cx().db)
        .await
        .expect("an index");
    body
}

#[tokio::test]
async fn an_index_that_another_version_made_is_made_anew_and_kept() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.activates(w, "narxlar.csv", price_list("145 000").as_bytes())
            .await;
        let made = stored_index(w, &lola).await;
        assert!(Index::from_bytes(&made).is_some_and(|index| !index.is_empty()));
        let partner = w.partner(&lola).await;
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        sql("UPDATE document_index SET body = $2 WHERE partner = $1")
            .bind(partner.id)
            .bind(b"of an older version".to_vec())
            .execute(&mut tx)
            .await
            .expect("it is spoilt");
        tx.commit().await.expect("a commit");
        let bot = lola.connects_bot(w, "lola_shop_bot").await;
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        assert!(aziz.asks(w, QUESTION).await.contains("145 000"));
        assert_eq!(stored_index(w, &lola).await, made);
    })
    .await;
}
