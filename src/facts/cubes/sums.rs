//! Sums over rows that each have a `num` and a `den`, exact where these are whole numbers.
//!
//! Rows come and go, in any order, and the sum must be the same to the last bit.
//! So whole numbers are added as such, and squares of milliseconds need more than
//! 64 bits; fractions are added apart from them.

use rusqlite::types::ValueRef;

use crate::facts::bytes::{put_wide, take_array, take_wide};

/// A number that a row gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    Whole(i64),
    Real(f64),
}

impl Number {
    /// `None` for null, and for what is no number.
    pub(super) fn of(value: ValueRef<'_>) -> Option<Number> {
        match value {
            ValueRef::Integer(value) if value.unsigned_abs() < LARGEST => {
                Some(Number::Whole(value))
            }
            ValueRef::Integer(value) => Some(Number::Real(value as f64)),
            ValueRef::Real(value) if value.fract() == 0.0 && value.abs() < LARGEST as f64 => {
                Some(Number::Whole(value as i64))
            }
            ValueRef::Real(value) => Some(Number::Real(value)),
            _ => None,
        }
    }

    pub(super) fn as_f64(self) -> f64 {
        match self {
            Number::Whole(value) => value as f64,
            Number::Real(value) => value,
        }
    }
}

/// Whole numbers from here on, a thousand years in milliseconds, are as good as fractions:
/// of those below, no sum of squares overflows.
const LARGEST: u64 = 1 << 45;

/// num, den, num², den², num·den.
const SUMS: usize = 5;

/// How many rows, and their sums.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sums {
    pub n: i64,
    whole: [i128; SUMS],
    /// Of rows with a fraction; few KPIs have any.
    real: Option<Box<[f64; SUMS]>>,
}

impl Sums {
    /// Adds a row.
    pub(super) fn add_row(&mut self, num: Number, den: Number) {
        self.n += 1;
        if let (Number::Whole(num), Number::Whole(den)) = (num, den) {
            let (num, den) = (i128::from(num), i128::from(den));
            let row = [num, den, num * num, den * den, num * den];
            for (sum, value) in self.whole.iter_mut().zip(row) {
                *sum += value;
            }
        } else {
            let (num, den) = (num.as_f64(), den.as_f64());
            self.add_real(&[num, den, num * num, den * den, num * den], 1.0);
        }
    }

    fn add_real(&mut self, row: &[f64; SUMS], sign: f64) {
        let real = self.real.get_or_insert_default();
        for (sum, value) in real.iter_mut().zip(row) {
            *sum += sign * value;
        }
    }

    /// Adds other sums, or takes them away (`sign` -1).
    pub(super) fn add_signed(&mut self, other: &Sums, sign: i64) {
        self.n += sign * other.n;
        for (sum, value) in self.whole.iter_mut().zip(other.whole) {
            *sum += i128::from(sign) * value;
        }
        if let Some(real) = &other.real {
            self.add_real(real, sign as f64);
        }
    }

    pub fn add(&mut self, other: &Sums) {
        self.add_signed(other, 1);
    }

    /// Whether there is nothing in it, and nothing taken away.
    pub(super) fn is_nothing(&self) -> bool {
        let real = self.real.iter().flat_map(|real| real.iter());
        self.n == 0 && self.whole == [0; SUMS] && real.into_iter().all(|sum| *sum == 0.0)
    }

    /// num, den, num², den², num·den.
    pub fn values(&self) -> [f64; SUMS] {
        let mut values = self.whole.map(|sum| sum as f64);
        for (value, real) in values.iter_mut().zip(self.real.iter().flat_map(|it| **it)) {
            *value += real;
        }
        values
    }

    /// How they lie in the bytes: which sums are left out because others say them.
    pub(super) fn form(&self) -> u8 {
        let n = i128::from(self.n);
        let [num, den, num2, den2, numden] = self.whole;
        let mut real = self.real.iter().flat_map(|real| real.iter());
        let real = if real.any(|sum| *sum != 0.0) { REAL } else { 0 };
        let counted = den == n && den2 == n && numden == num;
        real | match (counted, num2 == num) {
            (true, true) if real == 0 && (n, num) == (1, 1) => ONE,
            (true, true) => YES_OR_NO,
            (true, false) => COUNTED,
            (false, _) => 0,
        }
    }

