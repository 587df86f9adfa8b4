//! Groups: privacy mode, forums, limits.

use serde_json::{Value, json};

use crate::testing::{ALI, BOT, LOLA, Stage, ali};

const GROUP: i64 = -1_001_111;
const FORUM: i64 = -1_002_222;
const BASIC: i64 = -333;
const GONE: &str = "Bad Request: message thread not found";

async fn gathered() -> Stage {
    let stage = Stage::set().await;
    let telegram = stage.telegram();
    telegram.add_person(ali());
    telegram.add_group(GROUP, "Mahalla");
    telegram.add_group(BASIC, "Hovli");
    telegram.add_forum(FORUM, "Bozor").unwrap();
    stage
}

fn to(chat: i64, text: &str) -> Value {
    json!({"chat_id": chat, "text": text})
}

impl Stage {
    /// The newest message the bot was told of, if it is about this text.
    fn heard(&self, text: &str) -> Option<Value> {
        let ids = self.telegram().update_ids(BOT);
        let update = self.telegram().update(BOT, *ids.last()?)?;
        Some(update["message"].clone()).filter(|it| it["text"] == text)
    }

    fn says(&self, text: &str) -> Option<Value> {
        let telegram = self.telegram();
        telegram.send_in_group(LOLA, GROUP, BOT, text).unwrap();
        self.heard(text)
    }
}

