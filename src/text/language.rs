//! Which language a text is in.
//!
//! Two languages are analysed, French and English. A question of three words
//! gives little to go by, so [`Lang::detect`] counts evidence that belongs to
//! one language alone and says `None` rather than guess.

use serde::{Deserialize, Serialize};

use super::fold::fold;
use super::segment::words;
use super::stopwords;

/// A language whose words are cut, stemmed and scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// French.
    Fr,
    /// English.
    En,
}

/// At most so many words are looked at.
const SAMPLE: usize = 100;

/// Ten words of one language more than of the other: no text turns after that.
const CERTAIN: i32 = 10 * STRONG;

/// A function word or an accent says much, a pair of letters little.
const STRONG: i32 = 3;
const WEAK: i32 = 1;

impl Lang {
    /// Reads a language tag such as `fr`, `fr-CA` or `EN_us`; other languages give `None`.
    pub fn parse(tag: &str) -> Option<Lang> {
        let primary = tag.trim().split(['-', '_']).next()?;
        match primary.to_ascii_lowercase().as_str() {
            "fr" | "fra" | "fre" => Some(Lang::Fr),
            "en" | "eng" => Some(Lang::En),
            _ => None,
        }
    }

    /// The two-letter tag: `fr` or `en`.
    pub fn as_str(self) -> &'static str {
        match self {
            Lang::Fr => "fr",
            Lang::En => "en",
        }
    }

    /// The language with more evidence in `text`; `None` without evidence or when both have as much.
    pub fn detect(text: &str) -> Option<Lang> {
        Lang::detect_in(std::iter::once(text))
    }

    /// The language of texts that belong together, told from their first words: more than
    /// it takes do not change the answer, and would cost as much as all else done with them.
    pub fn detect_in<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Lang> {
        // French cutting shows elisions (`l'`), which are evidence themselves;
        // English words come out of it unharmed.
        let words = texts.flat_map(|text| words(text, Lang::Fr)).take(SAMPLE);
        let mut balance = 0;
        for word in words {
            balance += leaning(word.text);
            if balance.abs() >= CERTAIN {
                break;
            }
        }
        match balance {
            0 => None,
            french if french > 0 => Some(Lang::Fr),
            _ => Some(Lang::En),
        }
    }

    /// The language of a question on a site in `expected`: the other one only if a word of
    /// its own says so, and no more speaks against it. A question is short, and one read in
    /// the wrong language is lost among those that ask the same.
    pub fn of_question(text: &str, expected: Lang) -> Lang {
        let (mut strong, mut weak) = (0, 0);
        for word in words(text, Lang::Fr).take(SAMPLE) {
            match leaning(word.text) {
                sure if sure.abs() == STRONG => strong += sure,
                hint => weak += hint,
            }
        }
        match strong + weak {
            balance if strong > 0 && balance > 0 => Lang::Fr,
            balance if strong < 0 && balance < 0 => Lang::En,
            _ => expected,
        }
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Stop words of one language that are words of the other one as well, or said in both.
const HOMOGRAPHS: [&str; 9] = [
    "but", "hello", "mine", "no", "or", "par", "plus", "son", "ton",
];

/// Above zero when the word speaks for French, below when for English.
fn leaning(word: &str) -> i32 {
    let folded = fold(word);
    if HOMOGRAPHS.contains(&folded.as_str()) {
        return 0;
    }
    let french = stopwords::contains(Lang::Fr, &folded);
    let english = stopwords::contains(Lang::En, &folded);
    match (french, english) {
        (true, false) => STRONG,
        (false, true) => -STRONG,
        (true, true) => 0,
        (false, false) => letters(word, &folded),
    }
}

fn letters(word: &str, folded: &str) -> i32 {
    if word.contains(is_french_letter) || is_elided(folded) {
        return STRONG;
    }
    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| folded.ends_with(suffix));
    let holds = |pairs: &[&str]| pairs.iter().any(|pair| folded.contains(pair));
    let english =
        ends(&["ing", "ly", "ed", "y", "ll", "ght"]) || holds(&["th", "wh", "sh", "ck", "w", "oo"]);
    let french = ends(&[
        "er", "ez", "oir", "aux", "eau", "ement", "ais", "ait", "eur", "eurs", "que", "elle",
        "ette", "ant",
    ]) || holds(&["eux", "oi", "gn", "qu"]);
    WEAK * (i32::from(french) - i32::from(english))
}

