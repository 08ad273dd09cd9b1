//! How often intervals hold the true value, computed exactly: over everything that can be
//! seen, each with its probability. `benches/coverage.rs` prints the whole table.

#![allow(clippy::unwrap_used)]

use super::wald::adjusted_wald;
use super::wilson::wilson;
use crate::kpi::sums::Sums;

/// The logarithms of 0! to n!.
fn factorials(n: usize) -> Vec<f64> {
    let mut sum = 0.0;
    let next = |k: usize| {
        sum += (k.max(1) as f64).ln();
        sum
    };
    (0..=n).map(next).collect()
}

#[test]
fn wilsons_interval_holds_the_true_share_in_95_of_100_cases() {
    for n in [30_usize, 300, 3_000] {
        let factorials = factorials(n);
        let intervals: Vec<(f64, f64)> = (0..=n)
            .map(|k| wilson(k as f64, n as f64).unwrap())
            .collect();
        let coverage = |share: f64| -> f64 {
            let probability = |k: usize| {
                let ways = factorials[n] - factorials[k] - factorials[n - k];
                (ways + k as f64 * share.ln() + (n - k) as f64 * (1.0 - share).ln()).exp()
            };
            let holds = |k: &usize| intervals[*k].0 <= share && share <= intervals[*k].1;
            (0..=n).filter(holds).map(probability).sum()
        };
        let found: Vec<f64> = (1..50)
            .map(|step| coverage(0.02 * f64::from(step)))
            .collect();
        let mean = found.iter().sum::<f64>() / found.len() as f64;
        let least = found.iter().copied().fold(1.0, f64::min);
        assert!((0.94..=0.96).contains(&mean), "{n}: mean {mean}");
        assert!(least >= 0.92, "{n}: at least {least}");
    }
}

#[test]
fn the_adjusted_wald_interval_holds_the_true_net_score() {
    // Shares of promoters and detractors.
    for (up, down) in [
        (0.5, 1.0 / 6.0),
        (0.7, 0.1),
        (0.3, 0.3),
        (0.2, 0.6),
        (0.9, 0.05),
    ] {
        for n in [30_usize, 100] {
            let factorials = factorials(n);
            let mut coverage = 0.0;
            for promoters in 0..=n {
                for detractors in 0..=n - promoters {
                    let passives = n - promoters - detractors;
                    let ways = factorials[n]
                        - factorials[promoters]
                        - factorials[detractors]
                        - factorials[passives];
                    let (p, d) = (promoters as f64, detractors as f64);
                    let (low, high) = adjusted_wald(&net(n, p, d)).unwrap();
                    if (low..=high).contains(&(up - down)) {
                        let passive = passives as f64 * (1.0_f64 - up - down).ln();
                        let probability: f64 = ways + p * f64::ln(up) + d * f64::ln(down) + passive;
                        coverage += probability.exp();
                    }
                }
            }
            assert!(
                (0.93..=0.98).contains(&coverage),
                "{up} {down} {n}: {coverage}"
            );
        }
    }
}

fn net(n: usize, promoters: f64, detractors: f64) -> Sums {
    Sums {
        n: n as i64,
        num: promoters - detractors,
        den: n as f64,
        num2: promoters + detractors,
        den2: n as f64,
        numden: promoters - detractors,
    }
}
