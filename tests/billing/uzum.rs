//! Uzum Bank: every cell of its state machine, and people who pay by it. The
//! fake judges each answer by the vendor's page as well.

use scx_domain::accounts::Partner;
use scx_domain::billing::Invoice;
use scx_fakes::Answer;
use scx_fakes::uzum::{UzumCall, UzumOutcome, UzumPayment, UzumRules, UzumService, UzumShop};
use scx_kit::Millis;
use scx_world::World;
use serde_json::json;

use super::story::{link, orders};
use super::{books, invoice, registered, with_money};

const DUE: i64 = 45_000_000;

/// Our service at Uzum Bank, which calls the product.
fn uzum_shop(w: &World) -> UzumShop {
    w.outside.uzum().service(UzumService {
        service_id: 101_202,
        login: "aladdin".to_owned(),
        password: "opensesame".to_owned(),
        base_url: format!("{}/payments/uzum", w.url()),
        account_field: "order_id".to_owned(),
        rules: UzumRules::default(),
    })
}

/// Where a transaction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Absent,
    Created,
    TimedOut,
    Confirmed,
    Reversed,
    Refunded,
}

struct Scene {
    shop: UzumShop,
    payment: UzumPayment,
    invoice: Invoice,
}

impl Scene {
    async fn set(w: &mut World, partner: &Partner, before: Before) -> Self {
        let shop = uzum_shop(w);
        let invoice = invoice(w, partner, "uzum").await;
        let payment = shop.new_payment(&invoice.name, DUE);
        if before != Before::Absent {
            assert_eq!(said(&shop.create(&payment).await), "CREATED");
        }
        match before {
            Before::Absent | Before::Created => {}
            Before::TimedOut => w.leaps(Millis::minutes(31)).await,
            Before::Confirmed | Before::Refunded => {
                assert_eq!(said(&shop.confirm(&payment).await), "CONFIRMED");
            }
            Before::Reversed => {}
        }
        if matches!(before, Before::Reversed | Before::Refunded) {
            assert_eq!(said(&shop.reverse(&payment).await), "REVERSED");
        }
        w.settle().await;
        Self {
            shop,
            payment,
            invoice,
        }
    }
}

/// The status, or the code of a refusal.
fn said(answer: &Answer) -> String {
    let body = &answer.body;
    let code = body["errorCode"].as_str();
    code.or(body["status"].as_str()).unwrap_or("?").to_owned()
}

#[tokio::test]
async fn every_cell_of_the_state_machine_is_answered() {
    with_money(async |w| {
        // State: /check, /create, /confirm, /reverse, /status; then each again.
        let table = [
            (
                Before::Absent,
                ["OK", "CREATED", "10014", "10014", "10014"],
                ["OK", "10010", "10014", "10014", "10014"],
            ),
            (
                Before::Created,
                ["10009", "10010", "CONFIRMED", "REVERSED", "CREATED"],
                ["10009", "10010", "10016", "10018", "CREATED"],
            ),
            (
                Before::TimedOut,
                ["OK", "10010", "10015", "10018", "10015"],
                ["OK", "10010", "10015", "10018", "10015"],
            ),
            (
                Before::Confirmed,
                ["10008", "10010", "10016", "REVERSED", "CONFIRMED"],
                ["10008", "10010", "10016", "10018", "CONFIRMED"],
            ),
            (
                Before::Reversed,
                ["OK", "10010", "10015", "10018", "REVERSED"],
                ["OK", "10010", "10015", "10018", "REVERSED"],
            ),
            (
                Before::Refunded,
                ["10009", "10010", "10015", "10018", "REVERSED"],
                ["10009", "10010", "10015", "10018", "REVERSED"],
            ),
        ];
        let calls = [
            UzumCall::Check,
            UzumCall::Create,
            UzumCall::Confirm,
            UzumCall::Reverse,
            UzumCall::Status,
        ];
        for (before, firsts, agains) in table {
            for (call, (first, again)) in calls.into_iter().zip(firsts.into_iter().zip(agains)) {
                let (_, partner) = registered(w).await;
                let scene = Scene::set(w, &partner, before).await;
                let body = scene.shop.body(call, &scene.payment);
                let answer = scene.shop.send(call, &body).await;
                assert_eq!(said(&answer), first, "{before:?} {call:?}");
                let answer = scene.shop.send(call, &body).await;
                assert_eq!(said(&answer), again, "{before:?} {call:?} again");
                w.settle().await;
            }
        }
        books(w).await;
    })
    .await;
}

