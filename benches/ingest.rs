//! Import of events: NDJSON in memory to a log on the disk, with all checks
//! and masking, every parcel fsynced.

#![allow(clippy::unwrap_used)]

mod simulated;

use criterion::{BatchSize, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use simulated::{import, lines, open, plan};

const EVENTS: u64 = 200_000;

fn ingest(c: &mut Criterion) {
    let (lines, truth) = lines(&plan(EVENTS));
    let mut group = c.benchmark_group("ingest");
    group
        .throughput(Throughput::Elements(truth.events))
        .sampling_mode(SamplingMode::Flat)
        .sample_size(10);
    // In the build's folder, since that of temporary files may lie in memory.
    let new_site = || {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let (data, site) = open(folder.path());
        (data, site, folder)
    };
    group.bench_function("ndjson", |b| {
        b.iter_batched(
            new_site,
            |(data, mut site, folder)| {
                assert_eq!(import(&mut site, &lines), truth.events);
                (data, site, folder)
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, ingest);
criterion_main!(benches);
