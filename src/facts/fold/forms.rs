//! The form of each question asked: what groups questions that say the same.

use rustc_hash::FxHashMap;

use crate::text::analyzer::Analyzer;
use crate::text::language::Lang;

/// Beyond this many remembered forms the memory is emptied: questions repeat soon or never.
const MOST_REMEMBERED: usize = 1 << 16;

pub(super) struct Forms {
    french: Speaker,
    english: Speaker,
    default: Lang,
}

struct Speaker {
    analyzer: Analyzer,
    remembered: FxHashMap<String, String>,
}

impl Speaker {
    fn new(lang: Lang) -> Speaker {
        Speaker {
            analyzer: Analyzer::new(lang),
            remembered: FxHashMap::default(),
        }
    }
}

impl Forms {
    pub(super) fn new(default: Lang) -> Forms {
        Forms {
            french: Speaker::new(Lang::Fr),
            english: Speaker::new(Lang::En),
            default,
        }
    }

    /// The form of a question in the language that its event names, else the site's.
    pub(super) fn form(&mut self, question: &str, lang: Option<&str>) -> String {
        let lang = lang.and_then(Lang::parse).unwrap_or(self.default);
        let speaker = match lang {
            Lang::Fr => &mut self.french,
            Lang::En => &mut self.english,
        };
        if let Some(form) = speaker.remembered.get(question) {
            return form.clone();
        }
        if speaker.remembered.len() >= MOST_REMEMBERED {
            speaker.remembered.clear();
        }
        let form = speaker.analyzer.form(question);
        speaker.remembered.insert(question.to_owned(), form.clone());
        form
    }
}
