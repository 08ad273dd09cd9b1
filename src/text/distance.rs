//! How many letters two words differ by.
//!
//! Levenshtein's distance (insert, delete, replace: 1 each) on characters,
//! after V. Levenshtein (1966), "Binary codes capable of correcting deletions,
//! insertions and reversals". Only a band of `at_most` around the diagonal is
//! computed, so a far pair is given up early.

/// Longest word, in characters, that is compared without allocating.
const SHORT: usize = 48;

/// The edit distance of `a` and `b` if it is not above `at_most`.
pub fn edit_distance(a: &str, b: &str, at_most: usize) -> Option<usize> {
    if a == b {
        return Some(0);
    }
    let (mut a_room, mut b_room) = ([0; SHORT], [0; SHORT]);
    let (mut a_heap, mut b_heap) = (Vec::new(), Vec::new());
    let a = characters(a, &mut a_room, &mut a_heap);
    let b = characters(b, &mut b_room, &mut b_heap);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (short, long) = without_common_ends(short, long);
    if long.len() - short.len() > at_most {
        return None;
    }
    if short.len() < SHORT {
        banded(short, long, at_most, &mut [0; SHORT])
    } else {
        banded(short, long, at_most, &mut vec![0; short.len() + 1])
    }
}

fn characters<'r>(text: &str, room: &'r mut [u32; SHORT], heap: &'r mut Vec<u32>) -> &'r [u32] {
    for (n, c) in text.chars().enumerate() {
        let Some(place) = room.get_mut(n) else {
            heap.extend(text.chars().map(u32::from));
            return heap;
        };
        *place = c.into();
    }
    &room[..text.chars().count()]
}

fn without_common_ends<'c>(mut a: &'c [u32], mut b: &'c [u32]) -> (&'c [u32], &'c [u32]) {
    while let ([first, rest @ ..], [other, others @ ..]) = (a, b)
        && first == other
    {
        (a, b) = (rest, others);
    }
    while let ([rest @ .., last], [others @ .., other]) = (a, b)
        && last == other
    {
        (a, b) = (rest, others);
    }
    (a, b)
}

/// `row[i]` is the distance of the first `i` characters of `short` to the part of `long` read;
/// above `at_most` all distances are one, and cells further from the diagonal than that are not computed.
fn banded(short: &[u32], long: &[u32], at_most: usize, row: &mut [usize]) -> Option<usize> {
    let far = at_most.saturating_add(1);
    for (i, cell) in row.iter_mut().enumerate() {
        *cell = i.min(far);
    }
    for (j, &letter) in (1usize..).zip(long) {
        let from = j.saturating_sub(at_most).max(1);
        let to = short.len().min(j.saturating_add(at_most));
        let mut diagonal = row[from - 1];
        row[from - 1] = if from == 1 { j.min(far) } else { far };
        let mut least = row[from - 1];
        for i in from..=to {
            let replaced = diagonal + usize::from(short[i - 1] != letter);
            diagonal = row[i];
            row[i] = replaced.min(row[i] + 1).min(row[i - 1] + 1).min(far);
            least = least.min(row[i]);
        }
        if least > at_most {
            return None;
        }
    }
    Some(row[short.len()]).filter(|&distance| distance <= at_most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook table, without band or early end.
    fn full_table(a: &str, b: &str) -> usize {
        let b: Vec<char> = b.chars().collect();
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.chars().enumerate() {
            let mut diagonal = row[0];
            row[0] = i + 1;
            for (j, &y) in b.iter().enumerate() {
                let cell = (diagonal + usize::from(x != y))
                    .min(row[j] + 1)
                    .min(row[j + 1] + 1);
                diagonal = row[j + 1];
                row[j + 1] = cell;
            }
        }
        row[b.len()]
    }

    #[track_caller]
    fn check(a: &str, b: &str, expected: usize) {
        assert_eq!(edit_distance(a, b, expected), Some(expected), "{a} {b}");
        assert_eq!(edit_distance(b, a, expected + 3), Some(expected), "{b} {a}");
        if let Some(less) = expected.checked_sub(1) {
            assert_eq!(edit_distance(a, b, less), None, "{a} {b}");
        }
    }

    #[test]
    fn known_distances_hold() {
        check("kitten", "sitting", 3);
        check("facture", "factrue", 2);
        check("resiliation", "résiliation", 1);
        check("", "abc", 3);
        check("", "", 0);
        check("saturday", "sunday", 3);
        check("intention", "execution", 5);
    }

    #[test]
    fn long_texts_and_wide_limits_are_no_trouble() {
        let long = "a".repeat(300);
        check(&long, &long.replacen('a', "b", 7), 7);
        assert_eq!(edit_distance(&long, "", usize::MAX), Some(300));
    }

    proptest! {
        #[test]
        fn the_band_finds_what_the_full_table_finds(a in "[abé]{0,9}", b in "[abé]{0,9}", at_most in 0usize..10) {
            let distance = full_table(&a, &b);
            let expected = (distance <= at_most).then_some(distance);
            prop_assert_eq!(edit_distance(&a, &b, at_most), expected);
        }
    }
}
