//! Sums of money.

use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use serde::{Deserialize, Serialize};

/// A sum in tiyin, a hundredth of a so'm. No sum of the product is ever a
/// fraction of one.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Tiyin(pub i64);

impl Tiyin {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A sum of whole so'm.
    pub const fn som(n: i64) -> Self {
        Self(n * 100)
    }

    /// So many hundredths of the sum, rounded down to a tiyin.
    #[must_use]
    pub fn percent(self, percent: i64) -> Self {
        let exact = i128::from(self.0) * i128::from(percent);
        Self(i64::try_from(exact.div_euclid(100)).unwrap_or(i64::MAX))
    }
}

impl Add for Tiyin {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Tiyin {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Tiyin {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Tiyin {
    fn sum<I: Iterator<Item = Self>>(sums: I) -> Self {
        sums.fold(Self::ZERO, Add::add)
    }
}

impl From<i64> for Tiyin {
    fn from(tiyin: i64) -> Self {
        Self(tiyin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_the_largest_price_is_exact_and_rounded_down() {
        let year = Tiyin::som(300_000_000);
        assert_eq!(year.percent(10), Tiyin::som(30_000_000));
        assert_eq!(Tiyin(101).percent(50), Tiyin(50));
        assert_eq!(Tiyin(i64::MAX).percent(100), Tiyin(i64::MAX));
    }
}
