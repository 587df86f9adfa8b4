#![doc = include_str!("../README.md")]

mod address;
mod bell;
mod checkpoint;
pub mod copy;
mod db;
mod error;
mod gauge;
mod grouped;
mod holding;
mod keys;
mod memory;
mod migrations;
mod query;
mod rotation;
mod sealed;
mod tx;
mod value;
mod wake;
mod writer;

pub use address::Address;
pub use bell::Bell;
pub use db::{Db, Opened};
pub use error::{DbError, OpenError};
pub use grouped::{Grouped, Write};
pub use holding::{Export, Holding, Record};
pub use keys::unlock;
pub use migrations::{MIGRATIONS, Script, Step};
pub use query::{Many, On, Query, Row, many, sql};
pub use rotation::{Damaged, Rotated, Rotation, rotate, rotation_statements};
pub use sealed::{Scope, Sealed};
pub use tx::{Actor, Looking, Tx};
pub use value::Value;
pub use wake::WakeUps;
pub use writer::Turn;

/// The statements of this crate, for the prepare test.
pub fn statements() -> Vec<&'static str> {
    [db::ALL, keys::ALL, rotation::ALL].concat()
}

/// The meters of this crate.
pub fn meters() -> Vec<scx_kit::Meter> {
    gauge::METERS.to_vec()
}

/// Declares the SQL texts of a module as constants, and `ALL`, the list that
/// the prepare test walks.
#[macro_export]
macro_rules! statements {
    ($( $(#[$meta:meta])* $name:ident = $text:expr; )*) => {
        $( $(#[$meta])* const $name: &str = $text; )*
        /// Every statement of this module, for the prepare test.
        pub const ALL: &[&str] = &[$($name),*];
    };
}
