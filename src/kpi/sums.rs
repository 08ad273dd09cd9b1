//! What figures and intervals are made of: sums over the rows of a slice.

use std::ops::AddAssign;

/// Sums over rows that each have a `num` and a `den`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    pub n: i64,
    pub num: f64,
    pub den: f64,
    pub num2: f64,
    pub den2: f64,
    pub numden: f64,
}

impl Sums {
    /// Of one row.
    pub fn of(num: f64, den: f64) -> Sums {
        Sums {
            n: 1,
            num,
            den,
            num2: num * num,
            den2: den * den,
            numden: num * den,
        }
    }

    /// Of so many rows, each with 1 in `den`, of which some have 1 in `num`, and the others 0.
    pub(super) fn share(num: f64, den: f64) -> Sums {
        Sums {
            n: den as i64,
            num,
            den,
            num2: num,
            den2: den,
            numden: num,
        }
    }

    /// Whether every row is a yes or a no, as Wilson's interval needs it.
    pub fn is_share(&self) -> bool {
        self.num2 == self.num
            && self.den2 == self.den
            && self.numden == self.num
            && (0.0..=self.den).contains(&self.num)
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Sums) {
        self.n += other.n;
        self.num += other.num;
        self.den += other.den;
        self.num2 += other.num2;
        self.den2 += other.den2;
        self.numden += other.numden;
    }
}
