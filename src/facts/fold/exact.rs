//! Numbers of events as whole ones, so that sums of them are exact.

use crate::period::Millis;

/// Larger ones are no measure of anything, and sums of them would not be exact.
const LARGEST: f64 = 1e15;

pub(super) fn ten_thousandths(number: f64) -> i64 {
    // The cast makes 0 of what is no number.
    (number * 10_000.0).round().clamp(-LARGEST, LARGEST) as i64
}

pub(super) fn millis(seconds: f64) -> Millis {
    (seconds * 1_000.0).round().clamp(-LARGEST, LARGEST) as Millis
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_become_the_whole_numbers_that_they_stand_for() {
        for (given, expected) in [
            (19.99, 199_900),
            (-0.3, -3_000),
            (0.00005, 1),
            (1e300, 1_000_000_000_000_000),
            (f64::NAN, 0),
        ] {
            assert_eq!(ten_thousandths(given), expected);
        }
        assert_eq!(millis(1.0005), 1_001);
    }
}
