//! Comments on Instagram: public and private answers.

use serde_json::{Value, json};

use super::*;

const HOUR_MS: i64 = 3_600_000;

async fn changes(scene: &Scene) -> Vec<Value> {
    let told = scene.told().await;
    let entries = told
        .iter()
        .flat_map(|body| body["entry"].as_array().unwrap());
    let changes = entries.flat_map(|entry| entry["changes"].as_array().into_iter().flatten());
    changes.cloned().collect()
}

fn private(comment: &str) -> Value {
    json!({"recipient": {"comment_id": comment}, "message": {"text": "Narxi 150 000"}})
}

#[tokio::test]
async fn a_comment_is_answered_below_and_in_private() {
    let scene = Scene::set().await;
    let post = scene.meta().instagram_post(SHOP, "FEED");
    let comment = scene.ali().comments(&post, "narxi?").unwrap();
    let told = changes(&scene).await.remove(0);
    assert_eq!(told["field"], "comments");
    let expected = json!({
        "id": comment,
        "text": "narxi?",
        "from": {"id": ALI, "username": "ali"},
        "media": {"id": post, "media_product_type": "FEED"},
    });
    assert_eq!(told["value"], expected);
    let url = scene.instagram(&comment, "replies");
    let (status, answer) = scene
        .post_as(IG_TOKEN, &url, &json!({"message": "yozdik"}))
        .await;
    assert_eq!(status, 200, "{answer}");
    let own = changes(&scene).await.remove(0)["value"].clone();
    assert_eq!(
        (&own["from"]["id"], &own["from"]["username"]),
        (&json!(SHOP), &json!("dokon"))
    );
    assert_eq!(
        (&own["id"], &own["parent_id"]),
        (&answer["id"], &json!(comment))
    );
    let (status, answer) = scene.dm(private(&comment)).await;
    assert_eq!((status, &answer["recipient_id"]), (200, &json!(ALI)));
    let seen = scene.ali().last().unwrap();
    assert_eq!(seen.comment.as_deref(), Some(comment.as_str()));
    assert_eq!(scene.items().await[0]["message"]["is_echo"], true);
    assert_eq!(
        scene.dm_refused(private(&comment)).await,
        (100, Some(2_534_025)),
        "once"
    );
    let more = json!({"recipient": {"id": ALI}, "message": {"text": "yana"}});
    assert_eq!(
        scene.dm_refused(more.clone()).await,
        (10, Some(2_534_022)),
        "Ali has not answered"
    );
    scene.ali().says("olaman").unwrap();
    scene.dm_done(more).await;
    let below = scene.meta().comments(&post);
    assert_eq!(below.len(), 2);
    assert_eq!(
        (below[1].person.as_deref(), below[1].text.as_str()),
        (None, "yozdik")
    );
    scene.nothing_unexpected();
}

#[tokio::test]
async fn private_answers_have_a_week_and_other_ends() {
    let scene = Scene::set().await;
    let post = scene.meta().instagram_post(SHOP, "REELS");
    let comment = scene.ali().comments(&post, "narxi?").unwrap();
    let own = scene.ali().merchant_comments(&post, "yozing").unwrap();
    assert_eq!(
        scene.dm_refused(private(&own)).await,
        (100, Some(2_534_025))
    );
    assert_eq!(scene.dm_refused(private("1")).await, (100, Some(2_534_025)));
    scene.advance(7 * 24 * HOUR_MS);
    assert_eq!(
        scene.dm_refused(private(&comment)).await,
        (10, Some(2_534_022))
    );
    let live = scene.meta().instagram_post(SHOP, "LIVE");
    let first = scene.ali().comments(&live, "salom").unwrap();
    let second = scene.ali().comments(&live, "bormi?").unwrap();
    assert_eq!(
        changes(&scene).await.last().unwrap()["field"],
        "live_comments"
    );
    scene.dm_done(private(&first)).await;
    scene.meta().end_live(&live);
    assert_eq!(
        scene.dm_refused(private(&second)).await,
        (100, Some(2_534_025))
    );
    scene.nothing_unexpected();
}

#[tokio::test]
async fn private_answers_are_750_an_hour() {
    let scene = Scene::set().await;
    let post = scene.meta().instagram_post(SHOP, "FEED");
    for _ in 0..750 {
        let comment = scene.ali().comments(&post, "+").unwrap();
        scene.dm_done(private(&comment)).await;
    }
    let comment = scene.ali().comments(&post, "+").unwrap();
    assert_eq!(scene.dm_refused(private(&comment)).await.0, 613);
    scene.advance(HOUR_MS);
    scene.dm_done(private(&comment)).await;
}

#[tokio::test]
async fn public_answers_need_permission_and_a_comment_of_the_account() {
    let scene = Scene::set().await;
    let post = scene.meta().instagram_post(SHOP, "FEED");
    let comment = scene.ali().comments(&post, "narxi?").unwrap();
    let answer = scene
        .ali()
        .replies_to_comment(&comment, "menga ham")
        .unwrap();
    let url = scene.instagram(&answer, "replies");
    let (_, below) = scene
        .post_as(IG_TOKEN, &url, &json!({"message": "yozdik"}))
        .await;
    let last = changes(&scene).await.pop().unwrap()["value"].clone();
    assert_eq!(
        (&last["id"], &last["parent_id"]),
        (&below["id"], &json!(comment)),
        "one level"
    );
    scene.nothing_unexpected();
    assert_eq!(scene.post_as(IG_TOKEN, &url, &json!({})).await.0, 400);
    scene.one_unexpected();
    let url = scene.instagram("404", "replies");
    assert_eq!(
        scene
            .post_as(IG_TOKEN, &url, &json!({"message": "a"}))
            .await
            .0,
        400
    );
    let url = scene.graph(&comment, "replies");
    assert_eq!(
        scene
            .post_as(PAGE_TOKEN, &url, &json!({"message": "a"}))
            .await
            .0,
        200
    );
    scene
        .meta()
        .revoke_scope(PAGE_TOKEN, "instagram_manage_comments");
    assert_eq!(
        scene
            .post_as(PAGE_TOKEN, &url, &json!({"message": "a"}))
            .await
            .0,
        403
    );
    assert!(scene.ali().comments("404", "a").is_err());
    scene.nothing_unexpected();
}

#[tokio::test]
async fn comments_may_stand_in_the_entry_itself() {
    let scene = Scene::set().await;
    scene.meta().flat_comments(true);
    let post = scene.meta().instagram_post(SHOP, "FEED");
    scene.ali().comments(&post, "narxi?").unwrap();
    let entry = scene.told().await.remove(0)["entry"][0].clone();
    assert_eq!(
        (&entry["id"], &entry["field"]),
        (&json!(SHOP), &json!("comments"))
    );
    assert_eq!(entry["value"]["text"], "narxi?");
}
