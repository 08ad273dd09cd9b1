//! UAX #29 words, fast where the text is simple.
//!
//! Text is parted at white space (also the no-break spaces that UAX #29 would
//! glue to a word), and each part by UAX #29. Latin letters, digits and common
//! punctuation are cut by a scan of their bytes; a part with anything else
//! (combining marks, other scripts, emoji) is left to `unicode-segmentation`
//! from the end of the last word. Both ways give the same words.

use unicode_segmentation::{UnicodeSegmentation, UnicodeWordIndices};

/// A word of UAX #29, as bytes `start..end` of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Only Latin letters, digits and underscores: nothing to cut.
    pub(super) is_plain: bool,
    /// What a cut left over.
    pub(super) is_tail: bool,
}

pub(super) struct Runs<'t> {
    text: &'t str,
    at: usize,
    /// A part with characters the scan does not know, and where it begins.
    hard: Option<(usize, UnicodeWordIndices<'t>)>,
}

/// What a character does to a word, after the Word_Break property.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Letter,
    Digit,
    Underscore,
    /// Joins letters: MidLetter.
    InLetters,
    /// Joins digits: MidNum.
    InDigits,
    /// Joins both: MidNumLet and Single_Quote.
    InBoth,
    Other,
    /// Not known to the scan.
    Hard,
}

enum Found {
    Word(Run),
    /// A part that the scan cannot cut, from here to the next space.
    Hard(usize),
    End,
}

impl<'t> Runs<'t> {
    pub(super) fn new(text: &'t str) -> Runs<'t> {
        Runs {
            text,
            at: 0,
            hard: None,
        }
    }

    fn next_hard(&mut self) -> Option<Run> {
        let (base, words) = self.hard.as_mut()?;
        let found = words.next().map(|(at, word)| Run {
            start: *base + at,
            end: *base + at + word.len(),
            is_plain: false,
            is_tail: false,
        });
        if found.is_none() {
            self.hard = None;
        }
        found
    }

    fn look(&self) -> Found {
        let bytes = self.text.as_bytes();
        let (mut part, mut at) = (self.at, self.at);
        while let Some((class, len)) = class_at(bytes, at) {
            match class {
                Class::Letter | Class::Digit | Class::Underscore => match word_end(bytes, at) {
                    Some(word) if word.has_letter_or_digit => {
                        let Ended { end, is_plain, .. } = word;
                        return Found::Word(Run {
                            start: at,
                            end,
                            is_plain,
                            is_tail: false,
                        });
                    }
                    Some(word) => at = word.end,
                    None => return Found::Hard(part),
                },
                Class::Hard => return Found::Hard(part),
                Class::Space => {
                    at += len;
                    part = at;
                }
                _ => at += len,
            }
        }
        Found::End
    }
}

impl Iterator for Runs<'_> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        loop {
            if let Some(run) = self.next_hard() {
                return Some(run);
            }
            match self.look() {
                Found::End => {
                    self.at = self.text.len();
                    return None;
                }
                Found::Word(run) => {
                    self.at = run.end;
                    return Some(run);
                }
                Found::Hard(from) => {
                    let (part, after) = part_at(self.text, from);
                    self.hard = Some((from, part.unicode_word_indices()));
                    self.at = after;
                }
            }
        }
    }
}

/// The text from `from` to the next space, and where that space ends.
fn part_at(text: &str, from: usize) -> (&str, usize) {
    let rest = &text[from..];
    match rest.char_indices().find(|(_, c)| c.is_whitespace()) {
        Some((end, space)) => (&rest[..end], from + end + space.len_utf8()),
        None => (rest, text.len()),
    }
}

struct Ended {
    end: usize,
    is_plain: bool,
    has_letter_or_digit: bool,
}

/// Rules WB5 to WB13b from a word's first character; `None` where a hard character decides.
fn word_end(bytes: &[u8], start: usize) -> Option<Ended> {
    let (mut at, mut last) = (start, Class::Other);
    let mut word = Ended {
        end: start,
        is_plain: true,
        has_letter_or_digit: false,
    };
    while let Some((class, len)) = class_at(bytes, at) {
        match class {
            Class::Letter | Class::Digit | Class::Underscore => {
                word.has_letter_or_digit |= class != Class::Underscore;
                last = class;
                at += len;
                word.end = at;
            }
            Class::Hard => return None,
            _ if !joins(class, last) => break,
            _ => match class_at(bytes, at + len) {
                Some((Class::Hard, _)) => return None,
                Some((next, _)) if next == last => {
                    word.is_plain = false;
                    at += len;
                }
                _ => break,
            },
        }
    }
    Some(word)
}

