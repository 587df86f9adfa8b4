//! What a relay may answer, and what follows from it.

use scx_fakes::smtp::{SmtpFault, SmtpReply};
use scx_kit::Millis;

use super::{ADDRESS, a_slot_passes, expired, outcomes};
use crate::world;

#[tokio::test]
async fn a_dead_address_gets_no_further_letter() {
    world(async |w| {
        let lola = expired(w).await;
        let reply = SmtpReply::new(550, "5.1.1 no such user");
        w.outside
            .smtp()
            .fail_for(ADDRESS, SmtpFault::RefuseRecipient(reply));
        a_slot_passes(w).await;
        a_slot_passes(w).await;
        assert_eq!(outcomes(w, &lola).await, ["dead"]);
        assert_eq!(w.outside.smtp().letters().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_quota_of_ours_blames_no_address_and_the_letter_goes_later() {
    world(async |w| {
        w.expect_errors();
        let lola = expired(w).await;
        let reply = SmtpReply::new(550, "5.4.5 Daily user sending limit exceeded");
        w.outside.smtp().fail_next(SmtpFault::RefuseLetter(reply));
        a_slot_passes(w).await;
        assert_eq!(outcomes(w, &lola).await, ["claimed"]);
        w.passes(Millis::minutes(31)).await;
        assert_eq!(outcomes(w, &lola).await, ["sent"]);
        assert_eq!(w.outside.smtp().mailbox(ADDRESS).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_was_certainly_not_taken_goes_later_and_what_may_be_out_never_again() {
    world(async |w| {
        let lola = expired(w).await;
        let busy = SmtpReply::new(452, "4.2.2 mailbox full");
        w.outside.smtp().fail_next(SmtpFault::RefuseLetter(busy));
        a_slot_passes(w).await;
        w.passes(Millis::minutes(31)).await;
        assert_eq!(outcomes(w, &lola).await, ["sent"]);
        w.outside.smtp().fail_next(SmtpFault::LoseAnswer);
        a_slot_passes(w).await;
        w.passes(Millis::hours(2)).await;
        assert_eq!(outcomes(w, &lola).await, ["sent", "unknown"]);
        assert_eq!(w.outside.smtp().mailbox(ADDRESS).len(), 2);
        w.outside.smtp().fail_next(SmtpFault::NeverAnswer);
        a_slot_passes(w).await;
        w.passes(Millis::minutes(3)).await;
        assert_eq!(outcomes(w, &lola).await, ["sent", "unknown", "unknown"]);
    })
    .await;
}
