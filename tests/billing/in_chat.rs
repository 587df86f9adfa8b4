//! Payment inside Telegram: Stars, and a provider of Telegram's.

use scx_fakes::Fault;
use scx_fakes::telegram::Checkout;
use scx_kit::Millis;
use scx_world::{PARTNER_BOT, PARTNER_BOT_TOKEN, Seller, Start, World};
use serde_json::{Value, json};

use super::story::orders;
use super::{books, registered};
use crate::world_with;

const PROVIDER: &str = "398062629:TEST:999999999_F91D8F69C042267444B74CC0B3C747757EB0E065";

/// Runs a story in a world with an admin bot, in which Telegram's own ways are on.
pub(super) async fn with_telegram(more: &[(&str, &str)], story: impl AsyncFnOnce(&mut World)) {
    let keys = [
        ("STARS_SOM_PER_STAR", "250"),
        ("TELEGRAM_PAYMENTS_TOKEN", PROVIDER),
        ("TELEGRAM_PAYMENTS_FOR_PLANS", "on"),
    ];
    let config = keys.iter().chain(more);
    let start = Start {
        has_admins: true,
        config: config
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        ..Start::default()
    };
    world_with(start, async |w| {
        w.outside.telegram().connect_provider(PARTNER_BOT, PROVIDER);
        story(w).await;
    })
    .await;
}

/// Calls the Bot API beside the product, with the bot's own token.
#[expect(
    clippy::disallowed_methods,
    reason = "whoever calls is no part of the product"
)]
pub(super) async fn bot_api(w: &World, method: &str, params: &Value) -> Value {
    let base = w.outside.url_of("telegram");
    let client = reqwest::Client::builder().no_proxy().build();
    let client = client.expect("a plain client");
    let call = client.post(format!("{base}/bot{PARTNER_BOT_TOKEN}/{method}"));
    let answer = call.json(params).send().await.expect("it answers");
    let answer: Value = answer.json().await.expect("JSON");
    assert_eq!(answer["ok"], true, "{method}: {answer}");
    answer["result"].clone()
}

/// A link to an invoice of ours that the product did not make.
pub(super) async fn forged_link(w: &World, (order, currency, amount): (&str, &str, i64)) -> String {
    let token = if currency == "XTR" { "" } else { PROVIDER };
    let params = json!({
        "title": "Chat", "description": "Chat", "payload": order, "currency": currency,
        "provider_token": token, "prices": [{"label": "Chat", "amount": amount}],
    });
    let link = bot_api(w, "createInvoiceLink", &params).await;
    link.as_str().expect("a link").to_owned()
}

/// The newest invoice in somebody's chat.
fn bill(w: &World, who: &Seller) -> i64 {
    let messages = who.chat(w).messages;
    let bills = messages.iter().rev().find(|one| one.kind == "invoice");
    bills.expect("an invoice").id
}

/// Chooses a month of chat and a way to pay, and has the invoice sent.
pub(super) async fn asks_for_a_bill(w: &mut World, who: &Seller, way: &str) -> i64 {
    orders(w, who, way).await;
    // The newest such button is that of the card.
    who.taps(w, way).await;
    bill(w, who)
}

/// Pays an invoice; gives what became of it.
pub(super) async fn pays(w: &mut World, who: &Seller, bill: i64) -> Checkout {
    let query = w
        .outside
        .telegram()
        .pay_invoice(who.person, PARTNER_BOT, bill);
    let query = query.expect("an invoice");
    w.settle().await;
    outcome(w, &query)
}

/// Pays behind a link; gives what became of it.
async fn pays_link(w: &mut World, who: &Seller, link: &str) -> Checkout {
    let query = w.outside.telegram().pay_link(who.person, link);
    let query = query.expect("a link");
    w.settle().await;
    outcome(w, &query)
}

fn outcome(w: &World, query: &str) -> Checkout {
    w.outside.telegram().checkout(query).expect("it was asked")
}

/// The words of a refusal.
fn no(checkout: &Checkout) -> &str {
    match checkout {
        Checkout::Refused(why) => why,
        other => panic!("not refused: {other:?}"),
    }
}

/// The message that told the bot of the newest payment.
pub(super) fn told(w: &World) -> Value {
    let telegram = w.outside.telegram();
    let ids = telegram.update_ids(PARTNER_BOT).into_iter().rev();
    let mut updates = ids.filter_map(|id| telegram.update(PARTNER_BOT, id));
    let update = updates.find(|update| update["message"]["successful_payment"].is_object());
    update.expect("a payment")["message"].clone()
}

