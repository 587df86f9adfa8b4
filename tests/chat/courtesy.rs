//! Words that ask nothing are returned, and bother neither model nor partner.

use scx_domain::chat::open_questions;

use super::shop_with_customer;
use crate::world;

#[tokio::test]
async fn a_greeting_and_thanks_are_returned_and_nobody_is_bothered() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        for (text, answer) in [
            ("Salom!", "Assalomu alaykum"),
            ("rahmat", "xizmatingizdamiz"),
            ("ok", "xizmatingizdamiz"),
        ] {
            let said = aziz.asks(w, text).await;
            assert!(said.contains(answer), "{text}: {said}");
        }
        let partner = w.partner(&lola).await;
        assert_eq!(open_questions(&w.cx().db, partner.id).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_greeting_before_a_question_does_not_hide_the_question() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        aziz.writes(w, "Assalomu alaykum");
        let answer = aziz.asks(w, "choynak qancha turadi?").await;
        assert!(answer.contains("145 000"), "{answer}");
    })
    .await;
}
