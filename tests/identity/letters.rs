//! Letters meet a relay that does not take them.

use scx_fakes::smtp::{SmtpFault, SmtpReply};
use scx_kit::Millis;

use super::{ADDRESS, asked, code};
use crate::world;

#[tokio::test]
async fn one_refusal_of_our_account_holds_every_letter() {
    world(async |w| {
        w.expect_errors();
        let reply = SmtpReply::new(550, "5.4.5 Daily user sending limit exceeded");
        w.outside.smtp().fail_next(SmtpFault::RefuseLetter(reply));
        let lola = asked(w).await;
        let sessions = w.outside.smtp().sessions();
        lola.taps(w, "Send a new code").await;
        assert_eq!(w.outside.smtp().sessions(), sessions, "nothing is tried");
        w.passes(Millis::minutes(31)).await;
        assert!(
            w.outside.smtp().letters().is_empty(),
            "no code comes that is no longer good"
        );
        lola.taps(w, "Send a new code").await;
        let code = code(w);
        lola.types(w, &code).await;
        assert!(w.partner(&lola).await.is_email_proven);
    })
    .await;
}

#[tokio::test]
async fn a_busy_relay_gets_the_code_again_soon() {
    world(async |w| {
        let busy = SmtpReply::new(451, "4.3.2 try later");
        w.outside.smtp().fail_next(SmtpFault::RefuseLetter(busy));
        let lola = asked(w).await;
        assert!(w.outside.smtp().letters().is_empty());
        w.passes(Millis::minutes(3)).await;
        let code = code(w);
        lola.types(w, &code).await;
        assert!(w.partner(&lola).await.is_email_proven);
    })
    .await;
}

#[tokio::test]
async fn who_mistypes_the_address_is_told_that_the_letter_came_back() {
    world(async |w| {
        let reply = SmtpReply::new(550, "5.1.1 no such user");
        w.outside
            .smtp()
            .fail_for(ADDRESS, SmtpFault::RefuseRecipient(reply));
        let lola = asked(w).await;
        assert!(
            lola.heard(w).contains("our letter came back"),
            "{}",
            lola.heard(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_code_whose_sending_was_cut_off_is_not_sent_twice() {
    world(async |w| {
        w.outside.smtp().fail_next(SmtpFault::LoseAnswer);
        let lola = asked(w).await;
        w.passes(Millis::minutes(20)).await;
        assert_eq!(w.outside.smtp().mailbox(ADDRESS).len(), 1);
        lola.types(w, "/settings").await;
    })
    .await;
}
