//! Invoices with a payment provider: what a bot may ask for, and what follows
//! when somebody pays.

use serde_json::{Value, json};

use crate::telegram::Checkout;
use crate::testing::{ALI, BOT, LOLA, Receiver, Stage, ali};

const PROVIDER: &str = "398062629:TEST:999999999_F91D8F69C042267444B74CC0B3C747757EB0E065";

fn bill() -> Value {
    json!({
        "chat_id": LOLA,
        "title": "Chat",
        "description": "A month of answers",
        "payload": "inv-1",
        "provider_token": PROVIDER,
        "currency": "UZS",
        "prices": [{"label": "Chat", "amount": 50_000_000}, {"label": "Coupon", "amount": -5_000_000}],
        "start_parameter": "pay_inv-1",
    })
}

/// The bill with other values; null takes a name away.
fn other(changes: Value) -> Value {
    let mut bill = bill();
    for (name, value) in changes.as_object().unwrap() {
        bill[name] = value.clone();
    }
    bill
}

async fn shop() -> Stage {
    let stage = Stage::set().await;
    stage.telegram().add_person(ali());
    stage.telegram().connect_provider(BOT, PROVIDER);
    stage.telegram().send_text(LOLA, BOT, "/start").unwrap();
    stage
}

impl Stage {
    pub(super) async fn sends(&self, bill: Value) -> i64 {
        let sent = self.done("sendInvoice", bill).await;
        sent["message_id"].as_i64().unwrap()
    }

    pub(super) async fn agrees(&self, query: &str) {
        let answer = json!({"pre_checkout_query_id": query, "ok": true});
        self.done("answerPreCheckoutQuery", answer).await;
    }
}

#[tokio::test]
async fn an_invoice_is_shown_with_a_button_to_pay() {
    let stage = shop().await;
    let sent = stage.done("sendInvoice", bill()).await;
    let invoice = json!({
        "title": "Chat", "description": "A month of answers",
        "start_parameter": "pay_inv-1", "currency": "UZS", "total_amount": 45_000_000,
    });
    assert_eq!(sent["invoice"], invoice);
    assert_eq!(sent["reply_markup"]["inline_keyboard"][0][0]["pay"], true);
    let view = stage.telegram().chat(LOLA, BOT).messages.pop().unwrap();
    assert_eq!(
        (view.kind, view.buttons[0][0].label.as_str()),
        ("invoice", "Pay")
    );
    assert_eq!(view.text, "Chat\nA month of answers");
    let shown = stage.telegram().invoice(LOLA, BOT, view.id).unwrap();
    assert_eq!((shown.payload.as_str(), shown.total), ("inv-1", 45_000_000));
    assert!(
        !stage
            .outside
            .exchanges()
            .iter()
            .any(|it| it.request.contains(PROVIDER))
    );
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn what_an_invoice_may_not_say() {
    let stage = shop().await;
    let price = |amount: i64| json!({"prices": [{"label": "a", "amount": amount}]});
    let buttons = |button: Value| json!({"reply_markup": {"inline_keyboard": [[button]]}});
    for (changes, why) in [
        (json!({"title": "a".repeat(33)}), "MEDIA_INVALID"),
        (json!({"title": ""}), "parameter \"title\" is required"),
        (json!({"description": "a".repeat(256)}), "MEDIA_INVALID"),
        (
            json!({"payload": "ё".repeat(65)}),
            "INVOICE_PAYLOAD_INVALID",
        ),
        (json!({"payload": ""}), "parameter \"payload\" is required"),
        (json!({"start_parameter": "a b"}), "START_PARAM_INVALID"),
        (
            json!({"provider_token": "1:TEST:2"}),
            "PAYMENT_PROVIDER_INVALID",
        ),
        (json!({"provider_token": ""}), "PAYMENT_PROVIDER_INVALID"),
        (json!({"currency": "UZZ"}), "CURRENCY_INVALID"),
        (json!({"prices": []}), "there must be at least one price"),
        (price(0), "total price must be positive"),
        (price(1_199_999), "CURRENCY_TOTAL_AMOUNT_INVALID"),
        (price(4_294_967_296), "CURRENCY_TOTAL_AMOUNT_INVALID"),
        (
            buttons(json!({"text": "a", "callback_data": "b"})),
            "REPLY_MARKUP_BUY_EMPTY",
        ),
    ] {
        let refused = stage.refused("sendInvoice", other(changes)).await;
        assert_eq!(refused, format!("Bad Request: {why}"));
    }
    stage.assert_nothing_unexpected();
    for changes in [
        price(1_200_000),
        price(4_294_967_295),
        json!({"title": "a".repeat(32), "payload": "ё".repeat(64)}),
        buttons(json!({"text": "To'lash", "pay": true})),
    ] {
        stage.sends(other(changes)).await;
    }
    stage.assert_nothing_unexpected();
    let dear = json!({"currency": "USD", "prices": [{"label": "a", "amount": 1_000_001}]});
    let refused = stage.refused("sendInvoice", other(dear)).await;
    assert_eq!(refused, "Bad Request: CURRENCY_TOTAL_AMOUNT_INVALID");
    stage.sends(other(json!({"need_email": true}))).await;
    assert!(
        stage
            .one_unexpected()
            .contains("need_email is not modelled")
    );
    stage
        .sends(other(json!({"subscription_period": 2_592_000})))
        .await;
    assert!(
        stage
            .one_unexpected()
            .contains("subscription_period: unknown field")
    );
}

#[tokio::test]
async fn buttons_that_pay_stand_below_invoices_only() {
    let stage = shop().await;
    let text = json!({"chat_id": LOLA, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "Pay", "pay": true}]]}});
    let refused = stage.refused("sendMessage", text).await;
    assert_eq!(refused, "Bad Request: BUTTON_TYPE_INVALID");
    let id = stage.sends(bill()).await;
    let copy = json!({"chat_id": LOLA, "from_chat_id": LOLA, "message_id": id});
    let refused = stage.refused("copyMessage", copy).await;
    assert_eq!(refused, "Bad Request: message can't be copied");
    let edit = json!({"chat_id": LOLA, "message_id": id, "text": "a"});
    let refused = stage.refused("editMessageText", edit).await;
    assert!(refused.ends_with("there is no text in the message to edit"));
}

