//! Every cell of Payme's state machine: state x method x first call, repeat,
//! wrong sum, second transaction, after twelve hours.

use std::collections::BTreeSet;

use scx_domain::accounts::Partner;
use scx_domain::billing::Invoice;
use scx_fakes::Answer;
use scx_fakes::payme::{Desk, Transaction};
use scx_kit::Millis;
use scx_world::World;

use super::{books, cash_desk, invoice, registered, with_money};

const DUE: i64 = 45_000_000;

/// Where an order and its transaction stand before the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Before {
    /// The order waits.
    Waiting,
    /// A transaction holds it.
    Created,
    /// It is paid.
    Performed,
    /// Its transaction was called off.
    Cancelled,
    /// It was paid and given back.
    Refunded,
    /// Its transaction was held for more than twelve hours.
    TimedOut,
    /// Nobody paid for three days.
    Expired,
}

const STATES: [Before; 7] = [
    Before::Waiting,
    Before::Created,
    Before::Performed,
    Before::Cancelled,
    Before::Refunded,
    Before::TimedOut,
    Before::Expired,
];

/// What is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Called {
    Check,
    CheckWrongSum,
    CheckUnknownOrder,
    Create,
    CreateWrongSum,
    CreateUnknownOrder,
    CreateSecond,
    CreateTooOld,
    Perform,
    Cancel,
    Look,
    Statement,
}

const CALLS: [Called; 12] = [
    Called::Check,
    Called::CheckWrongSum,
    Called::CheckUnknownOrder,
    Called::Create,
    Called::CreateWrongSum,
    Called::CreateUnknownOrder,
    Called::CreateSecond,
    Called::CreateTooOld,
    Called::Perform,
    Called::Cancel,
    Called::Look,
    Called::Statement,
];

/// What must be answered: a state (9 stands for a result without one), or an error.
fn expected(before: Before, called: Called) -> Result<i64, i64> {
    use Before as B;
    use Called as C;
    match (called, before) {
        (C::Check, B::Waiting | B::Cancelled | B::TimedOut) => Ok(9),
        (C::Check, B::Created) => Err(-31_051),
        (C::Check, B::Performed) => Err(-31_052),
        (C::Check, B::Refunded | B::Expired) => Err(-31_053),
        (C::CheckWrongSum | C::CreateWrongSum, _) => Err(-31_001),
        (C::CheckUnknownOrder | C::CreateUnknownOrder, _) => Err(-31_050),
        // The transaction of the state; in those without one, the first.
        (C::Create, B::Waiting | B::Created) => Ok(1),
        (C::Create, B::Performed | B::Cancelled | B::Refunded | B::TimedOut) => Err(-31_008),
        (C::CreateSecond, B::Waiting | B::Cancelled | B::TimedOut) => Ok(1),
        (C::CreateSecond, B::Created | B::Performed) => Err(-31_008),
        (C::Create | C::CreateSecond | C::CreateTooOld, B::Expired) => Err(-31_053),
        (C::CreateSecond | C::CreateTooOld, B::Refunded) => Err(-31_053),
        (C::CreateTooOld, _) => Err(-31_008),
        (C::Perform | C::Cancel | C::Look, B::Waiting | B::Expired) => Err(-31_003),
        (C::Perform, B::Created | B::Performed) => Ok(2),
        (C::Perform, B::Cancelled | B::Refunded | B::TimedOut) => Err(-31_008),
        (C::Cancel, B::Created | B::Cancelled | B::TimedOut) => Ok(-1),
        (C::Cancel, B::Performed | B::Refunded) => Ok(-2),
        (C::Look, B::Created) => Ok(1),
        (C::Look, B::Performed) => Ok(2),
        (C::Look, B::Cancelled | B::TimedOut) => Ok(-1),
        (C::Look, B::Refunded) => Ok(-2),
        (C::Statement, _) => Ok(9),
    }
}

/// One order with its transaction, brought to a state.
struct Scene {
    desk: Desk,
    invoice: Invoice,
    transaction: Transaction,
}

impl Scene {
    async fn set(w: &mut World, partner: &Partner, before: Before) -> Self {
        let desk = cash_desk(w);
        let invoice = invoice(w, partner, "payme").await;
        let transaction = desk.new_transaction(&invoice.name, DUE);
        let scene = Self {
            desk,
            invoice,
            transaction,
        };
        scene.bring(w, before).await;
        scene
    }

