//! The calls of a service one by one, and people who pay.

use serde_json::{Value, json};

use super::asking::{PaynetMethod, Raw};
use super::{Paynet, PaynetOutcome, PaynetShop, PaynetTransaction, PaynetVisit, moment};
use crate::common::Impossible;
use crate::common::callback::Answer;

/// The specification's own example of an id.
const FIRST_ID: i64 = 12_345_678_900;

impl Paynet {
    /// A person opens the link, confirms and pays.
    ///
    /// Nothing is done about a refusal: take back what was paid with
    /// [`PaynetShop::cancel`].
    ///
    /// # Errors
    /// When the link is wrong, which also is unexpected.
    pub async fn pay(&self, link: &str) -> Result<PaynetVisit, Impossible> {
        let checkout = self.read_link(link)?;
        let shop = self.shop(checkout.service_id)?;
        Ok(shop.pay(&checkout.order, checkout.amount).await)
    }
}

impl PaynetShop {
    /// A person tells the order and pays this sum, at a terminal for example.
    pub async fn pay(&self, order: &str, amount: i64) -> PaynetVisit {
        let transaction = self.new_transaction(order, amount);
        let mut answers = Vec::new();
        let outcome = self.walk_through(&transaction, &mut answers).await;
        PaynetVisit {
            transaction,
            answers,
            outcome,
        }
    }

    /// A transaction that begins at this moment; nobody is told of it yet.
    pub fn new_transaction(&self, order: &str, amount: i64) -> PaynetTransaction {
        let serial = self.paynet.change(|state| {
            state.serial += 1;
            state.serial
        });
        PaynetTransaction {
            id: FIRST_ID + serial,
            time_ms: self.paynet.now_ms(),
            order: order.to_owned(),
            amount,
        }
    }

    /// GetInformation: who is it that pays?
    pub async fn information(&self, order: &str) -> Answer {
        let params = json!({"serviceId": self.service_id, "fields": self.fields(order)});
        self.send(PaynetMethod::Information, params).await
    }

    /// PerformTransaction. With the same transaction it is a repeat.
    pub async fn perform(&self, transaction: &PaynetTransaction) -> Answer {
        let params = self.params(PaynetMethod::Perform, transaction);
        self.send(PaynetMethod::Perform, params).await
    }

    /// CheckTransaction
    pub async fn check(&self, transaction: &PaynetTransaction) -> Answer {
        let params = self.params(PaynetMethod::Check, transaction);
        self.send(PaynetMethod::Check, params).await
    }

    /// CancelTransaction
    pub async fn cancel(&self, transaction: &PaynetTransaction) -> Answer {
        let params = self.params(PaynetMethod::Cancel, transaction);
        self.send(PaynetMethod::Cancel, params).await
    }

    /// GetStatement, both ends included, to the second.
    pub async fn statement(&self, from_ms: i64, to_ms: i64) -> Answer {
        let params = json!({
            "serviceId": self.service_id,
            "dateFrom": moment::dashed(from_ms),
            "dateTo": moment::dashed(to_ms),
        });
        self.send(PaynetMethod::Statement, params).await
    }

    /// ChangePassword. A change that succeeds is used from the next call on.
    pub async fn change_password(&self, new_password: &str) -> Answer {
        let traffic = &self.paynet.inner.caller.common().traffic;
        traffic.hide(new_password, "***");
        let params = json!({"newPassword": new_password});
        self.send(PaynetMethod::ChangePassword, params).await
    }

    /// The params of a call about one transaction, for changing them before
    /// they are sent; those of the other methods name the order only.
    pub fn params(&self, method: PaynetMethod, transaction: &PaynetTransaction) -> Value {
        let mut params = json!({"serviceId": self.service_id});
        match method {
            PaynetMethod::Perform => {
                params["amount"] = json!(transaction.amount);
                params["transactionId"] = json!(transaction.id);
                params["fields"] = self.fields(&transaction.order);
            }
            PaynetMethod::Check | PaynetMethod::Cancel => {
                let is_dotted = self.look(|book| book.spec.rules.dots_cancel);
                let at = if is_dotted && method == PaynetMethod::Cancel {
                    moment::dotted(transaction.time_ms)
                } else {
                    moment::dashed(transaction.time_ms)
                };
                params["transactionId"] = json!(transaction.id);
                params["timestamp"] = json!(at);
            }
            PaynetMethod::Information | PaynetMethod::Statement | PaynetMethod::ChangePassword => {
                params["fields"] = self.fields(&transaction.order);
            }
        }
        params
    }

    /// Any params to a method, with the right login. The answer is judged by
    /// what is wrong with the request.
    pub async fn send(&self, method: PaynetMethod, params: Value) -> Answer {
        let id = self.paynet.change(|state| {
            state.serial += 1;
            state.serial
        });
        let body = json!({
            "jsonrpc": "2.0", "method": method.name(), "id": id, "params": params,
        });
        let auth = self.authorization();
        self.raw(&body.to_string(), Some(&auth), "POST").await
    }

    /// Any bytes with any `Authorization` header by any HTTP method.
    ///
    /// # Panics
    /// When `http_method` is no name of a method.
    pub async fn raw(&self, body: &str, auth: Option<&str>, http_method: &str) -> Answer {
        let request = Raw {
            http_method: http_method.parse().expect("a name of an HTTP method"),
            auth: auth.map(str::to_owned),
            body: body.to_owned(),
        };
        self.ask(request).await
    }

    fn fields(&self, order: &str) -> Value {
        let (field, sends_numbers) = self.look(|book| {
            let spec = &book.spec;
            (spec.account_field.clone(), spec.rules.sends_numbers)
        });
        let number = order.parse::<i64>().ok().filter(|_| sends_numbers);
        match number.filter(|number| number.to_string() == order) {
            Some(number) => json!({field: number}),
            None => json!({field: order}),
        }
    }

    async fn walk_through(
        &self,
        transaction: &PaynetTransaction,
        answers: &mut Vec<(PaynetMethod, Answer)>,
    ) -> PaynetOutcome {
        let shown = self.information(&transaction.order).await;
        let refusal = refusal_of(PaynetMethod::Information, &shown);
        answers.push((PaynetMethod::Information, shown));
        if let Some(refusal) = refusal {
            return refusal;
        }
        let performed = self.perform(transaction).await;
        let refusal = refusal_of(PaynetMethod::Perform, &performed);
        answers.push((PaynetMethod::Perform, performed));
        let lost = match refusal {
            None => return PaynetOutcome::Paid,
            Some(PaynetOutcome::Unanswered(method)) => PaynetOutcome::Unanswered(method),
            Some(refusal) => return refusal,
        };
        let looked = self.check(transaction).await;
        let is_paid = looked.result()["transactionState"] == 1;
        answers.push((PaynetMethod::Check, looked));
        if is_paid { PaynetOutcome::Paid } else { lost }
    }
}

fn refusal_of(method: PaynetMethod, answer: &Answer) -> Option<PaynetOutcome> {
    match answer.error_code() {
        _ if answer.status != 200 => Some(PaynetOutcome::Unanswered(method)),
        Some(code) => Some(PaynetOutcome::Refused { method, code }),
        None if answer.result().is_object() => None,
        None => Some(PaynetOutcome::Unanswered(method)),
    }
}
