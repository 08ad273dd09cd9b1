//! The form of each question asked: what groups questions that say the same.

use rustc_hash::FxHashMap;

use crate::text::analyzer::Analyzer;
use crate::text::language::Lang;

/// Beyond this many remembered forms the memory is emptied: questions repeat soon or never.
const MOST_REMEMBERED: usize = 1 << 16;

pub(super) struct Forms {
    french: Analyzer,
    english: Analyzer,
    default: Lang,
    /// By the language that their events name, French, English or none.
    remembered: [FxHashMap<String, String>; 3],
}

impl Forms {
    pub(super) fn new(default: Lang) -> Forms {
        Forms {
            french: Analyzer::new(Lang::Fr),
            english: Analyzer::new(Lang::En),
            default,
            remembered: Default::default(),
        }
    }

    /// The form of a question in the language that its event names, else in the one that
    /// its words are in, on a site in the default one.
    pub(super) fn form(&mut self, question: &str, named: Option<&str>) -> String {
        let named = named.and_then(Lang::parse);
        let remembered = &mut self.remembered[match named {
            Some(Lang::Fr) => 0,
            Some(Lang::En) => 1,
            None => 2,
        }];
        if let Some(form) = remembered.get(question) {
            return form.clone();
        }
        if remembered.len() >= MOST_REMEMBERED {
            remembered.clear();
        }
        let analyzer = match named.unwrap_or_else(|| Lang::of_question(question, self.default)) {
            Lang::Fr => &self.french,
            Lang::En => &self.english,
        };
        let form = analyzer.form(question);
        remembered.insert(question.to_owned(), form.clone());
        form
    }
}

#[cfg(test)]
mod tests {
    use super::{Forms, Lang};

    #[test]
    fn a_question_that_names_no_language_is_read_in_that_of_its_words() {
        let mut forms = Forms::new(Lang::Fr);
        assert_eq!(forms.form("where is my refund", None), "refund");
        assert_eq!(forms.form("où est ma facture", None), "factur");
        // What its event names goes before what its words say.
        assert_eq!(
            forms.form("where is my refund", Some("fr")),
            "is my refund wher"
        );
    }
}
