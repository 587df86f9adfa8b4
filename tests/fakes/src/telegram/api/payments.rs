//! Methods about invoices and money, checked as the server checks them.
//! Source: <https://core.telegram.org/bots/api#payments> and the errors of
//! <https://core.telegram.org/method/payments.exportInvoice>.

use serde_json::{Value, json};

use super::{Answer, Errand, Failure};
use crate::telegram::acts::rows;
use crate::telegram::entities::utf16_len;
use crate::telegram::payments::{Checkout, Invoice};
use crate::telegram::subscriptions::PERIOD_S;
use crate::telegram::till::STARS;

const MAX_TITLE: usize = 32;
const MAX_DESCRIPTION: usize = 255;
const MAX_PAYLOAD_BYTES: usize = 128;
const MAX_START: usize = 64;
/// "Subscription price must no exceed 10000 Telegram Stars."
const MAX_SUBSCRIPTION_STARS: i64 = 10_000;
/// Amounts are documented as `Integer`, which clients read into 32 bits.
const MAX_AMOUNT: i64 = 0xFFFF_FFFF;

/// Least and most, in the smallest units: about 1 and 10,000 US dollars.
/// <https://core.telegram.org/bots/payments#supported-currencies>
const CURRENCIES: [(&str, i64, i64); 3] = [
    ("UZS", 1_200_000, 12_000_000_000),
    ("USD", 100, 1_000_000),
    ("EUR", 90, 900_000),
];

/// "Not supported for payments in Telegram Stars", or ignored there.
const NOT_FOR_STARS: [&str; 9] = [
    "max_tip_amount",
    "suggested_tip_amounts",
    "need_name",
    "need_phone_number",
    "need_email",
    "need_shipping_address",
    "send_phone_number_to_provider",
    "send_email_to_provider",
    "is_flexible",
];

const QUERY_GONE: &str = "query is too old and response timeout expired or query ID is invalid";

