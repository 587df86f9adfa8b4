//! What can be sent to many, and what cannot.

use scx_fakes::telegram::{Clip, Document};
use scx_world::{ADMIN_BOT, PARTNER_BOT, World};

use super::{begins, composes, got, partners};
use crate::with_admins;

/// The newest message of a bot that is of a kind: its words and its bytes.
fn newest(w: &World, person: i64, bot: i64, kind: &str) -> Option<(String, Vec<u8>)> {
    let telegram = w.outside.telegram();
    let chat = telegram.chat(person, bot);
    let mut messages = chat.messages.iter().rev();
    let message = messages.find(|message| message.from_bot && message.kind == kind)?;
    let bytes = telegram.file_bytes(person, bot, message.id)?;
    Some((message.text.clone(), bytes.to_vec()))
}

#[tokio::test]
async fn every_kind_of_file_arrives_with_its_bytes_and_its_words() {
    with_admins(async |w| {
        let sellers = partners(w, &["Lola", "Karim", "Dina"]).await;
        let owner = begins(w).await;
        let admin = owner.person;
        for kind in [
            "photo",
            "document",
            "video",
            "voice",
            "audio",
            "animation",
            "video_note",
            "sticker",
        ] {
            owner.types(w, "/broadcast").await;
            owner
                .does(w, |telegram, admin, bot| {
                    let file = |name: &str, mime: &str| {
                        Document::new(name, mime, b"bytes of it".to_vec()).captioned("Ko‘ring")
                    };
                    match kind {
                        "photo" => telegram.send_photo(admin, bot, file("a.jpg", "image/jpeg")),
                        "document" => {
                            telegram.send_document(admin, bot, file("a.pdf", "application/pdf"))
                        }
                        "video" => telegram.send_video(admin, bot),
                        "voice" => telegram.send_voice(admin, bot),
                        "audio" => telegram.send_clip(admin, bot, Clip::Music),
                        "animation" => telegram.send_clip(admin, bot, Clip::Moving),
                        "video_note" => telegram.send_clip(admin, bot, Clip::Round),
                        _ => telegram.send_sticker(admin, bot),
                    }
                })
                .await;
            let shown = newest(w, admin, ADMIN_BOT, kind);
            let shown = shown.unwrap_or_else(|| panic!("no preview of {kind}"));
            owner.taps(w, "Next").await;
            owner.taps(w, "Yes, send it").await;
            for seller in &sellers {
                let arrived = newest(w, seller.person, PARTNER_BOT, kind);
                assert_eq!(arrived.as_ref(), Some(&shown), "{kind}");
            }
        }
        // Brought once, and said by its id to everybody else.
        let calls = w.outside.telegram().calls(PARTNER_BOT, "sendPhoto");
        let brought = calls.iter().filter(|call| call["photo"].is_object());
        assert_eq!((calls.len(), brought.count()), (3, 1));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_said_again_is_refused_and_the_message_stays() {
    with_admins(async |w| {
        let sellers = partners(w, &["Lola"]).await;
        let owner = composes(w, "Salom, hamkorlar").await;
        owner
            .does(w, |telegram, person, bot| {
                telegram.send_poll(person, bot, "Ha?")
            })
            .await;
        assert!(owner.heard(w).contains("cannot be sent to many"));
        owner
            .does(w, |telegram, person, bot| {
                telegram.send_location(person, bot, (41.3, 69.2))
            })
            .await;
        assert!(owner.heard(w).contains("cannot be sent to many"));
        owner
            .does(w, |telegram, person, bot| {
                let picture = || Document::new("a.jpg", "image/jpeg", b"x".to_vec());
                telegram.send_album(person, bot, &[picture(), picture()])
            })
            .await;
        assert!(owner.history(w).contains("An album cannot"));
        let file = |name| Document::new(name, "application/pdf", b"x".to_vec());
        let heavy = file("a.pdf").claiming(21 << 20);
        let wordy = file("b.pdf").captioned(&"x".repeat(1_025));
        for (file, why) in [(heavy, "20 MB at most"), (wordy, "1024 characters at most")] {
            owner
                .does(w, |telegram, person, bot| {
                    telegram.send_document(person, bot, file)
                })
                .await;
            assert!(owner.heard(w).contains(why), "{why}");
        }
        // The screen stands further up; it is drawn anew below.
        owner.types(w, "Salom, hamkorlar 2").await;
        owner.taps(w, "Next").await;
        owner.taps(w, "Yes, send it").await;
        assert_eq!(got(w, sellers[0].person, PARTNER_BOT, "hamkorlar 2"), 1);
    })
    .await;
}
