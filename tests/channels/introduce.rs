//! How bots introduce themselves: told once, told again only where it differs.

use scx_fakes::Fault;
use scx_kit::Millis;
use scx_store::sql;
use scx_world::{PARTNER_BOT, PARTNER_BOT_TOKEN, World};

use super::{call_as_another_service, new_bot};
use crate::world;

const BOT: i64 = 7_200_000_001;
const SETTERS: [&str; 4] = [
    "setMyCommands",
    "setMyDescription",
    "setMyShortDescription",
    "setMyName",
];

/// Method and language of everything that a bot was told, oldest first.
fn told(w: &World, bot: i64) -> Vec<(String, String)> {
    let calls = w.outside.telegram().all_calls(bot).into_iter();
    calls
        .filter(|(method, _)| SETTERS.contains(&method.as_str()))
        .map(|(method, params)| {
            let code = params["language_code"].as_str().unwrap_or_default();
            (method, code.to_owned())
        })
        .collect()
}

/// Makes the product believe that an older release told other words.
async fn forget(w: &World, bot: i64, item: &str) {
    const TOLD: &str = "UPDATE bot_told SET digest = 'older' WHERE item = $2
        AND bot IN (SELECT id FROM bot WHERE telegram_id = $1)";
    const HOOK: &str = "UPDATE bot SET hook_set = hook_set || '0' WHERE telegram_id = $1";
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    let changed = sql(TOLD).bind(bot).bind(item).execute(&mut tx).await;
    assert_eq!(changed.expect("updated"), 1, "{item}");
    sql(HOOK).bind(bot).execute(&mut tx).await.expect("updated");
    tx.commit().await.expect("committed");
}

async fn restart(w: &mut World) {
    w.halt().await;
    w.boot().await;
}

#[tokio::test]
async fn the_partner_bot_says_everything_in_every_language_and_only_once() {
    world(async |w| {
        let first = told(w, PARTNER_BOT);
        for method in ["setMyCommands", "setMyDescription", "setMyShortDescription"] {
            let codes = first.iter().filter(|(name, _)| name == method);
            let codes: Vec<&str> = codes.map(|(_, code)| code.as_str()).collect();
            assert_eq!(codes, ["", "uz", "ru", "en"], "{method}");
        }
        // The name stands already, and changing it is strictly limited.
        assert!(first.iter().all(|(method, _)| method != "setMyName"));
        let commands = w.outside.telegram().calls(PARTNER_BOT, "setMyCommands");
        for command in ["help", "settings", "start", "menu"] {
            let has = |call: &serde_json::Value| {
                let list = call["commands"].as_array().cloned().unwrap_or_default();
                list.iter().any(|it| it["command"] == command)
            };
            assert!(commands.iter().all(has), "/{command}");
        }
        restart(w).await;
        assert_eq!(told(w, PARTNER_BOT), first);
        w.moves();
        restart(w).await;
        assert_eq!(told(w, PARTNER_BOT), first, "a move changes no words");
    })
    .await;
}

#[tokio::test]
async fn a_changed_text_is_told_and_nothing_else_is() {
    world(async |w| {
        let before = told(w, PARTNER_BOT).len();
        let hooks = w.outside.telegram().webhook_calls(PARTNER_BOT);
        forget(w, PARTNER_BOT, "description.ru").await;
        restart(w).await;
        let new = told(w, PARTNER_BOT).split_off(before);
        assert_eq!(new, [("setMyDescription".to_owned(), "ru".to_owned())]);
        assert_eq!(w.outside.telegram().webhook_calls(PARTNER_BOT), hooks);
        restart(w).await;
        assert_eq!(told(w, PARTNER_BOT).len(), before + 1);
    })
    .await;
}

#[tokio::test]
async fn a_limited_name_waits_and_disturbs_nothing() {
    world(async |w| {
        let before = told(w, PARTNER_BOT).len();
        call_as_another_service(w, PARTNER_BOT_TOKEN, "setMyName?name=Eski").await;
        forget(w, PARTNER_BOT, "name").await;
        forget(w, PARTNER_BOT, "commands.en").await;
        let wait = Fault::RateLimited {
            retry_after_s: 7_200,
        };
        w.outside.fail_next("telegram", Some("setMyName"), wait);
        restart(w).await;
        assert_eq!(w.outside.planned_faults(), 0);
        let lola = w.seller("Lola");
        lola.registers(w).await;
        assert!(lola.screen(w).contains("Settings"), "the bot works");
        // What came before the name is told, and is not told again later.
        w.advance(Millis::hours(3)).await;
        let new = told(w, PARTNER_BOT).split_off(before);
        let names = new.iter().filter(|(method, _)| method == "setMyName");
        assert_eq!(names.count(), 2, "the other service, then we: {new:?}");
        let commands = new.iter().filter(|(method, _)| method == "setMyCommands");
        assert_eq!(commands.count(), 1, "{new:?}");
        let bots = w.outside.telegram().bots();
        let own = bots.iter().find(|(id, ..)| *id == PARTNER_BOT);
        assert_eq!(own.map(|(.., name)| name.as_str()), Some("SellerCloudX"));
    })
    .await;
}

#[tokio::test]
async fn a_shop_s_own_words_stay_and_what_is_empty_is_filled() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let (_, token) = new_bot(w, BOT, "lola_shop_bot", "Q7zX");
        let own = "setMyCommands?commands=[{\"command\":\"aksiya\",\"description\":\"Aksiyalar\"}]&language_code=uz";
        call_as_another_service(w, &token, own).await;
        call_as_another_service(w, &token, "setMyShortDescription?short_description=Choy").await;
        let before = told(w, BOT).len();
        lola.types(w, &token).await;
        let new = told(w, BOT).split_off(before);
        let codes: Vec<&str> = new.iter().map(|(_, code)| code.as_str()).collect();
        assert_eq!(codes, ["", "uz", "ru", "en"], "{new:?}");
        assert!(new.iter().all(|(method, _)| method == "setMyDescription"), "{new:?}");
        restart(w).await;
        assert_eq!(told(w, BOT).len(), before + new.len());
    })
    .await;
}

#[tokio::test]
async fn our_words_about_a_shop_s_bot_follow_our_texts_until_the_shop_writes_its_own() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let (_, token) = new_bot(w, BOT, "lola_shop_bot", "Q7zX");
        lola.types(w, &token).await;
        let before = told(w, BOT).len();
        assert_eq!(before, 12, "commands and two descriptions in four lists");
        forget(w, BOT, "commands.ru").await;
        restart(w).await;
        assert_eq!(told(w, BOT).len(), before, "the right words stand already");
        call_as_another_service(
            w,
            &token,
            "setMyDescription?description=Choy&language_code=ru",
        )
        .await;
        forget(w, BOT, "description.ru").await;
        restart(w).await;
        assert_eq!(told(w, BOT).len(), before + 1, "only the owner spoke");
    })
    .await;
}
