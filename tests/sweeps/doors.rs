//! Every route, knocked at in every way that is not meant.

use reqwest::{Method, StatusCode, header};
use scx_kit::Millis;
use scx_store::sql;
use scx_webhooks::{Guard, ROUTES, Route};
use scx_world::{PARTNER_BOT, World};

use crate::world;

const SECRET: &str = "x-telegram-bot-api-secret-token";

/// A bot of the story as Telegram knows it.
struct Hook {
    url: String,
    secret: String,
}

fn hook(w: &World, bot: i64) -> Hook {
    let telegram = w.outside.telegram();
    let calls = telegram.calls(bot, "setWebhook");
    let secret = calls.last().expect("a webhook is set")["secret_token"].as_str();
    Hook {
        url: telegram.webhook_url(bot).expect("a webhook"),
        secret: secret.expect("a secret").to_owned(),
    }
}

impl Hook {
    /// The address of any route, for this bot.
    fn address(&self, route: &Route) -> String {
        let (base, key) = self.url.split_once("/telegram/webhook/").expect("our path");
        format!("{base}{}", route.path.replace("{key}", key))
    }
}

/// One request of somebody who is no part of the product.
pub(super) struct Knock {
    method: Method,
    url: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Knock {
    pub(super) fn new(method: &Method, url: &str) -> Self {
        Self {
            method: method.clone(),
            url: url.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    pub(super) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub(super) fn carrying(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a stranger has a client of their own"
    )]
    pub(super) async fn status(self) -> StatusCode {
        let client = reqwest::Client::builder().no_proxy().build();
        let client = client.expect("a plain client");
        let mut request = client.request(self.method, &self.url).body(self.body);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        request.send().await.expect("the product answers").status()
    }
}

/// How many updates are stored, whichever bot they are for.
async fn stored(w: &World) -> i64 {
    let count = sql("SELECT COUNT(*) FROM inbox");
    count.one::<(i64,)>(&w.cx().db).await.expect("counted").0
}

/// The partner bot, a shop's bot, and one that was disconnected.
async fn three_bots(w: &mut World) -> [Hook; 3] {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    let shop = lola.connects_bot(w, "lola_shop_bot").await;
    let malika = w.seller("Malika");
    malika.registers(w).await;
    let removed = malika.connects_bot(w, "malika_shop_bot").await;
    let gone = hook(w, removed);
    malika.taps(w, "Disconnect").await;
    // A door is known for a minute.
    w.advance(Millis::minutes(1)).await;
    [hook(w, PARTNER_BOT), hook(w, shop), gone]
}

fn guarded() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().filter(|route| match route.guard {
        Guard::BotSecret => true,
        // Their own stories are in house/metrics, in messengers and in billing.
        Guard::Anybody
        | Guard::MetricsToken
        | Guard::MetaApp
        | Guard::FileKey
        | Guard::LetterKey
        | Guard::InvoiceKey
        | Guard::Provider => false,
    })
}

fn update(id: i64) -> String {
    format!(r#"{{"update_id": {id}}}"#)
}

#[tokio::test]
async fn every_route_has_one_method() {
    world(async |w| {
        let [ours, ..] = three_bots(w).await;
        let before = stored(w).await;
        for route in ROUTES {
            for method in [
                "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW",
            ] {
                let method: Method = method.parse().expect("a method");
                if route.methods.contains(&method) {
                    continue;
                }
                let knock = Knock::new(&method, &ours.address(route));
                let status = knock
                    .with(SECRET, &ours.secret)
                    .carrying(update(1))
                    .status()
                    .await;
                assert_eq!(
                    status,
                    StatusCode::METHOD_NOT_ALLOWED,
                    "{method} {}",
                    route.path
                );
            }
        }
        assert_eq!(stored(w).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_route_for_anybody_heeds_nothing_that_is_brought() {
    world(async |w| {
        let [ours, ..] = three_bots(w).await;
        let before = stored(w).await;
        let mut count = 0;
        for route in ROUTES.iter().filter(|route| route.guard == Guard::Anybody) {
            count += 1;
            for body in ["", "{", "\u{0}", &"[".repeat(100_000)] {
                let url = format!("{}?key=1&key=%00&%FF", ours.address(route));
                let knock = Knock::new(&route.methods[0], &url).with("authorization", "Bearer x");
                let status = knock.carrying(body).status().await;
                assert_eq!(status, StatusCode::OK, "{}", route.path);
            }
        }
        assert!(count > 0);
        assert_eq!(stored(w).await, before);
    })
    .await;
}

#[tokio::test]
async fn no_secret_but_the_bots_own_opens_its_door() {
    world(async |w| {
        let [ours, shop, gone] = three_bots(w).await;
        let before = stored(w).await;
        for route in guarded() {
            for (bot, others) in [
                (&ours, [&shop.secret, &gone.secret]),
                (&shop, [&ours.secret, &gone.secret]),
                (&gone, [&ours.secret, &shop.secret]),
            ] {
                let knock =
                    || Knock::new(&route.methods[0], &bot.address(route)).carrying(update(1));
                let half = &bot.secret[1..];
                let longer = format!("{}A", bot.secret);
                let other_case = bot.secret.to_ascii_uppercase();
                let long = "A".repeat(8_000);
                let wrong = [
                    "",
                    "wrong",
                    half,
                    &longer,
                    &other_case,
                    &long,
                    others[0],
                    others[1],
                ];
                assert_eq!(knock().status().await, StatusCode::UNAUTHORIZED);
                for secret in wrong {
                    let status = knock().with(SECRET, secret).status().await;
                    assert_eq!(status, StatusCode::UNAUTHORIZED, "{secret}");
                }
                let twice = knock().with(SECRET, "wrong").with(SECRET, &bot.secret);
                assert_eq!(twice.status().await, StatusCode::UNAUTHORIZED);
            }
            let late = Knock::new(&route.methods[0], &gone.address(route)).carrying(update(1));
            assert_eq!(
                late.with(SECRET, &gone.secret).status().await,
                StatusCode::GONE
            );
        }
        assert_eq!(stored(w).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_key_that_no_bot_has_is_not_found() {
    world(async |w| {
        let [ours, ..] = three_bots(w).await;
        let before = stored(w).await;
        let (base, key) = ours.url.split_once("/telegram/webhook/").expect("our path");
        let long = "k".repeat(5_000);
        let keys = [
            &key[1..],
            &key.to_ascii_uppercase(),
            &format!("{key}x"),
            &format!("{key}%00"),
            &format!("{key}%20"),
            &format!("%2E%2E%2F{key}"),
            "%00",
            "%FF%FE",
            "%27%20OR%20%271%27=%271",
            &long,
        ];
        for route in guarded() {
            for key in keys {
                let url = format!("{base}{}", route.path.replace("{key}", key));
                let knock = Knock::new(&route.methods[0], &url).with(SECRET, &ours.secret);
                let status = knock.carrying(update(1)).status().await;
                assert_eq!(status, StatusCode::NOT_FOUND, "{key}");
            }
        }
        assert_eq!(stored(w).await, before);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_update_is_refused_and_not_stored() {
    world(async |w| {
        let [ours, shop, _] = three_bots(w).await;
        let before = stored(w).await;
        let deep = "[".repeat(500_000);
        let refused: [&[u8]; 15] = [
            b"",
            b"{",
            b"[]",
            b"null",
            b"\"update\"",
            b"7",
            b"update_id=7",
            b"{}",
            b"{\"update_id\": null}",
            b"{\"update_id\": \"7\"}",
            b"{\"update_id\": 7.5}",
            b"{\"update_id\": 9223372036854775808}",
            b"\xff\xfe{\"update_id\": 7}",
            b"{\"update_id\": 7}{",
            deep.as_bytes(),
        ];
        let mut large = br#"{"update_id": 7, "filler": ""#.to_vec();
        large.resize((1 << 20) + 1, b' ');
        for (route, bot) in guarded().flat_map(|route| [(route, &ours), (route, &shop)]) {
            let knock =
                || Knock::new(&route.methods[0], &bot.address(route)).with(SECRET, &bot.secret);
            for body in refused {
                let status = knock().carrying(body).status().await;
                let shown = String::from_utf8_lossy(&body[..body.len().min(40)]);
                assert_eq!(status, StatusCode::BAD_REQUEST, "{shown}");
            }
            let zipped = knock()
                .with("content-encoding", "gzip")
                .carrying(&b"\x1f\x8b\x08"[..]);
            assert_eq!(zipped.status().await, StatusCode::BAD_REQUEST);
            let status = knock().carrying(large.clone()).status().await;
            assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
        }
        assert_eq!(stored(w).await, before);
    })
    .await;
}

/// Updates that nobody expects, each readable enough to be kept. `ID` becomes
/// a number of its own.
fn odd_updates() -> Vec<Vec<u8>> {
    let deep = format!(
        r#"{{"update_id": ID, "message": {}1{}}}"#,
        "[".repeat(5_000),
        "]".repeat(5_000)
    );
    let long = format!(
        r#"{{"update_id": ID, "message": {{"message_id": 1, "chat": {{"id": 7, "type": "private"}},
            "from": {{"id": 7, "first_name": "{0}"}}, "text": "{0}"}}}}"#,
        "a".repeat(50_000)
    );
    let mut all: Vec<Vec<u8>> = [
        r#"{"update_id": ID}"#,
        r#"{"update_id": ID, "message": null}"#,
        r#"{"update_id": ID, "message": []}"#,
        r#"{"update_id": ID, "message": {}}"#,
        r#"{"update_id": ID, "message": "text"}"#,
        r#"{"update_id": ID, "message": {"message_id": 1e400}}"#,
        r#"{"update_id": ID, "message": {"message_id": 1, "text": "\ud800"}}"#,
        r#"{"update_id": ID, "nothing_known": {"chat": {"id": 5}}}"#,
        r#"{"update_id": ID, "message": {"message_id": 9223372036854775807, "date": 9223372036854775807,
            "chat": {"id": -9223372036854775808, "type": "private"},
            "from": {"id": 9223372036854775807, "is_bot": false, "first_name": ""}, "text": "/start"}}"#,
        r#"{"update_id": ID, "message": {"message_id": -1, "date": -1, "chat": {"id": 0, "type": "private"},
            "from": {"id": -5, "first_name": "A"}, "contact": {"phone_number": "", "user_id": -5}}}"#,
        r#"{"update_id": ID, "message": {"message_id": 1, "chat": {"id": 8, "type": "private"},
            "from": {"id": 8, "first_name": "N\u0000l"}, "text": "Null\u0000 and \u202e turned"}}"#,
        r#"{"update_id": ID, "message": {"message_id": 2, "chat": {"id": 8, "type": "private"},
            "from": {"id": 8, "first_name": "N\u0000l"}, "business_connection_id": "a\u0000|b/c@d",
            "is_topic_message": true, "message_thread_id": -9, "text": "Choynak bormi?"}}"#,
        r#"{"update_id": ID, "message": {"message_id": 3, "chat": {"id": 8, "type": "private"},
            "from": {"id": 8, "first_name": "A"}, "document": {"file_id": "a\u0000", "file_unique_id": "",
            "file_name": "../../etc/passwd\u0000.csv", "file_size": -1}}}"#,
        r#"{"update_id": ID, "message": {"message_id": 4, "chat": {"id": 8, "type": "nonsense"},
            "from": {"id": 8, "first_name": "A"}, "text": "/start"}}"#,
        r#"{"update_id": ID, "message": {"message_id": 5, "chat": {"id": 8, "type": "private"}, "text": "/start"}}"#,
        r#"{"update_id": ID, "message": {"message_id": 6, "chat": {"id": 8, "type": "private"},
            "from": {"id": 8, "is_bot": true, "first_name": "A"}, "text": "/start"}}"#,
        r#"{"update_id": ID, "callback_query": {}}"#,
        r#"{"update_id": ID, "edited_message": {"message_id": 6, "chat": {"id": 8, "type": "private"},
            "from": {"id": 8, "first_name": "A"}, "text": "\u0000"}}"#,
        r#"{"update_id": ID, "my_chat_member": {"chat": {"id": 8, "type": "private"},
            "from": {"id": 8, "first_name": "A"}, "new_chat_member": {"status": "\u0000"}}}"#,
        &deep,
        &long,
    ]
    .iter()
    .map(|text| text.as_bytes().to_vec())
    .collect();
    all.push(b"{\"update_id\": ID, \"message\": {\"text\": \"\xff\xfe\"}}".to_vec());
    all
}

