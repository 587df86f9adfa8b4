//! A business "no", and a fault.

use scx_jobs::Stop;
use scx_store::DbError;

/// An argument of a text. Formatting for the person's language happens where
/// the text is rendered.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Arg {
    /// Text given by a person or a file; escaped when rendered.
    Text(String),
    /// A count.
    Number(i64),
    /// A size in bytes, shown in MB.
    Bytes(i64),
    /// A moment, Unix milliseconds, shown in Tashkent time.
    Moment(i64),
    /// A day, Unix milliseconds of any moment of it, shown as in Tashkent.
    Day(i64),
    /// A sum in tiyin, shown in so'm.
    Money(i64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<scx_kit::Tiyin> for Arg {
    fn from(sum: scx_kit::Tiyin) -> Self {
        Self::Money(sum.0)
    }
}

/// A business "no": a Fluent key and its arguments.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, thiserror::Error)]
#[error("refused: {key}")]
pub struct Refusal {
    /// The key of the sentence that tells the person.
    pub key: String,
    /// The arguments of the sentence.
    pub args: Vec<(String, Arg)>,
}

impl Refusal {
    /// A refusal without arguments.
    pub fn new(key: &str) -> Self {
        Self {
            key: key.to_owned(),
            args: Vec::new(),
        }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Arg>) -> Self {
        self.args.push((name.to_owned(), value.into()));
        self
    }
}

/// Why a function of the domain did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The business says no; the person is told why.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Ours or the world's fault; reported once, never shown.
    #[error(transparent)]
    Fault(#[from] anyhow::Error),
}

impl From<DbError> for Error {
    fn from(error: DbError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(refusal) => Self::GiveUp(refusal.to_string()),
            Error::Fault(fault) => Self::again(format!("{fault:#}")),
        }
    }
}

/// Reads a stored value; what cannot be read is a fault of the database's content.
pub(crate) fn readable<T, E: std::fmt::Display>(parsed: Result<T, E>) -> Result<T, DbError> {
    parsed.map_err(|error| DbError::Unreadable(error.to_string()))
}

/// Writes plain data as JSON text.
pub(crate) fn plain<T: serde::Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("plain data serialises")
}
