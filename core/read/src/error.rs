//! Why a file was not read: its own fault, or ours.

use std::io;

use serde::{Deserialize, Serialize};

/// A file that is not read, for a reason its sender can understand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// No bytes, or no text in them.
    #[error("the file is empty")]
    Empty,
    /// More bytes than are accepted.
    #[error("the file has {bytes} bytes, more than {limit}")]
    TooLarge {
        /// Size of the file.
        bytes: u64,
        /// Size that is accepted.
        limit: u64,
    },
    /// Something other than what is read here.
    #[error("the file is of the kind {found}")]
    WrongType {
        /// What it is, as a short lower-case word such as `xlsx` or `png`.
        found: String,
    },
    /// A password is needed.
    #[error("the file is protected by a password")]
    Encrypted,
    /// An office file that carries a program.
    #[error("the file holds macros")]
    Macros,
    /// Pages without text: photographs of paper.
    #[error("the {pages} pages hold pictures instead of text")]
    Scanned {
        /// How many pages.
        pages: u32,
    },
    /// Broken or cut off.
    #[error("the file is damaged")]
    Corrupt,
    /// Reading it took more memory, time, depth or output than is allowed.
    #[error("the file is too complex to be read")]
    TooComplex,
}

/// Why a file could not be read at all, which is no fault of the file.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The reading process did not start.
    #[error("the reading process did not start")]
    Spawn(#[source] io::Error),
    /// Talking with the reading process failed.
    #[error("the reading process could not be talked to")]
    Pipe(#[source] io::Error),
    /// The reading process ended in a way that says nothing about the file.
    #[error("the reading process ended with {how}")]
    Ended {
        /// Its exit status, or what was wrong with its answer.
        how: String,
    },
}

/// Why [`Reader::read`](crate::Reader::read) gave no document.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Reading failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}
