//! Updates as Telegram writes them, and as it may write them one day.

use serde_json::json;

use super::*;

fn read(raw: &str) -> Incoming {
    parse(raw.as_bytes()).unwrap()
}

fn event(raw: &str) -> Event {
    read(raw).event
}

/// A message in a private chat with this content.
fn message_with(content: &str) -> Event {
    event(&format!(
        r#"{{"update_id":1,"message":{{"message_id":10,
        "from":{{"id":7,"is_bot":false,"first_name":"Lola"}},
        "chat":{{"id":7,"first_name":"Lola","type":"private"}},"date":1700000000,{content}}}}}"#
    ))
}

#[test]
fn a_text_in_a_private_chat_is_read_whole() {
    let incoming = read(
        r#"{"update_id":873214,"message":{"message_id":42,
        "from":{"id":5512345678,"is_bot":false,"first_name":"Lola","last_name":"Karimova","username":"lola_k","language_code":"uz","is_premium":true},
        "chat":{"id":5512345678,"first_name":"Lola","last_name":"Karimova","username":"lola_k","type":"private"},
        "date":1763712000,"text":"/start ref_A1 \ud83d\ude00",
        "entities":[{"offset":0,"length":6,"type":"bot_command"}]}}"#,
    );
    assert_eq!(
        incoming,
        Incoming {
            update_id: 873_214,
            chat: Some(Chat {
                id: 5_512_345_678,
                kind: ChatKind::Private,
            }),
            thread: None,
            from: Some(Person {
                id: 5_512_345_678,
                first_name: String::from("Lola"),
                last_name: Some(String::from("Karimova")),
                username: Some(String::from("lola_k")),
                language_code: Some(String::from("uz")),
                is_bot: false,
            }),
            business: None,
            is_by_bot: false,
            sent_at: Some(Time(1_763_712_000_000)),
            pieces: Vec::new(),
            event: Event::Text {
                message: 42,
                text: String::from("/start ref_A1 😀"),
                reply_to: None,
                reply_to_author: None,
                forwarded: false,
            },
        }
    );
}

#[test]
fn an_answer_and_a_forward_are_told() {
    let raw = r#""text":"a","reply_to_message":{"message_id":9,"date":1,"chat":{"id":7,"type":"private"},"text":"b"}"#;
    let Event::Text {
        reply_to,
        forwarded,
        ..
    } = message_with(raw)
    else {
        panic!("not a text");
    };
    assert_eq!((reply_to, forwarded), (Some(9), false));
    let raw = r#""text":"a","forward_origin":{"type":"hidden_user","sender_user_name":"X","date":1},"forward_sender_name":"X","forward_date":1"#;
    assert!(matches!(
        message_with(raw),
        Event::Text {
            forwarded: true,
            ..
        }
    ));
}

#[test]
fn a_topic_is_a_thread_and_a_reply_in_a_group_is_none() {
    let raw = |topic| {
        format!(
            r#"{{"update_id":1,"message":{{"message_id":3,"from":{{"id":7,"is_bot":false,"first_name":"A"}},
            "chat":{{"id":-1001234567890,"title":"Do'kon","type":"supergroup","is_forum":true}},
            "date":1700000000,"message_thread_id":2,{topic}"text":"a"}}}}"#
        )
    };
    let incoming = read(&raw(r#""is_topic_message":true,"#));
    assert_eq!(incoming.thread, Some(2));
    assert_eq!(incoming.chat.unwrap().kind, ChatKind::Group);
    assert_eq!(read(&raw("")).thread, None);
}

#[test]
fn a_contact_tells_whose_it_is() {
    assert_eq!(
        message_with(
            r#""contact":{"phone_number":"+998901234567","first_name":"Lola","user_id":7},"reply_to_message":{"message_id":9}"#
        ),
        Event::Contact {
            message: 10,
            phone: String::from("+998901234567"),
            user_id: Some(7),
            first_name: String::from("Lola"),
        }
    );
}

#[test]
fn a_document_carries_its_file_caption_and_album() {
    assert_eq!(
        message_with(
            r#""media_group_id":"13579","document":{"file_name":"narxlar.xlsx","mime_type":"application/vnd.ms-excel","file_id":"BQAC","file_unique_id":"AgAD","file_size":15321},"caption":"yangi""#
        ),
        Event::Document {
            message: 10,
            file: FileRef {
                id: String::from("BQAC"),
                unique_id: String::from("AgAD"),
                name: Some(String::from("narxlar.xlsx")),
                media_type: Some(String::from("application/vnd.ms-excel")),
                bytes: Some(15_321),
            },
            caption: Some(String::from("yangi")),
            album: Some(String::from("13579")),
        }
    );
}

#[test]
fn a_photo_gives_its_largest_size() {
    let Event::Media {
        kind,
        file,
        caption,
        ..
    } = message_with(
        r#""photo":[{"file_id":"S","file_unique_id":"s","file_size":1200,"width":90,"height":67},
        {"file_id":"L","file_unique_id":"l","file_size":90000,"width":1280,"height":960},
        {"file_id":"M","file_unique_id":"m","file_size":20000,"width":320,"height":240}],"caption":"bormi?""#,
    )
    else {
        panic!("not media");
    };
    assert_eq!(kind, MediaKind::Photo);
    assert_eq!(file.unwrap().id, "L");
    assert_eq!(caption.unwrap(), "bormi?");
}

