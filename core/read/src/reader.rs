//! The parent's side: starts a child, feeds it a file, believes nothing.

use std::future::Future;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};
use tokio::signal::unix::SignalKind;

use crate::child::{self, Answer};
use crate::extract::check_size;
use crate::{Document, Error, Fault, Kind, Limits, Progress, Refusal, sniff};

/// Reads files, each in a child process of its own.
#[derive(Clone, Debug)]
pub struct Reader {
    /// A program that calls [`child::main`] for [`child::COMMAND`]: the
    /// product's own binary, by its full path.
    pub program: PathBuf,
    /// What a file may cost.
    pub limits: Limits,
}

impl Reader {
    /// A reader with the usual limits.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            limits: Limits::default(),
        }
    }

    /// Sniffs a file and reads it; `on_progress` hears now and then how far a
    /// long one has come. When `deadline` is over first, the child is killed
    /// and the file refused as [`Refusal::TooComplex`].
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] when the file is at fault, [`Error::Fault`] otherwise.
    pub async fn read(
        &self,
        file_name: &str,
        bytes: Vec<u8>,
        deadline: impl Future<Output = ()>,
        on_progress: impl FnMut(Progress),
    ) -> Result<Document, Error> {
        check_size(&bytes, &self.limits)?;
        let kind = sniff(file_name, &bytes)?;
        self.read_as(kind, bytes, deadline, on_progress).await
    }

    /// Reads a file whose kind is known already.
    ///
    /// # Errors
    ///
    /// As [`Reader::read`].
    pub async fn read_as(
        &self,
        kind: Kind,
        bytes: Vec<u8>,
        deadline: impl Future<Output = ()>,
        on_progress: impl FnMut(Progress),
    ) -> Result<Document, Error> {
        if bytes.is_empty() {
            return Err(Refusal::Empty.into());
        }
        check_size(&bytes, &self.limits)?;
        let mut child = self.spawn(kind)?;
        let ended = tokio::select! {
            biased;
            ended = exchange(&mut child, bytes, self.limits.answer_bytes(), on_progress) => Some(ended?),
            () = deadline => None,
        };
        match ended {
            Some(ended) => verdict(ended),
            None => {
                child.kill().await.map_err(Fault::Pipe)?;
                Err(Refusal::TooComplex.into())
            }
        }
    }

    /// The child sees no environment: what is not there cannot leak.
    fn spawn(&self, kind: Kind) -> Result<Child, Fault> {
        Command::new(&self.program)
            .arg(child::COMMAND)
            .args(child::arguments(kind, &self.limits))
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(Fault::Spawn)
    }
}

/// How a child ended and what it had said by then.
struct Ended {
    status: ExitStatus,
    output: Vec<u8>,
    is_too_long: bool,
}

async fn exchange(
    child: &mut Child,
    bytes: Vec<u8>,
    answer_bytes: u64,
    on_progress: impl FnMut(Progress),
) -> Result<Ended, Fault> {
    let (mut stdin, stdout) = match (child.stdin.take(), child.stdout.take()) {
        (Some(stdin), Some(stdout)) => (stdin, stdout),
        _ => unreachable!("both pipes were asked for when the child was started"),
    };
    // A child that died stops reading; its exit status tells more than the
    // broken pipe does.
    let write = async move {
        let _ = stdin.write_all(&bytes).await;
        let _ = stdin.shutdown().await;
    };
    let limited = BufReader::new(stdout.take(answer_bytes + 1));
    let ((), heard) = tokio::join!(write, last_line(limited, on_progress));
    let (output, heard_bytes) = heard.map_err(Fault::Pipe)?;
    let is_too_long = heard_bytes > answer_bytes;
    if is_too_long {
        child.start_kill().map_err(Fault::Pipe)?;
    }
    let status = child.wait().await.map_err(Fault::Pipe)?;
    Ok(Ended {
        status,
        output,
        is_too_long,
    })
}

/// The last line a child says, and how many bytes it said in all.
async fn last_line(
    mut said: impl AsyncBufRead + Unpin,
    mut on_progress: impl FnMut(Progress),
) -> io::Result<(Vec<u8>, u64)> {
    let (mut last, mut bytes) = (Vec::new(), 0);
    loop {
        let mut line = Vec::new();
        let read = said.read_until(b'\n', &mut line).await?;
        if read == 0 {
            return Ok((last, bytes));
        }
        bytes += read as u64;
        // An answer is much longer; only short lines are worth the look.
        const LONGEST_PROGRESS: usize = 100;
        if line.len() < LONGEST_PROGRESS
            && let Ok(Answer::Progress(progress)) = serde_json::from_slice(&line)
        {
            on_progress(progress);
        }
        last = line;
    }
}

fn verdict(ended: Ended) -> Result<Document, Error> {
    if ended.is_too_long {
        return Err(Refusal::TooComplex.into());
    }
    if let Some(signal) = ended.status.signal() {
        // Limits end a process by a signal: KILL or XCPU for time, ABRT for
        // memory, ABRT or SEGV for the stack. Those below are sent by people.
        let by_people = [
            SignalKind::hangup(),
            SignalKind::interrupt(),
            SignalKind::quit(),
            SignalKind::terminate(),
        ];
        if !by_people.iter().any(|kind| kind.as_raw_value() == signal) {
            return Err(Refusal::TooComplex.into());
        }
    }
    if !ended.status.success() {
        let how = ended.status.to_string();
        return Err(Fault::Ended { how }.into());
    }
    match serde_json::from_slice(&ended.output) {
        Ok(Answer::Ok(document)) => Ok(document),
        Ok(Answer::Refused(refusal)) => Err(refusal.into()),
        Ok(Answer::Progress(_)) | Err(_) => Err(Fault::Ended {
            how: "an answer that is no answer".to_owned(),
        }
        .into()),
    }
}
