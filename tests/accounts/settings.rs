//! How the shop's bot behaves.

use scx_kit::Language;
use scx_world::{Seller, World};

use crate::identity::code_to;
use crate::world;

/// A registered seller on the settings screen.
async fn in_settings(w: &mut World) -> Seller {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.taps(w, "Settings").await;
    lola
}

#[tokio::test]
async fn a_shop_is_renamed() {
    world(async |w| {
        let lola = in_settings(w).await;
        lola.taps(w, "Shop name").await;
        lola.types(w, &"a".repeat(65)).await;
        assert!(lola.heard(w).contains("at most 64"), "{}", lola.heard(w));
        assert_eq!(w.partner(&lola).await.name, "Lola");
        lola.types(w, "  Lola <b>&\n Ko  ").await;
        assert_eq!(w.partner(&lola).await.name, "Lola <b>& Ko");
        assert!(
            lola.screen(w).contains("Shop name: Lola <b>& Ko"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn an_address_for_mail_is_checked_and_can_be_skipped() {
    world(async |w| {
        let lola = in_settings(w).await;
        lola.taps(w, "Email").await;
        for wrong in ["lola", "lola@", "lola@shop", "a@b.uz, c@d.uz"] {
            lola.types(w, wrong).await;
            assert_eq!(w.partner(&lola).await.email, None, "{wrong}");
        }
        assert!(
            lola.heard(w).contains("address is not right"),
            "{}",
            lola.heard(w)
        );
        lola.taps(w, "Skip").await;
        assert!(
            lola.screen(w).contains("Email: not given"),
            "{}",
            lola.screen(w)
        );
        lola.taps(w, "Email").await;
        lola.types(w, " lola@shop.uz ").await;
        let code = code_to(w, "lola@shop.uz");
        lola.types(w, &code).await;
        assert!(
            lola.screen(w).contains("Email: lola@shop.uz"),
            "{}",
            lola.screen(w)
        );
        lola.taps(w, "Email").await;
        lola.taps(w, "Skip").await;
        assert_eq!(
            w.partner(&lola).await.email.as_deref(),
            Some("lola@shop.uz")
        );
    })
    .await;
}

#[tokio::test]
async fn customers_are_greeted_in_the_shops_own_words() {
    world(async |w| {
        let lola = in_settings(w).await;
        lola.taps(w, "Greeting").await;
        lola.types(w, &"a".repeat(501)).await;
        assert!(
            lola.heard(w).contains("500 characters"),
            "{}",
            lola.heard(w)
        );
        lola.types(w, "Assalomu alaykum! <Lola> & do'kon").await;
        assert!(
            lola.screen(w).contains("Greeting: your own"),
            "{}",
            lola.screen(w)
        );
        let bot = lola.connects_bot(w, "lola_shop_bot").await;
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        assert!(
            aziz.heard(w).contains("Assalomu alaykum! <Lola> & do'kon"),
            "{}",
            aziz.heard(w)
        );
        lola.types(w, "/settings").await;
        lola.taps(w, "Greeting").await;
        lola.taps(w, "Use the standard one").await;
        assert_eq!(w.partner(&lola).await.greeting, None);
    })
    .await;
}

#[tokio::test]
async fn working_hours_are_read_in_usual_spellings() {
    world(async |w| {
        let lola = in_settings(w).await;
        lola.taps(w, "Working hours").await;
        lola.types(w, "ertalabdan kechgacha").await;
        assert!(
            lola.heard(w).contains("did not understand the hours"),
            "{}",
            lola.heard(w)
        );
        lola.types(w, "9.00 – 18.30").await;
        assert!(
            lola.screen(w).contains("Working hours: 09:00–18:30"),
            "{}",
            lola.screen(w)
        );
        lola.taps(w, "Working hours").await;
        lola.taps(w, "Around the clock").await;
        assert!(
            lola.screen(w).contains("around the clock"),
            "{}",
            lola.screen(w)
        );
        assert_eq!(w.partner(&lola).await.opens_at, None);
    })
    .await;
}

#[tokio::test]
async fn the_tone_is_chosen_by_a_tap() {
    world(async |w| {
        let lola = in_settings(w).await;
        lola.taps(w, "Tone").await;
        assert!(
            lola.screen(w).contains("[✅ Friendly]"),
            "{}",
            lola.screen(w)
        );
        lola.taps(w, "Brief").await;
        assert!(
            lola.screen(w).contains("Tone of answers: Brief"),
            "{}",
            lola.screen(w)
        );
        assert_eq!(lola.toast(w), "✅ Saved");
        lola.taps(w, "Tone").await;
        assert!(lola.screen(w).contains("[✅ Brief]"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn the_language_is_changed_at_once_and_survives_a_restart() {
    world(async |w| {
        let lola = in_settings(w).await;
        lola.taps(w, "Language").await;
        lola.taps(w, "Ўзбекча").await;
        assert!(lola.screen(w).contains("Созламалар"), "{}", lola.screen(w));
        assert_eq!(w.partner(&lola).await.language, Language::UzCyrl);
        w.halt().await;
        w.boot().await;
        lola.types(w, "/lang").await;
        lola.taps(w, "Русский").await;
        assert!(lola.screen(w).contains("Настройки"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_restart_in_the_middle_of_a_form_keeps_the_question() {
    world(async |w| {
        let lola = in_settings(w).await;
        lola.taps(w, "Shop name").await;
        w.halt().await;
        w.boot().await;
        lola.types(w, "Lola keramika").await;
        assert_eq!(w.partner(&lola).await.name, "Lola keramika");
        assert!(
            lola.screen(w).contains("Shop name: Lola keramika"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_back_and_a_home_lead_out_of_a_form_and_save_nothing() {
    world(async |w| {
        let lola = in_settings(w).await;
        lola.taps(w, "Shop name").await;
        lola.taps(w, "Back").await;
        assert!(
            lola.screen(w).contains("Shop name: Lola"),
            "{}",
            lola.screen(w)
        );
        lola.taps(w, "Shop name").await;
        lola.taps(w, "Home").await;
        lola.types(w, "Boshqa nom").await;
        assert_eq!(w.partner(&lola).await.name, "Lola");
    })
    .await;
}
