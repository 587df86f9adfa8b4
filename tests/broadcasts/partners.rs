//! To partners: who gets it, how it looks, who holds it.

use scx_kit::Millis;
use scx_world::PARTNER_BOT;
use serde_json::json;

use super::{NEWS, begins, composes, counts, crowd, got, partners, sends, tally};
use crate::plans::joined;
use crate::with_admins;

#[tokio::test]
async fn everybody_who_wants_news_gets_exactly_what_was_written() {
    with_admins(async |w| {
        let sellers = partners(w, &["Lola", "Karim", "Dina"]).await;
        let [lola, karim, dina] = &sellers[..] else {
            panic!("three partners");
        };
        karim.types(w, "/settings").await;
        karim.taps(w, "Notifications").await;
        karim.taps(w, "News").await;
        w.outside.telegram().block(dina.person, PARTNER_BOT).unwrap();
        w.settle().await;
        let owner = begins(w).await;
        let text = "Yangi narx: chegirma <b>";
        let entities = json!([
            {"type": "bold", "offset": 0, "length": 4},
            {"type": "text_link", "offset": 12, "length": 8, "url": "https://example.uz/a"},
        ]);
        owner
            .does(w, |telegram, person, bot| {
                telegram.send_formatted(person, bot, (text, entities))
            })
            .await;
        let screen = owner.screen(w);
        assert!(screen.contains("1 person"), "{screen}");
        assert!(screen.contains("Blocked the bot: 1"), "{screen}");
        assert!(screen.contains("Want no news: 1"), "{screen}");
        let html = "<b>Yang</b>i narx: <a rel=\"noopener\" target=\"_blank\" href=\"https://example.uz/a\">";
        let seen = |w: &scx_world::World, person, bot| {
            let chat = w.outside.telegram().chat(person, bot);
            let mut of_bot = chat.messages.into_iter().filter(|message| message.from_bot);
            of_bot.find(|message| message.text == text).map(|message| message.html)
        };
        let preview = seen(w, owner.person, scx_world::ADMIN_BOT).expect("a preview");
        assert!(preview.starts_with(html), "{preview}");
        owner.taps(w, "Next").await;
        owner.taps(w, "Yes, send it").await;
        assert_eq!(seen(w, lola.person, PARTNER_BOT), Some(preview));
        assert_eq!(got(w, karim.person, PARTNER_BOT, text), 0);
        assert_eq!(counts(&tally(w).await), [1, 0, 0, 0, 0, 0]);
        let card = owner.history(w);
        for part in ["Broadcast: done", "Arrived: 1 / 1", "All"] {
            assert!(card.contains(part), "{part}: {card}");
        }
        // The partner's screen is not edited out of sight above the news.
        lola.types(w, "/menu").await;
        assert!(lola.screen(w).contains("Lola"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn an_audience_is_chosen_by_plan_language_and_channel() {
    with_admins(async |w| {
        let sellers = partners(w, &["Lola", "Karim"]).await;
        let karim = &sellers[1];
        karim.types(w, "/lang").await;
        karim.taps(w, "Русский").await;
        karim.connects_bot(w, "karim_bot").await;
        let owner = composes(w, NEWS).await;
        assert!(owner.screen(w).contains("2 people"), "{}", owner.screen(w));
        for (button, expected) in [
            ("Trial", "2 people"),
            ("Paid", "0 people"),
            ("Expired", "0 people"),
            ("All", "2 people"),
            ("Русский", "1 person"),
            ("Русский", "2 people"),
            ("Telegram", "1 person"),
            ("WhatsApp", "0 people"),
        ] {
            owner.taps(w, button).await;
            let screen = owner.screen(w);
            assert!(screen.contains(expected), "{button}: {screen}");
        }
        owner.taps(w, "Next").await;
        assert!(owner.toast(w).contains("nobody like that"));
        owner.taps(w, "Telegram").await;
        owner.taps(w, "Next").await;
        owner.taps(w, "Yes, send it").await;
        assert_eq!(got(w, karim.person, PARTNER_BOT, NEWS), 1);
        assert_eq!(got(w, sellers[0].person, PARTNER_BOT, NEWS), 0);
    })
    .await;
}

#[tokio::test]
async fn a_large_number_is_typed_and_the_work_is_paused_resumed_and_ended() {
    with_admins(async |w| {
        let people = crowd(w, 101).await;
        let owner = composes(w, NEWS).await;
        owner.taps(w, "Next").await;
        assert!(owner.screen(w).contains("type this number: 101"));
        for wrong in ["100", "yes", "1010"] {
            owner.types(w, wrong).await;
            assert!(owner.heard(w).contains("Expected: 101"), "{wrong}");
        }
        owner.writes(w, "101");
        w.passes(Millis(2_100)).await;
        let sent = people
            .iter()
            .filter(|id| got(w, **id, PARTNER_BOT, NEWS) > 0)
            .count();
        assert!((25..101).contains(&sent), "{sent}");
        owner.presses(w, "Pause");
        w.passes(Millis(1_500)).await;
        let held = counts(&tally(w).await);
        w.advance(Millis::minutes(5)).await;
        assert_eq!(counts(&tally(w).await), held);
        assert!(owner.history(w).contains("Broadcast: paused"));
        let second = composes(w, "Boshqa xabar").await;
        second.taps(w, "Next").await;
        second.types(w, "101").await;
        assert!(second.heard(w).contains("Another broadcast"));
        owner.taps(w, "Go on").await;
        w.settle().await;
        assert_eq!(counts(&tally(w).await), [101, 0, 0, 0, 0, 0]);
        for id in &people {
            assert_eq!(got(w, *id, PARTNER_BOT, NEWS), 1);
        }
        assert!(owner.history(w).contains("Arrived: 101 / 101"));
    })
    .await;
}

#[tokio::test]
async fn who_is_left_when_it_is_ended_gets_nothing() {
    with_admins(async |w| {
        let people = crowd(w, 120).await;
        let owner = composes(w, NEWS).await;
        owner.taps(w, "Next").await;
        owner.writes(w, "120");
        w.passes(Millis(2_100)).await;
        owner.presses(w, "⏹ End");
        w.passes(Millis(1_000)).await;
        owner.presses(w, "Yes, end it");
        w.settle().await;
        let [sent, .., left] = counts(&tally(w).await);
        assert!(
            sent >= 25 && left > 0 && sent + left == 120,
            "{sent} {left}"
        );
        let reached = people
            .iter()
            .filter(|id| got(w, **id, PARTNER_BOT, NEWS) == 1)
            .count();
        assert_eq!(i64::try_from(reached).unwrap(), sent);
        w.advance(Millis::hours(1)).await;
        assert_eq!(tally(w).await.left(), left);
        assert!(owner.history(w).contains("Broadcast: cancelled"));
    })
    .await;
}

#[tokio::test]
async fn at_night_an_admin_is_asked_once_more() {
    with_admins(async |w| {
        let sellers = partners(w, &["Lola"]).await;
        // 22:00 in Tashkent.
        w.leaps(Millis::hours(14)).await;
        let owner = sends(w, NEWS).await;
        assert!(owner.screen(w).contains("It is late"));
        assert_eq!(got(w, sellers[0].person, PARTNER_BOT, NEWS), 0);
        owner.taps(w, "Yes, send it now").await;
        assert_eq!(got(w, sellers[0].person, PARTNER_BOT, NEWS), 1);
    })
    .await;
}

#[tokio::test]
async fn of_two_admins_the_second_learns_that_it_has_changed() {
    with_admins(async |w| {
        let people = crowd(w, 101).await;
        let owner = w.owner();
        owner.types(w, "/start").await;
        let bahodir = joined(w, &owner, "Bahodir", "Admin").await;
        let owner = composes(w, NEWS).await;
        owner.taps(w, "Next").await;
        owner.writes(w, "101");
        w.passes(Millis(1_100)).await;
        owner.presses(w, "Pause");
        bahodir.presses(w, "Pause");
        w.settle().await;
        let toasts = [owner.toast(w), bahodir.toast(w)];
        assert!(
            toasts.iter().any(|toast| toast.contains("Another admin")),
            "{toasts:?}"
        );
        bahodir.taps(w, "Go on").await;
        w.settle().await;
        assert_eq!(counts(&tally(w).await)[0], 101);
        assert_eq!(got(w, people[100], PARTNER_BOT, NEWS), 1);
    })
    .await;
}

#[tokio::test]
async fn a_changed_number_of_recipients_is_looked_at_again() {
    with_admins(async |w| {
        partners(w, &["Lola"]).await;
        let owner = composes(w, NEWS).await;
        owner.taps(w, "Next").await;
        partners(w, &["Karim"]).await;
        owner.taps(w, "Yes, send it").await;
        assert!(owner.toast(w).contains("has changed"));
        assert!(owner.screen(w).contains("2 people"));
    })
    .await;
}