/// Puts the number in; the bytes around it may be no text.
fn numbered(body: &[u8], id: i64) -> Vec<u8> {
    let at = body
        .windows(2)
        .position(|two| two == b"ID")
        .expect("a place for the number");
    [&body[..at], id.to_string().as_bytes(), &body[at + 2..]].concat()
}

#[tokio::test]
async fn odd_updates_are_kept_once_and_stop_nothing() {
    world(async |w| {
        let [ours, shop, _] = three_bots(w).await;
        let ids = [i64::MIN, -1, 0, i64::MAX].into_iter().chain(5_000_000..);
        let types = [
            "",
            "text/plain",
            "multipart/form-data",
            "application/json; charset=x",
        ];
        for (route, bot) in guarded().flat_map(|route| [(route, &ours), (route, &shop)]) {
            for (number, (body, id)) in odd_updates().iter().zip(ids.clone()).enumerate() {
                let before = stored(w).await;
                let body = numbered(body, id);
                let knock = || {
                    let knock = Knock::new(&route.methods[0], &bot.address(route))
                        .with(SECRET, &bot.secret);
                    knock
                        .with(header::CONTENT_TYPE.as_str(), types[number % types.len()])
                        .carrying(&*body)
                };
                let shown = String::from_utf8_lossy(&body)
                    .chars()
                    .take(300)
                    .collect::<String>();
                let together = futures_util::future::join_all((0..3).map(|_| knock().status()));
                for status in together.await {
                    assert_eq!(status, StatusCode::OK, "{shown}");
                }
                w.settle().await;
                assert_eq!(knock().status().await, StatusCode::OK, "{shown}");
                w.settle().await;
                assert_eq!(stored(w).await, before + 1, "{shown}");
            }
        }
    })
    .await;
}
