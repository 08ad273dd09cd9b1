//! How often intervals hold the true value, which is known here: shares exactly, means,
//! ratios and net scores by drawing many samples. Prints the whole table.
//!
//! Every sample has a seed of its own, so the table is the same each time, on any number
//! of threads. `COVERAGE_SAMPLES` lowers their number for a quick look.

use std::ops::RangeInclusive;

use rayon::prelude::*;
use vigie::kpi::Sums;
use vigie::kpi::interval::bootstrap::studentized;
use vigie::kpi::interval::delta::ratio;
use vigie::kpi::interval::order::ranks;
use vigie::kpi::interval::wald::adjusted_wald;
use vigie::kpi::interval::wilson::wilson;

fn main() {
    // `cargo bench` passes options of its own.
    shares();
    println!();
    let held = [means(), net_scores(), percentiles()];
    assert!(
        held.iter().all(|held| *held),
        "an interval is not what it should be"
    );
}

/// Wilson's, over every outcome with its probability.
fn shares() {
    println!("Wilson, exact      p    n = 30   n = 300  n = 3,000");
    let sizes = [30, 300, 3_000];
    let mut all: [Vec<f64>; 3] = Default::default();
    for step in 1..50 {
        let share = 0.02 * f64::from(step);
        let found = sizes.map(|n| of_share(share, n));
        let cells = found.map(|coverage| format!("{:9.2}%", coverage * 100.0));
        println!("              {share:6.2} {}", cells.concat());
        for (place, coverage) in found.into_iter().enumerate() {
            all[place].push(coverage);
        }
    }
    let shown = |name: &str, of: &dyn Fn(&Vec<f64>) -> f64| {
        let cells = all.iter().map(|all| format!("{:9.2}%", of(all) * 100.0));
        println!("              {name:>6} {}", cells.collect::<String>());
    };
    shown("mean", &|all| all.iter().sum::<f64>() / all.len() as f64);
    shown("least", &|all| all.iter().copied().fold(1.0, f64::min));
    for all in &all {
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        assert!((0.94..=0.96).contains(&mean) && all.iter().all(|it| *it >= 0.92));
    }
}

fn of_share(share: f64, n: usize) -> f64 {
    let mut coverage = 0.0;
    let mut logarithm = n as f64 * (1.0 - share).ln();
    for k in 0..=n {
        let bounds = wilson(k as f64, n as f64);
        if bounds.is_some_and(|(low, high)| low <= share && share <= high) {
            coverage += logarithm.exp();
        }
        logarithm += ((n - k) as f64 / (k + 1) as f64 * share / (1.0 - share)).ln();
    }
    coverage
}

/// A way to draw rows, and the true ratio of their sums.
struct Source {
    name: &'static str,
    draw: fn(&mut Random) -> (f64, f64),
    truth: f64,
}

fn means() -> bool {
    let sources = [
        Source {
            name: "mean, normal",
            draw: |random| (10.0 + 3.0 * random.normal(), 1.0),
            truth: 10.0,
        },
        Source {
            name: "mean, exponential",
            draw: |random| (random.exponential(), 1.0),
            truth: 1.0,
        },
        Source {
            name: "mean, log-normal (1)",
            draw: |random| (random.normal().exp(), 1.0),
            truth: 0.5_f64.exp(),
        },
        Source {
            name: "ratio, normal",
            draw: |random| {
                let den = 5.0 + random.normal().abs();
                (den * (2.0 + 0.5 * random.normal()), den)
            },
            truth: 2.0,
        },
        Source {
            name: "ratio, exponential",
            draw: |random| {
                let den = random.exponential();
                (den * 2.0 * random.exponential(), den)
            },
            truth: 2.0,
        },
    ];
    println!("                          n  samples  bootstrap    delta  no bootstrap");
    let mut held = true;
    for source in &sources {
        for (n, most) in [(30, 10_000), (300, 4_000), (3_000, 2_000)] {
            let samples = samples(most);
            let found = source.coverage(n, samples);
            let percent = |held: usize| 100.0 * held as f64 / samples as f64;
            println!(
                "{:22} {n:5}  {samples:7}   {:7.2}%  {:6.2}%  {:12}",
                source.name,
                percent(found.bootstrap),
                percent(found.delta),
                found.without
            );
            let allowed = allowed(n);
            held &= samples < most || allowed.contains(&percent(found.bootstrap));
        }
    }
    println!();
    held
}

/// In per cent, of means and ratios.
fn allowed(n: usize) -> RangeInclusive<f64> {
    match n {
        30 => 90.0..=100.0,
        _ => 93.0..=97.0,
    }
}

/// In how many samples an interval held the truth.
#[derive(Default)]
struct Found {
    bootstrap: usize,
    delta: usize,
    /// Samples for which there is no bootstrap: the delta method stands in.
    without: usize,
}

