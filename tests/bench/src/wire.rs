//! HTTP/1.1 as a load generator needs it: one request at a time on a
//! connection that stays open, in two buffers that are used again.
//!
//! Requests are not pipelined: Telegram does not, and a server that answers in
//! order would hide the wait of the second behind the first. A library's client
//! would spend as much of the shared processor as the product itself.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

const MOST_HEADERS: usize = 32;

/// A connection to one server, opened anew when the server closes it.
#[derive(Debug)]
pub struct Line {
    address: SocketAddr,
    stream: Option<TcpStream>,
    request: Vec<u8>,
    answer: Vec<u8>,
}

/// Where an answer ends in the buffer.
struct Read {
    status: u16,
    body: std::ops::Range<usize>,
    closes: bool,
}

impl Line {
    /// A line that is opened with the first request.
    pub fn new(address: SocketAddr) -> Self {
        Self {
            address,
            stream: None,
            request: Vec::with_capacity(1_024),
            answer: Vec::with_capacity(1_024),
        }
    }

    /// Posts a body; `head` is everything of the request up to the length of the body.
    ///
    /// # Errors
    /// When there is no whole answer.
    pub async fn post(&mut self, head: &str, body: &str) -> io::Result<u16> {
        self.request.clear();
        self.request.extend_from_slice(head.as_bytes());
        self.request
            .extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
        self.request.extend_from_slice(body.as_bytes());
        Ok(self.exchange().await?.status)
    }

    /// Asks for a path.
    ///
    /// # Errors
    /// When there is no whole answer.
    pub async fn fetch(&mut self, path: &str) -> io::Result<(u16, Vec<u8>)> {
        let address = self.address;
        self.request.clear();
        self.request.extend_from_slice(
            format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n\r\n").as_bytes(),
        );
        let read = self.exchange().await?;
        Ok((read.status, self.answer[read.body].to_vec()))
    }

    async fn exchange(&mut self) -> io::Result<Read> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => opened(self.address).await?,
        };
        stream.write_all(&self.request).await?;
        self.answer.clear();
        loop {
            if stream.read_buf(&mut self.answer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if let Some(read) = whole(&self.answer)? {
                if !read.closes {
                    self.stream = Some(stream);
                }
                return Ok(read);
            }
        }
    }
}

async fn opened(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// The answer, once all of it is there.
fn whole(bytes: &[u8]) -> io::Result<Option<Read>> {
    let bad = |_| io::Error::from(io::ErrorKind::InvalidData);
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut answer = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(start) = answer.parse(bytes).map_err(bad)? else {
        return Ok(None);
    };
    let header = |name: &str| {
        let found = answer.headers.iter();
        let mut found = found.filter(|header| header.name.eq_ignore_ascii_case(name));
        found.next().map(|header| header.value)
    };
    let length = header("content-length").map(std::str::from_utf8);
    let status = answer.code.unwrap_or_default();
    let end = match length {
        Some(Ok(length)) => start + length.parse::<usize>().unwrap_or_default(),
        // The bodies that another product may send in chunks are not needed.
        _ if header("transfer-encoding").is_some() => {
            if !bytes[start..].ends_with(b"0\r\n\r\n") {
                return Ok(None);
            }
            bytes.len()
        }
        _ => start,
    };
    let closes = header("connection").is_some_and(|value| value.eq_ignore_ascii_case(b"close"));
    Ok((bytes.len() >= end).then_some(Read {
        status,
        body: start..end,
        closes,
    }))
}

/// The lines of a stream that never ends. HTTP/1.0 has no chunks, so the lines
/// come as they are.
#[derive(Debug)]
pub struct Lines(BufReader<TcpStream>);

impl Lines {
    /// Asks for a path and reads past the head of the answer.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn open(address: SocketAddr, path: &str) -> io::Result<Self> {
        let mut stream = opened(address).await?;
        let request = format!("GET {path} HTTP/1.0\r\nhost: {address}\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let mut lines = Self(BufReader::with_capacity(1 << 16, stream));
        let mut text = String::new();
        while lines.next(&mut text).await? && !text.trim_end().is_empty() {}
        Ok(lines)
    }

    /// Reads the next line; false at the end.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn next(&mut self, line: &mut String) -> io::Result<bool> {
        line.clear();
        Ok(self.0.read_line(line).await? > 0)
    }
}
