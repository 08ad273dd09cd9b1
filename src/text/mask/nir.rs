//! French social security numbers (NIR): 13 characters and a key of two.
//!
//! Sex, year, month, department, commune, order; the key is 97 less the
//! remainder by 97 (INSEE). Corsica writes its department 2A or 2B, which count
//! as 19 and 18.

use super::reading::{Before, Reading};

const BODY: usize = 13;
const WHOLE: usize = 15;

/// Where the parts of the number end.
const PARTS: [usize; 7] = [1, 3, 5, 7, 10, BODY, WHOLE];

/// Whether a NIR with its right key begins here: its length.
///
/// One number in a hundred has a right key by chance, so odd groups are believed only where no
/// other digits are near.
pub(super) fn valid(reading: &Reading, before: Option<Before>) -> Option<usize> {
    let is_one = reading.is_cut(WHOLE) && is_shaped(reading, WHOLE);
    if !is_one || number(reading, BODY..WHOLE) != 97 - body(reading) % 97 {
        return None;
    }
    let goes_on =
        before.is_some_and(|before| before.is_digits && before.width == reading.width_at(0));
    let is_alone = before.is_none_or(|before| !before.is_digits) && reading.width_at(WHOLE) == 0;
    // 3 and 4 are rare as a sex and common on cards of fifteen digits.
    let is_likely = !matches!(reading.value(0), b'3' | b'4');
    let is_oddly_written =
        is_likely && (is_alone || (reading.is_in_equal_groups(WHOLE) && !goes_on));
    (is_in_parts(reading, WHOLE) || is_oddly_written).then_some(WHOLE)
}

/// Whether what begins here is written like a NIR, with a wrong key or none: its length.
pub(super) fn written_like(reading: &Reading) -> Option<usize> {
    [WHOLE, BODY].into_iter().find(|&length| {
        reading.is_cut(length) && is_shaped(reading, length) && is_in_parts(reading, length)
    })
}

fn is_in_parts(reading: &Reading, length: usize) -> bool {
    (1..length).all(|at| reading.gap(at).is_none() || PARTS.contains(&at))
}

fn is_shaped(reading: &Reading, length: usize) -> bool {
    let month = number(reading, 3..5);
    let is_digit = |at| reading.value(at).is_ascii_digit() || (at == 6 && is_corsican(reading));
    // Months over 12 are given when the true one is not known.
    let is_month = matches!(month, 1..=12 | 20..=42 | 50..=99);
    matches!(reading.value(0), b'1'..=b'4' | b'7' | b'8') && is_month && (0..length).all(is_digit)
}

fn is_corsican(reading: &Reading) -> bool {
    reading.value(5) == b'2' && matches!(reading.value(6), b'A' | b'B')
}

fn body(reading: &Reading) -> u64 {
    let all = number(reading, 0..BODY);
    match reading.value(6) {
        // 2A reads as 20 here and counts as 19, 2B as 18.
        b'A' => all - 1_000_000,
        b'B' => all - 2_000_000,
        _ => all,
    }
}

/// The digits as a number; a letter counts as 0.
fn number(reading: &Reading, places: std::ops::Range<usize>) -> u64 {
    places.fold(0, |sum, at| match reading.value(at) {
        digit @ b'0'..=b'9' => sum * 10 + u64::from(digit - b'0'),
        _ => sum * 10,
    })
}
