//! Conversations of all partners: found by every filter, read one by one.

use scx_kit::Millis;
use scx_world::{Chief, World};

use super::{QUESTION, answered, finds, looks, noted, owner, reads, shop};
use crate::plans::joined;
use crate::with_admins;

/// Asserts which of two names a screen shows.
fn shows(w: &World, who: &Chief, (aziz, nodira): (bool, bool), why: &str) {
    let screen = who.screen(w);
    assert_eq!(screen.contains("Aziz"), aziz, "{why}: {screen}");
    assert_eq!(screen.contains("Нодира"), nodira, "{why}: {screen}");
}

#[tokio::test]
async fn the_list_shows_who_wrote_to_whom_newest_first_and_no_words() {
    with_admins(async |w| {
        shop(w, "Lola", "Aziz <b>").await;
        shop(w, "Malika", "Нодира").await;
        let owner = owner(w).await;
        owner.taps(w, "Conversations").await;
        let screen = owner.screen(w);
        for part in [
            "1. Malika · TG Нодира · 21.11.2026",
            "2. Lola · TG Aziz <b> ·",
            "🤖",
        ] {
            assert!(screen.contains(part), "{part} in {screen}");
        }
        assert!(!screen.contains("Choynak"), "{screen}");
        assert!(noted(w).await.is_empty(), "a list is no look");
    })
    .await;
}

#[tokio::test]
async fn it_is_filtered_by_channel_name_day_and_partner() {
    with_admins(async |w| {
        let (_, aziz) = shop(w, "Lola", "Aziz").await;
        shop(w, "Malika", "Нодира").await;
        let owner = owner(w).await;
        owner.types(w, "/chats").await;
        owner.taps(w, "WA").await;
        assert!(owner.screen(w).contains("no such conversation"));
        owner.taps(w, "TG").await;
        shows(w, &owner, (true, true), "both wrote on Telegram");
        owner.types(w, "nodi").await;
        shows(w, &owner, (false, true), "a name in the other script");
        owner.taps(w, "No filter").await;
        shows(w, &owner, (true, true), "no filter");
        w.passes(Millis::days(1)).await;
        aziz.asks(w, QUESTION).await;
        owner.taps(w, "Today").await;
        shows(w, &owner, (true, false), "today");
        owner.taps(w, "Yesterday").await;
        shows(w, &owner, (true, true), "yesterday");
        owner.types(w, "20.11.2026").await;
        shows(w, &owner, (false, false), "a day on which nobody wrote");
        owner.types(w, "21.11.2026").await;
        shows(w, &owner, (true, true), "the first day");
        owner.types(w, "31.02.2026").await;
        assert!(owner.heard(w).contains("There is no such day"));
        owner.types(w, "/chats").await;
        owner.taps(w, "One partner").await;
        owner.types(w, "Kamola").await;
        assert!(owner.screen(w).contains("Nobody was found"));
        owner.types(w, "Malika").await;
        owner.taps(w, "1").await;
        shows(w, &owner, (false, true), "one partner");
        owner.taps(w, "Today").await;
        shows(w, &owner, (false, false), "one partner today");
        owner.taps(w, "All partners").await;
        shows(w, &owner, (true, false), "all partners today");
        finds(w, &owner, "Lola").await;
        owner.taps(w, "Conversations").await;
        shows(w, &owner, (true, false), "from the partner's file");
        owner.taps(w, "IG").await;
        assert!(owner.screen(w).contains("no such conversation"));
    })
    .await;
}

#[tokio::test]
async fn pages_are_turned_over_all_partners_and_over_one() {
    with_admins(async |w| {
        let (_, aziz) = shop(w, "Lola", "Aziz").await;
        for place in 1..=7 {
            let customer = w.customer(&format!("Mijoz{place}"), aziz.bot);
            customer.starts(w).await;
            w.passes(Millis::secs(1)).await;
        }
        let owner = owner(w).await;
        for is_of_one in [false, true] {
            owner.types(w, "/chats").await;
            if is_of_one {
                owner.taps(w, "One partner").await;
                owner.types(w, "Lola").await;
                owner.taps(w, "1").await;
            }
            let first = owner.screen(w);
            assert!(first.contains("1. Lola · TG Mijoz7"), "{first}");
            assert!(
                first.contains("Mijoz2") && !first.contains("Mijoz1"),
                "{first}"
            );
            owner.taps(w, "Older").await;
            let second = owner.screen(w);
            assert!(
                second.contains("Mijoz1") && second.contains("2. Lola · TG Aziz"),
                "{second}"
            );
            assert!(
                !second.contains("Mijoz2") && !second.contains("Older"),
                "{second}"
            );
            owner.taps(w, "Newer").await;
            assert_eq!(owner.screen(w), first);
        }
    })
    .await;
}

