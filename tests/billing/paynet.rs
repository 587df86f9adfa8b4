//! Paynet: every cell of its state machine, and people who pay by it. The fake
//! judges each answer by what is known of the specification as well.

use std::collections::BTreeSet;

use scx_domain::accounts::Partner;
use scx_domain::billing::Invoice;
use scx_fakes::Answer;
use scx_fakes::paynet::{
    PaynetMethod, PaynetOutcome, PaynetRepeats, PaynetRules, PaynetService, PaynetShop,
    PaynetTransaction, PaynetUnknown,
};
use scx_kit::Millis;
use scx_world::World;
use serde_json::{Value, json};

use super::story::{link, orders};
use super::{books, invoice, registered, with_keys, with_money};

const DUE: i64 = 45_000_000;
const DAY_MS: i64 = 24 * 3_600_000;

/// Our service at Paynet, which calls the product.
fn paynet_shop(w: &World, rules: PaynetRules) -> PaynetShop {
    w.outside.paynet().service(PaynetService {
        service_id: 156,
        merchant_id: "4590".to_owned(),
        login: "paynet".to_owned(),
        password: "p:aynet-123".to_owned(),
        url: format!("{}/payments/paynet", w.url()),
        account_field: "order_id".to_owned(),
        information_fields: Vec::new(),
        receipt_fields: Vec::new(),
        rules,
    })
}

/// Where an order and its transaction stand before the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Before {
    /// The order waits.
    Waiting,
    /// It is paid.
    Paid,
    /// It was paid more than twelve hours ago.
    PaidLongAgo,
    /// It was paid and taken back.
    Cancelled,
    /// Nobody paid for three days.
    Expired,
}

const STATES: [Before; 5] = [
    Before::Waiting,
    Before::Paid,
    Before::PaidLongAgo,
    Before::Cancelled,
    Before::Expired,
];

/// What is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Called {
    Information,
    InformationUnknownOrder,
    Perform,
    PerformWrongSum,
    PerformNothing,
    PerformUnknownOrder,
    PerformSecond,
    Check,
    CheckUnknown,
    Cancel,
    CancelUnknown,
    Statement,
    ChangePassword,
}

const CALLS: [Called; 13] = [
    Called::Information,
    Called::InformationUnknownOrder,
    Called::Perform,
    Called::PerformWrongSum,
    Called::PerformNothing,
    Called::PerformUnknownOrder,
    Called::PerformSecond,
    Called::Check,
    Called::CheckUnknown,
    Called::Cancel,
    Called::CancelUnknown,
    Called::Statement,
    Called::ChangePassword,
];

/// What must be answered: a state, or the number of what is listed (9 stands for
/// a result without either), or an error; first, and to the same call again.
fn expected(before: Before, called: Called) -> [Result<i64, i64>; 2] {
    use Before as B;
    use Called as C;
    let is_paid = matches!(before, B::Paid | B::PaidLongAgo);
    let twice = |told| [told, told];
    match (called, before) {
        (C::Information, B::Waiting) => twice(Ok(9)),
        // The order is not one that can be paid.
        (C::Information, _) => twice(Err(302)),
        (C::InformationUnknownOrder | C::PerformUnknownOrder, _) => twice(Err(302)),
        // The transaction of the state; in those without one, the first.
        (C::Perform, B::Waiting) => [Ok(9), Err(201)],
        (C::Perform, _) if is_paid => twice(Err(201)),
        (C::Perform, B::Cancelled) => twice(Err(202)),
        (C::Perform, _) => twice(Err(302)),
        (C::PerformWrongSum | C::PerformNothing, _) => twice(Err(413)),
        (C::PerformSecond, B::Waiting) => [Ok(9), Err(201)],
        // "Exists already" would be taken for success.
        (C::PerformSecond, _) => twice(Err(302)),
        (C::Check, _) if is_paid => twice(Ok(1)),
        (C::Check | C::Cancel, B::Cancelled) => twice(Ok(2)),
        (C::Check, _) | (C::CheckUnknown, _) => twice(Ok(3)),
        (C::Cancel, _) if is_paid => twice(Ok(2)),
        (C::Cancel, _) | (C::CancelUnknown, _) => twice(Err(203)),
        (C::Statement, _) => twice(Ok(i64::from(is_paid))),
        (C::ChangePassword, _) => twice(Err(-32_601)),
    }
}

