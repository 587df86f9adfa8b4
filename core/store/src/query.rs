//! One statement on either database.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Postgres, Sqlite};

use crate::tx::Conn;
use crate::{Db, DbError, Tx, Value};

/// A row type that both databases can fill; derive `sqlx::FromRow` for it.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{}

/// Where a statement runs: inside a write transaction, or on the read side.
pub enum On<'a> {
    /// Inside the transaction, which sees its own changes.
    Tx(&'a mut Tx),
    /// On a pooled connection that sees committed data only.
    Db(&'a Db),
}

impl<'a> From<&'a mut Tx> for On<'a> {
    fn from(tx: &'a mut Tx) -> Self {
        Self::Tx(tx)
    }
}

impl<'a> From<&'a Db> for On<'a> {
    fn from(db: &'a Db) -> Self {
        Self::Db(db)
    }
}

impl On<'_> {
    /// The same place again, for a function that runs several statements.
    pub fn again(&mut self) -> On<'_> {
        match self {
            Self::Tx(tx) => On::Tx(tx),
            Self::Db(db) => On::Db(db),
        }
    }
}

/// A statement with its arguments.
#[derive(Debug)]
pub struct Query {
    text: &'static str,
    args: Vec<Value>,
}

/// Starts a statement; `text` uses `$1`, `$2` .. and the portable subset.
pub fn sql(text: &'static str) -> Query {
    Query {
        text,
        args: Vec::new(),
    }
}

/// Binds every argument of a statement on one of the two drivers.
macro_rules! bound {
    ($start:expr, $args:expr) => {{
        let mut query = $start;
        for value in $args {
            query = match value {
                Value::Text(v) => query.bind(v),
                Value::Int(v) => query.bind(v),
                Value::Bool(v) => query.bind(v),
                Value::Bytes(v) => query.bind(v),
                Value::Float(v) => query.bind(v),
            };
        }
        query
    }};
}

/// Runs one sqlx call on whichever connection `$on` is.
macro_rules! dispatch {
    ($on:expr, $text:expr, $args:expr, $sqlite:expr, $pg:expr, $call:ident) => {
        match $on.into() {
            On::Tx(tx) => match tx.conn($text)? {
                Conn::Sqlite(conn) => Ok(bound!($sqlite, $args).$call(&mut *conn).await?),
                Conn::Pg(conn) => Ok(bound!($pg, $args).$call(&mut *conn).await?),
            },
            On::Db(Db::Sqlite(side)) => Ok(bound!($sqlite, $args).$call(side.reader()).await?),
            On::Db(Db::Pg(side)) => Ok(bound!($pg, $args).$call(side.pool()).await?),
        }
    };
}

impl Query {
    /// Adds the next argument.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.args.push(value.into());
        self
    }

    /// Runs it and returns the number of rows changed.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn execute(self, on: impl Into<On<'_>>) -> Result<u64, DbError> {
        let Self { text, args } = self;
        match on.into() {
            On::Tx(tx) => match tx.conn(text)? {
                Conn::Sqlite(conn) => {
                    let done = bound!(sqlx::query::<Sqlite>(text), args)
                        .execute(&mut *conn)
                        .await?;
                    Ok(done.rows_affected())
                }
                Conn::Pg(conn) => {
                    let done = bound!(sqlx::query::<Postgres>(text), args)
                        .execute(&mut *conn)
                        .await?;
                    Ok(done.rows_affected())
                }
            },
            On::Db(_) => Err(DbError::Other("a write outside a transaction".into())),
        }
    }

    /// The first row, or none.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn optional<T: Row>(self, on: impl Into<On<'_>>) -> Result<Option<T>, DbError> {
        let Self { text, args } = self;
        dispatch!(
            on,
            text,
            args,
            sqlx::query_as::<Sqlite, T>(text),
            sqlx::query_as::<Postgres, T>(text),
            fetch_optional
        )
    }

    /// The only row.
    ///
    /// # Errors
    /// [`DbError::Missing`] when there is none.
    pub async fn one<T: Row>(self, on: impl Into<On<'_>>) -> Result<T, DbError> {
        self.optional(on).await?.ok_or(DbError::Missing)
    }

    /// All rows.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn all<T: Row>(self, on: impl Into<On<'_>>) -> Result<Vec<T>, DbError> {
        let Self { text, args } = self;
        dispatch!(
            on,
            text,
            args,
            sqlx::query_as::<Sqlite, T>(text),
            sqlx::query_as::<Postgres, T>(text),
            fetch_all
        )
    }
}

/// A statement over many rows: `head (..), (..), .. tail`.
///
/// `row` is the template of one row, each `$` in it one argument:
/// `"($, CAST($ AS BIGINT))"`. Texts are made for 1, 2, 4 .. 64 rows only, so
/// that the databases' statement caches stay small.
#[derive(Clone, Copy, Debug)]
pub struct Many {
    /// Text before the rows.
    pub head: &'static str,
    /// Template of one row.
    pub row: &'static str,
    /// Text after the rows.
    pub tail: &'static str,
}

