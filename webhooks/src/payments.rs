//! Payment providers call here. Who calls and what is asked is read by the
//! provider's own part of `connect`; the billing capability decides; a failure
//! of ours is told in the provider's words, after which it asks again.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use scx_connect::payment::{Answer, Ask, Decision, Incoming, No, Payments, Provider};
use scx_domain::Error;
use scx_domain::billing::{Begun, House, InvoiceId, act, begin};
use scx_jobs::Cx;
use scx_store::{Actor, DbError, Tx};

use crate::Shared;
use crate::knocks::RightKnock;

/// Where Stripe signs.
const SIGNATURE: &str = "stripe-signature";
/// Two calls that meet at one row: the second is decided anew.
const ATTEMPTS: usize = 12;

pub(crate) async fn payme(
    web: State<Shared>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    serve(&web, ("payme", ""), (&method, &headers, &body)).await
}

pub(crate) async fn click(
    web: State<Shared>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    serve(&web, ("click", ""), (&method, &headers, &body)).await
}

pub(crate) async fn uzum(
    web: State<Shared>,
    Path(webhook): Path<String>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    serve(&web, ("uzum", &webhook), (&method, &headers, &body)).await
}

pub(crate) async fn paynet(
    web: State<Shared>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    serve(&web, ("paynet", ""), (&method, &headers, &body)).await
}

pub(crate) async fn stripe(
    web: State<Shared>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    serve(&web, ("stripe", ""), (&method, &headers, &body)).await
}

async fn serve(
    web: &Shared,
    (id, below): (&str, &str),
    (method, headers, body): (&Method, &HeaderMap, &Bytes),
) -> Response {
    let Some(provider) = web.cx.service::<Payments>().get(id) else {
        // Nobody has switched it on.
        return StatusCode::NOT_FOUND.into_response();
    };
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let incoming = Incoming {
        is_post: method == Method::POST,
        below,
        authorization: text(header::AUTHORIZATION.as_str()),
        signature: text(SIGNATURE),
        at: web.cx.clock.now(),
        body,
    };
    let call = match provider.read(&incoming) {
        Ok(call) => call,
        Err(answer) => return response(answer),
    };
    let decision = decide(&web.cx, provider, &call.ask).await;
    let mut response = response(provider.answer(&call, &decision));
    response.extensions_mut().insert(RightKnock);
    response
}

/// Decides what a provider asks; a failure of ours is a no as well.
pub(crate) async fn decide(cx: &Cx, provider: &dyn Provider, ask: &Ask) -> Decision {
    for _ in 0..ATTEMPTS {
        let attempt = async {
            let (mut tx, house) = open(cx, provider).await?;
            let decision = act(&mut tx, house, ask).await?;
            tx.commit().await?;
            Ok(decision)
        };
        match attempt.await {
            Ok(decision) => return decision,
            Err(error) if is_collision(&error) => {}
            Err(error) => {
                tracing::error!(provider = provider.id(), %error, "a payment could not be served");
                return Decision::No(No::Failed);
            }
        }
    }
    give_up(provider);
    Decision::No(No::Failed)
}

/// The payment of an invoice whose page is opened; a failure of ours is a no.
pub(crate) async fn begun(
    cx: &Cx,
    provider: &dyn Provider,
    invoice: InvoiceId,
) -> Result<Begun, No> {
    for _ in 0..ATTEMPTS {
        let attempt = async {
            let (mut tx, house) = open(cx, provider).await?;
            let begun = begin(&mut tx, house, invoice).await?;
            tx.commit().await?;
            Ok(begun)
        };
        match attempt.await {
            Ok(begun) => return begun,
            Err(error) if is_collision(&error) => {}
            Err(error) => {
                tracing::error!(provider = provider.id(), %error, "a payment could not begin");
                return Err(No::Failed);
            }
        }
    }
    give_up(provider);
    Err(No::Failed)
}

async fn open<'a>(cx: &Cx, provider: &'a dyn Provider) -> Result<(Tx, House<'a>), Error> {
    let actor = Actor(format!("provider:{}", provider.id()));
    let tx = cx.db.begin().await?.acting_as(actor);
    Ok((tx, House::of(provider)))
}

fn is_collision(error: &Error) -> bool {
    match error {
        Error::Fault(fault) => matches!(
            fault.downcast_ref(),
            Some(DbError::Unique | DbError::Deadlock)
        ),
        Error::Refused(_) => false,
    }
}

fn give_up(provider: &dyn Provider) {
    tracing::error!(
        provider = provider.id(),
        "calls about a payment stand in each other's way"
    );
}

fn response(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let kind = HeaderValue::from_static(answer.content_type);
    (status, [(header::CONTENT_TYPE, kind)], answer.body).into_response()
}
