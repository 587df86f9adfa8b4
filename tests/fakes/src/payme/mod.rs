//! Payme's cash desks and the people who pay at them: Payme calls the merchant
//! and believes its answers only as far as its own rules go.
//!
//! Rules: <https://developer.help.paycom.uz/metody-merchant-api/> and
//! <https://developer.help.paycom.uz/initsializatsiya-platezhey/>.

mod answers;
mod asking;
mod book;
mod known;
mod link;
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

pub use link::Checkout;
pub use states::Method;

/// A cash desk as the merchant's cabinet at Payme has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CashDesk {
    /// 24 hex digits.
    pub id: String,
    /// The login of the Basic header, `Paycom` in life.
    pub login: String,
    /// The key of the Basic header.
    pub key: String,
    /// Where Payme posts to.
    pub callback_url: String,
    /// The one field of `account`.
    pub account_field: String,
}

/// A transaction as Payme itself knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// 24 hex digits.
    pub id: String,
    /// When Payme created it.
    pub time_ms: i64,
    /// In tiyin.
    pub amount: i64,
    /// The value of the account field.
    pub account: String,
}

/// What became of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The money is the merchant's.
    Paid,
    /// The merchant refused; the payer reads its message.
    Refused {
        /// The call that was refused.
        method: Method,
        /// The error's code.
        code: i64,
    },
    /// The merchant gave no usable answer to this call.
    Unanswered(Method),
}

/// A payment with all that was asked for it.
#[derive(Clone, Debug)]
pub struct Payment {
    /// What the link said.
    pub checkout: Checkout,
    /// The transaction; the merchant may never have heard of it.
    pub transaction: Transaction,
    /// Every call and its answer, in order.
    pub answers: Vec<(Method, Answer)>,
    /// What became of it.
    pub outcome: Outcome,
}

/// A handle on Payme. Clones share it.
#[derive(Clone)]
pub struct Payme {
    inner: Arc<Inner>,
}

struct Inner {
    caller: Caller,
    state: Mutex<State>,
    root: String,
}

#[derive(Default)]
struct State {
    desks: BTreeMap<String, Book>,
    serial: u64,
    repeats_writes: bool,
    calls_from: Option<String>,
}

/// One cash desk, at which single calls can be made. Clones share it.
#[derive(Clone)]
pub struct Desk {
    payme: Payme,
    id: String,
}

