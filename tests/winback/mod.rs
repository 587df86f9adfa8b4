//! Winning back by mail, every 54 hours.

mod cap;
mod months;
mod rhythm;
mod stops;
mod troubles;

use scx_domain::{accounts, winback};
use scx_kit::Millis;
use scx_world::{Seller, World};

const ADDRESS: &str = "lola@shop.example";

/// A seller with a proven address whose trial has just ended.
async fn expired(w: &mut World) -> Seller {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    let partner = w.partner(&lola).await.id;
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    let proven = accounts::prove_email(&mut tx, partner, ADDRESS).await;
    proven.expect("written");
    tx.commit().await.expect("committed");
    w.leaps(Millis::days(3)).await;
    w.settle().await;
    lola
}

/// What became of each letter.
async fn outcomes(w: &World, who: &Seller) -> Vec<String> {
    let partner = w.partner(who).await.id;
    let letters = winback::letters(&w.cx().db, partner).await.expect("read");
    letters.into_iter().map(|(_, outcome, _)| outcome).collect()
}

/// Lets 54 hours pass, as when little happens, and a minute of looking.
async fn a_slot_passes(w: &mut World) {
    w.leaps(Millis(winback::RHYTHM.0 - 30_000)).await;
    w.passes(Millis::secs(91)).await;
}
