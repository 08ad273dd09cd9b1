//! Words and what the rules know of them: one lookup a word, no allocation.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use crate::text::fold::fold;

/// Words longer than this are in no lexicon (the longest has 32 bytes).
const LONGEST: usize = 40;

/// What one word brings to the rules; the default is an ordinary word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Entry {
    /// The word's own value, for words of the lexicon.
    pub(super) valence: Option<f64>,
    /// What it adds to a positive word near it; 0 for all but degree words.
    pub(super) boost: f64,
    /// Turns the sense of a word near it.
    pub(super) negates: bool,
    /// Its number among the words of idioms; 0 for all others.
    pub(super) idiom_word: u16,
    pub(super) role: Role,
}

/// Words that a rule names one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    None,
    /// English "no": a word of its own, or a negation of the next.
    No,
    /// English "or", "nor": they carry a "no" one word further.
    Or,
    Never,
    /// English "so", "this": after "never" they praise.
    So,
    Without,
    Doubt,
    Least,
    /// English "at", "very": before "least" they are no negation.
    AtVery,
    Kind,
    Of,
    /// "but", "mais": what follows weighs more than what came before.
    But,
    /// French "ne", "n'": the verb between it and "pas" is negated.
    Ne,
    /// French "pas": negates the word before it also without "ne".
    Pas,
    /// French "jamais", "rien", "aucun": negates the word before it after "ne".
    Rien,
    /// French "plus": no more after "ne", more otherwise.
    Plus,
    /// French "peu": turns, but "un peu" only weakens.
    Peu,
    Un,
    /// French "moins": turns, but not in "au moins", "du moins".
    Moins,
    /// French "au", "du".
    Au,
    /// French "que", "seulement": after "pas" they make it no negation.
    Que,
}

/// Words in lower case with their entries.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    entries: FxHashMap<Box<[u8]>, Entry>,
    idiom_words: u16,
}

impl Lexicon {
    /// The entry of a word in lower case, made if there was none.
    pub(super) fn entry(&mut self, word: &str) -> &mut Entry {
        self.entries.entry(word.as_bytes().into()).or_default()
    }

    /// Takes the words of a file with their values; those that are already
    /// there get the new value.
    pub(super) fn add_values(&mut self, file: &str) {
        for (word, value) in rows(file) {
            self.entry(word).valence = value.parse().ok();
        }
    }

    /// Gives words the part they play in the rules.
    pub(super) fn add_roles(&mut self, roles: &[(&str, Role)]) {
        for &(word, role) in roles {
            self.entry(word).role = role;
        }
    }

    /// The number of a word among the words of idioms, given at the first call.
    pub(super) fn idiom_word(&mut self, word: &str) -> u16 {
        if self.entry(word).idiom_word == 0 {
            self.idiom_words += 1;
            self.entry(word).idiom_word = self.idiom_words;
        }
        self.entry(word).idiom_word
    }

    /// Every word with an accent is also found without, where that is not
    /// another word: people type "decu".
    pub(super) fn add_unaccented(&mut self) {
        let accented = self.entries.iter().filter(|(word, _)| !word.is_ascii());
        let plain = accented.filter_map(|(word, entry)| {
            let word = fold(str::from_utf8(word).ok()?);
            (!self.entries.contains_key(word.as_bytes())).then_some((word, *entry))
        });
        // Sorted, so that of two words that fold alike the same one stands
        // whatever the order of the table.
        let mut plain: Vec<(String, Entry)> = plain.collect();
        plain.sort_by(|a, b| {
            (&a.0, a.1.valence)
                .partial_cmp(&(&b.0, b.1.valence))
                .unwrap_or(Ordering::Equal)
        });
        for (word, entry) in plain {
            self.entries
                .entry(word.into_bytes().into())
                .or_insert(entry);
        }
    }

    /// The entry of a word in any case.
    pub(super) fn find(&self, word: &str) -> Entry {
        let mut buffer = [0; LONGEST];
        let key = lower(word, &mut buffer);
        key.and_then(|key| self.entries.get(key))
            .copied()
            .unwrap_or_default()
    }
}

/// The word in lower case, or nothing if it is longer than any entry.
fn lower<'b>(word: &str, buffer: &'b mut [u8; LONGEST]) -> Option<&'b [u8]> {
    if word.is_ascii() {
        let target = buffer.get_mut(..word.len())?;
        target.copy_from_slice(word.as_bytes());
        target.make_ascii_lowercase();
        return Some(target);
    }
    let mut length = 0;
    for c in word.chars().flat_map(char::to_lowercase) {
        let target = buffer.get_mut(length..length + c.len_utf8())?;
        length += c.encode_utf8(target).len();
    }
    Some(&buffer[..length])
}

/// The rows of a lexicon file; lines that start with `#` are its head.
pub(super) fn rows(file: &str) -> impl Iterator<Item = (&str, &str)> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::{english, french};
    use super::*;

    #[test]
    fn a_word_is_found_in_any_case() {
        let mut lexicon = Lexicon::default();
        lexicon.entry("déçu").valence = Some(-2.0);
        for word in ["déçu", "DÉÇU", "Déçu"] {
            assert_eq!(lexicon.find(word).valence, Some(-2.0), "{word}");
        }
        assert_eq!(lexicon.find("decu"), Entry::default());
    }

    #[test]
    fn an_endless_word_is_an_ordinary_word() {
        let lexicon = Lexicon::default();
        assert_eq!(lexicon.find(&"a".repeat(10_000)), Entry::default());
        assert_eq!(lexicon.find(&"é".repeat(10_000)), Entry::default());
    }

    #[test]
    fn no_word_of_the_files_is_too_long_to_be_found() {
        for file in [
            english::WORDS,
            french::TRANSLATED,
            french::ADJECTIVES,
            french::SERVICE,
        ] {
            for (word, _) in rows(file) {
                assert!(lower(word, &mut [0; LONGEST]).is_some(), "{word}");
            }
        }
    }

    #[test]
    fn the_head_of_a_file_is_not_read_as_words() {
        assert_eq!(
            rows("# Source\tnone\nbon\t1.6\n").collect::<Vec<_>>(),
            [("bon", "1.6")]
        );
    }
}
