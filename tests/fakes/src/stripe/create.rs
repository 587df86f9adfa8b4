//! How a Checkout Session is asked for.
//!
//! Source: <https://docs.stripe.com/api/checkout/sessions/create>.

use serde_json::Value;

use super::book::{Asked, State};
use super::failure::Failure;
use super::form::Form;
use super::money;
use super::params::{EXPAND, Kind, Param, check, may, missing, must};
use super::sessions::{Item, Session, Status, check_expansions};

/// "It can be anywhere from 30 minutes to 24 hours after Checkout Session
/// creation. By default, this value is 24 hours from creation."
const SHORTEST_S: i64 = 30 * 60;
const LONGEST_S: i64 = 24 * 3600;
/// Where the pages are that people pay on.
pub(super) const PAGES: &str = "https://checkout.stripe.com/c/pay/";

const LOCALES: &[&str] = &[
    "auto", "bg", "cs", "da", "de", "el", "en", "en-GB", "es", "es-419", "et", "fi", "fil", "fr",
    "fr-CA", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt",
    "pt-BR", "ro", "ru", "sk", "sl", "sv", "th", "tr", "vi", "zh", "zh-HK", "zh-TW",
];

const PRODUCT: &[Param] = &[
    must("name", Kind::Text),
    may("description", Kind::Text),
    may("images", Kind::List(&Kind::Url)),
    may("metadata", Kind::Metadata),
    may("tax_code", Kind::Unmodelled),
    may("unit_label", Kind::Text),
];

const PRICE: &[Param] = &[
    must("currency", Kind::Text),
    may("product", Kind::Unmodelled),
    must("product_data", Kind::Object(PRODUCT)),
    may("recurring", Kind::Unmodelled),
    may(
        "tax_behavior",
        Kind::OneOf(&["exclusive", "inclusive", "unspecified"]),
    ),
    may("unit_amount", Kind::Int),
    may("unit_amount_decimal", Kind::Unmodelled),
];

const ITEM: &[Param] = &[
    may("adjustable_quantity", Kind::Unmodelled),
    may("metadata", Kind::Metadata),
    may("price", Kind::Unmodelled),
    may("price_data", Kind::Object(PRICE)),
    may("quantity", Kind::Int),
    may("tax_rates", Kind::Unmodelled),
];

const INTENT: &[Param] = &[
    may("application_fee_amount", Kind::Unmodelled),
    may("capture_method", Kind::Unmodelled),
    may("description", Kind::Text),
    may("metadata", Kind::Metadata),
    may("on_behalf_of", Kind::Unmodelled),
    may("receipt_email", Kind::Email),
    may("setup_future_usage", Kind::Unmodelled),
    may("shipping", Kind::Unmodelled),
    may("statement_descriptor", Kind::Short(22)),
    may("statement_descriptor_suffix", Kind::Short(22)),
    may("transfer_data", Kind::Unmodelled),
    may("transfer_group", Kind::Text),
];

const CREATE: &[Param] = &[
    must("mode", Kind::OneOf(&["payment", "setup", "subscription"])),
    must("line_items", Kind::List(&Kind::Object(ITEM))),
    must("success_url", Kind::Url),
    may("cancel_url", Kind::Url),
    may("client_reference_id", Kind::Short(200)),
    may("currency", Kind::Text),
    may("customer_email", Kind::Email),
    EXPAND,
    may("expires_at", Kind::Int),
    may("locale", Kind::OneOf(LOCALES)),
    may("metadata", Kind::Metadata),
    may("payment_intent_data", Kind::Object(INTENT)),
    may("payment_method_types", Kind::List(&Kind::OneOf(&["card"]))),
    may(
        "submit_type",
        Kind::OneOf(&["auto", "book", "donate", "pay"]),
    ),
    may("ui_mode", Kind::OneOf(&["hosted", "hosted_page"])),
    may("adaptive_pricing", Kind::Unmodelled),
    may("after_expiration", Kind::Unmodelled),
    may("allow_promotion_codes", Kind::Unmodelled),
    may("automatic_tax", Kind::Unmodelled),
    may("billing_address_collection", Kind::Unmodelled),
    may("branding_settings", Kind::Unmodelled),
    may("consent_collection", Kind::Unmodelled),
    may("custom_fields", Kind::Unmodelled),
    may("custom_text", Kind::Unmodelled),
    may("customer", Kind::Unmodelled),
    may("customer_creation", Kind::Unmodelled),
    may("customer_update", Kind::Unmodelled),
    may("discounts", Kind::Unmodelled),
    may("invoice_creation", Kind::Unmodelled),
    may("name_collection", Kind::Unmodelled),
    may("optional_items", Kind::Unmodelled),
    may("payment_method_configuration", Kind::Unmodelled),
    may("payment_method_options", Kind::Unmodelled),
    may("phone_number_collection", Kind::Unmodelled),
    may("saved_payment_method_options", Kind::Unmodelled),
    may("shipping_address_collection", Kind::Unmodelled),
    may("shipping_options", Kind::Unmodelled),
    may("subscription_data", Kind::Unmodelled),
    may("tax_id_collection", Kind::Unmodelled),
];

