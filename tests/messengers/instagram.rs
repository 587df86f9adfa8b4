//! Customers on Instagram.

use scx_fakes::meta::{Author, MetaApp};
use scx_kit::Millis;
use scx_world::{INSTAGRAM, INSTAGRAM_SECRET, META_APP, META_SECRET, Seller, World};

use crate::world;

const PRICES: &[u8] = "Mahsulot;Narxi\nChoynak;145 000\nPiyola;12 000\n".as_bytes();

/// A shop that answers on Instagram.
async fn shop(w: &mut World) -> Seller {
    w.has_meta();
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", PRICES).await;
    lola.connects_instagram(w).await;
    lola
}

#[tokio::test]
async fn an_account_is_connected_and_answers() {
    world(async |w| {
        let lola = shop(w).await;
        assert!(
            lola.history(w).contains("Instagram, @lola_gullari"),
            "{}",
            lola.history(w)
        );
        let aziz = w.on_instagram("aziz_11", "9200000000000011");
        aziz.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        let told = w.told(&aziz);
        assert!(told.text.contains("145 000"), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn the_echo_of_our_own_answer_quiets_nobody() {
    world(async |w| {
        shop(w).await;
        let aziz = w.on_instagram("aziz_11", "9200000000000011");
        aziz.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        w.advance(Millis::minutes(1)).await;
        aziz.says("Piyola narxi qancha?").unwrap();
        w.settle().await;
        assert!(w.told(&aziz).text.contains("12 000"));
    })
    .await;
}

#[tokio::test]
async fn what_the_seller_writes_in_the_app_keeps_the_ai_quiet() {
    world(async |w| {
        shop(w).await;
        let aziz = w.on_instagram("aziz_11", "9200000000000011");
        aziz.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        aziz.merchant_writes_from_phone("Salom, o‘zim javob beraman")
            .unwrap();
        w.advance(Millis::minutes(1)).await;
        let ours = |w: &World| {
            let sent = w.outside.meta().sent(INSTAGRAM);
            sent.iter()
                .filter(|message| message.by == Author::Api)
                .count()
        };
        let before = ours(w);
        aziz.says("Piyola narxi qancha?").unwrap();
        w.settle().await;
        assert_eq!(ours(w), before, "the AI answered");
    })
    .await;
}

#[tokio::test]
async fn a_picture_is_asked_to_be_put_in_words() {
    world(async |w| {
        shop(w).await;
        let aziz = w.on_instagram("aziz_11", "9200000000000011");
        aziz.sends_picture(b"\xff\xd8\xff\xe0picture".to_vec(), "image/jpeg", "")
            .unwrap();
        w.settle().await;
        assert_eq!(w.told(&aziz).by, Author::Api);
    })
    .await;
}

/// Meta has reviewed what the app's people may say.
fn reviewed(w: &World) {
    w.outside.meta().app(MetaApp {
        instagram_secret: INSTAGRAM_SECRET.to_owned(),
        may_send_as_human: true,
        ..MetaApp::new(META_APP, META_SECRET)
    });
}

/// The seller writes to the only customer.
async fn writes(w: &mut World, lola: &Seller, text: &str) {
    lola.types(w, "/chats").await;
    lola.taps(w, "aziz_11").await;
    lola.taps(w, "Write").await;
    lola.types(w, text).await;
}

#[tokio::test]
async fn a_person_may_write_for_a_week_and_no_longer() {
    world(async |w| {
        let lola = shop(w).await;
        reviewed(w);
        let aziz = w.on_instagram("aziz_11", "9200000000000011");
        aziz.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        w.leaps(Millis::days(2)).await;
        writes(w, &lola, "Choynak yana keldi").await;
        assert_eq!(w.told(&aziz).text, "Choynak yana keldi");
        w.leaps(Millis::days(6)).await;
        let before = w.outside.meta().sent(INSTAGRAM).len();
        writes(w, &lola, "Hali kerakmi?").await;
        assert!(lola.heard(w).contains("7 days"), "{}", lola.heard(w));
        assert_eq!(w.outside.meta().sent(INSTAGRAM).len(), before);
    })
    .await;
}

#[tokio::test]
async fn without_metas_review_only_that_message_stays_behind() {
    world(async |w| {
        let lola = shop(w).await;
        let aziz = w.on_instagram("aziz_11", "9200000000000011");
        aziz.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        w.leaps(Millis::days(2)).await;
        writes(w, &lola, "Choynak yana keldi").await;
        assert!(
            lola.history(w).contains("Human Agent"),
            "{}",
            lola.history(w)
        );
        aziz.says("Piyola narxi qancha?").unwrap();
        w.advance(Millis::minutes(31)).await;
        aziz.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        assert!(
            w.told(&aziz).text.contains("145 000"),
            "{:?}",
            w.told(&aziz)
        );
    })
    .await;
}
