//! What the vendor remembers of payments: invoices, people who have confirmed
//! and wait for the bot, and money that was paid.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::payments::{Checkout, Invoice, Payment};
use super::people::Person;
use super::state::State;
use super::subscriptions::Subscription;
use crate::common::{Impossible, hex};

pub(super) const STARS: &str = "XTR";
/// "The Bot API must receive an answer within 10 seconds after the pre-checkout
/// query was sent."
const ANSWERED_WITHIN_MS: i64 = 10_000;

#[derive(Default)]
pub(super) struct Till {
    /// By the account, chat and message they stand in.
    pub(super) sent: BTreeMap<(i64, i64, i64), Invoice>,
    /// By their addresses.
    pub(super) linked: BTreeMap<String, Invoice>,
    /// By the ids of the queries.
    pub(super) checkouts: BTreeMap<String, Asking>,
    /// Oldest first.
    pub(super) payments: Vec<Payment>,
    /// By the person and the link.
    pub(super) subscriptions: BTreeMap<(i64, String), Subscription>,
    /// Bots and the tokens of their payment providers.
    pub(super) providers: BTreeSet<(i64, String)>,
    /// Whose next payment fails.
    pub(super) broke: BTreeSet<i64>,
}

/// A person who has confirmed, and the bot that must agree.
pub(super) struct Asking {
    pub(super) person: i64,
    pub(super) invoice: Invoice,
    place: Place,
    /// When it is too late to answer.
    pub(super) until_ms: i64,
    /// Nothing until the bot answers.
    pub(super) outcome: Option<Checkout>,
}

/// Where the button was.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// In the message itself, which has the bot's receipt afterwards.
    Message(i64),
    /// In a forwarded copy.
    Copy,
    Link(String),
}

impl Asking {
    pub(super) fn is_open(&self, now_ms: i64) -> bool {
        self.outcome.is_none() && now_ms <= self.until_ms
    }
}

impl Till {
    pub(super) fn payment_mut(&mut self, charge: &str) -> Option<&mut Payment> {
        let mut payments = self.payments.iter_mut();
        payments.find(|payment| payment.charge == charge)
    }

    pub(super) fn is_paid(&self, bot: i64, person: i64, place: &Place) -> bool {
        self.checkouts.values().any(|asking| {
            (asking.invoice.bot, asking.person, &asking.place) == (bot, person, place)
                && matches!(asking.outcome, Some(Checkout::Paid { .. }))
        })
    }
}

impl State {
    pub(super) fn invoice_on_screen(
        &self,
        bot: i64,
        chat: i64,
        id: i64,
    ) -> Result<Invoice, Impossible> {
        let is_there = self.message(bot, chat, id).is_some();
        let invoice = self.till.sent.get(&(bot, chat, id));
        let invoice = invoice.filter(|_| is_there).cloned();
        invoice.ok_or_else(|| Impossible(format!("message {id} is no invoice on the screen")))
    }

    pub(super) fn check_out(
        &mut self,
        person: i64,
        invoice: Invoice,
        place: Place,
        now_ms: i64,
    ) -> Result<String, Impossible> {
        let from = self.person(person)?.user_json();
        let bot = invoice.bot;
        if self.chat(bot, person).is_blocked {
            return Err(Impossible(format!("{person} has blocked bot {bot}")));
        }
        let id = self.next_query_id();
        let query = json!({
            "id": id,
            "from": from,
            "currency": invoice.currency,
            "total_amount": invoice.total,
            "invoice_payload": invoice.payload,
        });
        // A bot that does not want to be asked lets every payment time out.
        self.queue(bot, "pre_checkout_query", query, now_ms);
        let asking = Asking {
            person,
            invoice,
            place,
            until_ms: now_ms + ANSWERED_WITHIN_MS,
            outcome: None,
        };
        self.till.checkouts.insert(id.clone(), asking);
        Ok(id)
    }

    /// The bot agreed: takes the money and tells the bot of it.
    pub(super) fn take_money(&mut self, query: &str, now_ms: i64) {
        let Some(asking) = self.till.checkouts.get(query) else {
            return;
        };
        let (person, invoice) = (asking.person, asking.invoice.clone());
        let place = asking.place.clone();
        let outcome = if self.till.broke.remove(&person) {
            Checkout::NotTaken
        } else {
            let link = match place {
                Place::Link(link) if invoice.period_s.is_some() => Some(link),
                Place::Link(_) | Place::Message(_) | Place::Copy => None,
            };
            let recurring = link.map(|link| self.subscribe(person, &link, &invoice, now_ms));
            let charge = self.pay(person, invoice, recurring, now_ms);
            Checkout::Paid { charge }
        };
        if let Some(asking) = self.till.checkouts.get_mut(query) {
            asking.outcome = Some(outcome);
        }
    }

    /// Writes a payment down and tells the bot in the payer's private chat.
    /// `recurring` is the subscription's link with what the message says of it.
    pub(super) fn pay(
        &mut self,
        person: i64,
        invoice: Invoice,
        recurring: Option<(String, Value)>,
        now_ms: i64,
    ) -> String {
        let serial = self.next_serial();
        let (charge, provider_charge) = if invoice.currency == STARS {
            let digest = hex(&Sha256::digest(format!("{person} {serial}")));
            (format!("stx{digest}"), format!("{person}_{serial}"))
        } else {
            let bot = invoice.bot;
            (
                format!("{bot}_{person}_{serial}"),
                format!("ch_{serial:016}"),
            )
        };
        let mut told = json!({
            "currency": invoice.currency,
            "total_amount": invoice.total,
            "invoice_payload": invoice.payload,
            "telegram_payment_charge_id": charge,
            "provider_payment_charge_id": provider_charge,
        });
        if let (Value::Object(told), Some((_, Value::Object(more)))) = (&mut told, &recurring) {
            told.extend(more.clone());
        }
        let from = self.people.get(&person).map(Person::user_json);
        let content = json!({"successful_payment": told});
        self.tell_of_money(
            (invoice.bot, person),
            from.unwrap_or_default(),
            content,
            now_ms,
        );
        let payment = Payment {
            charge: charge.clone(),
            provider_charge,
            person,
            invoice,
            is_refunded: false,
            subscribed_by: recurring.map(|(link, _)| link),
        };
        self.till.payments.push(payment);
        charge
    }

    /// Puts a message about money into the private chat, and tells the bot.
    pub(super) fn tell_of_money(
        &mut self,
        (bot, person): (i64, i64),
        from: Value,
        content: Value,
        now_ms: i64,
    ) {
        let mut message = self.new_message(bot, person, from, now_ms);
        if let (Value::Object(json), Value::Object(content)) = (&mut message.json, content) {
            json.extend(content);
        }
        let json = message.json.clone();
        let chat = self.chat(bot, person);
        chat.is_open = true;
        chat.messages.insert(message.id, message);
        self.queue(bot, "message", json, now_ms);
    }
}