impl State {
    pub(super) fn create_session(
        &mut self,
        asked: &Asked,
        form: &Form,
        now_ms: i64,
    ) -> Result<Value, Failure> {
        check(form, CREATE)?;
        check_expansions(form)?;
        if form.text(&["mode"]) != Some("payment") {
            return Err(Failure::invalid("only mode=payment is modelled").with_param("mode"));
        }
        let created_s = now_ms.div_euclid(1000);
        let expires_s = expiry(form, created_s)?;
        let (currency, items) = self.items(form)?;
        let is_live = self.account(&asked.account).is_live();
        let id = self.next_id(if is_live { "cs_live_a1" } else { "cs_test_a1" }, 56);
        let secret = self.next_id("fid", 48);
        let text = |path: &[&str]| form.text(path).map(str::to_owned);
        let session = Session {
            url: format!("{PAGES}{id}#{secret}"),
            id: id.clone(),
            is_live,
            created_s,
            expires_s,
            status: Status::Open,
            is_paid: false,
            currency,
            items,
            client_reference_id: text(&["client_reference_id"]),
            metadata: form.words(&["metadata"]),
            locale: text(&["locale"]),
            success_url: text(&["success_url"]).unwrap_or_default(),
            cancel_url: text(&["cancel_url"]),
            customer_email: text(&["customer_email"]),
            intent_metadata: form.words(&["payment_intent_data", "metadata"]),
            intent_description: text(&["payment_intent_data", "description"]),
            intent: None,
            payer_email: None,
        };
        money::check_total(session.total(), &session.currency)?;
        let account = self.account_mut(&asked.account);
        account.sessions.insert(id.clone(), session);
        self.show_session(&asked.account, &id, form)
    }

    /// The items with their one currency.
    fn items(&mut self, form: &Form) -> Result<(String, Vec<Item>), Failure> {
        let list = form.branch(&["line_items"]).cloned().unwrap_or_default();
        let mut items = Vec::new();
        let mut currencies = Vec::new();
        for (index, _) in list.list().unwrap_or_default() {
            let (currency, item) = self.item(&list, &index.to_string())?;
            currencies.push(currency);
            items.push(item);
        }
        currencies.dedup();
        match currencies.as_slice() {
            [currency] => Ok((currency.clone(), items)),
            [] => Err(missing("line_items")),
            _ => Err(Failure::invalid(
                "All line items must have the same currency.",
            )),
        }
    }

    fn item(&mut self, list: &Form, index: &str) -> Result<(String, Item), Failure> {
        let at = |name: &str| format!("line_items[{index}]{name}");
        let price = list.branch(&[index, "price_data"]);
        let price = price.ok_or_else(|| missing(&at("[price_data]")))?;
        let currency = price.text(&["currency"]).unwrap_or_default();
        money::check_currency(currency)?;
        let unit_amount = price.int(&["unit_amount"]);
        let unit_amount = unit_amount.ok_or_else(|| missing(&at("[price_data][unit_amount]")))?;
        let quantity = list.int(&[index, "quantity"]).ok_or_else(|| {
            let why = format!("Quantity is required. Add `quantity` to `line_items[{index}]`");
            Failure::invalid(&why)
        })?;
        if unit_amount < 0 || quantity < 1 {
            let failure = Failure::invalid("Invalid non-negative integer")
                .with_code("parameter_invalid_integer");
            return Err(failure.with_param(&at("")));
        }
        let name = price.text(&["product_data", "name"]).unwrap_or_default();
        let item = Item {
            id: self.next_id("li_", 24),
            name: name.to_owned(),
            unit_amount,
            quantity,
        };
        Ok((currency.to_owned(), item))
    }
}

/// A request is under way for a moment, and so one for exactly half an hour is
/// refused now and then; here it always is. The other end is told by Stripe:
/// "must be less than 24 hours".
fn expiry(form: &Form, created_s: i64) -> Result<i64, Failure> {
    let Some(expires_s) = form.int(&["expires_at"]) else {
        return Ok(created_s + LONGEST_S);
    };
    let after_s = expires_s.saturating_sub(created_s);
    let refused = |why: &str| Err(Failure::invalid(why).with_param("expires_at"));
    if after_s <= SHORTEST_S {
        return refused(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
        );
    }
    if after_s >= LONGEST_S {
        return refused(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
        );
    }
    Ok(expires_s)
}
