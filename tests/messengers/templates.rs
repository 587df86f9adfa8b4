//! Templates for customers whose day on WhatsApp is over.

use scx_fakes::meta::{Template, TemplateCategory, TemplateState};
use scx_kit::Millis;
use scx_world::{NUMBER, Seller, WABA, World};

use super::files::{UNKNOWN, asked};
use super::whatsapp::shop;
use crate::world;

fn shop_open() -> Template {
    let category = TemplateCategory::Utility;
    Template::new("shop_open", "uz", category, "Do‘konimiz ochiq.")
}

/// A shop with two approved templates and a customer who has not written for
/// more than a day.
async fn late(w: &mut World) -> (Seller, scx_fakes::meta::Talk) {
    let lola = shop(w).await;
    let meta = w.outside.meta();
    let template =
        |name: &str, body: &str| Template::new(name, "uz", TemplateCategory::Utility, body);
    meta.template(
        WABA,
        template("order_ready", "Salom {{1}}, buyurtmangiz {{2}} tayyor."),
    );
    meta.template(WABA, shop_open());
    let mut waits = template("waits", "Hali yo‘q.");
    waits.state = TemplateState::Pending;
    meta.template(WABA, waits);
    let aziz = w.on_whatsapp("Aziz", "998900000011");
    aziz.says(UNKNOWN).expect("a talk");
    w.settle().await;
    // Accounts are looked at once a day.
    w.advance(Millis::hours(26)).await;
    (lola, aziz)
}

async fn opens_templates(w: &mut World, lola: &Seller) {
    lola.types(w, "/chats").await;
    lola.taps(w, "Aziz").await;
    lola.taps(w, "Send a template").await;
}

#[tokio::test]
async fn after_the_day_a_template_reaches_the_customer_with_its_values() {
    world(async |w| {
        let (lola, aziz) = late(w).await;
        opens_templates(w, &lola).await;
        let screen = lola.screen(w);
        assert!(
            screen.contains("order_ready") && screen.contains("shop_open"),
            "{screen}"
        );
        assert!(!screen.contains("waits"), "{screen}");
        lola.taps(w, "1").await;
        lola.types(w, "Aziz").await;
        assert!(lola.heard(w).contains("2 values"), "{}", lola.heard(w));
        lola.types(w, "Aziz\nA-12").await;
        assert!(
            lola.screen(w)
                .contains("Salom Aziz, buyurtmangiz A-12 tayyor.")
        );
        lola.taps(w, "Send to the customer").await;
        let told = w.told(&aziz);
        assert_eq!(told.text, "Salom Aziz, buyurtmangiz A-12 tayyor.");
        assert_eq!(told.kind, "template");
        let count = w.outside.meta().sent(NUMBER).len();
        // The words stand in the conversation.
        lola.types(w, "/chats").await;
        lola.taps(w, "Aziz").await;
        assert!(lola.screen(w).contains("A-12"), "{}", lola.screen(w));
        assert_eq!(w.outside.meta().sent(NUMBER).len(), count);
    })
    .await;
}

#[tokio::test]
async fn within_the_day_no_template_is_offered() {
    world(async |w| {
        let (lola, _) = asked(w).await;
        lola.types(w, "/chats").await;
        lola.taps(w, "Aziz").await;
        assert!(
            !lola.screen(w).contains("Send a template"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn plain_words_after_the_day_are_refused_with_the_way_out() {
    world(async |w| {
        let (lola, _) = late(w).await;
        let before = w.outside.meta().sent(NUMBER).len();
        lola.replies_to(w, UNKNOWN, "Ha, bor").await;
        assert!(
            lola.heard(w).contains("Send a template"),
            "{}",
            lola.heard(w)
        );
        assert_eq!(w.outside.meta().sent(NUMBER).len(), before);
    })
    .await;
}

#[tokio::test]
async fn who_wants_no_messages_gets_no_template() {
    world(async |w| {
        let lola = shop(w).await;
        let meta = w.outside.meta();
        meta.template(WABA, shop_open());
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        aziz.says("Choynak narxi?").unwrap();
        w.settle().await;
        aziz.says("STOP").unwrap();
        w.settle().await;
        assert!(
            w.told(&aziz).text.contains("yozmaymiz"),
            "{:?}",
            w.told(&aziz)
        );
        assert!(!lola.heard(w).contains("STOP"), "{}", lola.heard(w));
        w.advance(Millis::hours(26)).await;
        let before = w.outside.meta().sent(NUMBER).len();
        opens_templates(w, &lola).await;
        lola.taps(w, "1").await;
        lola.taps(w, "Send to the customer").await;
        assert!(
            lola.toast(w).contains("asked for no messages"),
            "{}",
            lola.toast(w)
        );
        assert_eq!(w.outside.meta().sent(NUMBER).len(), before);
    })
    .await;
}

#[tokio::test]
async fn a_shop_without_templates_reads_how_to_make_one() {
    world(async |w| {
        let (lola, _) = asked(w).await;
        w.advance(Millis::hours(26)).await;
        opens_templates(w, &lola).await;
        assert!(
            lola.screen(w).contains("WhatsApp Manager"),
            "{}",
            lola.screen(w)
        );
        let meta = w.outside.meta();
        meta.template(WABA, shop_open());
        lola.taps(w, "Renew").await;
        opens_templates(w, &lola).await;
        assert!(lola.screen(w).contains("shop_open"), "{}", lola.screen(w));
    })
    .await;
}