    async fn bring(&self, w: &mut World, before: Before) {
        let id = &self.transaction.id;
        if !matches!(before, Before::Waiting | Before::Expired) {
            assert_eq!(
                self.desk.create(&self.transaction).await.result()["state"],
                1
            );
        }
        if matches!(before, Before::Performed | Before::Refunded) {
            assert_eq!(self.desk.perform(id).await.result()["state"], 2);
        }
        if matches!(before, Before::Cancelled | Before::Refunded) {
            let cancelled = self.desk.cancel(id, 5).await;
            assert!(cancelled.result()["state"].as_i64() < Some(0));
        }
        match before {
            Before::TimedOut => w.leaps(Millis(43_200_001)).await,
            Before::Expired => w.leaps(Millis::days(3)).await,
            Before::Waiting
            | Before::Created
            | Before::Performed
            | Before::Cancelled
            | Before::Refunded => {}
        }
        w.settle().await;
    }

    async fn call(&self, w: &World, called: Called, second: &Transaction) -> Answer {
        let (desk, name, id) = (&self.desk, &self.invoice.name, &self.transaction.id);
        match called {
            Called::Check => desk.check(name, DUE).await,
            Called::CheckWrongSum => desk.check(name, DUE + 1).await,
            Called::CheckUnknownOrder => desk.check("SCX-999999", DUE).await,
            Called::Create => desk.create(&self.transaction).await,
            Called::CreateWrongSum => {
                let wrong = Transaction {
                    amount: DUE - 100,
                    ..second.clone()
                };
                desk.create(&wrong).await
            }
            Called::CreateUnknownOrder => {
                let wrong = Transaction {
                    account: "SCX-999999".to_owned(),
                    ..second.clone()
                };
                desk.create(&wrong).await
            }
            Called::CreateSecond => desk.create(second).await,
            Called::CreateTooOld => {
                let old = Transaction {
                    time_ms: w.now().0 - 43_200_001,
                    ..second.clone()
                };
                desk.create(&old).await
            }
            Called::Perform => desk.perform(id).await,
            Called::Cancel => desk.cancel(id, 5).await,
            Called::Look => desk.check_transaction(id).await,
            Called::Statement => {
                desk.statement(self.transaction.time_ms - 1, w.now().0)
                    .await
            }
        }
    }
}

fn told(answer: &Answer) -> Result<i64, i64> {
    match answer.error_code() {
        Some(code) => Err(code),
        None => Ok(answer.result()["state"].as_i64().unwrap_or(9)),
    }
}

#[tokio::test]
async fn every_cell_of_the_state_machine_is_answered_and_its_repeat_alike() {
    with_money(async |w| {
        let mut tried = BTreeSet::new();
        for before in STATES {
            for called in CALLS {
                let (_, partner) = registered(w).await;
                let scene = Scene::set(w, &partner, before).await;
                let second = scene.desk.new_transaction(&scene.invoice.name, DUE);
                let first = scene.call(w, called, &second).await;
                let wanted = expected(before, called);
                assert_eq!(
                    told(&first),
                    wanted,
                    "{before:?} {called:?}: {:?}",
                    first.body
                );
                tried.insert((before, called, false));
                // Read calls may see what the first one changed; writes may not.
                let repeat = scene.call(w, called, &second).await;
                let is_read = matches!(called, Called::Check | Called::Look | Called::Statement);
                if !is_read {
                    assert_eq!(repeat.result(), first.result(), "{before:?} {called:?}");
                    assert_eq!(repeat.error_code(), first.error_code());
                }
                tried.insert((before, called, true));
                w.settle().await;
            }
        }
        assert!(tried.len() >= 120, "{} cases", tried.len());
        books(w).await;
    })
    .await;
}

