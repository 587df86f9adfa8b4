//! Shops' bots: connected, checked, disconnected.

mod connect;
mod drafts;
mod health;
mod introduce;
mod managed;
mod polling;
mod watch;
mod webhook;

use scx_world::World;

/// Makes a bot at BotFather. Gives its id and its token, which ends in `tail`.
fn new_bot(w: &World, id: i64, username: &str, tail: &str) -> (i64, String) {
    let token = format!("{id}:{:a<31}{tail}", "AAShopBotOfThisStory");
    w.outside.telegram().add_bot(&token, id, username, "Shop");
    (id, token)
}

/// Calls the Bot API as another service would that has the token too.
#[expect(
    clippy::disallowed_methods,
    reason = "the other service is no part of the product"
)]
async fn call_as_another_service(w: &World, token: &str, method: &str) {
    let url = format!("{}/bot{token}/{method}", w.outside.url_of("telegram"));
    let client = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a plain client");
    let answer = client.get(url).send().await.expect("the Bot API answers");
    assert!(
        answer.status().is_success(),
        "{method}: {}",
        answer.status()
    );
}
