//! Payment cards (ISO/IEC 7812): issuer prefix, length, Luhn's check digit.

use super::reading::{Before, Reading, group_before};

const SHORTEST: usize = 13;
const LONGEST: usize = 19;

/// Groupings in use beside equal groups: American Express, Diners, Visa of 13, Maestro of 19.
const GROUPINGS: &[&[usize]] = &[
    &[4, 6, 5],
    &[4, 6, 4],
    &[4, 5, 6],
    &[4, 4, 5],
    &[4, 12],
    &[6, 10],
    &[6, 13],
];

/// Whether a card number begins here: its length.
pub(super) fn valid(reading: &Reading, before: &str) -> Option<usize> {
    let lengths = (SHORTEST..=LONGEST.min(reading.digits())).rev();
    lengths.into_iter().find(|&length| {
        reading.is_cut(length)
            && is_issued(&reading.values(0, length))
            && is_grouped(reading, length)
            && stands_alone(reading, length, before)
            && luhn(&reading.values(0, length))
    })
}

/// Whether an issuer gives out numbers of this beginning and length.
fn is_issued(digits: &[u8]) -> bool {
    let first = |n| {
        digits[..n]
            .iter()
            .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
    };
    let lengths = match (first(1), first(2), first(3), first(4)) {
        (4, ..) => [13, 16, 19].as_slice(),                 // Visa
        (_, 51..=55, ..) | (_, _, _, 2221..=2720) => &[16], // Mastercard
        (_, 34 | 37, ..) => &[15],                          // American Express
        (_, 36 | 38 | 39, ..) | (_, _, 300..=305 | 309, _) => &[14, 15, 16, 17, 18, 19], // Diners Club
        (_, _, _, 3528..=3589) | (_, _, _, 2200..=2204) => &[16, 17, 18, 19],            // JCB, Mir
        (_, 62 | 65, ..) | (_, _, 644..=649, _) | (_, _, _, 6011) => &[16, 17, 18, 19], // UnionPay, Discover
        (_, 50 | 56..=58, ..) | (6, ..) => &[13, 14, 15, 16, 17, 18, 19],               // Maestro
        _ => &[],
    };
    lengths.contains(&digits.len())
}

/// Whether the groups are those of one card: all alike, or a known grouping.
fn is_grouped(reading: &Reading, length: usize) -> bool {
    reading.is_in_equal_groups(length) || GROUPINGS.contains(&reading.widths(length).as_slice())
}

/// Whether it is not a part of a longer number: groups of four may have one more beside them.
fn stands_alone(reading: &Reading, length: usize, before: &str) -> bool {
    let width = reading.width_at(0);
    if width >= SHORTEST {
        return true;
    }
    let after = (0..2)
        .take_while(|group| reading.width_at(length + group * width) == width)
        .count();
    let beside = alike_before(before, width) + after;
    beside <= usize::from(width == 4) && !goes_on(reading, length)
}

/// Whether the next group would make a longer card of it; on a Visa it is the security code.
fn goes_on(reading: &Reading, length: usize) -> bool {
    let next = reading.width_at(length);
    let longer = length + next;
    next > 0
        && longer <= LONGEST
        && reading.value(0) != b'4'
        && is_grouped(reading, longer)
        && is_issued(&reading.values(0, longer))
}

/// How many groups of digits of this width stand before, up to 2.
fn alike_before(text: &str, width: usize) -> usize {
    let is_alike = |group: &Before| group.is_digits && group.width == width;
    let Some(first) = group_before(text).filter(is_alike) else {
        return 0;
    };
    1 + usize::from(group_before(&text[..first.start]).is_some_and(|second| is_alike(&second)))
}

/// Luhn's sum (US patent 2,950,048): every second digit from the right doubled, a multiple of 10.
fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = (digits.iter().rev().enumerate())
        .map(
            |(place, digit)| match (place % 2, u32::from(digit - b'0')) {
                (0, digit) => digit,
                (_, digit) => digit * 2 / 10 + digit * 2 % 10,
            },
        )
        .sum();
    sum.is_multiple_of(10)
}