#[tokio::test]
async fn stars_pay_a_plan_once_however_often_they_are_told_of() {
    with_telegram(&[], async |w| {
        let (lola, before) = registered(w).await;
        let bill = asks_for_a_bill(w, &lola, "💳 Telegram Stars").await;
        let heard = lola.heard(w);
        assert!(heard.contains("🧾 Invoice SCX-000001"), "{heard}");
        assert!(heard.contains("⭐ 1\u{a0}800 Telegram Stars"), "{heard}");
        let sent = w.outside.telegram().calls(PARTNER_BOT, "sendInvoice");
        assert_eq!(sent[0]["currency"], "XTR");
        assert_eq!(sent[0]["payload"], "SCX-000001");
        assert_eq!(sent[0]["prices"][0]["amount"], 1_800);
        assert!(sent[0]["provider_token"].is_null(), "{}", sent[0]);
        let paid = pays(w, &lola, bill).await;
        assert!(matches!(paid, Checkout::Paid { .. }), "{paid:?}");
        let after = w.partner(&lola).await;
        assert_eq!(after.paid_until, before.trial_ends_at + Millis::days(30));
        // Delivered again, and told again under another number.
        let telegram = w.outside.telegram().clone();
        let last = telegram.update_ids(PARTNER_BOT).pop().expect("an update");
        telegram.redeliver(PARTNER_BOT, last).expect("known");
        let again = json!({"message": told(w)});
        telegram.raw_update(PARTNER_BOT, again).expect("the bot");
        w.settle().await;
        assert_eq!(w.partner(&lola).await.paid_until, after.paid_until);
        let heard = lola.heard(w);
        assert_eq!(heard.matches("Payment received!").count(), 1, "{heard}");
        assert!(heard.contains("✅ Paid on 21.11.2026 08:00"), "{heard}");
        let is_right = [
            ("receivable:stars".to_owned(), 45_000_000),
            ("revenue".to_owned(), -45_000_000),
        ];
        assert_eq!(books(w).await, is_right);
    })
    .await;
}

#[tokio::test]
async fn a_provider_of_telegrams_takes_som_and_nobody_sees_its_token() {
    with_telegram(&[], async |w| {
        let (lola, before) = registered(w).await;
        let bill = asks_for_a_bill(w, &lola, "💳 Telegram Payments").await;
        let shown = w.outside.telegram().invoice(lola.person, PARTNER_BOT, bill);
        let shown = shown.expect("an invoice");
        assert_eq!((shown.currency.as_str(), shown.total), ("UZS", 45_000_000));
        assert_eq!(shown.payload, "SCX-000001");
        let paid = pays(w, &lola, bill).await;
        assert!(matches!(paid, Checkout::Paid { .. }), "{paid:?}");
        let after = w.partner(&lola).await;
        assert_eq!(after.paid_until, before.trial_ends_at + Millis::days(30));
        let now = books(w).await;
        let owed = ("receivable:telegram".to_owned(), 45_000_000);
        assert!(now.contains(&owed), "{now:?}");
    })
    .await;
}

#[tokio::test]
async fn another_sum_another_order_and_another_payer_are_refused() {
    with_telegram(&[], async |w| {
        let (lola, _) = registered(w).await;
        let bill = asks_for_a_bill(w, &lola, "💳 Telegram Stars").await;
        let (aziz, _) = registered(w).await;
        let cases = [
            (&lola, ("SCX-000001", "XTR", 1_799), "sum of the invoice is"),
            (&lola, ("SCX-000001", "UZS", 45_000_000), "no such invoice"),
            (&lola, ("SCX-000002", "XTR", 1_800), "no such invoice"),
            (
                &aziz,
                ("SCX-000001", "XTR", 1_800),
                "belongs to another shop",
            ),
        ];
        for (who, what, why) in cases {
            let link = forged_link(w, what).await;
            let refused = pays_link(w, who, &link).await;
            assert!(no(&refused).contains(why), "{what:?}: {refused:?}");
        }
        // A stranger reads it in the language of their app.
        let stranger = w.seller("Vali");
        let link = forged_link(w, ("SCX-000001", "XTR", 1_800)).await;
        let refused = pays_link(w, &stranger, &link).await;
        assert!(no(&refused).contains("boshqa do‘konniki"), "{refused:?}");
        // A forwarded copy opens the plans instead.
        let telegram = w.outside.telegram().clone();
        let copy = (lola.person, bill);
        let forwarded = telegram.pay_forwarded(aziz.person, PARTNER_BOT, copy);
        assert!(forwarded.is_err(), "{forwarded:?}");
        let opens = telegram.forwarded_start(PARTNER_BOT, copy);
        assert_eq!(opens.as_deref(), Some("plan"));
        aziz.types(w, "/start plan").await;
        assert!(aziz.screen(w).contains("Plans, for a month"));
        assert!(books(w).await.is_empty());
        // None of them holds the invoice.
        let paid = pays(w, &lola, bill).await;
        assert!(matches!(paid, Checkout::Paid { .. }), "{paid:?}");
    })
    .await;
}

