//! What people think of messages.

use serde_json::{Value, json};

use crate::testing::{BOT, LOLA, Stage};

fn wishing(kinds: &[&str]) -> Value {
    json!({"url": "http://127.0.0.1:1/hook", "allowed_updates": kinds})
}

#[tokio::test]
async fn a_reaction_is_told_with_the_one_before() {
    let stage = Stage::set().await;
    let telegram = stage.telegram();
    let kinds = wishing(&["message", "message_reaction"]);
    stage.done("setWebhook", kinds).await;
    telegram.send_text(LOLA, BOT, "salom").unwrap();
    let id = stage.tell("xush kelibsiz").await;
    telegram.react(LOLA, BOT, id, Some("👍")).unwrap();
    let update = stage.last_update();
    let expected = json!({
        "update_id": update["update_id"],
        "message_reaction": {
            "chat": {"id": LOLA, "first_name": "Lola", "last_name": "Karimova", "type": "private"},
            "message_id": id,
            "user": {
                "id": LOLA, "is_bot": false, "first_name": "Lola",
                "last_name": "Karimova", "language_code": "uz",
            },
            "date": stage.now_ms() / 1000,
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": "👍"}],
        },
    });
    assert_eq!(update, expected);
    let shown = || telegram.chat(LOLA, BOT).messages[1].person_reaction.clone();
    assert_eq!(shown().as_deref(), Some("👍"));
    telegram.react(LOLA, BOT, id, Some("👎")).unwrap();
    let told = stage.last_update()["message_reaction"].clone();
    assert_eq!(told["old_reaction"][0]["emoji"], "👍");
    assert_eq!(told["new_reaction"][0]["emoji"], "👎");
    telegram.react(LOLA, BOT, id, None).unwrap();
    let told = stage.last_update()["message_reaction"].clone();
    assert_eq!(told["old_reaction"][0]["emoji"], "👎");
    assert_eq!(told["new_reaction"], json!([]));
    assert_eq!(shown(), None);
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn only_bots_that_ask_for_reactions_hear_of_them() {
    let stage = Stage::set().await;
    let telegram = stage.telegram();
    telegram.send_text(LOLA, BOT, "salom").unwrap();
    let id = stage.tell("xush kelibsiz").await;
    for kinds in [&[][..], &["message"]] {
        stage.done("setWebhook", wishing(kinds)).await;
        let before = telegram.update_ids(BOT);
        telegram.react(LOLA, BOT, id, Some("🔥")).unwrap();
        telegram.react(LOLA, BOT, id, None).unwrap();
        assert_eq!(telegram.update_ids(BOT), before);
    }
}

#[tokio::test]
async fn only_messages_of_the_bot_on_the_screen_take_reactions() {
    let stage = Stage::set().await;
    let telegram = stage.telegram();
    let own = telegram.send_text(LOLA, BOT, "salom").unwrap();
    let id = stage.tell("xush kelibsiz").await;
    assert!(telegram.react(LOLA, BOT, own, Some("👍")).is_err());
    assert!(telegram.react(LOLA, BOT, 99, Some("👍")).is_err());
    assert!(telegram.react(LOLA, BOT, id, None).is_err(), "none to take");
    telegram.react(LOLA, BOT, id, Some("👍")).unwrap();
    assert!(telegram.react(LOLA, BOT, id, Some("👍")).is_err());
    let view = telegram.chat(LOLA, BOT);
    assert_eq!(view.messages[1].person_reaction.as_deref(), Some("👍"));
    assert_eq!(view.messages[1].reaction, None, "the bot put none");
    telegram.block(LOLA, BOT).unwrap();
    assert!(telegram.react(LOLA, BOT, id, None).is_err());
}
