//! The product's own Meta app, for sellers who have none.

use scx_fakes::meta::Product;
use scx_world::{
    INSTAGRAM, INSTAGRAM_SECRET, INSTAGRAM_TOKEN, META_APP, META_SECRET, NUMBER, PARTNER_BOT,
    Seller, Start, WABA, WHATSAPP_TOKEN, World,
};

use crate::{world, world_with};

const WORD: &str = "the-word-of-our-own-app";
const PRICES: &[u8] = "Mahsulot;Narxi\nChoynak;145 000\n".as_bytes();

/// The operator has an app at Meta and has given it to the product.
fn with_an_app() -> Start {
    let keys = [
        ("META_APP_SECRET", META_SECRET),
        ("META_INSTAGRAM_APP_SECRET", INSTAGRAM_SECRET),
        ("META_VERIFY_TOKEN", WORD),
    ];
    Start {
        config: keys
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        ..Start::default()
    }
}

/// The address of our app's webhook.
fn address(w: &World, messenger: &str) -> String {
    let url = w.outside.telegram().webhook_url(PARTNER_BOT);
    let url = url.expect("our own bot has a webhook");
    let (base, _) = url.split_once("/telegram/webhook/").expect("our path");
    format!("{base}/{messenger}/webhook")
}

/// What the operator does once at Meta.
async fn paste(w: &World, product: Product) {
    let (messenger, fields): (_, &[&str]) = match product {
        Product::WhatsApp => ("whatsapp", &["messages"]),
        Product::Instagram => ("instagram", &["messages"]),
    };
    let meta = w.outside.meta();
    let url = address(w, messenger);
    let verified = meta.verify_callback(META_APP, product, &url, WORD).await;
    verified.expect("the address is ours");
    meta.choose_fields(META_APP, product, fields)
        .expect("fields of the product");
}

async fn lola(w: &mut World, messenger: &str, values: &[&str]) -> Seller {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", PRICES).await;
    lola.types(w, "/channels").await;
    lola.taps(w, messenger).await;
    lola.taps(w, "Use the ready-made app").await;
    for value in values {
        lola.types(w, value).await;
    }
    lola
}

#[tokio::test]
async fn a_number_is_connected_without_an_app_of_the_sellers() {
    world_with(with_an_app(), async |w| {
        w.has_meta();
        paste(w, Product::WhatsApp).await;
        let lola = lola(w, "WhatsApp", &[WABA, NUMBER, WHATSAPP_TOKEN]).await;
        assert_eq!(lola.webhook(w), None, "there is nothing to paste");
        assert!(!lola.history(w).contains(WHATSAPP_TOKEN));
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        aziz.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        assert!(w.told(&aziz).text.contains("145 000"));
    })
    .await;
}

#[tokio::test]
async fn an_instagram_account_is_connected_without_an_app_of_the_sellers() {
    world_with(with_an_app(), async |w| {
        w.has_meta();
        paste(w, Product::Instagram).await;
        lola(w, "Instagram", &[INSTAGRAM, INSTAGRAM_TOKEN]).await;
        let malika = w.on_instagram("malika_90", "6100000000000011");
        malika.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        assert!(w.told(&malika).text.contains("145 000"));
    })
    .await;
}

#[tokio::test]
async fn our_own_address_wants_our_word_and_our_signature() {
    world_with(with_an_app(), async |w| {
        w.has_meta();
        let meta = w.outside.meta().clone();
        let url = address(w, "whatsapp");
        let wrong = meta.verify_callback(META_APP, Product::WhatsApp, &url, "another-word");
        assert!(wrong.await.is_err());
        let body = br#"{"object":"whatsapp_business_account","entry":[]}"#;
        let wrong = "f".repeat(32);
        for wrong in [&wrong, INSTAGRAM_SECRET] {
            assert_eq!(meta.deliver_raw(&url, wrong, body).await, 401);
        }
        assert_eq!(meta.deliver_raw(&url, META_SECRET, body).await, 200);
    })
    .await;
}

#[tokio::test]
async fn without_an_app_of_our_own_there_is_no_such_address_and_no_such_button() {
    world(async |w| {
        w.has_meta();
        let meta = w.outside.meta().clone();
        for messenger in ["whatsapp", "instagram"] {
            let url = address(w, messenger);
            assert_eq!(meta.deliver_raw(&url, META_SECRET, b"{}").await, 404);
        }
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.types(w, "/channels").await;
        lola.taps(w, "WhatsApp").await;
        assert!(!lola.screen(w).contains("Use the ready-made app"));
    })
    .await;
}
