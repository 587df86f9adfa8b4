//! A bot that answers for the owner of a business account.

use serde_json::{Value, json};

use crate::telegram::Document;
use crate::testing::{ALI, BOT, LOLA, Receiver, Stage, ali};

const DAY_MS: i64 = 24 * 3_600_000;
const INVALID: &str = "Bad Request: BUSINESS_CONNECTION_INVALID";
const NOT_FOUND: &str = "Bad Request: business connection not found";
const NOT_ALLOWED: &str = "Bad Request: BUSINESS_CONNECTION_NOT_ALLOWED";
const NO_CUSTOMER: &str = "Bad Request: BUSINESS_PEER_USAGE_MISSING";

/// Lola owns the account, Ali is her customer. Gives the connection.
async fn connected() -> (Stage, String) {
    let stage = Stage::set().await;
    stage.telegram().add_person(ali());
    let connection = stage.telegram().connect_business(LOLA, BOT, true).unwrap();
    (stage, connection)
}

/// As `connected`, and Ali has written.
async fn asked() -> (Stage, String) {
    let (stage, connection) = connected().await;
    stage
        .telegram()
        .send_business(ALI, &connection, "salom")
        .unwrap();
    (stage, connection)
}

fn lola_json() -> Value {
    json!({
        "id": LOLA, "is_bot": false, "first_name": "Lola",
        "last_name": "Karimova", "language_code": "uz",
    })
}

fn to_ali(connection: &str, text: &str) -> Value {
    json!({"business_connection_id": connection, "chat_id": ALI, "text": text})
}

fn id_of(message: &Value) -> i64 {
    message["message_id"].as_i64().unwrap()
}

impl Stage {
    fn updates(&self) -> usize {
        self.telegram().update_ids(BOT).len()
    }
}

