//! Phone numbers: French, international, North American.
//!
//! There is no check digit, so the way of writing decides: `0` and nine digits
//! in one of the usual groupings, `+` or `00` and a country's code, or
//! `514-555-1234`. What is part of a longer number is none.

use super::calling_codes;
use super::neighbours::{begins_in_date, is_linked, stands_alone};
use super::reading::{Gap, Reading};

const FRENCH: usize = 10;

/// How people group the ten digits of a French number.
const GROUPINGS: &[&[usize]] = &[
    &[10],
    &[2, 2, 2, 2, 2],
    &[4, 2, 2, 2],
    &[4, 3, 3],
    &[4, 6],
    &[2, 8],
    &[2, 4, 4],
    &[2, 4, 2, 2],
    &[2, 2, 3, 3],
    &[2, 3, 2, 3],
    &[2, 3, 3, 2],
    &[2, 2, 2, 4],
    &[2, 2, 6],
    &[3, 7],
    &[3, 3, 4],
    &[3, 3, 2, 2],
    &[3, 2, 2, 3],
    &[4, 4, 2],
    &[5, 5],
    &[1, 9],
    &[1, 3, 3, 3],
    &[1, 3, 2, 2, 2],
    &[1, 2, 2, 2, 3],
    &[1, 1, 2, 2, 2, 2],
    &[1, 1, 8],
    &[1; 10],
];

/// What lies around a number.
pub(super) struct Around<'t> {
    /// The text before it that is not part of other findings.
    pub(super) before: &'t str,
    /// The text after its first `n` digits.
    pub(super) text: &'t str,
    pub(super) has_plus: bool,
}

/// Whether a phone number begins here: its length in digits.
pub(super) fn valid(reading: &Reading, around: &Around<'_>) -> Option<usize> {
    if around.has_plus {
        return international(reading, 0)
            .filter(|&length| !is_amount(&around.text[reading.end(length)..]));
    }
    let trunk = reading.value(0) == b'0' && reading.value(1) == b'0';
    let dialled = if trunk {
        international(reading, 2)
    } else {
        None
    };
    dialled
        .filter(|&length| stands_alone(reading, length, around.before) && !is_linked(around.before))
        .or_else(|| french(reading, around))
        .or_else(|| french_without_plus(reading, around))
        .or_else(|| north_american(reading, around))
}

/// After `+` or `00`: a country's code and as many digits as it has.
fn international(reading: &Reading, from: usize) -> Option<usize> {
    let digits = reading.values(0, reading.digits());
    let country = calling_codes::country(digits.get(from..)?)?;
    let mut national = from + country.code;
    if (from + 1..national).any(|at| reading.gap(at).is_some()) {
        return None;
    }
    // The 0 in `+33 (0)6` is not dialled.
    if !country.keeps_zero && reading.value(national) == b'0' {
        national += 1;
        if reading.value(national) == b'0' {
            return None;
        }
    }
    let ends_at = country.national.rev().map(|length| national + length);
    ends_at
        .into_iter()
        .find(|&end| end <= reading.digits() && ends(reading, end))
}

/// `0` and nine digits.
fn french(reading: &Reading, around: &Around<'_>) -> Option<usize> {
    let is_one = reading.digits() >= FRENCH
        && reading.value(0) == b'0'
        && reading.value(1) != b'0'
        && ends(reading, FRENCH)
        && GROUPINGS.contains(&reading.widths(FRENCH).as_slice())
        && is_evenly_parted(reading, FRENCH)
        && !begins_in_date(reading, around.before);
    (is_one && stands_alone(reading, FRENCH, around.before)).then_some(FRENCH)
}

/// `33612345678` as exports have it; in groups also for land lines.
fn french_without_plus(reading: &Reading, around: &Around<'_>) -> Option<usize> {
    const LENGTH: usize = 11;
    let begins = reading.digits() >= LENGTH && reading.value(0) == b'3' && reading.value(1) == b'3';
    if !begins || !ends(reading, LENGTH) || !is_evenly_parted(reading, LENGTH) {
        return None;
    }
    let is_grouped = match reading.widths(LENGTH).as_slice() {
        [LENGTH] | [2, 9] => matches!(reading.value(2), b'6' | b'7'),
        [2, 1, 2, 2, 2, 2] => reading.value(2) != b'0',
        _ => false,
    };
    (is_grouped && stands_alone(reading, LENGTH, around.before)).then_some(LENGTH)
}

/// `(514) 555-1234`, with or without a 1 before: area and exchange begin with 2 to 9.
fn north_american(reading: &Reading, around: &Around<'_>) -> Option<usize> {
    let one = usize::from(reading.value(0) == b'1');
    let length = one + 10;
    let widths: &[usize] = if one == 1 { &[1, 3, 3, 4] } else { &[3, 3, 4] };
    let is_one = reading.digits() >= length
        && reading.is_cut(length)
        && reading.widths(length) == widths
        && reading.value(one) >= b'2'
        && reading.value(one + 3) >= b'2'
        && !reading.gaps(length).contains(&Gap::Slash);
    (is_one && stands_alone(reading, length, around.before)).then_some(length)
}

/// A group ends, or a word is glued on (`0612345678merci`) that is no hexadecimal digit.
fn ends(reading: &Reading, at: usize) -> bool {
    let glued =
        (at..reading.len()).take_while(|&place| place == at || reading.gap(place).is_none());
    let glued: Vec<u8> = glued.map(|place| reading.value(place)).collect();
    let is_word =
        glued.iter().all(u8::is_ascii_uppercase) && glued.iter().any(|letter| *letter > b'F');
    reading.is_cut(at) || is_word
}

/// One kind of gap all through, brackets apart; the first gap of pairs may differ (`06/12.34.56.78`).
fn is_evenly_parted(reading: &Reading, length: usize) -> bool {
    let gaps = reading.gaps(length);
    let is_decimal = gaps == [Gap::Dot] && reading.width_at(0) == 1;
    let is_in_pairs = reading.is_in_equal_groups(length);
    let from = usize::from(is_in_pairs);
    let mut marks = gaps.iter().skip(from).filter(|gap| **gap != Gap::Bracket);
    let first = marks.next();
    let is_month_and_year = first == Some(&Gap::Slash) && reading.width_at(0) == 2 && !is_in_pairs;
    !is_decimal && !is_month_and_year && marks.all(|gap| Some(gap) == first)
}

/// `+44 000 000 000 €` is money.
fn is_amount(after: &str) -> bool {
    after.trim_start().starts_with(['€', '$', '£', '%'])
}
