//! Country calling codes (ITU-T E.164) and how long a number is after them.

use std::ops::RangeInclusive;

/// Code, shortest and longest national number: the countries that French customers call from.
const KNOWN: &[(&str, usize, usize)] = &[
    ("1", 10, 10),
    ("7", 10, 10),
    ("30", 10, 10),
    ("31", 9, 9),
    ("32", 8, 9),
    ("33", 9, 9),
    ("34", 9, 9),
    ("39", 6, 11),
    ("40", 9, 9),
    ("41", 9, 9),
    ("44", 9, 10),
    ("45", 8, 8),
    ("46", 7, 10),
    ("47", 8, 8),
    ("48", 9, 9),
    ("49", 7, 11),
    ("61", 9, 9),
    ("86", 10, 11),
    ("90", 10, 10),
    ("91", 10, 10),
    ("212", 9, 9),
    ("213", 8, 9),
    ("216", 8, 8),
    ("221", 9, 9),
    ("223", 8, 8),
    ("225", 10, 10),
    ("226", 8, 8),
    ("228", 8, 8),
    ("229", 8, 10),
    ("237", 9, 9),
    ("241", 7, 8),
    ("242", 9, 9),
    ("243", 9, 9),
    ("261", 9, 9),
    ("262", 9, 9),
    ("351", 9, 9),
    ("352", 6, 11),
    ("377", 8, 9),
    ("420", 9, 9),
    ("508", 6, 9),
    ("590", 9, 9),
    ("594", 9, 9),
    ("596", 9, 9),
    ("687", 6, 6),
    ("689", 6, 8),
];

/// Codes of two digits; the others but 1 and 7 have three.
const OF_TWO: &[u8] = &[
    20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56,
    57, 58, 60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
];

/// Countries whose national numbers begin with a 0 that is dialled from abroad.
const KEEP_ZERO: &[&str] = &["39", "225", "229", "241", "242"];

pub(super) struct Country {
    /// How many digits its code has.
    pub(super) code: usize,
    /// How many may follow.
    pub(super) national: RangeInclusive<usize>,
    pub(super) keeps_zero: bool,
}

/// The country whose code `digits` begins with.
pub(super) fn country(digits: &[u8]) -> Option<Country> {
    let digits = std::str::from_utf8(digits).ok()?;
    let length = match digits.get(..2)?.parse::<u8>().ok()? {
        0..=9 => return None,
        10..=19 | 70..=79 => 1,
        two if OF_TWO.contains(&two) => 2,
        _ => 3,
    };
    let code = digits.get(..length)?;
    let known = KNOWN.iter().find(|(known, ..)| *known == code);
    let national = known.map_or(7..=12, |&(_, shortest, longest)| shortest..=longest);
    Some(Country {
        code: length,
        national,
        keeps_zero: KEEP_ZERO.contains(&code),
    })
}