impl Errand<'_> {
    pub(super) fn send_invoice(&mut self) -> Answer {
        let chat = self.writable_chat()?;
        let invoice = self.invoice()?;
        let mut content = json!({"invoice": invoice.json()});
        match self.params.values.get("reply_markup") {
            Some(given) => {
                let first = rows(&given["inline_keyboard"]).next();
                if first.is_none_or(|button| button["pay"] != true) {
                    return Err(Failure::bad("REPLY_MARKUP_BUY_EMPTY"));
                }
            }
            // "If empty, one 'Pay total price' button will be shown."
            None => {
                let button = json!({"text": "Pay", "pay": true});
                content["reply_markup"] = json!({"inline_keyboard": [[button]]});
            }
        }
        let sent = self.publish(chat, content)?;
        let id = sent["message_id"].as_i64().unwrap_or_default();
        self.state.till.sent.insert((self.bot, chat, id), invoice);
        Ok(sent)
    }

    pub(super) fn create_invoice_link(&mut self) -> Answer {
        let mut invoice = self.invoice()?;
        if let Some(period_s) = self.params.int("subscription_period") {
            if period_s != PERIOD_S || invoice.currency != STARS {
                return Err(Failure::bad("SUBSCRIPTION_PERIOD_INVALID"));
            }
            if invoice.total > MAX_SUBSCRIPTION_STARS {
                return Err(Failure::bad("STARS_INVOICE_INVALID"));
            }
            invoice.period_s = Some(period_s);
        }
        let link = format!("https://t.me/$inv{:020}", self.state.next_serial());
        self.state.till.linked.insert(link.clone(), invoice);
        Ok(json!(link))
    }

    /// Once, and in time.
    pub(super) fn answer_pre_checkout(&mut self) -> Answer {
        let id = self.params.text("pre_checkout_query_id");
        let id = id.unwrap_or_default().to_owned();
        let refusal = if self.params.flag("ok") {
            None
        } else {
            Some(self.required("error_message")?)
        };
        let (bot, now_ms) = (self.bot, self.now_ms);
        let asking = self.state.till.checkouts.get_mut(&id);
        let open = asking.filter(|it| it.invoice.bot == bot && it.is_open(now_ms));
        let asking = open.ok_or_else(|| Failure::bad(QUERY_GONE))?;
        match refusal {
            Some(why) => asking.outcome = Some(Checkout::Refused(why)),
            None => self.state.take_money(&id, now_ms),
        }
        Ok(json!(true))
    }

    pub(super) fn refund_star_payment(&mut self) -> Answer {
        let person = self.params.int("user_id").unwrap_or_default();
        if !self.state.people.contains_key(&person) {
            return Err(Failure::bad("user not found"));
        }
        let charge = self.required("telegram_payment_charge_id")?;
        let bot = self.bot;
        let payment = self.state.till.payment_mut(&charge);
        let own = payment.filter(|it| {
            let invoice = &it.invoice;
            (it.person, invoice.bot, invoice.currency.as_str()) == (person, bot, STARS)
        });
        // The vendor names no word for a charge that is not there.
        let payment = own.ok_or_else(|| Failure::bad("CHARGE_ID_INVALID"))?;
        if payment.is_refunded {
            return Err(Failure::bad("CHARGE_ALREADY_REFUNDED"));
        }
        payment.is_refunded = true;
        let told = json!({
            "currency": payment.invoice.currency,
            "total_amount": payment.invoice.total,
            "invoice_payload": payment.invoice.payload,
            "telegram_payment_charge_id": payment.charge,
            "provider_payment_charge_id": payment.provider_charge,
        });
        let from = self.state.own_bot(bot).user_json();
        let content = json!({"refunded_payment": told});
        self.state
            .tell_of_money((bot, person), from, content, self.now_ms);
        Ok(json!(true))
    }

    /// What sendInvoice and createInvoiceLink have in common.
    fn invoice(&mut self) -> Result<Invoice, Failure> {
        let title = self.required("title")?;
        let description = self.required("description")?;
        // The vendor names no word for these two.
        if utf16_len(&title) > MAX_TITLE || utf16_len(&description) > MAX_DESCRIPTION {
            return Err(Failure::bad("MEDIA_INVALID"));
        }
        let payload = self.required("payload")?;
        if payload.len() > MAX_PAYLOAD_BYTES {
            return Err(Failure::bad("INVOICE_PAYLOAD_INVALID"));
        }
        let start = self.params.text("start_parameter").unwrap_or_default();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if start.len() > MAX_START || !start.chars().all(is_plain) {
            return Err(Failure::bad("START_PARAM_INVALID"));
        }
        let start_parameter = start.to_owned();
        let currency = self.required("currency")?;
        let amounts = self.amounts()?;
        let total = amounts.iter().copied().fold(0, i64::saturating_add);
        if total <= 0 {
            return Err(Failure::bad("total price must be positive"));
        }
        if total > MAX_AMOUNT || amounts.iter().any(|amount| amount.abs() > MAX_AMOUNT) {
            return Err(Failure::bad("CURRENCY_TOTAL_AMOUNT_INVALID"));
        }
        if currency == STARS {
            self.check_stars(amounts.len())?;
        } else {
            self.check_provider(&currency, total)?;
        }
        Ok(Invoice {
            bot: self.bot,
            title,
            description,
            payload,
            currency,
            total,
            start_parameter,
            period_s: None,
        })
    }

    fn amounts(&self) -> Result<Vec<i64>, Failure> {
        let prices = self.params.values.get("prices").and_then(Value::as_array);
        let prices = prices.ok_or_else(|| Failure::bad("can't parse prices JSON object"))?;
        if prices.is_empty() {
            return Err(Failure::bad("there must be at least one price"));
        }
        let amounts = prices.iter().map(|price| {
            let label = price["label"].as_str().unwrap_or_default();
            let amount = price["amount"].as_i64().filter(|_| !label.is_empty());
            amount.ok_or_else(|| Failure::bad("can't parse labeled price"))
        });
        amounts.collect()
    }

    /// "Must contain exactly one item for payments in Telegram Stars", and
    /// "pass an empty string" for the provider.
    fn check_stars(&self, items: usize) -> Result<(), Failure> {
        let has_token = self.params.text("provider_token") != Some("")
            && self.params.values.contains_key("provider_token");
        let is_set = |name: &&str| match self.params.values.get(*name) {
            None | Some(Value::Bool(false)) => false,
            Some(value) => *value != json!(0) && *value != json!([]),
        };
        if items != 1 || has_token || NOT_FOR_STARS.iter().any(is_set) {
            return Err(Failure::bad("STARS_INVOICE_INVALID"));
        }
        Ok(())
    }

    fn check_provider(&mut self, currency: &str, total: i64) -> Result<(), Failure> {
        let token = self.params.text("provider_token").unwrap_or_default();
        let connected = (self.bot, token.to_owned());
        if !self.state.till.providers.contains(&connected) {
            return Err(Failure::bad("PAYMENT_PROVIDER_INVALID"));
        }
        let known = CURRENCIES.iter().find(|(code, ..)| *code == currency);
        let Some((_, least, most)) = known else {
            return Err(Failure::bad("CURRENCY_INVALID"));
        };
        if !(*least..=*most).contains(&total) {
            return Err(Failure::bad("CURRENCY_TOTAL_AMOUNT_INVALID"));
        }
        let asks_more = |name: &&&str| self.params.values.contains_key(**name);
        let unmodelled = NOT_FOR_STARS.iter().find(asks_more);
        if let Some(name) = unmodelled {
            self.notes.push(format!("{name} is not modelled"));
        }
        Ok(())
    }

    fn required(&self, name: &str) -> Result<String, Failure> {
        let given = self.params.text(name).filter(|text| !text.is_empty());
        let missing = || Failure::bad(&format!("parameter \"{name}\" is required"));
        given.map(str::to_owned).ok_or_else(missing)
    }
}
