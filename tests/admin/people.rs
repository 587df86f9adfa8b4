//! Who is an admin: the first owner, invitations, roles, strangers.

use scx_domain::admins::{self, Role};
use scx_kit::Millis;
use scx_world::{ADMIN_BOT, World};

use crate::plans::{asks_for, invitation, joined};
use crate::with_admins;

async fn role_of(w: &World, person: i64) -> Option<Role> {
    let known = admins::by_telegram(&w.cx().db, person).await.expect("read");
    known.map(|admin| admin.role)
}

#[tokio::test]
async fn a_stranger_gets_one_neutral_sentence_in_their_language_and_no_buttons() {
    with_admins(async |w| {
        let stranger = w.chief("Nobody");
        for text in [
            "/start",
            "/partners",
            "/audit",
            "salom",
            "/start i_wrong",
            "/start nothing",
        ] {
            stranger.types(w, text).await;
            let screen = stranger.screen(w);
            assert_eq!(
                screen, "This is a service bot. What you need is not here.",
                "{text}"
            );
        }
        assert_eq!(role_of(w, stranger.person).await, None);
    })
    .await;
}

#[tokio::test]
async fn the_first_owner_comes_from_the_configuration_and_speaks_any_language() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.types(w, "/start").await;
        assert!(
            owner.screen(w).contains("Otabek, Owner"),
            "{}",
            owner.screen(w)
        );
        for (name, word) in [
            ("O‘zbekcha", "Egasi"),
            ("Ўзбекча", "Эгаси"),
            ("Русский", "Владелец"),
            ("English", "Owner"),
        ] {
            owner.types(w, "/lang").await;
            owner.taps(w, name).await;
            assert!(owner.screen(w).contains(word), "{}", owner.screen(w));
        }
        w.halt().await;
        w.boot().await;
        owner.types(w, "/menu").await;
        assert!(
            owner.screen(w).contains("Otabek, Owner"),
            "{}",
            owner.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_good_for_one_person_and_one_day() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let word = invitation(w, &owner, "➕ Support").await;
        let first = w.chief("Nilufar");
        first.types(w, &format!("/start {word}")).await;
        assert!(
            first
                .heard(w)
                .contains("Welcome! You are part of the team now"),
            "{}",
            first.heard(w)
        );
        assert_eq!(role_of(w, first.person).await, Some(Role::Support));
        let second = w.chief("Late");
        second.types(w, &format!("/start {word}")).await;
        assert_eq!(role_of(w, second.person).await, None);
        let word = invitation(w, &owner, "➕ Admin").await;
        w.advance(Millis::hours(25)).await;
        second.types(w, &format!("/start {word}")).await;
        assert_eq!(role_of(w, second.person).await, None, "a day has passed");
    })
    .await;
}

#[tokio::test]
async fn whoever_loses_the_right_loses_the_invitations_with_it() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let nodira = joined(w, &owner, "Nodira", "➕ Support").await;
        owner.types(w, "/menu").await;
        owner.taps(w, "Admins").await;
        owner.taps(w, "Nodira").await;
        owner.taps(w, "Owner").await;
        let word = invitation(w, &nodira, "➕ Admin").await;
        owner.types(w, "/menu").await;
        owner.taps(w, "Admins").await;
        owner.taps(w, "Nodira").await;
        owner.taps(w, "Support").await;
        assert_eq!(role_of(w, nodira.person).await, Some(Role::Support));
        nodira.types(w, &format!("/start {word}")).await;
        assert_eq!(role_of(w, nodira.person).await, Some(Role::Support));
        // And a link that gives less takes nothing.
        let less = invitation(w, &owner, "➕ Support").await;
        let dilshod = joined(w, &owner, "Dilshod", "➕ Admin").await;
        dilshod.types(w, &format!("/start {less}")).await;
        assert_eq!(role_of(w, dilshod.person).await, Some(Role::Admin));
    })
    .await;
}

#[tokio::test]
async fn roles_change_at_once_and_the_last_owner_stays() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let dilshod = joined(w, &owner, "Dilshod", "➕ Admin").await;
        dilshod.types(w, "/menu").await;
        assert!(
            dilshod.screen(w).contains("[📥 Requests]"),
            "{}",
            dilshod.screen(w)
        );
        let old = dilshod.data_behind(w, "📥 Requests");
        owner.types(w, "/menu").await;
        owner.taps(w, "🧑‍💼 Admins").await;
        owner.taps(w, "Dilshod").await;
        owner.taps(w, "Support").await;
        assert_eq!(role_of(w, dilshod.person).await, Some(Role::Support));
        dilshod.forges(w, &old).await;
        assert!(
            !dilshod.screen(w).contains("Requests that wait: 0\n\n"),
            "{}",
            dilshod.screen(w)
        );
        dilshod.types(w, "/requests").await;
        assert!(
            dilshod.heard(w).contains("Your role does not allow this"),
            "{}",
            dilshod.heard(w)
        );
        owner.taps(w, "Otabek").await;
        owner.taps(w, "Take off the list").await;
        assert!(
            owner.toast(w).contains("The last owner cannot be changed"),
            "{}",
            owner.toast(w)
        );
        assert_eq!(role_of(w, owner.person).await, Some(Role::Owner));
    })
    .await;
}

#[tokio::test]
async fn whoever_was_taken_off_the_list_is_a_stranger_on_every_old_button() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let dilshod = joined(w, &owner, "Dilshod", "➕ Admin").await;
        let lola = w.seller("Lola");
        lola.registers(w).await;
        asks_for(w, &lola, "Chat", "Month").await;
        let card = dilshod.data_behind(w, "✅ Month");
        dilshod.types(w, "/menu").await;
        let screen = dilshod.data_behind(w, "👥 Partners");
        owner.types(w, "/menu").await;
        owner.taps(w, "🧑‍💼 Admins").await;
        owner.taps(w, "Dilshod").await;
        owner.taps(w, "Take off the list").await;
        for old in [card, screen] {
            dilshod.forges(w, &old).await;
            assert_eq!(
                dilshod.screen(w),
                "This is a service bot. What you need is not here."
            );
        }
        let heard = dilshod.heard(w) + &dilshod.toast(w);
        assert!(!heard.contains("Sign up"), "{heard}");
        assert!(w.partner(&lola).await.paid_until < w.now());
    })
    .await;
}

#[tokio::test]
async fn commands_are_shown_in_the_chats_of_admins_alone() {
    with_admins(async |w| {
        let stranger = w.chief("Nobody");
        stranger.types(w, "/start").await;
        let owner = w.owner();
        owner.enters(w).await;
        let calls = w.outside.telegram().calls(ADMIN_BOT, "setMyCommands");
        assert!(!calls.is_empty());
        for call in calls {
            assert_eq!(call["scope"]["type"], "chat", "{call}");
            assert_eq!(call["scope"]["chat_id"], owner.person, "{call}");
        }
    })
    .await;
}
