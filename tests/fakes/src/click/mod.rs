//! Click: services with their SHOP API callbacks, the people who pay them, and
//! the Merchant API.
//!
//! Rules: <https://docs.click.uz/en/click-api-request/>,
//! <https://docs.click.uz/en/click-button/> and
//! <https://docs.click.uz/en/merchant-api-request/>.

mod answers;
mod book;
mod form;
mod link;
mod merchant;
mod states;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::common::callback::{Answer, Caller, Outgoing};
use crate::common::{Common, Impossible, lock};
use book::Book;

pub use form::{ClickCall, signature};
pub use link::ClickCheckout;
pub use merchant::auth_header;

/// A service as the merchant's cabinet at Click has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClickService {
    /// `service_id`
    pub service_id: i64,
    /// `merchant_id`
    pub merchant_id: i64,
    /// `merchant_user_id`, which the Merchant API is called by.
    pub user_id: i64,
    /// The key of all signatures.
    pub secret: String,
    /// Where Prepare is posted to.
    pub prepare_url: String,
    /// Where Complete is posted to; it may be the same.
    pub complete_url: String,
}

/// A payment as Click itself knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClickPayment {
    /// `click_trans_id`, too large for 32 bits.
    pub trans_id: i64,
    /// `click_paydoc_id`, the payment's number for the payer and in the
    /// Merchant API.
    pub paydoc_id: i64,
    /// `merchant_trans_id`
    pub order: String,
    /// The amount in so'm, as text.
    pub amount: String,
}

/// What became of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClickOutcome {
    /// The money is the merchant's.
    Paid,
    /// The merchant refused with this error.
    Refused(i64),
    /// No usable answer came.
    Unanswered,
}

/// A payment with all that was asked for it.
#[derive(Clone, Debug)]
pub struct ClickVisit {
    /// What the link said.
    pub checkout: ClickCheckout,
    /// The payment.
    pub payment: ClickPayment,
    /// The answer to Prepare.
    pub prepared: Answer,
    /// The answer to Complete; nothing when it did not come so far.
    pub completed: Option<Answer>,
    /// What became of it.
    pub outcome: ClickOutcome,
}

/// A handle on Click. Clones share it.
#[derive(Clone)]
pub struct Click {
    inner: Arc<Inner>,
}

struct Inner {
    caller: Caller,
    state: Mutex<State>,
    root: String,
}

#[derive(Default)]
struct State {
    services: BTreeMap<i64, Book>,
    serial: i64,
    refused_reversals: Vec<(i64, String)>,
}

/// One service, whose calls can be made one by one. Clones share it.
#[derive(Clone)]
pub struct ClickShop {
    click: Click,
    service_id: i64,
}

impl Click {
    pub(crate) fn new(common: Arc<Common>, root: &str) -> Self {
        let inner = Inner {
            caller: Caller::new("click", common),
            state: Mutex::default(),
            root: root.to_owned(),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Registers a service. Registering it again changes its facts and forgets
    /// nothing else.
    pub fn service(&self, service: ClickService) -> ClickShop {
        let traffic = &self.inner.caller.common().traffic;
        traffic.hide(&service.secret, "***");
        let service_id = service.service_id;
        self.change(|state| match state.services.get_mut(&service_id) {
            Some(book) => book.spec = service,
            None => {
                state.services.insert(service_id, Book::new(service));
            }
        });
        ClickShop {
            click: self.clone(),
            service_id,
        }
    }

    /// A service that was registered before.
    ///
    /// # Errors
    /// When there is none of this id.
    pub fn shop(&self, service_id: i64) -> Result<ClickShop, Impossible> {
        let is_known = self.look(|state| state.services.contains_key(&service_id));
        let missing = || Impossible(format!("there is no service {service_id}"));
        let shop = ClickShop {
            click: self.clone(),
            service_id,
        };
        is_known.then_some(shop).ok_or_else(missing)
    }

    /// What a payment link asks for.
    ///
    /// # Errors
    /// When Click would show an error instead of a form, which also is
    /// unexpected.
    pub fn read_link(&self, link: &str) -> Result<ClickCheckout, Impossible> {
        let merchants = self.look(|state| {
            let services = state.services.iter();
            let merchants = services.map(|(id, book)| (*id, book.spec.merchant_id));
            merchants.collect::<BTreeMap<_, _>>()
        });
        let own = format!("{}/click/services/pay/", self.inner.root);
        link::read(
            link,
            &["https://my.click.uz/services/pay/", &own],
            &merchants,
        )
        .map_err(|why| {
            self.inner.caller.note(&format!("payment link: {why}"));
            Impossible(format!("the payment link cannot be opened: {why}"))
        })
    }

    /// A person opens the link, enters a good card and confirms.
    ///
    /// # Errors
    /// When the link is wrong, which also is unexpected.
    pub async fn pay(&self, link: &str) -> Result<ClickVisit, Impossible> {
        self.visit(link, 0).await
    }

    /// A person opens the link and confirms, but no money can be taken: after a
    /// good Prepare comes a Complete with this negative error.
    ///
    /// # Errors
    /// When the link is wrong, which also is unexpected.
    pub async fn fail_to_pay(&self, link: &str, error: i64) -> Result<ClickVisit, Impossible> {
        self.visit(link, error).await
    }

    /// The next reversal that would succeed is refused by the processor.
    pub fn refuse_next_reversal(&self, error_code: i64, note: &str) {
        let refusal = (error_code, note.to_owned());
        self.change(|state| state.refused_reversals.push(refusal));
    }

    async fn visit(&self, link: &str, error: i64) -> Result<ClickVisit, Impossible> {
        let checkout = self.read_link(link)?;
        let shop = self.shop(checkout.service_id)?;
        let payment = shop.new_payment(&checkout.order, &checkout.amount);
        let prepared = shop.prepare(&payment).await;
        let mut visit = ClickVisit {
            checkout,
            payment,
            outcome: outcome_of(&prepared),
            prepared,
            completed: None,
        };
        let prepare_id = visit.prepared.body["merchant_prepare_id"].as_i64();
        let Some(prepare_id) = prepare_id.filter(|_| visit.outcome == ClickOutcome::Paid) else {
            return Ok(visit);
        };
        let completed = shop.complete(&visit.payment, prepare_id, error).await;
        visit.outcome = outcome_of(&completed);
        visit.completed = Some(completed);
        Ok(visit)
    }

    fn look<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&lock(&self.inner.state))
    }

