//! What the product's words mean, in both languages, and which KPIs are about each.

use std::sync::LazyLock;

use super::language::{pick, text};
use crate::kpi::Kpi;
use crate::text::fold::fold;
use crate::text::language::Lang;

/// A word of the product.
pub struct Term {
    /// The same in every address.
    pub id: &'static str,
    fr: (&'static str, &'static str),
    en: (&'static str, &'static str),
    /// The KPIs that it names, or that are about it.
    pub kpis: Vec<&'static str>,
}

impl Term {
    /// A line of the file; its columns stand in the first one.
    fn read(line: &'static str) -> Option<Term> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, word_fr, fr, word_en, en, kpis] = columns.try_into().ok()?;
        Some(Term {
            id,
            fr: (word_fr, fr),
            en: (word_en, en),
            kpis: kpis.split(',').filter(|name| !name.is_empty()).collect(),
        })
    }

    pub fn word(&self, lang: Lang) -> &'static str {
        pick(lang, self.fr.0, self.en.0)
    }

    pub fn meaning(&self, lang: Lang) -> &'static str {
        pick(lang, self.fr.1, self.en.1)
    }

    /// The word without what stands in brackets behind it, as texts use it.
    fn used(&self, lang: Lang) -> &'static str {
        let word = self.word(lang);
        word.split(['(', ',']).next().unwrap_or(word).trim()
    }
}

/// The words that a KPI's title and explanation use, and those that are about it.
pub fn terms_in(lang: Lang, kpi: &Kpi) -> Vec<&'static Term> {
    let texts = format!("{} {}", text(lang, &kpi.title), text(lang, &kpi.about));
    let (words, as_written) = (in_words(&fold(&texts)), in_words(&texts));
    let is_used = |term: &Term| match term.used(lang) {
        // A short name is no word: `CES` is not `ces`.
        name if name.chars().all(char::is_uppercase) => as_written.contains(&in_words(name)),
        word => words.contains(&in_words(&fold(word))),
    };
    let is_about = |term: &Term| term.kpis.contains(&kpi.name.as_str());
    let terms = TERMS.iter();
    terms
        .filter(|term| is_about(term) || is_used(term))
        .collect()
}

/// A text as words, each between spaces and without the `s` of many.
fn in_words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    let words = words.map(|word| word.trim_end_matches('s'));
    format!(" {} ", words.collect::<Vec<_>>().join(" "))
}

/// Every word, from what is received to what is shown, then what is measured.
pub static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
    let lines = include_str!("../../data/glossary/terms.tsv").lines();
    lines.skip(1).filter_map(Term::read).collect()
});

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::kpi::{Catalogue, Choices};

    fn catalogue() -> Catalogue {
        Catalogue::open(Path::new("nowhere"), &Choices::default()).unwrap()
    }

    #[test]
    fn every_word_leads_to_kpis_that_are_there_and_has_an_address_of_its_own() {
        let catalogue = catalogue();
        let mut ids = BTreeSet::new();
        let lines = include_str!("../../data/glossary/terms.tsv")
            .lines()
            .count();
        assert_eq!(TERMS.len() + 1, lines);
        for term in TERMS.iter() {
            assert!(ids.insert(term.id), "{}", term.id);
            for name in &term.kpis {
                assert!(catalogue.find(name).is_some(), "{}: {name}", term.id);
            }
        }
    }

    #[test]
    fn a_kpi_leads_to_the_words_that_it_uses_and_to_no_others() {
        let catalogue = catalogue();
        let of = |name: &str, lang| {
            let terms = terms_in(lang, catalogue.find(name).unwrap()).into_iter();
            terms.map(|term| term.id).collect::<Vec<_>>()
        };
        // "Part des épisodes engagés…": many of a word are that word.
        let rate = of("transfer_from_selfcare", Lang::Fr);
        assert!(
            rate.contains(&"episode") && rate.contains(&"selfcare"),
            "{rate:?}"
        );
        assert!(!rate.contains(&"nps"));
        assert!(of("nps", Lang::Fr).contains(&"nps"));
        assert!(!of("selfcare_roi", Lang::Fr).contains(&"ces"));
        assert!(of("nps", Lang::En).contains(&"promoter"));
    }
}
