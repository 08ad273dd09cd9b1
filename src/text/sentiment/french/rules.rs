//! What the words around a French word do to its value.

use super::super::Hit;
use super::super::lexicon::Role;
use super::super::phrases::{LONGEST, Phrases};
use super::super::words::{Gap, Word};

/// What is left of a negated good word, with its sign turned: VADER's figure.
const NEGATED_GOOD: f64 = -0.74;
/// "pas mauvais" is less good than "pas bon" is bad.
const NEGATED_BAD: f64 = -0.4;
/// What capitals add among words that are not all in capitals: VADER's figure.
const CAPITALS: f64 = 0.733;
/// How far back a negation or a degree word reaches, and what is left of a
/// degree word's effect there.
const FADING: [f64; 4] = [1.0, 0.95, 0.9, 0.8];
/// How far before "plus" its "ne" may stand.
const NE_BEFORE_PLUS: usize = 4;
/// How far around a verb its "ne" and "pas" may stand.
const NE_BEFORE_VERB: usize = 3;
const PAS_BEHIND_VERB: usize = 2;
/// "un peu" weakens like VADER's dampeners.
const WEAKENED: f64 = -0.293;
/// What "mais" makes of what is before it and of what is behind, in one
/// sentence.
const BEFORE_BUT: f64 = 0.5;
const BEHIND_BUT: f64 = 1.5;

/// The words of a text that have a value.
pub(super) fn hits(words: &[Word], idioms: &Phrases) -> Vec<Hit> {
    let is_cue = |word: &Word| word.entry.valence.is_some() || word.entry.idiom_word != 0;
    if !words.iter().any(is_cue) {
        return Vec::new();
    }
    let mut turn = Turn::new(words);
    let mut hits = turn.idioms(idioms);
    hits.extend((0..words.len()).filter_map(|i| turn.hit(i)));
    // "pas" has a little value of its own, but not where it turned a word.
    hits.retain(|hit| turn.state[hit.word] != State::Turned && hit.value != 0.0);
    hits.sort_unstable_by_key(|hit| hit.word);
    weigh_around_but(words, &mut hits);
    hits
}

/// What a word is taken for already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Free,
    /// Part of an idiom.
    Idiom,
    /// A negation that turned another word.
    Turned,
}

struct Turn<'a> {
    words: &'a [Word],
    state: Vec<State>,
    /// Some words are in capitals and some are not: capitals mean something.
    capitals_count: bool,
}

impl<'a> Turn<'a> {
    fn new(words: &'a [Word]) -> Self {
        let capitals = words.iter().filter(|word| word.capitals).count();
        Self {
            words,
            state: vec![State::Free; words.len()],
            capitals_count: 0 < capitals && capitals < words.len(),
        }
    }

