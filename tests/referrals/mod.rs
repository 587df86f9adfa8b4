//! Referrals: who came by whose link, what both get, what does not count.

mod admin;
mod arriving;
mod crowd;
mod erasing;
mod rewards;

use scx_domain::accounts::Partner;
use scx_domain::plans::{self, Cause, Event};
use scx_domain::referrals::{self, Referral, State, Why};
use scx_fakes::payme::{Desk, Transaction};
use scx_fakes::telegram::Person;
use scx_kit::{Millis, Time};
use scx_world::{Seller, World};

use crate::billing::invoice;

/// The word of a seller's link, read from the screen.
async fn word(w: &mut World, who: &Seller) -> String {
    who.types(w, "/plan").await;
    who.taps(w, "Invite a friend").await;
    let screen = who.screen(w);
    let (_, rest) = screen.split_once("?start=").expect("a link");
    rest.lines().next().expect("a word").to_owned()
}

/// A seller who is registered, and the word of their link.
async fn inviter(w: &mut World, name: &str) -> (Seller, String) {
    let seller = w.seller(name);
    seller.registers(w).await;
    let word = word(w, &seller).await;
    (seller, word)
}

/// Follows a link and registers.
async fn comes(w: &mut World, who: &Seller, word: &str, language: &str) {
    who.types(w, &format!("/start {word}")).await;
    who.taps(w, language).await;
    who.shares_contact(w).await;
}

/// Somebody new who comes by a link.
async fn friend(w: &mut World, name: &str, word: &str) -> Seller {
    let seller = w.seller(name);
    comes(w, &seller, word, "English").await;
    seller
}

/// A Telegram account with a number that somebody else may have had.
fn account(w: &World, person: i64, phone: &str) -> Seller {
    w.outside.telegram().add_person(Person {
        id: person,
        first_name: "Other".to_owned(),
        last_name: None,
        username: None,
        language_code: Some("en".to_owned()),
        phone: phone.trim_start_matches('+').to_owned(),
    });
    Seller { person }
}

/// Pays by Payme for a month of chat.
async fn pays(w: &mut World, desk: &Desk, who: &Seller) -> Transaction {
    let partner = w.partner(who).await;
    let owed = invoice(w, &partner, "payme").await;
    let transaction = desk.new_transaction(&owed.name, owed.due_tiyin.0);
    assert_eq!(desk.create(&transaction).await.result()["state"], 1);
    assert_eq!(desk.perform(&transaction.id).await.result()["state"], 2);
    w.settle().await;
    transaction
}

/// The newest referrals, the newest first: what became of each, and why.
async fn states(w: &World) -> Vec<(State, Option<Why>)> {
    let page = referrals::page(&w.cx().db, 0).await.expect("read");
    page.iter().map(|one| (one.state, one.why())).collect()
}

/// The newest referral.
async fn newest(w: &World) -> Referral {
    let page = referrals::page(&w.cx().db, 0).await.expect("read");
    page.into_iter().next().expect("a referral")
}

/// The days that invitations gave and took, the newest first.
async fn days(w: &World, partner: &Partner) -> Vec<i64> {
    let events = plans::events(&w.cx().db, partner.id).await.expect("read");
    let ours = |event: &&Event| event.kind == Cause::Referral;
    events.iter().filter(ours).map(|event| event.days).collect()
}

/// The end of a month that is paid after the trial, and some days more.
fn month_and(partner: &Partner, days: i64) -> Time {
    partner.trial_ends_at + Millis::days(30 + days)
}

/// How often a seller heard a sentence.
fn heard(w: &World, who: &Seller, sentence: &str) -> usize {
    who.heard(w).matches(sentence).count()
}
