//! Reads a conversation: how it feels, and what is said in it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::Settings;
use super::super::rows::{Conversation, Dimensions, Source};
use super::super::said::Said;
use crate::period::Millis;
use crate::text::analyzer::Analyzer;
use crate::text::cues::{Cues, Names, Told};
use crate::text::language::Lang;
use crate::text::sentiment::Scorer;
use crate::text::sentiment::conversation::Conversation as Feeling;
use crate::text::vocabulary::Vocabulary;
use crate::transcripts::store::Kept;
use crate::transcripts::{Conversation as Transcript, Speaker, Turn};

/// A conversation before it is read.
#[derive(Debug, PartialEq)]
pub(crate) struct Talk {
    pub(crate) source: Source,
    pub(crate) id: String,
    pub(crate) at: Millis,
    pub(crate) dimensions: Dimensions,
    /// Who said what, in order.
    pub(crate) turns: Vec<(Speaker, String)>,
}

impl Talk {
    pub(crate) fn of_transcript(kept: Kept) -> Talk {
        let conversation = kept.conversation;
        let share = |name: Option<String>| name.map(Arc::from);
        Talk {
            source: Source::Transcript,
            id: conversation.id,
            at: conversation.at.unwrap_or(kept.imported_at),
            dimensions: Dimensions {
                channel: share(conversation.channel),
                lang: conversation.lang.map(|lang| lang.as_str().into()),
                application: None,
                theme: share(conversation.theme),
            },
            turns: conversation
                .turns
                .into_iter()
                .map(|turn| (turn.speaker, turn.text))
                .collect(),
        }
    }

    /// As a transcript is, for analyses that read words.
    pub(crate) fn into_transcript(self) -> Transcript {
        let name = |name: Option<Arc<str>>| name.map(|name| name.to_string());
        Transcript {
            id: self.id,
            at: Some(self.at),
            lang: self.dimensions.lang.as_deref().and_then(Lang::parse),
            channel: name(self.dimensions.channel),
            theme: name(self.dimensions.theme),
            turns: self
                .turns
                .into_iter()
                .map(|(speaker, text)| Turn {
                    speaker,
                    text,
                    at: None,
                })
                .collect(),
            ..Transcript::default()
        }
    }
}

/// Reads conversations, remembering the words of each language.
pub(crate) struct Listener {
    ears: FxHashMap<Lang, Ear>,
    default: Lang,
    competitors: Names,
}

/// What one text says, in public.
pub(super) struct Heard {
    /// In ten-thousandths.
    pub(super) sentiment: Option<i64>,
    pub(super) told: Told,
    pub(super) competitor: Option<String>,
}

/// What it takes to read one language.
struct Ear {
    analyzer: Analyzer,
    scorer: Scorer,
    cues: Cues,
    vocabulary: Vocabulary,
}

/// Words remembered per language; beyond, all are forgotten: rare words never end.
const MOST_WORDS: usize = 1 << 18;

impl Listener {
    pub(crate) fn new(settings: &Settings) -> Listener {
        Listener {
            ears: FxHashMap::default(),
            default: settings.lang,
            competitors: Names::new(settings.competitors.iter().map(String::as_str)),
        }
    }

    pub(crate) fn read(&mut self, talk: Talk) -> Conversation {
        let texts = talk.turns.iter().map(|(_, text)| text.as_str());
        let lang = self.language(talk.dimensions.lang.as_deref(), texts);
        let ear = self.ears.entry(lang).or_insert_with(|| Ear::new(lang));
        let mut said = Said::default();
        let mut words = 0;
        for (speaker, text) in &talk.turns {
            words += ear.hear(*speaker, text, &mut said);
        }
        let mut dimensions = talk.dimensions;
        dimensions.lang.get_or_insert_with(|| lang.as_str().into());
        Conversation {
            source: talk.source,
            id: talk.id,
            at: talk.at,
            dimensions,
            turns: talk.turns.len(),
            words,
            sentiment: ear.feeling(&talk.turns),
            said,
        }
    }

    /// What a comment says, in the language of its conversation.
    pub(super) fn comment(&mut self, text: &str, lang: Option<&str>) -> Heard {
        let lang = self.language(lang, [text].into_iter());
        let ear = self.ears.entry(lang).or_insert_with(|| Ear::new(lang));
        let terms = ear.analyzer.terms(text);
        Heard {
            sentiment: ear.feeling(&[(Speaker::Customer, text.to_owned())]),
            told: ear.cues.told(&terms),
            competitor: self.competitors.first(&terms).map(str::to_owned),
        }
    }

    /// The language given, else told from the words, else the site's.
    fn language<'t>(&self, given: Option<&str>, texts: impl Iterator<Item = &'t str>) -> Lang {
        given
            .and_then(Lang::parse)
            .or_else(|| Lang::detect_in(texts))
            .unwrap_or(self.default)
    }
}

impl Ear {
    fn new(lang: Lang) -> Ear {
        let analyzer = Analyzer::new(lang);
        Ear {
            scorer: Scorer::new(lang),
            cues: Cues::new(&analyzer),
            vocabulary: Vocabulary::new(),
            analyzer,
        }
    }

    /// Counts the content words of a turn; gives the number of all words.
    fn hear(&mut self, speaker: Speaker, text: &str, said: &mut Said) -> u64 {
        if self.vocabulary.surfaces().len() > MOST_WORDS {
            self.vocabulary = Vocabulary::new();
        }
        let mut words = 0;
        for word in crate::text::segment::words(text, self.analyzer.lang()) {
            words += 1;
            let known = self.vocabulary.known(&self.analyzer, word);
            let stem = self.vocabulary.stem(known.stem);
            if !known.is_stop && stem.contains(char::is_alphabetic) {
                said.say(stem, self.vocabulary.surface(known.surface), speaker);
            }
        }
        words
    }

    /// The mean over the customer's turns, in ten-thousandths.
    fn feeling(&self, turns: &[(Speaker, String)]) -> Option<i64> {
        let scores: Vec<Option<f64>> = turns
            .iter()
            .map(|(speaker, text)| {
                (*speaker == Speaker::Customer).then(|| self.scorer.score(text).compound)
            })
            .collect();
        let mean = Feeling::new(&scores).mean?;
        Some((mean * 10_000.0).round() as i64)
    }
}
