//! The house looks into what is a partner's: each look is noted, and the partner sees it.

mod conversations;
mod exports;
mod view;

use scx_domain::audit::{self, Entry, Filter};
use scx_world::{ADMIN_BOT, Chief, Customer, Seller, World};

const FILE: &str = "Mahsulot;Narxi\nChoynak 2 litr;145 000 so'm\n";
const QUESTION: &str = "Choynak qancha turadi?";

/// A shop whose bot has answered a customer.
async fn shop(w: &mut World, name: &str, customer: &str) -> (Seller, Customer) {
    let seller = w.seller(name);
    seller.registers(w).await;
    seller.activates(w, "narxlar.csv", FILE.as_bytes()).await;
    let username = format!("{}_shop_bot", name.to_lowercase());
    let bot = seller.connects_bot(w, &username).await;
    let customer = w.customer(customer, bot);
    customer.starts(w).await;
    customer.asks(w, QUESTION).await;
    (seller, customer)
}

/// The owner, who reads English.
async fn owner(w: &mut World) -> Chief {
    let owner = w.owner();
    owner.enters(w).await;
    owner
}

/// Opens the file of the only partner that a search finds.
async fn finds(w: &mut World, who: &Chief, name: &str) {
    who.types(w, "/partners").await;
    who.types(w, name).await;
    who.taps(w, "1").await;
}

/// Opens the first conversation of the list.
async fn reads(w: &mut World, who: &Chief) {
    who.types(w, "/chats").await;
    who.taps(w, "1").await;
}

/// How the admin bot answered the last tap.
fn answered(w: &World) -> String {
    let calls = w.outside.telegram().calls(ADMIN_BOT, "answerCallbackQuery");
    let last = calls.last().expect("a tap was answered");
    last["text"].as_str().unwrap_or_default().to_owned()
}

/// What was noted of looks, newest first.
async fn noted(w: &World) -> Vec<Entry> {
    let all = Filter::default();
    let entries = audit::page(&w.cx().db, &all, None).await.expect("read");
    let is_look =
        |entry: &Entry| entry.act.starts_with("conversation.") || entry.act == "partner.viewed";
    entries.into_iter().filter(is_look).collect()
}

/// What a partner sees of looks.
async fn looks(w: &mut World, seller: &Seller) -> String {
    seller.types(w, "/settings").await;
    seller.taps(w, "Who looked").await;
    seller.screen(w)
}