#[tokio::test]
async fn a_look_is_noted_once_and_its_partner_alone_sees_it() {
    with_admins(async |w| {
        let (malika, _) = shop(w, "Malika", "Нодира").await;
        let (lola, aziz) = shop(w, "Lola", "<b>Aziz").await;
        for _ in 0..4 {
            aziz.asks(w, QUESTION).await;
        }
        let owner = owner(w).await;
        reads(w, &owner).await;
        let screen = owner.screen(w);
        for part in [
            "💬 <b>Aziz · TG",
            "🏪 Lola",
            QUESTION,
            "145 000",
            "The AI answers",
        ] {
            assert!(screen.contains(part), "{part} in {screen}");
        }
        owner.taps(w, "◀️").await;
        assert_ne!(owner.screen(w), screen);
        owner.taps(w, "▶️").await;
        assert_eq!(owner.screen(w), screen);
        let entries = noted(w).await;
        assert_eq!(entries.len(), 1, "{entries:#?}");
        assert_eq!(entries[0].act, "conversation.seen");
        assert!(
            entries[0].target.starts_with("cnv_"),
            "no name: {entries:#?}"
        );
        owner.taps(w, "Back").await;
        owner.taps(w, "1").await;
        assert_eq!(noted(w).await.len(), 2, "going in again is another look");
        owner.taps(w, "Partner").await;
        owner.taps(w, "✉️ Write").await;
        owner.types(w, "Salom").await;
        owner.taps(w, "📨 Send").await;
        let seen = looks(w, &lola).await;
        let line = "Otabek read the conversation with <b>Aziz · TG";
        assert_eq!(seen.matches(line).count(), 2, "{seen}");
        assert_eq!(
            seen.matches('•').count(),
            2,
            "nothing else of the log: {seen}"
        );
        assert!(looks(w, &malika).await.contains("Nobody has looked"));
        owner.types(w, "/audit").await;
        owner.taps(w, "💬 Conversations").await;
        let log = owner.screen(w);
        assert!(log.contains("Otabek: read a conversation cnv_"), "{log}");
    })
    .await;
}

#[tokio::test]
async fn the_partner_turns_the_pages_of_looks() {
    with_admins(async |w| {
        let (lola, _) = shop(w, "Lola", "Aziz").await;
        let owner = owner(w).await;
        for _ in 0..9 {
            reads(w, &owner).await;
            w.passes(Millis::minutes(1)).await;
        }
        let first = looks(w, &lola).await;
        assert_eq!(first.matches('•').count(), 8, "{first}");
        lola.taps(w, "Older").await;
        assert_eq!(lola.screen(w).matches('•').count(), 1, "{}", lola.screen(w));
        lola.taps(w, "Newest").await;
        assert_eq!(lola.screen(w), first);
    })
    .await;
}

#[tokio::test]
async fn after_an_hour_it_must_be_opened_again() {
    with_admins(async |w| {
        let (_, aziz) = shop(w, "Lola", "Aziz").await;
        let owner = owner(w).await;
        reads(w, &owner).await;
        w.passes(Millis::minutes(61)).await;
        aziz.types(w, "Yangi gap").await;
        owner.taps(w, "Partner").await;
        let (toast, heard) = (owner.toast(w), owner.heard(w));
        assert!(toast.contains("It is an hour since"), "{toast}");
        assert!(!heard.contains("Yangi gap"), "{heard}");
        assert_eq!(noted(w).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn who_lacks_the_right_sees_nothing_and_a_stale_button_opens_nothing() {
    with_admins(async |w| {
        shop(w, "Lola", "Aziz").await;
        let owner = owner(w).await;
        let nilufar = joined(w, &owner, "Nilufar", "➕ Support").await;
        let stranger = w.chief("Nobody");
        stranger.types(w, "/start").await;
        owner.types(w, "/chats").await;
        let data = owner.data_behind(w, "1");
        nilufar.types(w, "/menu").await;
        assert!(
            !nilufar.screen(w).contains("Conversations"),
            "{}",
            nilufar.screen(w)
        );
        nilufar.types(w, "/chats").await;
        assert!(nilufar.heard(w).contains("Your role does not allow this"));
        stranger.types(w, "/chats").await;
        for who in [&nilufar, &stranger] {
            who.forges(w, &data).await;
            assert!(!who.heard(w).contains("Aziz"), "{}", who.heard(w));
        }
        owner.types(w, "/menu").await;
        owner.forges(w, &data).await;
        assert!(answered(w).contains("out of date"), "{}", answered(w));
        assert!(noted(w).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_banned_partner_is_looked_into_and_an_erased_one_is_gone() {
    with_admins(async |w| {
        let (lola, _) = shop(w, "Lola", "Aziz").await;
        let owner = owner(w).await;
        finds(w, &owner, "Lola").await;
        owner.taps(w, "⛔ Suspend").await;
        owner.types(w, "Shikoyat").await;
        owner.taps(w, "Yes, suspend").await;
        reads(w, &owner).await;
        assert!(owner.screen(w).contains(QUESTION), "{}", owner.screen(w));
        lola.types(w, "/settings").await;
        lola.taps(w, "Close account").await;
        lola.taps(w, "Close account").await;
        lola.taps(w, "Yes, close it").await;
        owner.types(w, "/chats").await;
        assert!(owner.screen(w).contains("Aziz"), "until it is erased");
        let data = owner.data_behind(w, "1");
        w.goes_on_after(Millis::days(9)).await;
        owner.forges(w, &data).await;
        assert!(answered(w).contains("out of date"), "{}", answered(w));
        owner.types(w, "/chats").await;
        assert!(
            owner.screen(w).contains("no such conversation"),
            "{}",
            owner.screen(w)
        );
        let entries = noted(w).await;
        assert_eq!(entries.len(), 1, "the look stays noted");
    })
    .await;
}
