//! Stars: invoices without a provider, links, subscriptions, money back.

use serde_json::{Value, json};

use crate::telegram::Checkout;
use crate::testing::{ALI, BOT, LOLA, Stage, ali};

const MONTH_MS: i64 = 2_592_000_000;

fn bill() -> Value {
    json!({
        "title": "Chat",
        "description": "A month of answers",
        "payload": "inv-1",
        "currency": "XTR",
        "prices": [{"label": "Chat", "amount": 2_900}],
    })
}

fn other(changes: Value) -> Value {
    let mut bill = bill();
    for (name, value) in changes.as_object().unwrap() {
        bill[name] = value.clone();
    }
    bill
}

impl Stage {
    async fn link(&self, bill: Value) -> String {
        let link = self.done("createInvoiceLink", bill).await;
        link.as_str().unwrap().to_owned()
    }

    /// Pays by a link and gives the charge.
    async fn pays(&self, person: i64, link: &str) -> String {
        let query = self.telegram().pay_link(person, link).unwrap();
        self.agrees(&query).await;
        match self.telegram().checkout(&query) {
            Some(Checkout::Paid { charge }) => charge,
            other => panic!("{other:?}"),
        }
    }

    async fn gives_back(&self, person: i64, charge: &str) -> (u16, Value) {
        let refund = json!({"user_id": person, "telegram_payment_charge_id": charge});
        self.call("refundStarPayment", refund).await
    }
}

