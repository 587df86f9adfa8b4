//! Every cell of Click's state machine, and what is refused before it.

use scx_domain::accounts::Partner;
use scx_domain::billing::Invoice;
use scx_fakes::Answer;
use scx_fakes::click::{ClickPayment, ClickShop};
use scx_world::World;

use super::{books, click_shop, invoice, registered, with_money};

const DUE: &str = "450000.00";

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Unpaid,
    Reserved,
    Paid,
    Cancelled,
}

struct Scene {
    shop: ClickShop,
    invoice: Invoice,
    payment: ClickPayment,
    prepare_id: i64,
}

impl Scene {
    async fn set(w: &mut World, partner: &Partner, before: Before) -> Self {
        let shop = click_shop(w);
        let invoice = invoice(w, partner, "click").await;
        let payment = shop.new_payment(&invoice.name, DUE);
        let mut prepare_id = 1;
        if before != Before::Unpaid {
            let prepared = shop.prepare(&payment).await;
            prepare_id = prepared.body["merchant_prepare_id"]
                .as_i64()
                .expect("a number");
        }
        match before {
            Before::Paid => assert_eq!(code(&shop.complete(&payment, prepare_id, 0).await), 0),
            Before::Cancelled => {
                assert_eq!(code(&shop.complete(&payment, prepare_id, -5_017).await), -9);
            }
            Before::Unpaid | Before::Reserved => {}
        }
        w.settle().await;
        Self {
            shop,
            invoice,
            payment,
            prepare_id,
        }
    }
}

fn code(answer: &Answer) -> i64 {
    answer.error_code().unwrap_or_default()
}

#[tokio::test]
async fn every_cell_of_the_state_machine_is_answered() {
    with_money(async |w| {
        let table = [
            (Before::Unpaid, 0, -6, -6),
            (Before::Reserved, 0, 0, -9),
            (Before::Paid, -4, -4, -4),
            (Before::Cancelled, -9, -9, -9),
        ];
        for (before, prepare, complete, fail) in table {
            let (_, partner) = registered(w).await;
            let scene = Scene::set(w, &partner, before).await;
            let first = scene.shop.prepare(&scene.payment).await;
            assert_eq!(code(&first), prepare, "{before:?} Prepare");
            let again = scene.shop.prepare(&scene.payment).await;
            assert_eq!(again.raw, first.raw, "{before:?} Prepare again");
            let (_, partner) = registered(w).await;
            let scene = Scene::set(w, &partner, before).await;
            let done = scene
                .shop
                .complete(&scene.payment, scene.prepare_id, 0)
                .await;
            assert_eq!(code(&done), complete, "{before:?} Complete");
            let (_, partner) = registered(w).await;
            let scene = Scene::set(w, &partner, before).await;
            let failed = scene
                .shop
                .complete(&scene.payment, scene.prepare_id, -5_017)
                .await;
            assert_eq!(code(&failed), fail, "{before:?} Complete with an error");
            let again = scene
                .shop
                .complete(&scene.payment, scene.prepare_id, -5_017)
                .await;
            assert_eq!(
                again.raw, failed.raw,
                "{before:?} Complete with an error again"
            );
        }
        w.settle().await;
        books(w).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_refused_in_every_state_and_changes_nothing() {
    with_money(async |w| {
        for before in [
            Before::Unpaid,
            Before::Reserved,
            Before::Paid,
            Before::Cancelled,
        ] {
            let (_, partner) = registered(w).await;
            let scene = Scene::set(w, &partner, before).await;
            let (shop, payment) = (&scene.shop, &scene.payment);
            let calls = [
                shop.prepare_call(payment),
                shop.complete_call(payment, scene.prepare_id, 0),
            ];
            for call in calls {
                let unsigned = call.clone().with("sign_string", "00");
                assert_eq!(code(&shop.send(unsigned).await), -1, "{before:?}");
                for missing in ["amount", "sign_time", "click_trans_id", "error"] {
                    let answer = shop.send(call.clone().without(missing)).await;
                    assert!(code(&answer) < 0, "{before:?} without {missing}");
                }
                let strange = shop.send(call.clone().with("action", "2")).await;
                assert_eq!(code(&strange), -3, "{before:?}");
            }
        }
        let shop = click_shop(w);
        let nobody = shop.new_payment("SCX-999999", DUE);
        assert_eq!(code(&shop.prepare(&nobody).await), -5);
        let (_, partner) = registered(w).await;
        let scene = Scene::set(w, &partner, Before::Reserved).await;
        let call = scene
            .shop
            .complete_call(&scene.payment, scene.prepare_id, 0);
        let cheap = call.clone().with("amount", "1.00");
        assert_eq!(code(&scene.shop.send(cheap).await), -2);
        let other = call.with("merchant_prepare_id", "999999");
        assert_eq!(code(&scene.shop.send(other).await), -6);
        let (_, partner) = registered(w).await;
        let scene = Scene::set(w, &partner, Before::Unpaid).await;
        let call = scene
            .shop
            .prepare_call(&scene.payment)
            .with("amount", "449999.99");
        assert_eq!(code(&scene.shop.send(call).await), -2);
        let call = scene
            .shop
            .prepare_call(&scene.payment)
            .with("amount", "450000");
        assert_eq!(
            code(&scene.shop.send(call).await),
            0,
            "the text differs, the sum does not"
        );
    })
    .await;
}

#[tokio::test]
async fn a_second_payer_waits_and_may_try_after_half_an_hour() {
    with_money(async |w| {
        let (lola, partner) = registered(w).await;
        let scene = Scene::set(w, &partner, Before::Reserved).await;
        let second = scene.shop.new_payment(&scene.invoice.name, DUE);
        assert_eq!(code(&scene.shop.prepare(&second).await), -9);
        w.advance(scx_kit::Millis::minutes(31)).await;
        let third = scene.shop.new_payment(&scene.invoice.name, DUE);
        let prepared = scene.shop.prepare(&third).await;
        assert_eq!(code(&prepared), 0);
        let id = prepared.body["merchant_prepare_id"]
            .as_i64()
            .expect("a number");
        assert_eq!(code(&scene.shop.complete(&third, id, 0).await), 0);
        w.settle().await;
        assert!(w.partner(&lola).await.paid_until > w.now());
        let late = scene
            .shop
            .complete(&scene.payment, scene.prepare_id, 0)
            .await;
        assert!(matches!(code(&late), -9 | -4), "{late:?}");
    })
    .await;
}
