//! The client against a socket that answers what it is told.

use std::sync::Arc;

use scx_kit::{Hosts, SystemClock};

use super::*;
use crate::far_side::FarSide;

fn telegram() -> Telegram {
    let http = Http::new(Arc::new(SystemClock), Hosts::default());
    Telegram::new(http, String::from("http://127.0.0.1:1/telegram/"))
}

fn refused(reason: &str) -> ConnectError {
    call(Vec::new(), "any").refused(reason, "")
}

#[tokio::test]
async fn what_is_no_token_is_never_sent() {
    for pasted in [
        "",
        "123",
        "123:",
        ":abc",
        "1/2:abc",
        "123:a/../b",
        "123:a?b",
        "123:a b",
    ] {
        let error = telegram()
            .me(&Secret::new(pasted.to_owned()))
            .await
            .unwrap_err();
        assert_eq!(error.kind, ErrorKind::Auth, "{pasted}");
    }
}

#[tokio::test]
async fn a_closed_port_proves_that_nothing_was_sent_and_hides_the_token() {
    let token = Secret::new(String::from("123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"));
    let error = telegram()
        .send(&token, &Outgoing::Typing { chat: 5 })
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unavailable { sent: false });
    assert_eq!(error.op, "telegram.SendChatAction");
    assert!(!format!("{error} {error:?}").contains("AAbb"));
}

#[test]
fn the_path_of_a_file_is_escaped_and_cannot_climb() {
    let token = Secret::new(String::from("1:a"));
    let url = |path| telegram().file_url(&token, path).unwrap();
    assert_eq!(
        url("documents/file 1.xlsx"),
        "http://127.0.0.1:1/telegram/file/bot1:a/documents/file%201.xlsx"
    );
    assert_eq!(
        url("../../bot1:a/a?b#c"),
        "http://127.0.0.1:1/telegram/file/bot1:a/bot1:a/a%3Fb%23c"
    );
}

#[test]
fn a_refusal_is_a_success_only_where_the_wish_is_already_true() {
    let edit = Outgoing::Keys {
        chat: 5,
        message: 6,
        keyboard: Keyboard::None,
    };
    let delete = Outgoing::Delete {
        chat: 5,
        message: 6,
    };
    let toast = Outgoing::Toast {
        query: String::from("q"),
        text: None,
        alert: false,
    };
    let same = Some(Sent {
        message_id: Some(6),
    });
    let nothing = Some(Sent { message_id: None });
    assert_eq!(as_success(&edit, &refused(reason::UNCHANGED)), same);
    assert_eq!(as_success(&edit, &refused(reason::EDIT_LOST)), None);
    assert_eq!(as_success(&delete, &refused(reason::ALREADY_GONE)), nothing);
    assert_eq!(as_success(&delete, &refused(reason::OTHER)), None);
    assert_eq!(as_success(&toast, &refused(reason::TOO_LATE)), nothing);
    assert_eq!(as_success(&toast, &refused(reason::GONE)), None);
}

fn token() -> Secret<String> {
    Secret::new(String::from("123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"))
}

fn telegram_at(far_side: &FarSide) -> Telegram {
    let http = Http::new(Arc::new(SystemClock), Hosts::default());
    Telegram::new(http, far_side.base_url.clone())
}