/// One order with its transaction, brought to a state.
struct Scene {
    shop: PaynetShop,
    invoice: Invoice,
    transaction: PaynetTransaction,
}

impl Scene {
    async fn set(w: &mut World, partner: &Partner, before: Before) -> Self {
        let shop = paynet_shop(w, PaynetRules::default());
        let invoice = invoice(w, partner, "paynet").await;
        let transaction = shop.new_transaction(&invoice.name, DUE);
        if matches!(
            before,
            Before::Paid | Before::PaidLongAgo | Before::Cancelled
        ) {
            assert_eq!(told(&shop.perform(&transaction).await), Ok(9));
        }
        match before {
            Before::Waiting | Before::Paid => {}
            Before::PaidLongAgo => w.leaps(Millis(12 * 3_600_000 + 1)).await,
            Before::Cancelled => assert_eq!(told(&shop.cancel(&transaction).await), Ok(2)),
            Before::Expired => w.leaps(Millis::days(3)).await,
        }
        w.settle().await;
        Self {
            shop,
            invoice,
            transaction,
        }
    }

    /// The method and the params of a call.
    fn call(&self, w: &World, called: Called, second: &PaynetTransaction) -> (PaynetMethod, Value) {
        use PaynetMethod as M;
        let params = |method, about: &PaynetTransaction| (method, self.shop.params(method, about));
        let second_with = |order: &str, amount| PaynetTransaction {
            order: order.to_owned(),
            amount,
            ..second.clone()
        };
        let name = self.invoice.name.as_str();
        match called {
            Called::Information => params(M::Information, &self.transaction),
            Called::InformationUnknownOrder => {
                params(M::Information, &second_with("SCX-999999", DUE))
            }
            Called::Perform => params(M::Perform, &self.transaction),
            Called::PerformWrongSum => params(M::Perform, &second_with(name, DUE - 100)),
            Called::PerformNothing => params(M::Perform, &second_with(name, 0)),
            Called::PerformUnknownOrder => params(M::Perform, &second_with("SCX-999999", DUE)),
            Called::PerformSecond => params(M::Perform, second),
            Called::Check => params(M::Check, &self.transaction),
            Called::CheckUnknown => params(M::Check, second),
            Called::Cancel => params(M::Cancel, &self.transaction),
            Called::CancelUnknown => params(M::Cancel, second),
            Called::Statement => {
                let until = tashkent(self, w.now().0);
                let from = tashkent(self, self.transaction.time_ms);
                let span = json!({"serviceId": 156, "dateFrom": from, "dateTo": until});
                (M::Statement, span)
            }
            Called::ChangePassword => (M::ChangePassword, json!({"newPassword": "guessed"})),
        }
    }
}

/// A moment as Paynet writes it.
fn tashkent(scene: &Scene, at_ms: i64) -> String {
    let about = PaynetTransaction {
        time_ms: at_ms,
        ..scene.transaction.clone()
    };
    let params = scene.shop.params(PaynetMethod::Check, &about);
    params["timestamp"].as_str().expect("a moment").to_owned()
}

/// The same call, byte for byte: its id too.
async fn send(shop: &PaynetShop, (method, params): &(PaynetMethod, Value)) -> Answer {
    let body = json!({"jsonrpc": "2.0", "method": method.name(), "id": 7, "params": params});
    let auth = shop.authorization();
    shop.raw(&body.to_string(), Some(&auth), "POST").await
}

