//! Money that goes back.
//!
//! Source: <https://docs.stripe.com/api/refunds/create>.

use serde_json::{Value, json};

use super::book::{Asked, State};
use super::failure::Failure;
use super::form::Form;
use super::money::shown;
use super::params::{EXPAND, Kind, Param, check, may};
use super::payments::Intent;

const CREATE: &[Param] = &[
    may("amount", Kind::Int),
    may("charge", Kind::Text),
    may("currency", Kind::Unmodelled),
    may("customer", Kind::Unmodelled),
    EXPAND,
    may("instructions_email", Kind::Email),
    may("metadata", Kind::Metadata),
    may("origin", Kind::Unmodelled),
    may("payment_intent", Kind::Text),
    may(
        "reason",
        Kind::OneOf(&["duplicate", "fraudulent", "requested_by_customer"]),
    ),
    may("refund_application_fee", Kind::Unmodelled),
    may("reverse_transfer", Kind::Unmodelled),
];

impl State {
    pub(super) fn create_refund(
        &mut self,
        asked: &Asked,
        form: &Form,
        now_ms: i64,
    ) -> Result<Value, Failure> {
        check(form, CREATE)?;
        let id = self.intent_to_refund(&asked.account, form)?;
        let (charge, amount) = self.take_back(&asked.account, &id, form.int(&["amount"]))?;
        let intent = &self.account(&asked.account).intents[&id];
        let (currency, told) = (intent.currency.clone(), intent.charge_json());
        let refund = json!({
            "id": self.next_id("re_", 24),
            "object": "refund",
            "amount": amount,
            "balance_transaction": self.next_id("txn_", 24),
            "charge": charge,
            "created": now_ms.div_euclid(1000),
            "currency": currency,
            "destination_details": {"card": {"type": "refund"}, "type": "card"},
            "metadata": form.words(&["metadata"]),
            "payment_intent": id,
            "reason": form.text(&["reason"]),
            "receipt_number": null,
            "source_transfer_reversal": null,
            "status": "succeeded",
            "transfer_reversal": null,
        });
        let by = Some(asked);
        self.tell(&asked.account, "refund.created", refund.clone(), by, now_ms);
        self.tell(&asked.account, "charge.refunded", told, by, now_ms);
        Ok(refund)
    }

    /// Found by itself or by its charge.
    fn intent_to_refund(&self, account: &str, form: &Form) -> Result<String, Failure> {
        let intents = &self.account(account).intents;
        match (form.text(&["payment_intent"]), form.text(&["charge"])) {
            (Some(id), None) if intents.contains_key(id) => Ok(id.to_owned()),
            (Some(id), None) => Err(Failure::missing("payment_intent", id, "payment_intent")),
            (None, Some(id)) => {
                let is_its = |it: &&Intent| it.charge().is_some_and(|charge| charge.id == id);
                let found = intents.values().find(is_its).map(|it| it.id.clone());
                found.ok_or_else(|| Failure::missing("charge", id, "charge"))
            }
            (Some(_), Some(_)) => Err(Failure::invalid(
                "You may only specify one of these parameters: charge, payment_intent.",
            )),
            (None, None) => Err(Failure::invalid(
                "One of the following params should be provided for this request: \
                 payment_intent or charge.",
            )),
        }
    }

    /// Gives the charge, and how much of it goes back.
    fn take_back(
        &mut self,
        account: &str,
        id: &str,
        wanted: Option<i64>,
    ) -> Result<(String, i64), Failure> {
        let intents = &mut self.account_mut(account).intents;
        let intent = intents.get_mut(id);
        let intent =
            intent.ok_or_else(|| Failure::missing("payment_intent", id, "payment_intent"))?;
        let (whole, currency) = (intent.amount, intent.currency.clone());
        let Some(charge) = intent.good_charge_mut() else {
            return Err(Failure::refused(&format!(
                "This PaymentIntent ({id}) does not have a successful charge to refund."
            )));
        };
        let left = whole - charge.refunded;
        if left == 0 {
            let why = format!("Charge {} has already been refunded.", charge.id);
            return Err(Failure::refused(&why).with_code("charge_already_refunded"));
        }
        let amount = wanted.unwrap_or(left);
        if amount < 1 {
            return Err(Failure::invalid("Invalid positive integer")
                .with_code("parameter_invalid_integer")
                .with_param("amount"));
        }
        if amount > left {
            let (asked, left) = (shown(amount, &currency), shown(left, &currency));
            return Err(Failure::refused(&format!(
                "Refund amount ({asked}) is greater than unrefunded amount on charge ({left})"
            ))
            .with_param("amount"));
        }
        charge.refunded += amount;
        Ok((charge.id.clone(), amount))
    }
}