impl Source {
    fn coverage(&self, n: usize, samples: usize) -> Found {
        let of_sample = |sample: usize| {
            let mut random = Random(sample as u64 * 1_000_003 + n as u64);
            let mut rows: Vec<(f64, f64)> = (0..n).map(|_| (self.draw)(&mut random)).collect();
            let plain = ratio(&sums(&rows));
            let drawn = studentized(&mut rows);
            let holds = |bounds: Option<(f64, f64)>| {
                bounds.is_some_and(|(low, high)| low <= self.truth && self.truth <= high)
            };
            Found {
                bootstrap: usize::from(holds(drawn.or(plain))),
                delta: usize::from(holds(plain)),
                without: usize::from(drawn.is_none()),
            }
        };
        let add = |one: Found, other: Found| Found {
            bootstrap: one.bootstrap + other.bootstrap,
            delta: one.delta + other.delta,
            without: one.without + other.without,
        };
        let samples = (0..samples).into_par_iter();
        samples.map(of_sample).reduce(Found::default, add)
    }
}

fn net_scores() -> bool {
    println!("net score, adjusted Wald    n = 30   n = 300  n = 3,000");
    let mut held = true;
    let mixes = [
        (0.5, 1.0 / 6.0),
        (0.7, 0.1),
        (0.3, 0.3),
        (0.2, 0.6),
        (0.9, 0.05),
        (0.05, 0.05),
    ];
    for (up, down) in mixes {
        let mut cells = String::new();
        for n in [30, 300, 3_000] {
            let samples = samples(20_000);
            let holds = |sample: usize| {
                let mut random = Random(sample as u64 * 7_919 + n as u64);
                let rows: Vec<(f64, f64)> =
                    (0..n).map(|_| (random.answer(up, down), 1.0)).collect();
                let bounds = adjusted_wald(&sums(&rows));
                bounds.is_some_and(|(low, high)| low <= up - down && up - down <= high)
            };
            let holding = (0..samples).into_par_iter().filter(|it| holds(*it)).count();
            let percent = 100.0 * holding as f64 / samples as f64;
            cells.push_str(&format!("{percent:9.2}%"));
            // Three added answers are many where hardly anybody is for or against.
            held &= (93.0..=99.5).contains(&percent);
        }
        let of = format!("{:.0}% up, {:.0}% down", up * 100.0, down * 100.0);
        println!("  {of:22} {cells}");
    }
    println!();
    held
}

/// How often the interval between two order statistics holds the percentile, exactly: at
/// least 95 %.
fn percentiles() -> bool {
    println!("percentile, order statistics, at least 95%");
    let mut held = true;
    for (share, n) in [
        (0.5, 30),
        (0.5, 300),
        (0.9, 300),
        (0.9, 3_000),
        (0.95, 3_000),
    ] {
        let Some((low, high)) = ranks(n, share) else {
            continue;
        };
        let coverage = below(share, n, high + 1) - below(share, n, low + 1);
        println!("  {share:4.2}  n = {n:5}  {:6.2}%", coverage * 100.0);
        held &= coverage >= 0.95;
    }
    held
}

/// The probability that fewer than so many of `n` values are below the percentile.
fn below(share: f64, n: usize, number: usize) -> f64 {
    let mut sum = 0.0;
    let mut logarithm = n as f64 * (1.0 - share).ln();
    for k in 0..number.min(n + 1) {
        sum += logarithm.exp();
        logarithm += ((n - k) as f64 / (k + 1) as f64 * share / (1.0 - share)).ln();
    }
    sum
}

fn sums(rows: &[(f64, f64)]) -> Sums {
    let mut sums = Sums::default();
    for (num, den) in rows {
        sums += Sums::of(*num, *den);
    }
    sums
}

fn samples(most: usize) -> usize {
    let asked = std::env::var("COVERAGE_SAMPLES").ok();
    let asked = asked.and_then(|asked| asked.parse().ok());
    asked.map_or(most, |asked: usize| asked.min(most))
}

/// SplitMix64, with draws from some distributions.
struct Random(u64);

impl Random {
    /// Between 0 and 1, neither of them.
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        ((bits >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn exponential(&mut self) -> f64 {
        -self.uniform().ln()
    }

    /// Box & Muller (1958).
    fn normal(&mut self) -> f64 {
        let (one, other) = (self.uniform(), self.uniform());
        (-2.0 * one.ln()).sqrt() * (std::f64::consts::TAU * other).cos()
    }

    /// +1, -1 or 0, with these probabilities of the first two.
    fn answer(&mut self, up: f64, down: f64) -> f64 {
        match self.uniform() {
            draw if draw < up => 1.0,
            draw if draw < up + down => -1.0,
            _ => 0.0,
        }
    }
}
