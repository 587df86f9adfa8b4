//! The HTTP server: hyper with limits, because a stranger who sends slowly or
//! holds many connections must not keep anybody else out.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use scx_kit::{Clock, Millis};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tower::Service;

/// How long a client may take for the head of a request; an idle connection
/// ends after as long. In real time: it concerns the line and not the business.
const HEAD: Duration = Duration::from_secs(30);
/// Telegram opens at most 100 to one bot and usually 40; a proxy reuses its own.
/// Further ones wait in the system's queue.
const MOST_CONNECTIONS: usize = 4_096;
/// Our routes need few and short headers.
const MOST_HEAD_BYTES: usize = 32 << 10;
/// After a failed accept, mostly for want of file handles.
const PAUSE: Millis = Millis::secs(1);

/// The running server.
#[derive(Debug)]
pub struct Server {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Server {
    /// Serves the routes on a socket, with the threads of a runtime.
    pub fn start(
        listener: TcpListener,
        router: Router,
        clock: Arc<dyn Clock>,
        threads: &Handle,
    ) -> Self {
        let stop = CancellationToken::new();
        let task = threads.spawn(accept(listener, router, clock, stop.clone()));
        Self { stop, task }
    }

    /// Takes no new connections and returns when the open ones have been
    /// answered.
    pub async fn stop(self) {
        self.stop.cancel();
        if self.task.await.is_err() {
            tracing::error!("the server ended with a panic");
        }
    }
}

async fn accept(
    listener: TcpListener,
    router: Router,
    clock: Arc<dyn Clock>,
    stop: CancellationToken,
) {
    let connections = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let next = next(&listener, &places);
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = next => accepted,
        };
        match accepted {
            Ok((stream, peer, place)) => {
                let talk = converse(stream, peer, router.clone(), HEAD, connections.watcher());
                // Owned by `connections`, which waits for every one at the end.
                tokio::spawn(async move {
                    talk.await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::select! {
                    () = stop.cancelled() => break,
                    () = clock.timer(clock.now() + PAUSE) => {}
                }
            }
        }
    }
    drop(listener);
    connections.shutdown().await;
}

/// The next connection, once there is a place for it.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> std::io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = places.clone().acquire_owned().await;
    let place = place.map_err(std::io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, place))
}

/// Answers the requests of one connection.
async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    head: Duration,
    watcher: Watcher,
) {
    // Answers are short; waiting for more of them only delays.
    let _ = stream.set_nodelay(true);
    let answer = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        // A router is always ready.
        router.clone().call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .max_buf_size(MOST_HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), answer);
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection ended early");
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    /// One connection to a server with little patience.
    async fn line(head: Duration) -> TcpStream {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", get(|| async { "hello" }));
        tokio::spawn(async move {
            let (stream, peer) = listener.accept().await.unwrap();
            let connections = GracefulShutdown::new();
            converse(stream, peer, router, head, connections.watcher()).await;
        });
        TcpStream::connect(address).await.unwrap()
    }

    #[tokio::test]
    async fn who_never_ends_the_head_of_a_request_is_cut_off() {
        for begun in ["", "GET", "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "] {
            let mut line = line(Duration::from_millis(20)).await;
            line.write_all(begun.as_bytes()).await.unwrap();
            let mut rest = Vec::new();
            // Ends only because the server closes.
            line.read_to_end(&mut rest).await.unwrap();
            let rest = String::from_utf8(rest).unwrap();
            assert!(!rest.contains("200"), "{begun}: {rest}");
        }
    }

    #[tokio::test]
    async fn a_head_beyond_all_measure_is_refused() {
        let mut line = line(HEAD).await;
        let long = format!("GET / HTTP/1.1\r\nX-Long: {}", "a".repeat(64 << 10));
        // The server may close before it has taken everything.
        let _ = line.write_all(long.as_bytes()).await;
        let mut rest = Vec::new();
        let _ = line.read_to_end(&mut rest).await;
        assert!(!rest.starts_with(b"HTTP/1.1 200"));
    }

    #[tokio::test]
    async fn a_request_is_answered_and_the_line_stays_open_for_the_next() {
        let mut line = line(HEAD).await;
        for _ in 0..2 {
            let request = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";
            line.write_all(request).await.unwrap();
            let mut answer = Vec::new();
            while !answer.ends_with(b"hello") {
                assert_ne!(line.read_buf(&mut answer).await.unwrap(), 0);
            }
            assert!(answer.starts_with(b"HTTP/1.1 200"));
        }
    }
}
