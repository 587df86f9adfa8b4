//! The way from an invoice's button to a page that a provider has to make first.
//! Opening it begins a payment, which holds the invoice, or finds the one that
//! was begun before; paid is only what the provider tells us of.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use scx_connect::payment::{Ask, No, Page, Payments, Visit};
use scx_domain::billing::{Begun, InvoiceId};
use scx_domain::channels::{self, Role};
use scx_domain::{Pages, billing};
use scx_jobs::Cx;

use crate::Shared;
use crate::knocks::{IsResting, RightKnock};
use crate::payments::{begun, decide};
use crate::unsubscribe::page;

/// The page before it may be over, and then there is a new one.
const PAGES: usize = 2;

/// Sends a payer on to Stripe's page; 404 for an address that nobody was given.
pub(crate) async fn stripe(
    State(web): State<Shared>,
    key: Result<Path<String>, PathRejection>,
    Extension(is_resting): Extension<IsResting>,
) -> Response {
    let key = key.ok().filter(|_| !is_resting.0);
    let id = key.and_then(|Path(key)| InvoiceId::from_base62(&key).ok());
    let Some(id) = id else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match way(&web.cx, "stripe", id).await {
        Some(mut response) => {
            response.extensions_mut().insert(RightKnock);
            response
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Where an invoice's payer is led; none where there is no such invoice.
async fn way(cx: &Cx, provider: &str, id: InvoiceId) -> Option<Response> {
    let payments = cx.service::<Payments>();
    let (checkout, http) = payments.checkout(provider)?;
    let provider = payments.get(provider)?;
    let Some(back) = our_chat(cx).await else {
        return Some(StatusCode::SERVICE_UNAVAILABLE.into_response());
    };
    for _ in 0..PAGES {
        let begun = match begun(cx, provider, id).await {
            Ok(begun) => begun,
            Err(No::NoOrder) => return None,
            Err(No::Failed) => return Some(StatusCode::SERVICE_UNAVAILABLE.into_response()),
            // The invoice in the chat says which.
            Err(
                No::OtherSum
                | No::Held
                | No::Paid
                | No::Closed
                | No::NoPayment
                | No::WrongStage
                | No::CalledOff
                | No::NotRefundable,
            ) => return Some(leading_to(&back)),
        };
        let title = format!(
            "SellerCloudX {} · {}",
            begun.invoice.tier_name, begun.invoice.name
        );
        let visit = Visit {
            payment: &begun.payment,
            title: &title,
            language: begun.invoice.language,
            return_url: &back,
            at: cx.clock.now(),
        };
        match checkout.page(http, &visit).await {
            Ok(Page::Open(url)) => return Some(leading_to(&url)),
            Ok(Page::Complete) => return Some(leading_to(&back)),
            Ok(Page::Over) => {
                decide(cx, provider, &over(begun.payment.id)).await;
            }
            Err(error) => {
                let detail = &error.detail;
                tracing::warn!(%error, detail, "a page for a payment could not be made");
                return Some(later(cx, &begun));
            }
        }
    }
    Some(leading_to(&back))
}

/// Where payers come back to.
async fn our_chat(cx: &Cx) -> Option<String> {
    match channels::of_role(&cx.db, Role::Partner).await {
        Ok(bot) => Some(format!("https://t.me/{}", bot.map(|bot| bot.username)?)),
        Err(error) => {
            tracing::error!(%error, "our own bot could not be looked up");
            None
        }
    }
}

/// The page's end, as the provider would tell it.
fn over(payment: String) -> Ask {
    Ask::Cancel {
        id: payment,
        reason: None,
        may_refund: false,
        echo: None,
    }
}

/// See other: the browser asks for it with GET, whatever it asked before.
fn leading_to(url: &str) -> Response {
    match HeaderValue::from_str(url) {
        Ok(url) => (StatusCode::SEE_OTHER, [(header::LOCATION, url)]).into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// The provider does not answer.
fn later(cx: &Cx, begun: &Begun) -> Response {
    let pages = cx.service::<Arc<dyn Pages>>();
    let words = pages.text(cx, begun.invoice.language, billing::PAGE_LATER);
    let page = page(&format!("<p>{words}</p>"));
    (StatusCode::SERVICE_UNAVAILABLE, page).into_response()
}
