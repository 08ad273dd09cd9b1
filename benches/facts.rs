//! The fold: all facts and sums from a million events; and from new ones on top of
//! them, one, a thousand or ten thousand, the last ones or some all over the year. The
//! result is what the simulation knows to be true.

#![allow(clippy::unwrap_used)]

mod kept;
mod simulated;

use criterion::{BatchSize, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use jiff::ToSpan;
use kept::{Kept, LeftOut};
use simulated::{DAYS, FIRST_DAY, import, open};
use tempfile::TempDir;
use vigie::demo::simulate::Truth;
use vigie::kpi::run::total;
use vigie::kpi::{Filters, Question};
use vigie::period::Period;
use vigie::site::{Data, Site};

const EVENTS: u64 = 1_000_000;

/// Nobody is told how far a fold is.
fn silent(_done: u64, _all: u64) {}

fn assert_true(site: &Site, truth: &Truth) {
    let count = |of: &str| -> u64 {
        let sql = format!("select count(*) from {of}");
        let counted = site.facts.db().query_row(&sql, [], |row| row.get(0));
        counted.unwrap()
    };
    let watermark = site.facts.watermark().unwrap().events;
    assert_eq!(u64::try_from(watermark).unwrap(), truth.events);
    assert_eq!(count("episodes"), truth.episodes.total);
    assert_eq!(count("intents"), truth.searches.intents);
    assert_eq!(count("clicks"), truth.searches.clicks);
    assert_eq!(count("messages"), truth.messages.total);
    assert_eq!(count("contacts where reached"), truth.contacts.total);
    let question = Question {
        period: Period {
            from: FIRST_DAY,
            to: FIRST_DAY + i64::from(DAYS).days(),
        },
        filters: Filters::default(),
        as_of: 0,
    };
    let kpi = site.catalogue.find("episodes").unwrap();
    let summed = total(site.facts.db(), kpi, &question).unwrap();
    assert_eq!(summed.n.unsigned_abs(), truth.episodes.total);
}

fn from_scratch(c: &mut Criterion) {
    let kept = Kept::of(EVENTS, LeftOut::Last(0));
    let (_data, mut site) = open(&kept.folder);
    let sources = site.catalogue.sources();
    let mut group = c.benchmark_group("facts");
    group
        .throughput(Throughput::Elements(kept.truth.events))
        .sampling_mode(SamplingMode::Flat)
        .sample_size(10);
    group.bench_function("from scratch", |b| {
        b.iter(|| site.facts.rebuild(&sources, &silent).unwrap());
    });
    assert_true(&site, &kept.truth);
    group.finish();
}

/// A copy of a kept site that lacks only the last so many of the events left out,
/// with those in its log, not folded yet.
fn with_new_events(kept: &Kept, new: usize) -> (Data, Site, TempDir) {
    let folder = kept.copy();
    let (data, mut site) = open(folder.path());
    let lines: Vec<&str> = kept.left_out.split_inclusive('\n').collect();
    let (old, new) = lines.split_at(lines.len() - new);
    import(&mut site, &old.concat());
    site.refresh(&silent).unwrap();
    import(&mut site, &new.concat());
    (data, site, folder)
}

fn follow(c: &mut Criterion, name: &str, kept: &Kept, new: usize) {
    let mut group = c.benchmark_group("facts");
    group
        .throughput(Throughput::Elements(new as u64))
        .sampling_mode(SamplingMode::Flat)
        .sample_size(10);
    group.bench_function(name, |b| {
        b.iter_batched(
            || with_new_events(kept, new),
            |(data, mut site, folder)| {
                site.refresh(&silent).unwrap();
                (data, site, folder)
            },
            BatchSize::PerIteration,
        );
    });
    let (_data, mut site, _folder) = with_new_events(kept, new);
    site.refresh(&silent).unwrap();
    assert_true(&site, &kept.truth);
    group.finish();
}

fn new_events(c: &mut Criterion) {
    let kept = Kept::of(EVENTS, LeftOut::Last(10_000));
    follow(c, "10,000 new events", &kept, 10_000);
    follow(c, "1,000 new events", &kept, 1_000);
    follow(c, "1 new event", &kept, 1);
}

fn late_events(c: &mut Criterion) {
    let kept = Kept::of(EVENTS, LeftOut::OneOf(100));
    let all = kept.left_out.lines().count();
    follow(c, "10,000 late events", &kept, all);
    follow(c, "1,000 late events", &kept, 1_000);
}

criterion_group!(benches, from_scratch, new_events, late_events);
criterion_main!(benches);
