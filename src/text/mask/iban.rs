//! International bank account numbers (ISO 13616): country, length, shape, mod 97.

use super::reading::Reading;

/// What follows country and check digits, after the SWIFT IBAN registry: `n` digits, `a` letters,
/// `c` either. Sorted by country.
const SHAPES: &[(&[u8; 2], &str)] = &[
    (b"AD", "8n12c"),
    (b"AE", "19n"),
    (b"AL", "8n16c"),
    (b"AT", "16n"),
    (b"AZ", "4a20c"),
    (b"BA", "16n"),
    (b"BE", "12n"),
    (b"BG", "4a6n8c"),
    (b"BH", "4a14c"),
    (b"BI", "23n"),
    (b"BR", "23n1a1c"),
    (b"BY", "4c4n16c"),
    (b"CH", "5n12c"),
    (b"CR", "18n"),
    (b"CY", "8n16c"),
    (b"CZ", "20n"),
    (b"DE", "18n"),
    (b"DJ", "23n"),
    (b"DK", "14n"),
    (b"DO", "4c20n"),
    (b"EE", "16n"),
    (b"EG", "25n"),
    (b"ES", "20n"),
    (b"FI", "14n"),
    (b"FK", "2a12n"),
    (b"FO", "14n"),
    (b"FR", "10n11c2n"),
    (b"GB", "4a14n"),
    (b"GE", "2a16n"),
    (b"GI", "4a15c"),
    (b"GL", "14n"),
    (b"GR", "7n16c"),
    (b"GT", "24c"),
    (b"HN", "4a20n"),
    (b"HR", "17n"),
    (b"HU", "24n"),
    (b"IE", "4a14n"),
    (b"IL", "19n"),
    (b"IQ", "4a15n"),
    (b"IS", "22n"),
    (b"IT", "1a10n12c"),
    (b"JO", "4a4n18c"),
    (b"KW", "4a22c"),
    (b"KZ", "3n13c"),
    (b"LB", "4n20c"),
    (b"LC", "4a24c"),
    (b"LI", "5n12c"),
    (b"LT", "16n"),
    (b"LU", "3n13c"),
    (b"LV", "4a13c"),
    (b"LY", "21n"),
    (b"MC", "10n11c2n"),
    (b"MD", "20c"),
    (b"ME", "18n"),
    (b"MK", "3n10c2n"),
    (b"MN", "16n"),
    (b"MR", "23n"),
    (b"MT", "4a5n18c"),
    (b"MU", "4a19n3a"),
    (b"NI", "4a20n"),
    (b"NL", "4a10n"),
    (b"NO", "11n"),
    (b"OM", "3n16c"),
    (b"PK", "4a16c"),
    (b"PL", "24n"),
    (b"PS", "4a21c"),
    (b"PT", "21n"),
    (b"QA", "4a21c"),
    (b"RO", "4a16c"),
    (b"RS", "18n"),
    (b"RU", "14n15c"),
    (b"SA", "2n18c"),
    (b"SC", "4a20n3a"),
    (b"SD", "14n"),
    (b"SE", "20n"),
    (b"SI", "15n"),
    (b"SK", "20n"),
    (b"SM", "1a10n12c"),
    (b"SO", "19n"),
    (b"ST", "21n"),
    (b"SV", "4a20n"),
    (b"TL", "19n"),
    (b"TN", "20n"),
    (b"TR", "6n16c"),
    (b"UA", "6n19c"),
    (b"VA", "18n"),
    (b"VG", "4a16n"),
    (b"XK", "16n"),
    (b"YE", "4a4n18c"),
];

/// The length of what has the shape of an IBAN, and whether its check digits agree.
pub(super) fn at_start(reading: &Reading) -> Option<(usize, bool)> {
    let country = [reading.value(0), reading.value(1)];
    let found = SHAPES
        .binary_search_by_key(&&country, |(country, _)| country)
        .ok()?;
    let length = shaped(reading, SHAPES[found].1)?;
    reading
        .is_cut(length)
        .then(|| (length, remainder(reading, length) == 1))
}

/// The length of the whole number when `reading` follows `shape`.
fn shaped(reading: &Reading, shape: &str) -> Option<usize> {
    let mut at = 2;
    let mut count = 0;
    let parts = [b"2n", shape.as_bytes()].concat();
    for byte in parts {
        if byte.is_ascii_digit() {
            count = 10 * count + usize::from(byte - b'0');
            continue;
        }
        let fits = |place| match byte {
            b'n' => reading.value(place).is_ascii_digit(),
            b'a' => reading.value(place).is_ascii_uppercase(),
            _ => place < reading.len(),
        };
        if !(at..at + count).all(fits) {
            return None;
        }
        (at, count) = (at + count, 0);
    }
    Some(at)
}

/// ISO 7064 mod 97-10 with the first four characters at the end; 1 when all is well.
fn remainder(reading: &Reading, length: usize) -> u32 {
    (4..length)
        .chain(0..4)
        .fold(0, |sum, at| match reading.value(at) {
            digit @ b'0'..=b'9' => (sum * 10 + u32::from(digit - b'0')) % 97,
            letter => (sum * 100 + u32::from(letter - b'A') + 10) % 97,
        })
}