#[tokio::test]
async fn the_bot_is_asked_and_then_told_of_the_money() {
    let stage = shop().await;
    let telegram = stage.telegram();
    let id = stage.sends(bill()).await;
    assert!(
        telegram.pay_invoice(LOLA, BOT, 1).is_err(),
        "that is a text"
    );
    let query = telegram.pay_invoice(LOLA, BOT, id).unwrap();
    let asked = stage.last_update()["pre_checkout_query"].clone();
    let expected = json!({
        "id": query,
        "from": {
            "id": LOLA, "is_bot": false, "first_name": "Lola",
            "last_name": "Karimova", "language_code": "uz",
        },
        "currency": "UZS",
        "total_amount": 45_000_000,
        "invoice_payload": "inv-1",
    });
    assert_eq!(asked, expected);
    let until_ms = stage.now_ms() + 10_000;
    assert_eq!(
        telegram.checkout(&query),
        Some(Checkout::Waiting { until_ms })
    );
    stage.agrees(&query).await;
    let told = stage.last_update()["message"].clone();
    let paid = telegram.payments(BOT).remove(0);
    let expected = json!({
        "currency": "UZS",
        "total_amount": 45_000_000,
        "invoice_payload": "inv-1",
        "telegram_payment_charge_id": paid.charge,
        "provider_payment_charge_id": paid.provider_charge,
    });
    assert_eq!(told["successful_payment"], expected);
    assert_eq!(
        (&told["from"]["id"], &told["chat"]["id"]),
        (&json!(LOLA), &json!(LOLA))
    );
    assert_eq!(
        telegram.checkout(&query),
        Some(Checkout::Paid {
            charge: paid.charge
        })
    );
    let view = telegram.chat(LOLA, BOT).messages.pop().unwrap();
    assert_eq!((view.kind, view.from_bot), ("successful_payment", false));
    let again = telegram.pay_invoice(LOLA, BOT, id).unwrap_err();
    assert!(again.0.contains("receipt"));
    let again = json!({"pre_checkout_query_id": query, "ok": true});
    let refused = stage.refused("answerPreCheckoutQuery", again).await;
    assert!(refused.starts_with("Bad Request: query is too old"));
    assert_eq!(telegram.payments(BOT).len(), 1);
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_refusal_has_words_and_nobody_pays() {
    let stage = shop().await;
    let telegram = stage.telegram();
    let id = stage.sends(bill()).await;
    let query = telegram.pay_invoice(LOLA, BOT, id).unwrap();
    let mute = json!({"pre_checkout_query_id": query, "ok": false});
    let refused = stage.refused("answerPreCheckoutQuery", mute).await;
    assert_eq!(
        refused,
        "Bad Request: parameter \"error_message\" is required"
    );
    let why = json!({"pre_checkout_query_id": query, "ok": false, "error_message": "Yopilgan"});
    stage.done("answerPreCheckoutQuery", why).await;
    assert_eq!(
        telegram.checkout(&query),
        Some(Checkout::Refused("Yopilgan".to_owned()))
    );
    assert!(telegram.payments(BOT).is_empty());
    let second = telegram.pay_invoice(LOLA, BOT, id).unwrap();
    telegram.fail_next_payment(LOLA);
    let before = telegram.update_ids(BOT).len();
    stage.agrees(&second).await;
    assert_eq!(telegram.checkout(&second), Some(Checkout::NotTaken));
    assert_eq!(
        telegram.update_ids(BOT).len(),
        before,
        "the bot is not told"
    );
    let third = telegram.pay_invoice(LOLA, BOT, id).unwrap();
    stage.agrees(&third).await;
    assert_eq!(telegram.payments(BOT).len(), 1);
}

#[tokio::test]
async fn after_ten_seconds_it_is_too_late() {
    let stage = shop().await;
    let telegram = stage.telegram();
    let id = stage.sends(bill()).await;
    let late = telegram.pay_invoice(LOLA, BOT, id).unwrap();
    stage.advance(10_001);
    assert_eq!(telegram.checkout(&late), Some(Checkout::TimedOut));
    let answer = json!({"pre_checkout_query_id": late, "ok": true});
    stage.refused("answerPreCheckoutQuery", answer).await;
    let timely = telegram.pay_invoice(LOLA, BOT, id).unwrap();
    stage.advance(10_000);
    stage.agrees(&timely).await;
    assert_eq!(telegram.payments(BOT).len(), 1);
    let strange = json!({"pre_checkout_query_id": "1", "ok": true});
    stage.refused("answerPreCheckoutQuery", strange).await;
}

#[tokio::test]
async fn queries_and_payments_arrive_by_webhook_if_they_are_wanted() {
    let stage = shop().await;
    let telegram = stage.telegram();
    let receiver = Receiver::default();
    let url = receiver.start().await;
    let hook =
        |kinds: Value| json!({"url": url, "allowed_updates": kinds, "drop_pending_updates": true});
    stage.done("setWebhook", hook(json!(["message"]))).await;
    let id = stage.sends(bill()).await;
    let unheard = telegram.pay_invoice(LOLA, BOT, id).unwrap();
    assert_eq!(telegram.pump().await, 0);
    stage.advance(10_001);
    assert_eq!(telegram.checkout(&unheard), Some(Checkout::TimedOut));
    let kinds = json!(["message", "pre_checkout_query"]);
    stage.done("setWebhook", hook(kinds)).await;
    let query = telegram.pay_invoice(LOLA, BOT, id).unwrap();
    let ride =
        json!({"method": "answerPreCheckoutQuery", "pre_checkout_query_id": query, "ok": true});
    receiver.answer_next(200, &ride.to_string());
    assert_eq!(telegram.pump().await, 2);
    let seen = receiver.seen();
    assert_eq!(seen[0]["pre_checkout_query"]["id"], query);
    assert_eq!(
        seen[1]["message"]["successful_payment"]["invoice_payload"],
        "inv-1"
    );
    let last = *telegram.update_ids(BOT).last().unwrap();
    telegram.redeliver(BOT, last).unwrap();
    assert_eq!(telegram.pump().await, 1);
    assert_eq!(receiver.seen()[2], seen[1], "the same update once more");
    assert_eq!(telegram.payments(BOT).len(), 1);
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_query_nobody_takes_is_dropped_soon() {
    let stage = shop().await;
    let telegram = stage.telegram();
    let receiver = Receiver::default();
    let hook = json!({"url": receiver.start().await, "drop_pending_updates": true});
    stage.done("setWebhook", hook).await;
    let id = stage.sends(bill()).await;
    telegram.pay_invoice(LOLA, BOT, id).unwrap();
    telegram.send_text(LOLA, BOT, "salom").unwrap();
    stage.advance(150_001);
    assert_eq!(telegram.pump().await, 1);
    assert_eq!(receiver.seen()[0]["message"]["text"], "salom");
}

#[tokio::test]
async fn queries_are_polled_too() {
    let stage = shop().await;
    let id = stage.sends(bill()).await;
    let query = stage.telegram().pay_invoice(LOLA, BOT, id).unwrap();
    let polled = stage.done("getUpdates", json!({})).await;
    let last = polled.as_array().unwrap().last().unwrap();
    assert_eq!(last["pre_checkout_query"]["id"], query);
}

#[tokio::test]
async fn a_forwarded_copy_pays_or_leads_to_the_bot() {
    let stage = shop().await;
    let telegram = stage.telegram();
    let id = stage.sends(bill()).await;
    let refused = telegram.pay_forwarded(ALI, BOT, (LOLA, id)).unwrap_err();
    assert!(refused.0.contains("leads to /start pay_inv-1"));
    let start = telegram.forwarded_start(BOT, (LOLA, id));
    assert_eq!(start.as_deref(), Some("pay_inv-1"));
    let open = stage.sends(other(json!({"start_parameter": ""}))).await;
    assert_eq!(telegram.forwarded_start(BOT, (LOLA, open)), None);
    let query = telegram.pay_forwarded(ALI, BOT, (LOLA, open)).unwrap();
    assert_eq!(stage.last_update()["pre_checkout_query"]["from"]["id"], ALI);
    stage.agrees(&query).await;
    assert_eq!(stage.last_update()["message"]["chat"]["id"], ALI);
    assert_eq!(telegram.payments(BOT)[0].person, ALI);
    telegram.pay_invoice(LOLA, BOT, open).unwrap();
    let kept = other(json!({"start_parameter": "", "protect_content": true}));
    let kept = stage.sends(kept).await;
    assert!(telegram.pay_forwarded(ALI, BOT, (LOLA, kept)).is_err());
    telegram.block(LOLA, BOT).unwrap();
    assert!(telegram.pay_invoice(LOLA, BOT, kept).is_err());
}
