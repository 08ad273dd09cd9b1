//! How fast text is cut, counted and masked; each bench checks what it computed.
//!
//! The text is generated: sentences of a telecom operator's customers with a
//! long tail of invented words, so that a vocabulary meets new words as it does
//! in life.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use vigie::text::mask::mask;
use vigie::text::segment::words;
use vigie::text::vocabulary::Vocabulary;
use vigie::text::{Analyzer, Lang};

const SENTENCES: [&str; 8] = [
    "Bonjour, je n'arrive pas à me connecter à mon espace client depuis hier soir.",
    "L’offre que j’ai souscrite n'est plus affichée, c’est normal\u{202f}?",
    "Comment résilier mon forfait sans frais avant la fin de l'engagement ?",
    "D'accord, je vérifie votre dossier; pouvez-vous me donner la référence de la facture ?",
    "J'ai changé de banque, où puis-je modifier mon RIB s'il vous plaît ?",
    "Le débit est très faible (moins de 2,5 Mb/s) et la box redémarre toute seule…",
    "Qu'est-ce qui explique ce montant de 34,99 € au lieu de 29,99 € ?",
    "Merci beaucoup, bonne journée à vous aussi !",
];
const REPEATS: usize = 2_000;
const WORDS_PER_REPEAT: usize = 107;

/// About a megabyte; every repeat ends with a word that was not there before.
fn text() -> String {
    let mut text = String::new();
    for repeat in 0..REPEATS {
        for sentence in SENTENCES {
            text.push_str(sentence);
            text.push(' ');
        }
        let _ = writeln!(text, "mot{}", invented(repeat));
    }
    text
}

/// A number as letters.
fn invented(mut number: usize) -> String {
    let mut word = String::new();
    for _ in 0..4 {
        word.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    word
}

fn segment(c: &mut Criterion) {
    let text = text();
    let mut group = c.benchmark_group("text");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("words", |b| {
        b.iter(|| {
            let count = words(black_box(&text), Lang::Fr).count();
            assert_eq!(count, REPEATS * WORDS_PER_REPEAT);
        });
    });
    group.bench_function("vocabulary", |b| {
        let analyzer = Analyzer::new(Lang::Fr);
        b.iter(|| {
            let mut vocabulary = Vocabulary::new();
            let content = vocabulary
                .read(&analyzer, black_box(&text))
                .filter(|(_, known)| !known.is_stop);
            assert_eq!(content.count() % REPEATS, 0);
            assert!(vocabulary.surfaces().len() > REPEATS);
        });
    });
    group.bench_function("mask, digits without personal data", |b| {
        b.iter(|| assert_eq!(mask(black_box(&text)).len(), text.len()));
    });
    group.finish();
}

fn short_questions(c: &mut Criterion) {
    let analyzer = Analyzer::new(Lang::Fr);
    c.bench_function("text/form of a question", |b| {
        b.iter(|| {
            assert_eq!(
                analyzer.form(black_box("Comment changer mon RIB ?")),
                "chang rib"
            )
        });
    });
    c.bench_function("text/mask of a question with a phone number", |b| {
        b.iter(|| {
            assert_eq!(
                mask(black_box("rappelez-moi au 06 12 34 56 78")),
                "rappelez-moi au [phone]"
            )
        });
    });
    c.bench_function("text/mask of a question without digits", |b| {
        b.iter(|| {
            assert_eq!(
                mask(black_box("Comment changer mon RIB ?")),
                "Comment changer mon RIB ?"
            )
        });
    });
}

criterion_group!(benches, segment, short_questions);
criterion_main!(benches);