#[tokio::test]
async fn a_seller_pays_and_gets_the_money_back() {
    with_money(async |w| {
        let shop = uzum_shop(w);
        let (lola, before) = registered(w).await;
        orders(w, &lola, "💳 Uzum Bank").await;
        w.outside.uzum().repeat_writes(true);
        let url = link(w, &lola, "Uzum Bank");
        let paid = w.outside.uzum().pay(&url).await.expect("a right link");
        assert_eq!(paid.outcome, UzumOutcome::Paid);
        w.settle().await;
        let heard = lola.heard(w);
        assert_eq!(heard.matches("Payment received!").count(), 1, "{heard}");
        let after = w.partner(&lola).await;
        assert_eq!(after.paid_until, before.trial_ends_at + Millis::days(30));
        shop.reverse(&paid.payment).await;
        w.settle().await;
        let after = w.partner(&lola).await;
        assert_eq!(after.paid_until, before.trial_ends_at);
        let now = books(w).await;
        assert!(now.contains(&("receivable:uzum".to_owned(), 0)), "{now:?}");
    })
    .await;
}

#[tokio::test]
async fn whoever_has_no_money_keeps_the_invoice_for_another_try() {
    with_money(async |w| {
        uzum_shop(w);
        let (lola, _) = registered(w).await;
        orders(w, &lola, "💳 Uzum Bank").await;
        let url = link(w, &lola, "Uzum Bank");
        let visit = w.outside.uzum().fail_to_pay(&url).await;
        assert_eq!(visit.expect("a right link").outcome, UzumOutcome::NotTaken);
        w.leaps(Millis::minutes(31)).await;
        let visit = w.outside.uzum().pay(&url).await.expect("a right link");
        assert_eq!(visit.outcome, UzumOutcome::Paid);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_refused_and_changes_nothing() {
    with_money(async |w| {
        let (_, partner) = registered(w).await;
        let scene = Scene::set(w, &partner, Before::Absent).await;
        let Scene {
            shop,
            payment,
            invoice,
        } = &scene;
        let good = shop.body(UzumCall::Create, payment);
        let auth = shop.authorization();
        let wrong_login = [
            None,
            Some("Basic YWxhZGRpbjo="),
            Some("Bearer x"),
            Some("Basic %%"),
        ];
        for login in wrong_login {
            let refused = shop.raw("/create", &good.to_string(), login, "POST").await;
            assert_eq!(said(&refused), "10001", "{login:?}");
        }
        for body in ["", "[]", "not json", "\"text\""] {
            let refused = shop.raw("/create", body, Some(&auth), "POST").await;
            assert_eq!(said(&refused), "10002", "{body:?}");
        }
        let refused = shop
            .raw("/create", &good.to_string(), Some(&auth), "GET")
            .await;
        assert_eq!(said(&refused), "10003");
        let changes = [
            ("serviceId", json!(7), "10006"),
            ("serviceId", json!(null), "10005"),
            ("timestamp", json!(null), "10005"),
            ("transId", json!(""), "10005"),
            ("amount", json!(null), "10005"),
            ("amount", json!("45000000"), "10002"),
            ("amount", json!(DUE + 1), "10011"),
            ("amount", json!(DUE - 1), "10011"),
            ("params", json!(null), "10005"),
            ("params", json!({}), "10007"),
            ("params", json!({"order_id": "SCX-999999"}), "10007"),
        ];
        for (name, value, code) in changes {
            let mut body = good.clone();
            body[name] = value;
            let refused = shop.send(UzumCall::Create, &body).await;
            assert_eq!(said(&refused), code, "{name}: {body}");
        }
        assert_eq!(said(&shop.status(payment).await), "10014");
        // The order is as payable as before.
        let first = shop.new_payment(&invoice.name, DUE);
        assert_eq!(said(&shop.create(&first).await), "CREATED");
        let second = shop.new_payment(&invoice.name, DUE);
        assert_eq!(said(&shop.create(&second).await), "10009", "it is reserved");
        w.settle().await;
    })
    .await;
}
