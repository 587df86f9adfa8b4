//! HTML and keyboards, as the server checks them.

use serde_json::{Value, json};

use crate::telegram::html::parse;
use crate::testing::{BOT, LOLA, Stage};

async fn opened() -> Stage {
    let stage = Stage::set().await;
    stage.telegram().send_text(LOLA, BOT, "/start").unwrap();
    stage
}

fn html(text: &str) -> Value {
    json!({"chat_id": LOLA, "text": text, "parse_mode": "HTML"})
}

fn with_buttons(rows: Value) -> Value {
    json!({"chat_id": LOLA, "text": "a", "reply_markup": {"inline_keyboard": rows}})
}

#[tokio::test]
async fn html_becomes_text_and_entities() {
    let stage = opened().await;
    let text =
        "  😀 <b>Qalin <i>va</i></b> <a href=\"https://x.uz/?a=1&amp;b=2\">link</a> 1 &lt; 2 &#33;";
    let sent = stage.done("sendMessage", html(text)).await;
    assert_eq!(sent["text"], "😀 Qalin va link 1 < 2 !");
    let entities = json!([
        {"type": "bold", "offset": 3, "length": 8},
        {"type": "italic", "offset": 9, "length": 2},
        {"type": "text_link", "offset": 12, "length": 4, "url": "https://x.uz/?a=1&b=2"},
    ]);
    assert_eq!(sent["entities"], entities);
    let view = stage.telegram().chat(LOLA, BOT);
    assert_eq!(
        view.messages[1].html,
        "😀 <b>Qalin <i>va</i></b> <a rel=\"noopener\" target=\"_blank\" \
         href=\"https://x.uz/?a=1&amp;b=2\">link</a> 1 &lt; 2 !"
    );
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn broken_html_is_refused_with_the_place() {
    let stage = opened().await;
    let cases = [
        (
            "<b>a",
            "Can't find end tag corresponding to start tag \"b\"",
        ),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b><i>a</b></i>",
            "Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\"",
        ),
        ("a <br>", "Unsupported start tag \"br\" at byte offset 2"),
        ("1 < 2", "Unsupported start tag \"\" at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        (
            "<span>a</span>",
            "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0",
        ),
    ];
    for (text, why) in cases {
        let answer = stage.refused("sendMessage", html(text)).await;
        assert_eq!(
            answer,
            format!("Bad Request: can't parse entities: {why}"),
            "{text}"
        );
    }
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn unescaped_signs_pass_and_are_noted() {
    let stage = opened().await;
    let sent = stage.done("sendMessage", html("A & B")).await;
    assert_eq!(sent["text"], "A & B");
    assert!(stage.one_unexpected().contains("bare '&' at byte offset 2"));
    stage.done("sendMessage", html("A > B")).await;
    assert!(stage.one_unexpected().contains("bare '>'"));
}

#[test]
fn all_tags_have_their_entity() {
    let cases = [
        ("<strong>a</strong>", "bold"),
        ("<em>a</em>", "italic"),
        ("<ins>a</ins>", "underline"),
        ("<strike>a</strike>", "strikethrough"),
        ("<del>a</del>", "strikethrough"),
        ("<tg-spoiler>a</tg-spoiler>", "spoiler"),
        ("<span class='tg-spoiler'>a</span>", "spoiler"),
        ("<code>a</code>", "code"),
        ("<pre>a</pre>", "pre"),
        ("<blockquote>a</blockquote>", "blockquote"),
        (
            "<blockquote expandable>a</blockquote>",
            "expandable_blockquote",
        ),
    ];
    for (source, kind) in cases {
        let parsed = parse(source).unwrap();
        assert_eq!(parsed.text, "a");
        assert_eq!(parsed.entities[0].kind, kind, "{source}");
    }
    let code = parse("<pre><code class=\"language-rust\">a</code></pre>").unwrap();
    assert_eq!(code.entities.len(), 1);
    assert_eq!(code.entities[0].language.as_deref(), Some("rust"));
}

#[tokio::test]
async fn the_page_never_gets_markup_from_people() {
    let stage = opened().await;
    stage
        .telegram()
        .send_text(LOLA, BOT, "<script>'\"&</script>")
        .unwrap();
    let view = stage.telegram().chat(LOLA, BOT);
    assert_eq!(
        view.messages[1].html,
        "&lt;script&gt;&#39;&quot;&amp;&lt;/script&gt;"
    );
}

#[tokio::test]
async fn inline_buttons_are_checked() {
    let stage = opened().await;
    let max = "x".repeat(64);
    stage
        .done(
            "sendMessage",
            with_buttons(json!([[{"text": "a", "callback_data": max}]])),
        )
        .await;
    let cases = [
        (
            json!({"text": "a", "callback_data": "x".repeat(65)}),
            "BUTTON_DATA_INVALID",
        ),
        (
            json!({"text": "a", "callback_data": "ў".repeat(33)}),
            "BUTTON_DATA_INVALID",
        ),
        (
            json!({"text": "a", "callback_data": ""}),
            "BUTTON_DATA_INVALID",
        ),
        (
            json!({"text": "", "callback_data": "x"}),
            "must be non-empty",
        ),
        (json!({"text": "a"}), "Text buttons are unallowed"),
        (json!({"text": "a", "url": "not a link"}), "Wrong HTTP URL"),
        (
            json!({"text": "a", "copy_text": {"text": ""}}),
            "BUTTON_COPY_TEXT_INVALID",
        ),
    ];
    for (button, why) in cases {
        let answer = stage
            .refused("sendMessage", with_buttons(json!([[button]])))
            .await;
        assert!(answer.contains(why), "{button}: {answer}");
    }
    stage.assert_nothing_unexpected();
    let two = json!([[{"text": "a", "callback_data": "x", "url": "https://x.uz"}]]);
    stage.done("sendMessage", with_buttons(two)).await;
    assert!(stage.one_unexpected().contains("more than one action"));
    assert_eq!(stage.telegram().chat(LOLA, BOT).messages.len(), 3);
}

#[tokio::test]
async fn an_edit_without_buttons_takes_them_away() {
    let stage = opened().await;
    let sent = stage
        .done(
            "sendMessage",
            with_buttons(json!([[{"text": "a", "callback_data": "x"}]])),
        )
        .await;
    let id = &sent["message_id"];
    let same = json!({"chat_id": LOLA, "message_id": id, "reply_markup": sent["reply_markup"]});
    let why = stage.refused("editMessageReplyMarkup", same).await;
    assert!(why.contains("message is not modified"));
    let edit = json!({"chat_id": LOLA, "message_id": id, "text": "a"});
    let edited = stage.done("editMessageText", edit).await;
    assert_eq!(edited["reply_markup"], Value::Null);
    assert!(
        stage.telegram().chat(LOLA, BOT).messages[1]
            .buttons
            .is_empty()
    );
}

#[tokio::test]
async fn a_reply_keyboard_stays_until_it_is_removed() {
    let stage = opened().await;
    let keyboard = json!({
        "keyboard": [[{"text": "Raqam", "request_contact": true}], ["Yordam"]],
        "resize_keyboard": true,
    });
    let ask = json!({"chat_id": LOLA, "text": "raqam?", "reply_markup": keyboard});
    let sent = stage.done("sendMessage", ask).await;
    assert_eq!(
        sent["reply_markup"],
        Value::Null,
        "keyboards are not part of messages"
    );
    stage.tell("kutaman").await;
    let keys = stage.telegram().chat(LOLA, BOT).keyboard.unwrap();
    assert!(keys[0][0].request_contact && keys[1][0].label == "Yordam");
    assert!(
        stage
            .telegram()
            .press_keyboard(LOLA, BOT, "Boshqa")
            .is_err()
    );
    let id = stage.telegram().press_keyboard(LOLA, BOT, "Raqam").unwrap();
    let shared = stage.telegram().message_json(LOLA, BOT, id).unwrap();
    assert_eq!(shared["contact"]["user_id"], LOLA);
    assert_eq!(shared["reply_to_message"]["text"], "raqam?");
    let done =
        json!({"chat_id": LOLA, "text": "rahmat", "reply_markup": {"remove_keyboard": true}});
    stage.done("sendMessage", done).await;
    assert_eq!(stage.telegram().chat(LOLA, BOT).keyboard, None);
    stage.assert_nothing_unexpected();
}
