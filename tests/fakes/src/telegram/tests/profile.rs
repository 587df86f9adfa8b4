//! What a bot says about itself.

use serde_json::json;

use crate::testing::{BOT, LOLA, Stage};

#[tokio::test]
async fn get_me_has_all_flags() {
    let stage = Stage::set().await;
    let me = stage.done("GetMe", json!({})).await;
    assert_eq!(
        (&me["id"], &me["username"]),
        (&json!(BOT), &json!("dokon_bot"))
    );
    for flag in [
        "can_join_groups",
        "can_read_all_group_messages",
        "supports_inline_queries",
        "can_connect_to_business",
        "has_main_web_app",
    ] {
        assert!(me[flag].is_boolean(), "{flag}");
    }
}

#[tokio::test]
async fn the_narrowest_commands_in_the_persons_language_win() {
    let stage = Stage::set().await;
    stage.telegram().send_text(LOLA, BOT, "/start").unwrap();
    let list = |what: &str| json!([{"command": "menu", "description": what}]);
    let shown = || {
        stage.telegram().chat(LOLA, BOT).commands[0]
            .description
            .clone()
    };
    stage
        .done("setMyCommands", json!({"commands": list("umumiy")}))
        .await;
    assert_eq!(shown(), "umumiy");
    let uzbek = json!({"commands": list("o'zbekcha"), "language_code": "uz"});
    stage.done("setMyCommands", uzbek).await;
    let russian = json!({"commands": list("по-русски"), "language_code": "ru"});
    stage.done("setMyCommands", russian).await;
    assert_eq!(shown(), "o'zbekcha");
    let scope = json!({"type": "chat", "chat_id": LOLA});
    stage
        .done(
            "setMyCommands",
            json!({"commands": list("shaxsiy"), "scope": scope}),
        )
        .await;
    assert_eq!(shown(), "shaxsiy");
    let own = stage.done("getMyCommands", json!({"scope": scope})).await;
    assert_eq!(own, list("shaxsiy"));
    stage
        .done("deleteMyCommands", json!({"scope": scope}))
        .await;
    assert_eq!(shown(), "o'zbekcha");
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn commands_are_checked() {
    let stage = Stage::set().await;
    let one = |command: &str, description: &str| json!({"commands": [{"command": command, "description": description}]});
    for command in ["", "Menu", "menu!", &"a".repeat(33)] {
        let why = stage.refused("setMyCommands", one(command, "a")).await;
        assert_eq!(why, "Bad Request: BOT_COMMAND_INVALID");
    }
    for description in ["", &"a".repeat(257)] {
        let why = stage
            .refused("setMyCommands", one("menu", description))
            .await;
        assert_eq!(why, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID");
    }
    let many: Vec<_> = (0..101)
        .map(|_| json!({"command": "a", "description": "a"}))
        .collect();
    let why = stage
        .refused("setMyCommands", json!({"commands": many}))
        .await;
    assert_eq!(why, "Bad Request: BOT_COMMANDS_TOO_MUCH");
}

#[tokio::test]
async fn names_and_descriptions_fall_back_to_the_general_ones() {
    let stage = Stage::set().await;
    stage
        .done(
            "setMyName",
            json!({"name": "Do'kon", "language_code": "uz"}),
        )
        .await;
    stage
        .done("setMyDescription", json!({"description": "Sotamiz"}))
        .await;
    stage
        .done(
            "setMyShortDescription",
            json!({"short_description": "Qisqa"}),
        )
        .await;
    let name = stage
        .done("getMyName", json!({"language_code": "uz"}))
        .await;
    assert_eq!(name, json!({"name": "Do'kon"}));
    let name = stage.done("getMyName", json!({})).await;
    assert_eq!(name, json!({"name": "Dokon"}));
    let text = stage
        .done("getMyDescription", json!({"language_code": "ru"}))
        .await;
    assert_eq!(text, json!({"description": "Sotamiz"}));
    let text = stage.done("getMyShortDescription", json!({})).await;
    assert_eq!(text, json!({"short_description": "Qisqa"}));
    let long = json!({"short_description": "a".repeat(121)});
    stage.refused("setMyShortDescription", long).await;
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn menu_buttons_must_be_whole() {
    let stage = Stage::set().await;
    stage
        .done(
            "setChatMenuButton",
            json!({"menu_button": {"type": "commands"}}),
        )
        .await;
    let half = json!({"menu_button": {"type": "web_app", "text": "Ochish"}});
    stage.refused("setChatMenuButton", half).await;
    stage.assert_nothing_unexpected();
}