#[test]
fn every_kind_of_media_is_told() {
    let file = r#"{"file_id":"F","file_unique_id":"f","duration":3}"#;
    for (content, kind, holds_file) in [
        (format!(r#""video":{file}"#), MediaKind::Video, true),
        (format!(r#""voice":{file}"#), MediaKind::Voice, true),
        (format!(r#""audio":{file}"#), MediaKind::Audio, true),
        (format!(r#""sticker":{file}"#), MediaKind::Sticker, true),
        (
            format!(r#""animation":{file},"document":{file}"#),
            MediaKind::Animation,
            true,
        ),
        (
            format!(r#""video_note":{file}"#),
            MediaKind::VideoNote,
            true,
        ),
        (
            String::from(r#""location":{"latitude":41.3,"longitude":69.2}"#),
            MediaKind::Location,
            false,
        ),
        (
            String::from(r#""poll":{"id":"1","question":"?","options":[]}"#),
            MediaKind::Poll,
            false,
        ),
        (
            String::from(r#""dice":{"emoji":"x","value":3}"#),
            MediaKind::Dice,
            false,
        ),
        (
            String::from(r#""story":{"chat":{"id":1,"type":"private"},"id":4}"#),
            MediaKind::Story,
            false,
        ),
        (
            String::from(r#""rich_message":{"blocks":[]}"#),
            MediaKind::Other,
            false,
        ),
        (
            String::from(r#""document":{"file_size":3}"#),
            MediaKind::Other,
            false,
        ),
    ] {
        let Event::Media {
            kind: found, file, ..
        } = message_with(&content)
        else {
            panic!("not media: {content}");
        };
        assert_eq!((found, file.is_some()), (kind, holds_file), "{content}");
    }
}

#[test]
fn a_business_message_names_its_connection() {
    let incoming = read(
        r#"{"update_id":2,"business_message":{"business_connection_id":"bc1","message_id":4,
        "from":{"id":7,"is_bot":false,"first_name":"A"},"chat":{"id":7,"type":"private"},"date":1700000000,"text":"salom"}}"#,
    );
    assert_eq!(incoming.business.as_deref(), Some("bc1"));
    assert!(matches!(incoming.event, Event::Text { message: 4, .. }));
}

#[test]
fn a_connection_is_read_with_its_rights_old_and_new() {
    let update = |rights: &str| {
        format!(
            r#"{{"update_id":2,"business_connection":{{"id":"bc1","user":{{"id":7,"is_bot":false,"first_name":"A"}},
            "user_chat_id":9,"date":1700000000,"is_enabled":true{rights}}}}}"#
        )
    };
    for (rights, can_reply) in [
        (r#","rights":{"can_reply":true}"#, true),
        (r#","rights":{"can_read_messages":true}"#, false),
        (r#","can_reply":true"#, true),
        (r#","can_reply":false"#, false),
        // The list of rights counts where there is one.
        (r#","can_reply":true,"rights":{}"#, false),
        ("", false),
    ] {
        let incoming = read(&update(rights));
        assert_eq!(incoming.business.as_deref(), Some("bc1"));
        assert_eq!(incoming.chat.map(|chat| chat.id), Some(9));
        let Event::Business(connection) = incoming.event else {
            panic!("no connection: {rights}");
        };
        assert_eq!((connection.id.as_str(), connection.owner.id), ("bc1", 7));
        assert_eq!(
            (connection.is_enabled, connection.can_reply),
            (true, can_reply)
        );
    }
}

#[test]
fn what_a_bot_wrote_in_the_owners_name_is_told_apart() {
    let incoming = read(
        r#"{"update_id":2,"business_message":{"business_connection_id":"bc1","message_id":4,
        "from":{"id":7,"is_bot":false,"first_name":"A"},"sender_business_bot":{"id":8,"is_bot":true,"first_name":"B"},
        "chat":{"id":5,"type":"private"},"date":1700000000,"text":"salom"}}"#,
    );
    assert!(incoming.is_by_bot);
}

#[test]
fn signs_on_a_message_are_told_and_taken_away() {
    let update = |signs: &str| {
        format!(
            r#"{{"update_id":2,"message_reaction":{{"chat":{{"id":7,"type":"private"}},"message_id":4,
            "user":{{"id":7,"is_bot":false,"first_name":"A"}},"date":1700000000,"old_reaction":[],"new_reaction":{signs}}}}}"#
        )
    };
    for (json, signs) in [
        (r#"[{"type":"emoji","emoji":"👍"}]"#, vec!["👍"]),
        (r#"[{"type":"custom_emoji","custom_emoji_id":"5"}]"#, vec![]),
        ("[]", vec![]),
        (r#"[7,{"type":"paid"}]"#, vec![]),
    ] {
        let incoming = read(&update(json));
        let signs = signs.into_iter().map(str::to_owned).collect();
        assert_eq!(incoming.from.map(|from| from.id), Some(7));
        assert_eq!(incoming.event, Event::Reaction { message: 4, signs });
    }
}

#[test]
fn who_wrote_the_answered_message_is_told() {
    let incoming = read(
        r#"{"update_id":2,"message":{"message_id":4,"from":{"id":7,"is_bot":false,"first_name":"A"},
        "chat":{"id":-5,"type":"group","title":"G"},"date":1700000000,"text":"narxi?",
        "reply_to_message":{"message_id":3,"from":{"id":8,"is_bot":true,"first_name":"B"},"date":1,"chat":{"id":-5,"type":"group"}}}}"#,
    );
    let Event::Text {
        reply_to_author, ..
    } = incoming.event
    else {
        panic!("no text");
    };
    assert_eq!(reply_to_author, Some(8));
}

#[test]
fn a_channel_post_has_nobody() {
    let incoming = read(
        r#"{"update_id":2,"channel_post":{"message_id":4,"sender_chat":{"id":-1005,"title":"K","type":"channel"},
        "chat":{"id":-1005,"title":"K","type":"channel"},"date":1700000000,"text":"aksiya"}}"#,
    );
    assert_eq!(incoming.from, None);
    assert_eq!(incoming.chat.unwrap().kind, ChatKind::Channel);
}

#[test]
fn an_edit_gives_the_words_of_now_and_its_own_time() {
    let incoming = read(
        r#"{"update_id":2,"edited_message":{"message_id":4,"from":{"id":7,"is_bot":false,"first_name":"A"},
        "chat":{"id":7,"type":"private"},"date":1700000000,"edit_date":1700000060,"caption":"yangi","photo":[]}}"#,
    );
    assert_eq!(incoming.sent_at, Some(Time(1_700_000_060_000)));
    assert_eq!(
        incoming.event,
        Event::Edited {
            message: 4,
            text: Some(String::from("yangi")),
        }
    );
}

#[test]
fn a_tap_belongs_to_who_tapped_and_to_the_chat_of_its_message() {
    let incoming = read(
        r#"{"update_id":3,"callback_query":{"id":"4382bfdwdsb323b2d9","from":{"id":7,"is_bot":false,"first_name":"Lola","language_code":"ru"},
        "message":{"message_id":11,"from":{"id":99,"is_bot":true,"first_name":"Bot","username":"shop_bot"},
        "chat":{"id":7,"first_name":"Lola","type":"private"},"date":1700000000,"text":"?","reply_markup":{"inline_keyboard":[[{"text":"Ha","callback_data":"v1|x"}]]}},
        "chat_instance":"-42","data":"v1|x"}}"#,
    );
    assert_eq!(incoming.from.unwrap().id, 7);
    assert_eq!(incoming.chat.unwrap().id, 7);
    assert_eq!(incoming.sent_at, None);
    assert_eq!(
        incoming.event,
        Event::Tap {
            query: String::from("4382bfdwdsb323b2d9"),
            message: Some(11),
            data: String::from("v1|x"),
        }
    );
}

#[test]
fn a_tap_on_a_lost_message_or_without_data_can_still_be_answered() {
    let inaccessible = event(
        r#"{"update_id":3,"callback_query":{"id":"q","from":{"id":7,"is_bot":false,"first_name":"L"},
        "message":{"message_id":11,"chat":{"id":7,"type":"private"},"date":0},"chat_instance":"1","data":"d"}}"#,
    );
    assert!(matches!(
        inaccessible,
        Event::Tap {
            message: Some(11),
            ..
        }
    ));
    let game = event(
        r#"{"update_id":3,"callback_query":{"id":"q","from":{"id":7,"is_bot":false,"first_name":"L"},"inline_message_id":"i","chat_instance":"1","game_short_name":"g"}}"#,
    );
    assert_eq!(
        game,
        Event::Tap {
            query: String::from("q"),
            message: None,
            data: String::new(),
        }
    );
}

#[test]
fn the_place_of_the_bot_is_told() {
    let status = |status: &str| {
        event(&format!(
            r#"{{"update_id":4,"my_chat_member":{{"chat":{{"id":7,"type":"private"}},"from":{{"id":7,"is_bot":false,"first_name":"L"}},"date":1700000000,
            "old_chat_member":{{"user":{{"id":99,"is_bot":true,"first_name":"B"}},"status":"member"}},
            "new_chat_member":{{"user":{{"id":99,"is_bot":true,"first_name":"B"}},"status":"{status}","until_date":0}}}}}}"#
        ))
    };
    for (word, expected) in [
        ("kicked", MemberStatus::Kicked),
        ("member", MemberStatus::Member),
        ("administrator", MemberStatus::Member),
        ("left", MemberStatus::Left),
        ("restricted", MemberStatus::Other),
        ("exiled", MemberStatus::Other),
    ] {
        assert_eq!(status(word), Event::Membership { status: expected });
    }
}

