//! Search over 10,000 generated entries: three phrases and an answer each,
//! words by Zipf's law among French small words. Planted entries check the
//! work: each planted query has a known first hit and a known total.
//!
//! `cargo bench --bench search` also prints p50 and p99 over mixed queries.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use vigie::eval::ranking::percentile;
use vigie::faq::{Entry, Status};
use vigie::search::Index;
use vigie::text::Lang;

const ENTRIES: usize = 10_000;
const WORDS: f64 = 12_000.0;
const SYLLABLES: [&str; 20] = [
    "ba", "cho", "di", "fré", "gra", "jou", "lan", "mé", "nou", "par", "qui", "ra", "sé", "ton",
    "vi", "clé", "bru", "pen", "for", "mi",
];
const SMALL: [&str; 12] = [
    "le", "la", "les", "de", "mon", "ma", "comment", "pour", "est", "dans", "je", "un",
];
const PLANTED: [&str; 3] = ["kaléidoscope", "wisigoth", "hurluberlu"];

/// A generator of numbers that gives the same on every machine (SplitMix64,
/// Steele et al. 2014).
struct Numbers(u64);

impl Numbers {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, end: usize) -> usize {
        (self.unit() * end as f64) as usize
    }

    /// A word whose rank follows Zipf's law.
    fn word(&mut self) -> String {
        let mut rank = WORDS.powf(self.unit()) as usize + 19;
        let mut word = String::new();
        while rank > 0 {
            word.push_str(SYLLABLES[rank % 20]);
            rank /= 20;
        }
        word
    }

    fn text(&mut self, words: usize) -> String {
        let mut text = Vec::with_capacity(words);
        for _ in 0..words {
            let is_small = self.unit() < 0.45;
            text.push(if is_small {
                SMALL[self.below(SMALL.len())].to_owned()
            } else {
                self.word()
            });
        }
        text.join(" ")
    }
}

fn entry(number: usize, numbers: &mut Numbers) -> Entry {
    let (question, answer) = (numbers.text(8), numbers.text(60));
    Entry {
        id: format!("e{number}"),
        question,
        answer: format!("<p>{answer}</p>"),
        answer_text: answer,
        alternates: vec![numbers.text(7), numbers.text(5)],
        lang: Lang::Fr,
        categories: vec![numbers.text(1)],
        url: None,
        status: Status::Published,
    }
}

/// Plants each word in one question and in the answers of ten other entries.
fn entries() -> Vec<Entry> {
    let mut numbers = Numbers(7);
    let mut entries: Vec<Entry> = (0..ENTRIES)
        .map(|number| entry(number, &mut numbers))
        .collect();
    for (at, word) in PLANTED.iter().enumerate() {
        entries[at * 1000].question.push_str(&format!(" {word}"));
        for other in 1..=10 {
            entries[at * 1000 + other]
                .answer_text
                .push_str(&format!(" {word}"));
        }
    }
    entries
}

/// Questions as people type them: short, long, misspelt, unfinished.
fn queries() -> Vec<String> {
    let mut numbers = Numbers(11);
    let mut queries = Vec::new();
    for kind in 0..2000 {
        let words = 1 + numbers.below(9);
        let mut query = numbers.text(words);
        match kind % 4 {
            1 => query = query.replacen("an", "na", 1),
            2 => query.truncate(floor(&query, query.len() - query.len() / 6)),
            _ => {}
        }
        queries.push(query);
    }
    queries
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

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
