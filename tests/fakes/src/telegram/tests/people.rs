//! What people do, and the updates it makes.

use serde_json::json;

use crate::telegram::{Card, Document};
use crate::testing::{BOT, LOLA, Stage};

#[tokio::test]
async fn a_command_arrives_as_from_the_real_server() {
    let stage = Stage::set().await;
    stage
        .telegram()
        .send_text(LOLA, BOT, "/start ref_7")
        .unwrap();
    let update = stage.last_update();
    let expected = json!({
        "update_id": update["update_id"],
        "message": {
            "message_id": 1,
            "from": {
                "id": LOLA, "is_bot": false, "first_name": "Lola",
                "last_name": "Karimova", "language_code": "uz",
            },
            "chat": {"id": LOLA, "first_name": "Lola", "last_name": "Karimova", "type": "private"},
            "date": stage.now_ms() / 1000,
            "text": "/start ref_7",
            "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        },
    });
    assert_eq!(update, expected);
}

#[tokio::test]
async fn contacts_prove_their_owner_only_by_user_id() {
    let stage = Stage::set().await;
    stage.telegram().send_contact(LOLA, BOT, Card::Own).unwrap();
    let own = stage.last_update()["message"]["contact"].clone();
    assert_eq!(
        (&own["user_id"], &own["phone_number"]),
        (&json!(LOLA), &json!("998901234567"))
    );
    let other = Card::Other {
        phone: "998931112233".to_owned(),
        first_name: "Ali".to_owned(),
        user_id: None,
    };
    stage.telegram().send_contact(LOLA, BOT, other).unwrap();
    let contact = stage.last_update()["message"]["contact"].clone();
    assert_eq!(
        contact,
        json!({"phone_number": "998931112233", "first_name": "Ali"})
    );
    let view = stage.telegram().chat(LOLA, BOT);
    assert_eq!(view.messages[1].contact.as_deref(), Some("998931112233"));
}

#[tokio::test]
async fn a_tap_carries_the_message_and_is_answered_once() {
    let stage = Stage::set().await;
    stage.telegram().send_text(LOLA, BOT, "/start").unwrap();
    let rows = json!([[{"text": "Ha", "callback_data": "v1|yes"}, {"text": "Sayt", "url": "https://x.uz"}]]);
    let ask =
        json!({"chat_id": LOLA, "text": "rozimisiz?", "reply_markup": {"inline_keyboard": rows}});
    let id = stage.done("sendMessage", ask).await["message_id"]
        .as_i64()
        .unwrap();
    assert!(stage.telegram().tap(LOLA, BOT, id, "Yo'q").is_err());
    assert!(
        stage.telegram().tap(LOLA, BOT, id, "Sayt").is_err(),
        "links do not call back"
    );
    assert!(stage.telegram().tap(LOLA, BOT, 1, "Ha").is_err());
    let query = stage.telegram().tap(LOLA, BOT, id, "Ha").unwrap();
    let again = stage.telegram().tap(LOLA, BOT, id, "v1|yes").unwrap();
    assert_ne!(query, again);
    let update = stage.last_update()["callback_query"].clone();
    assert_eq!(
        (&update["id"], &update["data"]),
        (&json!(again), &json!("v1|yes"))
    );
    assert_eq!(
        update["message"]["reply_markup"]["inline_keyboard"][0][0]["text"],
        "Ha"
    );
    assert_eq!(stage.telegram().chat(LOLA, BOT).unanswered_queries, 2);
    let answer = json!({"callback_query_id": query, "text": "Rahmat", "show_alert": true});
    stage.done("answerCallbackQuery", answer.clone()).await;
    let view = stage.telegram().chat(LOLA, BOT);
    assert_eq!(view.unanswered_queries, 1);
    assert!(
        view.toasts[0].alert && view.toasts[0].text == "Rahmat" && view.toasts[0].query_id == query
    );
    let twice = stage.refused("answerCallbackQuery", answer).await;
    assert!(twice.starts_with("Bad Request: query is too old and response timeout expired"));
    let long = json!({"callback_query_id": again, "text": "a".repeat(201)});
    assert_eq!(
        stage.refused("answerCallbackQuery", long).await,
        "Bad Request: MESSAGE_TOO_LONG"
    );
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn blocking_is_told_and_ends_writing() {
    let stage = Stage::set().await;
    assert!(
        stage.telegram().block(LOLA, BOT).is_err(),
        "nothing to block yet"
    );
    stage.telegram().send_text(LOLA, BOT, "/start").unwrap();
    stage.telegram().block(LOLA, BOT).unwrap();
    let change = stage.last_update()["my_chat_member"].clone();
    assert_eq!(change["old_chat_member"]["status"], "member");
    assert_eq!(change["new_chat_member"]["status"], "kicked");
    assert_eq!(change["new_chat_member"]["user"]["id"], BOT);
    assert!(stage.telegram().send_text(LOLA, BOT, "salom").is_err());
    stage.telegram().unblock(LOLA, BOT).unwrap();
    assert_eq!(
        stage.last_update()["my_chat_member"]["new_chat_member"]["status"],
        "member"
    );
}

#[tokio::test]
async fn every_kind_of_message_has_its_field() {
    let stage = Stage::set().await;
    let telegram = stage.telegram();
    let field = |name: &str| stage.last_update()["message"][name].clone();
    let picture = Document::new("a.jpg", "image/jpeg", &b"jpg"[..]);
    telegram
        .send_photo(LOLA, BOT, picture.clone().captioned("mana"))
        .unwrap();
    assert_eq!(field("photo").as_array().unwrap().len(), 2);
    assert_eq!(field("caption"), "mana");
    telegram.send_voice(LOLA, BOT).unwrap();
    assert_eq!(field("voice")["mime_type"], "audio/ogg");
    telegram.send_sticker(LOLA, BOT).unwrap();
    assert_eq!(field("sticker")["type"], "regular");
    telegram.send_video(LOLA, BOT).unwrap();
    assert_eq!(field("video")["width"], 640);
    telegram.send_location(LOLA, BOT, (41.3, 69.2)).unwrap();
    assert_eq!(
        field("location"),
        json!({"latitude": 41.3, "longitude": 69.2})
    );
    telegram.forward_text(LOLA, BOT, "Ali", "salom").unwrap();
    assert_eq!(field("forward_origin")["sender_user_name"], "Ali");
    let ids = telegram
        .send_album(LOLA, BOT, &[picture.clone(), picture])
        .unwrap();
    let group = |id: i64| telegram.message_json(LOLA, BOT, id).unwrap()["media_group_id"].clone();
    assert_eq!(group(ids[0]), group(ids[1]));
    assert!(group(ids[0]).is_string());
    telegram.reply(LOLA, BOT, ids[0], "bu nima?").unwrap();
    assert_eq!(field("reply_to_message")["message_id"], ids[0]);
}

#[tokio::test]
async fn people_edit_only_their_own_texts() {
    let stage = Stage::set().await;
    let id = stage.telegram().send_text(LOLA, BOT, "salom").unwrap();
    let answer = stage.tell("salom").await;
    stage.telegram().edit_text(LOLA, BOT, id, "/help").unwrap();
    let edited = stage.last_update()["edited_message"].clone();
    assert_eq!(
        (&edited["message_id"], &edited["text"]),
        (&json!(id), &json!("/help"))
    );
    assert_eq!(edited["entities"][0]["type"], "bot_command");
    assert!(edited["edit_date"].is_i64());
    assert!(stage.telegram().edit_text(LOLA, BOT, answer, "x").is_err());
}

#[tokio::test]
async fn groups_tell_the_bot_only_what_is_meant_for_it() {
    let stage = Stage::set().await;
    let telegram = stage.telegram();
    telegram.add_group(-1_001, "Do'kon");
    telegram
        .send_in_group(LOLA, -1_001, BOT, "shunchaki gap")
        .unwrap();
    assert_eq!(telegram.update_ids(BOT), Vec::<i64>::new());
    telegram
        .send_in_group(LOLA, -1_001, BOT, "/help@dokon_bot")
        .unwrap();
    let message = stage.last_update()["message"].clone();
    assert_eq!(message["chat"]["id"], -1_001);
    assert_eq!(message["entities"][0]["length"], 15);
    stage
        .done("sendMessage", json!({"chat_id": -1_001, "text": "salom"}))
        .await;
    assert_eq!(telegram.chat(-1_001, BOT).messages.len(), 3);
    assert_eq!(telegram.chat(LOLA, BOT).messages.len(), 0);
}

#[tokio::test]
async fn unread_messages_wait_for_the_person_to_look() {
    let stage = Stage::set().await;
    stage.telegram().send_text(LOLA, BOT, "/start").unwrap();
    stage.tell("bir").await;
    let second = stage.tell("ikki").await;
    stage
        .done(
            "deleteMessage",
            json!({"chat_id": LOLA, "message_id": second}),
        )
        .await;
    let unread = stage.telegram().unread(LOLA, BOT);
    assert_eq!(
        unread.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(),
        ["bir"]
    );
    stage.telegram().mark_read(LOLA, BOT);
    assert!(stage.telegram().unread(LOLA, BOT).is_empty());
    assert_eq!(stage.telegram().chats(), [(LOLA, BOT)]);
}
