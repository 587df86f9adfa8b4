//! The child process: one file in, one line of JSON out, under hard limits.
//!
//! The binary calls [`main`] for its hidden sub-command before it does
//! anything else: no runtime, no configuration, no log. Standard output must
//! be a pipe, because the process may write no files.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::panic;
use std::process::ExitCode;
use std::thread;

use rlimit::Resource;
use serde::{Deserialize, Serialize};

use crate::{Document, Kind, Limits, Refusal, extract};

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
    let mut answer = match read_input(&order.limits) {
        Ok(bytes) => answer(&order, bytes),
        Err(_) => return ExitCode::from(EXIT_PIPE),
    };
    answer.push(b'\n');
    let mut stdout = io::stdout().lock();
    match stdout.write_all(&answer).and_then(|()| stdout.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(EXIT_PIPE),
    }
}

/// What a child says about a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Answer {
    /// It was read.
    Ok(Document),
    /// It was not.
    Refused(Refusal),
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
    let cpu_seconds = order.limits.cpu_seconds;
    lower(Resource::CORE, 0, 0)?;
    lower(Resource::FSIZE, 0, 0)?;
    lower(Resource::NOFILE, OPEN_FILES, OPEN_FILES)?;
    lower(Resource::CPU, cpu_seconds, cpu_seconds.saturating_add(1))?;
    let memory_bytes = order.limits.memory_bytes_for(order.kind);
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

/// Reads on a thread with room for deep files. A panic there is the file's fault.
fn answer(order: &Order, bytes: Vec<u8>) -> Vec<u8> {
    let (kind, limits) = (order.kind, order.limits.clone());
    let stack_bytes = usize::try_from(limits.stack_bytes).unwrap_or(usize::MAX);
    let reading = thread::Builder::new()
        .stack_size(stack_bytes)
        .spawn(move || extract(kind, &bytes, &limits));
    let answer = match reading.map(thread::JoinHandle::join) {
        Ok(Ok(Ok(document))) => Answer::Ok(document),
        Ok(Ok(Err(refusal))) => Answer::Refused(refusal),
        Ok(Err(_panic)) => Answer::Refused(Refusal::Corrupt),
        Err(_no_memory_for_a_thread) => Answer::Refused(Refusal::TooComplex),
    };
    let line = to_json(&answer);
    if line.len() as u64 >= order.limits.answer_bytes() {
        return to_json(&Answer::Refused(Refusal::TooComplex));
    }
    line
}

fn to_json(answer: &Answer) -> Vec<u8> {
    serde_json::to_vec(answer).expect("an answer has only text and numbers")
}
