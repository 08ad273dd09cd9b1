//! A generated FAQ: three phrases and an answer an entry, words by Zipf's law among
//! French small words, and questions as people type them. Planted words check the work.

use vigie::faq::{Entry, Status};
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
/// Each is a question's word, and one of ten other entries' answers.
pub(crate) const PLANTED: [&str; 3] = ["kaléidoscope", "wisigoth", "hurluberlu"];

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
pub(crate) fn entries() -> Vec<Entry> {
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
pub(crate) fn queries() -> Vec<String> {
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
