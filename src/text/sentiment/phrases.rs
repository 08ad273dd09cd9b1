//! Idioms: a few words in a row that have a value together.

use rustc_hash::FxHashMap;

use super::lexicon::Lexicon;

/// The longest idiom has as many words.
pub(super) const LONGEST: usize = 4;

/// Idioms by the numbers of their words, shorter ones padded with 0.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    values: FxHashMap<[u16; LONGEST], f64>,
}

impl Phrases {
    /// Adds an idiom, and numbers its words in the lexicon.
    pub(super) fn add(&mut self, lexicon: &mut Lexicon, words: &str, value: f64) {
        let mut numbers = [0; LONGEST];
        for (slot, word) in numbers.iter_mut().zip(words.split(' ')) {
            *slot = lexicon.idiom_word(word);
        }
        self.values.insert(numbers, value);
    }

    /// The value of the idiom of these words. Most words are in no idiom: that
    /// is known without a look-up.
    pub(super) fn get(&self, words: &[u16]) -> Option<f64> {
        if words.contains(&0) {
            return None;
        }
        let mut numbers = [0; LONGEST];
        numbers.get_mut(..words.len())?.copy_from_slice(words);
        self.values.get(&numbers).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_idiom_is_found() {
        let (mut lexicon, mut phrases) = (Lexicon::default(), Phrases::default());
        phrases.add(&mut lexicon, "to die for", 3.0);
        phrases.add(&mut lexicon, "the bomb", 2.0);
        let [to, die, the, bomb] = ["to", "die", "the", "bomb"].map(|w| lexicon.idiom_word(w));
        let r#for = lexicon.idiom_word("for");
        assert_eq!(phrases.get(&[to, die, r#for]), Some(3.0));
        assert_eq!(phrases.get(&[the, bomb]), Some(2.0));
        assert_eq!(phrases.get(&[the, bomb, 0]), None);
        assert_eq!(phrases.get(&[to, die]), None);
        assert_eq!(phrases.get(&[to, die, r#for, the, bomb]), None);
    }
}