#[tokio::test]
async fn a_message_is_posted_as_json_to_the_path_of_its_bot() {
    let far_side = FarSide::answering(&[(
        200,
        r#"{"ok":true,"result":{"message_id":77,"date":1,"chat":{"id":5,"type":"private"},"text":"a"}}"#,
    )])
    .await;
    let text = Outgoing::Text {
        chat: 5,
        html: String::from("a"),
        keyboard: Keyboard::None,
        reply_to: None,
        silent: false,
        thread: None,
        business: None,
    };
    let sent = telegram_at(&far_side).send(&token(), &text).await.unwrap();
    assert_eq!(sent.message_id, Some(77));
    let request = &far_side.requests().await[0];
    assert!(request.starts_with(
        "POST /bot123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr/SendMessage HTTP/1.1\r\n"
    ));
    assert!(request.contains("content-type: application/json\r\n"));
    assert!(request.contains(r#""chat_id":5"#));
}

#[tokio::test]
async fn a_document_is_uploaded_as_a_form() {
    let far_side = FarSide::answering(&[(200, r#"{"ok":true,"result":{"message_id":78}}"#)]).await;
    let document = Outgoing::Document {
        chat: 5,
        file_name: String::from("narxlar.csv"),
        media_type: String::from("text/csv"),
        bytes: b"a;b".to_vec(),
        caption_html: None,
        keyboard: Keyboard::None,
        aside: Aside::default(),
    };
    let sent = telegram_at(&far_side)
        .send(&token(), &document)
        .await
        .unwrap();
    assert_eq!(sent.message_id, Some(78));
    let request = &far_side.requests().await[0];
    assert!(request.contains("/SendDocument HTTP/1.1\r\n"));
    assert!(request.contains(
        "name=\"document\"; filename=\"narxlar.csv\"\r\nContent-Type: text/csv\r\n\r\na;b\r\n"
    ));
    assert!(request.contains("name=\"chat_id\"\r\n\r\n5\r\n"));
}

#[tokio::test]
async fn equal_content_and_old_taps_are_successes_of_the_client() {
    let far_side = FarSide::answering(&[
        (400, r#"{"ok":false,"error_code":400,"description":"Bad Request: message is not modified: specified new message content and reply markup are exactly the same"}"#),
        (400, r#"{"ok":false,"error_code":400,"description":"Bad Request: query is too old and response timeout expired or query ID is invalid"}"#),
    ])
    .await;
    let edit = Outgoing::Edit {
        chat: 5,
        message: 6,
        html: String::from("a"),
        keyboard: Keyboard::None,
    };
    let toast = Outgoing::Toast {
        query: String::from("q"),
        text: None,
        alert: false,
    };
    let telegram = telegram_at(&far_side);
    let edited = telegram.send(&token(), &edit).await.unwrap();
    assert_eq!(edited.message_id, Some(6));
    let toasted = telegram.send(&token(), &toast).await.unwrap();
    assert_eq!(toasted.message_id, None);
}

#[tokio::test]
async fn updates_keep_their_bytes_and_one_without_an_id_is_passed_over() {
    let far_side = FarSide::answering(&[(
        200,
        r#"{"ok":true,"result":[{"update_id":1, "message":{"future":1.50}},{"lost":true},{"update_id":3}]}"#,
    )])
    .await;
    let updates = telegram_at(&far_side)
        .updates(&token(), 1, 0, &["message", "managed_bot"])
        .await
        .unwrap();
    let shown: Vec<_> = updates
        .iter()
        .map(|update| (update.update_id, std::str::from_utf8(&update.raw).unwrap()))
        .collect();
    assert_eq!(
        shown,
        [
            (1, r#"{"update_id":1, "message":{"future":1.50}}"#),
            (3, r#"{"update_id":3}"#),
        ]
    );
    let request = &far_side.requests().await[0];
    assert!(request.contains(r#""allowed_updates":["message","managed_bot"]"#));
}

#[tokio::test]
async fn a_download_asks_for_the_path_and_respects_the_limit() {
    let path = r#"{"ok":true,"result":{"file_id":"F","file_unique_id":"f","file_size":3,"file_path":"documents/file_1.csv"}}"#;
    let unsized_path = r#"{"ok":true,"result":{"file_id":"F","file_path":"documents/file_1.csv"}}"#;
    let far_side = FarSide::answering(&[
        (200, path),
        (200, "a;b"),
        (200, path),
        (200, unsized_path),
        (200, "a;b;c"),
        (
            400,
            r#"{"ok":false,"error_code":400,"description":"Bad Request: file is too big"}"#,
        ),
    ])
    .await;
    let telegram = telegram_at(&far_side);
    let bytes = telegram.download(&token(), "F", 3).await.unwrap();
    assert_eq!(&bytes[..], b"a;b");
    for _announced_then_found_then_refused in 0..3 {
        let error = telegram.download(&token(), "F", 2).await.unwrap_err();
        assert_eq!(error.reason(), Some(reason::FILE_TOO_BIG));
    }
    let requests = far_side.requests().await;
    assert!(requests[1].starts_with(
        "GET /file/bot123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr/documents/file_1.csv HTTP/1.1"
    ));
}

#[tokio::test]
async fn a_bot_and_its_webhook_are_described() {
    let far_side = FarSide::answering(&[
        (200, r#"{"ok":true,"result":{"id":99,"is_bot":true,"first_name":"Do'kon","username":"dokon_bot","can_join_groups":true}}"#),
        (200, r#"{"ok":true,"result":{"url":"https://x.uz/t","has_custom_certificate":false,"pending_update_count":4,"last_error_date":1700000000,"last_error_message":"Connection timed out"}}"#),
        (200, r#"{"ok":true,"result":true,"description":"Webhook was set"}"#),
    ])
    .await;
    let telegram = telegram_at(&far_side);
    let me = telegram.me(&token()).await.unwrap();
    assert_eq!(
        (me.id, me.name.as_str(), me.username.as_str()),
        (99, "Do'kon", "dokon_bot")
    );
    let webhook = telegram.webhook(&token()).await.unwrap();
    assert_eq!(
        (webhook.pending, webhook.url.as_str()),
        (4, "https://x.uz/t")
    );
    assert_eq!(webhook.last_error.as_deref(), Some("Connection timed out"));
    let secret = Secret::new(String::from("s3cret_value"));
    telegram
        .set_webhook(&token(), "https://x.uz/t", &secret, &["message"])
        .await
        .unwrap();
    let request = &far_side.requests().await[2];
    assert!(request.contains(r#""secret_token":"s3cret_value""#));
}

#[tokio::test]
async fn commands_and_words_go_out_and_come_back() {
    let yes = (200, r#"{"ok":true,"result":true}"#);
    let list = r#"{"ok":true,"result":[{"command":"start","description":"Boshlash"}]}"#;
    let name = r#"{"ok":true,"result":{"name":"Lola"}}"#;
    let far_side = FarSide::answering(&[yes, yes, (200, list), (200, name)]).await;
    let telegram = telegram_at(&far_side);
    let commands = [(String::from("start"), String::from("Boshlash"))];
    telegram
        .set_commands(&token(), CommandScope::Chat(5), Some("uz"), &commands)
        .await
        .unwrap();
    telegram
        .set_about(&token(), About::Description, Some("ru"), "d")
        .await
        .unwrap();
    assert_eq!(telegram.commands(&token(), None).await.unwrap(), commands);
    let shown = telegram.about(&token(), About::Name, Some("uz")).await;
    assert_eq!(shown.unwrap(), "Lola");
    let requests = far_side.requests().await;
    assert!(requests[0].contains(r#"{"commands":[{"command":"start","description":"Boshlash"}],"scope":{"type":"chat","chat_id":5},"language_code":"uz"}"#));
    assert!(
        requests[1].contains("/SetMyDescription ")
            && requests[1].contains(r#"{"description":"d","language_code":"ru"}"#)
    );
    assert!(requests[2].contains(r#"{"scope":{"type":"default"}}"#));
    assert!(
        requests[3].contains("/GetMyName ") && requests[3].contains(r#"{"language_code":"uz"}"#)
    );
}

#[tokio::test]
async fn stars_that_are_back_already_are_a_success_and_an_unheard_answer_is_told() {
    let far_side = FarSide::answering(&[
        (
            400,
            r#"{"ok":false,"error_code":400,"description":"Bad Request: CHARGE_ALREADY_REFUNDED"}"#,
        ),
        (
            400,
            r#"{"ok":false,"error_code":400,"description":"Bad Request: query is too old and response timeout expired or query ID is invalid"}"#,
        ),
        (200, r#"{"ok":true,"result":true}"#),
    ])
    .await;
    let telegram = telegram_at(&far_side);
    let back = telegram.return_stars(&token(), (7, "stx1")).await;
    assert_eq!(back, Ok(()));
    let heard = telegram.answer_checkout(&token(), "9", Some("Yopiq")).await;
    assert_eq!(heard, Ok(false));
    let heard = telegram.answer_checkout(&token(), "9", None).await;
    assert_eq!(heard, Ok(true));
}
