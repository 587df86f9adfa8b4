//! A request for a plan, from the partner's tap to an admin's word.

use scx_domain::plans;
use scx_kit::Tiyin;
use scx_world::{Chief, Seller, World};

use crate::with_admins;

/// Asks for a plan as a partner does.
pub(crate) async fn asks_for(w: &mut World, who: &Seller, tier: &str, period: &str) {
    who.types(w, "/plan").await;
    who.taps(w, tier).await;
    who.taps(w, period).await;
    who.taps(w, "Send request").await;
    assert_eq!(who.toast(w), "✅ Request sent. The answer will come here.");
}

/// Approves the newest request for a period.
pub(crate) async fn approves(w: &mut World, who: &Chief, period: &str) {
    who.taps(w, &format!("✅ {period}")).await;
    who.taps(w, "Money received").await;
}

/// The text of the newest message in a chat that shows a request.
fn card(w: &World, who: &Chief) -> String {
    let chat = who.chat(w);
    let cards = chat.messages.iter().rev();
    let card = cards
        .filter(|one| one.from_bot)
        .find(|one| one.text.contains("Request for a plan"));
    scx_world::screen_text(card.map(std::slice::from_ref).unwrap_or_default())
}

#[tokio::test]
async fn a_partner_sees_the_price_before_asking_and_the_answer_after() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.taps(w, "💳 Plan").await;
        let screen = lola.screen(w);
        assert!(screen.contains("• Chat: 450\u{a0}000 so‘m\n"), "{screen}");
        assert!(
            screen.contains("• Starter Pro: 3\u{a0}000\u{a0}000 so‘m and 50% of the profit"),
            "{screen}"
        );
        lola.taps(w, "Enterprise Elite").await;
        lola.taps(w, "Year").await;
        lola.taps(w, "AI: +12\u{a0}000\u{a0}000").await;
        let screen = lola.screen(w);
        assert!(
            screen.contains("Price: 312\u{a0}000\u{a0}000 so‘m"),
            "{screen}"
        );
        assert!(screen.contains("(365 days)"), "{screen}");
        lola.taps(w, "Send request").await;
        let screen = lola.screen(w);
        assert!(
            screen.contains("Your request is being looked at: Enterprise Elite + AI, Year"),
            "{screen}"
        );
        let seen = card(w, &owner);
        assert!(
            seen.contains("Enterprise Elite + AI, Year (365 days)"),
            "{seen}"
        );
        assert!(seen.contains("💰 312\u{a0}000\u{a0}000 so‘m"), "{seen}");
        assert!(seen.contains("Lola"), "{seen}");
        decides(w, &owner, &lola).await;
    })
    .await;
}

/// Looks at one period, then approves the one that was asked for.
async fn decides(w: &mut World, owner: &Chief, lola: &Seller) {
    owner.taps(w, "✅ Quarter").await;
    let seen = card(w, owner);
    assert!(
        seen.contains("Quarter, 78\u{a0}000\u{a0}000 so‘m, until 22.02.2027. Approve?"),
        "{seen}"
    );
    owner.taps(w, "Back").await;
    assert!(!card(w, owner).contains("Approve?"), "{}", card(w, owner));
    approves(w, owner, "Year").await;
    let seen = card(w, owner);
    assert!(
        seen.contains("Approved by Otabek, 21.11.2026 08:00"),
        "{seen}"
    );
    assert!(!seen.contains("[✅ Year]"), "{seen}");
    assert!(
        lola.heard(w).contains("Your request is approved"),
        "{}",
        lola.heard(w)
    );
    let partner = w.partner(lola).await;
    let events = plans::events(&w.cx().db, partner.id).await.expect("read");
    assert_eq!(events.len(), 1);
    assert_eq!((events[0].days, events[0].by_whom.as_str()), (365, "90"));
    assert_eq!(events[0].until_after, partner.paid_until);
}

#[tokio::test]
async fn of_two_admins_the_first_wins_and_the_second_sees_who_it_was() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let dilshod = joined(w, &owner, "Dilshod", "➕ Admin").await;
        let lola = w.seller("Lola");
        lola.registers(w).await;
        asks_for(w, &lola, "Chat", "Month").await;
        owner.taps(w, "✅ Month").await;
        dilshod.taps(w, "✅ Quarter").await;
        owner.presses(w, "Money received");
        dilshod.presses(w, "Money received");
        w.settle().await;
        assert!(
            dilshod
                .toast(w)
                .contains("Otabek has answered this request already"),
            "{}",
            dilshod.toast(w)
        );
        assert!(
            card(w, &dilshod).contains("Approved by Otabek"),
            "{}",
            card(w, &dilshod)
        );
        let partner = w.partner(&lola).await;
        let events = plans::events(&w.cx().db, partner.id).await.expect("read");
        assert_eq!(events.len(), 1, "{events:#?}");
    })
    .await;
}

