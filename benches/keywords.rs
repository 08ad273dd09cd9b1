//! Keywords of generated conversations: bytes of text per second.
//!
//! The texts have the shape of language (few words often, many seldom, half of
//! them stop words), and a word planted a known number of times, so that what
//! is measured is known to be right.

#![allow(clippy::unwrap_used)]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use vigie::text::Lang;
use vigie::transcripts::frequency::{Options, count};
use vigie::transcripts::{Conversation, Speaker, Turn};

const CONVERSATIONS: usize = 4_000;
const TURNS: usize = 16;
/// Phrases of a turn, and words of a phrase: people repeat more than words.
const PHRASES: usize = 3;
const WORDS: usize = 4;
/// Every how many conversations the planted word is said, once.
const EVERY: usize = 8;
const PLANTED: &str = "parapluie";

const STOP_WORDS: [&str; 12] = [
    "je", "de", "la", "le", "et", "les", "pour", "que", "dans", "un", "est", "vous",
];
const ENDINGS: [&str; 8] = ["tion", "eur", "age", "er", "ons", "ique", "ment", "té"];

/// Steele, Lea and Flood (2014), "Fast Splittable Pseudorandom Number
/// Generators": SplitMix64. The same numbers on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }
}

fn vocabulary(numbers: &mut Numbers) -> Vec<String> {
    let word = |numbers: &mut Numbers| {
        let mut word = String::new();
        for _ in 0..1 + numbers.below(3) {
            word.push(char::from(b"bcdfgjlmnprstv"[numbers.below(14)]));
            word.push(char::from(b"aeiou"[numbers.below(5)]));
        }
        word + ENDINGS[numbers.below(ENDINGS.len())]
    };
    (0..8_000).map(|_| word(numbers)).collect()
}

/// One of `list`; small ranks come often, as in Zipf's law.
fn often<'a>(list: &'a [String], numbers: &mut Numbers) -> &'a str {
    let rank = 1 + numbers.below(list.len());
    &list[numbers.below(rank)]
}

fn phrases(numbers: &mut Numbers) -> Vec<String> {
    let vocabulary = vocabulary(numbers);
    let word = |numbers: &mut Numbers| match numbers.below(2) {
        0 => STOP_WORDS[numbers.below(STOP_WORDS.len())],
        _ => often(&vocabulary, numbers),
    };
    let phrase = |numbers: &mut Numbers| {
        let words: Vec<_> = (0..WORDS).map(|_| word(numbers)).collect();
        words.join(" ")
    };
    (0..20_000).map(|_| phrase(numbers)).collect()
}

fn text(numbers: &mut Numbers, phrases: &[String]) -> String {
    let said: Vec<_> = (0..PHRASES).map(|_| often(phrases, numbers)).collect();
    said.join(", ") + "."
}

fn conversations() -> Vec<Conversation> {
    let mut numbers = Numbers(2026);
    let phrases = phrases(&mut numbers);
    let turn = |numbers: &mut Numbers, place: usize| Turn {
        speaker: [Speaker::Customer, Speaker::Bot][place % 2],
        text: text(numbers, &phrases),
        at: None,
    };
    let conversation = |number: usize| {
        let mut turns: Vec<_> = (0..TURNS).map(|place| turn(&mut numbers, place)).collect();
        if number.is_multiple_of(EVERY) {
            turns[0].text.push_str(&format!(" Mon {PLANTED} !"));
        }
        Conversation {
            id: number.to_string(),
            turns,
            lang: Some(Lang::Fr),
            ..Conversation::default()
        }
    };
    (0..CONVERSATIONS).map(conversation).collect()
}

fn check(conversations: &[Conversation], words: usize) {
    let options = Options {
        words,
        ..Options::default()
    };
    let frequencies = count(conversations, &options);
    let planted = (CONVERSATIONS / EVERY) as u64;
    let all = (CONVERSATIONS * TURNS * PHRASES * WORDS) as u64 + 2 * planted;
    assert_eq!(frequencies.words, all);
    let said: Vec<_> = frequencies
        .keywords
        .iter()
        .filter(|keyword| keyword.keyword == PLANTED)
        .map(|keyword| (keyword.count, keyword.documents))
        .collect();
    match words {
        1 => assert_eq!(said, [(planted, planted)]),
        // Its only neighbour is a stop word.
        _ => assert!(said.is_empty() && frequencies.keywords.len() > 1_000),
    }
}

fn keywords(c: &mut Criterion) {
    let conversations = conversations();
    let turns = conversations.iter().flat_map(|one| &one.turns);
    let bytes = turns.map(|turn| turn.text.len() as u64).sum();
    let mut group = c.benchmark_group("keywords");
    group.throughput(Throughput::Bytes(bytes)).sample_size(20);
    for words in 1..=3 {
        check(&conversations, words);
        let options = Options {
            words,
            ..Options::default()
        };
        group.bench_function(BenchmarkId::from_parameter(words), |b| {
            b.iter(|| count(black_box(&conversations), &options));
        });
    }
    group.finish();
}

criterion_group!(benches, keywords);
criterion_main!(benches);
