//! Uzum Bank (formerly Apelsin): services of merchants and the people who pay
//! them in the bank's app; the bank calls the merchant's five webhooks.
//!
//! Rules: <https://developer.uzumbank.uz/en/merchant/>, the page "Merchant API
//! 1.0.0" with its machine-readable
//! <https://developer.uzumbank.uz/en/redocusaurus/en_merchant.yaml>.
//!
//! Not in the rules, and unverified:
//! - the payment link and the names of its parameters are those of a public
//!   library; that the attribute of the service stands in it under its own name
//!   is a guess;
//! - which code a transaction has in `/status` that failed for want of a
//!   confirmation, and what is refused for a wrong `serviceId` in the calls
//!   behind `/create`;
//! - what Uzum does when `/confirm` is refused or ten `/status` bring nothing:
//!   here nothing more is called, see [`UzumShop::reverse`];
//! - the addresses from which Uzum calls.
//!
//! The page wants only `errorCode` in a refusal; here `status` must be `FAILED`
//! too, as its examples have it, and the time fields of `/status` are there,
//! null until they happen. Libraries disagree about codes and about repeats, so
//! both are data: [`UzumRules`].

mod answers;
mod asking;
mod book;
mod codes;
mod link;
mod paying;
mod states;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::common::callback::{Answer, Caller};
use crate::common::{Common, Impossible, lock};
use book::Book;

pub use asking::UzumCall;
pub use codes::{UzumCodes, UzumNo};
pub use link::UzumCheckout;

/// A service as Uzum Bank has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UzumService {
    /// `serviceId`
    pub service_id: i64,
    /// The login of the Basic header, told by Uzum.
    pub login: String,
    /// The password of the Basic header.
    pub password: String,
    /// Below it lie `/check` and the others; without a slash at the end.
    pub base_url: String,
    /// The one attribute in `params` that names the order.
    pub account_field: String,
    /// What contracts may say otherwise.
    pub rules: UzumRules,
}

/// What the sources do not agree on, or a contract may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UzumRules {
    /// Which code stands for which reason.
    pub codes: UzumCodes,
    /// How a call is answered that was carried out before.
    pub repeats: UzumRepeats,
    /// How a transaction is shown that nobody confirmed in time.
    pub timed_out: UzumTimedOut,
    /// The HTTP status of every refusal.
    pub refusal_status: u16,
    /// An order of digits alone comes as a number, as in the page's example.
    pub sends_numbers: bool,
}

impl Default for UzumRules {
    /// The vendor's page.
    fn default() -> Self {
        Self {
            codes: UzumCodes::default(),
            repeats: UzumRepeats::Refused,
            timed_out: UzumTimedOut::Failed,
            refusal_status: 400,
            sends_numbers: false,
        }
    }
}

/// How a call is answered that was carried out before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UzumRepeats {
    /// With a code of its own, as the page wants it: 10010, 10016, 10018.
    Refused,
    /// As the first time, byte for byte.
    Answered,
    /// Either way.
    Either,
}

/// How `/status` shows a transaction that nobody confirmed for half an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UzumTimedOut {
    /// Refused with `FAILED`, as the page wants it.
    Failed,
    /// `REVERSED`
    Reversed,
    /// Either way.
    Either,
}

/// A transaction as Uzum itself knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UzumPayment {
    /// `transId`, a UUID.
    pub trans_id: String,
    /// The value of the attribute.
    pub order: String,
    /// In tiyin.
    pub amount: i64,
}

/// What became of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UzumOutcome {
    /// The money is the merchant's.
    Paid,
    /// The merchant refused.
    Refused {
        /// The call that was refused.
        call: UzumCall,
        /// `errorCode`
        code: String,
    },
    /// The merchant was ready, but no money could be taken.
    NotTaken,
    /// The merchant gave no usable answer to this call, nor to ten `/status`
    /// when it was a confirmation.
    Unanswered(UzumCall),
}

/// A payment with all that was asked for it.
#[derive(Clone, Debug)]
pub struct UzumVisit {
    /// What the link said.
    pub checkout: UzumCheckout,
    /// The transaction; the merchant may never have heard of it.
    pub payment: UzumPayment,
    /// Every call and its answer, in order.
    pub answers: Vec<(UzumCall, Answer)>,
    /// What became of it.
    pub outcome: UzumOutcome,
}