#[tokio::test]
async fn an_invoice_is_paid_once_and_by_one_payment_at_a_time() {
    with_telegram(&[], async |w| {
        let (lola, _) = registered(w).await;
        let first = asks_for_a_bill(w, &lola, "💳 Telegram Stars").await;
        lola.taps(w, "💳 Telegram Stars").await;
        let second = bill(w, &lola);
        assert_ne!(first, second);
        let third = {
            lola.taps(w, "💳 Telegram Stars").await;
            bill(w, &lola)
        };
        w.outside.telegram().fail_next_payment(lola.person);
        let failed = pays(w, &lola, first).await;
        assert_eq!(failed, Checkout::NotTaken);
        // Telegram tells of no failure, so it may still come.
        let held = pays(w, &lola, second).await;
        assert!(no(&held).contains("being paid already"), "{held:?}");
        w.leaps(Millis(Millis::minutes(5).0 + 1)).await;
        let paid = pays(w, &lola, second).await;
        assert!(matches!(paid, Checkout::Paid { .. }), "{paid:?}");
        let again = pays(w, &lola, third).await;
        assert!(no(&again).contains("is paid already"), "{again:?}");
        assert_eq!(lola.heard(w).matches("Payment received!").count(), 1);
        books(w).await;
    })
    .await;
}

#[tokio::test]
async fn an_invoice_whose_time_is_over_cannot_be_paid() {
    with_telegram(&[], async |w| {
        let (lola, _) = registered(w).await;
        let old = asks_for_a_bill(w, &lola, "💳 Telegram Stars").await;
        let button = lola.data_behind(w, "💳 Telegram Stars");
        w.leaps(Millis(Millis::days(3).0 + 1)).await;
        let late = pays(w, &lola, old).await;
        assert!(no(&late).contains("This invoice is closed"), "{late:?}");
        assert!(lola.heard(w).contains("The invoice is closed"));
        lola.forges(w, &button).await;
        assert_eq!(bill(w, &lola), old, "no other invoice was sent");
    })
    .await;
}

#[tokio::test]
async fn a_sum_that_telegram_cannot_carry_is_not_offered() {
    with_telegram(&[("STARS_MOST", "1799")], async |w| {
        let (lola, _) = registered(w).await;
        lola.types(w, "/plan").await;
        lola.taps(w, "Chat").await;
        let screen = lola.screen(w);
        assert!(
            !screen.contains("Stars"),
            "a month is 1,800 Stars: {screen}"
        );
        assert!(screen.contains("Telegram Payments"), "{screen}");
        let forged = lola.data_behind(w, "Coupon");
        let forged = forged.replace("|coupon|", "|pay|stars");
        lola.forges(w, &forged).await;
        lola.types(w, "/plan").await;
        lola.taps(w, "Enterprise").await;
        assert!(lola.screen(w).contains("25\u{a0}000\u{a0}000"));
        assert!(lola.screen(w).contains("Telegram Payments"));
        lola.taps(w, "Quarter").await;
        let screen = lola.screen(w);
        assert!(screen.contains("75\u{a0}000\u{a0}000"), "{screen}");
        assert!(!screen.contains("Telegram"), "32 bits of tiyin: {screen}");
        assert!(!lola.heard(w).contains("Invoice"), "{}", lola.heard(w));
    })
    .await;
}

