//! Files for customers on every messenger that takes them.

use scx_fakes::Fault;
use scx_fakes::meta::{SeenMessage, Talk};
use scx_fakes::telegram::{Clip, Document};
use scx_kit::Millis;
use scx_world::{ADMIN_BOT, Chief, NUMBER, Seller, World};

use super::customers::{agrees, shop};
use super::{NEWS, begins, composes, composes_picture, counts, tally};
use crate::messengers::files::fetch;
use crate::with_admins;

/// A shop on all messengers with a customer on each, who may be written to.
async fn everywhere(w: &mut World) -> (Seller, [Talk; 2]) {
    let (lola, bot) = shop(w).await;
    lola.connects_instagram(w).await;
    agrees(w, &lola).await;
    let aziz = w.customer("Aziz", bot);
    aziz.starts(w).await;
    let vera = w.on_whatsapp("Vera", "998900000012");
    let dina = w.on_instagram("dina", "900000000000021");
    for talk in [&vera, &dina] {
        talk.says("Choynak narxi qancha?").expect("a talk");
    }
    w.settle().await;
    (lola, [vera, dina])
}

async fn sends(w: &mut World, owner: &Chief) {
    owner.taps(w, "Next").await;
    owner.taps(w, "Yes, send it").await;
}

/// A document, as long as it claims to be.
async fn composes_document(w: &mut World, media_type: &str, bytes: u64) -> Chief {
    let owner = begins(w).await;
    owner
        .does(w, |telegram, person, bot| {
            let file = Document::new("narxlar", media_type, b"bytes of it".to_vec());
            telegram.send_document(person, bot, file.captioned(NEWS).claiming(bytes))
        })
        .await;
    owner.taps(w, "Their customers").await;
    owner
}

fn media(message: &SeenMessage) -> (&str, Option<&[u8]>) {
    let bytes = message.media.as_ref().map(|media| &media.bytes[..]);
    (message.kind.as_str(), bytes)
}

