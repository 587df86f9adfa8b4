//! Every kind of thing a customer can send: a polite reaction for each, and
//! nothing unread.

use scx_fakes::telegram::{Card, Document};
use scx_fakes::{Impossible, Telegram};
use scx_world::World;
use serde_json::json;

use super::{from_bot, sent, shop_with_customer};
use crate::world;

const QUESTION: &str = "Choynak qancha turadi?";

/// One way of sending something: from a person to a bot.
type Send<'a> = &'a dyn Fn(&Telegram, i64, i64) -> Result<i64, Impossible>;

#[tokio::test]
async fn a_corrected_question_is_answered() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let id = aziz.writes(w, "Chynk?");
        w.settle().await;
        aziz.does(w, |telegram, person, bot| {
            telegram.edit_text(person, bot, id, QUESTION)
        })
        .await;
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_question_corrected_at_once_is_answered_once() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let before = sent(w, aziz.bot);
        let id = aziz.writes(w, "Choynak qanch?");
        w.rest().await;
        aziz.does(w, |telegram, person, bot| {
            telegram.edit_text(person, bot, id, QUESTION)
        })
        .await;
        assert_eq!(sent(w, aziz.bot), before + 1, "{}", aziz.heard(w));
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_sticker_gets_a_smile_and_does_not_bother_the_partner() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        let (before, told) = (from_bot(w, &aziz).len(), lola.heard(w));
        aziz.does(w, |telegram, person, bot| {
            telegram.send_sticker(person, bot)
        })
        .await;
        assert_eq!(from_bot(w, &aziz).len(), before + 1, "{}", aziz.heard(w));
        assert_eq!(lola.heard(w), told);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_is_said_so_with_a_way_to_a_person() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let photo = || Document::new("p.jpg", "image/jpeg", &b"\xff\xd8"[..]);
        let file = || Document::new("p.pdf", "application/pdf", &b"%PDF"[..]);
        let sends: [Send<'_>; 4] = [
            &|telegram, person, bot| telegram.send_photo(person, bot, photo()),
            &|telegram, person, bot| telegram.send_voice(person, bot),
            &|telegram, person, bot| telegram.send_video(person, bot),
            &|telegram, person, bot| telegram.send_document(person, bot, file()),
        ];
        for (place, send) in sends.iter().enumerate() {
            let before = from_bot(w, &aziz).len();
            aziz.does(w, send).await;
            assert_eq!(
                from_bot(w, &aziz).len(),
                before + 1,
                "{place}: {}",
                aziz.heard(w)
            );
            assert!(
                aziz.screen(w).contains("[👤 Operator]"),
                "{place}: {}",
                aziz.screen(w)
            );
        }
    })
    .await;
}

#[tokio::test]
async fn words_below_a_picture_are_a_question() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let photo = Document::new("p.jpg", "image/jpeg", &b"\xff\xd8"[..]).captioned(QUESTION);
        let before = sent(w, aziz.bot);
        aziz.does(w, |telegram, person, bot| {
            telegram.send_photo(person, bot, photo)
        })
        .await;
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
        let file =
            Document::new("p.pdf", "application/pdf", &b"%PDF"[..]).captioned("Lagan qancha?");
        aziz.does(w, |telegram, person, bot| {
            telegram.send_document(person, bot, file)
        })
        .await;
        assert!(aziz.screen(w).contains("210 000"), "{}", aziz.screen(w));
        assert_eq!(sent(w, aziz.bot), before + 2);
    })
    .await;
}

#[tokio::test]
async fn an_album_gets_one_reaction() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let photo = || Document::new("p.jpg", "image/jpeg", &b"\xff\xd8"[..]);
        let before = from_bot(w, &aziz).len();
        let bare = [photo(), photo(), photo()];
        aziz.does(w, |telegram, person, bot| {
            telegram.send_album(person, bot, &bare)
        })
        .await;
        assert_eq!(from_bot(w, &aziz).len(), before + 1, "{}", aziz.heard(w));
        let asked = [photo().captioned(QUESTION), photo()];
        aziz.does(w, |telegram, person, bot| {
            telegram.send_album(person, bot, &asked)
        })
        .await;
        assert_eq!(from_bot(w, &aziz).len(), before + 2, "{}", aziz.heard(w));
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_picture_beside_a_question_does_not_hide_the_answer() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let photo = Document::new("p.jpg", "image/jpeg", &b"\xff\xd8"[..]);
        aziz.writes(w, QUESTION);
        aziz.does(w, |telegram, person, bot| {
            telegram.send_photo(person, bot, photo)
        })
        .await;
        assert!(aziz.heard(w).contains("145 000"), "{}", aziz.heard(w));
    })
    .await;
}

