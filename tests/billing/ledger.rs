//! The ledger balances whatever happens to payments, and cannot be changed.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use scx_store::sql;

use super::{books, cash_desk, invoice, registered, with_money};

/// What may happen to one of a few transactions.
#[derive(Clone, Copy, Debug)]
enum Step {
    Begin(usize),
    Create(usize),
    Perform(usize),
    Cancel(usize),
}

fn steps() -> Vec<Step> {
    let one = prop_oneof![
        (0..4_usize).prop_map(Step::Begin),
        (0..6_usize).prop_map(Step::Create),
        (0..6_usize).prop_map(Step::Perform),
        (0..6_usize).prop_map(Step::Cancel),
    ];
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let tree = proptest::collection::vec(one, 120).new_tree(&mut runner);
    tree.expect("a plan").current()
}

#[tokio::test]
async fn the_books_balance_after_every_step_of_any_story() {
    with_money(async |w| {
        let desk = cash_desk(w);
        let mut orders = Vec::new();
        for _ in 0..4 {
            let (_, partner) = registered(w).await;
            orders.push(invoice(w, &partner, "payme").await.name);
        }
        let mut transactions = Vec::new();
        for step in steps() {
            let known = transactions.len();
            match step {
                Step::Begin(order) => {
                    transactions.push(desk.new_transaction(&orders[order], 45_000_000));
                }
                Step::Create(at) if at < known => drop(desk.create(&transactions[at]).await),
                Step::Perform(at) if at < known => drop(desk.perform(&transactions[at].id).await),
                Step::Cancel(at) if at < known => drop(desk.cancel(&transactions[at].id, 5).await),
                Step::Create(_) | Step::Perform(_) | Step::Cancel(_) => {}
            }
            books(w).await;
        }
        w.settle().await;
        let paid = books(w)
            .await
            .into_iter()
            .find(|(account, _)| account == "revenue");
        assert!(
            paid.is_some_and(|(_, sum)| sum < 0),
            "nothing was paid in this story"
        );
    })
    .await;
}

#[tokio::test]
async fn the_database_refuses_to_change_or_erase_a_posting() {
    with_money(async |w| {
        let (_, partner) = registered(w).await;
        let desk = cash_desk(w);
        let order = invoice(w, &partner, "payme").await.name;
        let transaction = desk.new_transaction(&order, 45_000_000);
        desk.create(&transaction).await;
        desk.perform(&transaction.id).await;
        w.settle().await;
        let before = books(w).await;
        for text in [
            "UPDATE entry SET tiyin = 0 WHERE posting > ''",
            "DELETE FROM entry WHERE posting > ''",
            "UPDATE posting SET reason = '' WHERE id > ''",
            "DELETE FROM posting WHERE id > ''",
        ] {
            let mut tx = w.cx().db.begin().await.expect("a transaction");
            let error = sql(text)
                .execute(&mut tx)
                .await
                .expect_err("append-only")
                .to_string();
            assert!(error.contains("append-only"), "{error}");
        }
        assert_eq!(books(w).await, before);
    })
    .await;
}
