//! What the words around a word do to its value, and what "but" does to all.

use super::super::Hit;
use super::super::lexicon::Role;
use super::super::words::Word;
use super::English;

/// What is left of a negated word, with its sign turned.
const NEGATION: f64 = -0.74;
/// What capitals add among words that are not all in capitals.
const CAPITALS: f64 = 0.733;
/// "never so good": not a negation, a superlative.
const NEVER_SO: f64 = 1.25;
/// How much of a degree word's effect is left one, two, three words on.
const FADING: [f64; 3] = [1.0, 0.95, 0.9];
/// What "but" makes of what is before it and of what is behind.
const BEFORE_BUT: f64 = 0.5;
const BEHIND_BUT: f64 = 1.5;

/// The words of one text, with what the rules ask of them.
pub(super) struct Turn<'a> {
    english: &'a English,
    words: &'a [Word],
    /// Some words are in capitals and some are not: capitals mean something.
    capitals_count: bool,
}

impl<'a> Turn<'a> {
    pub(super) fn new(english: &'a English, words: &'a [Word]) -> Self {
        let capitals = words.iter().filter(|word| word.capitals).count();
        Self {
            english,
            words,
            capitals_count: 0 < capitals && capitals < words.len(),
        }
    }

    fn role(&self, i: usize) -> Role {
        self.words.get(i).map_or(Role::None, |word| word.entry.role)
    }

    /// The role of the word `back` words before word `i`.
    fn role_before(&self, i: usize, back: usize) -> Role {
        i.checked_sub(back).map_or(Role::None, |at| self.role(at))
    }

    fn is_listed(&self, i: usize) -> bool {
        self.words
            .get(i)
            .is_some_and(|word| word.entry.valence.is_some())
    }

    /// Word `i`, if it has a value of its own.
    pub(super) fn hit(&self, i: usize) -> Option<Hit> {
        let word = &self.words[i];
        let base = word.entry.valence?;
        let is_degree = word.entry.boost != 0.0;
        let is_kind_of = word.entry.role == Role::Kind && self.role(i + 1) == Role::Of;
        if is_degree || is_kind_of {
            return None;
        }
        Some(Hit {
            word: i,
            last: i,
            base,
            value: self.value(i, base),
        })
    }

    /// A word's value after all rules that look at the words around it.
    fn value(&self, i: usize, base: f64) -> f64 {
        let mut value = self.after_no(i, base);
        if self.words[i].capitals && self.capitals_count {
            value += if value > 0.0 { CAPITALS } else { -CAPITALS };
        }
        for back in 1..=3.min(i) {
            if self.is_listed(i - back) {
                continue;
            }
            value += self.degree(i - back, value) * FADING[back - 1];
            value = self.negated(i, back, value);
            if back == 3 {
                value = self.idiom(i, value);
            }
        }
        self.after_least(i, value)
    }

    /// "no" before a word of the lexicon has no value of its own, and negates.
    fn after_no(&self, i: usize, base: f64) -> f64 {
        let no = |back| self.role_before(i, back) == Role::No;
        if no(1) || no(2) || (no(3) && self.role_before(i, 1) == Role::Or) {
            base * NEGATION
        } else if self.role(i) == Role::No && self.is_listed(i + 1) {
            0.0
        } else {
            base
        }
    }

    /// What the word at `at` adds as a degree word to a word of `value`.
    fn degree(&self, at: usize, value: f64) -> f64 {
        let word = &self.words[at];
        if word.entry.boost == 0.0 {
            return 0.0;
        }
        let boost = if value < 0.0 {
            -word.entry.boost
        } else {
            word.entry.boost
        };
        match word.capitals && self.capitals_count {
            true if value > 0.0 => boost + CAPITALS,
            true => boost - CAPITALS,
            false => boost,
        }
    }

    /// The negation `back` words before, and what looks like one: "never so
    /// good", "without a doubt".
    fn negated(&self, i: usize, back: usize, value: f64) -> f64 {
        let role = |back| self.role_before(i, back);
        let so = |back| role(back) == Role::So;
        let doubt = |back| role(back) == Role::Doubt;
        let never = role(back) == Role::Never;
        let is_superlative = match back {
            2 => never && so(1),
            3 => (never && so(2)) || so(1),
            _ => false,
        };
        let is_without_doubt =
            role(back) == Role::Without && ((back > 1 && doubt(1)) || (back > 2 && doubt(2)));
        if is_superlative {
            value * NEVER_SO
        } else if !is_without_doubt && self.words[i - back].entry.negates {
            value * NEGATION
        } else {
            value
        }
    }

    /// "the least funny" negates, "at least", "the very least" do not.
    fn after_least(&self, i: usize, value: f64) -> f64 {
        let least = self.role_before(i, 1) == Role::Least;
        if least && self.role_before(i, 2) != Role::AtVery {
            value * NEGATION
        } else {
            value
        }
    }

    /// Idioms that end, begin or lie before word `i`, then degree phrases
    /// ("kind of") before it. Called only from the fourth word on.
    fn idiom(&self, i: usize, value: f64) -> f64 {
        let number = |at: usize| self.words.get(at).map_or(0, |word| word.entry.idiom_word);
        // Word `i` is the fourth of six.
        let around: [u16; 6] = std::array::from_fn(|at| number(i - 3 + at));
        let in_order = [3..6, 3..5, 2..4, 1..4, 1..3, 0..3, 0..2];
        let idiom = in_order
            .into_iter()
            .find_map(|words| self.english.idioms.get(&around[words]));
        let degrees = [0..2, 1..3].into_iter();
        let degrees = degrees.filter_map(|words| self.english.degree_phrases.get(&around[words]));
        idiom.unwrap_or(value) + degrees.sum::<f64>()
    }
}

/// What is behind the first "but" counts more than what is before it.
///
/// The package walks over the values and changes, for each, the *first* one
/// that is equal to it; so of two equal words only one may change. That is
/// kept, to give the same figures.
pub(super) fn weigh_around_but(words: &[Word], hits: &mut [Hit]) {
    let Some(but) = words.iter().position(|word| word.entry.role == Role::But) else {
        return;
    };
    for i in 0..hits.len() {
        let value = hits[i].value;
        let equal = |hit: &&mut Hit| hit.value == value;
        if let Some(first) = hits.iter_mut().find(equal) {
            first.value *= if first.word < but {
                BEFORE_BUT
            } else {
                BEHIND_BUT
            };
        }
    }
}
