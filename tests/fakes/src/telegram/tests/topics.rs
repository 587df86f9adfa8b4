//! Topics in private chats.

use serde_json::{Value, json};

use crate::telegram::Document;
use crate::telegram::views::TopicView;
use crate::testing::{BOT, LOLA, Stage};

const GONE: &str = "Bad Request: message thread not found";

/// A chat with one topic; gives its id.
async fn with_topic() -> (Stage, i64) {
    let stage = Stage::set().await;
    stage.telegram().send_text(LOLA, BOT, "/start").unwrap();
    stage.telegram().set_topics(BOT, true);
    let topic = stage.done("createForumTopic", named("Narxlar")).await;
    (stage, topic["message_thread_id"].as_i64().unwrap())
}

fn named(name: &str) -> Value {
    json!({"chat_id": LOLA, "name": name})
}

fn into(thread: i64, text: &str) -> Value {
    json!({"chat_id": LOLA, "message_thread_id": thread, "text": text})
}

impl Stage {
    fn newest_message(&self) -> Value {
        self.last_update()["message"].clone()
    }
}

#[tokio::test]
async fn topics_are_off_until_the_owner_switches_them_on() {
    let stage = Stage::set().await;
    stage.telegram().send_text(LOLA, BOT, "/start").unwrap();
    let me = stage.done("getMe", json!({})).await;
    assert_eq!(me["has_topics_enabled"], false);
    let no_forum = "Bad Request: the chat is not a forum";
    let why = stage.refused("createForumTopic", named("Narxlar")).await;
    assert_eq!(why, no_forum);
    assert_eq!(stage.refused("sendMessage", into(1, "a")).await, GONE);
    stage.telegram().set_topics(BOT, true);
    let me = stage.done("getMe", json!({})).await;
    assert_eq!(me["has_topics_enabled"], true);
    let topic = stage.done("createForumTopic", named("Narxlar")).await;
    let thread = topic["message_thread_id"].as_i64().unwrap();
    stage.telegram().set_topics(BOT, false);
    assert_eq!(stage.telegram().topics(LOLA, BOT), []);
    assert_eq!(stage.refused("sendMessage", into(thread, "a")).await, GONE);
    let delete = json!({"chat_id": LOLA, "message_thread_id": thread});
    assert_eq!(stage.refused("deleteForumTopic", delete).await, no_forum);
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_new_topic_is_told_in_a_service_message_of_another_number() {
    let (stage, thread) = with_topic().await;
    let mut whole = named("  Savdo   bo'limi ");
    whole["icon_color"] = json!(9_367_192);
    whole["icon_custom_emoji_id"] = json!("5377316857231450742");
    let topic = stage.done("createForumTopic", whole).await;
    let second = topic["message_thread_id"].as_i64().unwrap();
    let expected = json!({
        "message_thread_id": second,
        "name": "Savdo bo'limi",
        "icon_color": 9_367_192,
        "icon_custom_emoji_id": "5377316857231450742",
    });
    assert_eq!(topic, expected);
    let told = stage.telegram().message_json(LOLA, BOT, 3).unwrap();
    assert_eq!(told["forum_topic_created"]["name"], "Savdo bo'limi");
    assert_eq!(told["message_thread_id"], second);
    assert_eq!(told["is_topic_message"], true);
    assert_ne!(told["message_id"], second);
    let view = |id: i64, name: &str| TopicView {
        id,
        name: name.to_owned(),
    };
    assert_eq!(
        stage.telegram().topics(LOLA, BOT),
        [view(thread, "Narxlar"), view(second, "Savdo bo'limi")]
    );
    let messages = stage.telegram().chat(LOLA, BOT).messages;
    assert_eq!(messages[1].kind, "forum_topic_created");
    assert_eq!(stage.telegram().update_ids(BOT).len(), 1);
    assert!(stage.telegram().unread(LOLA, BOT).is_empty());
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn names_have_one_to_128_characters_and_colors_are_six() {
    let (stage, _) = with_topic().await;
    for empty in ["", "  \n "] {
        let why = stage.refused("createForumTopic", named(empty)).await;
        assert_eq!(why, "Bad Request: name must be non-empty");
    }
    let mut colored = named("a");
    colored["icon_color"] = json!(1);
    let why = stage.refused("createForumTopic", colored).await;
    assert_eq!(why, "Bad Request: invalid icon color specified");
    stage
        .done("createForumTopic", named(&"ў".repeat(128)))
        .await;
    stage.assert_nothing_unexpected();
    let topic = stage.done("createForumTopic", named(&"ў".repeat(129)));
    assert_eq!(topic.await["name"], "ў".repeat(128));
    assert!(stage.one_unexpected().contains("is cut"));
}

#[tokio::test]
async fn topics_are_renamed_and_deleted_by_their_bot() {
    let (stage, thread) = with_topic().await;
    let edit = |thread: i64, name: &str| json!({"chat_id": LOLA, "message_thread_id": thread, "name": name});
    stage.done("editForumTopic", edit(thread, "Savdo")).await;
    assert_eq!(stage.telegram().topics(LOLA, BOT)[0].name, "Savdo");
    let told = stage.telegram().message_json(LOLA, BOT, 3).unwrap();
    assert_eq!(told["forum_topic_edited"], json!({"name": "Savdo"}));
    let same = stage.refused("editForumTopic", edit(thread, "Savdo")).await;
    assert_eq!(same, "Bad Request: TOPIC_NOT_MODIFIED");
    let delete = |thread: i64| json!({"chat_id": LOLA, "message_thread_id": thread});
    stage.done("editForumTopic", delete(thread)).await;
    stage.done("deleteForumTopic", delete(thread)).await;
    assert_eq!(stage.telegram().topics(LOLA, BOT), []);
    let gone = stage.refused("deleteForumTopic", delete(thread)).await;
    assert_eq!(gone, "Bad Request: TOPIC_ID_INVALID");
    let gone = stage.refused("editForumTopic", edit(thread, "Narx")).await;
    assert_eq!(gone, "Bad Request: TOPIC_ID_INVALID");
    let none = stage.refused("deleteForumTopic", delete(0)).await;
    assert_eq!(
        none,
        "Bad Request: invalid forum topic identifier specified"
    );
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_message_in_a_topic_says_so_and_stays_there() {
    let (stage, thread) = with_topic().await;
    let sent = stage.done("sendMessage", into(thread, "bir")).await;
    assert_eq!(sent["message_thread_id"], thread);
    assert_eq!(sent["is_topic_message"], true);
    let id = &sent["message_id"];
    let edit = json!({"chat_id": LOLA, "message_id": id, "text": "ikki"});
    let edited = stage.done("editMessageText", edit).await;
    assert_eq!(edited["message_thread_id"], thread);
    assert_eq!(edited["is_topic_message"], true);
    let answer = json!({"chat_id": LOLA, "text": "uch", "reply_parameters": {"message_id": id}});
    let answer = stage.done("sendMessage", answer).await;
    assert_eq!(answer["message_thread_id"], thread);
    let copy = json!({"chat_id": LOLA, "from_chat_id": LOLA, "message_id": id});
    stage.done("copyMessage", copy.clone()).await;
    let mut copy_into = copy;
    copy_into["message_thread_id"] = json!(thread);
    stage.done("copyMessage", copy_into).await;
    stage.tell("umumiy").await;
    let messages = stage.telegram().chat(LOLA, BOT).messages;
    let threads: Vec<Option<i64>> = messages.iter().map(|it| it.thread).collect();
    let inside = Some(thread);
    assert_eq!(threads, [None, inside, inside, inside, None, inside, None]);
    let outside = json!({"chat_id": LOLA, "message_thread_id": 0, "text": "a"});
    let outside = stage.done("sendMessage", outside).await;
    assert!(outside["message_thread_id"].is_null());
    assert!(outside["is_topic_message"].is_null());
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn nothing_is_sent_into_an_unknown_topic() {
    let (stage, thread) = with_topic().await;
    let sent = Document::new("narx.csv", "text/csv", &b"a;b"[..]);
    let id = stage.telegram().send_document(LOLA, BOT, sent).unwrap();
    let file = stage.newest_message()["document"]["file_id"].clone();
    let picture = Document::new("a.jpg", "image/jpeg", &b"jpg"[..]);
    stage.telegram().send_photo(LOLA, BOT, picture).unwrap();
    let photo = stage.newest_message()["photo"][0]["file_id"].clone();
    let calls = [
        ("sendMessage", json!({"text": "a"})),
        ("sendDocument", json!({"document": file})),
        ("sendPhoto", json!({"photo": photo})),
        (
            "copyMessage",
            json!({"from_chat_id": LOLA, "message_id": id}),
        ),
        ("sendChatAction", json!({"action": "typing"})),
        ("sendMessageDraft", json!({"draft_id": 1, "text": "a"})),
    ];
    for (method, mut params) in calls {
        params["chat_id"] = json!(LOLA);
        params["message_thread_id"] = json!(2);
        let why = stage.refused(method, params.clone()).await;
        assert_eq!(why, GONE, "{method}: a message id is no thread");
        params["message_thread_id"] = json!(thread);
        stage.done(method, params).await;
    }
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn what_a_person_writes_in_a_topic_says_so() {
    let (stage, thread) = with_topic().await;
    let telegram = stage.telegram();
    let id = telegram.send_text_in(LOLA, BOT, thread, "salom").unwrap();
    let message = stage.newest_message();
    assert_eq!(message["message_id"], id);
    assert_eq!(message["text"], "salom");
    assert_eq!(message["message_thread_id"], thread);
    assert_eq!(message["is_topic_message"], true);
    telegram.reply(LOLA, BOT, id, "narxi?").unwrap();
    assert_eq!(stage.newest_message()["message_thread_id"], thread);
    let keyboard = json!({"keyboard": [["Ha"], [{"text": "Raqam", "request_contact": true}]]});
    let mut ask = into(thread, "rozimisiz?");
    ask["reply_markup"] = keyboard;
    stage.done("sendMessage", ask).await;
    for label in ["Ha", "Raqam"] {
        telegram.press_keyboard(LOLA, BOT, label).unwrap();
        assert_eq!(stage.newest_message()["message_thread_id"], thread);
    }
    telegram.send_text(LOLA, BOT, "umumiy").unwrap();
    assert!(stage.newest_message()["message_thread_id"].is_null());
    assert!(telegram.send_text_in(LOLA, BOT, 2, "salom").is_err());
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_topic_the_person_deletes_takes_its_messages_along() {
    let (stage, thread) = with_topic().await;
    let telegram = stage.telegram();
    let sent = stage.done("sendMessage", into(thread, "bir")).await;
    let id = sent["message_id"].as_i64().unwrap();
    let updates = telegram.update_ids(BOT);
    telegram.delete_topic(LOLA, BOT, thread).unwrap();
    assert_eq!(telegram.update_ids(BOT), updates, "nobody tells the bot");
    assert_eq!(telegram.topics(LOLA, BOT), []);
    assert!(telegram.was_deleted(LOLA, BOT, id));
    assert!(telegram.unread(LOLA, BOT).is_empty());
    assert_eq!(telegram.chat(LOLA, BOT).messages.len(), 1);
    assert_eq!(
        stage.refused("sendMessage", into(thread, "ikki")).await,
        GONE
    );
    assert!(telegram.delete_topic(LOLA, BOT, thread).is_err());
    assert!(telegram.send_text_in(LOLA, BOT, thread, "a").is_err());
    let again = stage.done("createForumTopic", named("Narxlar")).await;
    assert_ne!(again["message_thread_id"], thread);
    stage.tell("umumiy").await;
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn what_the_server_lets_pass_about_topics_is_noted() {
    let (stage, thread) = with_topic().await;
    stage.telegram().add_group(-1_001, "Do'kon");
    let mut group = into(thread, "a");
    group["chat_id"] = json!(-1_001);
    let sent = stage.done("sendMessage", group).await;
    assert!(sent["message_thread_id"].is_null());
    assert!(stage.one_unexpected().contains("is ignored in a group"));
    let mut across = into(thread, "a");
    across["reply_parameters"] = json!({"message_id": 1});
    stage.done("sendMessage", across).await;
    assert!(stage.one_unexpected().contains("another topic"));
    let why = json!({"chat_id": -1_001, "name": "a"});
    let why = stage.refused("createForumTopic", why).await;
    assert_eq!(why, "Bad Request: the chat is not a forum");
}
