//! A ticket from the first word to the last.

use scx_domain::audit;
use scx_world::{Seller, World};

use super::{asks, card, owner_and_lola};
use crate::plans::joined;
use crate::with_admins;

const TROUBLE: &str = "Botim javob bermayapti <b>";

#[tokio::test]
async fn a_question_reaches_everybody_who_may_answer_and_the_answer_comes_back() {
    with_admins(async |w| {
        let (owner, lola) = owner_and_lola(w).await;
        let nilufar = joined(w, &owner, "Nilufar", "➕ Support").await;
        asks(w, &lola, "/support", TROUBLE).await;
        assert!(lola.heard(w).contains("Received: № 1"), "{}", lola.heard(w));
        let screen = lola.screen(w);
        assert!(screen.contains("Open ticket: № 1"), "{screen}");
        assert!(screen.contains(TROUBLE), "{screen}");
        for chief in [&owner, &nilufar] {
            let seen = card(&chief.chat(w).messages, TROUBLE);
            assert!(seen.contains("№ 1 🛟 help, Lola"), "{seen}");
            assert!(seen.contains("[✍️ Reply]"), "{seen}");
        }
        nilufar
            .replies_to(w, TROUBLE, "Tokenni qayta ulang & sinang")
            .await;
        assert!(
            nilufar.heard(w).contains("The answer is sent"),
            "{}",
            nilufar.heard(w)
        );
        let answer = card(&lola.chat(w).messages, "Tokenni qayta ulang & sinang");
        assert!(
            answer.contains("Answer to your ticket № 1 (Nilufar)"),
            "{answer}"
        );
        for chief in [&owner, &nilufar] {
            let seen = card(&chief.chat(w).messages, TROUBLE);
            assert!(
                seen.contains("Nilufar answered, 21.11.2026 08:00"),
                "{seen}"
            );
            assert!(seen.contains("Tokenni qayta ulang & sinang"), "{seen}");
            assert!(!seen.contains("[✍️ Reply]"), "{seen}");
        }
        let filter = audit::Filter {
            act: Some("ticket".to_owned()),
            ..audit::Filter::default()
        };
        let entries = audit::page(&w.cx().db, &filter, None).await.expect("read");
        assert_eq!(entries.len(), 1, "{entries:?}");
        assert_eq!(
            (
                entries[0].act.as_str(),
                entries[0].target.as_str(),
                entries[0].value_after.as_str()
            ),
            ("ticket.answered", "№ 1", "Tokenni qayta ulang & sinang"),
        );
    })
    .await;
}

#[tokio::test]
async fn whatever_is_written_goes_on_with_the_open_ticket_until_it_is_solved() {
    with_admins(async |w| {
        let (owner, lola) = owner_and_lola(w).await;
        asks(w, &lola, "/support", "Birinchi savol").await;
        lola.types(w, "Yana bir narsa").await;
        assert_eq!(lola.heard(w).matches("Received: № 1").count(), 2);
        asks(w, &lola, "/feedback", "Hammasi zo‘r").await;
        assert!(lola.heard(w).contains("Received: № 2"), "{}", lola.heard(w));
        owner.types(w, "/tickets").await;
        let screen = owner.screen(w);
        assert!(screen.contains("№ 1 🛟 help: Lola"), "{screen}");
        assert!(screen.contains("№ 2 💡 feedback: Lola"), "{screen}");
        owner.taps(w, "№ 1").await;
        let screen = owner.screen(w);
        assert!(
            screen.contains("Birinchi savol") && screen.contains("Yana bir narsa"),
            "{screen}"
        );
        owner.types(w, "Mana javob").await;
        assert!(owner.screen(w).contains("🛟 Otabek"), "{}", owner.screen(w));
        lola.replies_to(w, "Mana javob", "Rahmat, yana savol").await;
        assert_eq!(lola.heard(w).matches("Received: № 1").count(), 3);
        owner.types(w, "/start").await;
        assert!(
            owner.screen(w).contains("Tickets that wait: 2"),
            "{}",
            owner.screen(w)
        );
        lola.taps(w, "Solved").await;
        assert_eq!(lola.toast(w), "Thank you! The ticket is closed.");
        let seen = card(&owner.chat(w).messages, "Rahmat, yana savol");
        assert!(seen.contains("The ticket is closed."), "{seen}");
        owner.types(w, "/tickets").await;
        assert!(!owner.screen(w).contains("№ 1"), "{}", owner.screen(w));
        owner.taps(w, "Closed").await;
        assert!(owner.screen(w).contains("№ 1"), "{}", owner.screen(w));
        lola.replies_to(w, "Mana javob", "Yana ochildi").await;
        owner.types(w, "/tickets").await;
        assert!(owner.screen(w).contains("№ 1"), "{}", owner.screen(w));
    })
    .await;
}

