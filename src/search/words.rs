//! Words of phrases, answers and queries as the index counts them: the
//! analyzer's stems, with numbers made comparable.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::text::{Analyzer, Term};

/// A word and the key it is indexed and asked by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) key: String,
    /// Lower case, without accents.
    pub(super) folded: String,
    /// A stop word: it says how something is asked, not what.
    pub(super) is_small: bool,
    /// Bytes of the text.
    pub(super) start: usize,
    pub(super) len: usize,
}

/// Endings of ordinal numbers, without which `13e`, `13ème` and `13 mois` agree.
const ORDINALS: &[&str] = &[
    "e", "eme", "er", "ere", "re", "ieme", "nd", "nde", "st", "rd", "th",
];

pub(super) fn tokens(analyzer: &Analyzer, text: &str) -> Vec<Token> {
    analyzer.terms(text).into_iter().map(token).collect()
}

fn token(term: Term<'_>) -> Token {
    let digits = leading_digits(&term.folded);
    let is_ordinal = digits > 0 && ORDINALS.contains(&&term.folded[digits..]);
    let key = if is_ordinal {
        term.folded[..digits].to_owned()
    } else {
        term.stem
    };
    Token {
        key,
        folded: term.folded.replace('-', ""),
        is_small: term.is_stop,
        start: term.start,
        len: term.text.len(),
    }
}

fn leading_digits(word: &str) -> usize {
    word.bytes().take_while(u8::is_ascii_digit).count()
}

/// The runs of digits and of other characters in a key that mixes them:
/// `iphone12` is also found as `iphone 12`.
pub(super) fn parts(key: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut rest = key;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let end = rest
            .find(|c: char| c.is_ascii_digit() != is_digit)
            .unwrap_or(rest.len());
        runs.push(&rest[..end]);
        rest = &rest[end..];
    }
    if runs.len() < 2 { Vec::new() } else { runs }
}

/// A short name for a key, to find its words in an answer without analysing
/// the answer again. Two keys may share one; a mark too many is the cost.
pub(super) fn fingerprint(key: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(key.as_bytes());
    // The high bits are the well mixed ones.
    (hasher.finish() >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let tokens = tokens(&Analyzer::new(Lang::Fr), text);
        let content = tokens.iter().filter(|token| !token.is_small);
        assert_eq!(
            content.map(|token| token.key.as_str()).collect::<Vec<_>>(),
            expected
        );
    }

    #[test]
    fn ordinals_are_their_number() {
        check("13ème", &["13"]);
        check("le 13e mois", &["13", "mois"]);
        check("1er étage", &["1", "etag"]);
        check("4G", &["4g"]);
    }

    #[test]
    fn a_word_with_digits_has_parts_and_another_has_none() {
        assert_eq!(parts("iphone12"), ["iphone", "12"]);
        assert_eq!(parts("4g"), ["4", "g"]);
        assert_eq!(parts("a1b2"), ["a", "1", "b", "2"]);
        assert_eq!(parts("factur"), Vec::<&str>::new());
        assert_eq!(parts("2024"), Vec::<&str>::new());
        assert_eq!(parts(""), Vec::<&str>::new());
    }
}
