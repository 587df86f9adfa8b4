//! Payments that come at once: nothing is given twice, nothing beyond the limit.

use futures_util::future::join_all;
use scx_connect::payment::{Ask, Decision};
use scx_domain::accounts::{self, NewPartner, Partner, Phone};
use scx_domain::admins::{self, Right};
use scx_domain::billing::{House, Invoice, act};
use scx_domain::referrals::{self, State, Term, Why};
use scx_kit::Language;
use scx_store::Db;
use scx_world::{OWNER, World};

use super::{days, friend, inviter, states};
use crate::billing::{books, invoice, with_money};

/// What the provider of an invoice asks, until it is answered: it asks again after
/// a fault, as where PostgreSQL ends one of two that wait for each other.
async fn asked(db: Db, invoice: Invoice, ask: Ask) -> Decision {
    for _ in 0..50 {
        let house = House {
            provider: &invoice.provider,
            timeout: None,
        };
        let mut tx = db.begin().await.expect("a transaction");
        let decided = act(&mut tx, house, &ask).await;
        if let Ok(decision) = decided
            && tx.commit().await.is_ok()
        {
            return decision;
        }
    }
    panic!("the provider gives up")
}

/// A payment of an invoice begins.
async fn begins(w: &World, invoice: &Invoice) {
    let ask = Ask::Create {
        id: invoice.id.to_string(),
        at_ms: None,
        order: invoice.name.clone(),
        amount: invoice.due_tiyin,
    };
    let begun = asked(w.cx().db.clone(), invoice.clone(), ask).await;
    assert!(matches!(begun, Decision::Payment(_)), "{begun:?}");
}

/// All of them are paid at once, and each provider says so twice.
async fn are_paid_at_once(w: &World, invoices: &[Invoice]) {
    let calls = invoices.iter().flat_map(|invoice| [invoice, invoice]);
    let calls = calls.map(|invoice| {
        let id = invoice.id.to_string();
        let ask = Ask::Perform { id, echo: None };
        tokio::spawn(asked(w.cx().db.clone(), invoice.clone(), ask))
    });
    for told in join_all(calls).await {
        let told = told.expect("it ends");
        let is_paid = matches!(told, Decision::Payment(_) | Decision::Already(_));
        assert!(is_paid, "{told:?}");
    }
}

/// Somebody who followed a link and registered.
async fn came(w: &World, number: i64, word: &str) -> Partner {
    let code = word.strip_prefix("r_").expect("a word");
    let new = NewPartner {
        telegram_user: 50_000 + number,
        name: format!("Do‘kon {number}"),
        phone: Phone::parse(&format!("+99890{:07}", 2_000_000 + number)).expect("a phone"),
        username: None,
        is_phone_proven: true,
        language: Language::UzLatn,
    };
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    let followed = referrals::follow(&mut tx, new.telegram_user, None, code).await;
    followed.expect("followed");
    let (partner, arrival) = accounts::register(&mut tx, new).await.expect("registered");
    let promised = referrals::arrive(&mut tx, &partner, arrival).await;
    assert_eq!(promised.expect("bound"), Some(7));
    tx.commit().await.expect("committed");
    partner
}

#[tokio::test]
async fn two_payments_of_a_friend_at_once_give_each_side_its_days_once() {
    with_money(async |w| {
        let (lola, link) = inviter(w, "Lola").await;
        let malika = friend(w, "Malika", &link).await;
        let partner = w.partner(&malika).await;
        let mut invoices = Vec::new();
        for provider in ["click", "payme"] {
            let owed = invoice(w, &partner, provider).await;
            begins(w, &owed).await;
            invoices.push(owed);
        }
        are_paid_at_once(w, &invoices).await;
        w.settle().await;
        for who in [&lola, &malika] {
            let partner = w.partner(who).await;
            assert_eq!(days(w, &partner).await, [7]);
        }
        assert_eq!(states(w).await, [(State::Paid, None)]);
        books(w).await;
    })
    .await;
}

#[tokio::test]
async fn of_twenty_friends_who_pay_at_once_no_more_count_than_the_month_allows() {
    with_money(async |w| {
        let (lola, link) = inviter(w, "Lola").await;
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        let permit = admins::permit(&mut tx, OWNER, Right::SetPrices).await;
        let permit = permit.expect("the owner");
        let set = referrals::set_term(&mut tx, &permit, Term::Most, 4).await;
        set.expect("set");
        tx.commit().await.expect("committed");
        let (mut friends, mut invoices) = (Vec::new(), Vec::new());
        for number in 0..20 {
            let partner = came(w, number, &link).await;
            let owed = invoice(w, &partner, "click").await;
            begins(w, &owed).await;
            invoices.push(owed);
            friends.push(partner);
        }
        are_paid_at_once(w, &invoices).await;
        let mut why = Vec::new();
        for page in 0..4 {
            let rows = referrals::page(&w.cx().db, page).await.expect("read");
            let rows = rows.into_iter().take(6);
            why.extend(rows.map(|one| (one.state, one.why())));
        }
        let is_over = |one: &&(State, Option<Why>)| **one == (State::Paid, Some(Why::Month));
        assert_eq!(why.len(), 20);
        assert_eq!(why.iter().filter(is_over).count(), 16, "{why:?}");
        let host = w.partner(&lola).await;
        let counts = referrals::counts(&w.cx().db, host.id).await.expect("read");
        assert_eq!((counts.came, counts.paid, counts.days), (20, 20, 28));
        assert_eq!(
            host.paid_until,
            host.trial_ends_at + scx_kit::Millis::days(28)
        );
        for friend in &friends {
            assert_eq!(days(w, friend).await, [7]);
        }
        books(w).await;
    })
    .await;
}