#[test]
fn notices_need_no_answer_but_money_and_data_are_not_notices() {
    let service = Event::Service { message: 10 };
    assert_eq!(message_with(r#""new_chat_title":"X""#), service);
    assert_eq!(
        message_with(
            r#""pinned_message":{"message_id":1,"chat":{"id":7,"type":"private"},"date":0}"#
        ),
        service
    );
    assert_eq!(
        message_with(
            r#""successful_payment":{"currency":"UZS","total_amount":100,"order_info":null}"#
        ),
        Event::Unknown {
            kind: String::from("message.successful_payment"),
        }
    );
}

#[test]
fn news_of_a_managed_bot_belongs_to_its_owner_s_chat() {
    let bot = r#""bot":{"id":99,"is_bot":true,"first_name":"B"}"#;
    let incoming = read(&format!(
        r#"{{"update_id":5,"managed_bot":{{"user":{{"id":7,"is_bot":false,"first_name":"L"}},{bot}}}}}"#
    ));
    assert_eq!(incoming.from.unwrap().id, 7);
    let chat = incoming.chat.unwrap();
    assert_eq!((chat.id, chat.kind), (7, ChatKind::Private));
    let managed = |message| Event::ManagedBot { bot: 99, message };
    assert_eq!(incoming.event, managed(None));
    assert_eq!(
        message_with(&format!(r#""managed_bot_created":{{{bot}}}"#)),
        managed(Some(10))
    );
}

#[test]
fn an_unknown_update_keeps_its_kind_and_its_person() {
    let incoming = read(
        r#"{"update_id":5,"poll_answer":{"user":{"id":7,"is_bot":false,"first_name":"L"},"poll_id":"1"}}"#,
    );
    assert_eq!(incoming.from.unwrap().id, 7);
    assert_eq!(incoming.chat, None);
    assert_eq!(
        incoming.event,
        Event::Unknown {
            kind: String::from("poll_answer"),
        }
    );
    assert_eq!(
        event(
            r#"{"update_id":5,"deleted_business_messages":{"business_connection_id":"b","chat":{"id":7,"type":"private"},"message_ids":[1]}}"#
        ),
        Event::Unknown {
            kind: String::from("deleted_business_messages"),
        }
    );
    assert_eq!(
        message_with(r#""hologram":{"beams":3}"#),
        Event::Unknown {
            kind: String::from("message.hologram"),
        }
    );
}

#[test]
fn odd_fields_cost_themselves_and_not_the_message() {
    let incoming = read(
        r#"{"account":"main","priority":{"x":1},"update_id":6,"message":{"message_id":4,"mood":{"new":[1]},
        "from":{"id":7,"first_name":null,"username":5},"chat":{"id":7,"type":"monolith"},
        "date":"yesterday","entities":"none","reply_to_message":[],"text":"bormi?"}}"#,
    );
    assert_eq!(incoming.chat.unwrap().kind, ChatKind::Private);
    assert_eq!(incoming.sent_at, None);
    let from = incoming.from.unwrap();
    assert_eq!((from.first_name.as_str(), from.username), ("", None));
    assert_eq!(
        incoming.event,
        Event::Text {
            message: 4,
            text: String::from("bormi?"),
            reply_to: None,
            reply_to_author: None,
            forwarded: false,
        }
    );
}

#[test]
fn only_what_has_no_id_is_no_update() {
    for raw in [
        "",
        "[]",
        "[7]",
        "{}",
        "null",
        r#"{"update_id":"7"}"#,
        "<html>",
    ] {
        assert_eq!(parse(raw.as_bytes()), Err(ParseError), "{raw}");
    }
    let kind = |raw: &str| match event(raw) {
        Event::Unknown { kind } => kind,
        other => panic!("known: {other:?}"),
    };
    assert_eq!(kind(r#"{"update_id":7}"#), "");
    assert_eq!(kind(r#"{"update_id":7,"message":null}"#), "message");
    assert_eq!(
        kind(r#"{"update_id":7,"message":{"text":"no id"}}"#),
        "message"
    );
    assert_eq!(
        kind(r#"{"update_id":7,"message":{"text":"\ud83d"}}"#),
        "unreadable"
    );
    let deep = format!(
        r#"{{"x":{}{},"update_id":7}}"#,
        "[".repeat(500),
        "]".repeat(500)
    );
    assert_eq!(kind(&deep), "unreadable");
}

#[test]
fn ids_are_found_without_reading_the_rest() {
    assert_eq!(
        update_id(br#"{"update_id":7,"message":{"a":[1]}}"#),
        Some(7)
    );
    assert_eq!(message_id(br#"{"message_id":8,"chat":{}}"#), Some(8));
    assert_eq!(message_id(b"true"), None);
}

#[test]
fn texts_hold_no_nul_and_names_are_as_short_as_telegrams() {
    let update = json!({
        "update_id": 1,
        "message": {
            "message_id": 2, "text": "Cho\u{0}ynak", "business_connection_id": "a\u{0}b",
            "chat": {"id": 3, "type": "private"},
            "from": {"id": 3, "first_name": "a\u{0}".repeat(70)},
        },
    });
    let incoming = parse(update.to_string().as_bytes()).unwrap();
    assert!(matches!(&incoming.event, Event::Text { text, .. } if text == "Choynak"));
    assert_eq!(incoming.business.as_deref(), Some("ab"));
    assert_eq!(incoming.from.unwrap().first_name, "a".repeat(64));
}
