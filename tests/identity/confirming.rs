//! A code in a letter proves an address.

use scx_kit::Millis;
use scx_world::Start;

use super::{ADDRESS, asked, code, wrong};
use crate::{world, world_with};

#[tokio::test]
async fn an_address_counts_when_its_code_was_typed() {
    world(async |w| {
        let lola = asked(w).await;
        assert!(lola.screen(w).contains(ADDRESS), "{}", lola.screen(w));
        assert_eq!(w.partner(&lola).await.email, None);
        let letters = w.outside.smtp().mailbox(ADDRESS);
        let [letter] = &letters[..] else {
            panic!("{letters:?}")
        };
        let code = code(w);
        for body in [letter.text.as_ref(), letter.html.as_ref()] {
            let body = body.expect("both");
            assert!(body.contains(&code) && body.contains("Lola"), "{body}");
        }
        let spaced = format!(" {} {} ", &code[..3], &code[3..]);
        lola.types(w, &spaced).await;
        assert!(lola.heard(w).contains("is confirmed"), "{}", lola.heard(w));
        assert!(
            lola.screen(w).contains("Email: lola@shop.example"),
            "{}",
            lola.screen(w)
        );
        assert!(w.partner(&lola).await.is_email_proven);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_code_is_told_and_counted() {
    world(async |w| {
        let lola = asked(w).await;
        let right = code(w);
        for left in ["4", "3", "2", "1"] {
            lola.types(w, &wrong(&right)).await;
            let told = format!("Tries left: {left}");
            assert!(lola.heard(w).contains(&told), "{}", lola.heard(w));
        }
        lola.types(w, &wrong(&right)).await;
        assert!(lola.heard(w).contains("no longer good"));
        lola.types(w, &right).await;
        assert!(!w.partner(&lola).await.is_email_proven);
        assert!(
            lola.screen(w).contains("Write your email"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_code_is_good_for_a_quarter_of_an_hour() {
    world(async |w| {
        let lola = asked(w).await;
        let right = code(w);
        w.leaps(Millis::minutes(15)).await;
        lola.types(w, &right).await;
        assert!(
            lola.heard(w).contains("no longer good"),
            "{}",
            lola.heard(w)
        );
        assert!(!w.partner(&lola).await.is_email_proven);
    })
    .await;
}

#[tokio::test]
async fn a_new_code_takes_the_place_of_the_old_one() {
    world(async |w| {
        let lola = asked(w).await;
        let first = code(w);
        lola.taps(w, "Send a new code").await;
        let second = code(w);
        assert_ne!(first, second);
        lola.types(w, &first).await;
        assert!(lola.heard(w).contains("not right"), "{}", lola.heard(w));
        lola.types(w, &second).await;
        assert!(w.partner(&lola).await.is_email_proven);
    })
    .await;
}

#[tokio::test]
async fn another_address_can_be_given_instead() {
    world(async |w| {
        let lola = asked(w).await;
        lola.taps(w, "Another address").await;
        lola.types(w, "lola@other.example").await;
        assert_eq!(w.outside.smtp().mailbox("lola@other.example").len(), 1);
        let first = code(w);
        lola.types(w, &first).await;
        assert!(!w.partner(&lola).await.is_email_proven, "the wrong mailbox");
    })
    .await;
}

#[tokio::test]
async fn nobodys_mailbox_is_filled_with_codes() {
    world(async |w| {
        let lola = asked(w).await;
        lola.taps(w, "Send a new code").await;
        lola.taps(w, "Send a new code").await;
        lola.taps(w, "Send a new code").await;
        assert!(
            lola.toast(w).contains("too many codes"),
            "{}",
            lola.toast(w)
        );
        let third = code(w);
        lola.types(w, &third).await;
        assert!(w.partner(&lola).await.is_email_proven, "the last one holds");
        lola.taps(w, "Email").await;
        for hour in 1..=4 {
            w.leaps(Millis::hours(1)).await;
            lola.types(w, &format!("lola{hour}@shop.example")).await;
        }
        assert_eq!(w.outside.smtp().letters().len(), 6);
        let partner = w.partner(&lola).await;
        assert_eq!(partner.email.as_deref(), Some(ADDRESS));
    })
    .await;
}

#[tokio::test]
async fn without_a_relay_an_address_is_kept_unproven() {
    let start = Start {
        config: vec![("MAIL_FROM".to_owned(), String::new())],
        ..Start::default()
    };
    world_with(start, async |w| {
        let lola = asked(w).await;
        let partner = w.partner(&lola).await;
        assert_eq!(partner.email.as_deref(), Some(ADDRESS));
        assert_eq!(partner.mailbox(), None);
        assert!(w.outside.smtp().letters().is_empty());
    })
    .await;
}
