//! What a text is about, told by words that stand in a row: something technical, a
//! suggestion, a name from a list.
//!
//! The words of the first two are `data/lexicons/cues.tsv`. A cue is a hint: it finds what
//! says so in these words, and nothing else.

use rustc_hash::FxHashMap;

use super::analyzer::{Analyzer, Term};
use super::fold::fold;
use super::language::Lang;

const FILE: &str = include_str!("../../data/lexicons/cues.tsv");

/// Phrases of words, each found by its first one.
#[derive(Debug, Default)]
pub struct Phrases {
    by_first: FxHashMap<String, Vec<Phrase>>,
}

#[derive(Debug)]
struct Phrase {
    /// The words behind the first.
    rest: Vec<String>,
    /// Which of the things looked for it stands for.
    of: usize,
}

impl Phrases {
    fn add(&mut self, mut words: impl Iterator<Item = String>, of: usize) {
        if let Some(first) = words.next() {
            let rest = words.collect();
            let known = self.by_first.entry(first).or_default();
            known.push(Phrase { rest, of });
        }
    }

    /// The things whose phrases stand in a row of words, in the order of the text.
    fn found<'p, 'w>(&'p self, words: &'w [&'w str]) -> impl Iterator<Item = usize> + use<'p, 'w> {
        let begins = |place: usize| self.by_first.get(words[place]).into_iter().flatten();
        (0..words.len()).flat_map(move |place| {
            let behind = &words[place + 1..];
            let stand = move |phrase: &&Phrase| {
                let length = phrase.rest.len();
                behind.len() >= length && behind[..length].iter().eq(phrase.rest.iter())
            };
            begins(place).filter(stand).map(|phrase| phrase.of)
        })
    }
}

/// What a text says by its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Something does not work, or it is not clear how it does.
    pub technical: bool,
    /// Something is wished for.
    pub suggestion: bool,
}

/// The cues of a language.
pub struct Cues {
    phrases: Phrases,
}

const CUES: [&str; 2] = ["technical", "suggestion"];

impl Cues {
    pub fn new(analyzer: &Analyzer) -> Cues {
        let mut phrases = Phrases::default();
        for line in FILE.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split('\t');
            let lang = parts.next().and_then(Lang::parse);
            let cue = parts.next().unwrap_or_default();
            let of = CUES.iter().position(|known| *known == cue);
            if let (Some(of), Some(words)) = (of, parts.next())
                && lang == Some(analyzer.lang())
            {
                let terms = analyzer.terms(words).into_iter();
                phrases.add(terms.map(|term| term.stem), of);
            }
        }
        Cues { phrases }
    }

    pub fn told(&self, terms: &[Term<'_>]) -> Told {
        let stems: Vec<&str> = terms.iter().map(|term| term.stem.as_str()).collect();
        let found = self.phrases.found(&stems);
        found.fold(Told::default(), |told, of| Told {
            technical: told.technical || of == 0,
            suggestion: told.suggestion || of == 1,
        })
    }
}

/// Names to be found in texts of any language, as those of competitors.
pub struct Names {
    names: Vec<String>,
    phrases: Phrases,
}

impl Names {
    /// Of one word or several; compared without case and accents, and never within a word.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Names {
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        let mut phrases = Phrases::default();
        for (of, name) in names.iter().enumerate() {
            let words = super::segment::words(name, Lang::Fr);
            phrases.add(words.map(|word| fold(word.text)), of);
        }
        Names { names, phrases }
    }

    /// The first name that stands in a text.
    pub fn first(&self, terms: &[Term<'_>]) -> Option<&str> {
        let words: Vec<&str> = terms.iter().map(|term| term.folded.as_str()).collect();
        let first = self.phrases.found(&words).next();
        first.map(|of| self.names[of].as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lang: Lang, text: &str, technical: bool, suggestion: bool) {
        let analyzer = Analyzer::new(lang);
        let told = Cues::new(&analyzer).told(&analyzer.terms(text));
        let expected = Told {
            technical,
            suggestion,
        };
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn what_does_not_work_and_what_is_wished_for_is_heard() {
        check(
            Lang::Fr,
            "L’appli plante sans arrêt depuis hier",
            true,
            false,
        );
        check(Lang::Fr, "Ma box ne marche plus !", true, false);
        check(Lang::Fr, "Il faudrait un mode sombre", false, true);
        check(Lang::Fr, "J'aimerais une carte virtuelle", false, true);
        check(
            Lang::Fr,
            "Toujours une erreur, vous devriez corriger ça",
            true,
            true,
        );
        check(
            Lang::Fr,
            "Merci beaucoup, conseiller très aimable",
            false,
            false,
        );
        check(Lang::En, "The app crashes when I log in", true, false);
        check(
            Lang::En,
            "It would be nice to have a dark mode",
            false,
            true,
        );
        check(Lang::En, "Great service, thank you", false, false);
    }

    #[test]
    fn a_name_is_found_as_a_whole_word_whatever_its_case_and_accents() {
        let names = Names::new(["Numéricable", "Free", "La Poste Mobile"]);
        let analyzer = Analyzer::new(Lang::Fr);
        let first = |text: &str| names.first(&analyzer.terms(text)).map(str::to_owned);
        assert_eq!(
            first("je passe chez NUMERICABLE"),
            Some("Numéricable".to_owned())
        );
        assert_eq!(
            first("la poste mobile est moins chère"),
            Some("La Poste Mobile".to_owned())
        );
        assert_eq!(first("la poste est fermée"), None);
        assert_eq!(first("la freebox de mon voisin"), None);
        assert_eq!(Names::new([]).first(&analyzer.terms("free")), None);
    }

    #[test]
    fn every_line_of_the_file_is_a_cue() {
        for line in FILE.lines().filter(|line| !line.starts_with('#')) {
            let parts: Vec<&str> = line.split('\t').collect();
            assert_eq!(parts.len(), 3, "{line}");
            assert!(Lang::parse(parts[0]).is_some(), "{line}");
            assert!(CUES.contains(&parts[1]), "{line}");
        }
    }
}
