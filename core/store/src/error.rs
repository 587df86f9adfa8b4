//! What can go wrong in the database.

/// A statement or a commit failed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DbError {
    /// A unique key exists already.
    #[error("the row exists already")]
    Unique,
    /// A row that must exist does not.
    #[error("no such row")]
    Missing,
    /// Something would be changed by whoever may only look.
    #[error("nothing can be changed here")]
    OnlyLooking,
    /// A stored value cannot be read as its type.
    #[error("a stored value is not readable: {0}")]
    Unreadable(String),
    /// PostgreSQL ended the transaction, because it waited for another one that
    /// waited for it; tried again, it may succeed.
    #[error("two transactions waited for each other")]
    Deadlock,
    /// The group of transactions that shared this commit failed as a whole.
    #[error("the commit failed: {0}")]
    Commit(String),
    /// Anything else.
    #[error("the database refused: {0}")]
    Other(String),
}

/// SQLSTATE `deadlock_detected`.
const DEADLOCK: &str = "40P01";

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::Missing,
            sqlx::Error::Database(inner) if inner.is_unique_violation() => Self::Unique,
            sqlx::Error::Database(inner) if inner.code().as_deref() == Some(DEADLOCK) => {
                Self::Deadlock
            }
            sqlx::Error::ColumnDecode { .. } => Self::Unreadable(error.to_string()),
            _ => Self::Other(error.to_string()),
        }
    }
}

/// The database could not be opened. Each is a sentence for the operator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// `DATABASE_URL` is neither SQLite nor PostgreSQL.
    #[error("DATABASE_URL must look like sqlite:///app.db or postgres://user:password@host/name")]
    Address,
    /// No connection, or a failed migration.
    #[error("the database cannot be opened: {0}")]
    Unreachable(String),
    /// Data is sealed with a key that `SECRET_KEY` lacks.
    #[error("data in the database is sealed with key {key_id:?}, which SECRET_KEY does not hold")]
    KeyMissing {
        /// The id of the missing key.
        key_id: String,
    },
    /// A key has the right id and the wrong bytes.
    #[error("SECRET_KEY is not the key {key_id:?} that sealed the data in this database")]
    KeyWrong {
        /// The id of the wrong key.
        key_id: String,
    },
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        Self::Unreachable(error.to_string())
    }
}

impl From<DbError> for OpenError {
    fn from(error: DbError) -> Self {
        Self::Unreachable(error.to_string())
    }
}