fn told(answer: &Answer) -> Result<i64, i64> {
    if let Some(code) = answer.error_code() {
        return Err(code);
    }
    let result = answer.result();
    let listed = result["statements"].as_array().map(Vec::len);
    let listed = listed.and_then(|count| i64::try_from(count).ok());
    Ok(result["transactionState"].as_i64().or(listed).unwrap_or(9))
}

#[tokio::test]
async fn every_cell_of_the_state_machine_is_answered_and_its_repeat_as_it_must() {
    with_money(async |w| {
        let mut tried = BTreeSet::new();
        for before in STATES {
            for called in CALLS {
                // No payment of another cell lies in the same second.
                w.passes(Millis::secs(1)).await;
                let (_, partner) = registered(w).await;
                let scene = Scene::set(w, &partner, before).await;
                let second = scene.shop.new_transaction(&scene.invoice.name, DUE);
                let call = scene.call(w, called, &second);
                let [wanted, again] = expected(before, called);
                let first = send(&scene.shop, &call).await;
                assert_eq!(
                    told(&first),
                    wanted,
                    "{before:?} {called:?}: {:?}",
                    first.body
                );
                let repeat = send(&scene.shop, &call).await;
                assert_eq!(told(&repeat), again, "{before:?} {called:?} again");
                if wanted == again {
                    assert_eq!(repeat.raw, first.raw, "{before:?} {called:?}");
                }
                tried.extend([(before, called, false), (before, called, true)]);
                w.settle().await;
            }
        }
        assert_eq!(tried.len(), 2 * STATES.len() * CALLS.len());
        books(w).await;
    })
    .await;
}

#[tokio::test]
async fn a_seller_pays_in_the_app_or_at_a_terminal_and_gets_the_money_back() {
    with_money(async |w| {
        let shop = paynet_shop(w, PaynetRules::default());
        let (lola, before) = registered(w).await;
        orders(w, &lola, "💳 Paynet").await;
        let screen = lola.heard(w);
        assert!(screen.contains("type SCX-000001"), "{screen}");
        let shown = shop.information("SCX-000001").await;
        let fields = json!({"invoice": "SCX-000001", "sum": "450000.00"});
        assert_eq!(shown.result()["fields"], fields);
        // At a terminal somebody types another sum first.
        let wrong = shop.pay("SCX-000001", DUE + 1).await;
        let method = PaynetMethod::Perform;
        assert_eq!(wrong.outcome, PaynetOutcome::Refused { method, code: 413 });
        let url = link(w, &lola, "Paynet");
        let paid = w.outside.paynet().pay(&url).await.expect("a right link");
        assert_eq!(paid.outcome, PaynetOutcome::Paid);
        assert_eq!(
            shop.perform(&paid.transaction).await.error_code(),
            Some(201)
        );
        w.settle().await;
        let heard = lola.heard(w);
        assert_eq!(heard.matches("Payment received!").count(), 1, "{heard}");
        let after = w.partner(&lola).await;
        assert_eq!(after.paid_until, before.trial_ends_at + Millis::days(30));
        assert_eq!(told(&shop.cancel(&paid.transaction).await), Ok(2));
        assert_eq!(told(&shop.cancel(&paid.transaction).await), Ok(2));
        w.settle().await;
        let after = w.partner(&lola).await;
        assert_eq!(after.paid_until, before.trial_ends_at);
        let now = books(w).await;
        assert!(
            now.contains(&("receivable:paynet".to_owned(), 0)),
            "{now:?}"
        );
        assert!(now.contains(&("refunds".to_owned(), DUE)), "{now:?}");
    })
    .await;
}