#[tokio::test]
async fn mentions_call_the_bot_and_carry_their_place() {
    let stage = gathered().await;
    let message = stage.says("😀 salom, @dokon_bot! narxi?").unwrap();
    let expected = json!([{"type": "mention", "offset": 10, "length": 10}]);
    assert_eq!(message["entities"], expected, "😀 has two units");
    assert_eq!(message["chat"]["type"], "supergroup");
    assert!(stage.says("(@Dokon_Bot)").is_some(), "in any case");
    assert!(stage.says("narxi?\n@dokon_bot").is_some());
    for other in [
        "salom",
        "@dokon_bot_2 salom",
        "pochta@dokon_bot",
        "@dokon_botга",
        "@ali salom",
    ] {
        assert_eq!(stage.says(other), None, "{other}");
    }
    let two = stage.says("@ali_aka,@dokon_bot").unwrap();
    assert_eq!(two["entities"][1]["offset"], 9);
    assert_eq!(two["entities"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn commands_reach_the_bot_unless_they_name_another() {
    let stage = gathered().await;
    assert!(stage.says("/help").is_some());
    assert!(stage.says("/help@dokon_bot").is_some());
    assert_eq!(stage.says("/help@other_bot"), None);
    assert_eq!(stage.says("yozing /help"), None, "not at the beginning");
}

#[tokio::test]
async fn replies_reach_the_bot_they_answer() {
    let stage = gathered().await;
    let telegram = stage.telegram();
    let question = telegram.send_in_group(ALI, GROUP, BOT, "kim?").unwrap();
    let spoken = stage.done("sendMessage", to(GROUP, "men")).await;
    let spoken = spoken["message_id"].as_i64().unwrap();
    let reply = |to: i64, text: &str| telegram.reply_in_group(LOLA, GROUP, BOT, to, text);
    let aside = reply(question, "u emas").unwrap();
    assert_eq!(stage.heard("u emas"), None);
    reply(spoken, "rahmat").unwrap();
    let heard = stage.heard("rahmat").unwrap();
    assert_eq!(heard["from"]["id"], LOLA);
    assert_eq!(heard["reply_to_message"]["message_id"], spoken);
    assert_eq!(heard["reply_to_message"]["from"]["id"], BOT);
    let view = telegram.chat(GROUP, BOT);
    let shown = view.messages.iter().find(|it| it.id == aside).unwrap();
    assert_eq!(shown.reply_to, Some(question));
    assert!(reply(99, "a").is_err());
    assert!(telegram.reply_in_group(LOLA, -5, BOT, 1, "a").is_err());
    assert!(telegram.send_in_group(LOLA, -5, BOT, "a").is_err());
}

#[tokio::test]
async fn a_reply_of_the_bot_needs_its_message() {
    let stage = gathered().await;
    let telegram = stage.telegram();
    let asked = telegram
        .send_in_group(LOLA, GROUP, BOT, "@dokon_bot narxi?")
        .unwrap();
    let reply = |id: i64, anyway: bool| {
        let mut call = to(GROUP, "a");
        call["reply_parameters"] = json!({"message_id": id, "allow_sending_without_reply": anyway});
        call
    };
    let sent = stage.done("sendMessage", reply(asked, false)).await;
    assert_eq!(sent["reply_to_message"]["message_id"], asked);
    let why = stage.refused("sendMessage", reply(99, false)).await;
    assert_eq!(why, "Bad Request: message to be replied not found");
    let sent = stage.done("sendMessage", reply(99, true)).await;
    assert!(sent["reply_to_message"].is_null());
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_supergroup_counts_its_own_messages_the_same_for_every_bot() {
    let stage = gathered().await;
    let telegram = stage.telegram();
    telegram.add_bot("9:other", 9, "other_bot", "Other");
    telegram.send_text(LOLA, BOT, "/start").unwrap();
    let group = |bot: i64, chat: i64| telegram.send_in_group(LOLA, chat, bot, "salom").unwrap();
    assert_eq!((group(BOT, GROUP), group(9, GROUP)), (1, 2));
    assert_eq!(group(BOT, GROUP), 3);
    assert_eq!(group(BOT, BASIC), 2, "as a private chat");
    assert_eq!(stage.tell("salom").await, 3);
}

#[tokio::test]
async fn messages_in_a_topic_say_so_and_answer_its_beginning() {
    let stage = gathered().await;
    let telegram = stage.telegram();
    let thread = telegram.add_forum_topic(ALI, FORUM, "Narxlar").unwrap();
    assert_eq!(telegram.update_ids(BOT), Vec::<i64>::new());
    let text = "@dokon_bot qancha?";
    let id = telegram
        .send_in_topic(LOLA, FORUM, BOT, thread, text)
        .unwrap();
    let heard = stage.heard(text).unwrap();
    assert_eq!(heard["message_id"], id);
    assert_eq!(heard["message_thread_id"], thread);
    assert_eq!(heard["is_topic_message"], true);
    assert_eq!(heard["chat"]["is_forum"], true);
    let root = &heard["reply_to_message"];
    assert_eq!(root["message_id"], thread);
    assert_eq!(root["forum_topic_created"]["name"], "Narxlar");
    assert_eq!(root["from"]["id"], ALI);
    telegram
        .reply_in_group(LOLA, FORUM, BOT, id, "@dokon_bot hoy")
        .unwrap();
    let heard = stage.heard("@dokon_bot hoy").unwrap();
    assert_eq!(heard["message_thread_id"], thread);
    assert_eq!(heard["reply_to_message"]["message_id"], id);
    assert!(heard["reply_to_message"]["reply_to_message"].is_null());
    telegram
        .send_in_topic(LOLA, FORUM, BOT, thread, "shunchaki")
        .unwrap();
    assert_eq!(stage.heard("shunchaki"), None, "an answer to Ali at most");
    telegram.send_in_group(LOLA, FORUM, BOT, "/help").unwrap();
    let general = stage.heard("/help").unwrap();
    assert!(general["message_thread_id"].is_null());
    assert!(general["reply_to_message"].is_null());
    assert!(telegram.send_in_topic(LOLA, FORUM, BOT, 77, "a").is_err());
    assert!(
        telegram
            .send_in_topic(LOLA, GROUP, BOT, thread, "a")
            .is_err()
    );
}

#[tokio::test]
async fn the_bot_writes_into_topics_that_are_there() {
    let stage = gathered().await;
    let telegram = stage.telegram();
    let thread = telegram.add_forum_topic(ALI, FORUM, "Narxlar").unwrap();
    let into = |chat: i64, thread: i64| {
        let mut call = to(chat, "a");
        call["message_thread_id"] = json!(thread);
        call
    };
    let sent = stage.done("sendMessage", into(FORUM, thread)).await;
    assert_eq!(sent["message_thread_id"], thread);
    assert_eq!(sent["is_topic_message"], true);
    assert_eq!(sent["reply_to_message"]["message_id"], thread);
    let mut answer = to(FORUM, "b");
    answer["reply_parameters"] = json!({"message_id": sent["message_id"]});
    let answer = stage.done("sendMessage", answer).await;
    assert_eq!(answer["message_thread_id"], thread);
    assert_eq!(answer["reply_to_message"]["message_id"], sent["message_id"]);
    let general = stage.done("sendMessage", to(FORUM, "c")).await;
    assert!(general["message_thread_id"].is_null());
    for missing in [1, 77] {
        let why = stage.refused("sendMessage", into(FORUM, missing)).await;
        assert_eq!(why, GONE);
    }
    let typing = json!({"chat_id": FORUM, "message_thread_id": 77, "action": "typing"});
    assert_eq!(stage.refused("sendChatAction", typing).await, GONE);
    let threads: Vec<Option<i64>> = telegram
        .chat(FORUM, BOT)
        .messages
        .iter()
        .map(|it| it.thread)
        .collect();
    assert_eq!(threads, [Some(thread), Some(thread), None]);
    let make = json!({"chat_id": FORUM, "name": "a"});
    let why = stage.refused("createForumTopic", make).await;
    assert_eq!(why, "Bad Request: not enough rights to create a topic");
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn only_supergroups_are_forums() {
    let stage = gathered().await;
    let telegram = stage.telegram();
    assert!(telegram.add_forum(-5, "a").is_err());
    assert!(telegram.add_forum_topic(LOLA, GROUP, "a").is_err());
    assert!(telegram.add_forum_topic(1, FORUM, "a").is_err());
    telegram.send_in_group(LOLA, GROUP, BOT, "/a").unwrap();
    assert!(stage.heard("/a").unwrap()["chat"]["is_forum"].is_null());
}

#[tokio::test]
async fn a_group_takes_twenty_messages_a_minute_when_enforced() {
    let stage = gathered().await;
    stage.telegram().send_text(LOLA, BOT, "/start").unwrap();
    stage.telegram().enforce_limits(true);
    for _ in 0..10 {
        stage.done("sendMessage", to(GROUP, "a")).await;
    }
    stage.advance(20_500);
    for _ in 0..10 {
        stage.done("sendMessage", to(GROUP, "a")).await;
    }
    let (status, body) = stage.call("sendMessage", to(GROUP, "a")).await;
    let wait_s = &body["parameters"]["retry_after"];
    assert_eq!((status, wait_s), (429, &json!(40)));
    stage.done("sendMessage", to(FORUM, "a")).await;
    stage.tell("a").await;
    stage.advance(40_000);
    for _ in 0..10 {
        stage.done("sendMessage", to(GROUP, "a")).await;
    }
    let (status, _) = stage.call("sendMessage", to(GROUP, "a")).await;
    assert_eq!(status, 429);
    stage.telegram().enforce_limits(false);
    stage.done("sendMessage", to(GROUP, "a")).await;
}
