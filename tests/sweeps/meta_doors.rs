//! Meta's routes, knocked at by strangers, by another seller's app, with what
//! was recorded before, and with what is no request of Meta's.

use reqwest::{Method, StatusCode};
use scx_fakes::meta::Product;
use scx_store::sql;
use scx_webhooks::{Guard, ROUTES, Route};
use scx_world::{
    INSTAGRAM, INSTAGRAM_SECRET, META_SECRET, NUMBER, PARTNER_BOT, Start, World, asked_for,
};

use super::doors::Knock;
use crate::house::doors::base;
use crate::world_with;

const WORD: &str = "the-word-of-our-own-app";
const SIGNATURE: &str = "x-hub-signature-256";

/// An app of the product beside those of the sellers.
fn with_an_app() -> Start {
    let keys = [
        ("META_APP_SECRET", META_SECRET),
        ("META_INSTAGRAM_APP_SECRET", INSTAGRAM_SECRET),
        ("META_VERIFY_TOKEN", WORD),
    ];
    let owned = keys.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Start {
        config: owned.into(),
        ..Start::default()
    }
}

/// One of Meta's addresses: its route, where it is, and the secret and the word
/// of the app that knows it.
struct Address {
    route: &'static Route,
    url: String,
    secret: &'static str,
    word: String,
}

/// The address and the word of a seller who has connected an account.
async fn connected(w: &mut World, name: &str, product: Product) -> (String, String) {
    let seller = w.seller(name);
    seller.registers(w).await;
    seller.types(w, "/channels").await;
    let button = match product {
        Product::WhatsApp => "WhatsApp",
        Product::Instagram => "Instagram",
    };
    seller.taps(w, button).await;
    seller.taps(w, "Start connecting").await;
    for (_, value) in asked_for(product) {
        seller.types(w, value).await;
    }
    seller.webhook(w).expect("a webhook")
}

/// Every address of Meta's, with a seller's account on each messenger.
async fn addresses(w: &mut World) -> Vec<Address> {
    w.has_meta();
    let of_whatsapp = connected(w, "Lola", Product::WhatsApp).await;
    let of_instagram = connected(w, "Malika", Product::Instagram).await;
    let base = base(w);
    let meta = ROUTES.iter().filter(|route| route.guard == Guard::MetaApp);
    let address = |route: &'static Route| {
        let is_whatsapp = route.path.starts_with("/whatsapp");
        let (url, word) = match (route.path.contains("{key}"), is_whatsapp) {
            (true, true) => of_whatsapp.clone(),
            (true, false) => of_instagram.clone(),
            (false, _) => (format!("{base}{}", route.path), WORD.to_owned()),
        };
        let secret = match is_whatsapp {
            true => META_SECRET,
            false => INSTAGRAM_SECRET,
        };
        Address {
            route,
            url,
            secret,
            word,
        }
    };
    let all: Vec<Address> = meta.map(address).collect();
    assert!(all.len() >= 4, "routes of Meta's");
    all
}

/// A message of a customer, with a number of its own.
fn body(address: &Address, number: u64) -> String {
    if address.route.path.starts_with("/whatsapp") {
        return format!(
            r#"{{"object":"whatsapp_business_account","entry":[{{"id":"1","changes":[{{"field":"messages","value":
            {{"messaging_product":"whatsapp","metadata":{{"phone_number_id":"{NUMBER}"}},"messages":[{{"from":"998900000{number:03}",
            "id":"wamid.{number}","timestamp":"1795230000","type":"reaction","reaction":{{"message_id":"x","emoji":"🤔"}}}}]}}}}]}}]}}"#
        );
    }
    format!(
        r#"{{"object":"instagram","entry":[{{"id":"{INSTAGRAM}","time":1795230000,"messaging":[{{"sender":{{"id":"9{number}"}},
        "recipient":{{"id":"{INSTAGRAM}"}},"timestamp":1795230000000,"read":{{"mid":"m{number}"}}}}]}}]}}"#
    )
}

fn signed(secret: &str, body: &str) -> String {
    scx_fakes::meta::signature(secret, body.as_bytes())
}

