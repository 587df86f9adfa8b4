//! Sealed columns as data.

/// A column whose values are sealed. The logical name is bound into every
/// value, so it outlives any renaming of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Stable logical name: `accounts.openai_key`.
    pub name: &'static str,
    /// The table that holds the column today.
    pub table: &'static str,
    /// The BYTEA column.
    pub column: &'static str,
    /// The column whose text is bound into the value.
    pub row: &'static str,
}

impl Sealed {
    /// The logical name of the column within a scope, which gives the scope a
    /// subkey of its own.
    pub(crate) fn scoped(&self, scope: &str) -> String {
        format!("{}/{scope}", self.name)
    }
}
