//! Sums over rows that each have a `num` and a `den`, exact whatever the rows are.
//!
//! Rows come and go, in any order, and the sum must be the same to the last bit. So whole
//! numbers are added as such, and fractions as whole numbers of small steps; either may need
//! more than 64 bits.

use std::ops::AddAssign;

use rusqlite::Row;
use rusqlite::types::{Type, ValueRef};

use crate::facts::bytes::{put_wide, take_wide};

/// A number that a row gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    Whole(i64),
    Real(f64),
}

/// Numbers are below it, as milliseconds of a thousand years are: then their squares can
/// be added up over more rows than a disk holds.
const LARGEST: i64 = 1 << 45;

/// Numbers with a fraction are below it.
const LARGEST_REAL: f64 = (1_i64 << 31) as f64;

/// What is no number that can be summed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unsummed {
    Null,
    Kind(Type),
    TooLarge(Type),
}

impl Unsummed {
    /// A row may give null, and is not summed then; all else is an error of its SELECT.
    pub(super) fn unless_null(self, column: usize, name: &str) -> rusqlite::Result<()> {
        match self {
            Unsummed::Null => Ok(()),
            Unsummed::Kind(kind) => Err(rusqlite::Error::InvalidColumnType(
                column,
                name.to_owned(),
                kind,
            )),
            Unsummed::TooLarge(kind) => {
                let why = format!(
                    "`{name}` is too large: sums take whole numbers below 2^45, and others below 2^31"
                );
                Err(rusqlite::Error::FromSqlConversionFailure(
                    column,
                    kind,
                    why.into(),
                ))
            }
        }
    }
}

impl Number {
    pub(super) fn of(value: ValueRef<'_>) -> Result<Number, Unsummed> {
        match value {
            ValueRef::Null => Err(Unsummed::Null),
            ValueRef::Integer(value) if value.unsigned_abs() < LARGEST as u64 => {
                Ok(Number::Whole(value))
            }
            ValueRef::Real(value) if value.fract() == 0.0 && value.abs() < LARGEST as f64 => {
                Ok(Number::Whole(value as i64))
            }
            ValueRef::Real(value) if value.abs() < LARGEST_REAL => Ok(Number::Real(value)),
            large @ (ValueRef::Integer(_) | ValueRef::Real(_)) => {
                Err(Unsummed::TooLarge(large.data_type()))
            }
            other => Err(Unsummed::Kind(other.data_type())),
        }
    }

    pub(super) fn as_f64(self) -> f64 {
        match self {
            Number::Whole(value) => value as f64,
            Number::Real(value) => value,
        }
    }
}

/// num, den, num², den², num·den.
const SUMS: usize = 5;

/// Into how many steps 1 is cut where fractions are added: numbers lose nothing from
/// 1/2,000 on, and their products are larger.
const STEPS: [f64; SUMS] = {
    let (number, product) = ((1_u128 << 64) as f64, (1_u128 << 36) as f64);
    [number, number, product, product, product]
};

/// How many rows, and their sums.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    pub n: i64,
    whole: [i128; SUMS],
    /// Of rows with a fraction, in steps; few KPIs have any.
    steps: Option<Box<[i128; SUMS]>>,
}

impl PartialEq for Sums {
    fn eq(&self, other: &Sums) -> bool {
        let all = |sums: &Sums| (sums.n, sums.whole);
        all(self) == all(other) && self.given_steps() == other.given_steps()
    }
}

impl Sums {
    /// Adds what a row gives in two columns, `num` and then `den`; nothing, if one is null.
    pub fn read(&mut self, row: &Row<'_>, column: usize) -> rusqlite::Result<()> {
        let number = |column, name| match Number::of(row.get_ref(column)?) {
            Ok(number) => Ok(Some(number)),
            Err(why) => why.unless_null(column, name).map(|()| None),
        };
        if let (Some(num), Some(den)) = (number(column, "num")?, number(column + 1, "den")?) {
            self.add_row(num, den);
        }
        Ok(())
    }

    /// Adds a row.
    pub(super) fn add_row(&mut self, num: Number, den: Number) {
        self.n += 1;
        if let (Number::Whole(num), Number::Whole(den)) = (num, den) {
            let (num, den) = (i128::from(num), i128::from(den));
            add(
                &mut self.whole,
                &[num, den, num * num, den * den, num * den],
                1,
            );
        } else {
            let (num, den) = (num.as_f64(), den.as_f64());
            let mut row = [num, den, num * num, den * den, num * den];
            for (value, steps) in row.iter_mut().zip(STEPS) {
                *value = (*value * steps).round();
            }
            add(
                self.steps.get_or_insert_default(),
                &row.map(|value| value as i128),
                1,
            );
        }
    }

    /// Adds other sums, or takes them away (`sign` -1).
    pub(super) fn add_signed(&mut self, other: &Sums, sign: i64) {
        self.n += sign * other.n;
        add(&mut self.whole, &other.whole, sign);
        if let Some(steps) = &other.steps {
            add(self.steps.get_or_insert_default(), steps, sign);
        }
    }

    pub fn add(&mut self, other: &Sums) {
        self.add_signed(other, 1);
    }

    /// Whether there is nothing in it, and nothing taken away.
    pub(super) fn is_nothing(&self) -> bool {
        self.n == 0 && self.whole == [0; SUMS] && self.given_steps().is_none()
    }

    fn given_steps(&self) -> Option<&[i128; SUMS]> {
        self.steps.as_deref().filter(|steps| **steps != [0; SUMS])
    }

    /// num, den, num², den², num·den.
    pub fn values(&self) -> [f64; SUMS] {
        let mut values = self.whole.map(|sum| sum as f64);
        let steps = self.given_steps().into_iter().flatten().zip(STEPS);
        for (value, (sum, steps)) in values.iter_mut().zip(steps) {
            *value += *sum as f64 / steps;
        }
        values
    }