async fn post(address: &Address, signature: Option<&str>, body: &str) -> StatusCode {
    let knock = Knock::new(&Method::POST, &address.url).carrying(body);
    match signature {
        Some(signature) => knock.with(SIGNATURE, signature).status().await,
        None => knock.status().await,
    }
}

async fn stored(w: &World) -> i64 {
    let count = sql("SELECT COUNT(*) FROM inbox WHERE account LIKE 'mta_%'");
    count.one::<(i64,)>(&w.cx().db).await.expect("counted").0
}

#[tokio::test]
async fn nothing_unsigned_or_signed_by_others_is_stored() {
    world_with(with_an_app(), async |w| {
        let addresses = addresses(w).await;
        let before = stored(w).await;
        for (number, address) in (100..).zip(&addresses) {
            let body = body(address, number);
            let right = signed(address.secret, &body);
            let (_, hex) = right.split_once('=').expect("a name and a value");
            let others = signed(&"e".repeat(32), &body);
            let of_another_body = signed(address.secret, &format!("{body} "));
            for wrong in [
                None,
                Some(""),
                Some("sha256="),
                Some("sha256=zz"),
                Some(hex),
                Some(&format!("sha1={hex}")),
                Some(&right[..right.len() - 1]),
                Some(&format!("{right}0")),
                Some(&others),
                Some(&of_another_body),
            ] {
                let status = post(address, wrong, &body).await;
                assert_eq!(
                    status,
                    StatusCode::UNAUTHORIZED,
                    "{wrong:?} {}",
                    address.url
                );
            }
        }
        assert_eq!(stored(w).await, before);
        w.settle().await;
        assert!(w.outside.meta().sent(NUMBER).is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_was_signed_once_is_stored_once_however_often_it_comes() {
    world_with(with_an_app(), async |w| {
        let addresses = addresses(w).await;
        for (number, address) in (200..).zip(&addresses) {
            let before = stored(w).await;
            let body = body(address, number);
            let right = signed(address.secret, &body);
            for _ in 0..3 {
                assert_eq!(post(address, Some(&right), &body).await, StatusCode::OK);
            }
            assert!(stored(w).await <= before + 1, "{}", address.url);
        }
        w.settle().await;
    })
    .await;
}

#[tokio::test]
async fn an_account_of_a_seller_is_not_spoken_for_by_another_app() {
    world_with(with_an_app(), async |w| {
        let addresses = addresses(w).await;
        let before = stored(w).await;
        for address in &addresses {
            for (number, other) in (300..).zip(&addresses) {
                if other.secret == address.secret {
                    continue;
                }
                // Signed as the address wants it, about somebody else's account.
                let body = body(other, number);
                let right = signed(address.secret, &body);
                assert_eq!(post(address, Some(&right), &body).await, StatusCode::OK);
            }
        }
        assert_eq!(stored(w).await, before);
    })
    .await;
}

#[tokio::test]
async fn only_the_right_word_is_answered_and_no_unknown_address_exists() {
    world_with(with_an_app(), async |w| {
        let addresses = addresses(w).await;
        let words: Vec<String> = addresses.iter().map(|one| one.word.clone()).collect();
        for address in &addresses {
            let ask = async |word: &str| {
                let query = format!("hub.mode=subscribe&hub.verify_token={word}&hub.challenge=7");
                let url = format!("{}?{query}", address.url);
                Knock::new(&Method::GET, &url).status().await
            };
            assert_eq!(ask(&address.word).await, StatusCode::OK, "{}", address.url);
            for word in words.iter().filter(|word| **word != address.word) {
                assert_eq!(ask(word).await, StatusCode::FORBIDDEN, "{}", address.url);
            }
            for strange in ["", "%00", "%FF"] {
                assert_eq!(ask(strange).await, StatusCode::FORBIDDEN, "{}", address.url);
            }
            if address.route.path.contains("{key}") {
                let body = body(address, 400);
                let right = signed(address.secret, &body);
                let unknown = format!("{}x", address.url);
                let knock = Knock::new(&Method::POST, &unknown).carrying(body.as_str());
                let status = knock.with(SIGNATURE, &right).status().await;
                assert_eq!(status, StatusCode::NOT_FOUND, "{unknown}");
            }
        }
        assert!(w.outside.telegram().webhook_url(PARTNER_BOT).is_some());
    })
    .await;
}
