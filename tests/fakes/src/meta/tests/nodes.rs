//! Reading numbers, accounts and people.

use serde_json::json;

use super::*;
use crate::meta::{Quality, Tier};

#[tokio::test]
async fn a_number_tells_its_facts() {
    let scene = Scene::set().await;
    let (status, number) = scene.ask(NUMBER).await;
    assert_eq!(status, 200);
    assert_eq!(number["display_phone_number"], "+998 71 200 00 01");
    assert_eq!(
        (&number["quality_rating"], &number["id"]),
        (&json!("GREEN"), &json!(NUMBER))
    );
    assert_eq!(number["throughput"], json!({"level": "STANDARD"}));
    let worse = WhatsAppNumber {
        quality: Quality::Red,
        tier: Tier::Of250,
        messages_per_s: 1000,
        ..WhatsAppNumber::new(NUMBER, WABA, "+998 71 200 00 01")
    };
    scene.meta().whatsapp_number(worse);
    let path = format!("{NUMBER}?fields=quality_rating,messaging_limit_tier,throughput{{level}}");
    let expected = json!({
        "quality_rating": "RED",
        "messaging_limit_tier": "TIER_250",
        "throughput": {"level": "HIGH"},
        "id": NUMBER,
    });
    assert_eq!(scene.ask(&path).await.1, expected);
    scene.nothing_unexpected();
    let (status, answer) = scene.ask(&format!("{NUMBER}?fields=colour")).await;
    assert_eq!((status, &answer["error"]["code"]), (400, &json!(100)));
    assert!(
        scene
            .one_unexpected()
            .contains("nonexisting field (colour)")
    );
}

#[tokio::test]
async fn an_account_tells_its_numbers() {
    let scene = Scene::set().await;
    let second = WhatsAppNumber::new("106540352242923", WABA, "+998 71 200 00 02");
    scene.meta().whatsapp_number(second);
    scene
        .meta()
        .whatsapp_number(WhatsAppNumber::new("9", "8", "+1 555"));
    let listed = scene
        .ask(&format!("{WABA}/phone_numbers?fields=id,verified_name"))
        .await
        .1;
    let ids: Vec<&Value> = listed["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["id"])
        .collect();
    assert_eq!(ids, ["106540352242922", "106540352242923"]);
    let waba = scene
        .ask(&format!("{WABA}?fields=name,owner_business_info{{id}}"))
        .await
        .1;
    assert_eq!(
        waba["owner_business_info"],
        json!({"id": format!("7{WABA}")})
    );
    assert_eq!(scene.ask("8").await.0, 400, "not granted");
    assert_eq!(scene.ask("me").await.1["name"], "User 61550000000001");
    scene.nothing_unexpected();
}

#[tokio::test]
async fn an_instagram_account_has_several_ids() {
    let scene = Scene::set().await;
    let base = scene.stage.outside.url_of("instagram");
    let me = scene
        .fetch_as(
            IG_TOKEN,
            &format!("{base}/v26.0/me?fields=user_id,username,id"),
        )
        .await
        .1;
    let app_scoped = format!("26{SHOP}");
    assert_eq!(
        me,
        json!({"user_id": SHOP, "username": "dokon", "id": app_scoped})
    );
    for id in [SHOP, &app_scoped] {
        let shown = scene
            .fetch_as(IG_TOKEN, &format!("{base}/v26.0/{id}?fields=username"))
            .await
            .1;
        assert_eq!(shown["username"], "dokon");
    }
    let graph = scene.stage.outside.url_of("graph");
    let page =
        format!("{graph}/v26.0/{PAGE}?fields=name,instagram_business_account{{id,username}}");
    let page = scene.fetch_as(PAGE_TOKEN, &page).await.1;
    assert_eq!(
        page["instagram_business_account"],
        json!({"id": SHOP, "username": "dokon"})
    );
    assert_eq!(
        scene
            .fetch_as(IG_TOKEN, &format!("{base}/v26.0/{PAGE}"))
            .await
            .0,
        400
    );
    scene.nothing_unexpected();
}

#[tokio::test]
async fn people_are_shown_to_whom_they_wrote() {
    let scene = Scene::set().await;
    let base = scene.stage.outside.url_of("instagram");
    let url = format!("{base}/v26.0/{ALI}?fields=name,username");
    let (status, answer) = scene.fetch_as(IG_TOKEN, &url).await;
    assert_eq!((status, &answer["error"]["code"]), (403, &json!(230)));
    scene.ali().says("salom").unwrap();
    let expected = json!({"id": ALI, "name": "ali", "username": "ali"});
    assert_eq!(scene.fetch_as(IG_TOKEN, &url).await.1, expected);
    let graph = format!(
        "{}/v26.0/{ALI}?fields=name",
        scene.stage.outside.url_of("graph")
    );
    assert_eq!(
        scene.fetch_as(PAGE_TOKEN, &graph).await.1,
        json!({"id": ALI, "name": "ali"})
    );
    scene.nothing_unexpected();
}
