//! Checkout Sessions: how they are shown and how they end.
//!
//! Source: <https://docs.stripe.com/api/checkout/sessions>.

use serde_json::{Map, Value, json};

use super::book::{Asked, State};
use super::failure::Failure;
use super::form::Form;
use super::params::{EXPAND, check};
use super::payments::{Intent, Standing};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Open,
    Complete,
    Expired,
}

impl Status {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Complete => "complete",
            Self::Expired => "expired",
        }
    }
}

#[derive(Clone)]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) unit_amount: i64,
    pub(super) quantity: i64,
}

impl Item {
    fn total(&self) -> i64 {
        self.unit_amount.saturating_mul(self.quantity)
    }
}

#[derive(Clone)]
pub(super) struct Session {
    pub(super) id: String,
    pub(super) is_live: bool,
    pub(super) created_s: i64,
    pub(super) expires_s: i64,
    pub(super) status: Status,
    pub(super) is_paid: bool,
    pub(super) currency: String,
    pub(super) items: Vec<Item>,
    pub(super) client_reference_id: Option<String>,
    pub(super) metadata: Value,
    pub(super) locale: Option<String>,
    pub(super) success_url: String,
    pub(super) cancel_url: Option<String>,
    pub(super) customer_email: Option<String>,
    /// The address of the page, with the part behind `#` that it needs.
    pub(super) url: String,
    /// What the payment will carry.
    pub(super) intent_metadata: Value,
    pub(super) intent_description: Option<String>,
    pub(super) intent: Option<String>,
    /// Who paid, once somebody did.
    pub(super) payer_email: Option<String>,
}

/// Names that are null in everything modelled here.
const NULLS: &[&str] = &[
    "after_expiration",
    "allow_promotion_codes",
    "billing_address_collection",
    "client_secret",
    "collected_information",
    "consent",
    "consent_collection",
    "currency_conversion",
    "customer",
    "invoice",
    "origin_context",
    "payment_link",
    "payment_method_configuration_details",
    "permissions",
    "recovered_from",
    "saved_payment_method_options",
    "setup_intent",
    "shipping_address_collection",
    "shipping_cost",
    "submit_type",
    "subscription",
    "wallet_options",
];

impl Session {
    pub(super) fn total(&self) -> i64 {
        let sums = self.items.iter().map(Item::total);
        sums.fold(0, i64::saturating_add)
    }

    pub(super) fn is_open(&self) -> bool {
        self.status == Status::Open
    }

    /// As the API shows it. Its page's address is there as long as it is open.
    pub(super) fn json(&self) -> Value {
        let total = self.total();
        let nulls = NULLS.iter().map(|name| ((*name).to_owned(), Value::Null));
        let mut shown: Map<String, Value> = nulls.collect();
        let own = json!({
            "id": self.id,
            "object": "checkout.session",
            "amount_subtotal": total,
            "amount_total": total,
            "cancel_url": self.cancel_url,
            "client_reference_id": self.client_reference_id,
            "created": self.created_s,
            "currency": self.currency,
            "customer_email": self.customer_email,
            "expires_at": self.expires_s,
            "livemode": self.is_live,
            "locale": self.locale,
            "metadata": self.metadata,
            "mode": "payment",
            "payment_intent": self.intent,
            "payment_status": if self.is_paid { "paid" } else { "unpaid" },
            "status": self.status.word(),
            "success_url": self.success_url,
            "url": self.is_open().then_some(&self.url),
        });
        let fixed = json!({
            "adaptive_pricing": {"enabled": false},
            "automatic_tax": {"enabled": false, "liability": null, "provider": null, "status": null},
            "custom_fields": [],
            "customer_creation": "if_required",
            "customer_details": self.payer(),
            "discounts": [],
            "payment_method_collection": "if_required",
            "payment_method_options": {},
            "payment_method_types": ["card"],
            "phone_number_collection": {"enabled": false},
            "shipping_options": [],
            "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
            "ui_mode": "hosted",
        });
        for part in [own, fixed] {
            if let Value::Object(part) = part {
                shown.extend(part);
            }
        }
        Value::Object(shown)
    }