    /// Writes them behind their form.
    pub(super) fn put(&self, bytes: &mut Vec<u8>) {
        let form = self.form();
        let [num, den, num2, den2, numden] = self.whole;
        let n = i128::from(self.n);
        let sums: &[i128] = match form & !REAL {
            ONE => &[],
            YES_OR_NO => &[n, num],
            COUNTED => &[n, num, num2],
            _ => &[n, num, den, num2, den2, numden],
        };
        sums.iter().for_each(|sum| put_wide(bytes, *sum));
        if form & REAL != 0 {
            for sum in self.real.iter().flat_map(|real| real.iter()) {
                bytes.extend_from_slice(&sum.to_le_bytes());
            }
        }
    }

    /// Takes them off the front, in some form; `None` where the bytes end early.
    pub(super) fn take(form: u8, bytes: &mut &[u8]) -> Option<Sums> {
        let mut sum = || take_wide(bytes);
        let form_of_whole = form & (ONE | YES_OR_NO | COUNTED);
        let (n, whole) = match form_of_whole {
            ONE => (1, [1; SUMS]),
            YES_OR_NO => {
                let (n, num) = (sum()?, sum()?);
                (n, [num, n, num, n, num])
            }
            COUNTED => {
                let (n, num, num2) = (sum()?, sum()?, sum()?);
                (n, [num, n, num2, n, num])
            }
            _ => (sum()?, [sum()?, sum()?, sum()?, sum()?, sum()?]),
        };
        let mut sums = Sums {
            n: i64::try_from(n).ok()?,
            whole,
            real: None,
        };
        if form & REAL != 0 {
            for sum in sums.real.get_or_insert_default().iter_mut() {
                *sum = f64::from_le_bytes(take_array(bytes)?);
            }
        }
        Some(sums)
    }
}

/// One row, a yes: nothing more is to be said.
const ONE: u8 = 1;

/// Every row is a yes or a no: `n` and `num` say it all.
const YES_OR_NO: u8 = 2;

/// Every row has 1 in `den`.
const COUNTED: u8 = 4;

/// There are fractions behind the whole sums.
const REAL: u8 = 8;

/// A cell of the same crossing and stretch of time as the one before.
pub(super) const SAME: u8 = 16;

/// A cell with a name.
pub(super) const NAMED: u8 = 32;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use arbtest::arbitrary::{Result, Unstructured};

    fn number(u: &mut Unstructured<'_>) -> Result<Number> {
        Ok(match u.int_in_range(0..=5)? {
            0 => Number::Real(f64::from(u.int_in_range(-9..=9)?) / 4.0),
            1 => Number::of(ValueRef::Integer(u.arbitrary()?)).unwrap(),
            _ => Number::Whole(u.int_in_range(0..=1)?),
        })
    }

    fn sums(rows: &[(Number, Number)]) -> Sums {
        let mut sums = Sums::default();
        rows.iter().for_each(|(num, den)| sums.add_row(*num, *den));
        sums
    }

    #[test]
    fn sums_are_read_as_they_were_written_and_bytes_that_end_early_give_none() {
        arbtest::arbtest(|u| {
            let rows: Vec<_> = (0..u.int_in_range(0..=4)?)
                .map(|_| Ok((number(u)?, number(u)?)))
                .collect::<Result<_>>()?;
            let sums = sums(&rows);
            let mut bytes = Vec::new();
            sums.put(&mut bytes);
            let read = Sums::take(sums.form(), &mut bytes.as_slice()).unwrap();
            assert_eq!((read.n, read.values()), (sums.n, sums.values()));
            if bytes.pop().is_some() {
                assert_eq!(Sums::take(sums.form(), &mut bytes.as_slice()), None);
            }
            Ok(())
        });
    }

    #[test]
    fn what_is_taken_away_leaves_whole_numbers_as_if_it_had_never_been() {
        let long = Number::Whole(2_592_000_123);
        let (one, ten) = (Number::Whole(1), Number::Whole(10));
        let mut sums = sums(&[(long, ten), (one, one), (long, one)]);
        let mut away = Sums::default();
        away.add_row(long, ten);
        away.add_row(long, one);
        sums.add_signed(&away, -1);
        let mut left = Sums::default();
        left.add_row(one, one);
        assert_eq!(sums, left);
        sums.add_signed(&left, -1);
        assert!(sums.is_nothing());
    }

    #[test]
    fn a_yes_or_no_takes_two_bytes_and_one_yes_none() {
        let (yes, no) = (Number::Whole(1), Number::Whole(0));
        let mut bytes = Vec::new();
        sums(&[(yes, yes)]).put(&mut bytes);
        assert_eq!(bytes.len(), 0);
        sums(&[(yes, yes), (no, yes)]).put(&mut bytes);
        assert_eq!(bytes.len(), 2);
    }
}
