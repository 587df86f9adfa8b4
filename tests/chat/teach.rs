//! One tap makes a lasting answer of what the seller wrote once.

use scx_world::{Seller, World, quoting_model};

use super::{offer_models, shop_with_customer, with_gemini};
use crate::{world, world_with};

const UNKNOWN: &str = "Velosiped ijaraga berasizlarmi?";
const ANSWER: &str = "Ha, kuniga 30 000 so'm";

/// The seller answers a question once and has it learned.
async fn teaches(w: &mut World, lola: &Seller) {
    lola.replies_to(w, UNKNOWN, ANSWER).await;
    lola.taps(w, "Add to the knowledge").await;
}

#[tokio::test]
async fn what_was_taught_is_answered_at_once_and_stays_when_the_file_is_replaced() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.types(w, UNKNOWN).await;
        teaches(w, &lola).await;
        assert!(!lola.history(w).contains("[📚 Add to the knowledge]"));
        let nodira = w.customer("Nodira", aziz.bot);
        nodira.starts(w).await;
        for question in [
            UNKNOWN,
            "Велосипед ижарага берасизларми?",
            "velosiped ijarasi bormi",
        ] {
            let answer = nodira.asks(w, question).await;
            assert!(answer.contains("30 000"), "{question}: {answer}");
        }
        lola.activates(w, "yangi.csv", b"Mahsulot;Narxi\nSumka;120 000 so'm\n")
            .await;
        let answer = nodira.asks(w, UNKNOWN).await;
        assert!(answer.contains("30 000"), "{answer}");
        let answer = nodira.asks(w, "Sumka qancha?").await;
        assert!(answer.contains("120 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn what_was_taught_outweighs_the_file() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        teach_by_hand(w, &lola, "Choynak qancha turadi?", "Choynak tugadi").await;
        let answer = aziz.asks(w, "Choynak qancha turadi?").await;
        assert!(
            answer.contains("tugadi") && !answer.contains("145 000"),
            "{answer}"
        );
        let answer = aziz.asks(w, "Lagan qancha turadi?").await;
        assert!(answer.contains("210 000"), "{answer}");
    })
    .await;
}

async fn teach_by_hand(w: &mut World, lola: &Seller, question: &str, answer: &str) {
    lola.types(w, "/kb").await;
    lola.taps(w, "Taught answers").await;
    lola.taps(w, "Teach an answer").await;
    lola.types(w, question).await;
    lola.types(w, answer).await;
}

#[tokio::test]
async fn lessons_are_listed_changed_and_taken_away() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        teach_by_hand(w, &lola, UNKNOWN, ANSWER).await;
        assert!(
            lola.screen(w).contains("Taught answers: 1"),
            "{}",
            lola.screen(w)
        );
        assert!(aziz.asks(w, UNKNOWN).await.contains("30 000"));
        lola.taps(w, "Velosiped").await;
        assert!(lola.screen(w).contains(ANSWER), "{}", lola.screen(w));
        lola.taps(w, "✏️ Answer").await;
        lola.types(w, "Endi 40 000 so'm").await;
        let answer = aziz.asks(w, UNKNOWN).await;
        assert!(answer.contains("40 000"), "{answer}");
        lola.taps(w, "Remove").await;
        assert!(lola.screen(w).contains("none yet"), "{}", lola.screen(w));
        aziz.types(w, UNKNOWN).await;
        assert!(!aziz.screen(w).contains("40 000"), "{}", aziz.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_lesson_without_words_or_too_long_is_refused_and_nothing_is_lost() {
    world(async |w| {
        let (lola, _) = shop_with_customer(w).await;
        lola.types(w, "/kb").await;
        lola.taps(w, "Taught answers").await;
        lola.taps(w, "Teach an answer").await;
        lola.types(w, &"a".repeat(1_501)).await;
        assert!(lola.heard(w).contains("too long"), "{}", lola.heard(w));
        lola.types(w, UNKNOWN).await;
        lola.types(w, &"a".repeat(1_501)).await;
        assert!(lola.screen(w).contains(UNKNOWN), "{}", lola.screen(w));
        lola.types(w, ANSWER).await;
        assert!(
            lola.screen(w).contains("Taught answers: 1"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_model_is_given_what_was_taught_and_why_shows_it() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        let (lola, aziz) = shop_with_customer(w).await;
        teach_by_hand(w, &lola, UNKNOWN, ANSWER).await;
        let answer = aziz.asks(w, UNKNOWN).await;
        assert!(answer.contains("30 000"), "{answer}");
        lola.types(w, "/chats").await;
        lola.taps(w, "Aziz").await;
        lola.taps(w, "🔍").await;
        let why = lola.screen(w);
        assert!(why.contains(UNKNOWN) && why.contains(ANSWER), "{why}");
    })
    .await;
}

#[tokio::test]
async fn a_shop_without_a_file_answers_what_it_was_taught() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let bot = lola.connects_bot(w, "lola_shop_bot").await;
        teach_by_hand(w, &lola, UNKNOWN, ANSWER).await;
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        assert!(aziz.asks(w, UNKNOWN).await.contains("30 000"));
    })
    .await;
}

#[tokio::test]
async fn what_one_shop_taught_no_other_shop_says() {
    world(async |w| {
        let (lola, _) = shop_with_customer(w).await;
        teach_by_hand(w, &lola, UNKNOWN, ANSWER).await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        let bot = malika.connects_bot(w, "malika_bot").await;
        teach_by_hand(w, &malika, "Chegirma bormi?", "Juma kuni 5%").await;
        let nodira = w.customer("Nodira", bot);
        nodira.starts(w).await;
        assert!(nodira.asks(w, "Chegirma bormi?").await.contains("5%"));
        nodira.types(w, UNKNOWN).await;
        assert!(!nodira.heard(w).contains("30 000"), "{}", nodira.heard(w));
    })
    .await;
}
