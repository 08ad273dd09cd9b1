//! Intervals of means and ratios of sums, from sums.

use super::Z;
use crate::kpi::sums::Sums;

/// Interval of a ratio of sums Σnum ÷ Σden over `n` rows, by the delta method.
///
/// Cochran (1977), "Sampling Techniques", section 2.11; with Student's t for
/// few rows. A mean is the case where every `den` is 1. `None` below two rows.
pub fn ratio(sums: &Sums) -> Option<(f64, f64)> {
    let error = standard_error(sums)?;
    let value = sums.num / sums.den;
    let half = student(sums.n as f64 - 1.0) * error;
    Some((value - half, value + half))
}

/// How far a ratio of sums is from the true one, typically. `None` below two rows.
pub(super) fn standard_error(sums: &Sums) -> Option<f64> {
    if sums.n < 2 || sums.den == 0.0 {
        return None;
    }
    let n = sums.n as f64;
    let value = sums.num / sums.den;
    let residuals = sums.num2 - 2.0 * value * sums.numden + value * value * sums.den2;
    let variance = residuals.max(0.0) * n / (n - 1.0) / (sums.den * sums.den);
    Some(variance.sqrt())
}

/// The 97.5 % quantile of Student's t: exact up to 3 degrees of freedom, from 4
/// on by the expansion in 1/degrees of Abramowitz & Stegun (1964), 26.7.5, which
/// is then within 0.1 %.
fn student(degrees: f64) -> f64 {
    const FEW: [f64; 3] = [12.706_204_736, 4.302_652_730, 3.182_446_305];
    if degrees < 3.5 {
        return FEW[(degrees.round() as usize).clamp(1, 3) - 1];
    }
    let z = Z;
    let g1 = (z.powi(3) + z) / 4.0;
    let g2 = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
    let g3 = (3.0 * z.powi(7) + 19.0 * z.powi(5) + 17.0 * z.powi(3) - 15.0 * z) / 384.0;
    let g4 = (79.0 * z.powi(9) + 776.0 * z.powi(7) + 1482.0 * z.powi(5)
        - 1920.0 * z.powi(3)
        - 945.0 * z)
        / 92_160.0;
    z + g1 / degrees + g2 / degrees.powi(2) + g3 / degrees.powi(3) + g4 / degrees.powi(4)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::close;
    use super::*;

    #[test]
    fn the_interval_of_a_mean_is_students() {
        let mut sums = Sums::default();
        for value in [4.0, 5.0, 6.0, 7.0, 8.0] {
            sums += Sums::of(value, 1.0);
        }
        // Mean 6, standard deviation √2.5, t(4) = 2.7764.
        let (low, high) = ratio(&sums).unwrap();
        close(low, 6.0 - 2.7764 * (2.5f64 / 5.0).sqrt(), 0.01);
        close(high, 6.0 + 2.7764 * (2.5f64 / 5.0).sqrt(), 0.01);
    }

    #[test]
    fn students_quantile_is_near_the_tables() {
        for (degrees, quantile) in [
            (1.0, 12.706),
            (2.0, 4.303),
            (3.0, 3.1824),
            (4.0, 2.7764),
            (5.0, 2.571),
            (10.0, 2.228),
            (30.0, 2.042),
        ] {
            close(student(degrees) / quantile, 1.0, 0.001);
        }
    }
}