    fn change<T>(&self, write: impl FnOnce(&mut State) -> T) -> T {
        let result = write(&mut lock(&self.inner.state));
        self.inner.caller.common().changed();
        result
    }

    fn now_ms(&self) -> i64 {
        self.inner.caller.common().now_ms()
    }
}

fn outcome_of(answer: &Answer) -> ClickOutcome {
    match answer.error_code() {
        _ if answer.status != 200 => ClickOutcome::Unanswered,
        Some(0) => ClickOutcome::Paid,
        Some(error) => ClickOutcome::Refused(error),
        None => ClickOutcome::Unanswered,
    }
}

impl ClickShop {
    /// A payment that begins at this moment; nobody is told of it yet.
    pub fn new_payment(&self, order: &str, amount: &str) -> ClickPayment {
        let serial = self.click.change(|state| {
            state.serial += 1;
            state.serial
        });
        ClickPayment {
            trans_id: 34_172_065_180 + serial,
            paydoc_id: 21_900_417_000 + serial,
            order: order.to_owned(),
            amount: amount.to_owned(),
        }
    }

    /// Prepare. With the same payment it is a repeat.
    pub async fn prepare(&self, payment: &ClickPayment) -> Answer {
        self.send(self.prepare_call(payment)).await
    }

    /// Complete: `error` is 0 when the money was taken and negative when it
    /// was not.
    pub async fn complete(&self, payment: &ClickPayment, prepare_id: i64, error: i64) -> Answer {
        self.send(self.complete_call(payment, prepare_id, error))
            .await
    }

    /// The form of Prepare, for changing it before it is sent.
    pub fn prepare_call(&self, payment: &ClickPayment) -> ClickCall {
        ClickCall::prepare(self.service_id, payment, self.click.now_ms())
    }

    /// The form of Complete, for changing it before it is sent.
    pub fn complete_call(&self, payment: &ClickPayment, prepare_id: i64, error: i64) -> ClickCall {
        let call = ClickCall::complete(self.service_id, payment, self.click.now_ms());
        let note = if error < 0 { "Failed" } else { "Success" };
        call.with("merchant_prepare_id", &prepare_id.to_string())
            .with("error", &error.to_string())
            .with("error_note", note)
    }

    /// Signs a form, unless it brings a signature, and posts it. The answer is
    /// judged by what is wrong with the form.
    pub async fn send(&self, call: ClickCall) -> Answer {
        let spec = self.click.look(|state| self.book(state).spec.clone());
        let call = call.signed(&spec.secret);
        let asked = form::Asked::read(&call, &spec);
        let now_ms = self.click.now_ms();
        let ticket = self.change(|book| book.begin(&asked));
        let url = if call.is_complete() {
            spec.complete_url
        } else {
            spec.prepare_url
        };
        let outgoing = Outgoing {
            method: reqwest::Method::POST,
            url,
            headers: vec![(
                "content-type",
                "application/x-www-form-urlencoded".to_owned(),
            )],
            body: call.encoded().into_bytes(),
        };
        let answer = self.click.inner.caller.send(outgoing).await;
        let (said, mut faults) = answers::read(&answer, &asked);
        faults.extend(self.change(|book| book.end(&asked, ticket, said, now_ms)));
        for fault in faults {
            let (service, name) = (self.service_id, asked.name());
            self.click
                .inner
                .caller
                .note(&format!("{service} {name}: {fault}"));
        }
        answer
    }

    /// Whether the merchant's answers prove that this payment is the
    /// merchant's, and it was not taken back.
    pub fn is_paid(&self, payment: &ClickPayment) -> bool {
        self.click
            .look(|state| self.book(state).is_paid(payment.trans_id))
    }

    /// Whether the Merchant API took the payment back.
    pub fn is_reversed(&self, payment: &ClickPayment) -> bool {
        self.click
            .look(|state| self.book(state).is_reversed(payment.paydoc_id))
    }

    fn book<'a>(&self, state: &'a State) -> &'a Book {
        let book = state.services.get(&self.service_id);
        book.expect("services are never forgotten")
    }

    fn change<T>(&self, write: impl FnOnce(&mut Book) -> T) -> T {
        self.click.change(|state| {
            let book = state.services.get_mut(&self.service_id);
            write(book.expect("services are never forgotten"))
        })
    }
}
