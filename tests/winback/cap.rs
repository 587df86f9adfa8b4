//! How many letters there are at most is an admin's choice.

use super::{ADDRESS, a_slot_passes, expired, outcomes};
use crate::with_admins;

#[tokio::test]
async fn the_owner_sets_how_many_letters_there_are() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.types(w, "/start").await;
        owner.taps(w, "Win-back").await;
        assert!(
            owner.screen(w).contains("at most 12"),
            "{}",
            owner.screen(w)
        );
        for wrong in ["many", "-1", "163"] {
            owner.types(w, wrong).await;
            assert!(owner.heard(w).contains("a number from 0 to 162"), "{wrong}");
        }
        owner.types(w, "1").await;
        assert!(
            owner.screen(w).contains("at most 1 "),
            "{}",
            owner.screen(w)
        );
        let lola = expired(w).await;
        a_slot_passes(w).await;
        a_slot_passes(w).await;
        assert_eq!(outcomes(w, &lola).await, ["sent"]);
        assert_eq!(w.outside.smtp().mailbox(ADDRESS).len(), 1);
        owner.types(w, "/start").await;
        owner.taps(w, "Win-back").await;
        assert!(owner.screen(w).contains("sent: 1"), "{}", owner.screen(w));
        owner.types(w, "/start").await;
        owner.taps(w, "Log").await;
        assert!(
            owner.screen(w).contains("changed the number of letters"),
            "{}",
            owner.screen(w)
        );
    })
    .await;
}
