//! Stripe Checkout: people who pay on its pages, and every event in every order.

use reqwest::redirect::Policy;
use scx_domain::billing::{self, Invoice};
use scx_fakes::Fault;
use scx_fakes::stripe::{
    StripeAccount, StripeDelivery, StripeEndpoint, StripeOrder, StripeSigning, signature_header,
};
use scx_kit::Millis;
use scx_world::World;
use serde_json::{Value, json};

use super::story::{link, orders};
use super::{books, invoice, registered, with_money};

const KEY: &str = "sk_test_51SellerCloudXkey";
const SECRET: &str = "whsec_local_test_secret";
const DUE: i64 = 45_000_000;
const BOT: &str = "https://t.me/sellercloudx_bot";
const KINDS: [&str; 5] = [
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "charge.refunded",
];

/// Our account, whose endpoint is told of these kinds of events.
fn account_telling(w: &World, kinds: &[&str]) -> String {
    let url = format!("{}/payments/stripe", w.url());
    w.outside.stripe().account(StripeAccount {
        id: "acct_1".to_owned(),
        secret_key: KEY.to_owned(),
        endpoints: vec![StripeEndpoint::new(&url, SECRET, kinds)],
    });
    url
}

fn account(w: &World) -> String {
    account_telling(w, &KINDS)
}

/// What a browser is told that opens an address: the status, and where it is led.
#[expect(
    clippy::disallowed_methods,
    reason = "a payer has a browser of their own"
)]
async fn opened(url: &str) -> (u16, Option<String>) {
    let client = reqwest::Client::builder()
        .no_proxy()
        .redirect(Policy::none());
    let client = client.build().expect("a plain client");
    let answer = client.get(url).send().await.expect("the product answers");
    let to = answer.headers().get("location");
    let to = to.map(|to| to.to_str().expect("an address").to_owned());
    (answer.status().as_u16(), to)
}

/// Opens an invoice's link, which leads to a page of Stripe's.
async fn page(invoice: &Invoice) -> String {
    page_behind(&invoice.link).await
}

async fn page_behind(link: &str) -> String {
    let (status, to) = opened(link).await;
    let to = to.expect("it leads somewhere");
    assert_eq!(status, 303);
    assert!(to.starts_with("https://checkout.stripe.com/"), "{to}");
    to
}

/// Gives money back in Stripe's dashboard.
#[expect(
    clippy::disallowed_methods,
    reason = "the owner has a browser of their own"
)]
async fn refund(w: &World, session: &Value, amount: i64) {
    let intent = session["payment_intent"].as_str().expect("it was paid");
    let client = reqwest::Client::builder().no_proxy().build();
    let request = client
        .expect("a plain client")
        .post(format!("{}/v1/refunds", w.outside.url_of("stripe")));
    let request = request
        .bearer_auth(KEY)
        .header("content-type", "application/x-www-form-urlencoded");
    let form = format!("payment_intent={intent}&amount={amount}");
    let answer = request.body(form).send().await.expect("Stripe answers");
    assert_eq!(answer.status().as_u16(), 200);
    w.outside.stripe().pump().await;
}

fn id(session: &Value) -> String {
    session["id"].as_str().expect("an id").to_owned()
}

/// The newest event of a kind about a session.
fn event(w: &World, session: &Value, kind: &str) -> String {
    let events = w.outside.stripe().events(&id(session)).into_iter();
    let newest = events.rev().find(|(_, known)| known == kind);
    newest.expect("it happened").0
}

/// How a payment and its plan stand: the state of the invoice and the books.
async fn stands(w: &World, invoice: &Invoice) -> (String, Vec<(String, i64)>) {
    let partner = invoice.partner.parse().expect("an id");
    let now = billing::invoice(&w.cx().db, partner, invoice.id).await;
    (now.expect("read").state.name().to_owned(), books(w).await)
}

