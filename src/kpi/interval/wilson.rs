//! Intervals of shares.

use super::Z;

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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::close;
    use super::*;

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
}
