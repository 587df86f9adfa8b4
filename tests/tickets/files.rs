//! Pictures and files in tickets, in both directions.

use scx_fakes::Fault;
use scx_fakes::telegram::Document;

use super::{asks, card, owner_and_lola};
use crate::with_admins;

const PICTURE: &[u8] = b"\x89PNG a picture of the screen";

#[tokio::test]
async fn a_screenshot_reaches_the_team_and_a_file_comes_back() {
    with_admins(async |w| {
        let (owner, lola) = owner_and_lola(w).await;
        lola.types(w, "/support").await;
        let shot = Document::new("ekran.png", "image/png", PICTURE).captioned("Mana xato");
        lola.does(w, |telegram, person, bot| {
            telegram.send_document(person, bot, shot)
        })
        .await;
        let seen = card(&owner.chat(w).messages, "Mana xato");
        assert!(seen.contains("📎 ekran.png Mana xato"), "{seen}");
        let files = owner.chat(w).messages.into_iter();
        let files: Vec<_> = files.filter_map(|one| one.document).collect();
        assert_eq!(files.len(), 1, "once");
        assert_eq!(files[0].file_name, "ekran.png");
        owner.types(w, "/tickets").await;
        owner.taps(w, "№ 1").await;
        let manual = Document::new("yoriqnoma.pdf", "application/pdf", b"%PDF-1.4 how".to_vec());
        owner
            .does(w, |telegram, person, bot| {
                telegram.send_document(person, bot, manual)
            })
            .await;
        let seen = card(&lola.chat(w).messages, "yoriqnoma.pdf");
        assert!(seen.contains("Answer to your ticket № 1"), "{seen}");
        let files = lola.chat(w).messages.into_iter().filter(|one| one.from_bot);
        let names: Vec<_> = files
            .filter_map(|one| Some(one.document?.file_name))
            .collect();
        assert_eq!(names, ["yoriqnoma.pdf"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_picture_and_no_file_is_refused_and_so_is_one_too_big() {
    with_admins(async |w| {
        let (owner, lola) = owner_and_lola(w).await;
        lola.types(w, "/support").await;
        lola.does(w, |telegram, person, bot| telegram.send_voice(person, bot))
            .await;
        assert!(
            lola.heard(w).contains("Send text, a picture or a file."),
            "{}",
            lola.heard(w)
        );
        let big = Document::new("video.mov", "video/quicktime", b"long".to_vec());
        let big = big.claiming(21 << 20);
        lola.does(w, |telegram, person, bot| {
            telegram.send_document(person, bot, big)
        })
        .await;
        assert!(
            lola.heard(w).contains("A file may have up to 20 MB"),
            "{}",
            lola.heard(w)
        );
        assert!(!owner.heard(w).contains("№ 1"), "{}", owner.heard(w));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_telegram_does_not_give_is_told_to_who_sent_it() {
    with_admins(async |w| {
        w.expect_errors();
        let (owner, lola) = owner_and_lola(w).await;
        asks(w, &lola, "/support", "Savol").await;
        for _ in 0..8 {
            let lost = Fault::Status {
                code: 500,
                body: None,
            };
            w.outside.fail_next("telegram", Some("getFile"), lost);
        }
        let shot = Document::new("ekran.png", "image/png", PICTURE);
        lola.does(w, |telegram, person, bot| {
            telegram.send_document(person, bot, shot)
        })
        .await;
        w.advance(scx_kit::Millis::hours(1)).await;
        assert!(
            lola.heard(w).contains("I could not get the file"),
            "{}",
            lola.heard(w)
        );
        assert!(!owner.heard(w).contains("ekran.png"));
    })
    .await;
}
