//! Intervals of net scores: promoters less detractors.

use super::Z;
use crate::kpi::sums::Sums;

/// Adjusted Wald interval of a mean of rows that are +1, 0 or -1, from -1 to 1.
///
/// Lewis & Sauro (2021), "Confidence intervals for Net Promoter Scores": 3 answers
/// are added, 3/4 of them promoters and 3/4 detractors. Σnum² is promoters and
/// detractors together. `None` without rows.
pub fn adjusted_wald(sums: &Sums) -> Option<(f64, f64)> {
    if sums.n <= 0 {
        return None;
    }
    let n = sums.n as f64 + 3.0;
    let net = sums.num / n;
    let variance = (sums.num2 + 1.5) / n - net * net;
    let half = Z * (variance.max(0.0) / n).sqrt();
    Some(((net - half).max(-1.0), (net + half).min(1.0)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::close;
    use super::*;

    fn of(promoters: f64, passives: f64, detractors: f64) -> Sums {
        let n = promoters + passives + detractors;
        Sums {
            n: n as i64,
            num: promoters - detractors,
            den: n,
            num2: promoters + detractors,
            den2: n,
            numden: promoters - detractors,
        }
    }

    #[test]
    fn the_interval_is_that_of_the_answers_with_three_more() {
        // By hand: of 40 + 3 answers (15.75 − 8.75) ÷ 43 = 0.16279; variance
        // 24.5 ÷ 43 − 0.0265 = 0.54327; half 1.96 · √(0.54327 ÷ 43) = 0.22030.
        let (low, high) = adjusted_wald(&of(15.0, 17.0, 8.0)).unwrap();
        close(low, 0.16279 - 0.22030, 1e-4);
        close(high, 0.16279 + 0.22030, 1e-4);
        assert_eq!(adjusted_wald(&Sums::default()), None);
    }

    #[test]
    fn answers_that_all_agree_still_leave_room_for_others() {
        let (low, high) = adjusted_wald(&of(10.0, 0.0, 0.0)).unwrap();
        assert_eq!(high, 1.0);
        assert!(low < 0.6, "{low}");
        let (low, high) = adjusted_wald(&of(0.0, 10.0, 0.0)).unwrap();
        assert!(low < -0.1 && high > 0.1, "{low} {high}");
    }
}
