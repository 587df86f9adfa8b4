//! Registration and settings.

use crate::world;

#[tokio::test]
async fn three_taps_lead_from_start_to_a_running_trial() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.types(w, "/start").await;
        assert!(lola.screen(w).contains("[English]"), "{}", lola.screen(w));
        lola.taps(w, "English").await;
        assert!(
            lola.chat(w).keyboard.is_some(),
            "a share-contact key is shown"
        );
        lola.shares_contact(w).await;
        let partner = w.partner(&lola).await;
        assert_eq!(partner.name, "Lola");
        assert_eq!(
            partner.trial_ends_at.0 - partner.created_at.0,
            3 * 86_400_000
        );
        assert!(lola.screen(w).contains("Lola"), "{}", lola.screen(w));
        assert!(lola.chat(w).keyboard.is_none(), "the key is gone");
    })
    .await;
}
