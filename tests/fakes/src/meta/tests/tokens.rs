//! Who is let in, and what tokens tell of themselves.

use serde_json::{Value, json};

use super::*;
use crate::meta::TokenKind;

const DAY_MS: i64 = 24 * 3_600_000;

fn code(answer: &Value) -> (i64, Option<i64>) {
    let error = &answer["error"];
    assert!(error["fbtrace_id"].is_string(), "{answer}");
    (
        error["code"].as_i64().unwrap(),
        error["error_subcode"].as_i64(),
    )
}

#[tokio::test]
async fn only_living_versions_are_answered() {
    let scene = Scene::set().await;
    for (version, status) in [
        ("v22.0", 200),
        ("v26.0", 200),
        ("v21.0", 400),
        ("v27.0", 400),
    ] {
        let url = format!("{}/{version}/{NUMBER}", scene.stage.outside.url_of("graph"));
        assert_eq!(scene.fetch_as(TOKEN, &url).await.0, status, "{version}");
        if status == 400 {
            assert!(scene.one_unexpected().contains("2635"));
        }
    }
    let url = format!("{}/{NUMBER}", scene.stage.outside.url_of("graph"));
    assert_eq!(scene.fetch_as(TOKEN, &url).await.0, 400);
    scene.one_unexpected();
}

#[tokio::test]
async fn unknown_routes_are_noted() {
    let scene = Scene::set().await;
    let (status, answer) = scene.ask(&format!("{NUMBER}/pigeons")).await;
    assert_eq!((status, code(&answer)), (400, (100, Some(33))));
    let message = answer["error"]["message"].as_str().unwrap();
    assert!(message.starts_with("Unsupported get request."), "{message}");
    assert!(scene.one_unexpected().contains("pigeons"));
    assert_eq!(
        scene.ask("404404404").await.0,
        400,
        "somebody may have pasted a wrong id"
    );
    scene.nothing_unexpected();
}

