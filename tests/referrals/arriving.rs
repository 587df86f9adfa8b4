//! Who comes by a link: bound once, or kept with the reason why not.

use scx_domain::accounts;
use scx_domain::referrals::{State, Why};
use scx_kit::{Language, Millis};
use scx_world::{Seller, World};

use super::{account, comes, friend, heard, inviter, newest, states, word};
use crate::billing::with_money;
use crate::world;

const INVITED: &str = "A friend has invited you";

/// The newest of the list is refused for a reason, and its person heard nothing.
async fn refused(w: &World, who: &Seller, why: Why) {
    assert_eq!(states(w).await[0], (State::Refused, Some(why)));
    assert_eq!(heard(w, who, INVITED), 0, "{}", who.heard(w));
    assert_eq!(heard(w, who, "invit"), 0, "{}", who.heard(w));
}

async fn leaves(w: &mut World, who: &Seller, button: &str) {
    who.types(w, "/settings").await;
    who.taps(w, button).await;
    who.taps(w, button).await;
}

#[tokio::test]
async fn a_link_is_short_readable_ones_own_and_shared_with_a_button() {
    world(async |w| {
        let (lola, first) = inviter(w, "Lola").await;
        let code = first.strip_prefix("r_").expect("the mark of an invitation");
        assert_eq!(code.len(), 8, "{code}");
        let is_clear = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        assert!(
            code.chars().all(|c| is_clear(c) && !"01OIL".contains(c)),
            "{code}"
        );
        assert_eq!(word(w, &lola).await, first, "made once");
        let (_, other) = inviter(w, "Malika").await;
        assert_ne!(other, first);
        let chat = lola.chat(w);
        let mut buttons = chat
            .messages
            .iter()
            .rev()
            .flat_map(|one| one.buttons.iter().flatten());
        let share = buttons.find(|button| button.label.contains("Share"));
        let url = share.and_then(|button| button.url.clone()).expect("a link");
        assert!(
            url.starts_with("https://t.me/share/url?url=https%3A%2F%2Ft.me%2F"),
            "{url}"
        );
        assert!(
            url.contains(&format!("start%3D{first}&text=The%20SellerCloudX")),
            "{url}"
        );
        let screen = lola.screen(w);
        assert!(screen.contains("for you: 7, for the friend: 7"), "{screen}");
        assert!(
            screen.contains("For at most 10 friends a month"),
            "{screen}"
        );
        assert!(
            screen.contains("Came: 0, paid: 0, days for you: 0"),
            "{screen}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_friend_is_bound_though_the_bot_is_started_again_and_is_told_in_the_own_language() {
    world(async |w| {
        let (lola, word) = inviter(w, "Lola").await;
        let malika = w.seller("Malika");
        malika
            .types(w, &format!("/start {}", word.to_lowercase()))
            .await;
        malika.types(w, "/start").await;
        w.leaps(Millis::days(2)).await;
        malika.types(w, "/start").await;
        malika.taps(w, "Русский").await;
        malika.shares_contact(w).await;
        let told = "Вас пригласил друг: к первой оплате в боте добавим бесплатно ещё 7 дней.";
        assert_eq!(heard(w, &malika, told), 1, "{}", malika.heard(w));
        let referral = newest(w).await;
        assert_eq!(referral.state, State::Came);
        assert_eq!(referral.inviter, w.partner(&lola).await.id.to_string());
        assert_eq!(referral.partner, w.partner(&malika).await.id.to_string());
        super::word(w, &lola).await;
        assert!(
            lola.screen(w).contains("Came: 1, paid: 0"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn the_last_link_before_registering_binds_and_none_afterwards() {
    world(async |w| {
        let (_, first) = inviter(w, "Lola").await;
        let (malika, second) = inviter(w, "Malika").await;
        let zuhra = w.seller("Zuhra");
        zuhra.types(w, &format!("/start {first}")).await;
        comes(w, &zuhra, &second, "English").await;
        assert_eq!(
            newest(w).await.inviter,
            w.partner(&malika).await.id.to_string()
        );
        zuhra.types(w, &format!("/start {first}")).await;
        assert_eq!(states(w).await, [(State::Came, None)]);
        assert_eq!(
            newest(w).await.inviter,
            w.partner(&malika).await.id.to_string()
        );
    })
    .await;
}

#[tokio::test]
async fn an_unknown_code_or_one_that_is_a_month_old_is_a_usual_start() {
    world(async |w| {
        let (_, word) = inviter(w, "Lola").await;
        friend(w, "Malika", "r_ZZZZ9999").await;
        let zuhra = w.seller("Zuhra");
        zuhra.types(w, &format!("/start {word}")).await;
        w.leaps(Millis::days(31)).await;
        // Whoever follows a link next takes the old ones away.
        let umida = w.seller("Umida");
        umida.types(w, &format!("/start {word}")).await;
        zuhra.types(w, "/start").await;
        zuhra.taps(w, "English").await;
        zuhra.shares_contact(w).await;
        assert_eq!(heard(w, &zuhra, INVITED), 0);
        assert!(states(w).await.is_empty());
        umida.taps(w, "English").await;
        umida.shares_contact(w).await;
        assert_eq!(states(w).await, [(State::Came, None)]);
    })
    .await;
}

#[tokio::test]
async fn ones_own_link_does_not_count_nor_does_it_with_another_number() {
    world(async |w| {
        let (lola, word) = inviter(w, "Lola").await;
        lola.types(w, &format!("/start {word}")).await;
        assert_eq!(states(w).await, [(State::Refused, Some(Why::Own))]);
        assert_eq!(heard(w, &lola, INVITED), 0);
        // Logged out, the same Telegram account comes with another number.
        leaves(w, &lola, "Log out").await;
        let again = account(w, lola.person, "+998907654321");
        again.types(w, &format!("/start {word}")).await;
        again.shares_contact(w).await;
        assert_eq!(states(w).await[0], (State::Refused, Some(Why::Own)));
        assert_eq!(heard(w, &again, INVITED), 0);
        assert_eq!(states(w).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_chat_in_which_the_link_was_shown_does_not_count() {
    world(async |w| {
        let (lola, word) = inviter(w, "Lola").await;
        // The account moves to another Telegram account, as by a code in a letter.
        let moved = w.seller("Lola");
        let partner = w.partner(&lola).await;
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        let to = (moved.person, Language::En);
        let is_moved = accounts::move_to(&mut tx, partner.id, to, true).await;
        assert!(is_moved.expect("moved"));
        tx.commit().await.expect("committed");
        let again = account(w, lola.person, "+998907654321");
        again.types(w, &format!("/start {word}")).await;
        again.shares_contact(w).await;
        assert_eq!(states(w).await, [(State::Refused, Some(Why::Chat))]);
        assert_eq!(heard(w, &again, INVITED), 0);
    })
    .await;
}

#[tokio::test]
async fn a_number_that_had_an_account_before_does_not_count_though_it_was_erased() {
    world(async |w| {
        let (_, word) = inviter(w, "Lola").await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        let phone = w.partner(&malika).await.phone;
        super::erasing::is_erased(w, &malika).await;
        let other = account(w, 900_001, &phone);
        comes(w, &other, &word, "English").await;
        refused(w, &other, Why::Phone).await;
    })
    .await;
}

#[tokio::test]
async fn whoever_is_or_was_a_partner_does_not_count() {
    world(async |w| {
        let (_, word) = inviter(w, "Lola").await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        malika.types(w, &format!("/start {word}")).await;
        refused(w, &malika, Why::Partner).await;
        let zuhra = w.seller("Zuhra");
        zuhra.registers(w).await;
        leaves(w, &zuhra, "Log out").await;
        zuhra.types(w, &format!("/start {word}")).await;
        zuhra.shares_contact(w).await;
        assert!(
            zuhra.heard(w).contains("Welcome back"),
            "{}",
            zuhra.heard(w)
        );
        refused(w, &zuhra, Why::Partner).await;
        assert_eq!(states(w).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn nobody_counts_who_comes_by_a_blocked_or_banned_inviter() {
    with_money(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let (lola, word) = inviter(w, "Lola").await;
        friend(w, "Malika", &word).await;
        super::admin::blocks(w, &owner, "five numbers of one shop").await;
        let zuhra = friend(w, "Zuhra", &word).await;
        refused(w, &zuhra, Why::Blocked).await;
        super::admin::unblocks(w, &owner, "it was a mistake").await;
        friend(w, "Umida", &word).await;
        assert_eq!(states(w).await[0], (State::Came, None));
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        let id = w.partner(&lola).await.id;
        accounts::set_state(&mut tx, id, accounts::State::Banned)
            .await
            .expect("banned");
        tx.commit().await.expect("committed");
        let dilfuza = friend(w, "Dilfuza", &word).await;
        refused(w, &dilfuza, Why::Blocked).await;
    })
    .await;
}
