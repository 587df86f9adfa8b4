//! What people do on the pages of Checkout.
//!
//! Source: <https://docs.stripe.com/checkout/fulfillment> and
//! <https://docs.stripe.com/payments/payment-methods#payment-notification>.

use serde_json::Value;

use super::book::State;
use super::create::PAGES;
use super::payments::{Intent, Standing, Try};
use super::sessions::{Session, Status};
use super::{Stripe, StripeCheckout, StripeItem, StripeVisit};
use crate::common::Impossible;

/// Who pays, unless the session names somebody.
const PAYER: &str = "payer@example.com";
/// What a success page's address is filled in with.
const PLACEHOLDER: &str = "{CHECKOUT_SESSION_ID}";

/// A session on the screen, and whose it is.
struct Page {
    account: String,
    session: String,
}

impl Stripe {
    /// What a person sees behind a link.
    ///
    /// # Errors
    /// When Stripe would show an error, which also is unexpected unless the
    /// session only is over.
    pub fn read_link(&self, link: &str) -> Result<StripeCheckout, Impossible> {
        let page = self.open(link)?;
        Ok(self.look(|state| state.session(&page).checkout()))
    }

    /// A person opens the link and pays with a good card.
    ///
    /// # Errors
    /// As [`Stripe::read_link`].
    pub async fn pay(&self, link: &str) -> Result<StripeVisit, Impossible> {
        let page = self.open(link)?;
        self.act(&page, |state, now_ms| {
            state.attempt(&page, Standing::Paid, None, now_ms);
            state.complete(&page, true, now_ms);
        })
        .await
    }

    /// A person opens the link, but the card is declined, for example with
    /// `insufficient_funds`. The session stays open.
    ///
    /// # Errors
    /// As [`Stripe::read_link`].
    pub async fn decline(&self, link: &str, decline_code: &str) -> Result<StripeVisit, Impossible> {
        let page = self.open(link)?;
        self.act(&page, |state, now_ms| {
            state.attempt(&page, Standing::Failed, Some(decline_code), now_ms);
        })
        .await
    }

    /// A person chooses a way to pay that takes days: the session is complete
    /// and not paid, until [`Stripe::money_arrives`] or [`Stripe::money_fails`].
    ///
    /// # Errors
    /// As [`Stripe::read_link`].
    pub async fn pay_later(&self, link: &str) -> Result<StripeVisit, Impossible> {
        let page = self.open(link)?;
        self.act(&page, |state, now_ms| {
            state.attempt(&page, Standing::Processing, None, now_ms);
            state.complete(&page, false, now_ms);
        })
        .await
    }

    /// The money of a payment that takes days is there.
    ///
    /// # Errors
    /// When no money is on its way for this session.
    pub async fn money_arrives(&self, session: &str) -> Result<StripeVisit, Impossible> {
        self.settle(session, true).await
    }

    /// The money of a payment that takes days will not come.
    ///
    /// # Errors
    /// When no money is on its way for this session.
    pub async fn money_fails(&self, session: &str) -> Result<StripeVisit, Impossible> {
        self.settle(session, false).await
    }

    /// A session as the API would show it now.
    pub fn session(&self, id: &str) -> Option<Value> {
        self.change(|state, _| {
            let mut accounts = state.accounts.values();
            accounts.find_map(|account| Some(account.sessions.get(id)?.json()))
        })
    }

    /// How much of a session's money went back.
    pub fn refunded(&self, session: &str) -> i64 {
        self.look(|state| {
            let accounts = state.accounts.values();
            let charges = accounts.filter_map(|account| {
                let intent = account.intent_of(account.sessions.get(session)?)?;
                intent.charge().map(|charge| charge.refunded)
            });
            charges.sum()
        })
    }

    async fn settle(&self, session: &str, is_paid: bool) -> Result<StripeVisit, Impossible> {
        let page = self.look(|state| state.waiting(session))?;
        self.act(&page, |state, now_ms| state.settle(&page, is_paid, now_ms))
            .await
    }

    async fn act(
        &self,
        page: &Page,
        deed: impl FnOnce(&mut State, i64),
    ) -> Result<StripeVisit, Impossible> {
        let before = self.look(|state| state.deliveries.len());
        self.change(deed);
        self.pump().await;
        let deliveries = self.deliveries().split_off(before);
        Ok(self.look(|state| {
            let session = state.session(page);
            let goes_on = session.status == Status::Complete;
            let returns_to = session.success_url.replace(PLACEHOLDER, &session.id);
            StripeVisit {
                session: session.json(),
                returns_to: goes_on.then_some(returns_to),
                deliveries,
            }
        }))
    }

