//! Requests: what is accepted, and what is refused with which error.

use super::{DAY_MS, GOOD, KEY, Setting, id, link};
use crate::Fault;

#[tokio::test]
async fn a_session_is_shown_as_it_was_asked_for() {
    let set = Setting::new().await;
    let session = set.session().await;
    let now_s = set.stage.now_ms() / 1000;
    assert!(id(&session).starts_with("cs_test_a1") && id(&session).len() == 66);
    assert!(link(&session).starts_with("https://checkout.stripe.com/c/pay/cs_test_a1"));
    for (name, right) in [
        ("object", "checkout.session"),
        ("mode", "payment"),
        ("status", "open"),
        ("payment_status", "unpaid"),
        ("currency", "uzs"),
        ("client_reference_id", "inv-1"),
        ("locale", "ru"),
        ("cancel_url", "https://example.com/back"),
    ] {
        assert_eq!(session[name], right, "{name}");
    }
    assert_eq!(session["amount_total"], 45_000_000);
    assert_eq!(session["metadata"]["invoice"], "inv-1");
    assert_eq!(session["livemode"], false);
    assert!(session["payment_intent"].is_null() && session["customer_details"].is_null());
    assert_eq!(session["expires_at"], now_s + DAY_MS / 1000);
    let path = format!("/checkout/sessions/{}?expand[]=line_items", id(&session));
    let (_, shown) = set.ask("GET", &path, "").await;
    assert_eq!(shown["line_items"]["data"][0]["description"], "Chat");
    assert_eq!(shown["url"], session["url"]);
    set.stage.assert_nothing_unexpected();
}

/// What stands where, what takes its place, and what the error says.
const WRONG: &[(&str, &str, &str)] = &[
    ("mode=payment&", "", "Missing required param: mode."),
    (
        "mode=payment",
        "mode=pay",
        "Invalid mode: must be one of payment, setup, or subscription",
    ),
    (
        "mode=payment",
        "mode=setup",
        "only mode=payment is modelled",
    ),
    ("&success_url=", "&x=", "Received unknown parameter: x"),
    (
        "&cancel_url=https://example.com",
        "&cancel_url=example.com",
        "Not a valid URL",
    ),
    (
        "&locale=ru",
        "&locale=uz",
        "Invalid locale: must be one of auto, bg",
    ),
    (
        "&locale=ru",
        "&locale=",
        "You passed an empty string for 'locale'",
    ),
    (
        "&locale=ru",
        "&discounts[0][coupon]=a",
        "discounts is not modelled",
    ),
    (
        "[unit_amount]=45000000",
        "[unit_amout]=1",
        "unknown parameter: line_items[0][price_data][unit_amout]",
    ),
    (
        "[unit_amount]=45000000",
        "[unit_amount]=450000.00",
        "Invalid integer: 450000.00",
    ),
    (
        "[unit_amount]=45000000",
        "[unit_amount]=-1",
        "Invalid non-negative integer",
    ),
    (
        "[unit_amount]=45000000",
        "[unit_amount]=100",
        "must add up to at least UZS 6100.00 uzs",
    ),
    (
        "[unit_amount]=45000000",
        "[unit_amount]=100000000",
        "no more than UZS 999999.99",
    ),
    (
        "[currency]=uzs",
        "[currency]=UZS",
        "Invalid currency: UZS. Stripe currently supports",
    ),
    (
        "[product_data][name]=Chat",
        "[product_data][unit_label]=x",
        "[product_data][name].",
    ),
    (
        "&line_items[0][quantity]=1",
        "",
        "Quantity is required. Add `quantity` to `line_items[0]`",
    ),
    (
        "&line_items[0][quantity]",
        "&line_items[1][quantity]",
        "Quantity is required",
    ),
    (
        "&line_items[0][quantity]",
        "&line_items[2][quantity]",
        "Invalid array",
    ),
    ("&metadata[invoice]=inv-1", "&metadata=a", "Invalid object"),
    (
        "&client_reference_id=inv-1",
        "&client_reference_id[a]=1",
        "Invalid string",
    ),
];

