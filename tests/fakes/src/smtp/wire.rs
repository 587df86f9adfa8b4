//! Lines over a connection, and what is wrong with how they end.

use std::io;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

/// RFC 5321, 4.5.3.1.4, with the line's end.
const LONGEST_COMMAND_BYTES: usize = 512;
/// RFC 5321, 4.5.3.1.6, with the line's end.
const LONGEST_LINE_BYTES: usize = 1000;
/// What is announced as `SIZE`.
pub(super) const MOST_BYTES: usize = 25 * 1024 * 1024;

pub(super) struct Wire {
    reader: BufReader<OwnedReadHalf>,
    writer: OwnedWriteHalf,
}

/// A line without its end, and what is wrong with it.
pub(super) struct Line {
    pub(super) bytes: Vec<u8>,
    pub(super) fault: Option<&'static str>,
}

/// A letter without its last dot, and what is wrong with its lines.
pub(super) struct Content {
    pub(super) bytes: Vec<u8>,
    pub(super) faults: Vec<&'static str>,
}

impl Wire {
    pub(super) fn new(stream: TcpStream) -> Self {
        let (reader, writer) = stream.into_split();
        Self {
            reader: BufReader::new(reader),
            writer,
        }
    }

    pub(super) async fn say(&mut self, code: u16, text: &str) -> io::Result<()> {
        let mut lines = text.split('\n').peekable();
        let mut whole = String::new();
        while let Some(line) = lines.next() {
            let mark = if lines.peek().is_some() { '-' } else { ' ' };
            whole.push_str(&format!("{code}{mark}{line}\r\n"));
        }
        self.writer.write_all(whole.as_bytes()).await
    }

    /// The next command; nothing when the client is gone.
    pub(super) async fn command(&mut self) -> io::Result<Option<Line>> {
        let mut line = match self.line(LONGEST_COMMAND_BYTES).await? {
            Some(line) => line,
            None => return Ok(None),
        };
        // Pipelining is not offered: who waits for no answer reads none.
        if !self.reader.buffer().is_empty() {
            line.fault = line.fault.or(Some("speaks on before it is answered"));
        }
        Ok(Some(line))
    }

    /// Everything up to the line with a dot, with doubled dots taken back;
    /// nothing when the client left in between.
    pub(super) async fn content(&mut self) -> io::Result<Option<Content>> {
        let mut content = Content {
            bytes: Vec::new(),
            faults: Vec::new(),
        };
        loop {
            let Some(line) = self.line(LONGEST_LINE_BYTES).await? else {
                return Ok(None);
            };
            if let Some(fault) = line.fault.filter(|it| !content.faults.contains(it)) {
                content.faults.push(fault);
            }
            if line.bytes == b"." {
                return Ok(Some(content));
            }
            let text = match line.bytes.strip_prefix(b".") {
                Some(rest) if rest.starts_with(b".") => rest,
                Some(rest) => {
                    content.faults.push("a line with a single dot in front");
                    rest
                }
                None => &line.bytes,
            };
            content.bytes.extend_from_slice(text);
            content.bytes.extend_from_slice(b"\r\n");
            if content.bytes.len() > MOST_BYTES {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
        }
    }

    /// Returns once the client says something or leaves; whether it spoke.
    pub(super) async fn stirs(&mut self) -> bool {
        self.reader
            .fill_buf()
            .await
            .is_ok_and(|bytes| !bytes.is_empty())
    }

    async fn line(&mut self, longest: usize) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let limit = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
        let mut reader = (&mut self.reader).take(limit);
        reader.read_until(b'\n', &mut bytes).await?;
        if bytes.last() != Some(&b'\n') {
            return Ok(None);
        }
        let is_long = bytes.len() > longest;
        bytes.pop();
        let has_both = bytes.last() == Some(&b'\r');
        if has_both {
            bytes.pop();
        }
        let fault = if !has_both {
            Some("a line that ends with LF alone")
        } else if bytes.contains(&b'\r') {
            Some("a CR inside of a line")
        } else if bytes.contains(&0) {
            Some("a NUL")
        } else {
            is_long.then_some("a line that is too long")
        };
        Ok(Some(Line { bytes, fault }))
    }
}
