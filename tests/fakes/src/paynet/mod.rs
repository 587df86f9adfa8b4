//! Paynet: services of providers and the people who pay them in the app or at a
//! terminal; Paynet calls the provider's web service by JSON-RPC.
//!
//! Rules: UZPAYNET's "Specification of the universal web service of a provider"
//! (UWS_JSON, version 1.0) and the annex of its contract
//! (`universal_tech_doc`). Neither is published. What stands here was put
//! together from what several public repositories quote of both, and is
//! unverified as a whole until Paynet sends its own copy.
//!
//! Where these sources disagree or are alone, [`PaynetRules`] says it:
//! - a repeated PerformTransaction is error 201, as Paynet's people told two
//!   providers in 2026; libraries repeat the first answer;
//! - a repeated CancelTransaction is error 202 or the state 2 once more;
//! - an unknown transaction is the state 3 for CheckTransaction (one repository:
//!   error 203) and error 203 for CancelTransaction (one: the state 3);
//! - a wrong login is HTTP 401 with any body; libraries answer error 412;
//! - `status` of GetInformation is the text "0": the table says number, the
//!   example and Paynet's people say text;
//! - GetStatement lists what is paid and not what was cancelled;
//! - ChangePassword is answered with the text "success", or is not there.
//!
//! Not in the sources at all: what GetInformation says of an order that is paid
//! (any code about the payer, or 201, is taken here), what Paynet does after a
//! lost PerformTransaction (here one CheckTransaction), and the payment link,
//! whose parameters are those of public libraries. The annex allows calls from
//! 213.230.106.112/28 and 213.230.65.80/28 only.

mod answers;
mod asking;
mod book;
mod codes;
mod known;
mod link;
mod moment;
mod paying;
mod states;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::common::callback::{Answer, Caller};
use crate::common::{Common, Impossible, lock};
use book::Book;

pub use asking::PaynetMethod;
pub use link::PaynetCheckout;

/// A service as Paynet has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaynetService {
    /// `serviceId`
    pub service_id: i64,
    /// `m` of the payment link.
    pub merchant_id: String,
    /// The login of the Basic header, which the provider chooses.
    pub login: String,
    /// The password of the Basic header.
    pub password: String,
    /// Where Paynet posts to.
    pub url: String,
    /// The one name in `fields` of a request, which names the order.
    pub account_field: String,
    /// The names in `fields` of an answer to GetInformation, as the annex lists
    /// them; empty when it lists none.
    pub information_fields: Vec<String>,
    /// The names in `fields` of an answer to PerformTransaction.
    pub receipt_fields: Vec<String>,
    /// What the sources do not agree on.
    pub rules: PaynetRules,
}

/// What the sources do not agree on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaynetRules {
    /// How a PerformTransaction is answered that was carried out before: with
    /// error 201, or as the first time.
    pub repeated_perform: PaynetRepeats,
    /// The same of CancelTransaction, with error 202.
    pub repeated_cancel: PaynetRepeats,
    /// What CheckTransaction says of an unknown transaction.
    pub unknown_check: PaynetUnknown,
    /// What CancelTransaction says of an unknown transaction.
    pub unknown_cancel: PaynetUnknown,
    /// A wrong login may be error 412 with HTTP 200.
    pub may_refuse_login_with_200: bool,
    /// Whether GetStatement lists what was cancelled; nothing when it may.
    pub lists_cancelled: Option<bool>,
    /// The result of ChangePassword; nothing when it may be anything.
    pub password_changed: Option<Value>,
    /// An order of digits alone comes as a number, as in one of the examples.
    pub sends_numbers: bool,
    /// The moment in CancelTransaction comes as `DD.MM.YYYY HH:MM:SS`, as in its
    /// example; elsewhere it is `YYYY-MM-DD HH:MM:SS`.
    pub dots_cancel: bool,
}

impl Default for PaynetRules {
    /// What most sources say.
    fn default() -> Self {
        Self {
            repeated_perform: PaynetRepeats::Refused,
            repeated_cancel: PaynetRepeats::Either,
            unknown_check: PaynetUnknown::StateThree,
            unknown_cancel: PaynetUnknown::Error,
            may_refuse_login_with_200: false,
            lists_cancelled: Some(false),
            password_changed: Some(json!("success")),
            sends_numbers: false,
            dots_cancel: false,
        }
    }
}

/// How a call is answered that was carried out before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaynetRepeats {
    /// With an error of its own.
    Refused,
    /// As the first time, byte for byte.
    Answered,
    /// Either way.
    Either,
}

/// What is said of a transaction that the provider does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaynetUnknown {
    /// `transactionState` 3 and `providerTrnId` 0.
    StateThree,
    /// Error 203.
    Error,
    /// Either way.
    Either,
}

