//! Keys of the dictionary near a word that it does not hold: those it begins
//! (a word not yet finished) and those a typing error away.

use std::io;

use tantivy::termdict::TermDictionary;
use tantivy_fst::Automaton;

/// How many keys may stand for a word at most.
const MOST: usize = 8;

/// Keys that begin with `start`, the commonest first.
pub(super) fn completions(terms: &TermDictionary, start: &str) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut stream = terms.range().ge(start).into_stream()?;
    while let Some((key, info)) = stream.next() {
        if !key.starts_with(start.as_bytes()) {
            break;
        }
        found.push((info.doc_freq, String::from_utf8_lossy(key).into_owned()));
    }
    Ok(commonest(found))
}

/// Typing errors that a word of this length is forgiven.
pub(super) fn tolerance(word: &str) -> u8 {
    match word.chars().count() {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// The keys nearest to `word`, none further than `most` errors, with their
/// distance: letters added, left out, replaced, or two neighbours swapped.
pub(super) fn nearest(
    terms: &TermDictionary,
    word: &str,
    most: u8,
) -> io::Result<Vec<(String, u8)>> {
    for distance in 1..=most {
        let mut found = Vec::new();
        let errors = Errors {
            word: word.as_bytes(),
            most: distance,
        };
        let mut stream = terms.search(errors).into_stream()?;
        while let Some((key, info)) = stream.next() {
            found.push((info.doc_freq, String::from_utf8_lossy(key).into_owned()));
        }
        if !found.is_empty() {
            return Ok(commonest(found)
                .into_iter()
                .map(|key| (key, distance))
                .collect());
        }
    }
    Ok(Vec::new())
}

fn commonest(mut found: Vec<(u32, String)>) -> Vec<String> {
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.truncate(MOST);
    found.into_iter().map(|(_, key)| key).collect()
}

/// Words longer than this are not corrected.
const LONGEST: usize = 30;

/// Accepts keys within `most` errors of `word`, by the rows of the table of
/// edit distances with swaps (optimal string alignment). Keys are folded, so
/// a byte is a letter in all but rare cases, where the count is too high.
struct Errors<'w> {
    word: &'w [u8],
    most: u8,
}

/// Two rows of the table, and the letter between them.
#[derive(Clone)]
struct Rows {
    read: u8,
    last: u8,
    before: [u8; LONGEST + 1],
    now: [u8; LONGEST + 1],
}

impl Errors<'_> {
    fn width(&self) -> usize {
        self.word.len().min(LONGEST)
    }
}

impl Automaton for Errors<'_> {
    type State = Rows;

    fn start(&self) -> Rows {
        let now = std::array::from_fn(|at| at as u8);
        Rows {
            read: 0,
            last: 0,
            before: now,
            now,
        }
    }

    fn is_match(&self, rows: &Rows) -> bool {
        self.word.len() <= LONGEST && rows.now[self.width()] <= self.most
    }

    fn can_match(&self, rows: &Rows) -> bool {
        rows.now[..=self.width()]
            .iter()
            .any(|errors| *errors <= self.most)
    }

    fn accept(&self, rows: &Rows, letter: u8) -> Rows {
        let read = rows.read.saturating_add(1);
        let mut next = Rows {
            read,
            last: letter,
            before: rows.now,
            now: [u8::MAX; LONGEST + 1],
        };
        // Two errors are forgiven only to words that begin alike: few people
        // mistype the first letter, and many words are two letters apart.
        if read == 1 && self.most > 1 && self.word.first() != Some(&letter) {
            return next;
        }
        next.now[0] = read;
        for at in 1..=self.width() {
            let wanted = self.word[at - 1];
            let replaced = rows.now[at - 1].saturating_add(u8::from(wanted != letter));
            let added = rows.now[at].saturating_add(1);
            let left_out = next.now[at - 1].saturating_add(1);
            let mut errors = replaced.min(added).min(left_out);
            if at > 1 && read > 1 && wanted == rows.last && self.word[at - 2] == letter {
                errors = errors.min(rows.before[at - 2].saturating_add(1));
            }
            next.now[at] = errors;
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance_at_most(most: u8, word: &str, key: &str) -> bool {
        let errors = Errors {
            word: word.as_bytes(),
            most,
        };
        let rows = key
            .bytes()
            .fold(errors.start(), |rows, letter| errors.accept(&rows, letter));
        errors.is_match(&rows)
    }

    #[track_caller]
    fn check(word: &str, key: &str, distance: u8) {
        for most in 1..=2 {
            assert_eq!(
                distance_at_most(most, word, key),
                distance <= most,
                "{word} {key} {most}"
            );
        }
    }

    #[test]
    fn errors_are_letters_added_left_out_replaced_or_swapped() {
        check("facture", "facture", 0);
        check("fcture", "facture", 1);
        check("faacture", "facture", 1);
        check("factuer", "facture", 1);
        check("fakture", "facture", 1);
        check("fkctuer", "facture", 2);
        check("fctre", "facture", 2);
        check("box", "facture", 3);
    }

    #[test]
    fn two_errors_are_not_forgiven_at_the_first_letter() {
        assert!(!distance_at_most(2, "kacturee", "facture"));
        assert!(distance_at_most(1, "afcture", "facture"));
    }

    #[test]
    fn very_long_words_are_left_alone() {
        let long = "a".repeat(40);
        assert!(!distance_at_most(2, &long, &long));
    }
}
