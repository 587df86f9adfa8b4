//! Tables that hold what belongs to partners, as data.

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Column, FromRow, Row, TypeInfo, ValueRef};

use crate::Value;

/// A table with rows of partners. Each capability registers its own, so that
/// erasing a partner and exporting what we hold walk all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The table.
    pub table: &'static str,
    /// Statements that each delete a short batch of the rows of partner `$1`;
    /// one is repeated until it finds nothing, then comes the next.
    pub erase: &'static [&'static str],
    /// What the partner gets of it.
    pub export: Export,
}

/// Whether a partner gets the rows of a table with the own data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// Yes, as a file.
    Rows {
        /// The name of the file without its ending.
        name: &'static str,
        /// One page of the rows of partner `$1` after (`$2`, `$3`): the first
        /// two columns are a moment and a text that order them.
        page: &'static str,
        /// Also as a table for people, beside the JSON.
        is_table: bool,
    },
    /// No, and why.
    Left(&'static str),
}

impl Holding {
    /// Its texts, for the prepare test.
    pub fn statements(&self) -> Vec<&'static str> {
        let page = match self.export {
            Export::Rows { page, .. } => Some(page),
            Export::Left(_) => None,
        };
        self.erase.iter().copied().chain(page).collect()
    }
}

/// A row of any table: the names of its columns and their values.
#[derive(Clone, Debug, PartialEq)]
pub struct Record(pub Vec<(String, Value)>);

/// Reads a row by what its columns say of themselves.
macro_rules! record {
    ($row:ty) => {
        impl FromRow<'_, $row> for Record {
            fn from_row(row: &$row) -> Result<Self, sqlx::Error> {
                let mut values = Vec::with_capacity(row.columns().len());
                for column in row.columns() {
                    let (name, place) = (column.name(), column.ordinal());
                    let raw = row.try_get_raw(place)?;
                    let declared = column.type_info().name().to_owned();
                    let value = match (declared.as_str(), raw.type_info().name()) {
                        _ if raw.is_null() => Value::Text(None),
                        ("BOOLEAN" | "BOOL", _) => Value::Bool(row.try_get(place)?),
                        (_, "INTEGER" | "BIGINT" | "INT8") => Value::Int(row.try_get(place)?),
                        (_, "REAL" | "FLOAT8") => Value::Float(row.try_get(place)?),
                        (_, "BLOB" | "BYTEA") => Value::Bytes(row.try_get(place)?),
                        (_, _) => Value::Text(row.try_get(place)?),
                    };
                    values.push((name.to_owned(), value));
                }
                Ok(Self(values))
            }
        }
    };
}

record!(SqliteRow);
record!(PgRow);
