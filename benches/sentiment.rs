//! Sentiment: turns per second on one core, short turns of customers and
//! agents. The sum of the scores is checked, so that speed is never bought
//! with wrong figures.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use vigie::text::language::Lang;
use vigie::text::sentiment::{Polarity, Scorer};

const ENGLISH: [&str; 8] = [
    "I would like to change the address on my account, please.",
    "Sure, which account is it?",
    "The one ending in 42. It is not working since Monday!",
    "I am very sorry about that. Let me have a look for you.",
    "Great, thank you so much.",
    "The line was reset, you can try again in ten minutes.",
    "It still fails, but the light is green now 😀",
    "Is there anything else that I can help you with today?",
];

const FRENCH: [&str; 8] = [
    "Bonjour, je voudrais changer l'adresse de mon compte.",
    "Bien sûr, de quel compte s'agit-il ?",
    "Celui qui finit par 42. Il ne marche plus depuis lundi !",
    "Je suis vraiment désolé. Je regarde cela pour vous.",
    "Parfait, merci beaucoup.",
    "La ligne est réinitialisée, essayez dans dix minutes.",
    "Toujours en panne, mais le voyant est vert 😀",
    "Puis-je faire autre chose pour vous aujourd'hui ?",
];

/// Texts of one pass.
const TURNS: usize = 10_000;

fn turns_per_second(c: &mut Criterion) {
    let mut group = c.benchmark_group("sentiment");
    group.throughput(Throughput::Elements(TURNS as u64));
    for (name, lang, texts, positive) in [
        ("english", Lang::En, ENGLISH, 5),
        ("french", Lang::Fr, FRENCH, 2),
    ] {
        let scorer = Scorer::new(lang);
        let count = |turns: usize| {
            let texts = texts.iter().cycle().take(turns);
            let scores = texts.map(|text| scorer.score(black_box(text)));
            scores
                .filter(|score| score.polarity() == Polarity::Positive)
                .count()
        };
        assert_eq!(count(texts.len()), positive, "{name}");
        group.bench_function(name, |b| b.iter(|| count(TURNS)));
    }
    group.finish();
}

criterion_group!(benches, turns_per_second);
criterion_main!(benches);