    /// The page behind a link, if somebody can still pay on it.
    fn open(&self, link: &str) -> Result<Page, Impossible> {
        let found = self.change(|state, _| {
            let accounts = state.accounts.values();
            let mut all = accounts.flat_map(|it| it.sessions.values().map(move |one| (it, one)));
            let (account, session) = all.find(|(_, session)| session.url == link)?;
            let page = Page {
                account: account.spec.id.clone(),
                session: session.id.clone(),
            };
            Some((page, session.status))
        });
        match found {
            Some((page, Status::Open)) => Ok(page),
            Some((page, status)) => {
                let (id, status) = (page.session, status.word());
                Err(Impossible(format!("the session {id} is {status}")))
            }
            None => {
                let why = if link.starts_with(PAGES) {
                    "no session has this address; it must be used as it was given"
                } else {
                    "it is no address of a page"
                };
                self.inner.caller.note(&format!("link {link}: {why}"));
                Err(Impossible(format!("{link} cannot be opened: {why}")))
            }
        }
    }
}

impl State {
    fn session(&self, page: &Page) -> &Session {
        let found = self.account(&page.account).sessions.get(&page.session);
        found.expect("sessions are never forgotten")
    }

    /// The session's page, while its money is on the way.
    fn waiting(&self, session: &str) -> Result<Page, Impossible> {
        let mut accounts = self.accounts.values();
        let found = accounts.find_map(|account| {
            let intent = account.intent_of(account.sessions.get(session)?)?;
            (intent.standing == Standing::Processing).then(|| Page {
                account: account.spec.id.clone(),
                session: session.to_owned(),
            })
        });
        found.ok_or_else(|| Impossible(format!("no money is on its way for {session}")))
    }

    fn attempt(
        &mut self,
        page: &Page,
        standing: Standing,
        failure_code: Option<&str>,
        now_ms: i64,
    ) {
        let attempt = Try {
            account: &page.account,
            session: &page.session,
            standing,
            failure_code,
        };
        self.try_to_pay(&attempt, now_ms);
        self.tell_of_payment(page, standing, now_ms);
    }

    fn complete(&mut self, page: &Page, is_paid: bool, now_ms: i64) {
        self.change_session(page, |session| {
            session.status = Status::Complete;
            session.is_paid = is_paid;
            let email = session.customer_email.as_deref().unwrap_or(PAYER);
            session.payer_email = Some(email.to_owned());
        });
        self.tell_of_session(page, "checkout.session.completed", now_ms);
    }

    fn settle(&mut self, page: &Page, is_paid: bool, now_ms: i64) {
        let (standing, kind) = if is_paid {
            let kind = "checkout.session.async_payment_succeeded";
            (Standing::Paid, kind)
        } else {
            (Standing::Failed, "checkout.session.async_payment_failed")
        };
        self.change_session(page, |session| session.is_paid = is_paid);
        let intent = self.session(page).intent.clone();
        let intents = &mut self.account_mut(&page.account).intents;
        if let Some(intent) = intent.and_then(|id| intents.get_mut(&id)) {
            intent.settle(standing);
        }
        self.tell_of_payment(page, standing, now_ms);
        self.tell_of_session(page, kind, now_ms);
    }

    fn tell_of_payment(&mut self, page: &Page, standing: Standing, now_ms: i64) {
        match standing {
            Standing::Paid => {
                self.tell_of_intent(page, "payment_intent.succeeded", now_ms);
                self.tell_of_charge(page, "charge.succeeded", now_ms);
            }
            Standing::Processing => {
                self.tell_of_intent(page, "payment_intent.processing", now_ms);
            }
            Standing::Failed => {
                self.tell_of_charge(page, "charge.failed", now_ms);
                self.tell_of_intent(page, "payment_intent.payment_failed", now_ms);
            }
            Standing::Canceled => {
                self.tell_of_intent(page, "payment_intent.canceled", now_ms);
            }
        }
    }

    fn change_session(&mut self, page: &Page, change: impl FnOnce(&mut Session)) {
        let sessions = &mut self.account_mut(&page.account).sessions;
        if let Some(session) = sessions.get_mut(&page.session) {
            change(session);
        }
    }

    fn tell_of_session(&mut self, page: &Page, kind: &str, now_ms: i64) {
        let told = self.session(page).json();
        self.tell(&page.account, kind, told, None, now_ms);
    }

    fn tell_of_intent(&mut self, page: &Page, kind: &str, now_ms: i64) {
        let told = self.of_intent(page, Intent::json);
        self.tell(&page.account, kind, told, None, now_ms);
    }

    fn tell_of_charge(&mut self, page: &Page, kind: &str, now_ms: i64) {
        let told = self.of_intent(page, Intent::charge_json);
        self.tell(&page.account, kind, told, None, now_ms);
    }

    fn of_intent(&self, page: &Page, show: impl FnOnce(&Intent) -> Value) -> Value {
        let intent = self.account(&page.account).intent_of(self.session(page));
        intent.map(show).unwrap_or_default()
    }
}

impl Session {
    fn checkout(&self) -> StripeCheckout {
        let items = self.items.iter().map(|item| StripeItem {
            name: item.name.clone(),
            unit_amount: item.unit_amount,
            quantity: item.quantity,
        });
        StripeCheckout {
            session: self.id.clone(),
            items: items.collect(),
            total: self.total(),
            currency: self.currency.clone(),
            client_reference_id: self.client_reference_id.clone(),
            locale: self.locale.clone(),
            cancel_url: self.cancel_url.clone(),
            expires_at_ms: self.expires_s * 1000,
        }
    }
}
