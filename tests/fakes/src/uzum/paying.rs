//! The calls of a service one by one, and people who pay.

use serde_json::{Value, json};

use super::asking::{Raw, UzumCall};
use super::{Uzum, UzumOutcome, UzumPayment, UzumShop, UzumVisit};
use crate::common::Impossible;
use crate::common::callback::Answer;

/// "The request is repeated up to 10 times until the partner returns
/// `CONFIRMED` or `FAILED`."
const MOST_STATUS_CALLS: usize = 10;
/// The first part of the page's own example of an id.
const UUID_TAIL: &str = "76b6-11ee-96da";

impl Uzum {
    /// A person opens the link and confirms, and the money is taken.
    ///
    /// Nothing is done about a refusal: cancel what was created with
    /// [`UzumShop::reverse`].
    ///
    /// # Errors
    /// When the link is wrong, which also is unexpected.
    pub async fn pay(&self, link: &str) -> Result<UzumVisit, Impossible> {
        self.visit(link, true).await
    }

    /// A person opens the link and confirms, but no money can be taken: after a
    /// good `/create` nothing follows.
    ///
    /// # Errors
    /// When the link is wrong, which also is unexpected.
    pub async fn fail_to_pay(&self, link: &str) -> Result<UzumVisit, Impossible> {
        self.visit(link, false).await
    }

    async fn visit(&self, link: &str, has_money: bool) -> Result<UzumVisit, Impossible> {
        let checkout = self.read_link(link)?;
        let shop = self.shop(checkout.service_id)?;
        let payment = shop.new_payment(&checkout.order, checkout.amount);
        let mut visit = UzumVisit {
            checkout,
            payment,
            answers: Vec::new(),
            outcome: UzumOutcome::NotTaken,
        };
        if let Err(outcome) = shop.walk_through(&mut visit, has_money).await {
            visit.outcome = outcome;
        }
        Ok(visit)
    }
}

impl UzumShop {
    /// A transaction that begins at this moment; nobody is told of it yet.
    pub fn new_payment(&self, order: &str, amount: i64) -> UzumPayment {
        let serial = self.uzum.change(|state| {
            state.serial += 1;
            state.serial
        });
        let seconds = self.uzum.now_ms() / 1000;
        UzumPayment {
            trans_id: format!("{seconds:08x}-{UUID_TAIL}-{serial:012x}"),
            order: order.to_owned(),
            amount,
        }
    }

    /// `/check`: may this order be paid?
    pub async fn check(&self, order: &str) -> Answer {
        let payment = UzumPayment {
            trans_id: String::new(),
            order: order.to_owned(),
            amount: 0,
        };
        self.call(UzumCall::Check, &payment).await
    }

    /// `/create`. With the same payment it is a repeat.
    pub async fn create(&self, payment: &UzumPayment) -> Answer {
        self.call(UzumCall::Create, payment).await
    }

    /// `/confirm`
    pub async fn confirm(&self, payment: &UzumPayment) -> Answer {
        self.call(UzumCall::Confirm, payment).await
    }

    /// `/reverse`
    pub async fn reverse(&self, payment: &UzumPayment) -> Answer {
        self.call(UzumCall::Reverse, payment).await
    }

    /// `/status`
    pub async fn status(&self, payment: &UzumPayment) -> Answer {
        self.call(UzumCall::Status, payment).await
    }

    /// The body of a call, for changing it before it is sent.
    pub fn body(&self, call: UzumCall, payment: &UzumPayment) -> Value {
        let timestamp = self.uzum.now_ms();
        let mut body = json!({"serviceId": self.service_id, "timestamp": timestamp});
        match call {
            UzumCall::Check => body["params"] = self.params(&payment.order),
            UzumCall::Create => {
                body["transId"] = json!(payment.trans_id);
                body["params"] = self.params(&payment.order);
                body["amount"] = json!(payment.amount);
            }
            UzumCall::Confirm => {
                body["transId"] = json!(payment.trans_id);
                body["paymentSource"] = json!("UZCARD");
                body["tariff"] = Value::Null;
                body["processingReferenceNumber"] = json!("000");
                body["phone"] = json!("998901234567");
                body["cardType"] = json!(2);
            }
            UzumCall::Reverse | UzumCall::Status => body["transId"] = json!(payment.trans_id),
        }
        body
    }

    /// Any body to a webhook, with the right login. The answer is judged by
    /// what is wrong with the request.
    pub async fn send(&self, call: UzumCall, body: &Value) -> Answer {
        let auth = self.authorization();
        let body = body.to_string();
        self.raw(call.path(), &body, Some(&auth), "POST").await
    }

    /// Any bytes to any path with any `Authorization` header by any HTTP method.
    ///
    /// # Panics
    /// When `http_method` is no name of a method.
    pub async fn raw(
        &self,
        path: &str,
        body: &str,
        auth: Option<&str>,
        http_method: &str,
    ) -> Answer {
        let request = Raw {
            path: path.to_owned(),
            http_method: http_method.parse().expect("a name of an HTTP method"),
            auth: auth.map(str::to_owned),
            body: body.to_owned(),
        };
        self.ask(request).await
    }

    async fn call(&self, call: UzumCall, payment: &UzumPayment) -> Answer {
        self.send(call, &self.body(call, payment)).await
    }

    fn params(&self, order: &str) -> Value {
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
        visit: &mut UzumVisit,
        has_money: bool,
    ) -> Result<(), UzumOutcome> {
        self.take_step(visit, UzumCall::Check).await?;
        self.take_step(visit, UzumCall::Create).await?;
        if !has_money {
            return Err(UzumOutcome::NotTaken);
        }
        match self.take_step(visit, UzumCall::Confirm).await {
            Err(UzumOutcome::Unanswered(call)) => self.find_out(visit, call).await,
            Ok(()) => visit.outcome = UzumOutcome::Paid,
            Err(outcome) => return Err(outcome),
        }
        Ok(())
    }

    async fn take_step(&self, visit: &mut UzumVisit, call: UzumCall) -> Result<(), UzumOutcome> {
        let answer = self.call(call, &visit.payment).await;
        let outcome = outcome_of(call, &answer);
        visit.answers.push((call, answer));
        if call.is_write() && self.uzum.look(|state| state.repeats_writes) {
            let again = self.call(call, &visit.payment).await;
            visit.answers.push((call, again));
        }
        outcome
    }

    /// What became of a confirmation whose answer did not come.
    async fn find_out(&self, visit: &mut UzumVisit, lost: UzumCall) {
        visit.outcome = UzumOutcome::Unanswered(lost);
        for _ in 0..MOST_STATUS_CALLS {
            let answer = self.status(&visit.payment).await;
            let outcome = outcome_of(UzumCall::Status, &answer);
            let is_confirmed = answer.body["status"] == "CONFIRMED";
            visit.answers.push((UzumCall::Status, answer));
            match outcome {
                Ok(()) if is_confirmed => return visit.outcome = UzumOutcome::Paid,
                Err(refused @ UzumOutcome::Refused { .. }) => return visit.outcome = refused,
                Ok(()) | Err(_) => {}
            }
        }
    }
}

fn outcome_of(call: UzumCall, answer: &Answer) -> Result<(), UzumOutcome> {
    match answer.refusal() {
        Some(code) if answer.status < 500 => Err(UzumOutcome::Refused {
            call,
            code: code.to_owned(),
        }),
        None if answer.status == 200 && answer.body.is_object() => Ok(()),
        Some(_) | None => Err(UzumOutcome::Unanswered(call)),
    }
}
