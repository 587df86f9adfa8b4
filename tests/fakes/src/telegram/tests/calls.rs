//! Calls that write, change and delete.

use serde_json::{Value, json};

use crate::telegram::Document;
use crate::testing::{BOT, LOLA, Stage, TOKEN};

async fn opened() -> Stage {
    let stage = Stage::set().await;
    stage.telegram().send_text(LOLA, BOT, "/start").unwrap();
    stage
}

fn to_lola(text: &str) -> Value {
    json!({"chat_id": LOLA, "text": text})
}

#[tokio::test]
async fn a_message_comes_back_whole() {
    let stage = opened().await;
    let sent = stage.done("SendMessage", to_lola("salom")).await;
    assert_eq!(sent["message_id"], 2);
    assert_eq!(
        sent["from"],
        json!({"id": BOT, "is_bot": true, "first_name": "Dokon", "username": "dokon_bot"})
    );
    assert_eq!(sent["chat"]["type"], "private");
    assert_eq!(sent["date"], stage.now_ms() / 1000);
    assert_eq!(
        stage.telegram().calls(BOT, "sendMessage"),
        [to_lola("salom")]
    );
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn methods_take_queries_and_forms() {
    let stage = opened().await;
    let url = format!(
        "{}?chat_id={LOLA}&text=bir",
        stage.method_url("sendmessage")
    );
    assert_eq!(stage.client.get(url).send().await.unwrap().status(), 200);
    let body = format!("chat_id={LOLA}&text=ikki&disable_notification=true");
    let request = stage
        .client
        .post(stage.method_url("sendMessage"))
        .body(body);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(request.send().await.unwrap().status(), 200);
    let view = stage.telegram().chat(LOLA, BOT);
    let texts: Vec<&str> = view.messages.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["/start", "bir", "ikki"]);
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn unknown_and_ill_typed_fields_work_and_are_noted() {
    let stage = opened().await;
    stage
        .done(
            "sendMessage",
            json!({"chat_id": LOLA, "text": "a", "reply_to": 1}),
        )
        .await;
    assert!(
        stage
            .one_unexpected()
            .contains("sendMessage.reply_to: unknown field")
    );
    let odd = json!({"chat_id": LOLA, "text": "a", "disable_notification": "true"});
    stage.done("sendMessage", odd).await;
    assert!(stage.one_unexpected().contains("is not true or false"));
    let nested = json!({"chat_id": LOLA, "text": "a", "link_preview_options": {"disabled": true}});
    stage.done("sendMessage", nested).await;
    assert!(
        stage
            .one_unexpected()
            .contains("link_preview_options.disabled: unknown field")
    );
}

#[tokio::test]
async fn only_people_who_wrote_and_do_not_block_can_be_written_to() {
    let stage = Stage::set().await;
    let why = stage.refused("sendMessage", to_lola("salom")).await;
    assert_eq!(
        why,
        "Forbidden: bot can't initiate conversation with a user"
    );
    let stranger = json!({"chat_id": 1, "text": "salom"});
    assert_eq!(
        stage.refused("sendMessage", stranger).await,
        "Bad Request: chat not found"
    );
    stage.telegram().send_text(LOLA, BOT, "/start").unwrap();
    stage.tell("salom").await;
    stage.telegram().block(LOLA, BOT).unwrap();
    let why = stage.refused("sendMessage", to_lola("salom")).await;
    assert_eq!(why, "Forbidden: bot was blocked by the user");
    stage.telegram().unblock(LOLA, BOT).unwrap();
    stage.tell("salom").await;
}

#[tokio::test]
async fn dead_tokens_are_unauthorized() {
    let stage = opened().await;
    let url = format!("{}/telegram/bot1:x/getMe", stage.outside.url());
    let (status, body) = stage.post(&url, json!({})).await;
    assert_eq!(status, 401);
    assert_eq!(
        body,
        json!({"ok": false, "error_code": 401, "description": "Unauthorized"})
    );
    stage.telegram().revoke_token(TOKEN);
    assert_eq!(stage.refused("getMe", json!({})).await, "Unauthorized");
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn texts_have_one_to_4096_utf16_units() {
    let stage = opened().await;
    stage.tell(&"ў".repeat(4096)).await;
    let long = stage
        .refused("sendMessage", to_lola(&"ў".repeat(4097)))
        .await;
    assert_eq!(long, "Bad Request: message is too long");
    let emoji = stage
        .refused("sendMessage", to_lola(&"😀".repeat(2049)))
        .await;
    assert_eq!(emoji, "Bad Request: message is too long");
    let empty = stage.refused("sendMessage", to_lola("  \n ")).await;
    assert_eq!(empty, "Bad Request: message text is empty");
    let tags = format!("<b>{}</b>", "a".repeat(4096));
    stage
        .done(
            "sendMessage",
            json!({"chat_id": LOLA, "text": tags, "parse_mode": "HTML"}),
        )
        .await;
}

#[tokio::test]
async fn an_edit_changes_or_says_why_not() {
    let stage = opened().await;
    let id = stage.tell("bir").await;
    let edit = |id: i64, text: &str| json!({"chat_id": LOLA, "message_id": id, "text": text});
    let same = stage.refused("editMessageText", edit(id, "bir")).await;
    assert!(same.starts_with("Bad Request: message is not modified: specified new message"));
    stage.advance(5_000);
    let edited = stage.done("editMessageText", edit(id, "ikki")).await;
    assert_eq!(edited["edit_date"], stage.now_ms() / 1000);
    assert!(
        stage
            .refused("editMessageText", edit(id, "ikki"))
            .await
            .contains("not modified")
    );
    let missing = stage.refused("editMessageText", edit(99, "uch")).await;
    assert_eq!(missing, "Bad Request: message to edit not found");
    let foreign = stage.refused("editMessageText", edit(1, "uch")).await;
    assert_eq!(foreign, "Bad Request: message can't be edited");
    let view = stage.telegram().chat(LOLA, BOT);
    assert!(view.messages[1].edited && view.messages[1].text == "ikki");
}

#[tokio::test]
async fn deleting_is_limited_to_what_is_there_and_young() {
    let stage = opened().await;
    let id = stage.tell("bir").await;
    let delete = |id: i64| json!({"chat_id": LOLA, "message_id": id});
    stage.done("deleteMessage", delete(1)).await;
    assert!(
        stage.telegram().was_deleted(LOLA, BOT, 1),
        "incoming messages too"
    );
    let gone = stage.refused("deleteMessage", delete(1)).await;
    assert_eq!(gone, "Bad Request: message to delete not found");
    stage.advance(48 * 3_600_000 + 1);
    let old = stage.refused("deleteMessage", delete(id)).await;
    assert_eq!(old, "Bad Request: message can't be deleted for everyone");
    let fresh = stage.tell("ikki").await;
    let many = json!({"chat_id": LOLA, "message_ids": [fresh, 1, 99]});
    stage.done("deleteMessages", many).await;
    let view = stage.telegram().chat(LOLA, BOT);
    assert_eq!((view.messages.len(), view.deleted_count), (1, 2));
    let none = json!({"chat_id": LOLA, "message_ids": []});
    stage.refused("deleteMessages", none).await;
}

#[tokio::test]
async fn documents_travel_both_ways() {
    let stage = opened().await;
    let part = reqwest::multipart::Part::bytes(b"a;b".to_vec()).file_name("narx.csv");
    let part = part.mime_str("text/csv").unwrap();
    let form = reqwest::multipart::Form::new()
        .text("chat_id", LOLA.to_string())
        .text("document", "attach://xyz")
        .text("caption", "<b>narx</b>")
        .text("parse_mode", "HTML")
        .part("xyz", part);
    let request = stage
        .client
        .post(stage.method_url("SendDocument"))
        .multipart(form);
    let sent: Value = request.send().await.unwrap().json().await.unwrap();
    let document = &sent["result"]["document"];
    assert_eq!(document["file_name"], "narx.csv");
    assert_eq!(document["file_size"], 3);
    assert_eq!(sent["result"]["caption_entities"][0]["type"], "bold");
    let call = &stage.telegram().calls(BOT, "sendDocument")[0];
    assert_eq!(
        call["document"],
        json!({"file_name": "narx.csv", "bytes_len": 3})
    );
    let again = json!({"chat_id": LOLA, "document": document["file_id"]});
    let id = stage.done("sendDocument", again).await["message_id"]
        .as_i64()
        .unwrap();
    assert_eq!(stage.telegram().file_bytes(LOLA, BOT, id).unwrap(), "a;b");
    let wrong = json!({"chat_id": LOLA, "document": "nope"});
    let why = stage.refused("sendDocument", wrong).await;
    assert_eq!(why, "Bad Request: wrong file identifier/HTTP URL specified");
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn files_are_fetched_by_path_up_to_20_megabytes() {
    let stage = opened().await;
    let file = Document::new("narx.xlsx", "application/zip", &b"PK"[..]).captioned("mana");
    stage
        .telegram()
        .send_document(LOLA, BOT, file.clone())
        .unwrap();
    let huge = file.claiming(20 * 1024 * 1024 + 1);
    stage.telegram().send_document(LOLA, BOT, huge).unwrap();
    let updates = stage.done("getUpdates", json!({})).await;
    let id = |index: usize| updates[index]["message"]["document"]["file_id"].clone();
    let found = stage.done("getFile", json!({"file_id": id(1)})).await;
    let path = found["file_path"].as_str().unwrap().replace('/', "%2F");
    let url = format!("{}/telegram/file/bot{TOKEN}/{path}", stage.outside.url());
    assert_eq!(
        stage
            .client
            .get(url)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap(),
        "PK"
    );
    let why = stage.refused("getFile", json!({"file_id": id(2)})).await;
    assert_eq!(why, "Bad Request: file is too big");
    stage.assert_nothing_unexpected();
    stage.telegram().add_bot("9:other", 9, "other_bot", "Other");
    let url = format!("{}/telegram/bot9:other/getFile", stage.outside.url());
    let (status, _) = stage.post(&url, json!({"file_id": id(1)})).await;
    assert_eq!(status, 400, "a file id belongs to one bot");
}

#[tokio::test]
async fn typing_shows_for_five_seconds_or_until_a_message() {
    let stage = opened().await;
    let typing = json!({"chat_id": LOLA, "action": "typing"});
    stage.done("sendChatAction", typing).await;
    let until = stage.telegram().chat(LOLA, BOT).typing_until_ms;
    assert_eq!(until, Some(stage.now_ms() + 5_000));
    stage.tell("salom").await;
    assert_eq!(stage.telegram().chat(LOLA, BOT).typing_until_ms, None);
    stage
        .refused(
            "sendChatAction",
            json!({"chat_id": LOLA, "action": "thinking"}),
        )
        .await;
}

#[tokio::test]
async fn limits_allow_thirty_a_second_when_enforced() {
    let stage = opened().await;
    for _ in 0..31 {
        stage.tell("a").await;
    }
    stage.advance(1_000);
    stage.telegram().enforce_limits(true);
    for _ in 0..30 {
        stage.tell("a").await;
    }
    let (status, body) = stage.call("sendMessage", to_lola("a")).await;
    assert_eq!(
        (status, &body["parameters"]["retry_after"]),
        (429, &json!(1))
    );
    stage.advance(1_000);
    stage.tell("a").await;
}

#[tokio::test]
async fn copies_and_reactions_need_their_message() {
    let stage = opened().await;
    let copy = |id: i64| json!({"chat_id": LOLA, "from_chat_id": LOLA, "message_id": id});
    let copied = stage.done("copyMessage", copy(1)).await;
    assert_eq!(copied, json!({"message_id": 2}));
    stage.refused("copyMessage", copy(50)).await;
    let react = |id: i64| json!({"chat_id": LOLA, "message_id": id, "reaction": [{"type": "emoji", "emoji": "👍"}]});
    stage.done("setMessageReaction", react(1)).await;
    stage.refused("setMessageReaction", react(50)).await;
    let view = stage.telegram().chat(LOLA, BOT);
    assert_eq!(view.messages[0].reaction.as_deref(), Some("👍"));
    assert_eq!(view.messages[1].text, "/start");
}

#[tokio::test]
async fn replies_quote_a_message_that_exists() {
    let stage = opened().await;
    let reply =
        |id: i64| json!({"chat_id": LOLA, "text": "a", "reply_parameters": {"message_id": id}});
    stage.done("sendMessage", reply(1)).await;
    let view = stage.telegram().chat(LOLA, BOT);
    assert_eq!(view.messages[1].reply_to, Some(1));
    let why = stage.refused("sendMessage", reply(77)).await;
    assert_eq!(why, "Bad Request: message to be replied not found");
}
