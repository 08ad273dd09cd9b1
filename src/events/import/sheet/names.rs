//! The names of columns: when two are the same, and in what unit their numbers are.

use crate::input::duration::Unit;
use crate::text::fold::fold;

/// A name as it is compared: without case, accents, spaces and signs.
pub(super) fn normal(name: &str) -> String {
    fold(name)
        .chars()
        .filter(|sign| sign.is_alphanumeric())
        .collect()
}

/// The name without the unit or remark in brackets behind it.
pub(super) fn bare(name: &str) -> &str {
    name.split(['(', '[']).next().unwrap_or(name)
}

/// The unit that a column's name tells: `Attente (min)`, `Durée en minutes`, `wait_ms`.
/// Without brackets or `en` only words that mean nothing else are taken.
pub(super) fn unit(name: &str) -> Option<Unit> {
    let folded = fold(name);
    let in_brackets = folded
        .split_once(['(', '['])
        .and_then(|(_, rest)| rest.split([')', ']']).next());
    if let Some(unit) = in_brackets.and_then(|remark| Unit::named(remark.trim())) {
        return Some(unit);
    }
    let words: Vec<&str> = folded
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let last = words.last()?;
    let is_said = words.len() > 1 && matches!(words[words.len() - 2], "en" | "in");
    let is_plain = words.len() > 1
        && matches!(
            *last,
            "ms" | "s"
                | "sec"
                | "secs"
                | "secondes"
                | "seconds"
                | "mn"
                | "minutes"
                | "heures"
                | "hours"
        );
    Unit::named(last).filter(|_| is_said || is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_told_in_brackets_or_by_a_word_that_means_nothing_else() {
        for (name, expected) in [
            ("Attente (min)", Some(Unit::Minutes)),
            ("Attente [s]", Some(Unit::Seconds)),
            ("Durée en minutes", Some(Unit::Minutes)),
            ("wait_ms", Some(Unit::Milliseconds)),
            ("Durée en h", Some(Unit::Hours)),
            ("Temps travaillé (heures)", Some(Unit::Hours)),
            // The shortest of all, and no unit.
            ("Attente min", None),
            ("Attente (moyenne)", None),
            ("Attente", None),
            ("s", None),
        ] {
            assert_eq!(unit(name), expected, "{name}");
        }
    }
}
