//! Words that say nothing about what is asked.
//!
//! The lists are `data/stopwords/{fr,en}.txt`; their heads say how they were
//! made and what is left out of them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::Lang;

static FRENCH: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| entries(include_str!("../../data/stopwords/fr.txt")).collect());
static ENGLISH: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| entries(include_str!("../../data/stopwords/en.txt")).collect());

/// Whether `folded` (see [`fold`](super::fold::fold)) is a stop word; `l'` counts as `l`.
pub fn contains(lang: Lang, folded: &str) -> bool {
    let list = match lang {
        Lang::Fr => &FRENCH,
        Lang::En => &ENGLISH,
    };
    list.contains(folded.trim_end_matches('\''))
}

fn entries(file: &str) -> impl Iterator<Item = &str> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    const FILES: [&str; 2] = [
        include_str!("../../data/stopwords/fr.txt"),
        include_str!("../../data/stopwords/en.txt"),
    ];

    #[test]
    fn the_lists_are_short_folded_and_name_each_word_once() {
        for file in FILES {
            let words: Vec<&str> = entries(file).collect();
            assert!((130..=200).contains(&words.len()), "{}", words.len());
            assert_eq!(words.iter().collect::<FxHashSet<_>>().len(), words.len());
            for word in words {
                assert_eq!(fold(word), word);
            }
        }
    }

    #[test]
    fn words_that_customers_ask_about_are_kept() {
        for word in [
            "ete",
            "sommes",
            "car",
            "or",
            "avions",
            "avant",
            "apres",
            "rendez-vous",
            "aujourd'hui",
        ] {
            assert!(!contains(Lang::Fr, word), "{word}");
        }
        for word in ["off", "out", "back", "up", "down", "id", "well-being"] {
            assert!(!contains(Lang::En, word), "{word}");
        }
    }

    #[test]
    fn an_elided_word_is_a_stop_word_with_or_without_its_apostrophe() {
        for word in ["l", "l'", "qu'", "jusqu'", "d'abord", "quelqu'un"] {
            assert!(contains(Lang::Fr, word), "{word}");
        }
    }
}