#[tokio::test]
async fn what_is_wrong_in_a_form_is_told_and_noted() {
    let set = Setting::new().await;
    for (from, to, what) in WRONG {
        let form = GOOD.replacen(from, to, 1);
        assert_ne!(&form, GOOD, "{from}");
        let (status, body) = set.ask("POST", "/checkout/sessions", &form).await;
        let message = body["error"]["message"].as_str().unwrap();
        assert_eq!(status, 400, "{form}");
        assert!(message.contains(what), "{what} in {message}");
        assert_eq!(body["error"]["type"], "invalid_request_error");
        set.noted(what);
    }
    let long = "x".repeat(201);
    let form = GOOD.replace(
        "client_reference_id=inv-1",
        &format!("client_reference_id={long}"),
    );
    let (_, body) = set.ask("POST", "/checkout/sessions", &form).await;
    assert_eq!(body["error"]["param"], "client_reference_id");
    set.noted("must be at most 200 characters");
    let form = GOOD.replace(
        "metadata[invoice]=inv-1",
        &format!("metadata[a]={}", "x".repeat(501)),
    );
    set.ask("POST", "/checkout/sessions", &form).await;
    set.noted("values up to 500");
}

#[tokio::test]
async fn a_session_lives_from_half_an_hour_to_a_day() {
    let set = Setting::new().await;
    let now_s = set.stage.now_ms() / 1000;
    for (after_s, why) in [
        (60, "at least 30 minutes"),
        (1_800, "at least 30 minutes"),
        (86_400, "less than 24 hours"),
        (90_000, "less than 24 hours"),
    ] {
        let form = format!("{GOOD}&expires_at={}", now_s + after_s);
        let (status, body) = set.ask("POST", "/checkout/sessions", &form).await;
        assert_eq!(
            (status, &body["error"]["param"]),
            (400, &"expires_at".into())
        );
        set.noted(why);
    }
    let form = format!("{GOOD}&expires_at={}", now_s + 1_801);
    let (_, session) = set.ask("POST", "/checkout/sessions", &form).await;
    assert_eq!(session["expires_at"], now_s + 1_801);
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn amounts_are_minor_units_of_their_currency() {
    let set = Setting::new().await;
    for (currency, amount, right) in [("jpy", 500, 1_000), ("usd", 3_700, 7_400)] {
        let form = GOOD
            .replace("[currency]=uzs", &format!("[currency]={currency}"))
            .replace("=45000000", &format!("={amount}"))
            .replace("[quantity]=1", "[quantity]=2");
        let (_, session) = set.ask("POST", "/checkout/sessions", &form).await;
        assert_eq!(session["amount_total"], right, "{session}");
        let seen = set.stripe().read_link(&link(&session)).unwrap();
        assert_eq!((seen.total, seen.currency.as_str()), (right, currency));
        assert_eq!(
            (seen.items[0].unit_amount, seen.items[0].quantity),
            (amount, 2)
        );
    }
    let two = format!(
        "{GOOD}&line_items[1][price_data][currency]=usd&line_items[1][price_data][unit_amount]=500\
         &line_items[1][price_data][product_data][name]=B&line_items[1][quantity]=1"
    );
    set.ask("POST", "/checkout/sessions", &two).await;
    set.noted("the same currency");
}

#[tokio::test]
async fn a_repeated_request_gets_the_first_answer() {
    let set = Setting::new().await;
    let create = "/checkout/sessions";
    let (_, first, is_replayed) = set.ask_with("POST", create, GOOD, Some("k-1")).await;
    assert!(!is_replayed);
    let again = set.ask_with("POST", create, GOOD, Some("k-1")).await;
    assert_eq!(again, (200, first.clone(), true));
    let other = set.ask_with("POST", create, GOOD, Some("k-2")).await;
    assert_ne!(other.1["id"], first["id"]);
    set.stage.assert_nothing_unexpected();
    let changed = GOOD.replace("locale=ru", "locale=en");
    let (status, body, _) = set.ask_with("POST", create, &changed, Some("k-1")).await;
    assert_eq!(
        (status, &body["error"]["type"]),
        (400, &"idempotency_error".into())
    );
    set.noted("with the same parameters");
    set.ask_with("POST", "/refunds", "payment_intent=pi_1", Some("k-1"))
        .await;
    set.noted("for the same endpoint");
    set.ask_with("POST", create, GOOD, Some(&"k".repeat(256)))
        .await;
    set.noted("between 1 and 255");
    // What was wrong in itself may be mended under the same key.
    let wrong = GOOD.replace("mode=payment", "mode=pay");
    set.ask_with("POST", create, &wrong, Some("k-3")).await;
    set.noted("Invalid mode");
    assert_eq!(set.ask_with("POST", create, GOOD, Some("k-3")).await.0, 200);
    set.stage.advance(DAY_MS);
    let later = set.ask_with("POST", create, GOOD, Some("k-1")).await;
    assert!(
        later.1["id"] != first["id"] && !later.2,
        "a day later it is forgotten"
    );
}

#[tokio::test]
async fn an_answer_that_got_lost_is_given_again() {
    let set = Setting::new().await;
    let stripe = &set.stage.outside;
    stripe.fail_next("stripe", Some("create"), Fault::Drop);
    let url = format!("{}/stripe/v1/checkout/sessions", stripe.url());
    let request = || {
        let form = "application/x-www-form-urlencoded";
        let request = set.stage.client.post(&url).basic_auth(KEY, Some(""));
        let request = request.header("content-type", form).body(GOOD);
        request.header("idempotency-key", "k-1").send()
    };
    assert!(request().await.is_err());
    let again = request().await.unwrap();
    assert!(again.headers().contains_key("idempotent-replayed"));
    stripe.fail_next(
        "stripe",
        Some("create"),
        Fault::Status {
            code: 503,
            body: None,
        },
    );
    let (status, body) = set.ask("POST", "/checkout/sessions", GOOD).await;
    assert_eq!((status, &body["error"]["type"]), (503, &"api_error".into()));
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn strangers_and_unknown_requests_are_noted() {
    let set = Setting::new().await;
    let url = format!("{}/stripe/v1/checkout/sessions", set.stage.outside.url());
    let post = || set.stage.client.post(&url);
    let status =
        async |request: reqwest::RequestBuilder| request.send().await.unwrap().status().as_u16();
    assert_eq!(status(post()).await, 401);
    set.noted("You did not provide an API key");
    assert_eq!(status(post().bearer_auth("sk_test_guess")).await, 401);
    set.noted("Invalid API Key provided: sk_test_****");
    assert_eq!(status(post().bearer_auth(KEY).body("{}")).await, 400);
    set.noted("check that your POST content type");
    let old = post().bearer_auth(KEY).header("stripe-version", "latest");
    assert_eq!(status(old).await, 400);
    set.noted("Invalid Stripe API version: latest");
    let (code, body) = set.ask("GET", "/checkout/sessions/cs_1", "").await;
    assert_eq!(
        (code, &body["error"]["code"]),
        (404, &"resource_missing".into())
    );
    set.noted("No such checkout.session: 'cs_1'");
    assert_eq!(set.ask("GET", "/charges", "").await.0, 404);
    set.noted("Unrecognized request URL (GET: /v1/charges)");
    let path = format!(
        "/checkout/sessions/{}?expand[]=customer",
        id(&set.session().await)
    );
    assert_eq!(set.ask("GET", &path, "").await.0, 400);
    set.noted("This property cannot be expanded (customer).");
    let shown = set.stage.outside.exchanges();
    assert!(shown.iter().all(|it| !it.request.contains(KEY)));
}

#[tokio::test]
async fn a_session_is_ended_once() {
    let set = Setting::new().await;
    let session = set.session().await;
    let path = format!("/checkout/sessions/{}/expire", id(&session));
    let (_, ended) = set.ask("POST", &path, "").await;
    assert_eq!(
        (&ended["status"], &ended["url"]),
        (&"expired".into(), &serde_json::Value::Null)
    );
    assert!(set.stripe().pay(&link(&session)).await.is_err());
    let (status, body) = set.ask("POST", &path, "").await;
    let why = "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout \
        Session has a status of `expired`.";
    assert_eq!((status, &body["error"]["message"]), (400, &why.into()));
    set.stripe().pump().await;
    assert_eq!(set.shop.kinds(), ["checkout.session.expired"]);
    set.stage.assert_nothing_unexpected();
}
