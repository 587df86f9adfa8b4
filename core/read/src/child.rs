//! The child process: one file in, lines of JSON out, under hard limits.
//!
//! The last line is the answer; those before it tell how far a long file has
//! come. A library that gets stuck in a page cannot be stopped, but left: the
//! thread it runs in ends with the process.
//!
//! The binary calls [`main`] for its hidden sub-command before it does
//! anything else: no runtime, no configuration, no log. Standard output must
//! be a pipe, because the process may write no files.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::panic;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use rlimit::Resource;
use serde::{Deserialize, Serialize};

use crate::extract::{Opinion, extract_with};
use crate::{Document, Kind, Limits, Progress, Refusal};

/// The hidden sub-command of the binary that reads a file.
pub const COMMAND: &str = "read-child";

/// Reads standard input as a file and answers on standard output.
/// `arguments` are those after [`COMMAND`]: `--kind pdf`, and optionally
/// `--limits` with [`Limits`] as JSON.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let Some(order) = Order::parse(arguments) else {
        return ExitCode::from(EXIT_USAGE);
    };
    if confine(&order).is_err() {
        return ExitCode::from(EXIT_NOT_CONFINED);
    }
    // A panic is an answer here, and its message could quote the file.
    panic::set_hook(Box::new(|_| {}));
    let said = read_input(&order.limits).and_then(|bytes| {
        let answer = answer(&order, bytes, &mut |line| say(&to_json(&line)))?;
        say(&answer)
    });
    match said {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(EXIT_PIPE),
    }
}

fn say(line: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(line)?;
    stdout.write_all(b"\n")?;
    stdout.flush()
}

/// What a child says about a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Answer {
    /// It was read.
    Ok(Document),
    /// It was not.
    Refused(Refusal),
    /// So much of it was read; more lines follow.
    Progress(Progress),
}

/// The arguments after [`COMMAND`] for a file of this kind.
pub(crate) fn arguments(kind: Kind, limits: &Limits) -> [String; 4] {
    let limits = serde_json::to_string(limits).expect("limits are plain numbers");
    let kind = kind.as_str().to_owned();
    ["--kind".to_owned(), kind, "--limits".to_owned(), limits]
}

const EXIT_USAGE: u8 = 64;
const EXIT_PIPE: u8 = 74;
const EXIT_NOT_CONFINED: u8 = 77;

struct Order {
    kind: Kind,
    limits: Limits,
}

impl Order {
    fn parse(arguments: impl IntoIterator<Item = OsString>) -> Option<Self> {
        let mut kind = None;
        let mut limits = Limits::default();
        let mut arguments = arguments.into_iter();
        while let Some(name) = arguments.next() {
            let value = arguments.next()?.into_string().ok()?;
            match name.to_str()? {
                "--kind" => kind = Some(value.parse().ok()?),
                "--limits" => limits = serde_json::from_str(&value).ok()?,
                _ => return None,
            }
        }
        Some(Self {
            kind: kind?,
            limits,
        })
    }
}

/// Gives up, for good, what reading a file does not need.
fn confine(order: &Order) -> io::Result<()> {
    const OPEN_FILES: u64 = 16;
    let cpu_seconds = order.limits.cpu_seconds_for(order.kind);
    lower(Resource::CORE, 0, 0)?;
    lower(Resource::FSIZE, 0, 0)?;
    lower(Resource::NOFILE, OPEN_FILES, OPEN_FILES)?;
    lower(Resource::CPU, cpu_seconds, cpu_seconds.saturating_add(1))?;
    let memory_bytes = order.limits.memory_bytes;
    match lower(Resource::AS, memory_bytes, memory_bytes) {
        // Other systems may refuse to limit address space; production is Linux.
        Err(_) if cfg!(not(target_os = "linux")) => Ok(()),
        result => result,
    }
}

