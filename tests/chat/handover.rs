//! Questions that the knowledge does not answer, and people who take over.

use scx_domain::{Error, accounts, chat};
use scx_kit::Millis;
use scx_store::{DbError, sql};
use scx_world::World;

use super::{from_bot, sent, shop_with_customer, stored_questions};
use crate::world;

const UNKNOWN: &str = "Velosiped ijaraga berasizlarmi?";
const KNOWN: &str = "Choynak qancha turadi?";

#[tokio::test]
async fn a_question_without_an_answer_reaches_the_partner_and_the_reply_the_customer() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        let told = aziz.asks(w, UNKNOWN).await;
        assert!(told.contains("Operator"), "{told}");
        let card = lola.screen(w);
        assert!(
            card.contains("Aziz") && card.contains(UNKNOWN) && card.contains("Reply"),
            "{card}"
        );
        lola.taps(w, "Reply").await;
        lola.types(w, "Ha, kuniga 30 000 so'm").await;
        assert_eq!(aziz.screen(w), "Ha, kuniga 30 000 so'm");
        assert!(
            lola.heard(w).contains("30 000"),
            "the card shows the answer: {}",
            lola.heard(w)
        );
        let answer = aziz.asks(w, KNOWN).await;
        assert!(
            answer.contains("145 000"),
            "the AI goes on answering: {answer}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_partner_replies_by_answering_the_cards_message() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.types(w, UNKNOWN).await;
        lola.replies_to(w, UNKNOWN, "Yo'q, sotamiz").await;
        assert_eq!(aziz.screen(w), "Yo'q, sotamiz");
    })
    .await;
}

#[tokio::test]
async fn each_of_two_questions_gets_its_own_reply() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        let nodira = w.customer("Nodira", aziz.bot);
        nodira.starts(w).await;
        aziz.types(w, UNKNOWN).await;
        nodira.types(w, "Gilam yuvasizlarmi?").await;
        lola.replies_to(w, UNKNOWN, "Birinchi javob").await;
        assert_eq!(aziz.screen(w), "Birinchi javob");
        assert!(!nodira.heard(w).contains("Birinchi"), "{}", nodira.heard(w));
        lola.replies_to(w, "Gilam", "Ikkinchi javob").await;
        assert_eq!(nodira.screen(w), "Ikkinchi javob");
    })
    .await;
}

#[tokio::test]
async fn a_second_reply_is_refused() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.types(w, UNKNOWN).await;
        lola.replies_to(w, UNKNOWN, "Bir").await;
        let before = sent(w, aziz.bot);
        lola.replies_to(w, UNKNOWN, "Ikki").await;
        assert_eq!(sent(w, aziz.bot), before, "nothing more is sent");
        assert_eq!(aziz.screen(w), "Bir");
        assert!(!lola.screen(w).is_empty());
    })
    .await;
}

#[tokio::test]
async fn another_partner_cannot_reply() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        aziz.types(w, UNKNOWN).await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        let other = w.partner(&malika).await.id;
        let (question,): (String,) = sql("SELECT id FROM question")
            .one(&w.cx().db)
            .await
            .expect("one");
        let question = question.parse().expect("an id");
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        let refused = chat::reply(&mut tx, other, question, "Menga yozing").await;
        drop(tx);
        assert!(
            matches!(&refused, Err(Error::Fault(fault))
            if matches!(fault.downcast_ref(), Some(DbError::Missing))),
            "{refused:?}"
        );
        w.settle().await;
        assert!(!aziz.heard(w).contains("Menga yozing"));
    })
    .await;
}

#[tokio::test]
async fn the_operator_button_brings_a_person_and_silences_the_ai_for_half_an_hour() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.taps(w, "Operator").await;
        assert!(lola.screen(w).contains("Aziz"), "{}", lola.screen(w));
        assert_eq!(aziz.chat(w).unanswered_queries, 0);
        let before = from_bot(w, &aziz).len();
        aziz.types(w, KNOWN).await;
        assert_eq!(from_bot(w, &aziz).len(), before, "the AI keeps silent");
        assert!(lola.screen(w).contains(KNOWN), "{}", lola.screen(w));
        lola.replies_to(w, KNOWN, "145 mingdan").await;
        assert_eq!(aziz.screen(w), "145 mingdan");
        w.advance(Millis::minutes(31)).await;
        let answer = aziz.asks(w, "Lagan qancha?").await;
        assert!(answer.contains("210 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn a_person_is_called_by_command_and_by_words() {
    for call in ["/operator", "Operator bilan gaplashmoqchiman"] {
        world(async |w| {
            let (lola, aziz) = shop_with_customer(w).await;
            aziz.types(w, call).await;
            assert!(
                lola.screen(w).contains("Aziz"),
                "{call}: {}",
                lola.screen(w)
            );
            let before = from_bot(w, &aziz).len();
            aziz.types(w, KNOWN).await;
            assert_eq!(
                from_bot(w, &aziz).len(),
                before,
                "{call}: the AI keeps silent"
            );
        })
        .await;
    }
}

#[tokio::test]
async fn customers_who_want_a_person_are_told_the_hours() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        let partner = w.partner(&lola).await.id;
        change(w, async |tx| {
            accounts::set_hours(tx, partner, Some("09:00-18:00"))
                .await
                .expect("set")
        })
        .await;
        aziz.taps(w, "Operator").await;
        assert!(aziz.screen(w).contains("18:00"), "{}", aziz.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_paused_ai_says_soon_once_and_passes_everything_on() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        lola.types(w, "/menu").await;
        lola.taps(w, "Pause").await;
        let before = from_bot(w, &aziz).len();
        aziz.types(w, KNOWN).await;
        aziz.types(w, "Lagan-chi?").await;
        assert_eq!(from_bot(w, &aziz).len(), before + 1, "{}", aziz.heard(w));
        assert!(!aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
        let heard = lola.heard(w);
        assert!(
            heard.contains(KNOWN) && heard.contains("Lagan-chi?"),
            "{heard}"
        );
        assert_eq!(stored_questions(w).await, [KNOWN, "Lagan-chi?"]);
        lola.types(w, "/menu").await;
        lola.taps(w, "Resume").await;
        let answer = aziz.asks(w, KNOWN).await;
        assert!(answer.contains("145 000"), "{answer}");
    })
    .await;
}

/// Changes the database as a later part of the product will.
async fn change(w: &World, change: impl AsyncFnOnce(&mut scx_store::Tx)) {
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    change(&mut tx).await;
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn a_picture_for_the_person_is_told_to_the_partner() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.starts(w).await;
        aziz.taps(w, "Operator").await;
        let before = aziz.chat(w).messages.len();
        aziz.does(w, |telegram, person, bot| {
            let photo = scx_fakes::telegram::Document::new("a.jpg", "image/jpeg", vec![1]);
            telegram.send_photo(person, bot, photo)
        })
        .await;
        assert!(lola.heard(w).contains('🖼'), "{}", lola.heard(w));
        assert_eq!(aziz.chat(w).messages.len(), before + 1, "a person answers");
    })
    .await;
}