#[tokio::test]
async fn a_rejected_request_tells_the_reason_in_ready_or_own_words() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let lola = w.seller("Lola");
        lola.registers(w).await;
        asks_for(w, &lola, "Chat", "Month").await;
        owner.taps(w, "Reject").await;
        owner.taps(w, "No payment arrived").await;
        assert!(
            lola.heard(w)
                .contains("No payment arrived. If you have paid"),
            "{}",
            lola.heard(w)
        );
        assert!(
            card(w, &owner).contains("Rejected by Otabek"),
            "{}",
            card(w, &owner)
        );
        asks_for(w, &lola, "Chat", "Year").await;
        owner.taps(w, "✖️ Reject").await;
        owner.taps(w, "Another reason").await;
        owner.types(w, "Call us <first>").await;
        assert!(
            lola.heard(w).contains("Reason: Call us <first>"),
            "{}",
            lola.heard(w)
        );
        assert_eq!(w.partner(&lola).await.tier, None);
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_request_cannot_be_approved_and_another_one_can_be_sent() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let lola = w.seller("Lola");
        lola.registers(w).await;
        asks_for(w, &lola, "Chat", "Month").await;
        owner.taps(w, "✅ Month").await;
        let offered = lola.data_behind(w, "Withdraw request");
        lola.presses(w, "Withdraw request");
        owner.presses(w, "Money received");
        w.settle().await;
        assert!(
            owner
                .toast(w)
                .contains("The partner has withdrawn the request"),
            "{}",
            owner.toast(w)
        );
        assert!(
            card(w, &owner).contains("has withdrawn the request"),
            "{}",
            card(w, &owner)
        );
        lola.forges(w, &offered).await;
        asks_for(w, &lola, "Chat", "Quarter").await;
        let waiting = plans::pending(&w.cx().db, 0).await.expect("read");
        assert_eq!(waiting.len(), 1);
        assert_eq!(waiting[0].due_tiyin, Tiyin::som(1_350_000));
        assert_eq!(w.partner(&lola).await.tier, None);
    })
    .await;
}

#[tokio::test]
async fn a_price_that_changes_meanwhile_does_not_touch_what_was_asked_for() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let lola = w.seller("Lola");
        lola.registers(w).await;
        asks_for(w, &lola, "Chat", "Month").await;
        owner.types(w, "/menu").await;
        owner.taps(w, "Prices").await;
        owner.taps(w, "Chat").await;
        owner.taps(w, "💰 Month").await;
        owner.types(w, "yarim million").await;
        assert!(
            owner
                .heard(w)
                .contains("Write the sum in so‘m as a whole number"),
            "{}",
            owner.heard(w)
        );
        owner.types(w, "500 000").await;
        assert!(
            owner.screen(w).contains("Month: 500\u{a0}000 so‘m"),
            "{}",
            owner.screen(w)
        );
        assert!(
            card(w, &owner).contains("450\u{a0}000 so‘m"),
            "{}",
            card(w, &owner)
        );
        owner.taps(w, "✅ Month").await;
        assert!(
            card(w, &owner).contains("Month, 450\u{a0}000 so‘m"),
            "{}",
            card(w, &owner)
        );
        lola.types(w, "/plan").await;
        assert!(
            lola.screen(w).contains("• Chat: 500\u{a0}000 so‘m"),
            "{}",
            lola.screen(w)
        );
        owner.types(w, "/audit").await;
        assert!(
            owner
                .screen(w)
                .contains("Otabek: changed a price or a plan Chat / month · 450000 → 500000"),
            "{}",
            owner.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_plan_that_is_taken_off_sale_meanwhile_is_not_asked_for() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.types(w, "/plan").await;
        lola.taps(w, "Chat").await;
        owner.types(w, "/menu").await;
        owner.taps(w, "Prices").await;
        owner.taps(w, "Chat").await;
        owner.taps(w, "Take off sale").await;
        lola.taps(w, "Send request").await;
        assert!(
            lola.heard(w).contains("no longer sold") || lola.toast(w).contains("no longer sold"),
            "{}",
            lola.heard(w)
        );
        assert!(!lola.screen(w).contains("[Chat]"), "{}", lola.screen(w));
        assert_eq!(plans::pending_count(&w.cx().db).await.expect("counted"), 0);
    })
    .await;
}

/// The word of a fresh invitation.
pub(crate) async fn invitation(w: &mut World, by: &Chief, label: &str) -> String {
    by.types(w, "/menu").await;
    by.taps(w, "Admins").await;
    by.taps(w, label).await;
    let heard = by.heard(w);
    let word = heard
        .rsplit("?start=")
        .next()
        .and_then(|rest| rest.split_whitespace().next());
    word.expect("a link").to_owned()
}

/// Somebody who follows an invitation of the owner's.
pub(crate) async fn joined(w: &mut World, owner: &Chief, name: &str, button: &str) -> Chief {
    let word = invitation(w, owner, button).await;
    let chief = w.chief(name);
    chief.types(w, &format!("/start {word}")).await;
    chief.enters(w).await;
    chief
}