#[tokio::test]
async fn two_transactions_at_once_pay_an_order_once() {
    with_money(async |w| {
        let (lola, partner) = registered(w).await;
        let scene = Scene::set(w, &partner, Before::Waiting).await;
        let (shop, one) = (&scene.shop, &scene.transaction);
        let other = shop.new_transaction(&scene.invoice.name, DUE);
        let (a, b, c) = tokio::join!(shop.perform(one), shop.perform(one), shop.perform(&other));
        let all = [told(&a), told(&b), told(&c)];
        let paid = all.iter().filter(|told| **told == Ok(9)).count();
        assert_eq!(paid, 1, "{all:?}");
        w.settle().await;
        let after = w.partner(&lola).await;
        assert_eq!(after.paid_until, partner.trial_ends_at + Millis::days(30));
        books(w).await;
    })
    .await;
}

#[tokio::test]
async fn the_statement_tells_what_was_paid_in_its_seconds() {
    with_money(async |w| {
        let (_, partner) = registered(w).await;
        let first = Scene::set(w, &partner, Before::Paid).await;
        w.passes(Millis::hours(1)).await;
        let (_, partner) = registered(w).await;
        let second = Scene::set(w, &partner, Before::Paid).await;
        let (shop, now) = (&first.shop, w.now().0);
        let ids = |answer: &Answer| -> Vec<i64> {
            let all = answer.result()["statements"].as_array().expect("a list");
            all.iter()
                .filter_map(|it| it["transactionId"].as_i64())
                .collect()
        };
        let (one, two) = (&first.transaction, &second.transaction);
        let listed = shop.statement(now - DAY_MS, now).await;
        assert_eq!(ids(&listed), [one.id, two.id]);
        let entry = &listed.result()["statements"][0];
        assert_eq!(entry["timestamp"], tashkent(&first, one.time_ms));
        assert_eq!(entry["amount"], DUE);
        let seconds = |from: i64, to: i64| shop.statement(one.time_ms + from, one.time_ms + to);
        assert_eq!(
            ids(&seconds(0, 0).await),
            [one.id],
            "a second is a whole one"
        );
        assert_eq!(ids(&seconds(1_000, 2_000).await), Vec::<i64>::new());
        w.settle().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_refused_and_changes_nothing() {
    with_money(async |w| {
        let (_, partner) = registered(w).await;
        let scene = Scene::set(w, &partner, Before::Waiting).await;
        let (shop, transaction) = (&scene.shop, &scene.transaction);
        let good = shop.params(PaynetMethod::Perform, transaction);
        let call = |params: &Value| {
            json!({"jsonrpc": "2.0", "method": "PerformTransaction", "id": 1, "params": params})
        };
        let body = call(&good).to_string();
        let auth = shop.authorization();
        for login in [None, Some("Basic cGF5bmV0Og=="), Some("Bearer x"), Some("Basic %%")] {
            let refused = shop.raw(&body, login, "POST").await;
            assert_eq!((refused.status, told(&refused)), (401, Err(412)), "{login:?}");
        }
        let refused = shop.raw(&body, Some(&auth), "GET").await;
        assert_eq!(told(&refused), Err(-32_300));
        for (body, code) in [
            ("{", -32_700),
            ("", -32_700),
            ("[]", -32_600),
            (r#"{"jsonrpc":"2.0","id":1,"params":{}}"#, -32_600),
            (r#"{"jsonrpc":"2.0","method":"GetStatement","params":{}}"#, -32_600),
            (r#"{"id":1,"method":"GetStatement","params":{}}"#, -32_600),
            (r#"{"jsonrpc":"2.0","id":1,"method":"Nothing"}"#, -32_601),
            (r#"{"jsonrpc":"2.0","id":1,"method":"GetStatement"}"#, -32_602),
        ] {
            let refused = shop.raw(body, Some(&auth), "POST").await;
            assert_eq!((refused.status, told(&refused)), (200, Err(code)), "{body}");
        }
        for (name, value, code) in [
            ("serviceId", json!(null), 411),
            ("serviceId", json!(157), 305),
            ("amount", json!(null), 411),
            ("amount", json!("45000000"), 413),
            ("amount", json!(DUE + 1), 413),
            ("amount", json!(-DUE), 413),
            ("transactionId", json!(null), 411),
            ("transactionId", json!("x"), 411),
            ("fields", json!(null), 411),
            ("fields", json!({}), 411),
            ("fields", json!({"order_id": ""}), 411),
            ("fields", json!({"order_id": "SCX-999999"}), 302),
            ("fields", json!({"order_id": 417}), 302),
        ] {
            let mut params = good.clone();
            params[name] = value;
            let refused = shop.send(PaynetMethod::Perform, params).await;
            assert_eq!(told(&refused), Err(code), "{name}: {:?}", refused.body);
        }
        // The order is as payable as before.
        assert_eq!(told(&shop.perform(transaction).await), Ok(9));
        w.settle().await;
    })
    .await;
}

#[tokio::test]
async fn a_wrong_date_and_a_new_password_are_refused_and_change_nothing() {
    with_money(async |w| {
        let (_, partner) = registered(w).await;
        let scene = Scene::set(w, &partner, Before::Waiting).await;
        let (shop, transaction) = (&scene.shop, &scene.transaction);
        let odd = json!({"serviceId": 156, "transactionId": 5, "timestamp": "yesterday"});
        assert_eq!(told(&shop.send(PaynetMethod::Check, odd).await), Err(414));
        assert_eq!(
            told(&shop.statement(w.now().0, w.now().0 - 5_000).await),
            Err(414)
        );
        assert_eq!(told(&shop.check(transaction).await), Ok(3));
        // The password is the old one.
        assert_eq!(told(&shop.change_password("guessed").await), Err(-32_601));
        assert_eq!(told(&shop.perform(transaction).await), Ok(9));
        w.settle().await;
    })
    .await;
}

#[tokio::test]
async fn a_contract_may_have_it_otherwise() {
    let rules = "repeated_perform=first,repeated_cancel=202,unknown_check=203,unknown_cancel=3,\
                 wrong_login=412,lists_cancelled=yes";
    let keys = [
        ("PAYNET_SERVICE_ID", "156"),
        ("PAYNET_MERCHANT_ID", "4590"),
        ("PAYNET_LOGIN", "paynet"),
        ("PAYNET_PASSWORD", "p:aynet-123"),
        ("PAYNET_RULES", rules),
    ];
    with_keys(&keys, async |w| {
        let shop = paynet_shop(
            w,
            PaynetRules {
                repeated_perform: PaynetRepeats::Answered,
                repeated_cancel: PaynetRepeats::Refused,
                unknown_check: PaynetUnknown::Error,
                unknown_cancel: PaynetUnknown::StateThree,
                may_refuse_login_with_200: true,
                lists_cancelled: Some(true),
                dots_cancel: true,
                ..PaynetRules::default()
            },
        );
        let (_, partner) = registered(w).await;
        let owed = invoice(w, &partner, "paynet").await;
        let paid = shop.new_transaction(&owed.name, DUE);
        let stranger = shop.new_transaction(&owed.name, DUE);
        assert_eq!(told(&shop.check(&stranger).await), Err(203));
        assert_eq!(told(&shop.cancel(&stranger).await), Ok(3));
        let call = (
            PaynetMethod::Perform,
            shop.params(PaynetMethod::Perform, &paid),
        );
        let first = send(&shop, &call).await;
        assert_eq!(told(&first), Ok(9));
        assert_eq!(send(&shop, &call).await.raw, first.raw);
        let mut other = call.clone();
        other.1["amount"] = json!(DUE + 1);
        assert_eq!(told(&send(&shop, &other).await), Err(201));
        assert_eq!(told(&shop.cancel(&paid).await), Ok(2));
        assert_eq!(told(&shop.cancel(&paid).await), Err(202));
        let listed = shop.statement(w.now().0 - DAY_MS, w.now().0).await;
        assert_eq!(told(&listed), Ok(1));
        let refused = shop.raw("{}", None, "POST").await;
        assert_eq!((refused.status, told(&refused)), (200, Err(412)));
        w.settle().await;
        books(w).await;
    })
    .await;
}
