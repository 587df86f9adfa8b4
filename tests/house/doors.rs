//! The doors: health, methods, limits.

use scx_world::World;

use crate::world;

/// The address of the product, as Telegram was told it.
pub(super) fn base(w: &World) -> String {
    let hook = w
        .outside
        .telegram()
        .webhook_url(scx_world::PARTNER_BOT)
        .expect("a webhook is set");
    let (base, _) = hook.split_once("/telegram/").expect("our path");
    base.to_owned()
}

async fn status(method: reqwest::Method, url: String) -> u16 {
    #[expect(
        clippy::disallowed_methods,
        reason = "a stranger has a client of their own"
    )]
    let client = reqwest::Client::new();
    client
        .request(method, url)
        .send()
        .await
        .expect("an answer")
        .status()
        .as_u16()
}

#[tokio::test]
async fn health_and_readiness_are_told_to_anybody_who_asks() {
    world(async |w| {
        let base = base(w);
        for path in ["healthz", "readyz", "health/live", "health/ready"] {
            assert_eq!(
                status(reqwest::Method::GET, format!("{base}/{path}")).await,
                200
            );
            assert_eq!(
                status(reqwest::Method::POST, format!("{base}/{path}")).await,
                405
            );
        }
        assert_eq!(
            status(reqwest::Method::GET, format!("{base}/nothing")).await,
            404
        );
    })
    .await;
}

#[tokio::test]
async fn a_product_without_its_database_lives_and_is_not_ready() {
    world(async |w| {
        let base = base(w);
        w.expect_errors();
        w.cx().db.clone().close().await;
        let get = async |path: &str| status(reqwest::Method::GET, format!("{base}/{path}")).await;
        assert_eq!(get("health/live").await, 200);
        assert_eq!(get("health/ready").await, 503);
        w.halt().await;
        w.boot().await;
    })
    .await;
}