fn joins(class: Class, last: Class) -> bool {
    match last {
        Class::Letter => matches!(class, Class::InLetters | Class::InBoth),
        Class::Digit => matches!(class, Class::InDigits | Class::InBoth),
        _ => false,
    }
}

const ASCII: [Class; 128] = {
    let mut classes = [Class::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::Underscore,
            b':' => Class::InLetters,
            b',' | b';' => Class::InDigits,
            b'.' | b'\'' => Class::InBoth,
            b'\t'..=b'\r' | b' ' => Class::Space,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// The class and length in bytes of the character at `at`; `None` at the end.
fn class_at(bytes: &[u8], at: usize) -> Option<(Class, usize)> {
    let lead = *bytes.get(at)?;
    if lead < 0x80 {
        return Some((ASCII[usize::from(lead)], 1));
    }
    let follows = |n: usize| bytes.get(at + n).copied().unwrap_or_default();
    Some(match lead {
        0xc2 => (latin_1_sign(follows(1)), 2),
        0xc3 if matches!(follows(1), 0x97 | 0xb7) => (Class::Other, 2),
        0xc3..=0xc9 => (Class::Letter, 2),
        0xe2 if follows(1) == 0x80 => (general_punctuation(follows(2)), 3),
        0xe2 if follows(1) == 0x82 && follows(2) == 0xac => (Class::Other, 3), // €
        _ => (Class::Hard, 1),
    })
}

/// U+0080 to U+00BF, by the last byte.
fn latin_1_sign(last: u8) -> Class {
    match last {
        0x85 | 0xa0 => Class::Space,
        0xaa | 0xb5 | 0xba => Class::Letter, // ª µ º
        0xb7 => Class::InLetters,            // ·
        0xa1..=0xa8 | 0xab | 0xac | 0xaf..=0xb1 | 0xb4 | 0xb6 | 0xbb | 0xbf => Class::Other,
        _ => Class::Hard,
    }
}

/// U+2000 to U+203F, by the last byte.
fn general_punctuation(last: u8) -> Class {
    match last {
        0x80..=0x8a | 0xa8 | 0xa9 | 0xaf => Class::Space,
        0x98 | 0x99 => Class::InBoth, // ‘ ’
        0x90..=0x97 | 0x9a..=0xa3 | 0xa6 | 0xb0 | 0xb9 | 0xba => Class::Other,
        _ => Class::Hard,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The rule without a scan: white space, then UAX #29.
    fn by_the_standard(text: &str) -> Vec<(usize, usize)> {
        let parts = text.split(char::is_whitespace);
        let words = parts.flat_map(|part| {
            let base = part.as_ptr() as usize - text.as_ptr() as usize;
            part.unicode_word_indices()
                .map(move |(at, word)| (base + at, base + at + word.len()))
        });
        words.collect()
    }

    #[track_caller]
    fn check(text: &str) {
        let scanned: Vec<_> = Runs::new(text).map(|run| (run.start, run.end)).collect();
        assert_eq!(scanned, by_the_standard(text), "{text:?}");
    }

    #[test]
    fn the_scan_knows_each_character_as_the_standard_does() {
        for c in ('\0'..'\u{3100}').chain('\u{fe00}'..'\u{ffff}') {
            check(&format!("a{c}b 1{c}2 a{c}{c}b {c}"));
            check(&format!("a{c}1{c}_ _{c}a{c}"));
        }
    }

    #[test]
    fn the_scan_equals_the_standard_on_every_short_text_of_awkward_characters() {
        let letters = [
            "a", "é", "1", "_", "'", "’", ".", ":", ",", "-", " ", "\u{202f}", "\u{301}",
            "\u{200d}", "א", "カ", "😀",
        ];
        for n in 0..letters.len().pow(4) {
            let text: String = (0..4)
                .map(|place| letters[n / letters.len().pow(place) % letters.len()])
                .collect();
            check(&text);
        }
    }

    proptest! {
        #[test]
        fn the_scan_equals_the_standard(text in "\\PC*") {
            check(&text);
        }

        #[test]
        fn the_scan_equals_the_standard_on_latin_text(text in "([a-zéœÀ]{1,4}|[0-9]{1,3}|[ '’.,:;·_«»\u{a0}\u{202f}\u{301}\u{ad}-]){0,20}") {
            check(&text);
        }
    }
}
