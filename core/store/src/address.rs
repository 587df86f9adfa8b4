//! `DATABASE_URL`, read once.

use std::fmt;
use std::path::PathBuf;

use crate::OpenError;

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL server.
    Postgres {
        /// Handed to the driver as it is.
        url: String,
        /// How many connections a process keeps open at most.
        connections: u32,
    },
}

/// As many as a process of two cores makes use of.
const CONNECTIONS: u32 = 16;

impl Address {
    /// Reads `DATABASE_URL`. `sqlite:app.db`, `sqlite://app.db` and
    /// `sqlite:///app.db` are the same relative file (the last is the spelling
    /// of SQLAlchemy); four slashes, or one after the colon, are absolute.
    ///
    /// # Errors
    /// [`OpenError::Address`] for any other scheme or an empty path.
    pub fn parse(url: &str) -> Result<Self, OpenError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres {
                url: url.to_owned(),
                connections: CONNECTIONS,
            });
        }
        let path = url.strip_prefix("sqlite:").ok_or(OpenError::Address)?;
        let path = path
            .strip_prefix("///")
            .or_else(|| path.strip_prefix("//"))
            .unwrap_or(path);
        if path.is_empty() || path.contains(['?', '#']) {
            return Err(OpenError::Address);
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }

    /// The same server with so many connections at most. A SQLite file has one
    /// writer and a few readers whatever is asked for.
    #[must_use]
    pub fn with_connections(mut self, most: u32) -> Self {
        if let Self::Postgres { connections, .. } = &mut self {
            *connections = most;
        }
        self
    }
}

/// A server's address holds a password.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => f.debug_tuple("Sqlite").field(path).finish(),
            Self::Postgres { .. } => f.write_str("Postgres"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_file_is_read() {
        for (url, path) in [
            ("sqlite:app.db", "app.db"),
            ("sqlite://app.db", "app.db"),
            ("sqlite:///app.db", "app.db"),
            ("sqlite:////var/app.db", "/var/app.db"),
            ("sqlite:/var/app.db", "/var/app.db"),
        ] {
            assert_eq!(
                Address::parse(url),
                Ok(Address::Sqlite(path.into())),
                "{url}"
            );
        }
    }

    #[test]
    fn a_password_is_never_printed() {
        let address = Address::parse("postgres://shop:hunter2@db/shop").unwrap();
        assert!(!format!("{address:?}").contains("hunter2"));
    }

    #[test]
    fn other_databases_are_refused() {
        for url in [
            "mysql://x/y",
            "app.db",
            "sqlite:",
            "sqlite:x.db?mode=memory",
        ] {
            assert_eq!(Address::parse(url), Err(OpenError::Address), "{url}");
        }
    }
}