#[tokio::test]
async fn tokens_die() {
    let scene = Scene::set().await;
    let url = format!("{}/v26.0/{NUMBER}", scene.stage.outside.url_of("graph"));
    let none = scene.stage.client.get(&url).send().await.unwrap();
    assert_eq!(code(&none.json().await.unwrap()).0, 104);
    scene.one_unexpected();
    let (status, answer) = scene.fetch_as("EAAGunknown", &url).await;
    assert_eq!((status, code(&answer)), (401, (190, None)));
    assert_eq!(answer["error"]["type"], "OAuthException");
    let in_query = format!("{url}?access_token={TOKEN}");
    assert_eq!(
        scene
            .stage
            .client
            .get(&in_query)
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
    let until = scene.stage.now_ms() + 1_000;
    scene
        .meta()
        .token(MetaToken::whatsapp("EAAGshort", APP, WABA).until(until));
    assert_eq!(scene.fetch_as("EAAGshort", &url).await.0, 200);
    scene.advance(1_000);
    assert_eq!(
        code(&scene.fetch_as("EAAGshort", &url).await.1),
        (190, Some(463))
    );
    scene.meta().revoke_token(TOKEN);
    assert_eq!(code(&scene.fetch_as(TOKEN, &url).await.1), (190, Some(460)));
    scene.nothing_unexpected();
    let log = serde_json::to_string(&scene.stage.outside.exchanges()).unwrap();
    assert!(!log.contains(TOKEN) && !log.contains("EAAGshort"), "{log}");
}

#[tokio::test]
async fn permissions_and_grants_are_two_things() {
    let scene = Scene::set().await;
    scene.lola().says("salom").unwrap();
    scene
        .meta()
        .token(MetaToken::whatsapp("EAAGother", APP, "555"));
    let url = scene.graph(NUMBER, "messages");
    let body =
        json!({"messaging_product": "whatsapp", "to": LOLA, "type": "text", "text": {"body": "a"}});
    let (status, answer) = scene.post_as("EAAGother", &url, &body).await;
    assert_eq!((status, code(&answer)), (400, (100, Some(33))));
    let half = MetaToken::whatsapp("EAAGhalf", APP, WABA).without("whatsapp_business_messaging");
    scene.meta().token(half);
    let (status, answer) = scene.post_as("EAAGhalf", &url, &body).await;
    assert_eq!((status, code(&answer).0), (403, 10));
    scene
        .meta()
        .revoke_scope(TOKEN, "whatsapp_business_management");
    let (status, answer) = scene.ask(NUMBER).await;
    assert_eq!((status, code(&answer).0), (403, 200));
    assert_eq!(scene.post_as(TOKEN, &url, &body).await.0, 200);
    scene.nothing_unexpected();
}

#[tokio::test]
async fn each_host_reads_its_own_tokens() {
    let scene = Scene::set().await;
    let facebook = format!("{}/v26.0/me", scene.stage.outside.url_of("graph"));
    let instagram = format!("{}/v26.0/me", scene.stage.outside.url_of("instagram"));
    assert_eq!(
        code(&scene.fetch_as(IG_TOKEN, &facebook).await.1),
        (190, None)
    );
    assert_eq!(
        code(&scene.fetch_as(PAGE_TOKEN, &instagram).await.1),
        (190, None)
    );
    assert_eq!(
        scene.fetch_as(PAGE_TOKEN, &facebook).await.1,
        json!({"id": PAGE, "name": "dokon"})
    );
}

#[tokio::test]
async fn tokens_tell_of_themselves() {
    let scene = Scene::set().await;
    let app = format!("{APP}|{SECRET}");
    let base = scene.stage.outside.url_of("graph");
    let url = format!("{base}/v26.0/debug_token?input_token={TOKEN}");
    let data = scene.fetch_as(&app, &url).await.1["data"].clone();
    assert_eq!(
        (&data["app_id"], &data["type"], &data["is_valid"]),
        (&json!(APP), &json!("SYSTEM_USER"), &json!(true))
    );
    assert_eq!(data["expires_at"], 0);
    assert_eq!(data["granular_scopes"][0]["target_ids"], json!([WABA]));
    scene.meta().revoke_token(TOKEN);
    let data = scene.fetch_as(&app, &url).await.1["data"].clone();
    assert_eq!(
        (&data["is_valid"], &data["error"]["subcode"]),
        (&json!(false), &json!(460))
    );
    let (status, answer) = scene.fetch_as("4001|wrong", &url).await;
    assert_eq!((status, code(&answer).0), (401, 190));
    let unknown = format!("{base}/v26.0/debug_token?input_token=x");
    assert_eq!(
        scene.fetch_as(&app, &unknown).await.1["data"]["is_valid"],
        false
    );
    let (_, shown) = scene
        .fetch_as(&app, &format!("{base}/v26.0/{APP}?fields=name"))
        .await;
    assert_eq!(shown, json!({"id": APP, "name": "App 4001"}));
}

#[tokio::test]
async fn short_tokens_are_exchanged_for_long_ones() {
    let scene = Scene::set().await;
    let short = MetaToken {
        kind: TokenKind::User,
        ..MetaToken::whatsapp("EAAGuser", APP, WABA).until(scene.stage.now_ms() + 3_600_000)
    };
    scene.meta().token(short);
    let ask = |secret: &str, token: &str| {
        let base = scene.stage.outside.url_of("graph");
        let url = format!(
            "{base}/v26.0/oauth/access_token?grant_type=fb_exchange_token&client_id={APP}\
             &client_secret={secret}&fb_exchange_token={token}"
        );
        let client = scene.stage.client.clone();
        async move {
            client
                .get(url)
                .send()
                .await
                .unwrap()
                .json::<Value>()
                .await
                .unwrap()
        }
    };
    assert_eq!(code(&ask("wrong", "EAAGuser").await).0, 1);
    assert_eq!(code(&ask(SECRET, "EAAGnone").await).0, 190);
    let answer = ask(SECRET, "EAAGuser").await;
    assert_eq!(answer["expires_in"], 5_184_000);
    let newer = answer["access_token"].as_str().unwrap().to_owned();
    scene.advance(3_600_000);
    let url = format!("{}/v26.0/{NUMBER}", scene.stage.outside.url_of("graph"));
    assert_eq!(scene.fetch_as("EAAGuser", &url).await.0, 401);
    assert_eq!(scene.fetch_as(&newer, &url).await.0, 200);
    scene.advance(60 * DAY_MS);
    assert_eq!(scene.fetch_as(&newer, &url).await.0, 401);
}

#[tokio::test]
async fn instagram_tokens_are_refreshed_after_a_day() {
    let scene = Scene::set().await;
    let base = scene.stage.outside.url_of("instagram");
    let url = |token: &str| {
        format!("{base}/refresh_access_token?grant_type=ig_refresh_token&access_token={token}")
    };
    let answer = read_json(&scene.stage.client, &url(IG_TOKEN)).await;
    assert_eq!(code(&answer).0, 100, "too new");
    scene.advance(DAY_MS);
    let answer = read_json(&scene.stage.client, &url(IG_TOKEN)).await;
    assert_eq!(
        (&answer["token_type"], &answer["expires_in"]),
        (&json!("bearer"), &json!(5_184_000))
    );
    let newer = answer["access_token"].as_str().unwrap();
    let me = format!("{base}/v26.0/me?fields=user_id,username");
    assert_eq!(scene.fetch_as(newer, &me).await.1["user_id"], SHOP);
    scene.nothing_unexpected();
}

async fn read_json(client: &reqwest::Client, url: &str) -> Value {
    client.get(url).send().await.unwrap().json().await.unwrap()
}
