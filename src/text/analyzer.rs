//! The pipeline in one place: words, folded, stop words marked, stemmed.

use super::Lang;
use super::fold::fold;
use super::segment::{Word, words};
use super::stem::Stems;
use super::stopwords;

/// Turns text of one language into terms.
pub struct Analyzer {
    lang: Lang,
    stems: Stems,
}

/// A word and what it counts as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term<'t> {
    /// The word as it is written in the text.
    pub text: &'t str,
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Lower case, without accents.
    pub folded: String,
    /// What it has in common with its inflections; folded as well.
    pub stem: String,
    /// It says nothing about what is asked.
    pub is_stop: bool,
}

impl Analyzer {
    /// An analyzer for texts in `lang`.
    pub fn new(lang: Lang) -> Analyzer {
        Analyzer {
            lang,
            stems: Stems::new(lang),
        }
    }

    /// The language whose rules are used.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Every word of `text`, stop words too, in order.
    pub fn terms<'t>(&self, text: &'t str) -> Vec<Term<'t>> {
        words(text, self.lang).map(|word| self.term(word)).collect()
    }

    /// One word, as [`words`] cuts it, folded and stemmed.
    pub fn term<'t>(&self, word: Word<'t>) -> Term<'t> {
        let folded = fold(word.text);
        let is_stop = stopwords::contains(self.lang, &folded);
        let stem = self.stems.of(&folded);
        Term {
            text: word.text,
            start: word.start,
            folded,
            stem,
            is_stop,
        }
    }

    /// The stems of the words that are no stop words, in order.
    pub fn stems(&self, text: &str) -> Vec<String> {
        let content = self.terms(text).into_iter().filter(|term| !term.is_stop);
        content.map(|term| term.stem).collect()
    }

    /// What questions have in common that ask the same: `RIB changer`, `changer mes RIB`.
    ///
    /// The distinct content stems, sorted, joined by a space. Without a content word, the
    /// folded words in order.
    pub fn form(&self, text: &str) -> String {
        let terms = self.terms(text);
        let mut stems: Vec<&str> = terms
            .iter()
            .filter(|term| !term.is_stop)
            .map(|term| term.stem.as_str())
            .collect();
        if stems.is_empty() {
            let words: Vec<&str> = terms.iter().map(|term| term.folded.as_str()).collect();
            return words.join(" ");
        }
        stems.sort_unstable();
        stems.dedup();
        stems.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check_same_form(lang: Lang, texts: &[&str]) {
        let analyzer = Analyzer::new(lang);
        for pair in texts.windows(2) {
            assert_eq!(analyzer.form(pair[0]), analyzer.form(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn questions_that_ask_the_same_have_one_form() {
        let rib = [
            "RIB changer",
            "changer mon rib",
            "changer mes RIB",
            "Comment changer mon RIB ?",
        ];
        check_same_form(Lang::Fr, &rib);
        check_same_form(
            Lang::Fr,
            &[
                "Bonjour, je voudrais résilier svp",
                "résilier",
                "RESILIER !!",
            ],
        );
        check_same_form(
            Lang::Fr,
            &[
                "prendre un rendez-vous",
                "prendre rendez vous",
                "Rendez‑vous : prendre",
            ],
        );
        check_same_form(
            Lang::En,
            &[
                "change my card",
                "Changing cards",
                "How do I change the card, please?",
            ],
        );
    }

    #[test]
    fn without_content_words_the_form_is_the_words_in_order() {
        let analyzer = Analyzer::new(Lang::Fr);
        assert_eq!(analyzer.form("Où est-ce ?"), "ou est ce");
        assert_eq!(analyzer.form("?!"), "");
    }

    #[test]
    fn spans_are_those_of_the_text_as_given() {
        let text = "Où est l’été\u{202f}?";
        let terms = Analyzer::new(Lang::Fr).terms(text);
        for term in &terms {
            assert!(text[term.start..].starts_with(term.text));
        }
        let folded: Vec<&str> = terms.iter().map(|term| term.folded.as_str()).collect();
        assert_eq!(folded, ["ou", "est", "l'", "ete"]);
    }

    #[test]
    fn what_remains_of_a_text_are_its_content_words() {
        let analyzer = Analyzer::new(Lang::Fr);
        let content = |text| {
            let terms = analyzer
                .terms(text)
                .into_iter()
                .filter(|term| !term.is_stop);
            terms.map(|term| term.text.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(content("l'Irlande"), ["Irlande"]);
        assert_eq!(content("l’histoire"), ["histoire"]);
        assert_eq!(content("aujourd'hui"), ["aujourd'hui"]);
    }

    proptest! {
        #[test]
        fn case_and_order_do_not_change_a_form(mut question in prop::collection::vec("[a-zéèçœ]{1,9}", 0..6)) {
            let analyzer = Analyzer::new(Lang::Fr);
            prop_assume!(question.iter().any(|word| !analyzer.stems(word).is_empty()));
            let form = analyzer.form(&question.join(" "));
            question.reverse();
            prop_assert_eq!(analyzer.form(&question.join(" ").to_uppercase()), form);
        }
    }
}
