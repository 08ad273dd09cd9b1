//! How a text feels, from the words in it: lexicons, negation, degree words,
//! emoji. Every score can show the words that made it.
//!
//! English follows VADER to the letter; French uses the same engine with
//! French words and rules, and a neutral point fitted on reviews.

pub mod conversation;
mod emoji;
mod english;
mod french;
mod lexicon;
mod phrases;
mod score;
mod words;

use std::ops::Range;

pub use score::{Polarity, Score};

use self::emoji::Spelled;
use self::english::English;
use self::french::French;
use self::words::Word;
use super::language::Lang;

/// Scores texts of one language. Cheap to make and to copy; the lexicon is
/// read once per process.
#[derive(Clone, Copy, Debug)]
pub struct Scorer {
    lang: Lang,
}

/// A word that made the score.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// Where it stands in the text, in bytes: a word or an emoji.
    pub span: Range<usize>,
    /// The word as it was looked up; of an emoji, a word of its description.
    pub word: String,
    /// Its value in the lexicon, -4 to 4.
    pub base: f64,
    /// Its value after negation, degree words, capitals and "but".
    pub value: f64,
}

/// A word with a value, by its number in the text.
#[derive(Clone, Copy, Debug)]
struct Hit {
    word: usize,
    /// The last word, which is another one in idioms.
    last: usize,
    base: f64,
    value: f64,
}

impl Scorer {
    /// A scorer for texts in `lang`.
    pub fn new(lang: Lang) -> Self {
        match lang {
            Lang::Fr => {
                French::get();
            }
            Lang::En => {
                English::get();
            }
        }
        Self { lang }
    }

    /// The score of a text.
    ///
    /// ```
    /// use vigie::text::{language::Lang, sentiment::{Polarity, Scorer}};
    ///
    /// let score = Scorer::new(Lang::En).score("Great service, thank you!");
    /// assert_eq!(score.polarity(), Polarity::Positive);
    /// ```
    pub fn score(&self, text: &str) -> Score {
        let spelled = self.spell(text);
        let (words, hits) = self.read(&spelled.text);
        if hits.is_empty() {
            return Score::new(0.0, &[], words.len(), 0.0);
        }
        match self.lang {
            Lang::Fr => French::score(text, &words, &hits),
            Lang::En => English::score(&spelled.text, &words, &hits),
        }
    }

    /// The words that made the score, in the order of the text.
    pub fn explain(&self, text: &str) -> Vec<Cue> {
        let spelled = self.spell(text);
        let (words, hits) = self.read(&spelled.text);
        let cue = |hit: &Hit| {
            let span = words[hit.word].start..words[hit.last].end;
            Cue {
                word: spelled.text[span.clone()].to_lowercase(),
                span: spelled.original(span),
                base: hit.base,
                value: hit.value,
            }
        };
        hits.iter().map(cue).collect()
    }

    /// English reads emoji as words; French knows them as they are.
    fn spell<'t>(&self, text: &'t str) -> Spelled<'t> {
        match self.lang {
            Lang::Fr => Spelled::unchanged(text),
            Lang::En => Spelled::new(text),
        }
    }

    fn read(&self, text: &str) -> (Vec<Word>, Vec<Hit>) {
        match self.lang {
            Lang::Fr => French::get().read(text),
            Lang::En => English::get().read(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(lang: Lang, text: &str, expected: &[(&str, &str, f64)]) {
        let cues = Scorer::new(lang).explain(text);
        let found = cues
            .iter()
            .map(|cue| (&text[cue.span.clone()], cue.word.as_str(), cue.base));
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_score_shows_the_words_that_made_it() {
        check(
            Lang::En,
            "Not GOOD, then 😀!",
            &[("GOOD", "good", 1.9), ("😀", "grinning", 1.5)],
        );
        check(
            Lang::Fr,
            "L’appli n'est pas utile, à éviter 👎",
            &[
                ("utile", "utile", 1.4),
                ("à éviter", "à éviter", -1.6),
                ("👎", "👎", -2.2),
            ],
        );
    }

    #[test]
    fn the_value_of_a_cue_is_that_after_the_rules() {
        let cues = Scorer::new(Lang::En).explain("It is not good");
        assert!((cues[0].value - 1.9 * -0.74).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn any_text_has_a_score_in_range_and_spans_within_it(text in "(\\PC|pas |bon |BAD |but |mais |😀|!|\n){0,40}") {
            for lang in [Lang::En, Lang::Fr] {
                let scorer = Scorer::new(lang);
                let score = scorer.score(&text);
                prop_assert!((-1.0..=1.0).contains(&score.compound));
                let whole = score.positive + score.neutral + score.negative;
                prop_assert!(whole == 0.0 || (whole - 1.0).abs() < 0.002);
                for cue in scorer.explain(&text) {
                    prop_assert!(text.get(cue.span).is_some_and(|word| !word.is_empty()));
                }
            }
        }
    }
}
