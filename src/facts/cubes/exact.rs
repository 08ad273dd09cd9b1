//! Sums that stay exact while rows come and go: what was added is taken away to the last
//! bit, also where squares of milliseconds are beyond what a float holds.

use std::ops::{Add, AddAssign, Mul, Sub, SubAssign};

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Result, ToSql};

/// A sum of whole numbers, and one of the others beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Exact {
    whole: i128,
    rest: f64,
}

/// Whole numbers below this are themselves as floats.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Whole products are kept below this, so that no sum of them overflows.
const LARGEST: i128 = 1 << 90;

impl Exact {
    /// None where it is no number.
    pub(super) fn read(value: ValueRef<'_>) -> Option<Exact> {
        match value {
            ValueRef::Integer(whole) => Some(Exact {
                whole: whole.into(),
                rest: 0.0,
            }),
            ValueRef::Real(value) => Some(value.into()),
            _ => None,
        }
    }

    fn float(self) -> f64 {
        self.whole as f64 + self.rest
    }
}

impl From<f64> for Exact {
    fn from(value: f64) -> Exact {
        match value.fract() == 0.0 && value.abs() < EXACT {
            true => Exact {
                whole: value as i128,
                rest: 0.0,
            },
            false => Exact {
                whole: 0,
                rest: value,
            },
        }
    }
}

impl Add for Exact {
    type Output = Exact;

    fn add(self, other: Exact) -> Exact {
        Exact {
            whole: self.whole + other.whole,
            rest: self.rest + other.rest,
        }
    }
}

impl Sub for Exact {
    type Output = Exact;

    fn sub(self, other: Exact) -> Exact {
        Exact {
            whole: self.whole - other.whole,
            rest: self.rest - other.rest,
        }
    }
}

impl Mul for Exact {
    type Output = Exact;

    fn mul(self, other: Exact) -> Exact {
        let are_whole = self.rest == 0.0 && other.rest == 0.0;
        let product = self.whole.checked_mul(other.whole);
        let product = product.filter(|product| are_whole && product.abs() < LARGEST);
        match product {
            Some(whole) => Exact { whole, rest: 0.0 },
            None => (self.float() * other.float()).into(),
        }
    }
}

impl AddAssign for Exact {
    fn add_assign(&mut self, other: Exact) {
        *self = *self + other;
    }
}

impl SubAssign for Exact {
    fn sub_assign(&mut self, other: Exact) {
        *self = *self - other;
    }
}

/// As a whole number wherever SQLite has it: then adding and taking away in the table is
/// exact too.
impl ToSql for Exact {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        let whole = (self.rest == 0.0).then(|| i64::try_from(self.whole).ok());
        let value = whole.flatten().map(Value::Integer);
        Ok(ToSqlOutput::Owned(
            value.unwrap_or(Value::Real(self.float())),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(sum: Exact) -> Value {
        match sum.to_sql() {
            Ok(ToSqlOutput::Owned(value)) => value,
            _ => Value::Null,
        }
    }

    #[test]
    fn what_was_added_is_taken_away_to_the_last_bit() {
        let square = |millis: i64| {
            let millis = Exact::read(ValueRef::Integer(millis)).unwrap_or_default();
            millis * millis
        };
        // Ten days, and more than one, in odd milliseconds.
        let (long, short) = (square(864_000_001), square(100_000_001));
        let left = stored(long + short - long);
        assert_eq!(left, Value::Integer(10_000_000_200_000_001));
        let beyond = square(i64::MAX) + square(i64::MAX);
        assert_eq!(stored(beyond), Value::Real(2.0 * (i64::MAX as f64).powi(2)));
    }

    #[test]
    fn fractions_are_summed_beside_whole_numbers() {
        let (half, one) = (Exact::from(0.5), Exact::from(1.0));
        assert_eq!(stored(half * half + one), Value::Real(1.25));
        assert_eq!(stored(half + one - half), Value::Integer(1));
    }
}
