//! Numbers as people read them, in French or English.

use super::language::pick;
use crate::text::language::Lang;

/// A whole number with its thousands parted.
pub fn count(lang: Lang, number: u64) -> String {
    parted(lang, &number.to_string())
}

fn parted(lang: Lang, digits: &str) -> String {
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push_str(pick(lang, "\u{202f}", ","));
        }
        text.push(digit);
    }
    text
}

/// How many of something there are: one and many in French, one and many in English.
pub fn counted(lang: Lang, number: u64, fr: (&str, &str), en: (&str, &str)) -> String {
    let (one, many) = match lang {
        Lang::Fr => fr,
        Lang::En => en,
    };
    // None is one in French.
    let is_one = number == 1 || (number == 0 && lang == Lang::Fr);
    format!(
        "{} {}",
        count(lang, number),
        if is_one { one } else { many }
    )
}

/// A number with so many decimals.
pub fn decimal(lang: Lang, number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    // What rounds to zero has no sign.
    let zero = text
        .trim_start_matches('-')
        .chars()
        .all(|c| c == '0' || c == '.');
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) if zero => ("", text),
        Some(text) => ("-", text),
        None => ("", text.as_str()),
    };
    match text.split_once('.') {
        Some((whole, part)) => {
            let point = pick(lang, ",", ".");
            format!("{sign}{}{point}{part}", parted(lang, whole))
        }
        None => format!("{sign}{}", parted(lang, text)),
    }
}

/// A share from 0 to 1 as per cent.
pub fn percent(lang: Lang, share: f64) -> String {
    let number = decimal(lang, share * 100.0, 1);
    format!("{number}{}", pick(lang, "\u{202f}%", "%"))
}

/// "no denominator" is not 0 %.
pub fn not_applicable(lang: Lang) -> &'static str {
    pick(lang, "sans objet", "not applicable")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_does() {
        assert_eq!(count(Lang::Fr, 1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(count(Lang::En, 1_234), "1,234");
        assert_eq!(count(Lang::En, 12), "12");
        assert_eq!(percent(Lang::Fr, 0.1234), "12,3\u{202f}%");
        assert_eq!(percent(Lang::En, 0.1), "10.0%");
        assert_eq!(decimal(Lang::En, -0.0001, 2), "0.00");
        assert_eq!(decimal(Lang::Fr, -1234.5, 1), "-1\u{202f}234,5");
        assert_eq!(decimal(Lang::En, 1_234_567.0, 0), "1,234,567");
    }

    #[test]
    fn none_is_one_in_french_and_many_in_english() {
        let results = |lang, n| counted(lang, n, ("résultat", "résultats"), ("result", "results"));
        assert_eq!(results(Lang::Fr, 0), "0 résultat");
        assert_eq!(results(Lang::Fr, 2), "2 résultats");
        assert_eq!(results(Lang::En, 0), "0 results");
        assert_eq!(results(Lang::En, 1), "1 result");
    }
}