#[tokio::test]
async fn a_transaction_lives_for_exactly_twelve_hours() {
    with_money(async |w| {
        let (_, partner) = registered(w).await;
        let scene = Scene::set(w, &partner, Before::Created).await;
        w.leaps(Millis(43_200_000)).await;
        let answer = scene.desk.perform(&scene.transaction.id).await;
        assert_eq!(told(&answer), Ok(2), "at twelve hours it is still good");
        let late = Scene::set(w, &partner, Before::Created).await;
        w.leaps(Millis(43_200_001)).await;
        let answer = late.desk.perform(&late.transaction.id).await;
        assert_eq!(told(&answer), Err(-31_008));
        let looked = late.desk.check_transaction(&late.transaction.id).await;
        assert_eq!(looked.result()["reason"], 4);
        // Whoever nobody calls for is swept.
        let swept = Scene::set(w, &partner, Before::Created).await;
        w.leaps(Millis::hours(13)).await;
        w.advance(Millis::hours(1)).await;
        let looked = swept.desk.check_transaction(&swept.transaction.id).await;
        assert_eq!(
            (told(&looked), &looked.result()["reason"]),
            (Ok(-1), &serde_json::json!(4))
        );
    })
    .await;
}

#[tokio::test]
async fn two_calls_at_once_are_one() {
    with_money(async |w| {
        let (lola, partner) = registered(w).await;
        let scene = Scene::set(w, &partner, Before::Waiting).await;
        let (desk, transaction) = (&scene.desk, &scene.transaction);
        let other = desk.new_transaction(&scene.invoice.name, DUE);
        let created = tokio::join!(
            desk.create(transaction),
            desk.create(transaction),
            desk.create(&other),
        );
        let states = [told(&created.0), told(&created.1), told(&created.2)];
        let held = Err(-31_008);
        let id = match states {
            [Ok(1), Ok(1), Err(_)] => &transaction.id,
            [Err(_), Err(_), Ok(1)] => &other.id,
            _ => panic!("{states:?}"),
        };
        assert!(states.contains(&held), "{states:?}");
        let performed = tokio::join!(desk.perform(id), desk.perform(id), desk.perform(id));
        assert_eq!(performed.0.raw, performed.1.raw);
        assert_eq!(performed.1.raw, performed.2.raw);
        w.settle().await;
        let after = w.partner(&lola).await;
        assert_eq!(
            after.paid_until,
            partner.trial_ends_at + Millis::days(30),
            "once"
        );
        let books = books(w).await;
        assert!(
            books.contains(&("receivable:payme".to_owned(), DUE)),
            "{books:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_statement_tells_what_was_begun_in_its_span_by_payme_s_own_time() {
    with_money(async |w| {
        let (_, partner) = registered(w).await;
        let first = Scene::set(w, &partner, Before::Performed).await;
        w.passes(Millis::hours(1)).await;
        let second = Scene::set(w, &partner, Before::Cancelled).await;
        let refused = first.desk.new_transaction("SCX-999999", DUE);
        first.desk.create(&refused).await;
        let (from, to) = (first.transaction.time_ms, second.transaction.time_ms);
        let all = first.desk.statement(from, to).await;
        let ids: Vec<&str> = all.result()["transactions"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|entry| entry["id"].as_str())
            .collect();
        assert_eq!(
            ids,
            [
                first.transaction.id.as_str(),
                second.transaction.id.as_str()
            ]
        );
        let none = first.desk.statement(to + 1, to + 5).await;
        assert_eq!(none.result()["transactions"], serde_json::json!([]));
        let one = first.desk.statement(from, to - 1).await;
        assert_eq!(
            one.result()["transactions"].as_array().map(Vec::len),
            Some(1)
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_is_not_payme_or_speaks_wrongly_is_told_so_with_200() {
    with_money(async |w| {
        let (_, partner) = registered(w).await;
        let scene = Scene::set(w, &partner, Before::Waiting).await;
        let auth = scene.desk.authorization();
        let body = r#"{"id":1,"method":"CheckTransaction","params":{"id":"x"}}"#;
        let cases = [
            (body, None, "POST", -32_504),
            (body, Some("Basic eDp5"), "POST", -32_504),
            ("", Some(auth.as_str()), "GET", -32_300),
            ("{", Some(&auth), "POST", -32_700),
            ("[]", Some(&auth), "POST", -32_600),
            (
                r#"{"id":1,"method":"Nothing","params":{}}"#,
                Some(&auth),
                "POST",
                -32_601,
            ),
        ];
        for (body, auth, method, code) in cases {
            let answer = scene.desk.raw(body, auth, method).await;
            assert_eq!(
                (answer.status, answer.error_code()),
                (200, Some(code)),
                "{body}"
            );
        }
    })
    .await;
}