    /// Finds the idioms, the longest first, and takes their words.
    fn idioms(&mut self, idioms: &Phrases) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut i = 0;
        while i < self.words.len() {
            let found = (2..=LONGEST)
                .rev()
                .find_map(|length| Some((length, self.idiom(i, length, idioms)?)));
            let length = found.map_or(1, |(length, _)| length);
            if let Some((length, value)) = found {
                self.state[i..i + length].fill(State::Idiom);
                hits.push(Hit {
                    word: i,
                    last: i + length - 1,
                    base: value,
                    value,
                });
            }
            i += length;
        }
        hits
    }

    fn idiom(&self, i: usize, length: usize, idioms: &Phrases) -> Option<f64> {
        let words = self.words.get(i..i + length)?;
        let is_one_clause = words[1..].iter().all(|word| word.gap == Gap::Space);
        let mut numbers = [0; LONGEST];
        for (number, word) in numbers.iter_mut().zip(words) {
            *number = word.entry.idiom_word;
        }
        is_one_clause.then(|| idioms.get(&numbers[..length]))?
    }

    fn role(&self, i: usize) -> Role {
        self.words.get(i).map_or(Role::None, |word| word.entry.role)
    }

    /// Has a value that says something.
    fn is_listed(&self, i: usize) -> bool {
        let word = self.words.get(i);
        word.and_then(|word| word.entry.valence).unwrap_or_default() != 0.0
    }

    fn hit(&mut self, i: usize) -> Option<Hit> {
        let entry = self.words[i].entry;
        let base = entry.valence.filter(|base| *base != 0.0)?;
        // "trop lent", "bien content": a degree word, without its own value.
        let is_degree = entry.boost != 0.0 && self.is_listed(i + 1);
        if is_degree || self.state[i] == State::Idiom {
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
    fn value(&mut self, i: usize, base: f64) -> f64 {
        let mut value = base;
        if self.words[i].capitals && self.capitals_count {
            value += CAPITALS.copysign(value);
        }
        let mut is_negated = false;
        for (back, fading) in (1..=i).zip(FADING) {
            let at = i - back;
            if !self.is_next(at + 1) || self.state[at] == State::Idiom || self.role(at) == Role::But
            {
                break;
            }
            value += self.degree(at) * fading * value.signum();
            if self.negates(at) {
                self.state[at] = State::Turned;
                is_negated = true;
            }
        }
        if !is_negated && let Some(at) = self.negation_behind(i) {
            self.state[at] = State::Turned;
            is_negated = true;
        }
        match is_negated {
            false => value,
            true if value > 0.0 => value * NEGATED_GOOD,
            true => value * NEGATED_BAD,
        }
    }

    /// Word `at` is there, in one clause with the word before.
    fn is_next(&self, at: usize) -> bool {
        let word = self.words.get(at);
        word.is_some_and(|word| word.gap == Gap::Space)
    }

    fn degree(&self, at: usize) -> f64 {
        match self.role(at) {
            Role::Peu if self.is_un_peu(at) => WEAKENED,
            Role::Plus if self.has_ne(at, NE_BEFORE_PLUS) => 0.0,
            _ => self.words[at].entry.boost,
        }
    }

    /// Word `at` negates what follows.
    fn negates(&self, at: usize) -> bool {
        match self.role(at) {
            Role::Plus => self.has_ne(at, NE_BEFORE_PLUS),
            Role::Peu => !self.is_un_peu(at),
            Role::Moins => at == 0 || self.role(at - 1) != Role::Au,
            Role::Pas => self.role(at + 1) != Role::Que,
            _ => self.words[at].entry.negates,
        }
    }

    fn is_un_peu(&self, at: usize) -> bool {
        at > 0 && self.role(at - 1) == Role::Un
    }

    /// "ne" or "n'" among the `reach` words before word `at`, in its sentence.
    fn has_ne(&self, at: usize, reach: usize) -> bool {
        let first = at.saturating_sub(reach);
        (first..at)
            .rev()
            .take_while(|before| self.words[before + 1].gap != Gap::Sentence)
            .any(|before| self.role(before) == Role::Ne)
    }

    /// The negation behind a verb: "ne marche plus", "marche pas". Without
    /// "ne" it is only "pas", at once, and it may belong to what follows.
    fn negation_behind(&self, i: usize) -> Option<usize> {
        let has_ne = self.has_ne(i, NE_BEFORE_VERB);
        (i + 1..=i + PAS_BEHIND_VERB)
            .take_while(|&at| self.is_next(at) && self.state[at] != State::Idiom)
            .find(|&at| match self.role(at) {
                Role::Pas | Role::Rien | Role::Plus if has_ne => true,
                Role::Pas => at == i + 1 && !self.is_listed(at + 1) && !self.is_listed(at + 2),
                _ => false,
            })
    }
}

/// What is behind the first "mais" of a sentence counts more than what is
/// before it.
fn weigh_around_but(words: &[Word], hits: &mut [Hit]) {
    let mut start = 0;
    for sentence in words.chunk_by(|_, next| next.gap != Gap::Sentence) {
        let end = start + sentence.len();
        if let Some(but) = sentence.iter().position(|w| w.entry.role == Role::But) {
            let but = start + but;
            for hit in hits
                .iter_mut()
                .filter(|hit| (start..end).contains(&hit.word))
            {
                hit.value *= if hit.word < but {
                    BEFORE_BUT
                } else {
                    BEHIND_BUT
                };
            }
        }
        start = end;
    }
}
