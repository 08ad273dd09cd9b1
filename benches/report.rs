//! The report over a million events: of 30 days, those of one channel, and of the
//! whole year; and opening a site in which nothing is new, as every reading
//! command begins.
//!
//! `VIGIE_BENCH_EVENTS=10000000 cargo bench --bench report` takes ten times as
//! many; making them takes minutes, once, and some gigabytes.

#![allow(clippy::unwrap_used)]

mod kept;
mod simulated;

use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use jiff::ToSpan;
use jiff::civil::Date;
use kept::{Kept, LeftOut};
use simulated::{DAYS, FIRST_DAY, open};
use vigie::demo::simulate::Truth;
use vigie::gaps::rare::Reader;
use vigie::kpi::{Filters, Question};
use vigie::period::{Period, Zone};
use vigie::reports::Report;

const LINES: usize = 20;

fn events() -> u64 {
    match std::env::var("VIGIE_BENCH_EVENTS") {
        Ok(events) => events.parse().unwrap(),
        Err(_) => 1_000_000,
    }
}

fn last_day() -> Date {
    FIRST_DAY + i64::from(DAYS - 1).days()
}

/// Asked 30 days later, when nothing is too young.
fn question(from: Date) -> Question {
    let to = last_day();
    Question {
        period: Period { from, to },
        filters: Filters::default(),
        as_of: Zone::utc().start_of(to + 30.days()),
    }
}

/// The whole report tells what the simulation knows to be true.
fn assert_true(report: &Report, truth: &Truth) {
    let episodes = &report.episodes;
    let outcomes = &episodes.outcomes;
    assert_eq!(episodes.total, truth.episodes.total);
    assert_eq!(outcomes.escalated, truth.episodes.escalated);
    assert_eq!(
        outcomes.silent_with_answer,
        truth.episodes.silent_with_answer
    );
    assert_eq!(report.searches.zero_result.num, truth.searches.zero_result);
    assert_eq!(report.deflection.high.num, truth.resolved.deflection_high);
    assert_eq!(report.unanswered.expressions.len(), LINES);
}

fn reports(c: &mut Criterion) {
    let kept = Kept::of(events(), LeftOut::Last(0));
    let mut group = c.benchmark_group(format!("report/{}", kept.truth.events));
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.bench_function("open", |b| {
        b.iter(|| {
            let (data, mut site) = open(&kept.folder);
            site.refresh(&|_, _| ()).unwrap();
            (data, site)
        });
    });
    let (_data, site) = open(&kept.folder);
    let month = question(last_day() - 29.days());
    let year = question(FIRST_DAY);
    let of = |question| Report::of(site.view(), question, Reader::Insider, LINES).unwrap();
    group.bench_function("30 days", |b| b.iter(|| of(&month)));
    let mut filtered = month.clone();
    filtered.filters.channel = Some("web".to_owned());
    group.bench_function("30 days of a channel", |b| b.iter(|| of(&filtered)));
    group.bench_function("the year", |b| b.iter(|| of(&year)));
    assert_true(&of(&year), &kept.truth);
    let a_month = of(&month).episodes.total * 12;
    assert!((kept.truth.episodes.total / 2..kept.truth.episodes.total * 2).contains(&a_month));
    group.finish();
}

criterion_group!(benches, reports);
criterion_main!(benches);
