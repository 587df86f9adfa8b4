//! The admins' list of referrals, blocking, and what an invitation gives.

use scx_kit::Millis;
use scx_world::{Chief, World};

use super::{friend, inviter, pays};
use crate::billing::{cash_desk, with_money};
use crate::plans::joined;

/// Opens the newest referral.
async fn looks(w: &mut World, who: &Chief) {
    who.types(w, "/menu").await;
    who.taps(w, "🤝 Referrals").await;
    who.taps(w, "1").await;
}

/// Blocks the inviter of the newest referral.
pub(super) async fn blocks(w: &mut World, who: &Chief, reason: &str) {
    looks(w, who).await;
    who.taps(w, "Block the inviter").await;
    who.types(w, reason).await;
    who.taps(w, "Yes, block").await;
    assert_eq!(who.toast(w), "⛔ The inviter is blocked");
}

/// Lets the inviter of the newest referral invite again.
pub(super) async fn unblocks(w: &mut World, who: &Chief, reason: &str) {
    looks(w, who).await;
    who.taps(w, "Unblock the inviter").await;
    who.types(w, reason).await;
    who.taps(w, "Yes, unblock").await;
    assert_eq!(who.toast(w), "✅ The inviter can invite again");
}

/// The log of referrals.
async fn log(w: &mut World, who: &Chief) -> String {
    who.types(w, "/audit").await;
    who.taps(w, "🤝 Referrals").await;
    who.screen(w)
}

#[tokio::test]
async fn an_admin_sees_page_by_page_who_invited_whom_and_what_became_of_it() {
    with_money(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        owner.taps(w, "🤝 Referrals").await;
        assert!(
            owner.screen(w).contains("Nobody has come"),
            "{}",
            owner.screen(w)
        );
        let desk = cash_desk(w);
        let (lola, link) = inviter(w, "Lola").await;
        lola.types(w, &format!("/start {link}")).await;
        for number in 0..6 {
            let friend = friend(w, &format!("Friend{number}"), &link).await;
            if number == 5 {
                pays(w, &desk, &friend).await;
            }
        }
        looks(w, &owner).await;
        let page = owner.screen(w);
        assert!(page.contains("1. ✅ Lola → Friend5, 21.11.2026"), "{page}");
        assert!(page.contains("2. ⏳ Lola → Friend4"), "{page}");
        assert!(
            page.contains("✅ Has paid\nDays: for the inviter 7, for who came 7"),
            "{page}"
        );
        owner.taps(w, "Older").await;
        let page = owner.screen(w);
        assert!(
            page.contains("1. ✖️ Lola → Lola") && !page.contains("Friend"),
            "{page}"
        );
        owner.taps(w, "1").await;
        let why = "Does not count (the inviter’s own Telegram account)";
        assert!(owner.screen(w).contains(why), "{}", owner.screen(w));
        owner.taps(w, "Newer").await;
        owner.taps(w, "1").await;
        owner.taps(w, "👤 Invited").await;
        let file = owner.screen(w);
        assert!(file.contains("🤝 Invited by: Lola"), "{file}");
        assert!(file.contains("referral, days +7"), "{file}");
        owner.taps(w, "Back").await;
        owner.taps(w, "👤 Inviter").await;
        assert!(
            !owner.screen(w).contains("Invited by"),
            "{}",
            owner.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn blocking_takes_a_reason_and_a_tap_within_a_minute_and_is_written_down() {
    with_money(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let (lola, link) = inviter(w, "Lola").await;
        friend(w, "Malika", &link).await;
        looks(w, &owner).await;
        owner.taps(w, "Block the inviter").await;
        let means = owner.screen(w);
        assert!(means.contains("So far came: 1, paid: 0"), "{means}");
        assert!(!means.contains("Yes, block"), "{means}");
        owner.types(w, "one shop").await;
        w.leaps(Millis::secs(61)).await;
        owner.taps(w, "Yes, block").await;
        assert!(
            owner.toast(w).contains("A minute has passed"),
            "{}",
            owner.toast(w)
        );
        owner.types(w, "one shop, five numbers").await;
        owner.taps(w, "Yes, block").await;
        let page = owner.screen(w);
        assert!(page.contains("⛔ The inviter is blocked"), "{page}");
        lola.types(w, "/plan").await;
        lola.taps(w, "Invite a friend").await;
        let screen = lola.screen(w);
        assert!(
            screen.contains("Your invitations are suspended"),
            "{screen}"
        );
        assert!(!screen.contains("t.me"), "{screen}");
        unblocks(w, &owner, "it was a family").await;
        let log = log(w, &owner).await;
        assert!(
            log.contains("blocked an inviter one shop, five numbers"),
            "{log}"
        );
        assert!(
            log.contains("unblocked an inviter it was a family"),
            "{log}"
        );
    })
    .await;
}

#[tokio::test]
async fn of_two_who_block_the_second_is_told_so() {
    with_money(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let admin = joined(w, &owner, "Dilshod", "➕ Admin").await;
        let (_, link) = inviter(w, "Lola").await;
        friend(w, "Malika", &link).await;
        for who in [&owner, &admin] {
            looks(w, who).await;
            who.taps(w, "Block the inviter").await;
            who.types(w, "one shop").await;
        }
        owner.taps(w, "Yes, block").await;
        admin.taps(w, "Yes, block").await;
        assert_eq!(admin.toast(w), "This inviter is blocked already.");
        let log = log(w, &owner).await;
        assert_eq!(log.matches("blocked an inviter").count(), 1, "{log}");
    })
    .await;
}

#[tokio::test]
async fn the_owner_sets_what_an_invitation_gives_and_the_history_keeps_it() {
    with_money(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let (lola, _) = inviter(w, "Lola").await;
        owner.types(w, "/menu").await;
        owner.taps(w, "🤝 Referrals").await;
        owner.taps(w, "Days and limit").await;
        for (button, value) in [
            ("For the inviter", "14"),
            ("For who came", "5"),
            ("Limit a month", "3"),
        ] {
            owner.taps(w, button).await;
            owner.types(w, "many").await;
            let wrong = "Write a whole number from 0 to 365";
            assert!(owner.heard(w).contains(wrong), "{}", owner.heard(w));
            owner.types(w, value).await;
        }
        owner.taps(w, "Limit a month").await;
        owner.types(w, "366").await;
        let terms = owner.screen(w);
        assert!(terms.contains("Rewards a month at most: 3"), "{terms}");
        owner.taps(w, "History").await;
        let log = owner.screen(w);
        for line in [
            "inviter_days · 7 → 14",
            "partner_days · 7 → 5",
            "most_a_month · 10 → 3",
        ] {
            assert!(log.contains(line), "{line}: {log}");
        }
        super::word(w, &lola).await;
        let screen = lola.screen(w);
        assert!(
            screen.contains("for you: 14, for the friend: 5"),
            "{screen}"
        );
        assert!(screen.contains("For at most 3 friends a month"), "{screen}");
    })
    .await;
}

#[tokio::test]
async fn an_admin_has_the_list_but_not_the_terms_and_support_has_neither() {
    with_money(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let admin = joined(w, &owner, "Dilshod", "➕ Admin").await;
        let support = joined(w, &owner, "Nilufar", "➕ Support").await;
        assert!(!support.screen(w).contains("🤝"), "{}", support.screen(w));
        let (_, link) = inviter(w, "Lola").await;
        friend(w, "Malika", &link).await;
        looks(w, &admin).await;
        let page = admin.screen(w);
        assert!(page.contains("Block the inviter"), "{page}");
        assert!(!page.contains("Days and limit"), "{page}");
    })
    .await;
}