    /// Σnum as it is.
    pub fn num(&self) -> Exact {
        let steps = self.given_steps().map_or(0, |steps| steps[0]);
        Exact(self.whole[0].saturating_mul(1 << 64).saturating_add(steps))
    }

    /// How they lie in the bytes: which sums are left out because others say them.
    pub(super) fn form(&self) -> u8 {
        let n = i128::from(self.n);
        let [num, den, num2, den2, numden] = self.whole;
        let steps = self.given_steps().map_or(0, |_| FRACTIONS);
        let is_counted = den == n && den2 == n && numden == num;
        steps
            | match (is_counted, num2 == num) {
                (true, true) if (n, num, steps) == (1, 1, 0) => ONE,
                (true, true) => YES_OR_NO,
                (true, false) => COUNTED,
                (false, _) => 0,
            }
    }

    /// Writes them; their form stands before them.
    pub(super) fn put(&self, bytes: &mut Vec<u8>) {
        let n = i128::from(self.n);
        let [num, den, num2, den2, numden] = self.whole;
        let sums: &[i128] = match self.form() & !FRACTIONS {
            ONE => &[],
            YES_OR_NO => &[n, num],
            COUNTED => &[n, num, num2],
            _ => &[n, num, den, num2, den2, numden],
        };
        for sum in sums.iter().chain(self.given_steps().into_iter().flatten()) {
            put_wide(bytes, *sum);
        }
    }

    /// Takes them off the front, in some form; `None` where the bytes end early.
    pub(super) fn take(form: u8, bytes: &mut &[u8]) -> Option<Sums> {
        let mut sum = || take_wide(bytes);
        let (n, whole) = match form & (ONE | YES_OR_NO | COUNTED) {
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
            steps: None,
        };
        if form & FRACTIONS != 0 {
            for steps in sums.steps.get_or_insert_default().iter_mut() {
                *steps = take_wide(bytes)?;
            }
        }
        Some(sums)
    }
}

/// One sum, the same in whatever order it is added up: whole steps of 2^-64.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Exact(i128);

impl Exact {
    /// Nearest to it.
    pub fn value(self) -> f64 {
        self.0 as f64 / STEPS[0]
    }
}

impl AddAssign for Exact {
    fn add_assign(&mut self, other: Exact) {
        self.0 = self.0.saturating_add(other.0);
    }
}

fn add(sums: &mut [i128; SUMS], others: &[i128; SUMS], sign: i64) {
    for (sum, other) in sums.iter_mut().zip(others) {
        *sum += i128::from(sign) * other;
    }
}

/// One row, a yes: nothing more is to be said.
const ONE: u8 = 1;

/// Every row is a yes or a no: `n` and `num` say it all.
const YES_OR_NO: u8 = 2;

/// Every row has 1 in `den`.
const COUNTED: u8 = 4;

/// There are sums of fractions behind the whole ones.
const FRACTIONS: u8 = 8;

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
            1 => Number::Whole(u.int_in_range(1 - LARGEST..=LARGEST - 1)?),
            _ => Number::Whole(u.int_in_range(0..=1)?),
        })
    }

    fn written(sums: &Sums) -> Vec<u8> {
        let mut bytes = Vec::new();
        sums.put(&mut bytes);
        bytes
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
            let mut bytes = written(&sums);
            let read = Sums::take(sums.form(), &mut bytes.as_slice()).unwrap();
            assert_eq!(read.values(), sums.values());
            assert_eq!(written(&read), bytes);
            if bytes.pop().is_some() {
                assert_eq!(Sums::take(sums.form(), &mut bytes.as_slice()), None);
            }
            Ok(())
        });
    }

    #[test]
    fn what_is_taken_away_leaves_as_much_as_if_it_had_never_been() {
        let long = Number::Whole(2_592_000_123);
        let (one, tenth) = (Number::Whole(1), Number::Real(0.1));
        let mut all = sums(&[(long, tenth), (tenth, one), (one, one), (long, one)]);
        all.add_signed(&sums(&[(long, one), (long, tenth)]), -1);
        let left = sums(&[(one, one), (tenth, one)]);
        assert_eq!(all, left);
        assert_eq!(left.values()[..2], [1.1, 2.0]);
        assert_eq!((all.num(), left.num().value()), (left.num(), 1.1));
        all.add_signed(&left, -1);
        assert!(all.is_nothing());
        assert_eq!(written(&all), written(&Sums::default()));
    }

    #[test]
    fn what_cannot_be_summed_says_why() {
        let of = |value: ValueRef<'_>| Number::of(value).err();
        assert_eq!(of(ValueRef::Null), Some(Unsummed::Null));
        assert_eq!(of(ValueRef::Text(b"1")), Some(Unsummed::Kind(Type::Text)));
        let large = Some(Unsummed::TooLarge(Type::Integer));
        assert_eq!(of(ValueRef::Integer(i64::MIN)), large);
        for large in [f64::INFINITY, f64::NAN, LARGEST_REAL + 0.5] {
            let why = Some(Unsummed::TooLarge(Type::Real));
            assert_eq!(of(ValueRef::Real(large)), why);
        }
        assert_eq!(of(ValueRef::Real(2.0)), None);
    }

    #[test]
    fn one_yes_takes_no_bytes_and_yes_or_no_two() {
        let (yes, no) = (Number::Whole(1), Number::Whole(0));
        assert_eq!(written(&sums(&[(yes, yes)])), b"");
        assert_eq!(written(&sums(&[(yes, yes), (no, yes)])).len(), 2);
    }
}
