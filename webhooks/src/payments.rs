//! Payment providers call here. Who calls and what is asked is read by the
//! provider's own part of `connect`; the billing capability decides; a failure
//! of ours is told in the provider's words, after which it asks again.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use scx_connect::payment::{Answer, Ask, Decision, Incoming, No, Payments, Provider};
use scx_domain::Error;
use scx_domain::billing::{House, act};
use scx_jobs::Cx;
use scx_store::{Actor, DbError};

use crate::Shared;
use crate::knocks::RightKnock;

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

async fn serve(
    web: &Shared,
    (id, below): (&str, &str),
    (method, headers, body): (&Method, &HeaderMap, &Bytes),
) -> Response {
    let Some(provider) = web.cx.service::<Payments>().get(id) else {
        // Nobody has switched it on.
        return StatusCode::NOT_FOUND.into_response();
    };
    let authorization = headers.get(header::AUTHORIZATION);
    let incoming = Incoming {
        is_post: method == Method::POST,
        below,
        authorization: authorization.and_then(|value| value.to_str().ok()),
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

async fn decide(cx: &Cx, provider: &dyn Provider, ask: &Ask) -> Decision {
    for _ in 0..ATTEMPTS {
        match attempt(cx, provider, ask).await {
            Ok(decision) => return decision,
            Err(Error::Fault(fault))
                if matches!(
                    fault.downcast_ref(),
                    Some(DbError::Unique | DbError::Deadlock)
                ) => {}
            Err(error) => {
                tracing::error!(provider = provider.id(), %error, "a payment could not be served");
                return Decision::No(No::Failed);
            }
        }
    }
    tracing::error!(
        provider = provider.id(),
        "calls about a payment stand in each other's way"
    );
    Decision::No(No::Failed)
}

async fn attempt(cx: &Cx, provider: &dyn Provider, ask: &Ask) -> Result<Decision, Error> {
    let actor = Actor(format!("provider:{}", provider.id()));
    let mut tx = cx.db.begin().await?.acting_as(actor);
    let decision = act(&mut tx, House::of(provider), ask).await?;
    tx.commit().await?;
    Ok(decision)
}

fn response(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let kind = HeaderValue::from_static(answer.content_type);
    (status, [(header::CONTENT_TYPE, kind)], answer.body).into_response()
}
