//! PaymentIntents with their charges.
//!
//! Source: <https://docs.stripe.com/api/payment_intents> and
//! <https://docs.stripe.com/api/charges>.

use serde_json::{Value, json};

use super::book::{Account, State};
use super::sessions::Session;

/// How a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Paid,
    /// The money takes its time.
    Processing,
    /// The last try failed, and another may follow.
    Failed,
    Canceled,
}

impl Standing {
    fn word(self) -> &'static str {
        match self {
            Self::Paid => "succeeded",
            Self::Processing => "processing",
            Self::Failed => "requires_payment_method",
            Self::Canceled => "canceled",
        }
    }

    fn word_of_charge(self) -> &'static str {
        match self {
            Self::Paid => "succeeded",
            Self::Processing => "pending",
            Self::Failed | Self::Canceled => "failed",
        }
    }
}

pub(super) struct Intent {
    pub(super) id: String,
    is_live: bool,
    created_s: i64,
    pub(super) amount: i64,
    pub(super) currency: String,
    metadata: Value,
    description: Option<String>,
    pub(super) standing: Standing,
    /// Oldest first; only the last one can have succeeded.
    charges: Vec<Charge>,
}

pub(super) struct Charge {
    pub(super) id: String,
    created_s: i64,
    standing: Standing,
    pub(super) refunded: i64,
    failure_code: Option<String>,
}

/// How a payment is tried.
pub(super) struct Try<'a> {
    pub(super) account: &'a str,
    pub(super) session: &'a str,
    /// What becomes of the payment.
    pub(super) standing: Standing,
    /// Why the charge fails, if it does.
    pub(super) failure_code: Option<&'a str>,
}

impl Intent {
    pub(super) fn charge(&self) -> Option<&Charge> {
        self.charges.last()
    }

    /// The charge that brought the money.
    pub(super) fn good_charge_mut(&mut self) -> Option<&mut Charge> {
        let last = self.charges.last_mut();
        last.filter(|charge| charge.standing == Standing::Paid)
    }

    /// What became of a payment whose method takes its time.
    pub(super) fn settle(&mut self, standing: Standing) {
        self.standing = standing;
        if let Some(charge) = self.charges.last_mut() {
            charge.standing = standing;
        }
    }

    pub(super) fn json(&self) -> Value {
        let is_paid = self.standing == Standing::Paid;
        let failure = self
            .charge()
            .and_then(|charge| charge.failure_code.as_ref());
        let error = failure.map(
            |code| json!({"code": "card_declined", "decline_code": code, "type": "card_error"}),
        );
        json!({
            "id": self.id,
            "object": "payment_intent",
            "amount": self.amount,
            "amount_capturable": 0,
            "amount_received": if is_paid { self.amount } else { 0 },
            "canceled_at": null,
            "capture_method": "automatic_async",
            "created": self.created_s,
            "currency": self.currency,
            "customer": null,
            "description": self.description,
            "last_payment_error": error,
            "latest_charge": self.charge().map(|charge| &charge.id),
            "livemode": self.is_live,
            "metadata": self.metadata,
            "payment_method_types": ["card"],
            "status": self.standing.word(),
        })
    }

    pub(super) fn charge_json(&self) -> Value {
        let Some(charge) = self.charge() else {
            return Value::Null;
        };
        let is_paid = charge.standing == Standing::Paid;
        json!({
            "id": charge.id,
            "object": "charge",
            "amount": self.amount,
            "amount_captured": if is_paid { self.amount } else { 0 },
            "amount_refunded": charge.refunded,
            "captured": is_paid,
            "created": charge.created_s,
            "currency": self.currency,
            "customer": null,
            "description": self.description,
            "disputed": false,
            "failure_code": charge.failure_code,
            "livemode": self.is_live,
            "metadata": self.metadata,
            "paid": is_paid,
            "payment_intent": self.id,
            "refunded": charge.refunded == self.amount,
            "status": charge.standing.word_of_charge(),
        })
    }
}

impl Account {
    pub(super) fn intent_of(&self, session: &Session) -> Option<&Intent> {
        self.intents.get(session.intent.as_ref()?)
    }

    /// The names by which events are about a session.
    pub(super) fn names_of(&self, session: &str) -> Vec<String> {
        let known = self.sessions.get(session);
        let intent = known.and_then(|session| session.intent.clone());
        intent.into_iter().chain([session.to_owned()]).collect()
    }
}

impl State {
    /// Tries to pay for a session.
    pub(super) fn try_to_pay(&mut self, attempt: &Try<'_>, now_ms: i64) {
        let created_s = now_ms.div_euclid(1000);
        let charge = Charge {
            id: self.next_id("ch_", 24),
            created_s,
            standing: attempt.standing,
            refunded: 0,
            failure_code: attempt.failure_code.map(str::to_owned),
        };
        let fresh = self.next_id("pi_", 24);
        let account = self.account_mut(attempt.account);
        let is_live = account.is_live();
        let Some(session) = account.sessions.get_mut(attempt.session) else {
            return;
        };
        let id = session.intent.get_or_insert(fresh).clone();
        let intent = account.intents.entry(id.clone());
        let intent = intent.or_insert_with(|| Intent {
            id,
            is_live,
            created_s,
            amount: session.total(),
            currency: session.currency.clone(),
            metadata: session.intent_metadata.clone(),
            description: session.intent_description.clone(),
            standing: attempt.standing,
            charges: Vec::new(),
        });
        intent.standing = attempt.standing;
        intent.charges.push(charge);
    }
}
