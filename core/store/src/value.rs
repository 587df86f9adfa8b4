//! The few column types of the portable subset, as one enum.

use scx_kit::{Id, Language, Prefix, Time, Tiyin};

/// A value to bind. Nulls keep their type, which PostgreSQL wants to know.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// TEXT.
    Text(Option<String>),
    /// BIGINT.
    Int(Option<i64>),
    /// BOOLEAN.
    Bool(Option<bool>),
    /// BYTEA.
    Bytes(Option<Vec<u8>>),
    /// DOUBLE PRECISION.
    Float(Option<f64>),
}

/// Makes `T` and `Option<T>` bindable through one conversion.
macro_rules! bindable {
    ($($type:ty => $variant:ident, $convert:expr;)*) => { $(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(Some($convert(value)))
            }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                Self::$variant(value.map($convert))
            }
        }
    )* };
}

bindable! {
    &str => Text, str::to_owned;
    &String => Text, String::clone;
    String => Text, std::convert::identity;
    Language => Text, |language: Language| language.tag().to_owned();
    i64 => Int, std::convert::identity;
    i32 => Int, i64::from;
    u32 => Int, i64::from;
    Time => Int, |time: Time| time.0;
    Tiyin => Int, |sum: Tiyin| sum.0;
    bool => Bool, std::convert::identity;
    Vec<u8> => Bytes, std::convert::identity;
    &[u8] => Bytes, <[u8]>::to_vec;
    f64 => Float, std::convert::identity;
}

impl<P: Prefix> From<Id<P>> for Value {
    fn from(id: Id<P>) -> Self {
        Self::Text(Some(id.to_string()))
    }
}

impl<P: Prefix> From<Option<Id<P>>> for Value {
    fn from(id: Option<Id<P>>) -> Self {
        Self::Text(id.map(|id| id.to_string()))
    }
}
