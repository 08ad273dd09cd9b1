//! The bounds of deflection hold the truth that only the simulator knows.

use std::io::Cursor;

use jiff::ToSpan;
use jiff::civil::date;
use vigie::demo::simulate::{Plan, simulate};
use vigie::kpi::bounds::{self, Bounds};
use vigie::kpi::{Filters, Question};
use vigie::period::{DAY, Period, Zone};
use vigie::site::Data;

/// The share of engaged episodes whose person met no human about that need, and between
/// what it is said to lie.
fn simulated(seed: u64, days: u32, visits_per_day: u32) -> (f64, Bounds) {
    let plan = Plan {
        seed,
        first_day: date(2026, 3, 2),
        days,
        visits_per_day,
        ..Plan::default()
    };
    let folder = tempfile::tempdir().unwrap();
    let data = Data::open(folder.path()).unwrap();
    let mut site = data.site_or_new("s").unwrap();
    let mut log = String::new();
    let truth = simulate(&plan, &mut |event| {
        log.push_str(event);
        log.push('\n');
    });
    site.take(Cursor::new(log)).unwrap();
    site.refresh(&|_, _| ()).unwrap();
    let to = plan.first_day + i64::from(days - 1).days();
    let question = Question {
        period: Period {
            from: plan.first_day,
            to,
        },
        filters: Filters::default(),
        as_of: Zone::utc().start_of(to) + 20 * DAY,
    };
    let bounds = bounds::of(site.facts.db(), &question).unwrap().unwrap();
    assert_eq!(bounds.engaged, truth.episodes.engaged);
    (
        truth.deflected as f64 / truth.episodes.engaged as f64,
        bounds,
    )
}

/// `VIGIE_SEEDS=200 cargo test --test it bounds -- --nocapture` prints how often and how wide.
#[test]
fn the_bounds_hold_the_truth_in_19_of_20_simulations() {
    let seeds: u64 = std::env::var("VIGIE_SEEDS").map_or(12, |seeds| seeds.parse().unwrap());
    let mut held = 0;
    let mut width = 0.0;
    for seed in 0..seeds {
        let (days, visits) = [(7, 60), (14, 40), (3, 150), (28, 20)][seed as usize % 4];
        let (truth, bounds) = simulated(seed, days, visits);
        let holds = (bounds.low..=bounds.high).contains(&truth);
        println!(
            "{seed}: {:.3} <= {truth:.3} <= {:.3}: {holds}",
            bounds.low, bounds.high
        );
        held += u64::from(holds);
        width += bounds.high - bounds.low;
    }
    println!(
        "{held} of {seeds} held, mean width {:.3}",
        width / seeds as f64
    );
    assert!(held * 20 >= seeds * 19, "{held} of {seeds}");
    assert!(width / (seeds as f64) < 0.5, "so wide that it says nothing");
}
