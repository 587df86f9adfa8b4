//! Links that open a shop's bot at one of its goods.

use scx_world::{Customer, Seller, World};

use super::shop_with_customer;
use crate::world;

/// The links in the seller's newest message.
fn links(w: &World, lola: &Seller) -> Vec<String> {
    let heard = lola.heard(w);
    let words = heard.split_whitespace();
    let links = words.filter(|word| word.starts_with("https://t.me/lola_shop_bot?start="));
    links.map(str::to_owned).collect()
}

async fn link_of(w: &mut World, lola: &Seller, name: &str) -> String {
    lola.types(w, "/channels").await;
    lola.taps(w, "lola_shop_bot").await;
    lola.taps(w, "Links to goods").await;
    lola.types(w, name).await;
    links(w, lola).remove(0)
}

/// Opens the bot by a link.
async fn opens(w: &mut World, who: &Customer, link: &str) -> String {
    let (_, payload) = link.split_once("start=").expect("a payload");
    who.types(w, &format!("/start {payload}")).await;
    who.screen(w)
}

#[tokio::test]
async fn a_link_shows_its_good_and_the_next_question_is_about_it() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        let link = link_of(w, &lola, "lagan").await;
        let nodira = w.customer("Nodira", aziz.bot);
        let screen = opens(w, &nodira, &link).await;
        for part in ["Lagan katta", "210 000", "Lola"] {
            assert!(screen.contains(part), "{part} in {screen}");
        }
        let answer = nodira.asks(w, "Narxi qancha?").await;
        assert!(answer.contains("210 000"), "{answer}");
        assert!(!answer.contains("145 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn a_link_outlives_the_file_and_its_prices() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        let link = link_of(w, &lola, "lagan").await;
        let file = "Mahsulot;Narxi\nLagan katta;255 000 so'm\n";
        lola.activates(w, "yangi.csv", file.as_bytes()).await;
        let screen = opens(w, &aziz, &link).await;
        assert!(screen.contains("255 000"), "{screen}");
        let file = "Mahsulot;Narxi\nPiyola;15 000 so'm\n";
        lola.activates(w, "boshqa.csv", file.as_bytes()).await;
        let screen = opens(w, &aziz, &link).await;
        assert!(screen.contains("xush kelibsiz"), "{screen}");
    })
    .await;
}

#[tokio::test]
async fn all_links_come_in_one_file_and_an_unknown_good_has_none() {
    world(async |w| {
        let (lola, _) = shop_with_customer(w).await;
        link_of(w, &lola, "choynak").await;
        lola.types(w, "velosiped").await;
        assert!(
            lola.heard(w).contains("has no such product"),
            "{}",
            lola.heard(w)
        );
        lola.taps(w, "All in one file").await;
        let (name, bytes) = lola.newest_file(w);
        let file = String::from_utf8(bytes).expect("text");
        assert_eq!(name, "links.csv");
        assert_eq!(file.matches("start=g-").count(), 3, "{file}");
    })
    .await;
}

#[tokio::test]
async fn a_link_of_another_shop_only_opens_the_bot() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let screen = opens(w, &aziz, "https://t.me/x?start=g-AAAAAAAAAAAA").await;
        assert!(screen.contains("xush kelibsiz"), "{screen}");
    })
    .await;
}
