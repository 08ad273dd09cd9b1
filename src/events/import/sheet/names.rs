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

/// Words between others that mean nothing by themselves.
const LINKS: [&str; 11] = [
    "d", "de", "du", "des", "l", "le", "la", "les", "of", "for", "the",
];

/// The ways to write that something is numbered: `N°`, `No`, `Num.`, `Number`.
const NUMBERS: [&str; 7] = ["n", "no", "nr", "num", "numero", "nbr", "number"];

/// The words of a name that say what it is of: `Durée de l'appel (s)` is duree and appel.
pub(super) fn words(name: &str) -> Vec<String> {
    let folded = fold(bare(name)).replace('#', " n ");
    let words = folded.split(|sign: char| !sign.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty() && !LINKS.contains(word));
    words.map(str::to_owned).collect()
}

/// A name in the one spelling of the many that exports have for it: `N° d'appel`, `Appel no`
/// and `Num appel` are all `numeroappel`.
pub(super) fn plain(name: &str) -> String {
    let (numbers, words): (Vec<String>, Vec<String>) = words(name)
        .into_iter()
        .partition(|word| NUMBERS.contains(&word.as_str()));
    let numbered = if numbers.is_empty() { "" } else { "numero" };
    format!("{numbered}{}", words.concat())
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
    fn a_number_is_one_however_it_is_written_and_small_words_say_nothing() {
        for (name, expected) in [
            ("N° appel", "numeroappel"),
            ("N°appel", "numeroappel"),
            ("Nº d’appel", "numeroappel"),
            ("№ de l'appel", "numeroappel"),
            ("Appel #", "numeroappel"),
            ("num_appel", "numeroappel"),
            ("Call no.", "numerocall"),
            ("Durée de l'appel (s)", "dureeappel"),
            ("Non répondu", "nonrepondu"),
            ("?", ""),
        ] {
            assert_eq!(plain(name), expected, "{name}");
        }
    }

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
