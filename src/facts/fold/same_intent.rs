//! Whether two queries, one soon after the other, are one person typing one thing.

use crate::text::distance::edit_distance;

/// Of two differing words, the share of letters that may differ.
const MOST_DIFFERENT: f64 = 0.34;

/// Words shorter than this are different words, not typing errors.
const SHORTEST_WORD: usize = 4;

/// Whether a query goes on from an earlier one: either is a prefix of the other,
/// or they differ by typing errors. Both are folded texts.
pub(crate) fn same_intent(earlier: &str, later: &str) -> bool {
    earlier.starts_with(later) || later.starts_with(earlier) || is_correction(earlier, later)
}

fn is_correction(earlier: &str, later: &str) -> bool {
    let mut earlier = earlier.split_whitespace();
    let mut later = later.split_whitespace();
    loop {
        match (earlier.next(), later.next()) {
            (Some(one), Some(other)) if one == other || is_typing_error(one, other) => {}
            (None, None) => return true,
            _ => return false,
        }
    }
}

fn is_typing_error(one: &str, other: &str) -> bool {
    let (short, long) = ordered(one.chars().count(), other.chars().count());
    if short < SHORTEST_WORD || has_digit(one) || has_digit(other) {
        return false;
    }
    let most = (MOST_DIFFERENT * long as f64).floor() as usize;
    edit_distance(one, other, most).is_some()
}

fn ordered(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

fn has_digit(word: &str) -> bool {
    word.chars().any(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(earlier: &str, later: &str, expected: bool) {
        assert_eq!(same_intent(earlier, later), expected, "{earlier} → {later}");
        assert_eq!(same_intent(later, earlier), expected, "{later} → {earlier}");
    }

    #[test]
    fn keystrokes_and_corrections_are_one_intent() {
        check("r", "rib", true);
        check("changer", "changer mon rib", true);
        check("chnager mon rib", "changer mon rib", true);
        check("resilliation", "resiliation", true);
        check("", "rib", true);
    }

    #[test]
    fn other_words_are_another_intent() {
        check("changer rib", "modifier rib", false);
        check("rib", "rip", false);
        check("changer mon rib", "changer rib", false);
        check("iphone14", "iphone15", false);
        check("forfait 5go", "forfait 6go", false);
        check("box", "fibre", false);
    }

    #[test]
    fn a_third_of_the_letters_may_differ_and_no_more() {
        // 1 of 4 is 0.25, 2 of 6 is 0.333…, 2 of 5 is 0.4.
        check("abcd", "abce", true);
        check("abcdef", "abcdxy", true);
        check("abcde", "abcxy", false);
    }
}
