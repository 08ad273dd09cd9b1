//! Percentiles, and intervals of them that suppose nothing of how values lie.

/// The smallest value that a share of all values does not exceed, by rank from 0.
///
/// Hyndman & Fan (1996), "Sample quantiles in statistical packages", The American
/// Statistician 50, definition 1: always a value that is there. `None` without values.
pub fn rank(n: usize, share: f64) -> Option<usize> {
    let last = n.checked_sub(1)?;
    let rank = (share * n as f64 - 1e-9).ceil() as usize;
    Some(rank.saturating_sub(1).min(last))
}

/// The ranks, from 0, between whose values the true percentile lies.
///
/// How many of `n` values are below the percentile is binomial: David & Nagaraja
/// (2003), "Order Statistics", section 7.1; each side is missed in 2.5 % of cases at
/// most. `None` where there are too few values for one of the sides.
pub fn ranks(n: usize, share: f64) -> Option<(usize, usize)> {
    let (first, below) = binomial(n, share)?;
    let mut sum = 0.0;
    let mut low = None;
    let mut high = None;
    for (place, weight) in below.iter().enumerate() {
        let k = first + place;
        sum += weight;
        // The value of rank k, from 0, is above the percentile when at most k are below it…
        if sum <= TAIL {
            low = Some(k);
        }
        // … and below it when more than k are.
        if high.is_none() && 1.0 - sum <= TAIL {
            high = Some(k);
        }
    }
    // Ranks whose probability is too small to be kept are below the first.
    let low = low.or(first.checked_sub(1))?;
    high.filter(|high| *high < n).map(|high| (low, high))
}

const TAIL: f64 = 0.025;

/// The probabilities of 0 to `n` of `n`, from the first that matters: from the most likely
/// one outward, so that nothing is lost for large `n`.
fn binomial(n: usize, share: f64) -> Option<(usize, Vec<f64>)> {
    /// Of the most likely one; all others together are below any digit that counts.
    const NOTHING: f64 = 1e-20;
    let odds = share / (1.0 - share);
    let mode = (((n + 1) as f64 * share) as usize).min(n);
    let mut down = Vec::new();
    let mut weight = 1.0;
    for k in (1..=mode).rev() {
        weight *= k as f64 / ((n - k + 1) as f64 * odds);
        if weight < NOTHING {
            break;
        }
        down.push(weight);
    }
    let first = mode - down.len();
    let mut weights: Vec<f64> = down.into_iter().rev().collect();
    weights.push(1.0);
    weight = 1.0;
    for k in mode..n {
        weight *= (n - k) as f64 * odds / (k + 1) as f64;
        if weight < NOTHING {
            break;
        }
        weights.push(weight);
    }
    let all: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|weight| *weight /= all);
    (n > 0).then_some((first, weights))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_percentile_is_a_value_that_is_there() {
        assert_eq!(rank(0, 0.9), None);
        assert_eq!(rank(1, 0.9), Some(0));
        assert_eq!(rank(10, 0.9), Some(8));
        assert_eq!(rank(11, 0.9), Some(9));
        assert_eq!(rank(4, 0.5), Some(1));
        assert_eq!(rank(5, 0.5), Some(2));
        assert_eq!(rank(100, 0.29), Some(28));
    }

    #[test]
    fn the_interval_of_a_median_is_that_of_the_tables() {
        // Conover (1999), "Practical Nonparametric Statistics": the ranks, from 1, of the
        // 95 % interval of a median are those of the sign test's table.
        for (n, low, high) in [
            (6, 1, 6),
            (9, 2, 8),
            (20, 6, 15),
            (30, 10, 21),
            (50, 18, 33),
        ] {
            assert_eq!(ranks(n, 0.5), Some((low - 1, high - 1)), "{n}");
        }
        assert_eq!(ranks(5, 0.5), None);
    }

    #[test]
    fn a_high_percentile_needs_values_above_it() {
        // 0.9³⁵ = 0.02503, 0.9³⁶ = 0.0225.
        assert_eq!(ranks(35, 0.9), None);
        assert_eq!(ranks(36, 0.9).unwrap().1, 35);
        assert!(ranks(0, 0.5).is_none());
    }

    #[test]
    fn the_true_percentile_is_missed_in_a_fortieth_of_cases_at_most() {
        for (n, share) in [(50, 0.5), (50, 0.9), (400, 0.95), (10_000, 0.9)] {
            let (low, high) = ranks(n, share).unwrap();
            let (first, weights) = binomial(n, share).unwrap();
            let of = |from: usize, to: usize| -> f64 {
                let kept = weights.iter().enumerate();
                let kept = kept.filter(|(place, _)| (from..to).contains(&(first + place)));
                kept.map(|(_, weight)| weight).sum()
            };
            // The value of rank `low` is above it when at most `low` values are below.
            assert!(
                of(0, low + 1) <= TAIL && of(0, low + 2) > TAIL,
                "{n} {share}"
            );
            assert!(
                of(high + 1, n + 1) <= TAIL && of(high, n + 1) > TAIL,
                "{n} {share}"
            );
        }
    }
}
