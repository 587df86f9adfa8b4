//! Bots that people make by way of another bot, and drafts of answers.

use serde_json::json;

use crate::telegram::NewBot;
use crate::testing::{BOT, LOLA, Stage};

fn shop() -> NewBot {
    NewBot {
        id: 700_055,
        token: "700055:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB".to_owned(),
        username: "lola_bot".to_owned(),
        name: "Lola".to_owned(),
    }
}

fn key(username: &str) -> serde_json::Value {
    let asked = json!({"request_id": 1, "suggested_name": "Lola", "suggested_username": username});
    let keyboard = json!([[{"text": "Bot", "request_managed_bot": asked}]]);
    json!({"chat_id": LOLA, "text": "?", "reply_markup": {"keyboard": keyboard, "one_time_keyboard": true}})
}

#[tokio::test]
async fn a_key_makes_a_bot_and_the_manager_alone_gets_its_token() {
    let stage = Stage::set().await;
    let telegram = stage.telegram();
    telegram.send_text(LOLA, BOT, "/start").unwrap();
    stage.refused("sendMessage", key("lola_bot")).await;
    telegram.allow_management(BOT, true);
    assert_eq!(
        stage.done("getMe", json!({})).await["can_manage_bots"],
        true
    );
    stage.refused("sendMessage", key("lola")).await;
    stage.done("sendMessage", key("lola_bot")).await;
    let suggested = telegram.suggested(LOLA, BOT).unwrap();
    assert_eq!(suggested, ("Lola".to_owned(), "lola_bot".to_owned()));
    assert!(telegram.press_keyboard(LOLA, BOT, "Bot").is_err());
    telegram.make_bot(LOLA, BOT, "Bot", &shop()).unwrap();
    assert!(telegram.chat(LOLA, BOT).keyboard.is_none());
    let updates: Vec<_> = telegram
        .update_ids(BOT)
        .into_iter()
        .filter_map(|id| telegram.update(BOT, id))
        .collect();
    let told = updates
        .iter()
        .find(|it| !it["managed_bot"].is_null())
        .unwrap();
    assert_eq!(told["managed_bot"]["user"]["id"], LOLA);
    assert_eq!(told["managed_bot"]["bot"]["username"], "lola_bot");
    let message = &updates.last().unwrap()["message"];
    assert_eq!(message["managed_bot_created"]["bot"]["id"], 700_055);
    let token = stage
        .done("getManagedBotToken", json!({"user_id": 700_055}))
        .await;
    assert_eq!(token, json!(shop().token));
    stage
        .refused("getManagedBotToken", json!({"user_id": BOT}))
        .await;
    let fresh = stage
        .done("replaceManagedBotToken", json!({"user_id": 700_055}))
        .await;
    assert_ne!(fresh, token);
    assert!(telegram.make_bot_by_link(LOLA, BOT, &shop()).is_err());
}

#[tokio::test]
async fn a_draft_shows_until_the_answer_comes() {
    let stage = Stage::set().await;
    let telegram = stage.telegram();
    telegram.send_text(LOLA, BOT, "/start").unwrap();
    let draft = |id: i64| json!({"chat_id": LOLA, "draft_id": id, "text": ""});
    stage.refused("sendMessageDraft", draft(0)).await;
    stage.done("sendMessageDraft", draft(7)).await;
    assert_eq!(
        telegram.chat(LOLA, BOT).draft,
        Some((String::new(), stage.now_ms() + 30_000))
    );
    stage
        .done("sendMessage", json!({"chat_id": LOLA, "text": "Salom"}))
        .await;
    assert_eq!(telegram.chat(LOLA, BOT).draft, None);
    telegram.support_drafts(BOT, false);
    stage.refused("sendMessageDraft", draft(7)).await;
}
