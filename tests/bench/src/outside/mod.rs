//! The world outside of the product as one fast server: the Bot API, WhatsApp's
//! side of the Graph API and a model, by the vendors' rules, with a door for whoever counts.
//!
//! It runs on one thread, so that it takes one of the machine's cores at most
//! and its state needs no locks.

mod about;
mod bots;
mod graph;
mod letters;
mod model;
mod pause;
mod rules;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::LocalBoxStream;
use http_body_util::{BodyExt, Either, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::header::CONTENT_TYPE;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use bots::Bots;
use graph::Numbers;
use model::Model;
use pause::Pause;

/// Lines that a slow listener may be behind before lines are lost, which is counted.
const BEHIND: usize = 1 << 16;

type Events = LocalBoxStream<'static, Result<Frame<Bytes>, Infallible>>;
type Answer = Response<Either<Full<Bytes>, StreamBody<Events>>>;

/// Microseconds since 1970: the processes of one machine share this clock.
pub fn now_us() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        u64::try_from(since.as_micros()).unwrap_or(u64::MAX)
    })
}

/// Everything that the outside knows.
#[derive(Debug, Default)]
struct Outside {
    bots: Bots,
    numbers: Numbers,
    model: Model,
    pause: Pause,
    calls: BTreeMap<String, u64>,
    /// What the vendors would have refused, by reason.
    refused: BTreeMap<String, u64>,
    listeners: Vec<mpsc::Sender<Bytes>>,
    lost_lines: u64,
}

impl Outside {
    fn refuse(&mut self, why: &str) {
        *self.refused.entry(why.to_owned()).or_default() += 1;
    }

    /// One line for every message that reached a person.
    fn tell(&mut self, line: String) {
        let line = Bytes::from(line);
        let mut lost = 0;
        self.listeners
            .retain(|listener| match listener.try_send(line.clone()) {
                Ok(()) => true,
                Err(mpsc::error::TrySendError::Full(_)) => {
                    lost += 1;
                    true
                }
                Err(mpsc::error::TrySendError::Closed(_)) => false,
            });
        self.lost_lines += lost;
    }

    fn listen(&mut self) -> Events {
        let (sender, receiver) = mpsc::channel(BEHIND);
        self.listeners.push(sender);
        let lines = futures_util::stream::unfold(receiver, |mut receiver| async move {
            let mut text = receiver.recv().await?.to_vec();
            while let Ok(more) = receiver.try_recv() {
                text.extend_from_slice(&more);
            }
            Some((Ok(Frame::data(Bytes::from(text))), receiver))
        });
        lines.boxed_local()
    }

    fn state(&self) -> Value {
        json!({
            "calls": self.calls,
            "refused": self.refused,
            "lost_lines": self.lost_lines,
            "bots": self.bots.state(),
            "numbers": self.numbers.state(),
            "model": self.model.state(),
        })
    }
}

type Shared = Rc<RefCell<Outside>>;

/// Serves until the process ends; `told` hears the address once it listens.
///
/// # Errors
/// When the port cannot be listened on.
pub async fn serve(
    port: u16,
    model_time: Duration,
    told: impl FnOnce(SocketAddr),
) -> std::io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    told(listener.local_addr()?);
    let outside = Shared::default();
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let outside = outside.clone();
        tokio::task::spawn_local(async move {
            let answered = service_fn(move |request| {
                let outside = outside.clone();
                async move { Ok::<_, Infallible>(answer(&outside, request, model_time).await) }
            });
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), answered);
            // A client that hangs up ends its connection, nothing else.
            let _ = connection.await;
        });
    }
}

async fn answer(outside: &Shared, request: Request<Incoming>, model_time: Duration) -> Answer {
    let arrived = tokio::time::Instant::now();
    let (head, body) = request.into_parts();
    let path = head.uri.path().to_owned();
    match (&head.method, path.as_str()) {
        (&Method::GET, "/bench/state") => return of_json(200, &outside.borrow().state()),
        (&Method::GET, "/bench/bots") => return of_json(200, &outside.borrow().bots.doors()),
        (&Method::GET, "/bench/numbers") => {
            return of_json(200, &outside.borrow().numbers.connected());
        }
        (&Method::GET, "/bench/events") => {
            let lines = StreamBody::new(outside.borrow_mut().listen());
            return Response::new(Either::Right(lines));
        }
        _ => {}
    }
    let Ok(body) = body.collect().await else {
        return of_json(
            400,
            &json!({"ok": false, "description": "the body broke off"}),
        );
    };
    let body = body.to_bytes();
    match (&head.method, path.as_str()) {
        (&Method::POST, "/bench/pause-at") => return pause::arm(outside, &body),
        (&Method::POST, "/bench/release") => return pause::release(outside),
        _ => {}
    }
    let run = pause::run_of(&path);
    if let Some(call) = graph::call(&path) {
        return graph::answer(outside, (&head, call), &body, run).await;
    }
    let header = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok());
    if let Some((token, method)) = bots::call(&path) {
        let params = bots::Params::read(header(CONTENT_TYPE.as_str()), &head, &body);
        return bots::answer(outside, (token, method), params, run).await;
    }
    if path.contains("/models") {
        let has_key = header("x-goog-api-key").is_some_and(|key| !key.is_empty());
        let until = arrived + model_time;
        return model::answer(outside, (&path, run), has_key, &body, (arrived, until)).await;
    }
    outside.borrow_mut().refuse("an unknown path");
    of_json(
        404,
        &json!({"ok": false, "error_code": 404, "description": "Not Found"}),
    )
}

fn of_json(status: u16, value: &Value) -> Answer {
    let mut answer = Response::new(Either::Left(Full::new(Bytes::from(value.to_string()))));
    *answer.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let json = hyper::header::HeaderValue::from_static("application/json");
    answer.headers_mut().insert(CONTENT_TYPE, json);
    answer
}
