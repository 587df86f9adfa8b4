//! Jobs, health and alerts, as the people of the house see them.

mod alerts;
mod health;
mod work;

use scx_domain::notify;
use scx_world::{Chief, Customer, Seller, World};

const FILE: &[u8] = b"Mahsulot;Narxi\nChoynak 2 litr;145 000\n";

/// The owner at work, and a shop with a customer.
async fn house(w: &mut World) -> (Chief, Seller, Customer) {
    let owner = w.owner();
    owner.enters(w).await;
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", FILE).await;
    let bot = lola.connects_bot(w, "lola_shop_bot").await;
    let aziz = w.customer("Aziz", bot);
    aziz.starts(w).await;
    (owner, lola, aziz)
}

/// A job that nobody can do: it is given up at once.
async fn fails(w: &mut World, lola: &Seller, what: &str) {
    let partner = w.partner(lola).await.id;
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    notify::redraw(&mut tx, partner, "no_such_card", what)
        .await
        .expect("queued");
    tx.commit().await.expect("committed");
    w.settle().await;
}
