//! VADER's rules for English.
//!
//! Hutto, C.J. & Gilbert, E.E. (2014), "VADER: A Parsimonious Rule-based Model
//! for Sentiment Analysis of Social Media Text", ICWSM-14. Where the paper is
//! silent, the behaviour is that of the authors' package 3.3.2, oddities
//! included, so that figures compare with what others publish.

mod rules;

use std::sync::LazyLock;

use self::rules::{Turn, weigh_around_but};
use super::Hit;
use super::lexicon::{Lexicon, Role, rows};
use super::phrases::Phrases;
use super::score::{Score, emphasis};
use super::words::{Word, words};

pub(super) const WORDS: &str = include_str!("../../../../data/lexicons/vader-en.tsv");
const RULES: &str = include_str!("../../../../data/lexicons/vader-rules.tsv");

static ENGLISH: LazyLock<English> = LazyLock::new(English::load);

/// The lexicon and the idioms.
#[derive(Default)]
pub(super) struct English {
    lexicon: Lexicon,
    idioms: Phrases,
    /// Degree words of two words: "kind of".
    degree_phrases: Phrases,
}

impl English {
    /// Reads the bundled files at the first call.
    pub(super) fn get() -> &'static Self {
        &ENGLISH
    }

    /// The words of a text, and those of them that have a value.
    pub(super) fn read(&self, text: &str) -> (Vec<Word>, Vec<Hit>) {
        let words = words(text, &self.lexicon);
        if words.iter().all(|word| word.entry.valence.is_none()) {
            return (words, Vec::new());
        }
        let turn = Turn::new(self, &words);
        let mut hits: Vec<Hit> = (0..words.len()).filter_map(|i| turn.hit(i)).collect();
        weigh_around_but(&words, &mut hits);
        (words, hits)
    }

    /// The score of a text that has been read.
    pub(super) fn score(text: &str, words: &[Word], hits: &[Hit]) -> Score {
        let values: Vec<f64> = hits.iter().map(|hit| hit.value).collect();
        let sum = values.iter().sum();
        Score::new(sum, &values, words.len(), emphasis(text))
    }

    fn load() -> Self {
        let mut english = Self::default();
        english.lexicon.add_values(WORDS);
        for (kind, rule) in rows(RULES) {
            if let Some((words, value)) = rule.split_once('\t') {
                english.add_rule(kind, words, value.parse().unwrap_or_default());
            }
        }
        english.lexicon.add_roles(&ROLES);
        english
    }

    fn add_rule(&mut self, kind: &str, words: &str, value: f64) {
        let lexicon = &mut self.lexicon;
        match (kind, words.contains(' ')) {
            ("negation", _) => lexicon.entry(words).negates = true,
            ("idiom", _) => self.idioms.add(lexicon, words, value),
            (_, true) => self.degree_phrases.add(lexicon, words, value),
            (_, false) => lexicon.entry(words).boost = value,
        }
    }
}

const ROLES: [(&str, Role); 14] = [
    ("no", Role::No),
    ("or", Role::Or),
    ("nor", Role::Or),
    ("never", Role::Never),
    ("so", Role::So),
    ("this", Role::So),
    ("without", Role::Without),
    ("doubt", Role::Doubt),
    ("least", Role::Least),
    ("at", Role::AtVery),
    ("very", Role::AtVery),
    ("kind", Role::Kind),
    ("of", Role::Of),
    ("but", Role::But),
];

#[cfg(test)]
mod tests {
    use crate::text::language::Lang;
    use crate::text::sentiment::Scorer;

    /// Our sentences, with the compound that vaderSentiment 3.3.2 gives.
    const REFERENCE: &[(&str, f64)] = &[
        ("The agent was friendly and solved my problem.", 0.3818),
        ("The invoice arrived on Tuesday.", 0.0),
        ("I am happy with the new plan!", 0.6114),
        ("I am happy with the new plan!!!!!", 0.7067),
        ("Is this really a good offer??", 0.5482),
        ("Why is my line still dead????", -0.7399),
        ("The technician was VERY kind and patient.", 0.6626),
        ("The technician was very kind and patient.", 0.5709),
        ("WORST SUPPORT EVER", -0.34),
        ("This is the WORST support I have had", -0.4824),
        ("The app is not bad.", 0.431),
        ("The answer was not very helpful.", -0.3713),
        ("I have never been so well treated.", 0.4101),
        ("I have never seen support this good.", 0.2771),
        ("He never helps.", -0.2924),
        ("Without a doubt the best provider in town.", 0.7438),
        ("Without doubt a great team.", 0.7359),
        ("They fixed it without any trouble.", 0.3089),
        ("It is the least useful menu of all.", -0.3412),
        ("At least the chat is useful.", 0.4404),
        ("The very least useful reply.", 0.4902),
        ("The price is good, but the service is terrible.", -0.4939),
        ("The service is terrible, but the price is good.", 0.4215),
        (
            "The hotline is good, the site is good, but the shop is bad.",
            -0.431,
        ),
        ("The line is kind of slow and sort of annoying.", -0.4576),
        ("She is kind of rude.", -0.5095),
        ("She is kind.", 0.5267),
        ("There is no problem with my order.", 0.3089),
        ("No, thanks.", 0.4404),
        ("NO help at all from them", -0.4572),
        ("There was no help or support on the phone.", -0.5448),
        ("That discount is to die for!", -0.636),
        ("My new phone is the bomb.", 0.6124),
        ("The bus stop is far away.", -0.296),
        ("Yeah right, a refund within two days.", 0.296),
        ("I barely got an answer and hardly any help.", 0.3446),
        ("I don't like the new portal.", -0.2755),
        ("They DIDN'T refund me, I'm so ANGRY", -0.7317),
        ("Thanks :-) you made my day :D", 0.8494),
        ("The form crashed again :(", -0.4404),
        ("My modem is broken 😡 again", -0.4767),
        ("All good now 😀", 0.6597),
        ("Love it😍well done", 0.802),
        ("lol, the bot thinks I am dead", -0.3612),
        ("   ", 0.0),
    ];

    #[test]
    fn compounds_are_those_of_the_published_package() {
        let scorer = Scorer::new(Lang::En);
        for &(text, expected) in REFERENCE {
            assert_eq!(scorer.score(text).compound, expected, "{text}");
        }
    }
}
