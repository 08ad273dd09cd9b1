//! Text to words as VADER sees them: split at white space, punctuation cut
//! from both ends unless so little is left that it may be an emoticon.

use super::lexicon::{Entry, Lexicon};

/// A word, where it stands, and what the lexicon knows of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Has capitals and no small letter.
    pub(super) capitals: bool,
    /// What stands between the word before and this one.
    pub(super) gap: Gap,
    pub(super) entry: Entry,
}

/// How far apart two words are; only French asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing that parts them.
    #[default]
    Space,
    /// A comma or the like.
    Clause,
    /// The end of a sentence.
    Sentence,
}

/// The words of a text, in order.
pub(super) fn words(text: &str, lexicon: &Lexicon) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 5 + 1);
    let mut rest = 0;
    while let Some((start, end)) = next_token(text, rest) {
        rest = end;
        let (start, end) = strip(text, start, end);
        let word = &text[start..end];
        words.push(Word {
            start,
            end,
            capitals: is_capitals(word),
            gap: Gap::Space,
            entry: look_up(word, lexicon),
        });
    }
    words
}

fn look_up(word: &str, lexicon: &Lexicon) -> Entry {
    let mut entry = lexicon.find(word);
    entry.negates |= has_nt(word);
    entry
}

/// The next run of characters that are not white space, from `from` on.
fn next_token(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = &text[from..];
    let start = from + rest.find(|c| !is_space(c))?;
    let length = text[start..].find(is_space);
    Some((start, length.map_or(text.len(), |length| start + length)))
}

/// White space as Python's `str.split` has it: Unicode's, and four separators.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Cuts punctuation from both ends, unless two characters or fewer are left.
fn strip(text: &str, start: usize, end: usize) -> (usize, usize) {
    let token = &text[start..end];
    let left = token.trim_start_matches(|c: char| c.is_ascii_punctuation());
    let bare = left.trim_end_matches(|c: char| c.is_ascii_punctuation());
    if bare.len() <= 8 && bare.chars().count() <= 2 {
        return (start, end);
    }
    let start = end - left.len();
    (start, start + bare.len())
}

/// Has a letter in upper case and none in lower case (Python's `isupper`).
pub(super) fn is_capitals(word: &str) -> bool {
    if word.is_ascii() {
        return word.bytes().any(|b| b.is_ascii_uppercase())
            && !word.bytes().any(|b| b.is_ascii_lowercase());
    }
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// Holds "n't", as in contractions that the list of negations lacks.
fn has_nt(word: &str) -> bool {
    word.contains('\'')
        && word
            .as_bytes()
            .windows(3)
            .any(|w| w.eq_ignore_ascii_case(b"n't"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let words = words(text, &Lexicon::default());
        let found: Vec<_> = words.iter().map(|w| &text[w.start..w.end]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn punctuation_is_cut_but_emoticons_stay() {
        check("(Well, done!) :-)", &["Well", "done", ":-)"]);
        check("ok... don't", &["ok...", "don't"]);
        check("", &[]);
        check(" \t\u{a0}\u{1c}", &[]);
        check("«bien»", &["«bien»"]);
    }

    #[test]
    fn capitals_need_a_letter() {
        for (word, expected) in [("OK", true), ("Ok", false), ("123", false), ("ÉTÉ2", true)] {
            assert_eq!(is_capitals(word), expected, "{word}");
        }
    }

    #[test]
    fn a_contraction_with_not_negates() {
        for (word, expected) in [("DIDN'T", true), ("dont", false), ("can't've", true)] {
            assert_eq!(has_nt(word), expected, "{word}");
        }
    }
}
