//! How sure a figure is: intervals that hold the true value in 95 of 100 cases.

/// The 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Wilson's score interval for a share of `num` in `den`.
///
/// Wilson (1927), "Probable inference, the law of succession, and statistical
/// inference", JASA 22. Unlike the textbook interval it stays within 0 and 1
/// and holds for small numbers. `None` when `den` is 0.
pub fn wilson(num: f64, den: f64) -> Option<(f64, f64)> {
    if den <= 0.0 {
        return None;
    }
    let share = num / den;
    let z2 = Z * Z;
    let centre = share + z2 / (2.0 * den);
    let half = Z * (share * (1.0 - share) / den + z2 / (4.0 * den * den)).sqrt();
    let scale = 1.0 + z2 / den;
    let low = if num <= 0.0 {
        0.0
    } else {
        (centre - half) / scale
    };
    let high = if num >= den {
        1.0
    } else {
        (centre + half) / scale
    };
    Some((low, high))
}

/// Interval of a ratio of sums Σnum ÷ Σden over `n` rows, by the delta method.
///
/// Cochran (1977), "Sampling Techniques", section 2.11; with Student's t for
/// few rows. A mean is the case where every `den` is 1. `None` below two rows.
pub fn ratio(sums: &Sums) -> Option<(f64, f64)> {
    if sums.n < 2 || sums.den == 0.0 {
        return None;
    }
    let n = sums.n as f64;
    let value = sums.num / sums.den;
    let residuals = sums.num2 - 2.0 * value * sums.numden + value * value * sums.den2;
    let variance = residuals.max(0.0) * n / (n - 1.0) / (sums.den * sums.den);
    let half = student(n - 1.0) * variance.sqrt();
    Some((value - half, value + half))
}

/// What intervals are made of: sums over the rows of a slice.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    pub n: i64,
    pub num: f64,
    pub den: f64,
    pub num2: f64,
    pub den2: f64,
    pub numden: f64,
}

impl std::ops::AddAssign for Sums {
    fn add_assign(&mut self, other: Sums) {
        self.n += other.n;
        self.num += other.num;
        self.den += other.den;
        self.num2 += other.num2;
        self.den2 += other.den2;
        self.numden += other.numden;
    }
}

impl Sums {
    /// Whether every row is a yes or a no, as Wilson's interval needs it.
    pub fn is_share(&self) -> bool {
        self.num2 == self.num && self.den2 == self.den && self.numden == self.num
    }
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
    use super::*;

    #[track_caller]
    fn close(found: f64, expected: f64, tolerance: f64) {
        assert!(
            (found - expected).abs() <= tolerance,
            "{found} is not {expected}"
        );
    }

    #[test]
    fn wilson_gives_the_published_limits() {
        // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
        for (num, den, low, high) in [
            (81.0, 263.0, 0.2553, 0.3662),
            (15.0, 148.0, 0.0624, 0.1605),
            (0.0, 20.0, 0.0000, 0.1611),
            (1.0, 29.0, 0.0061, 0.1718),
        ] {
            let found = wilson(num, den).unwrap();
            close(found.0, low, 5e-5);
            close(found.1, high, 5e-5);
        }
        assert_eq!(wilson(0.0, 0.0), None);
        assert_eq!(wilson(5.0, 5.0).unwrap().1, 1.0);
    }

    #[test]
    fn the_interval_of_a_mean_is_students() {
        let mut sums = Sums::default();
        for value in [4.0, 5.0, 6.0, 7.0, 8.0] {
            sums += Sums {
                n: 1,
                num: value,
                den: 1.0,
                num2: value * value,
                den2: 1.0,
                numden: value,
            };
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
