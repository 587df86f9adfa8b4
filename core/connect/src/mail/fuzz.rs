//! A talk with a relay that says what the fuzz targets want, for which no
//! network is needed.

use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::{Letter, Mailer, Outcome};

/// How a talk went.
#[derive(Clone, Debug)]
pub struct Talk {
    /// What became of the letter.
    pub outcome: Outcome,
    /// All that we said; nothing when the letter could not be written.
    pub heard: Vec<u8>,
}

/// Sends a letter to a relay that says these bytes and then nothing more.
///
/// # Panics
/// Where anything but the relay is waited for.
pub fn talk(mailer: &Mailer, letter: &Letter, says: &[u8]) -> Talk {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let line = Line {
        says: says.to_vec(),
        at: 0,
        heard: Arc::clone(&heard),
    };
    let hello = mailer.hello();
    let line = AsyncSmtpConnection::connect_with_transport(Box::new(line), &hello);
    let sending = pin!(mailer.send_over(line, letter));
    let Poll::Ready(outcome) = sending.poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("a line that never waits was waited for");
    };
    let heard = heard.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Talk { outcome, heard }
}

/// One side of the line.
#[derive(Debug)]
struct Line {
    says: Vec<u8>,
    at: usize,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl AsyncTokioStream for Line {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(SocketAddr::from(([127, 0, 0, 1], 25)))
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let rest = &self.says[self.at..];
        let taken = rest.len().min(into.remaining());
        into.put_slice(&rest[..taken]);
        self.at += taken;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        said: &[u8],
    ) -> Poll<io::Result<usize>> {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.extend_from_slice(said);
        Poll::Ready(Ok(said.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