#[tokio::test]
async fn a_connection_is_told_changed_and_ended() {
    let (stage, connection) = connected().await;
    let telegram = stage.telegram();
    let update = stage.last_update();
    let mut expected = json!({
        "id": connection,
        "user": lola_json(),
        "user_chat_id": LOLA,
        "date": stage.now_ms() / 1000,
        "is_enabled": true,
        "can_reply": true,
        "rights": {"can_reply": true, "can_read_messages": true},
    });
    assert_eq!(update["business_connection"], expected);
    stage.advance(5_000);
    telegram.change_business(&connection, false).unwrap();
    expected["can_reply"] = json!(false);
    expected["rights"] = json!({"can_read_messages": true});
    assert_eq!(stage.last_update()["business_connection"], expected);
    telegram
        .change_business_reading(&connection, false)
        .unwrap();
    expected["rights"] = json!({});
    assert_eq!(stage.last_update()["business_connection"], expected);
    telegram.change_business(&connection, true).unwrap();
    telegram.disconnect_business(&connection).unwrap();
    expected["is_enabled"] = json!(false);
    expected.as_object_mut().unwrap().remove("rights");
    assert_eq!(stage.last_update()["business_connection"], expected);
    let ask = json!({"business_connection_id": connection});
    let found = stage.done("getBusinessConnection", ask).await;
    assert_eq!(found, expected);
    assert!(telegram.disconnect_business(&connection).is_err());
    assert!(telegram.change_business(&connection, true).is_err());
    let again = telegram.connect_business(LOLA, BOT, true).unwrap();
    assert_ne!(again, connection);
    assert_eq!(stage.last_update()["business_connection"]["id"], again);
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn an_account_has_one_bot_and_only_one_made_for_business() {
    let (stage, connection) = connected().await;
    let telegram = stage.telegram();
    telegram.add_bot("9:other", 9, "other_bot", "Other");
    telegram.set_can_connect_to_business(9, false);
    assert!(telegram.connect_business(LOLA, 9, true).is_err());
    let me = |token: &str| format!("{}/telegram/bot{token}/getMe", stage.outside.url());
    let (_, other) = stage.post(&me("9:other"), json!({})).await;
    assert_eq!(other["result"]["can_connect_to_business"], false);
    let own = stage.done("getMe", json!({})).await;
    assert_eq!(own["can_connect_to_business"], true);
    telegram.set_can_connect_to_business(9, true);
    let taken = telegram.connect_business(LOLA, 9, true).unwrap();
    let told = stage.last_update()["business_connection"].clone();
    assert_eq!(
        (&told["id"], &told["is_enabled"]),
        (&json!(connection), &json!(false))
    );
    let foreign = json!({"business_connection_id": taken});
    let why = stage.refused("getBusinessConnection", foreign).await;
    assert_eq!(why, NOT_FOUND);
    telegram.send_business(ALI, &taken, "salom").unwrap();
    let why = stage.refused("sendMessage", to_ali(&taken, "a")).await;
    assert_eq!(why, NOT_FOUND);
    assert!(telegram.connect_business(1, BOT, true).is_err());
    assert!(telegram.connect_business(LOLA, 1, true).is_err());
}

#[tokio::test]
async fn what_both_write_is_told_under_the_owners_numbers() {
    let (stage, connection) = connected().await;
    let telegram = stage.telegram();
    telegram.send_text(ALI, BOT, "/start").unwrap();
    let id = telegram
        .send_business(ALI, &connection, "@ali_aka salom")
        .unwrap();
    let update = stage.last_update();
    let chat = json!({"id": ALI, "first_name": "Ali", "type": "private"});
    let expected = json!({
        "message_id": 1,
        "business_connection_id": connection,
        "from": {"id": ALI, "is_bot": false, "first_name": "Ali", "language_code": "uz"},
        "chat": chat,
        "date": stage.now_ms() / 1000,
        "text": "@ali_aka salom",
        "entities": [{"type": "mention", "offset": 0, "length": 8}],
    });
    assert_eq!(update["business_message"], expected);
    assert_eq!(id, 1, "not a number of the bot's");
    let by_hand = telegram.write_as_owner(&connection, ALI, "keling").unwrap();
    let told = stage.last_update()["business_message"].clone();
    assert_eq!((&told["from"], &told["chat"]), (&lola_json(), &chat));
    assert!(told["sender_business_bot"].is_null());
    telegram
        .edit_business(&connection, ALI, id, "/salom")
        .unwrap();
    let told = stage.last_update()["edited_business_message"].clone();
    assert_eq!(
        (&told["message_id"], &told["text"]),
        (&json!(id), &json!("/salom"))
    );
    assert_eq!(told["entities"][0]["type"], "bot_command");
    assert!(told["edit_date"].is_i64());
    telegram.delete_business(&connection, ALI, &[id]).unwrap();
    let told = stage.last_update()["deleted_business_messages"].clone();
    let expected = json!({"business_connection_id": connection, "chat": chat, "message_ids": [id]});
    assert_eq!(told, expected);
    let view = telegram.business_view(&connection, ALI);
    assert_eq!((view.messages.len(), view.deleted_count), (1, 1));
    assert!(view.messages[0].from_owner && view.messages[0].id == by_hand);
    assert_eq!(telegram.chats(), [(ALI, BOT)], "no chat with the bot");
}

#[tokio::test]
async fn files_of_customers_belong_to_the_connected_bot() {
    let (stage, connection) = connected().await;
    let telegram = stage.telegram();
    let picture = Document::new("a.jpg", "image/jpeg", &b"jpg"[..]).captioned("bormi?");
    telegram
        .send_business_photo(ALI, &connection, picture)
        .unwrap();
    let told = stage.last_update()["business_message"].clone();
    assert_eq!(told["caption"], "bormi?");
    let file = json!({"file_id": told["photo"][1]["file_id"]});
    assert_eq!(stage.done("getFile", file).await["file_size"], 3);
    telegram.send_business_voice(ALI, &connection).unwrap();
    let told = stage.last_update()["business_message"].clone();
    assert_eq!(told["voice"]["mime_type"], "audio/ogg");
    let kinds: Vec<_> = telegram
        .business_view(&connection, ALI)
        .messages
        .iter()
        .map(|it| it.kind)
        .collect();
    assert_eq!(kinds, ["photo", "voice"]);
}

#[tokio::test]
async fn nobody_hears_of_chats_once_the_connection_ended() {
    let (stage, connection) = asked().await;
    let telegram = stage.telegram();
    let mut ask = to_ali(&connection, "qaysi?");
    ask["reply_markup"] = json!({"inline_keyboard": [[{"text": "Bu", "callback_data": "1"}]]});
    stage.done("sendMessage", ask).await;
    telegram.disconnect_business(&connection).unwrap();
    let updates = stage.updates();
    let id = telegram.send_business(ALI, &connection, "hey").unwrap();
    telegram.write_as_owner(&connection, ALI, "ha").unwrap();
    telegram.edit_business(&connection, ALI, id, "ey").unwrap();
    telegram.delete_business(&connection, ALI, &[id]).unwrap();
    telegram.tap_business(ALI, &connection, "Bu").unwrap();
    assert_eq!(stage.updates(), updates);
    assert_eq!(telegram.business_view(&connection, ALI).messages.len(), 3);
    let again = telegram.connect_business(LOLA, BOT, true).unwrap();
    let id = telegram.send_business(ALI, &again, "bormisiz?").unwrap();
    assert_eq!(id, 5, "it is the same chat");
    let told = stage.last_update()["business_message"].clone();
    assert_eq!(told["business_connection_id"], again);
}

#[tokio::test]
async fn impossible_deeds_in_business_chats_are_refused() {
    let (stage, connection) = asked().await;
    let telegram = stage.telegram();
    assert!(telegram.send_business(ALI, "biz-0", "a").is_err());
    assert!(telegram.send_business(LOLA, &connection, "a").is_err());
    assert!(telegram.send_business(1, &connection, "a").is_err());
    assert!(telegram.edit_business(&connection, ALI, 9, "a").is_err());
    assert!(telegram.delete_business(&connection, ALI, &[1, 9]).is_err());
    assert!(telegram.tap_business(ALI, &connection, "Ha").is_err());
    assert_eq!(telegram.business_view(&connection, ALI).messages.len(), 1);
    assert_eq!(telegram.business_view("biz-0", ALI).messages, []);
}

#[tokio::test]
async fn only_wanted_kinds_are_told() {
    let (stage, connection) = connected().await;
    let hook = |kinds: Value| json!({"url": "http://127.0.0.1:1/h", "allowed_updates": kinds});
    stage.done("setWebhook", hook(json!(["message"]))).await;
    let updates = stage.updates();
    stage
        .telegram()
        .send_business(ALI, &connection, "a")
        .unwrap();
    stage.telegram().change_business(&connection, true).unwrap();
    assert_eq!(stage.updates(), updates);
    stage
        .done("setWebhook", hook(json!(["business_message"])))
        .await;
    stage
        .telegram()
        .send_business(ALI, &connection, "a")
        .unwrap();
    assert_eq!(stage.updates(), updates + 1);
    stage.done("setWebhook", hook(json!([]))).await;
    stage.telegram().change_business(&connection, true).unwrap();
    assert_eq!(stage.updates(), updates + 2, "told to who names none");
}

#[tokio::test]
async fn an_answer_stands_in_the_chat_as_the_owners() {
    let (stage, connection) = asked().await;
    let telegram = stage.telegram();
    let updates = stage.updates();
    let typing = json!({"business_connection_id": connection, "chat_id": ALI, "action": "typing"});
    stage.done("sendChatAction", typing).await;
    let view = telegram.business_view(&connection, ALI);
    assert_eq!(view.typing_until_ms, Some(stage.now_ms() + 5_000));
    let mut answer = to_ali(&connection, "xush kelibsiz");
    answer["reply_parameters"] = json!({"message_id": 1});
    let sent = stage.done("sendMessage", answer).await;
    assert_eq!(sent["message_id"], 2);
    assert_eq!(sent["from"], lola_json());
    assert_eq!(sent["sender_business_bot"]["id"], BOT);
    assert_eq!(sent["business_connection_id"], connection);
    assert_eq!(sent["chat"]["id"], ALI);
    assert_eq!(sent["reply_to_message"]["message_id"], 1);
    assert_eq!(stage.updates(), updates, "nobody tells it what it said");
    telegram
        .write_as_owner(&connection, ALI, "marhamat")
        .unwrap();
    let view = telegram.business_view(&connection, ALI);
    assert_eq!(view.typing_until_ms, None);
    let writers: Vec<_> = view
        .messages
        .iter()
        .map(|it| (it.from_bot, it.from_owner))
        .collect();
    assert_eq!(writers, [(false, false), (true, false), (false, true)]);
    let own = telegram.message_json(ALI, LOLA, 2).unwrap();
    assert_eq!(own, sent);
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn pictures_and_documents_go_on_behalf_too() {
    let (stage, connection) = asked().await;
    let picture = Document::new("a.jpg", "image/jpeg", &b"jpg"[..]);
    stage
        .telegram()
        .send_business_photo(ALI, &connection, picture)
        .unwrap();
    let photo = stage.last_update()["business_message"]["photo"][0]["file_id"].clone();
    let list = Document::new("narx.csv", "text/csv", &b"a;b"[..]);
    stage.telegram().send_document(LOLA, BOT, list).unwrap();
    let list = stage.last_update()["message"]["document"]["file_id"].clone();
    let files = [
        ("sendPhoto", "photo", &photo),
        ("sendDocument", "document", &list),
    ];
    for (method, field, file) in files {
        let mut call = json!({"business_connection_id": connection, "chat_id": ALI});
        call[field] = file.clone();
        call["caption"] = json!("mana");
        let sent = stage.done(method, call).await;
        assert_eq!(sent["caption"], "mana");
        assert_eq!(sent["from"]["id"], LOLA);
        assert!(!sent[field].is_null());
    }
    // What came as a picture is sent again as one only.
    let as_file = json!({"business_connection_id": connection, "chat_id": ALI, "document": photo});
    let why = stage.refused("sendDocument", as_file).await;
    assert!(why.contains("another type"), "{why}");
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn edits_need_a_message_of_the_owners_side() {
    let (stage, connection) = asked().await;
    let telegram = stage.telegram();
    let rows = json!({"inline_keyboard": [[{"text": "Ha", "callback_data": "1"}]]});
    let sent = stage.done("sendMessage", to_ali(&connection, "bir")).await;
    let edit = |id: i64, text: &str| {
        let mut call = to_ali(&connection, text);
        call["message_id"] = json!(id);
        call
    };
    let edited = stage
        .done("editMessageText", edit(id_of(&sent), "ikki"))
        .await;
    assert_eq!(edited["sender_business_bot"]["id"], BOT);
    assert_eq!(edited["business_connection_id"], connection);
    let mut keyboard = edit(id_of(&sent), "");
    keyboard.as_object_mut().unwrap().remove("text");
    keyboard["reply_markup"] = rows;
    stage.done("editMessageReplyMarkup", keyboard).await;
    let why = stage.refused("editMessageText", edit(1, "uch")).await;
    assert_eq!(why, "Bad Request: message can't be edited");
    let why = stage.refused("editMessageText", edit(99, "uch")).await;
    assert_eq!(why, "Bad Request: message to edit not found");
    let by_hand = telegram.write_as_owner(&connection, ALI, "besh").unwrap();
    stage.done("editMessageText", edit(by_hand, "olti")).await;
    stage.advance(2 * DAY_MS + 1);
    telegram.send_business(ALI, &connection, "hey").unwrap();
    let why = stage
        .refused("editMessageText", edit(by_hand, "yetti"))
        .await;
    assert_eq!(why, "Bad Request: message can't be edited");
    stage
        .done("editMessageText", edit(id_of(&sent), "uch"))
        .await;
    let without = json!({"chat_id": ALI, "message_id": sent["message_id"], "text": "a"});
    let why = stage.refused("editMessageText", without).await;
    assert_eq!(why, "Bad Request: message to edit not found");
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn calls_need_a_living_connection_with_the_right() {
    let (stage, connection) = asked().await;
    let telegram = stage.telegram();
    let calls = |connection: &str| {
        let with = |method: &'static str, mut call: Value| {
            call["business_connection_id"] = json!(connection);
            call["chat_id"] = json!(ALI);
            (method, call)
        };
        [
            with("sendMessage", json!({"text": "a"})),
            with("sendChatAction", json!({"action": "typing"})),
            with("sendPhoto", json!({"photo": "x"})),
            with("sendDocument", json!({"document": "x"})),
            with("editMessageText", json!({"message_id": 1, "text": "a"})),
            with("editMessageReplyMarkup", json!({"message_id": 1})),
        ]
    };
    for (method, call) in calls("biz-0") {
        assert_eq!(stage.refused(method, call).await, NOT_FOUND, "{method}");
    }
    telegram.change_business(&connection, false).unwrap();
    for (method, call) in calls(&connection) {
        assert_eq!(stage.refused(method, call).await, NOT_ALLOWED, "{method}");
    }
    telegram.change_business(&connection, true).unwrap();
    telegram.set_can_connect_to_business(BOT, false);
    let why = stage.refused("sendMessage", to_ali(&connection, "a")).await;
    assert_eq!(why, NOT_ALLOWED);
    telegram.set_can_connect_to_business(BOT, true);
    stage.advance(DAY_MS + 1);
    for (method, call) in calls(&connection) {
        assert_eq!(stage.refused(method, call).await, NO_CUSTOMER, "{method}");
    }
    telegram.disconnect_business(&connection).unwrap();
    for (method, call) in calls(&connection) {
        assert_eq!(stage.refused(method, call).await, INVALID, "{method}");
    }
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn only_customers_of_the_last_day_are_answered() {
    let (stage, connection) = asked().await;
    let telegram = stage.telegram();
    let to =
        |chat: Value| json!({"business_connection_id": connection, "chat_id": chat, "text": "a"});
    stage.done("sendMessage", to(json!(ALI))).await;
    stage.advance(DAY_MS);
    stage.done("sendMessage", to(json!(ALI))).await;
    stage.advance(1);
    telegram.write_as_owner(&connection, ALI, "hey").unwrap();
    let why = stage.refused("sendMessage", to(json!(ALI))).await;
    assert_eq!(why, NO_CUSTOMER, "what the owner writes opens nothing");
    telegram.send_business(ALI, &connection, "ha").unwrap();
    stage.done("sendMessage", to(json!(ALI))).await;
    telegram.add_group(-5, "Hovli");
    for (chat, expected) in [
        (json!(LOLA), NO_CUSTOMER),
        (json!(77), NO_CUSTOMER),
        (json!(-5), "Bad Request: chat must be a private chat"),
        (
            json!("@ali"),
            "Bad Request: chat identifier must be a valid Integer",
        ),
    ] {
        assert_eq!(stage.refused("sendMessage", to(chat)).await, expected);
    }
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn other_methods_take_no_connection() {
    let (stage, connection) = asked().await;
    stage.telegram().send_text(ALI, BOT, "/start").unwrap();
    let draft = json!({
        "business_connection_id": connection, "chat_id": ALI, "draft_id": 1, "text": "a",
    });
    let why = stage.refused("sendMessageDraft", draft).await;
    assert_eq!(why, NOT_ALLOWED);
    assert!(stage.one_unexpected().contains("unknown field"));
    let mut reply_keyboard = to_ali(&connection, "a");
    reply_keyboard["reply_markup"] = json!({"keyboard": [["Ha"]]});
    stage.done("sendMessage", reply_keyboard).await;
    assert!(stage.one_unexpected().contains("only inline keyboards"));
    assert_eq!(
        stage.telegram().business_view(&connection, ALI).keyboard,
        None
    );
    let app = json!([[{"text": "Ochish", "web_app": {"url": "https://x.uz"}}]]);
    let mut with_app = to_ali(&connection, "a");
    with_app["reply_markup"] = json!({"inline_keyboard": app});
    stage.done("sendMessage", with_app).await;
    assert!(stage.one_unexpected().contains("web_app is not supported"));
    let mut in_topic = to_ali(&connection, "a");
    in_topic["message_thread_id"] = json!(7);
    let sent = stage.done("sendMessage", in_topic).await;
    assert!(sent["message_thread_id"].is_null());
    assert!(stage.one_unexpected().contains("in a business chat"));
}

#[tokio::test]
async fn a_tap_names_the_connection_and_is_answered() {
    let (stage, connection) = asked().await;
    let telegram = stage.telegram();
    let ask = |data: &str| {
        let mut call = to_ali(&connection, "rozimisiz?");
        let rows = json!([[{"text": "Ha", "callback_data": data}]]);
        call["reply_markup"] = json!({"inline_keyboard": rows});
        call
    };
    telegram.send_text(ALI, BOT, "/start").unwrap();
    stage.done("sendMessage", ask("1")).await;
    let newest = stage.done("sendMessage", ask("2")).await;
    let query = telegram.tap_business(ALI, &connection, "Ha").unwrap();
    let told = stage.last_update()["callback_query"].clone();
    assert_eq!((&told["id"], &told["data"]), (&json!(query), &json!("2")));
    assert_eq!(told["from"]["id"], ALI);
    assert_eq!(told["message"], newest);
    assert_eq!(told["message"]["business_connection_id"], connection);
    let open = || telegram.business_view(&connection, ALI).unanswered_queries;
    assert_eq!(open(), 1);
    assert_eq!(telegram.chat(ALI, BOT).unanswered_queries, 0);
    let answer = json!({"callback_query_id": query, "text": "Rahmat"});
    stage.done("answerCallbackQuery", answer).await;
    assert_eq!(open(), 0);
    let view = telegram.business_view(&connection, ALI);
    assert_eq!(view.toasts[0].text, "Rahmat");
    assert!(telegram.chat(ALI, BOT).toasts.is_empty());
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn messages_are_marked_as_read_with_the_right_to() {
    let (stage, connection) = asked().await;
    let telegram = stage.telegram();
    let read =
        |id: i64| json!({"business_connection_id": connection, "chat_id": ALI, "message_id": id});
    let read_up_to = || telegram.business_view(&connection, ALI).read_up_to;
    telegram
        .change_business_reading(&connection, false)
        .unwrap();
    let why = stage.refused("readBusinessMessage", read(1)).await;
    assert_eq!((why.as_str(), read_up_to()), (NOT_ALLOWED, None));
    telegram.change_business_reading(&connection, true).unwrap();
    telegram.change_business(&connection, false).unwrap();
    let done = stage.done("readBusinessMessage", read(1)).await;
    assert_eq!((done, read_up_to()), (json!(true), Some(1)));
    stage.assert_nothing_unexpected();
    stage.done("readBusinessMessage", read(7)).await;
    assert!(stage.one_unexpected().contains("no message 7"));
    let mut unknown = read(1);
    unknown["business_connection_id"] = json!("biz-0");
    let why = stage.refused("readBusinessMessage", unknown).await;
    assert_eq!(why, NOT_FOUND);
}

#[tokio::test]
async fn answers_on_behalf_count_for_the_bots_limit() {
    let (stage, connection) = asked().await;
    stage.telegram().enforce_limits(true);
    for _ in 0..30 {
        stage.done("sendMessage", to_ali(&connection, "a")).await;
    }
    let (status, body) = stage.call("sendMessage", to_ali(&connection, "a")).await;
    let wait_s = &body["parameters"]["retry_after"];
    assert_eq!((status, wait_s), (429, &json!(1)));
}

#[tokio::test]
async fn business_chats_do_not_hold_up_private_ones() {
    let (stage, connection) = connected().await;
    let telegram = stage.telegram();
    let receiver = Receiver::default();
    stage
        .done("setWebhook", json!({"url": receiver.start().await}))
        .await;
    assert_eq!(telegram.pump().await, 1, "the connection");
    receiver.answer_next(500, "");
    receiver.answer_next(500, "");
    telegram.send_business(ALI, &connection, "salom").unwrap();
    assert_eq!(telegram.pump().await, 0);
    telegram.send_text(ALI, BOT, "/start").unwrap();
    assert_eq!(telegram.pump().await, 1);
    let id = telegram.send_business(ALI, &connection, "hey").unwrap();
    telegram.delete_business(&connection, ALI, &[id]).unwrap();
    assert_eq!(telegram.pump().await, 0, "these wait for the first");
    stage.advance(2_000);
    assert_eq!(telegram.pump().await, 3);
}