/// How the arguments of a text over many rows are marked. SQLite takes both,
/// but looks a numbered mark up among all others each time it is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Marks {
    /// `$1, $2 ..`
    Numbered,
    /// `?, ? ..`
    Plain,
}

/// The largest number of rows in one statement.
const MOST_ROWS: usize = 64;

/// Declares a statement over many rows.
pub const fn many(head: &'static str, row: &'static str, tail: &'static str) -> Many {
    Many { head, row, tail }
}

impl Many {
    /// Every text that this statement can have, for the tests of all statements.
    pub fn texts(&self) -> impl Iterator<Item = &'static str> {
        (0..=MOST_ROWS.ilog2()).map(|power| self.text(1 << power))
    }

    /// The statement's text for `rows` rows, as both databases take it.
    fn text(&self, rows: usize) -> &'static str {
        self.text_with(rows, Marks::Numbered)
    }

    /// Texts are made once and live as long as the process, as the drivers'
    /// caches want.
    fn text_with(&self, rows: usize, marks: Marks) -> &'static str {
        type Key = (&'static str, &'static str, &'static str, usize, Marks);
        static TEXTS: LazyLock<Mutex<HashMap<Key, &'static str>>> = LazyLock::new(Mutex::default);
        let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
        texts
            .entry((self.head, self.row, self.tail, rows, marks))
            .or_insert_with(|| Box::leak(self.render(rows, marks).into_boxed_str()))
    }

    /// Runs the statement over all `rows` and returns the number changed.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn execute(&self, tx: &mut Tx, rows: Vec<Vec<Value>>) -> Result<u64, DbError> {
        let mut changed = 0;
        let marks = match tx.locks_rows() {
            true => Marks::Numbered,
            false => Marks::Plain,
        };
        for query in self.queries(rows, marks) {
            changed += query.execute(&mut *tx).await?;
        }
        Ok(changed)
    }

    /// Runs the statement over all `rows` and returns what it gives back.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn all<T: Row>(
        &self,
        on: impl Into<On<'_>>,
        rows: Vec<Vec<Value>>,
    ) -> Result<Vec<T>, DbError> {
        let mut on = on.into();
        let mut found = Vec::new();
        let marks = match &on {
            On::Tx(tx) if tx.locks_rows() => Marks::Numbered,
            On::Db(db) if db.is_postgres() => Marks::Numbered,
            On::Tx(_) | On::Db(_) => Marks::Plain,
        };
        for query in self.queries(rows, marks) {
            found.extend(query.all::<T>(on.again()).await?);
        }
        Ok(found)
    }

    fn queries(&self, mut rows: Vec<Vec<Value>>, marks: Marks) -> Vec<Query> {
        let mut queries = Vec::new();
        while !rows.is_empty() {
            let size = (1 << rows.len().ilog2()).min(MOST_ROWS);
            let args = rows.drain(..size).flatten().collect();
            queries.push(Query {
                text: self.text_with(size, marks),
                args,
            });
        }
        queries
    }

    fn render(&self, rows: usize, marks: Marks) -> String {
        let mut number = 0;
        let mut text = self.head.to_owned();
        for row in 0..rows {
            text.push_str(if row == 0 { " " } else { ", " });
            for piece in self.row.split_inclusive('$') {
                match (piece.strip_suffix('$'), marks) {
                    (None, _) => text.push_str(piece),
                    (Some(before), Marks::Numbered) => {
                        number += 1;
                        text.push_str(&format!("{before}${number}"));
                    }
                    (Some(before), Marks::Plain) => {
                        text.push_str(before);
                        text.push('?');
                    }
                }
            }
        }
        text.push(' ');
        text.push_str(self.tail);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_numbered_through_all_rows() {
        const PAIRS: Many = many(
            "INSERT INTO t (a, b) VALUES",
            "($, $)",
            "ON CONFLICT DO NOTHING",
        );
        assert_eq!(
            PAIRS.text(2),
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING"
        );
        assert_eq!(
            PAIRS.text_with(2, Marks::Plain),
            "INSERT INTO t (a, b) VALUES (#, #), (#, #) ON CONFLICT DO NOTHING"
                .replace('#', "\u{3f}")
        );
    }

    #[test]
    fn rows_are_cut_into_powers_of_two() {
        const ONES: Many = many("DELETE FROM t WHERE a IN (VALUES", "($)", ")");
        let rows = (0..77_i64).map(|n| vec![Value::from(n)]).collect();
        let sizes: Vec<usize> = ONES
            .queries(rows, Marks::Plain)
            .iter()
            .map(|q| q.args.len())
            .collect();
        assert_eq!(sizes, [64, 8, 4, 1]);
    }
}