fn is_french_letter(c: char) -> bool {
    "éèêëàâçùûîïôœÉÈÊËÀÂÇÙÛÎÏÔŒ".contains(c)
}

fn is_elided(folded: &str) -> bool {
    folded.ends_with('\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Lang>) {
        assert_eq!(Lang::detect(text), expected, "{text}");
    }

    #[test]
    fn tags_are_read_whatever_their_region_and_case() {
        for tag in ["fr", "fr-CA", "FR_fr", " fr ", "fra"] {
            assert_eq!(Lang::parse(tag), Some(Lang::Fr), "{tag}");
        }
        for tag in ["en", "en-US", "EN_gb"] {
            assert_eq!(Lang::parse(tag), Some(Lang::En), "{tag}");
        }
        for tag in ["", "de", "frisian", "e", "-fr"] {
            assert_eq!(Lang::parse(tag), None, "{tag}");
        }
    }

    #[test]
    fn a_tag_comes_back_as_it_was_written() {
        for lang in [Lang::Fr, Lang::En] {
            assert_eq!(Lang::parse(lang.as_str()), Some(lang));
        }
    }

    #[test]
    fn questions_are_told_apart() {
        check("Comment changer mon RIB ?", Some(Lang::Fr));
        check("How do I change my bank details?", Some(Lang::En));
        check("résiliation", Some(Lang::Fr));
        check("l'Irlande", Some(Lang::Fr));
        check("qu’est-ce que c’est", Some(Lang::Fr));
        check("cancelling", Some(Lang::En));
        check("my invoice", Some(Lang::En));
        check("ma facture", Some(Lang::Fr));
    }

    #[track_caller]
    fn check_on(expected: Lang, questions: &[&str], is: Lang) {
        for question in questions {
            assert_eq!(Lang::of_question(question, expected), is, "{question}");
        }
    }

    #[test]
    fn a_short_question_in_the_language_of_the_site_stays_in_it() {
        let french = [
            "facture",
            "forfait 5G",
            "box",
            "wifi",
            "wifi lent",
            "carte sim",
            "rib",
            "no client",
            "n° abonné",
            "roaming",
            "replay streaming wifi",
            "plus internet",
            "hello, facture ?",
            "prix or",
            "mot de passe oublié",
            "mail",
            "",
            "12",
        ];
        check_on(Lang::Fr, &french, Lang::Fr);
        let english = [
            "refund",
            "sim card",
            "plus plan",
            "iban",
            "question",
            "cheque",
            "restaurant voucher",
            "unique code",
            "12",
        ];
        check_on(Lang::En, &english, Lang::En);
    }

    #[test]
    fn a_question_in_the_other_language_is_told_by_its_own_words() {
        let english = [
            "my invoice",
            "the bill",
            "how to cancel",
            "where is my order?",
            "i lost my card",
            "what's my question",
            "it's not working",
        ];
        check_on(Lang::Fr, &english, Lang::En);
        let french = [
            "ma facture",
            "résilier",
            "comment annuler",
            "l'application",
            "le wifi marche pas",
            "mot de passe",
        ];
        check_on(Lang::En, &french, Lang::Fr);
    }

    #[test]
    fn without_evidence_nothing_is_guessed() {
        for text in ["", "?!", "RIB", "12345", "iPhone 15", "😀", "日本語"] {
            check(text, None);
        }
    }
}
