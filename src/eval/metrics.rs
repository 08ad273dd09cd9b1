//! Figures that compare predictions with the truth. Pure functions; where a
//! figure is not defined for its input, the answer is `None`, never 0.

use std::collections::BTreeSet;

/// Share of pairs (truth, prediction) that agree, 0 to 1.
pub fn accuracy<C: PartialEq>(pairs: &[(C, C)]) -> Option<f64> {
    let right = pairs.iter().filter(|(truth, guess)| truth == guess).count();
    share(right, pairs.len())
}

/// Mean over classes of F1, the harmonic mean of precision and recall, 0 to 1.
/// A class counts if it is in the truth or was predicted.
///
/// Sokolova & Lapalme (2009), "A systematic analysis of performance measures
/// for classification tasks", Information Processing & Management 45(4),
/// averaging F1 of the classes as scikit-learn's `average="macro"` does.
pub fn macro_f1<C: Ord + Copy>(pairs: &[(C, C)]) -> Option<f64> {
    let classes: BTreeSet<C> = pairs.iter().flat_map(|&(t, g)| [t, g]).collect();
    let sum: f64 = classes.iter().map(|&class| f1(pairs, class)).sum();
    (!classes.is_empty()).then(|| sum / classes.len() as f64)
}

/// 2·TP ÷ (2·TP + FP + FN); every class asked for occurs, so this is defined.
fn f1<C: PartialEq>(pairs: &[(C, C)], class: C) -> f64 {
    let hits = pairs.iter().filter(|(t, g)| *t == class && *g == class);
    let hits = hits.count() as f64;
    let truths = pairs.iter().filter(|(t, _)| *t == class).count() as f64;
    let guesses = pairs.iter().filter(|(_, g)| *g == class).count() as f64;
    2.0 * hits / (truths + guesses)
}

/// Chance that a positive case scores above a negative one, ties counting
/// half, 0 to 1; `None` without cases of both kinds or with a NaN.
///
/// Hanley & McNeil (1982), "The meaning and use of the area under a receiver
/// operating characteristic (ROC) curve", Radiology 143(1): the rank sum of
/// the positives (mean ranks for ties) less its least value, over all pairs.
pub fn auroc(cases: &[(bool, f64)]) -> Option<f64> {
    let positives = cases.iter().filter(|(positive, _)| *positive).count();
    let negatives = cases.len() - positives;
    if positives == 0 || negatives == 0 || cases.iter().any(|(_, score)| score.is_nan()) {
        return None;
    }
    let least = (positives * (positives + 1)) as f64 / 2.0;
    let pairs = positives as f64 * negatives as f64;
    Some((rank_sum(cases) - least) / pairs)
}

/// Sum of the ranks, from 1, of the positive cases by rising score; cases with
/// equal scores share the mean of their ranks.
fn rank_sum(cases: &[(bool, f64)]) -> f64 {
    let mut sorted = cases.to_vec();
    sorted.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut below = 0;
    let mut sum = 0.0;
    // `==` and not `total_cmp`: 0.0 and -0.0 are a tie.
    for tie in sorted.chunk_by(|a, b| a.1 == b.1) {
        let mean_rank = below as f64 + (tie.len() + 1) as f64 / 2.0;
        sum += mean_rank * tie.iter().filter(|(positive, _)| *positive).count() as f64;
        below += tie.len();
    }
    sum
}

/// Pearson's product-moment correlation, -1 to 1; `None` for fewer than two
/// pairs or where one side never varies.
///
/// Pearson (1895), "Notes on regression and inheritance in the case of two
/// parents", Proceedings of the Royal Society of London 58. Two passes, since
/// the one-pass formula loses digits.
pub fn pearson(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let mean_x = pairs.iter().map(|(x, _)| x).sum::<f64>() / n;
    let mean_y = pairs.iter().map(|(_, y)| y).sum::<f64>() / n;
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let (x, y) = (x - mean_x, y - mean_y);
        xy += x * y;
        xx += x * x;
        yy += y * y;
    }
    let scale = (xx * yy).sqrt();
    (scale > 0.0).then(|| (xy / scale).clamp(-1.0, 1.0))
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn close(found: Option<f64>, expected: f64) {
        let found = found.unwrap();
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }

    #[test]
    fn accuracy_is_the_share_that_agrees() {
        close(accuracy(&[(1, 1), (0, 1), (0, 0), (1, 1)]), 0.75);
        assert_eq!(accuracy::<u8>(&[]), None);
    }

    #[test]
    fn every_class_weighs_the_same_in_macro_f1() {
        // a: TP 2, FP 1, FN 1 -> 2/3; b: TP 1, FP 1, FN 0 -> 2/3; c: never hit.
        let pairs = [('a', 'a'), ('a', 'a'), ('a', 'b'), ('b', 'b'), ('c', 'a')];
        close(macro_f1(&pairs), (2.0 / 3.0 + 2.0 / 3.0 + 0.0) / 3.0);
        close(macro_f1(&[('a', 'a')]), 1.0);
        assert_eq!(macro_f1::<u8>(&[]), None);
    }

    #[test]
    fn auroc_counts_ties_as_half() {
        // Pairs: 0.8 > 0.2, 0.8 > 0.5, 0.5 > 0.2 and one tie: 3.5 of 4.
        let cases = [(true, 0.8), (true, 0.5), (false, 0.5), (false, 0.2)];
        close(auroc(&cases), 0.875);
        close(auroc(&[(true, 0.0), (false, -0.0)]), 0.5);
        close(auroc(&[(true, 0.1), (false, 0.9)]), 0.0);
    }

    #[test]
    fn what_is_not_defined_is_none() {
        assert_eq!(auroc(&[(true, 0.1)]), None);
        assert_eq!(auroc(&[(true, f64::NAN), (false, 0.0)]), None);
        assert_eq!(pearson(&[]), None);
        assert_eq!(pearson(&[(1.0, 2.0)]), None);
        assert_eq!(pearson(&[(1.0, 2.0), (1.0, 3.0)]), None);
    }

    #[test]
    fn pearson_agrees_with_a_sum_worked_by_hand() {
        // x: -1 0 1, y: -4/3 2/3 2/3; xy 2, xx 2, yy 8/3.
        let pairs = [(1.0, 1.0), (2.0, 3.0), (3.0, 3.0)];
        close(pearson(&pairs), 2.0 / (16.0_f64 / 3.0).sqrt());
        close(pearson(&[(1.0, 5.0), (2.0, 3.0)]), -1.0);
    }

    proptest! {
        #[test]
        fn auroc_is_the_share_of_pairs_in_order(
            cases in prop::collection::vec((any::<bool>(), -3i8..3), 0..40)
        ) {
            let cases: Vec<_> = cases.iter().map(|&(p, s)| (p, f64::from(s))).collect();
            let (mut won, mut pairs) = (0.0, 0.0);
            for (_, high) in cases.iter().filter(|case| case.0) {
                for (_, low) in cases.iter().filter(|case| !case.0) {
                    pairs += 1.0;
                    won += match high.total_cmp(low) {
                        std::cmp::Ordering::Greater => 1.0,
                        std::cmp::Ordering::Equal => 0.5,
                        std::cmp::Ordering::Less => 0.0,
                    };
                }
            }
            match auroc(&cases) {
                Some(found) => prop_assert!((found - won / pairs).abs() < 1e-12),
                None => prop_assert_eq!(pairs, 0.0),
            }
        }
    }
}