    /// What the session is about; only shown to those who ask for it.
    pub(super) fn items_json(&self) -> Value {
        let items = self.items.iter().map(|item| {
            let total = item.total();
            json!({
                "id": item.id,
                "object": "item",
                "amount_discount": 0,
                "amount_subtotal": total,
                "amount_tax": 0,
                "amount_total": total,
                "currency": self.currency,
                "description": item.name,
                "quantity": item.quantity,
            })
        });
        let url = format!("/v1/checkout/sessions/{}/line_items", self.id);
        json!({"object": "list", "data": items.collect::<Value>(), "has_more": false, "url": url})
    }

    fn payer(&self) -> Value {
        let email = self.payer_email.as_ref();
        let shown = email.map(|email| {
            json!({
                "address": null,
                "email": email,
                "name": null,
                "phone": null,
                "tax_exempt": "none",
                "tax_ids": [],
            })
        });
        shown.unwrap_or_default()
    }
}

impl State {
    pub(super) fn retrieve_session(
        &self,
        account: &str,
        id: &str,
        form: &Form,
    ) -> Result<Value, Failure> {
        check(form, &[EXPAND])?;
        check_expansions(form)?;
        self.show_session(account, id, form)
    }

    pub(super) fn expire_session(
        &mut self,
        asked: &Asked,
        id: &str,
        form: &Form,
        now_ms: i64,
    ) -> Result<Value, Failure> {
        check(form, &[EXPAND])?;
        check_expansions(form)?;
        let session = self.account(&asked.account).sessions.get(id);
        let status = session.ok_or_else(|| missing(id))?.status;
        if status != Status::Open {
            let status = status.word();
            return Err(Failure::refused(&format!(
                "Only Checkout Sessions with a status in [\"open\"] can be expired. This \
                 Checkout Session has a status of `{status}`."
            )));
        }
        self.end_session(&asked.account, id, Some(asked), now_ms);
        self.show_session(&asked.account, id, form)
    }

    /// Ends the sessions whose time is over.
    pub(super) fn expire_due(&mut self, now_ms: i64) {
        let accounts = self.accounts.iter();
        let due = accounts.flat_map(|(account, it)| {
            let sessions = it.sessions.values();
            let due = sessions.filter(|it| it.is_open() && it.expires_s * 1000 <= now_ms);
            due.map(|session| (account.clone(), session.id.clone()))
        });
        for (account, id) in due.collect::<Vec<_>>() {
            self.end_session(&account, &id, None, now_ms);
        }
    }

    /// When the next session will end by itself.
    pub(super) fn next_expiry_ms(&self) -> Option<i64> {
        let sessions = self.accounts.values().flat_map(|it| it.sessions.values());
        let open = sessions.filter(|session| session.is_open());
        open.map(|session| session.expires_s * 1000).min()
    }

    pub(super) fn show_session(
        &self,
        account: &str,
        id: &str,
        form: &Form,
    ) -> Result<Value, Failure> {
        let own = self.account(account);
        let session = own.sessions.get(id).ok_or_else(|| missing(id))?;
        let mut shown = session.json();
        for wanted in expansions(form) {
            shown[wanted] = match wanted {
                "line_items" => session.items_json(),
                _ => own.intent_of(session).map(Intent::json).unwrap_or_default(),
            };
        }
        Ok(shown)
    }

    fn end_session(&mut self, account: &str, id: &str, asked: Option<&Asked>, now_ms: i64) {
        let own = self.account_mut(account);
        let Some(session) = own.sessions.get_mut(id) else {
            return;
        };
        session.status = Status::Expired;
        let told = session.json();
        let intent = session.intent.clone();
        if let Some(intent) = intent.and_then(|id| own.intents.get_mut(&id)) {
            intent.standing = Standing::Canceled;
        }
        self.tell(account, "checkout.session.expired", told, asked, now_ms);
    }
}

fn missing(id: &str) -> Failure {
    Failure::missing("checkout.session", id, "session")
}

/// Which parts of a session are wanted whole.
fn expansions(form: &Form) -> impl Iterator<Item = &str> {
    let wanted = form.branch(&["expand"]).into_iter();
    wanted.flat_map(|it| {
        it.0.keys()
            .filter_map(move |index| it.text(&[index.as_str()]))
    })
}

pub(super) fn check_expansions(form: &Form) -> Result<(), Failure> {
    let known = ["line_items", "payment_intent"];
    let Some(other) = expansions(form).find(|it| !known.contains(it)) else {
        return Ok(());
    };
    let why = format!("This property cannot be expanded ({other}).");
    Err(Failure::invalid(&why).with_param("expand"))
}
