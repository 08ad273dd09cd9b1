//! French text to words: elision and hyphens split them (`n'ai`, `dis-moi`),
//! an emoji or an emoticon is a word.

use super::super::lexicon::Lexicon;
use super::super::words::{Gap, Word, is_capitals};

/// No emoticon of the lexicon is longer, in bytes.
const LONGEST_EMOTICON: usize = 8;

/// The words of a text, in order, each with what stands before it.
pub(super) fn segment(text: &str, lexicon: &Lexicon) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 5 + 1);
    let mut gap = Gap::Sentence;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let length = word_length(text, at, c, lexicon);
        if length == 0 {
            gap = gap.max(separates(c));
            at += c.len_utf8();
            continue;
        }
        let word = &text[at..at + length];
        words.push(Word {
            start: at,
            end: at + length,
            capitals: is_capitals(word),
            gap,
            entry: lexicon.find(word),
        });
        gap = Gap::Space;
        at += length;
    }
    words
}

/// The length in bytes of the word that begins with `c` at `at`, 0 if none
/// does.
fn word_length(text: &str, at: usize, c: char, lexicon: &Lexicon) -> usize {
    if c.is_alphanumeric() {
        return run(&text[at..], |c| !c.is_alphanumeric());
    }
    if c.is_ascii_punctuation() {
        let is_first = !text[..at].ends_with(|c: char| !c.is_whitespace());
        let length = run(&text[at..], char::is_whitespace);
        let fits = is_first && (2..=LONGEST_EMOTICON).contains(&length);
        return match fits && is_listed(&text[at..at + length], lexicon) {
            true => length,
            false => 0,
        };
    }
    let length = c.len_utf8();
    match length > 2 && is_listed(&text[at..at + length], lexicon) {
        true => length,
        false => 0,
    }
}

fn run(text: &str, ends: impl Fn(char) -> bool) -> usize {
    text.find(ends).unwrap_or(text.len())
}

fn is_listed(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.find(word).valence.is_some()
}

fn separates(c: char) -> Gap {
    match c {
        '.' | '!' | '?' | ';' | '…' | '\n' => Gap::Sentence,
        ',' | ':' | '(' | ')' | '«' | '»' => Gap::Clause,
        _ => Gap::Space,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut lexicon = Lexicon::default();
        lexicon.entry(":-)").valence = Some(1.3);
        lexicon.entry("😡").valence = Some(-2.0);
        let mut found = String::new();
        for word in segment(text, &lexicon) {
            found += match word.gap {
                Gap::Space => " ",
                Gap::Clause => " / ",
                Gap::Sentence => " | ",
            };
            found += &text[word.start..word.end];
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn elision_and_hyphens_split_words() {
        check("Je n'ai pas", " | Je n ai pas");
        check("L’appli m’a-t-elle dit…", " | L appli m a t elle dit");
    }

    #[test]
    fn clauses_and_sentences_are_told_apart() {
        check("Bon, cher. Nul !", " | Bon / cher | Nul");
        check("", "");
        check("?!", "");
    }

    #[test]
    fn emoji_and_emoticons_are_words() {
        check("Merci :-) !", " | Merci :-)");
        check("En panne😡😡encore", " | En panne 😡 😡 encore");
        check("a:-)", " | a");
    }
}