/// A handle on Uzum Bank. Clones share it.
#[derive(Clone)]
pub struct Uzum {
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
    serial: u64,
    repeats_writes: bool,
    calls_from: Option<String>,
}

/// One service, whose calls can be made one by one. Clones share it.
#[derive(Clone)]
pub struct UzumShop {
    uzum: Uzum,
    service_id: i64,
}

impl Uzum {
    pub(crate) fn new(common: Arc<Common>, root: &str) -> Self {
        let inner = Inner {
            caller: Caller::new("uzum", common),
            state: Mutex::default(),
            root: root.to_owned(),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Registers a service. Registering it again changes its facts and forgets
    /// nothing else.
    pub fn service(&self, service: UzumService) -> UzumShop {
        let traffic = &self.inner.caller.common().traffic;
        traffic.hide(&service.password, "***");
        let service_id = service.service_id;
        self.change(|state| match state.services.get_mut(&service_id) {
            Some(book) => book.spec = service,
            None => {
                state.services.insert(service_id, Book::new(service));
            }
        });
        UzumShop {
            uzum: self.clone(),
            service_id,
        }
    }

    /// A service that was registered before.
    ///
    /// # Errors
    /// When there is none of this id.
    pub fn shop(&self, service_id: i64) -> Result<UzumShop, Impossible> {
        let is_known = self.look(|state| state.services.contains_key(&service_id));
        let missing = || Impossible(format!("there is no service {service_id}"));
        let shop = UzumShop {
            uzum: self.clone(),
            service_id,
        };
        is_known.then_some(shop).ok_or_else(missing)
    }

    /// What a payment link asks for.
    ///
    /// # Errors
    /// When the app would show an error instead of a form, which also is
    /// unexpected.
    pub fn read_link(&self, link: &str) -> Result<UzumCheckout, Impossible> {
        let fields = self.look(|state| {
            let services = state.services.iter();
            let fields = services.map(|(id, book)| (*id, book.spec.account_field.clone()));
            fields.collect::<BTreeMap<_, _>>()
        });
        let own = format!("{}/uzum/open-service", self.inner.root);
        let bases = ["https://www.uzumbank.uz/open-service", &own];
        link::read(link, &bases, &fields).map_err(|why| {
            self.inner.caller.note(&format!("payment link: {why}"));
            Impossible(format!("the payment link cannot be opened: {why}"))
        })
    }

    /// From now on each write of a payment is sent twice, or no longer.
    pub fn repeat_writes(&self, on: bool) {
        self.change(|state| state.repeats_writes = on);
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

impl UzumShop {
    /// The right `Authorization` header of this service.
    pub fn authorization(&self) -> String {
        let pair = self.look(|book| format!("{}:{}", book.spec.login, book.spec.password));
        format!("Basic {}", STANDARD.encode(pair))
    }

    /// What the merchant's answers prove a transaction to be: `CREATED`,
    /// `CONFIRMED`, `REVERSED`, or `FAILED` when half an hour passed. Nothing
    /// when there is none, or an answer was lost since.
    pub fn status_of(&self, payment: &UzumPayment) -> Option<&'static str> {
        let now_ms = self.uzum.now_ms();
        self.look(|book| book.proven(&payment.trans_id, now_ms))
    }

    /// Whether the merchant's answers prove that the money is the merchant's.
    pub fn is_paid(&self, payment: &UzumPayment) -> bool {
        self.status_of(payment) == Some("CONFIRMED")
    }

    fn look<T>(&self, read: impl FnOnce(&Book) -> T) -> T {
        self.uzum.look(|state| {
            let book = state.services.get(&self.service_id);
            read(book.expect("services are never forgotten"))
        })
    }

    fn change<T>(&self, write: impl FnOnce(&mut Book) -> T) -> T {
        self.uzum.change(|state| {
            let book = state.services.get_mut(&self.service_id);
            write(book.expect("services are never forgotten"))
        })
    }
}
