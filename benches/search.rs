//! Search over 10,000 generated entries. Planted ones check the work: each planted
//! query has a known first hit and a known total.
//!
//! `cargo bench --bench search` also prints p50 and p99 over mixed queries.

mod generated;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use generated::{PLANTED, entries, queries};
use vigie::eval::ranking::percentile;
use vigie::search::Index;
use vigie::text::Lang;

fn check(index: &Index) {
    for (at, word) in PLANTED.iter().enumerate() {
        for query in [
            (*word).to_owned(),
            format!("{word}s"),
            word.replacen('o', "ö", 1),
        ] {
            let answer = index
                .search(&query, Lang::Fr, 10, 0)
                .expect("the index is in memory");
            assert_eq!(answer.total, 11, "{query}");
            assert_eq!(answer.hits[0].id, format!("e{}", at * 1000), "{query}");
        }
    }
}

/// Milliseconds of each query: of one run, and of the best of seven, which
/// other work on the machine disturbs less.
fn times(index: &Index, queries: &[String]) -> [Vec<f64>; 2] {
    let time = |query: &String| {
        let begun = Instant::now();
        black_box(
            index
                .search(query, Lang::Fr, 10, 0)
                .expect("the index is in memory"),
        );
        begun.elapsed().as_secs_f64() * 1000.0
    };
    let once = queries.iter().map(time);
    let best = queries
        .iter()
        .map(|query| (0..7).map(|_| time(query)).fold(f64::MAX, f64::min));
    let mut times = [once.collect::<Vec<_>>(), best.collect()];
    times
        .iter_mut()
        .for_each(|times| times.sort_by(f64::total_cmp));
    times
}

fn search(criterion: &mut Criterion) {
    let entries = entries();
    let folder = std::env::temp_dir().join(format!("vigie-bench-{}", std::process::id()));
    let open = || Index::open_or_rebuild(&folder, 1, || Ok::<_, std::io::Error>(entries.clone()));
    let (index, _) = open().expect("the temporary folder is writable");
    check(&index);
    let queries = queries();
    for (name, times) in ["one run", "best of seven"]
        .iter()
        .zip(times(&index, &queries))
    {
        let at = |share| percentile(&times, share).unwrap_or_default();
        println!(
            "search, {name}: p50 {:.3} ms, p99 {:.3} ms",
            at(0.5),
            at(0.99)
        );
    }
    let mut group = criterion.benchmark_group("search");
    group
        .sample_size(20)
        .measurement_time(Duration::from_secs(4));
    let mut next = queries.iter().cycle();
    group.bench_function("one of mixed queries, 10 hits", |bencher| {
        bencher.iter(|| index.search(next.next().map_or("", |query| query), Lang::Fr, 10, 0));
    });
    group.bench_function("open 10,000 entries", |bencher| bencher.iter(open));
    group.sample_size(10);
    group.bench_function("build 10,000 entries", |bencher| {
        bencher.iter(|| Index::in_memory(&entries))
    });
    group.finish();
    let _ = std::fs::remove_dir_all(&folder);
}

criterion_group!(benches, search);
criterion_main!(benches);