#[tokio::test]
async fn a_picture_goes_to_every_messenger_and_the_shop_answers_as_before() {
    with_admins(async |w| {
        let (lola, [vera, dina]) = everywhere(w).await;
        let owner = composes_picture(w, NEWS).await;
        owner.taps(w, "Their customers").await;
        assert!(
            owner.screen(w).contains("3 customers"),
            "{}",
            owner.screen(w)
        );
        sends(w, &owner).await;
        assert_eq!(counts(&tally(w).await), [3, 0, 0, 0, 0, 0]);
        let picture = ("image", Some(&b"a picture"[..]));
        let told = w.told(&vera);
        assert_eq!((media(&told), told.text.as_str()), (picture, NEWS));
        let seen = dina.sees();
        let [.., file, words] = seen.messages.as_slice() else {
            panic!("{:?}", seen.messages);
        };
        assert_eq!((media(file), file.text.as_str()), (picture, ""));
        assert_eq!(words.text, NEWS);
        // Fetched for the bot, and once for all others.
        assert_eq!(w.outside.telegram().calls(ADMIN_BOT, "getFile").len(), 2);
        // Instagram tells the app what the account wrote, and nobody took that
        // for the seller's own words.
        dina.says("Piyola narxi qancha?").expect("a talk");
        w.settle().await;
        assert!(
            w.told(&dina).text.contains("12 000"),
            "{}",
            w.told(&dina).text
        );
        lola.types(w, "/chats").await;
        lola.taps(w, "Vera").await;
        assert!(lola.screen(w).contains(NEWS), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn what_a_messenger_does_not_take_is_said_and_goes_to_the_others() {
    with_admins(async |w| {
        let (_, [vera, dina]) = everywhere(w).await;
        let before = dina.sees().messages.len();
        let owner = begins(w).await;
        owner
            .does(w, |telegram, person, bot| telegram.send_voice(person, bot))
            .await;
        owner.taps(w, "Their customers").await;
        let screen = owner.screen(w);
        assert!(screen.contains("2 customers"), "{screen}");
        assert!(screen.contains("Instagram does not take"), "{screen}");
        assert!(!screen.contains("WhatsApp does not"), "{screen}");
        sends(w, &owner).await;
        assert_eq!(media(&w.told(&vera)), ("audio", Some(&b"OggS"[..])));
        assert_eq!(dina.sees().messages.len(), before);

        owner.types(w, "/broadcast").await;
        owner
            .does(w, |telegram, person, bot| {
                telegram.send_sticker(person, bot)
            })
            .await;
        owner.taps(w, "Their customers").await;
        let screen = owner.screen(w);
        assert!(screen.contains("1 customer"), "{screen}");
        assert!(screen.contains("WhatsApp does not take"), "{screen}");
        let sent = w.outside.meta().sent(NUMBER).len();
        sends(w, &owner).await;
        assert_eq!(w.outside.meta().sent(NUMBER).len(), sent);
        assert_eq!(counts(&tally(w).await), [1, 0, 0, 0, 0, 0]);
    })
    .await;
}

#[tokio::test]
async fn each_messenger_has_its_own_length_which_is_checked_before_anything_is_sent() {
    with_admins(async |w| {
        let (_, [vera, dina]) = everywhere(w).await;
        let owner = composes_document(w, "video/mp4", 17 << 20).await;
        let screen = owner.screen(w);
        assert!(screen.contains("2 customers"), "{screen}");
        assert!(
            screen.contains("WhatsApp takes such a file up to 16 MB"),
            "{screen}"
        );
        assert!(!screen.contains("Instagram takes"), "{screen}");
        let before = w.outside.meta().sent(NUMBER).len();
        sends(w, &owner).await;
        assert_eq!(w.outside.meta().sent(NUMBER).len(), before);
        assert_eq!(w.told(&dina).text, NEWS);
        // A list of prices has its name and its words on WhatsApp.
        let owner = composes_document(w, "application/pdf", 11).await;
        assert!(owner.screen(w).contains("3 customers"));
        sends(w, &owner).await;
        let told = w.told(&vera);
        let name = told
            .media
            .as_ref()
            .and_then(|media| media.file_name.as_deref());
        assert_eq!((told.kind.as_str(), name), ("document", Some("narxlar")));
        assert_eq!(told.text, NEWS);
    })
    .await;
}

#[tokio::test]
async fn films_leave_no_faster_than_instagram_takes_them() {
    with_admins(async |w| {
        let (_, [_, dina]) = everywhere(w).await;
        let mut talks = vec![dina];
        for place in 0..59 {
            let id = format!("9000000000001{place:02}");
            let talk = w.on_instagram(&format!("mijoz{place}"), &id);
            talk.says("Salom").expect("a talk");
            talks.push(talk);
        }
        w.settle().await;
        let owner = begins(w).await;
        owner
            .does(w, |telegram, person, bot| telegram.send_video(person, bot))
            .await;
        owner.taps(w, "Their customers").await;
        owner.taps(w, "Instagram").await;
        assert!(
            owner.screen(w).contains("60 customers"),
            "{}",
            owner.screen(w)
        );
        let known = w.outside.exchanges().len();
        sends(w, &owner).await;
        w.advance(Millis::minutes(1)).await;
        assert_eq!(counts(&tally(w).await), [60, 0, 0, 0, 0, 0]);
        for talk in &talks {
            let films = talk.sees().messages;
            let films = films.iter().filter(|message| message.kind == "video");
            assert_eq!(films.count(), 1);
        }
        let all = w.outside.exchanges();
        let refused = all[known.min(all.len())..].iter();
        let refused = refused.filter(|one| one.service == "meta" && one.status >= 400);
        assert_eq!(refused.count(), 0);
    })
    .await;
}

#[tokio::test]
async fn an_address_works_for_whoever_was_told_it_until_some_days_after() {
    with_admins(async |w| {
        everywhere(w).await;
        let owner = composes_picture(w, NEWS).await;
        owner.taps(w, "Their customers").await;
        sends(w, &owner).await;
        let (key,): (String,) = scx_store::sql("SELECT key FROM broadcast_file")
            .one(&w.cx().db)
            .await
            .expect("a file");
        assert_eq!(key.len(), 32);
        let good = fetch(w, &key).await;
        assert_eq!((good.0, &good.1[..]), (200, &b"a picture"[..]));
        w.goes_on_after(Millis::days(5)).await;
        assert_eq!(fetch(w, &key).await.0, 404);
        let (parts,): (i64,) = scx_store::sql("SELECT COUNT(*) FROM broadcast_file_part")
            .one(&w.cx().db)
            .await
            .expect("a number");
        assert_eq!(parts, 0);
    })
    .await;
}

#[tokio::test]
async fn a_crash_while_the_file_is_fetched_delays_it_and_nobody_gets_it_twice() {
    with_admins(async |w| {
        let (_, talks) = everywhere(w).await;
        let owner = begins(w).await;
        owner
            .does(w, |telegram, person, bot| {
                telegram.send_clip(person, bot, Clip::Moving)
            })
            .await;
        owner.taps(w, "Their customers").await;
        owner.taps(w, "Next").await;
        w.outside
            .fail_next("telegram", Some("getFile"), Fault::Hang);
        owner.presses(w, "Yes, send it");
        w.passes(Millis(500)).await;
        assert_eq!(w.outside.planned_faults(), 0);
        w.crash().await;
        w.boot().await;
        w.advance(Millis::minutes(10)).await;
        assert_eq!(counts(&tally(w).await), [3, 0, 0, 0, 0, 0]);
        for talk in talks {
            let films = talk.sees().messages;
            let films = films.iter().filter(|message| message.kind == "video");
            assert_eq!(films.count(), 1);
        }
    })
    .await;
}

#[tokio::test]
async fn without_a_public_address_files_stay_on_telegram_and_words_go_everywhere() {
    with_admins(async |w| {
        let (_, [vera, _]) = everywhere(w).await;
        w.halt().await;
        w.start.is_polling = true;
        w.boot().await;
        // The webhooks are taken away, and a while later everybody is polled.
        w.advance(Millis::minutes(20)).await;
        w.advance(Millis::secs(10)).await;
        let owner = composes_picture(w, NEWS).await;
        owner.taps(w, "Their customers").await;
        let screen = owner.screen(w);
        assert!(screen.contains("1 customer"), "{screen}");
        assert_eq!(screen.matches("no public address").count(), 2, "{screen}");
        sends(w, &owner).await;
        assert_eq!(counts(&tally(w).await), [1, 0, 0, 0, 0, 0]);
        let owner = composes(w, "Ikkinchi xabar").await;
        owner.taps(w, "Their customers").await;
        assert!(!owner.screen(w).contains("no public address"));
        sends(w, &owner).await;
        assert_eq!(counts(&tally(w).await), [3, 0, 0, 0, 0, 0]);
        assert_eq!(w.told(&vera).text, "Ikkinchi xabar");
    })
    .await;
}