/// A transaction as Paynet itself knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaynetTransaction {
    /// `transactionId`, too large for 32 bits.
    pub id: i64,
    /// When Paynet began it.
    pub time_ms: i64,
    /// The value of the field that names the order.
    pub order: String,
    /// In tiyin.
    pub amount: i64,
}

/// What became of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaynetOutcome {
    /// The money is the provider's.
    Paid,
    /// The provider refused.
    Refused {
        /// The call that was refused.
        method: PaynetMethod,
        /// The error's code.
        code: i64,
    },
    /// The provider gave no usable answer to this call.
    Unanswered(PaynetMethod),
}

/// A payment with all that was asked for it.
#[derive(Clone, Debug)]
pub struct PaynetVisit {
    /// The transaction; the provider may never have heard of it.
    pub transaction: PaynetTransaction,
    /// Every call and its answer, in order.
    pub answers: Vec<(PaynetMethod, Answer)>,
    /// What became of it.
    pub outcome: PaynetOutcome,
}

/// A handle on Paynet. Clones share it.
#[derive(Clone)]
pub struct Paynet {
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
    calls_from: Option<String>,
}

/// One service, whose calls can be made one by one. Clones share it.
#[derive(Clone)]
pub struct PaynetShop {
    paynet: Paynet,
    service_id: i64,
}

impl Paynet {
    pub(crate) fn new(common: Arc<Common>, root: &str) -> Self {
        let inner = Inner {
            caller: Caller::new("paynet", common),
            state: Mutex::default(),
            root: root.to_owned(),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Registers a service. Registering it again changes its facts and forgets
    /// nothing else.
    pub fn service(&self, service: PaynetService) -> PaynetShop {
        let traffic = &self.inner.caller.common().traffic;
        traffic.hide(&service.password, "***");
        let service_id = service.service_id;
        self.change(|state| match state.services.get_mut(&service_id) {
            Some(book) => book.spec = service,
            None => {
                state.services.insert(service_id, Book::new(service));
            }
        });
        PaynetShop {
            paynet: self.clone(),
            service_id,
        }
    }

    /// A service that was registered before.
    ///
    /// # Errors
    /// When there is none of this id.
    pub fn shop(&self, service_id: i64) -> Result<PaynetShop, Impossible> {
        let is_known = self.look(|state| state.services.contains_key(&service_id));
        let missing = || Impossible(format!("there is no service {service_id}"));
        let shop = PaynetShop {
            paynet: self.clone(),
            service_id,
        };
        is_known.then_some(shop).ok_or_else(missing)
    }

    /// What a payment link asks for.
    ///
    /// # Errors
    /// When the app would show an error instead of a form, which also is
    /// unexpected.
    pub fn read_link(&self, link: &str) -> Result<PaynetCheckout, Impossible> {
        let merchants = self.look(|state| {
            let services = state.services.iter();
            let merchants = services.map(|(id, book)| (book.spec.merchant_id.clone(), *id));
            merchants.collect::<BTreeMap<_, _>>()
        });
        let own = format!("{}/paynet/", self.inner.root);
        let bases = ["https://app.paynet.uz/", &own];
        link::read(link, &bases, &merchants).map_err(|why| {
            self.inner.caller.note(&format!("payment link: {why}"));
            Impossible(format!("the payment link cannot be opened: {why}"))
        })
    }

    /// From now on calls carry this address as a proxy in front of the product
    /// would tell it (`X-Forwarded-For`); nothing is told at first.
    pub fn calls_from(&self, address: Option<&str>) {
        self.change(|state| state.calls_from = address.map(str::to_owned));
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

impl PaynetShop {
    /// The right `Authorization` header of this service.
    pub fn authorization(&self) -> String {
        let pair = self.look(|book| format!("{}:{}", book.spec.login, book.spec.password));
        format!("Basic {}", STANDARD.encode(pair))
    }

    /// The state that the provider's answers prove: 1 paid, 2 cancelled. Nothing
    /// when there is no such transaction, or an answer was lost since.
    pub fn state_of(&self, transaction: &PaynetTransaction) -> Option<i64> {
        self.look(|book| book.proven_state(transaction.id))
    }

    /// Whether the provider's answers prove that the money is the provider's.
    pub fn is_paid(&self, transaction: &PaynetTransaction) -> bool {
        self.state_of(transaction) == Some(1)
    }

    fn look<T>(&self, read: impl FnOnce(&Book) -> T) -> T {
        self.paynet.look(|state| {
            let book = state.services.get(&self.service_id);
            read(book.expect("services are never forgotten"))
        })
    }

    fn change<T>(&self, write: impl FnOnce(&mut Book) -> T) -> T {
        self.paynet.change(|state| {
            let book = state.services.get_mut(&self.service_id);
            write(book.expect("services are never forgotten"))
        })
    }
}