#[tokio::test]
async fn what_was_agreed_to_is_paid_though_the_product_was_down_meanwhile() {
    with_telegram(&[], async |w| {
        let (lola, _) = registered(w).await;
        let bill = asks_for_a_bill(w, &lola, "💳 Telegram Stars").await;
        w.leaps(Millis::hours(60)).await;
        let method = Some("answerPreCheckoutQuery");
        w.outside.fail_next("telegram", method, Fault::Hang);
        let telegram = w.outside.telegram().clone();
        let query = telegram.pay_invoice(lola.person, PARTNER_BOT, bill);
        let query = query.expect("an invoice");
        w.rest().await;
        assert_eq!(w.outside.held(), 1, "the answer is on its way");
        w.crash().await;
        // It arrived all the same, and the money was taken.
        let yes = json!({"pre_checkout_query_id": query, "ok": true});
        bot_api(w, "answerPreCheckoutQuery", &yes).await;
        let paid = outcome(w, &query);
        assert!(matches!(paid, Checkout::Paid { .. }), "{paid:?}");
        // Long after the question was called off, and the invoice with it.
        w.house.clock.set(w.now() + Millis::hours(20));
        w.boot().await;
        w.advance(Millis::hours(1)).await;
        let after = w.partner(&lola).await;
        assert_eq!(after.tier.as_deref(), Some("chat"));
        assert!(after.paid_until > w.now() + Millis::days(29));
        assert_eq!(lola.heard(w).matches("Payment received!").count(), 1);
        assert_eq!(books(w).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_question_waits_for_nothing_that_its_chat_waits_for() {
    with_telegram(&[], async |w| {
        let (lola, _) = registered(w).await;
        let bill = asks_for_a_bill(w, &lola, "💳 Telegram Stars").await;
        let wait = Fault::RateLimited { retry_after_s: 60 };
        w.outside.fail_next("telegram", Some("sendMessage"), wait);
        lola.types(w, "/help").await;
        lola.types(w, "/menu").await;
        let paid = pays(w, &lola, bill).await;
        assert!(matches!(paid, Checkout::Paid { .. }), "{paid:?}");
        assert!(!lola.heard(w).contains("Payment received!"), "letters wait");
        w.advance(Millis::secs(70)).await;
        assert!(lola.heard(w).contains("Payment received!"));
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_nobody_heard_frees_the_invoice() {
    with_telegram(&[], async |w| {
        let (lola, _) = registered(w).await;
        let bill = asks_for_a_bill(w, &lola, "💳 Telegram Stars").await;
        for _ in 0..3 {
            let wait = Fault::RateLimited { retry_after_s: 20 };
            let method = Some("answerPreCheckoutQuery");
            w.outside.fail_next("telegram", method, wait);
            let query = w
                .outside
                .telegram()
                .pay_invoice(lola.person, PARTNER_BOT, bill);
            let query = query.expect("an invoice");
            w.advance(Millis::secs(30)).await;
            assert_eq!(outcome(w, &query), Checkout::TimedOut);
        }
        // One that was not taken, then one that was and of which nothing came back.
        let lost = Fault::Status {
            code: 502,
            body: None,
        };
        for fault in [lost, Fault::Drop] {
            let method = Some("answerPreCheckoutQuery");
            w.outside.fail_next("telegram", method, fault);
        }
        let paid = pays(w, &lola, bill).await;
        assert!(matches!(paid, Checkout::Paid { .. }), "{paid:?}");
        assert_eq!(lola.heard(w).matches("Payment received!").count(), 1);
        assert_eq!(books(w).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn without_its_switch_a_token_sells_nothing_and_no_terms_are_listed() {
    let off = [
        ("STARS_SOM_PER_STAR", ""),
        ("TELEGRAM_PAYMENTS_FOR_PLANS", "off"),
    ];
    with_telegram(&off, async |w| {
        let (lola, _) = registered(w).await;
        lola.types(w, "/plan").await;
        lola.taps(w, "Chat").await;
        assert!(!lola.screen(w).contains("Telegram"), "{}", lola.screen(w));
        assert!(!listed(w).contains("paysupport"), "{}", listed(w));
    })
    .await;
}

#[tokio::test]
async fn whoever_sells_inside_telegram_has_terms_and_help_with_payments() {
    with_telegram(&[], async |w| {
        let listed = listed(w);
        assert!(
            listed.contains("paysupport") && listed.contains("terms"),
            "{listed}"
        );
        let (lola, _) = registered(w).await;
        lola.types(w, "/paysupport").await;
        let screen = lola.screen(w);
        assert!(
            screen.contains("@sellercloudx") && screen.contains("SCX-"),
            "{screen}"
        );
        lola.taps(w, "🛟 Ask our team").await;
        let screen = lola.screen(w);
        assert!(screen.contains("Our team answers right here"), "{screen}");
        lola.types(w, "/terms").await;
        assert!(lola.screen(w).contains("is not renewed by itself"));
    })
    .await;
}

/// The commands of the partner bot's menu.
fn listed(w: &World) -> String {
    let calls = w.outside.telegram().calls(PARTNER_BOT, "setMyCommands");
    calls.last().map(Value::to_string).unwrap_or_default()
}