#[tokio::test]
async fn stars_have_one_price_and_no_provider() {
    let stage = Stage::set().await;
    for changes in [
        json!({"provider_token": "1:TEST:2"}),
        json!({"prices": [{"label": "a", "amount": 1}, {"label": "b", "amount": 1}]}),
        json!({"need_email": true}),
        json!({"is_flexible": true}),
        json!({"max_tip_amount": 5}),
    ] {
        let refused = stage.refused("createInvoiceLink", other(changes)).await;
        assert_eq!(refused, "Bad Request: STARS_INVOICE_INVALID");
    }
    for changes in [
        json!({"provider_token": ""}),
        json!({"need_email": false, "max_tip_amount": 0}),
        json!({"prices": [{"label": "a", "amount": 160_000}]}),
    ] {
        stage.link(other(changes)).await;
    }
    let free = json!({"prices": [{"label": "a", "amount": 0}]});
    stage.refused("createInvoiceLink", other(free)).await;
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_link_is_paid_by_everybody_who_has_it() {
    let stage = Stage::set().await;
    let telegram = stage.telegram();
    telegram.add_person(ali());
    let link = stage.link(bill()).await;
    assert!(link.starts_with("https://t.me/$"), "{link}");
    assert_eq!(telegram.invoice_behind(&link).unwrap().total, 2_900);
    let charges = [
        stage.pays(LOLA, &link).await,
        stage.pays(LOLA, &link).await,
        stage.pays(ALI, &link).await,
    ];
    let told = stage.last_update()["message"].clone();
    assert_eq!(told["chat"]["id"], ALI);
    assert_eq!(told["successful_payment"]["currency"], "XTR");
    assert!(told["successful_payment"]["is_recurring"].is_null());
    let paid = telegram.payments(BOT);
    let own: Vec<&str> = paid.iter().map(|it| it.charge.as_str()).collect();
    assert_eq!(own, charges);
    assert_ne!(charges[0], charges[1]);
    stage.tell("rahmat").await;
    assert!(telegram.pay_link(LOLA, "https://t.me/$no").is_err());
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn stars_go_back_once() {
    let stage = Stage::set().await;
    let link = stage.link(bill()).await;
    let charge = stage.pays(LOLA, &link).await;
    let (_, body) = stage.gives_back(LOLA, "stx0").await;
    assert_eq!(body["description"], "Bad Request: CHARGE_ID_INVALID");
    let (_, body) = stage.gives_back(ALI, &charge).await;
    assert_eq!(body["description"], "Bad Request: user not found");
    let (status, body) = stage.gives_back(LOLA, &charge).await;
    assert_eq!((status, &body["result"]), (200, &json!(true)));
    let told = stage.last_update()["message"].clone();
    assert_eq!(
        (&told["from"]["id"], &told["chat"]["id"]),
        (&json!(BOT), &json!(LOLA))
    );
    let refunded = &told["refunded_payment"];
    assert_eq!(refunded["telegram_payment_charge_id"], charge);
    assert_eq!(refunded["total_amount"], 2_900);
    assert_eq!(refunded["invoice_payload"], "inv-1");
    assert!(stage.telegram().payments(BOT)[0].is_refunded);
    let (status, body) = stage.gives_back(LOLA, &charge).await;
    assert_eq!(status, 400);
    assert_eq!(body["description"], "Bad Request: CHARGE_ALREADY_REFUNDED");
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_subscription_is_thirty_days_of_at_most_ten_thousand_stars() {
    let stage = Stage::set().await;
    let month = |more: Value| {
        let mut bill = other(more);
        bill["subscription_period"] = json!(2_592_000);
        bill
    };
    let year = other(json!({"subscription_period": 31_536_000}));
    let refused = stage.refused("createInvoiceLink", year).await;
    assert_eq!(refused, "Bad Request: SUBSCRIPTION_PERIOD_INVALID");
    let dear = json!({"prices": [{"label": "a", "amount": 10_001}]});
    let refused = stage.refused("createInvoiceLink", month(dear)).await;
    assert_eq!(refused, "Bad Request: STARS_INVOICE_INVALID");
    stage.telegram().connect_provider(BOT, "1:TEST:2");
    let prices = json!([{"label": "a", "amount": 45_000_000}]);
    let uzs = json!({"currency": "UZS", "provider_token": "1:TEST:2", "prices": prices});
    let refused = stage.refused("createInvoiceLink", month(uzs)).await;
    assert_eq!(refused, "Bad Request: SUBSCRIPTION_PERIOD_INVALID");
    stage
        .link(month(json!({"prices": [{"label": "a", "amount": 10_000}]})))
        .await;
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_subscription_is_paid_again_each_month_until_it_is_canceled() {
    let stage = Stage::set().await;
    let telegram = stage.telegram();
    let link = stage
        .link(other(json!({"subscription_period": 2_592_000})))
        .await;
    let first = stage.pays(LOLA, &link).await;
    let told = || stage.last_update()["message"]["successful_payment"].clone();
    let until_ms = stage.now_ms() + MONTH_MS;
    assert_eq!(told()["is_first_recurring"], true);
    assert_eq!(told()["subscription_expiration_date"], until_ms / 1000);
    assert_eq!(telegram.subscribed_until_ms(&first), Some(until_ms));
    assert!(
        telegram.pay_link(LOLA, &link).is_err(),
        "subscribed already"
    );
    assert!(telegram.renew(&first).is_err(), "not due");
    stage.advance(MONTH_MS);
    let second = telegram.renew(&first).unwrap();
    assert_ne!(first, second);
    let renewed = told();
    assert_eq!(renewed["telegram_payment_charge_id"], second);
    assert_eq!(renewed["is_recurring"], true);
    assert!(renewed["is_first_recurring"].is_null());
    assert_eq!(
        renewed["subscription_expiration_date"],
        (until_ms + MONTH_MS) / 1000
    );
    assert_eq!(renewed["invoice_payload"], "inv-1");
    assert!(telegram.renew(&second).is_err(), "not due again");
    telegram.cancel_subscription(&second).unwrap();
    assert!(telegram.cancel_subscription(&first).is_err());
    stage.advance(MONTH_MS);
    assert!(telegram.renew(&second).is_err());
    let anew = stage.pays(LOLA, &link).await;
    assert_eq!(told()["is_first_recurring"], true);
    let once = stage.link(bill()).await;
    let once = stage.pays(LOLA, &once).await;
    assert!(telegram.renew(&once).is_err() && telegram.renew("stx0").is_err());
    let charges = telegram.payments(BOT).into_iter().map(|it| it.charge);
    assert_eq!(charges.collect::<Vec<_>>(), [first, second, anew, once]);
    stage.assert_nothing_unexpected();
}