/// Sets a limit, or keeps a stricter one that is there already.
fn lower(resource: Resource, soft: u64, hard: u64) -> io::Result<()> {
    let (_, hard_before) = resource.get()?;
    resource.set(soft.min(hard_before), hard.min(hard_before))
}

/// All of standard input, or one byte more than is accepted.
fn read_input(limits: &Limits) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut input = io::stdin().lock().take(limits.file_bytes.saturating_add(1));
    input.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a file, and tells `say` at times how far it has come.
fn answer(
    order: &Order,
    bytes: Vec<u8>,
    say: &mut dyn FnMut(Answer) -> io::Result<()>,
) -> io::Result<Vec<u8>> {
    let limits = &order.limits;
    let bytes: Arc<[u8]> = bytes.into();
    let first = Duration::from_secs(match order.kind {
        Kind::Pdf => limits.page_seconds,
        Kind::Docx | Kind::Xlsx | Kind::Csv | Kind::Txt => u64::from(u32::MAX),
    });
    let second = Duration::from_secs(limits.second_page_seconds);
    let told = match watch(start(order, &bytes, Opinion::First), first, say)? {
        Some(told) => Some(told),
        None => watch(start(order, &bytes, Opinion::Second), second, say)?,
    };
    let answer = told.unwrap_or(Answer::Refused(Refusal::TooComplex));
    let line = to_json(&answer);
    if line.len() as u64 >= limits.answer_bytes() {
        return Ok(to_json(&Answer::Refused(Refusal::TooComplex)));
    }
    Ok(line)
}

/// Reads on a thread with room for deep files; `None` without memory for one.
/// A panic there is the file's fault.
fn start(order: &Order, bytes: &Arc<[u8]>, opinion: Opinion) -> Option<Receiver<Answer>> {
    // A reader may be ahead by some pages, not by a whole file.
    const AHEAD: usize = 16;
    let (tell, told) = mpsc::sync_channel(AHEAD);
    let (kind, limits, bytes) = (order.kind, order.limits.clone(), Arc::clone(bytes));
    let stack_bytes = usize::try_from(limits.stack_bytes).unwrap_or(usize::MAX);
    let reading = move || {
        // Nobody listens any more when the reading was given up.
        let mut on_page = |progress| {
            let _ = tell.send(Answer::Progress(progress));
        };
        let read = extract_with(kind, &bytes, &limits, opinion, &mut on_page);
        let _ = tell.send(match read {
            Ok(document) => Answer::Ok(document),
            Err(refusal) => Answer::Refused(refusal),
        });
    };
    let thread = thread::Builder::new().stack_size(stack_bytes);
    thread.spawn(reading).ok().map(|_| told)
}

/// Waits for the answer of a reading; `None` when a page takes longer than `patience`.
#[expect(
    clippy::disallowed_methods,
    reason = "a process of its own, which no story's clock reaches"
)]
fn watch(
    told: Option<Receiver<Answer>>,
    patience: Duration,
    say: &mut dyn FnMut(Answer) -> io::Result<()>,
) -> io::Result<Option<Answer>> {
    const BETWEEN: Duration = Duration::from_secs(1);
    let Some(told) = told else {
        return Ok(Some(Answer::Refused(Refusal::TooComplex)));
    };
    let mut said = Instant::now();
    loop {
        match told.recv_timeout(patience) {
            Ok(Answer::Progress(progress)) => {
                if said.elapsed() > BETWEEN {
                    said = Instant::now();
                    say(Answer::Progress(progress))?;
                }
            }
            Ok(answer) => return Ok(Some(answer)),
            Err(RecvTimeoutError::Timeout) => return Ok(None),
            Err(RecvTimeoutError::Disconnected) => {
                return Ok(Some(Answer::Refused(Refusal::Corrupt)));
            }
        }
    }
}

fn to_json(answer: &Answer) -> Vec<u8> {
    serde_json::to_vec(answer).expect("an answer has only text and numbers")
}