#[tokio::test]
async fn a_place_and_a_phone_number_are_passed_on_to_the_partner() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        let before = from_bot(w, &aziz).len();
        aziz.does(w, |telegram, person, bot| {
            telegram.send_location(person, bot, (41.31, 69.28))
        })
        .await;
        assert!(
            lola.screen(w).contains("41.31"),
            "where it is: {}",
            lola.screen(w)
        );
        let card = Card::Other {
            phone: "998935557799".to_owned(),
            first_name: "Aka".to_owned(),
            user_id: None,
        };
        aziz.does(w, |telegram, person, bot| {
            telegram.send_contact(person, bot, card)
        })
        .await;
        assert!(
            lola.screen(w).contains("998935557799"),
            "{}",
            lola.screen(w)
        );
        assert_eq!(from_bot(w, &aziz).len(), before + 2, "{}", aziz.heard(w));
    })
    .await;
}

#[tokio::test]
async fn a_place_and_the_words_with_it_both_reach_the_partner() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.writes(w, "Shu yerga eltib berasizmi?");
        aziz.does(w, |telegram, person, bot| {
            telegram.send_location(person, bot, (41.31, 69.28))
        })
        .await;
        let heard = lola.heard(w);
        assert!(
            heard.contains("41.31") && heard.contains("Shu yerga"),
            "{heard}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_forwarded_post_is_answered_like_a_question() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        aziz.does(w, |telegram, person, bot| {
            telegram.forward_text(person, bot, "Kanal", QUESTION)
        })
        .await;
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
    })
    .await;
}

#[tokio::test]
async fn in_a_group_the_bot_speaks_only_when_it_is_called() {
    const GROUP: i64 = -1_001_234_567_890;
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        w.outside.telegram().add_group(GROUP, "Mahalla");
        let told = lola.heard(w);
        let says = async |w: &mut World, text: &str| {
            aziz.does(w, |telegram, person, bot| {
                telegram.send_in_group(person, GROUP, bot, text)
            })
            .await;
            w.outside
                .telegram()
                .chat(GROUP, aziz.bot)
                .messages
                .into_iter()
                .filter(|it| it.from_bot)
                .collect::<Vec<_>>()
        };
        assert!(says(w, QUESTION).await.is_empty(), "nobody called it");
        assert!(says(w, "/help").await.is_empty(), "a command for any bot");
        let another = says(w, "@lola_shop_bot_2 choynak qancha?").await;
        assert!(another.is_empty(), "another bot was called: {another:?}");
        assert_eq!(lola.heard(w), told, "the partner is left alone");
    })
    .await;
}

#[tokio::test]
async fn a_customer_who_blocked_the_bot_is_let_go_and_welcomed_back() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.types(w, "Velosiped ijaraga berasizlarmi?").await;
        aziz.does(w, |telegram, person, bot| telegram.block(person, bot))
            .await;
        lola.replies_to(w, "Velosiped", "Yo'q").await;
        assert!(!aziz.heard(w).contains("Yo'q"));
        aziz.does(w, |telegram, person, bot| telegram.unblock(person, bot))
            .await;
        let answer = aziz.asks(w, QUESTION).await;
        assert!(answer.contains("145 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn a_block_while_the_answer_is_on_its_way_is_no_error() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        aziz.writes(w, QUESTION);
        w.rest().await;
        aziz.does(w, |telegram, person, bot| telegram.block(person, bot))
            .await;
        assert!(!aziz.heard(w).contains("145 000"));
    })
    .await;
}

#[tokio::test]
async fn kinds_that_nobody_knows_yet_are_read_and_left_alone() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let before = sent(w, aziz.bot);
        let chat = json!({"id": aziz.person, "type": "private", "first_name": "Aziz"});
        let from = json!({"id": aziz.person, "is_bot": false, "first_name": "Aziz"});
        for update in [
            json!({"message_holograms": {"id": "9", "from": from}}),
            json!({"poll": {"id": "7", "options": []}}),
            json!({"future": [1, 2, 3]}),
            json!({"message": {"message_id": 900, "date": 1_795_230_000, "chat": chat, "from": from, "hologram": {}}}),
            json!({"message": {"message_id": 901, "date": 1_795_230_000, "chat": chat, "from": from, "pinned_message": {}}}),
            json!({"message": {"chat": chat}}),
        ] {
            w.outside.telegram().raw_update(aziz.bot, update).expect("queued");
        }
        w.settle().await;
        assert_eq!(w.outside.telegram().pending(), 0, "all of them are thanked for");
        assert_eq!(sent(w, aziz.bot), before, "{}", aziz.heard(w));
        let answer = aziz.asks(w, QUESTION).await;
        assert!(answer.contains("145 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn unknown_commands_get_help() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        for command in ["/help", "/narxlar"] {
            let before = from_bot(w, &aziz).len();
            aziz.types(w, command).await;
            assert_eq!(from_bot(w, &aziz).len(), before + 1);
            assert!(aziz.screen(w).contains("/lang"), "{}", aziz.screen(w));
        }
    })
    .await;
}

#[tokio::test]
async fn a_tapped_button_stops_spinning() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let query = aziz.does(w, |telegram, person, bot| {
            let greeting = telegram
                .chat(person, bot)
                .messages
                .pop()
                .expect("a greeting");
            telegram.tap(person, bot, greeting.id, "O‘zbekcha")
        });
        query.await;
        assert_eq!(aziz.chat(w).unanswered_queries, 0);
    })
    .await;
}