#[tokio::test]
async fn an_admin_closes_a_ticket_once_and_nobody_else_can() {
    with_admins(async |w| {
        let (owner, lola) = owner_and_lola(w).await;
        asks(w, &lola, "/support", TROUBLE).await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        let data = owner.data_behind(w, "🔒 Close");
        let stranger = w.chief("Nobody");
        stranger.types(w, "/start").await;
        stranger.forges(w, &data).await;
        malika.forges(w, &data).await;
        assert!(card(&owner.chat(w).messages, TROUBLE).contains("[🔒 Close]"));
        owner.taps(w, "🔒 Close").await;
        assert_eq!(owner.toast(w), "The ticket is closed.");
        assert!(
            lola.heard(w).contains("Your ticket № 1 is closed."),
            "{}",
            lola.heard(w)
        );
        owner.forges(w, &data).await;
        let filter = audit::Filter {
            act: Some("ticket".to_owned()),
            ..audit::Filter::default()
        };
        let entries = audit::page(&w.cx().db, &filter, None).await.expect("read");
        assert_eq!(entries.len(), 1, "{entries:?}");
    })
    .await;
}

/// Another partner can neither read, answer nor close a ticket by its ids.
#[tokio::test]
async fn a_partner_has_only_the_own_tickets() {
    with_admins(async |w| {
        let (owner, lola) = owner_and_lola(w).await;
        asks(w, &lola, "/support", TROUBLE).await;
        owner.replies_to(w, TROUBLE, "Faqat Lolaga").await;
        let solved = lola.data_behind(w, "Solved");
        let malika = w.seller("Malika");
        malika.registers(w).await;
        malika.forges(w, &solved).await;
        malika.types(w, "/support").await;
        assert!(!malika.heard(w).contains("Faqat Lolaga"));
        assert!(!malika.screen(w).contains("№ 1"), "{}", malika.screen(w));
        owner.types(w, "/tickets").await;
        owner.taps(w, "Answered").await;
        assert!(owner.screen(w).contains("№ 1"), "{}", owner.screen(w));
    })
    .await;
}

#[tokio::test]
async fn too_long_a_message_is_refused_and_too_many_wait() {
    with_admins(async |w| {
        let (owner, lola) = owner_and_lola(w).await;
        asks(w, &lola, "/support", &"a".repeat(2_001)).await;
        assert!(
            lola.heard(w)
                .contains("A message has 1 to 2 000 characters."),
            "{}",
            lola.heard(w)
        );
        assert!(!lola.heard(w).contains("Received"));
        for number in 1..=20 {
            lola.types(w, &format!("Savol {number}")).await;
        }
        assert_eq!(lola.heard(w).matches("Received: № 1").count(), 20);
        lola.types(w, "Savol 21").await;
        assert!(
            lola.heard(w).contains("We have your messages"),
            "{}",
            lola.heard(w)
        );
        assert!(!owner.heard(w).contains("Savol 21"));
        owner.replies_to(w, "Savol 20", "Mana").await;
        lola.types(w, "Savol 22").await;
        assert!(owner.heard(w).contains("Savol 22"), "an answer makes room");
    })
    .await;
}

/// Walks from the help screen, where a partner would look first.
async fn by_buttons(w: &mut World, lola: &Seller, button: &str) -> String {
    lola.types(w, "/help").await;
    lola.taps(w, button).await;
    lola.screen(w)
}

#[tokio::test]
async fn the_way_to_the_team_is_on_the_help_screen_also_for_who_is_banned() {
    with_admins(async |w| {
        let stranger = w.seller("Nobody");
        stranger.types(w, "/support").await;
        assert!(stranger.screen(w).contains("@"), "{}", stranger.screen(w));
        let (owner, lola) = owner_and_lola(w).await;
        assert!(
            by_buttons(w, &lola, "💡 Give feedback")
                .await
                .contains("Feedback and wishes")
        );
        assert!(
            by_buttons(w, &lola, "🛟 Ask our team")
                .await
                .contains("Our team answers")
        );
        owner.types(w, "/partners").await;
        owner.types(w, "Lola").await;
        owner.taps(w, "1").await;
        owner.taps(w, "⛔ Suspend").await;
        owner.types(w, "Qoida buzildi").await;
        owner.taps(w, "⛔ Yes, suspend").await;
        asks(w, &lola, "/support", "Nega yopdingiz?").await;
        assert!(
            owner.heard(w).contains("Nega yopdingiz?"),
            "{}",
            owner.heard(w)
        );
    })
    .await;
}
