//! Figures of a ranking against judgments, as TREC's `trec_eval` and its
//! Python form `pytrec_eval` (Van Gysel & de Rijke 2018) define them.

/// What one ranking is worth. Each figure is 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RankingScores {
    /// 1 if the first entry is right.
    pub p1: f64,
    /// Right entries among the first five, by five.
    pub p5: f64,
    /// 1 if there is a right entry among the first five.
    pub hit5: f64,
    /// Average precision over the whole ranking; right entries that were not
    /// found count as 0.
    pub map: f64,
    /// 1 by the place of the first right entry.
    pub mrr: f64,
    /// Discounted gain of the first ten by that of the best order.
    pub ndcg10: f64,
}

/// Scores a ranking given as the gain of each entry in order (0 is wrong),
/// against `judged`, the gains of all right entries in any order.
pub fn score(ranking: &[f64], judged: &[f64]) -> RankingScores {
    let right = |gain: &&f64| **gain > 0.0;
    let top5 = ranking.iter().take(5).filter(right).count() as f64;
    let first = ranking.iter().position(|gain| *gain > 0.0);
    RankingScores {
        p1: f64::from(u8::from(first == Some(0))),
        p5: top5 / 5.0,
        hit5: top5.min(1.0),
        map: average_precision(ranking, judged.iter().filter(right).count()),
        mrr: first.map_or(0.0, |at| 1.0 / (at + 1) as f64),
        ndcg10: ndcg(ranking, judged, 10),
    }
}

fn average_precision(ranking: &[f64], right: usize) -> f64 {
    let places = ranking.iter().zip(1..).filter(|(gain, _)| **gain > 0.0);
    let sum: f64 = places
        .zip(1..)
        .map(|((_, place), found)| f64::from(found) / f64::from(place))
        .sum();
    if right == 0 { 0.0 } else { sum / right as f64 }
}

/// Gains count as they are (Järvelin & Kekäläinen 2002, "Cumulated gain-based
/// evaluation of IR techniques", ACM TOIS 20(4)), as in `trec_eval`; not as
/// 2^gain − 1, which others use. The entry at place p is discounted by
/// log2(p + 1).
fn ndcg(ranking: &[f64], judged: &[f64], depth: usize) -> f64 {
    let mut best = judged.to_vec();
    best.sort_by(|a, b| b.total_cmp(a));
    let most = discounted(&best, depth);
    if most > 0.0 {
        discounted(ranking, depth) / most
    } else {
        0.0
    }
}

fn discounted(gains: &[f64], depth: usize) -> f64 {
    let places = gains.iter().take(depth).zip(2_u32..);
    places
        .map(|(gain, place)| gain / f64::from(place).log2())
        .sum()
}

/// The value that a share of `sorted` values does not exceed (nearest rank);
/// none without values.
pub fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.max(1) - 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }

    /// Worked by hand; `pytrec_eval` gives the same.
    #[test]
    fn figures_are_those_of_trec_eval() {
        let scores = score(&[0.0, 3.0, 0.0, 1.0], &[1.0, 2.0, 3.0]);
        near(scores.p1, 0.0);
        near(scores.p5, 0.4);
        near(scores.hit5, 1.0);
        near(scores.map, (1.0 / 2.0 + 2.0 / 4.0) / 3.0);
        near(scores.mrr, 0.5);
        let best = 3.0 + 2.0 / 3_f64.log2() + 1.0 / 2.0;
        near(
            scores.ndcg10,
            (3.0 / 3_f64.log2() + 1.0 / 5_f64.log2()) / best,
        );
    }

    #[test]
    fn a_perfect_ranking_is_one_and_an_empty_one_is_zero() {
        let perfect = score(&[3.0, 1.0], &[1.0, 3.0]);
        let RankingScores {
            p1,
            map,
            mrr,
            ndcg10,
            ..
        } = perfect;
        assert_eq!([p1, map, mrr, ndcg10], [1.0; 4]);
        assert_eq!(score(&[], &[1.0]), RankingScores::default());
    }

    #[test]
    fn only_the_first_ten_count_for_ndcg() {
        let mut ranking = vec![0.0; 10];
        ranking.push(1.0);
        near(score(&ranking, &[1.0]).ndcg10, 0.0);
        near(score(&ranking, &[1.0]).map, 1.0 / 11.0);
    }

    #[test]
    fn a_percentile_is_a_value_that_was_measured() {
        let values: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(percentile(&values, 0.5), Some(50.0));
        assert_eq!(percentile(&values, 0.99), Some(99.0));
        assert_eq!(percentile(&[7.0], 0.99), Some(7.0));
        assert_eq!(percentile(&[], 0.5), None);
    }
}