#[tokio::test]
async fn a_seller_pays_on_stripe_s_page_and_gets_the_money_back() {
    with_money(async |w| {
        account(w);
        let (lola, before) = registered(w).await;
        orders(w, &lola, "💳 Stripe").await;
        let stripe = w.outside.stripe().clone();
        stripe.deliver_twice(true);
        let ours = link(w, &lola, "Stripe");
        let url = page_behind(&ours).await;
        let seen = stripe.read_link(&url).expect("an open page");
        assert_eq!((seen.total, seen.currency.as_str()), (DUE, "uzs"));
        assert_eq!(seen.client_reference_id.as_deref(), Some("SCX-000001"));
        assert_eq!(seen.items[0].name, "SellerCloudX Chat · SCX-000001");
        assert_eq!(seen.cancel_url.as_deref(), Some(BOT));
        let visit = stripe.pay(&url).await.expect("an open page");
        assert_eq!(visit.returns_to.as_deref(), Some(BOT));
        assert!(visit.deliveries.iter().all(StripeDelivery::is_accepted));
        w.settle().await;
        let heard = lola.heard(w);
        assert_eq!(heard.matches("Payment received!").count(), 1, "{heard}");
        let after = w.partner(&lola).await;
        assert_eq!(after.paid_until, before.trial_ends_at + Millis::days(30));
        assert_eq!(
            opened(&ours).await,
            (303, Some(BOT.to_owned())),
            "it is paid"
        );
        refund(w, &visit.session, DUE).await;
        w.settle().await;
        let after = w.partner(&lola).await;
        assert_eq!(after.paid_until, before.trial_ends_at);
        let heard = lola.heard(w);
        assert_eq!(
            heard.matches("were given back for SCX-000001").count(),
            1,
            "{heard}"
        );
        let now = books(w).await;
        assert!(
            now.contains(&("receivable:stripe".to_owned(), 0)),
            "{now:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_link_leads_to_one_page_as_long_as_that_is_open() {
    with_money(async |w| {
        account(w);
        let (_, partner) = registered(w).await;
        let owed = invoice(w, &partner, "stripe").await;
        let (one, other) = tokio::join!(opened(&owed.link), opened(&owed.link));
        let first = page(&owed).await;
        for (status, to) in [one, other] {
            // Two at once are one page, or one of them is told to come again.
            assert!(to.is_none_or(|to| to == first) || status == 503);
        }
        w.leaps(Millis::minutes(59)).await;
        assert_eq!(page(&owed).await, first);
        // The hour is over, and nobody has told us of it yet.
        w.leaps(Millis::minutes(2)).await;
        let second = page(&owed).await;
        assert_ne!(second, first);
        w.outside.stripe().pump().await;
        assert_eq!(
            page(&owed).await,
            second,
            "the first one's end ends nothing else"
        );
        // An end that is told frees the invoice at once.
        w.leaps(Millis::minutes(61)).await;
        w.outside.stripe().pump().await;
        let third = page(&owed).await;
        assert_ne!(third, second);
        let visit = w.outside.stripe().pay(&third).await.expect("an open page");
        assert!(visit.deliveries.iter().all(StripeDelivery::is_accepted));
        assert_eq!(stands(w, &owed).await.0, "paid");
        w.settle().await;
    })
    .await;
}

#[tokio::test]
async fn a_declined_card_and_money_that_takes_days() {
    with_money(async |w| {
        account(w);
        let stripe = w.outside.stripe().clone();
        for arrives in [true, false] {
            let (lola, partner) = registered(w).await;
            let owed = invoice(w, &partner, "stripe").await;
            let url = page(&owed).await;
            stripe
                .decline(&url, "insufficient_funds")
                .await
                .expect("an open page");
            let later = stripe.pay_later(&url).await.expect("an open page");
            w.settle().await;
            assert_eq!(stands(w, &owed).await.0, "open", "complete is not paid");
            assert_eq!(w.partner(&lola).await.tier, None);
            // Its page is over, but the money may be on its way.
            w.leaps(Millis::days(2)).await;
            let session = id(&later.session);
            let settled = match arrives {
                true => stripe.money_arrives(&session).await,
                false => stripe.money_fails(&session).await,
            };
            assert!(
                settled
                    .expect("on its way")
                    .deliveries
                    .iter()
                    .all(StripeDelivery::is_accepted)
            );
            w.settle().await;
            let (state, _) = stands(w, &owed).await;
            assert_eq!(state, if arrives { "paid" } else { "open" });
            if !arrives {
                let again = page(&owed).await;
                assert_ne!(again, url, "another try is another page");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn events_repeat_and_come_in_any_order_and_change_nothing_twice() {
    with_money(async |w| {
        account(w);
        let stripe = w.outside.stripe().clone();
        for parts in [vec![DUE], vec![10_000_000, 35_000_000], vec![10_000_000]] {
            let mut ends = Vec::new();
            for order in [StripeOrder::AsMade, StripeOrder::Reversed] {
                let (lola, before) = registered(w).await;
                let owed = invoice(w, &before, "stripe").await;
                let url = page(&owed).await;
                stripe.hold_deliveries();
                let paid = stripe.pay(&url).await.expect("an open page");
                for part in &parts {
                    refund(w, &paid.session, *part).await;
                }
                let told = stripe.release(order).await;
                assert_eq!(told.len(), 1 + parts.len());
                assert!(told.iter().all(StripeDelivery::is_accepted), "{told:?}");
                let end = stands(w, &owed).await;
                for delivery in &told {
                    let again = stripe.deliver(&delivery.event, StripeSigning::Right).await;
                    assert!(
                        again
                            .expect("known")
                            .iter()
                            .all(StripeDelivery::is_accepted)
                    );
                }
                assert_eq!(stands(w, &owed).await, end, "{parts:?} {order:?}");
                w.settle().await;
                let (state, _) = end;
                let until = w.partner(&lola).await.paid_until;
                let is_whole = parts.iter().sum::<i64>() == DUE;
                let days = if is_whole { 0 } else { 30 };
                assert_eq!(
                    until,
                    before.trial_ends_at + Millis::days(days),
                    "{parts:?} {order:?}"
                );
                assert_eq!(lola.heard(w).matches("Payment received!").count(), 1);
                ends.push(state);
            }
            assert_eq!(ends[0], ends[1]);
        }
        let now = books(w).await;
        let back = 2 * (DUE + DUE + 10_000_000);
        assert!(now.contains(&("refunds".to_owned(), back)), "{now:?}");
    })
    .await;
}

#[tokio::test]
async fn a_part_that_goes_back_is_told_and_written_down_once_and_takes_no_days() {
    with_money(async |w| {
        account(w);
        let (lola, before) = registered(w).await;
        let owed = invoice(w, &before, "stripe").await;
        let url = page(&owed).await;
        let paid = w.outside.stripe().pay(&url).await.expect("an open page");
        refund(w, &paid.session, 5_000_000).await;
        w.settle().await;
        let heard = lola.heard(w);
        assert!(
            heard.contains("50\u{a0}000 so‘m were given back"),
            "{heard}"
        );
        assert!(heard.contains("The plan stays as it is"), "{heard}");
        let (state, now) = stands(w, &owed).await;
        assert_eq!(state, "paid");
        assert!(
            now.contains(&("receivable:stripe".to_owned(), DUE - 5_000_000)),
            "{now:?}"
        );
        assert_eq!(
            w.partner(&lola).await.paid_until,
            before.trial_ends_at + Millis::days(30)
        );
    })
    .await;
}

#[tokio::test]
async fn only_what_stripe_signed_now_is_heard() {
    with_money(async |w| {
        let url = account_telling(w, &["charge.refunded"]);
        let (_, partner) = registered(w).await;
        let owed = invoice(w, &partner, "stripe").await;
        let to = page(&owed).await;
        let stripe = w.outside.stripe().clone();
        let paid = stripe.pay(&to).await.expect("an open page");
        // It was not told; now each forgery is tried before the right one.
        account(w);
        let event = event(w, &paid.session, "checkout.session.completed");
        for signing in [
            StripeSigning::WrongSecret,
            StripeSigning::OtherBody,
            StripeSigning::OnlyV0,
            StripeSigning::Unsigned,
            StripeSigning::Aged(301),
            StripeSigning::Aged(-301),
        ] {
            let told = stripe.deliver(&event, signing).await.expect("known");
            assert_eq!(told[0].answer.status, 400, "{signing:?}");
            assert_eq!(stands(w, &owed).await.0, "open", "{signing:?}");
        }
        let body = stripe.event_body(&event).expect("known");
        let now_s = w.now().0 / 1_000;
        let right = signature_header(SECRET, now_s, body.as_bytes());
        for header in [
            "",
            "t=,v1=",
            "v1",
            &right.replace("t=", "t=+"),
            &right.replace("v1=", "v1=0"),
            &right[..right.len() - 1],
            &right.replace(',', ";"),
        ] {
            let answer = stripe
                .deliver_raw(&url, Some(header), body.as_bytes())
                .await;
            assert_eq!(answer.status, 400, "{header}");
        }
        assert_eq!(stands(w, &owed).await.0, "open");
        for signing in [
            StripeSigning::Aged(300),
            StripeSigning::TwoV1,
            StripeSigning::WithV0,
        ] {
            let told = stripe.deliver(&event, signing).await.expect("known");
            assert_eq!(told[0].answer.status, 200, "{signing:?}");
            assert_eq!(stands(w, &owed).await.0, "paid", "{signing:?}");
        }
        w.settle().await;
    })
    .await;
}

/// An invoice that was paid on Stripe's page, of which nobody has told us yet.
struct Untold {
    url: String,
    owed: Invoice,
    /// The event that would tell it.
    body: String,
}

impl Untold {
    async fn set(w: &mut World) -> Self {
        let url = account_telling(w, &["charge.refunded"]);
        let (_, partner) = registered(w).await;
        let owed = invoice(w, &partner, "stripe").await;
        let to = page(&owed).await;
        let paid = w.outside.stripe().pay(&to).await.expect("an open page");
        let event = event(w, &paid.session, "checkout.session.completed");
        let body = w.outside.stripe().event_body(&event).expect("known");
        Self { url, owed, body }
    }

    /// The event with another value in one place.
    fn with(&self, at: &str, value: Value) -> String {
        let mut event: Value = serde_json::from_str(&self.body).expect("JSON");
        *event.pointer_mut(at).expect("it is there") = value;
        event.to_string()
    }

    /// Posts it rightly signed; gives the status and how the invoice stands then.
    async fn posted(&self, w: &World, body: &str) -> (u16, String) {
        let header = signature_header(SECRET, w.now().0 / 1_000, body.as_bytes());
        let stripe = w.outside.stripe();
        let answer = stripe
            .deliver_raw(&self.url, Some(&header), body.as_bytes())
            .await;
        (answer.status, stands(w, &self.owed).await.0)
    }
}

#[tokio::test]
async fn what_is_malformed_or_tells_of_no_money_changes_nothing() {
    with_money(async |w| {
        let untold = Untold::set(w).await;
        for (body, status) in [
            ("", 400),
            ("{", 400),
            ("\u{0}", 400),
            ("[]", 200),
            ("null", 200),
            ("{}", 200),
            (r#"{"type":"charge.refunded","data":7}"#, 200),
        ] {
            let posted = untold.posted(w, body).await;
            assert_eq!(posted, (status, "open".to_owned()), "{body}");
        }
        for (at, value) in [
            ("/type", json!("payment_intent.succeeded")),
            ("/type", json!("customer.created")),
            ("/data/object/payment_status", json!("unpaid")),
            ("/data/object/payment_status", json!("no_payment_required")),
            ("/data/object/metadata", json!({})),
            ("/data/object/metadata/payment", json!("a\u{0}")),
            ("/data/object/metadata/payment", json!("a".repeat(65))),
        ] {
            let body = untold.with(at, value);
            let posted = untold.posted(w, &body).await;
            assert_eq!(posted, (200, "open".to_owned()), "{body}");
        }
        let paid = (200, "paid".to_owned());
        assert_eq!(untold.posted(w, &untold.body).await, paid);
        // An old page's end takes nothing from whoever has paid.
        for kind in ["expired", "async_payment_failed"] {
            let late = json!(format!("checkout.session.{kind}"));
            let body = untold.with("/type", late);
            assert_eq!(untold.posted(w, &body).await, paid, "{kind}");
        }
        w.settle().await;
    })
    .await;
}

#[tokio::test]
async fn another_invoice_and_another_sum_are_not_paid_by_it() {
    with_money(async |w| {
        // A person must look: Stripe has taken money for nothing.
        w.expect_errors();
        let untold = Untold::set(w).await;
        let (_, other) = registered(w).await;
        let foreign = invoice(w, &other, "stripe").await;
        page(&foreign).await;
        for (at, value) in [
            ("/data/object/metadata/payment", json!("pay_unknown")),
            ("/data/object/metadata/invoice", json!(foreign.name)),
            ("/data/object/metadata/invoice", json!("SCX-999999")),
            ("/data/object/amount_total", json!(DUE - 1)),
            ("/data/object/amount_total", json!("45000000")),
            ("/data/object/currency", json!("usd")),
        ] {
            let body = untold.with(at, value);
            let posted = untold.posted(w, &body).await;
            assert_eq!(posted, (200, "open".to_owned()), "{body}");
        }
        assert_eq!(stands(w, &foreign).await.0, "open");
        let posted = untold.posted(w, &untold.body).await;
        assert_eq!(posted, (200, "paid".to_owned()));
        w.settle().await;
    })
    .await;
}

#[tokio::test]
async fn a_link_is_nobody_s_to_guess_and_only_opens_what_can_be_paid() {
    with_money(async |w| {
        let door = account(w);
        let (_, partner) = registered(w).await;
        let owed = invoice(w, &partner, "stripe").await;
        let foreign = {
            let (_, other) = registered(w).await;
            invoice(w, &other, "payme").await
        };
        let key = owed.id.base62();
        for wrong in [
            owed.name.clone(),
            owed.id.to_string(),
            foreign.id.base62(),
            key.to_ascii_uppercase(),
            format!("{key}x"),
            format!("{key}%00"),
            "%00".to_owned(),
            "%FF%FE".to_owned(),
            "9".repeat(5_000),
        ] {
            let (status, to) = opened(&format!("{door}/{wrong}")).await;
            assert_eq!((status, to), (404, None), "{wrong}");
        }
        let exchanges = w.outside.exchanges();
        assert!(
            exchanges.iter().all(|one| one.service != "stripe"),
            "nobody was asked"
        );
        page(&owed).await;
        w.leaps(Millis::days(3)).await;
        w.outside.stripe().pump().await;
        w.advance(Millis::hours(1)).await;
        assert_eq!(stands(w, &owed).await.0, "closed");
        assert_eq!(opened(&owed.link).await, (303, Some(BOT.to_owned())));
    })
    .await;
}

#[tokio::test]
async fn while_stripe_does_not_answer_a_payer_is_told_to_come_again() {
    with_money(async |w| {
        account(w);
        let (_, partner) = registered(w).await;
        let owed = invoice(w, &partner, "stripe").await;
        for code in [500, 429, 503] {
            let fault = Fault::Status { code, body: None };
            w.outside.fail_next("stripe", Some("create"), fault);
            assert_eq!(opened(&owed.link).await, (503, None), "{code}");
        }
        // Nobody ever made the page, and now it is too late for it: there is a new one.
        w.leaps(Millis::minutes(40)).await;
        let refused = w.outside.unexpected().len();
        let url = page(&owed).await;
        assert_eq!(
            w.outside.unexpected().len(),
            refused + 1,
            "Stripe was asked"
        );
        w.outside.forgive_unexpected();
        let paid = w.outside.stripe().pay(&url).await.expect("an open page");
        assert!(paid.deliveries.iter().all(StripeDelivery::is_accepted));
        w.settle().await;
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_was_lost_is_asked_for_again_and_makes_no_second_page() {
    with_money(async |w| {
        account(w);
        let (_, partner) = registered(w).await;
        let owed = invoice(w, &partner, "stripe").await;
        w.outside.fail_next("stripe", Some("create"), Fault::Drop);
        assert_eq!(opened(&owed.link).await, (503, None));
        let url = page(&owed).await;
        w.leaps(Millis::hours(1)).await;
        assert!(w.outside.stripe().read_link(&url).is_err());
        w.outside.stripe().pump().await;
        let ended = w.outside.stripe().deliveries();
        assert_eq!(ended.len(), 1, "one page, which has ended: {ended:?}");
        w.settle().await;
    })
    .await;
}

#[tokio::test]
async fn what_stripe_cannot_carry_is_paid_in_another_way() {
    with_money(async |w| {
        let (lola, _) = registered(w).await;
        lola.types(w, "/plan").await;
        lola.taps(w, "Chat").await;
        assert!(lola.screen(w).contains("Stripe"), "{}", lola.screen(w));
        lola.taps(w, "Year").await;
        let screen = lola.screen(w);
        assert!(
            !screen.contains("Stripe") && screen.contains("Paynet"),
            "{screen}"
        );
        // The button of the cheaper period is tapped late.
        let late = lola.data_behind(w, "Paynet").replace("|paynet", "|stripe");
        lola.forges(w, &late).await;
        assert!(!lola.heard(w).contains("Invoice"), "{}", lola.heard(w));
    })
    .await;
}
