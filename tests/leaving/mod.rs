//! Leaving: logging out, closing the account, being erased.

mod close;
mod erase;
mod logout;

pub(crate) use erase::tables;
use scx_fakes::telegram::Person;
use scx_world::{Customer, Seller, Start, World};

const FILE: &str = "Mahsulot;Narxi\nChoynak 2 litr;145 000 so'm\n";
const QUESTION: &str = "Choynak qancha turadi?";

/// Work waits for no other work, as in life.
fn parallel() -> Start {
    Start {
        is_parallel: true,
        ..Start::default()
    }
}

/// A shop with a file and a bot that has answered a customer.
async fn shop(w: &mut World, name: &str) -> (Seller, Customer) {
    let seller = w.seller(name);
    seller.registers(w).await;
    seller.activates(w, "narxlar.csv", FILE.as_bytes()).await;
    let username = format!("{}_shop_bot", name.to_lowercase());
    let bot = seller.connects_bot(w, &username).await;
    let customer = w.customer("Aziz", bot);
    customer.starts(w).await;
    let answer = customer.asks(w, QUESTION).await;
    assert!(answer.contains("145 000"), "{answer}");
    (seller, customer)
}

async fn logs_out(w: &mut World, seller: &Seller) {
    seller.types(w, "/settings").await;
    seller.taps(w, "Log out").await;
    seller.taps(w, "Log out").await;
}

async fn closes(w: &mut World, seller: &Seller) {
    seller.types(w, "/settings").await;
    seller.taps(w, "Close account").await;
    seller.taps(w, "Close account").await;
    seller.taps(w, "Yes, close it").await;
}

async fn is_registered(w: &World, seller: &Seller) -> bool {
    let found = scx_domain::accounts::by_telegram(&w.cx().db, seller.person).await;
    found.expect("the database answers").is_some()
}

/// Somebody in another Telegram account whose own number is `phone`, asked for it.
async fn other_account(w: &mut World, phone: &str) -> Seller {
    let other = Seller { person: 900_001 };
    w.outside.telegram().add_person(Person {
        id: other.person,
        first_name: "Other".to_owned(),
        last_name: None,
        username: None,
        language_code: Some("en".to_owned()),
        phone: phone.trim_start_matches('+').to_owned(),
    });
    other.types(w, "/start").await;
    other.taps(w, "English").await;
    other
}
