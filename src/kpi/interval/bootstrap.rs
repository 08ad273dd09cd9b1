//! Intervals of means and ratios of sums of few rows: the rows are drawn again.
//!
//! A few large values pull a mean one way; an interval that is as wide on both
//! sides misses it too often. Drawn again from the rows themselves, the figure
//! shows how lopsided it is.

use super::delta::standard_error;
use crate::kpi::sums::Sums;

/// Rows from which on the delta method says the same for less.
pub const ROWS: i64 = 10_000;

/// Rows under which drawing again says nothing that the rows do not.
const LEAST: usize = 10;

/// How often all rows are drawn again: quantiles are then those of whole ranks.
const DRAWS: usize = 999;

/// The ranks, from 0, of the 2.5 % and the 97.5 % quantile of so many draws.
const TAILS: [usize; 2] = [24, 974];

/// The same for ever, so that the same question has the same answer.
const SEED: u64 = 0x5649_4749_4520_6b70;

/// Studentized bootstrap interval of Σnum ÷ Σden, of rows `(num, den)`.
///
/// Efron & Tibshirani (1993), "An Introduction to the Bootstrap", section 12.5;
/// the standard error of each draw is that of the delta method. The rows are put
/// in order first: where they come from changes nothing. `None` for few rows, and
/// where draws have no variance (nearly all rows are alike).
pub fn studentized(rows: &mut [(f64, f64)]) -> Option<(f64, f64)> {
    if rows.len() < LEAST {
        return None;
    }
    rows.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut sums = Sums::default();
    for (num, den) in rows.iter() {
        sums += Sums::of(*num, *den);
    }
    let (value, error) = (sums.num / sums.den, standard_error(&sums)?);
    let residuals: Vec<(f64, f64)> = rows
        .iter()
        .map(|(num, den)| (num - value * den, *den))
        .collect();
    let mut random = Random(SEED);
    let draws = (0..DRAWS).map(|_| pivot(&drawn(&residuals, &mut random)));
    let mut pivots: Vec<f64> = draws.collect();
    pivots.sort_unstable_by(f64::total_cmp);
    let [low, high] = TAILS.map(|rank| pivots[rank]);
    let interval = (value - high * error, value - low * error);
    (interval.0.is_finite() && interval.1.is_finite()).then_some(interval)
}

/// How many of its own standard errors a draw is away from what it was drawn from;
/// of residuals, the ratio is the difference.
fn pivot(drawn: &Sums) -> f64 {
    match standard_error(drawn) {
        Some(error) if error > 0.0 => drawn.num / drawn.den / error,
        _ if drawn.num == 0.0 => 0.0,
        _ => f64::INFINITY.copysign(drawn.num),
    }
}

/// The sums of as many rows, each drawn from all of them.
fn drawn(rows: &[(f64, f64)], random: &mut Random) -> Sums {
    let mut sums = Sums::default();
    for _ in 0..rows.len() {
        let (num, den) = rows[random.below(rows.len())];
        sums.num += num;
        sums.den += den;
        sums.num2 += num * num;
        sums.den2 += den * den;
        sums.numden += num * den;
    }
    sums.n = rows.len() as i64;
    sums
}

/// SplitMix64: Steele, Lea & Flood (2014), "Fast splittable pseudorandom number
/// generators", OOPSLA.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number from 0 up to a limit, which is small against 2³².
    fn below(&mut self, limit: usize) -> usize {
        (((self.next() >> 32) * limit as u64) >> 32) as usize
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::delta::ratio;
    use super::*;

    fn lopsided() -> Vec<(f64, f64)> {
        (0..40).map(|n| (f64::from(n).powi(3), 1.0)).collect()
    }

    #[test]
    fn the_same_rows_have_the_same_interval_whatever_their_order() {
        let (mut rows, mut turned) = (lopsided(), lopsided());
        turned.reverse();
        assert_eq!(studentized(&mut rows), studentized(&mut turned));
    }

    #[test]
    fn the_interval_leans_where_the_large_values_are() {
        let mut rows = lopsided();
        let mut sums = Sums::default();
        rows.iter().for_each(|row| sums += Sums::of(row.0, row.1));
        let value = sums.num / sums.den;
        let (low, high) = studentized(&mut rows).unwrap();
        assert!(high - value > 1.2 * (value - low), "{low} {value} {high}");
        let (_, even) = ratio(&sums).unwrap();
        assert!(high > even);
    }

    #[test]
    fn a_ratio_of_sums_is_drawn_by_rows() {
        let rows = |scale: f64| -> Vec<(f64, f64)> {
            (1..50)
                .map(|n| (scale * f64::from(n % 7), f64::from(n % 5 + 1)))
                .collect()
        };
        let (low, high) = studentized(&mut rows(1.0)).unwrap();
        let (low10, high10) = studentized(&mut rows(10.0)).unwrap();
        assert!((low10 / low - 10.0).abs() < 1e-9 && (high10 / high - 10.0).abs() < 1e-9);
    }

    #[test]
    fn few_rows_and_rows_that_are_nearly_all_alike_have_none() {
        assert_eq!(studentized(&mut lopsided()[..9]), None);
        let mut alike = vec![(0.0, 1.0); 20];
        alike[0].0 = 1.0;
        assert_eq!(studentized(&mut alike), None);
    }
}
