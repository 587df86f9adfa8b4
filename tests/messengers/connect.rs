//! Connecting a number and an account, field by field.

use scx_world::{META_APP, META_SECRET, NUMBER, WABA, WHATSAPP_TOKEN, World};

use crate::{world, world_with};

async fn lola(w: &mut World) -> scx_world::Seller {
    w.has_meta();
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola
}

#[tokio::test]
async fn a_number_is_connected_step_by_step_and_its_secrets_are_deleted() {
    world(async |w| {
        let lola = lola(w).await;
        lola.types(w, "/channels").await;
        lola.taps(w, "WhatsApp").await;
        assert!(
            lola.screen(w).contains("Meta business account"),
            "{}",
            lola.screen(w)
        );
        lola.taps(w, "Start connecting").await;
        assert!(lola.screen(w).contains("1 / 5"));
        lola.types(w, META_APP).await;
        lola.types(w, META_SECRET).await;
        lola.types(w, WABA).await;
        lola.types(w, NUMBER).await;
        assert!(lola.screen(w).contains("5 / 5"), "{}", lola.screen(w));
        lola.types(w, WHATSAPP_TOKEN).await;
        let all = lola.history(w);
        assert!(
            all.contains("is connected: WhatsApp, +998 90 000 00 01"),
            "{all}"
        );
        assert!(all.contains("/whatsapp/webhook/"), "{all}");
        assert!(!all.contains(META_SECRET), "the secret stays in the chat");
        assert!(!all.contains(WHATSAPP_TOKEN), "the token stays in the chat");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_a_field_is_told_and_nothing_typed_is_lost() {
    world(async |w| {
        let lola = lola(w).await;
        lola.types(w, "/channels").await;
        lola.taps(w, "WhatsApp").await;
        lola.taps(w, "Start connecting").await;
        lola.types(w, "mening ilovam").await;
        assert!(
            lola.history(w).contains("digits only"),
            "{}",
            lola.history(w)
        );
        lola.types(w, META_APP).await;
        lola.types(w, "qisqa").await;
        assert!(lola.history(w).contains("32 characters"));
        // Whoever comes back goes on where they were.
        lola.types(w, "/channels").await;
        lola.taps(w, "WhatsApp").await;
        lola.taps(w, "Start connecting").await;
        assert!(lola.screen(w).contains("2 / 5"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn what_meta_does_not_accept_is_explained_on_the_card() {
    world(async |w| {
        let lola = lola(w).await;
        for (fields, why) in [
            (
                [
                    META_APP,
                    "ffffffffffffffffffffffffffffffff",
                    WABA,
                    NUMBER,
                    WHATSAPP_TOKEN,
                ],
                "do not match",
            ),
            (
                [
                    META_APP,
                    META_SECRET,
                    WABA,
                    NUMBER,
                    "EAAGnobodyHasMadeThisTokenAnywhere0123456789",
                ],
                "does not accept the token",
            ),
            (
                [
                    META_APP,
                    META_SECRET,
                    WABA,
                    "106540352249999",
                    WHATSAPP_TOKEN,
                ],
                "does not find the account",
            ),
        ] {
            lola.types(w, "/channels").await;
            lola.taps(w, "WhatsApp").await;
            lola.taps(w, "Start connecting").await;
            for value in fields {
                lola.types(w, value).await;
            }
            let all = lola.history(w);
            assert!(all.contains(why), "{why} in {all}");
            lola.taps(w, "Disconnect").await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_card_tells_when_meta_has_checked_the_address() {
    world(async |w| {
        let lola = lola(w).await;
        lola.connects_whatsapp(w).await;
        let all = lola.history(w);
        assert!(all.contains("Meta has checked the address"), "{all}");
    })
    .await;
}

#[tokio::test]
async fn a_number_belongs_to_one_partner() {
    world(async |w| {
        let lola = lola(w).await;
        lola.connects_whatsapp(w).await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        malika.types(w, "/channels").await;
        malika.taps(w, "WhatsApp").await;
        malika.taps(w, "Start connecting").await;
        for value in [META_APP, META_SECRET, WABA, NUMBER] {
            malika.types(w, value).await;
        }
        assert!(
            malika.history(w).contains("Another seller"),
            "{}",
            malika.history(w)
        );
    })
    .await;
}

#[tokio::test]
async fn without_an_address_the_screen_says_why_it_is_off() {
    let start = scx_world::Start {
        is_polling: true,
        ..scx_world::Start::default()
    };
    world_with(start, async |w| {
        w.advance(scx_kit::Millis::secs(3)).await;
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.types(w, "/channels").await;
        lola.taps(w, "WhatsApp").await;
        assert!(
            lola.screen(w).contains("WEBHOOK_BASE_URL"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_secret_typed_too_early_is_deleted_all_the_same() {
    world(async |w| {
        let lola = lola(w).await;
        lola.types(w, "/channels").await;
        lola.taps(w, "WhatsApp").await;
        lola.taps(w, "Start connecting").await;
        for secret in [WHATSAPP_TOKEN, META_SECRET] {
            lola.types(w, secret).await;
            let all = lola.history(w);
            assert!(all.contains("digits only"), "{all}");
            assert!(!all.contains(secret), "the secret stays in the chat");
        }
    })
    .await;
}

#[tokio::test]
async fn a_number_that_is_connected_is_not_connected_again() {
    world(async |w| {
        let lola = lola(w).await;
        lola.connects_whatsapp(w).await;
        lola.types(w, "/channels").await;
        lola.taps(w, "+ WhatsApp").await;
        lola.taps(w, "Start connecting").await;
        for value in [META_APP, META_SECRET, WABA, NUMBER] {
            lola.types(w, value).await;
        }
        let all = lola.history(w);
        assert!(
            all.contains("You have already connected this account"),
            "{all}"
        );
        let other = w.seller("Anvar");
        other.registers(w).await;
        other.types(w, "/channels").await;
        other.taps(w, "WhatsApp").await;
        other.taps(w, "Start connecting").await;
        for value in [META_APP, META_SECRET, WABA, NUMBER] {
            other.types(w, value).await;
        }
        let all = other.history(w);
        assert!(
            all.contains("Another seller has already connected"),
            "{all}"
        );
    })
    .await;
}