impl Payme {
    pub(crate) fn new(common: Arc<Common>, root: &str) -> Self {
        let inner = Inner {
            caller: Caller::new("payme", common),
            state: Mutex::default(),
            root: root.to_owned(),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Registers a cash desk. Registering it again changes its facts and
    /// forgets nothing else.
    pub fn cash_desk(&self, desk: CashDesk) -> Desk {
        let traffic = &self.inner.caller.common().traffic;
        traffic.hide(&desk.key, "***");
        let id = desk.id.clone();
        self.change(|state| match state.desks.get_mut(&id) {
            Some(book) => book.spec = desk,
            None => {
                state.desks.insert(id.clone(), Book::new(desk));
            }
        });
        Desk {
            payme: self.clone(),
            id,
        }
    }

    /// A desk that was registered before.
    ///
    /// # Errors
    /// When there is none of this id.
    pub fn desk(&self, id: &str) -> Result<Desk, Impossible> {
        let is_known = self.look(|state| state.desks.contains_key(id));
        let missing = || Impossible(format!("there is no cash desk {id}"));
        let desk = Desk {
            payme: self.clone(),
            id: id.to_owned(),
        };
        is_known.then_some(desk).ok_or_else(missing)
    }

    /// What a checkout link asks for.
    ///
    /// # Errors
    /// When Payme would show an error instead of a form, which also is
    /// unexpected.
    pub fn read_link(&self, link: &str) -> Result<Checkout, Impossible> {
        let fields = self.look(|state| {
            let desks = state.desks.iter();
            let fields = desks.map(|(id, book)| (id.clone(), book.spec.account_field.clone()));
            fields.collect::<BTreeMap<_, _>>()
        });
        let bases = ["https://checkout.paycom.uz/", &self.own_base()];
        link::read(link, &bases, &fields).map_err(|why| {
            self.inner.caller.note(&format!("checkout link: {why}"));
            Impossible(format!("the checkout link cannot be opened: {why}"))
        })
    }

    /// A person opens the link, enters a good card and confirms.
    ///
    /// Nothing is done about a refusal: cancel what was created with
    /// [`Desk::cancel`].
    ///
    /// # Errors
    /// When the link is wrong, which also is unexpected.
    pub async fn pay(&self, link: &str) -> Result<Payment, Impossible> {
        let checkout = self.read_link(link)?;
        let desk = self.desk(&checkout.desk)?;
        let transaction = desk.new_transaction(&checkout.account, checkout.amount);
        let mut answers = Vec::new();
        let outcome = desk.walk_through(&transaction, &mut answers).await;
        Ok(Payment {
            checkout,
            transaction,
            answers,
            outcome,
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

    fn own_base(&self) -> String {
        format!("{}/payme/", self.inner.root)
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

impl Desk {
    /// A transaction that begins at this moment; nobody is told of it yet.
    pub fn new_transaction(&self, account: &str, amount: i64) -> Transaction {
        let serial = self.payme.change(|state| {
            state.serial += 1;
            state.serial
        });
        let time_ms = self.payme.now_ms();
        Transaction {
            // As the ids of the vendor's database: seconds, a machine, a count.
            id: format!("{:08x}5ce11e7c10{serial:06x}", time_ms / 1000),
            time_ms,
            amount,
            account: account.to_owned(),
        }
    }

    /// CheckPerformTransaction: may this be paid?
    pub async fn check(&self, account: &str, amount: i64) -> Answer {
        let params = self.check_params(account, amount);
        self.call(Method::CheckPerform, params).await
    }

    /// CreateTransaction. With the same transaction it is a repeat.
    pub async fn create(&self, transaction: &Transaction) -> Answer {
        let params = self.create_params(transaction);
        self.call(Method::Create, params).await
    }

    /// PerformTransaction.
    pub async fn perform(&self, id: &str) -> Answer {
        self.call(Method::Perform, json!({"id": id})).await
    }

    /// CancelTransaction.
    pub async fn cancel(&self, id: &str, reason: i64) -> Answer {
        let params = json!({"id": id, "reason": reason});
        self.call(Method::Cancel, params).await
    }

    /// CheckTransaction.
    pub async fn check_transaction(&self, id: &str) -> Answer {
        self.call(Method::Check, json!({"id": id})).await
    }

    /// GetStatement, both ends included.
    pub async fn statement(&self, from_ms: i64, to_ms: i64) -> Answer {
        let params = json!({"from": from_ms, "to": to_ms});
        self.call(Method::Statement, params).await
    }

    /// Any bytes with any `Authorization` header by any HTTP method. The answer
    /// is judged by what is wrong with the request.
    ///
    /// # Panics
    /// When `http_method` is no name of a method.
    pub async fn raw(&self, body: &str, auth: Option<&str>, http_method: &str) -> Answer {
        let http_method = http_method.parse().expect("a name of an HTTP method");
        let request = asking::Raw {
            http_method,
            auth: auth.map(str::to_owned),
            body: body.to_owned(),
        };
        self.ask(request).await
    }

    /// The right `Authorization` header of this desk.
    pub fn authorization(&self) -> String {
        let (login, key) = self.look(|book| (book.spec.login.clone(), book.spec.key.clone()));
        format!("Basic {}", STANDARD.encode(format!("{login}:{key}")))
    }

    /// The state that the merchant's answers prove: 1, 2, -1 or -2. Nothing
    /// when there is no such transaction, or an answer was lost since.
    pub fn state_of(&self, id: &str) -> Option<i64> {
        self.look(|book| book.proven_state(id))
    }

    async fn walk_through(
        &self,
        transaction: &Transaction,
        answers: &mut Vec<(Method, Answer)>,
    ) -> Outcome {
        let repeats = self.payme.look(|state| state.repeats_writes);
        let steps = [
            (
                Method::CheckPerform,
                self.check_params(&transaction.account, transaction.amount),
            ),
            (Method::Create, self.create_params(transaction)),
            (Method::Perform, json!({"id": transaction.id})),
        ];
        for (method, params) in steps {
            let times = if repeats && method.is_write() { 2 } else { 1 };
            for _ in 0..times {
                let answer = self.call(method, params.clone()).await;
                let is_good = answer.result().is_object();
                let code = answer.error_code();
                answers.push((method, answer));
                match code {
                    _ if is_good => {}
                    Some(code) => return Outcome::Refused { method, code },
                    None => return Outcome::Unanswered(method),
                }
            }
        }
        Outcome::Paid
    }

    async fn call(&self, method: Method, params: Value) -> Answer {
        let id = self.payme.change(|state| {
            state.serial += 1;
            let fresh = state.serial;
            let book = state.desks.get_mut(&self.id);
            book.map_or(fresh, |book| book.call_id(method, &params, fresh))
        });
        // The documented requests carry no "jsonrpc".
        let body = json!({"method": method.name(), "params": params, "id": id});
        let request = asking::Raw {
            http_method: reqwest::Method::POST,
            auth: Some(self.authorization()),
            body: body.to_string(),
        };
        self.ask(request).await
    }

    fn check_params(&self, account: &str, amount: i64) -> Value {
        json!({"amount": amount, "account": self.account(account)})
    }

    fn create_params(&self, transaction: &Transaction) -> Value {
        json!({
            "id": transaction.id,
            "time": transaction.time_ms,
            "amount": transaction.amount,
            "account": self.account(&transaction.account),
        })
    }

    fn account(&self, value: &str) -> Value {
        let field = self.look(|book| book.spec.account_field.clone());
        json!({field: value})
    }

    fn look<T>(&self, read: impl FnOnce(&Book) -> T) -> T {
        self.payme.look(|state| {
            let book = state.desks.get(&self.id);
            read(book.expect("desks are never forgotten"))
        })
    }

    fn change<T>(&self, write: impl FnOnce(&mut Book) -> T) -> T {
        self.payme.change(|state| {
            let book = state.desks.get_mut(&self.id);
            write(book.expect("desks are never forgotten"))
        })
    }
}
