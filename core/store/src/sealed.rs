//! Sealed columns as data.

use scx_kit::{Millis, Time};

/// A column whose values are sealed. The logical name is bound into every
/// value, so it outlives any renaming of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Stable logical name: `accounts.openai_key`.
    pub name: &'static str,
    /// The table that holds the column today.
    pub table: &'static str,
    /// The BYTEA column; NULL where nothing is sealed.
    pub column: &'static str,
    /// The column whose text is bound into the value.
    pub row: &'static str,
    /// How the values get subkeys narrower than the column's own, if they do.
    pub scope: Option<Scope>,
}

/// Where the scope of a value is found, so that whoever walks all sealed
/// columns can open it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One subkey for each day of this column of milliseconds.
    DayOf(&'static str),
}

impl Scope {
    /// The column from which the scope derives.
    pub fn column(self) -> &'static str {
        match self {
            Self::DayOf(column) => column,
        }
    }

    /// The scope of a row with `value` in that column.
    pub(crate) fn of(self, value: i64) -> String {
        match self {
            Self::DayOf(_) => Self::day(Time(value)),
        }
    }

    /// The scope of a day, counted from 1970.
    pub fn day(at: Time) -> String {
        at.0.div_euclid(Millis::days(1).0).to_string()
    }
}

impl Sealed {
    /// The logical name of the column within a scope, which gives the scope a
    /// subkey of its own.
    pub(crate) fn scoped(&self, scope: &str) -> String {
        format!("{}/{scope}", self.name)
    }
}
