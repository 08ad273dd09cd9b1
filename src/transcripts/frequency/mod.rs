//! How often each word is said, by whom, in how many conversations.
//!
//! Words are counted by stem and shown by their commonest form, in the language
//! of each conversation. Work is shared among threads; sums do not depend on
//! who added them and rows are sorted by their own content, so the result is
//! the same, byte for byte, whatever the number of threads.

mod row;
mod tally;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::Serialize;

use super::{Conversation, Speaker, Turn};
use crate::text::{Analyzer, Lang};
use row::Row;
use tally::Tally;

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Words of a keyword: 1 to 3 (more or less is taken as the nearest).
    ///
    /// Longer keywords are neighbours in one turn with no punctuation between
    /// them: `boîte de réception`. The first says something, the last does or
    /// is a number.
    pub words: usize,
    /// Only what this side says.
    pub speaker: Option<Speaker>,
    /// Only conversations on this theme, on this channel, in this language.
    pub theme: Option<String>,
    pub channel: Option<String>,
    pub lang: Option<Lang>,
    /// Taken for conversations whose language nothing tells.
    pub otherwise: Lang,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            words: 1,
            speaker: None,
            theme: None,
            channel: None,
            lang: None,
            otherwise: Lang::Fr,
        }
    }
}

/// A keyword and how often it is said. Numbers alone are no keywords.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Keyword {
    /// The commonest form, whatever its case, in its commonest case; the first
    /// in the alphabet of equals. Of a stem that two languages share, the form
    /// that one of them uses most.
    pub keyword: String,
    /// What its forms have in common; several are joined by a space.
    pub stem: String,
    pub count: u64,
    /// Conversations in which it is said.
    pub documents: u64,
    /// Speakers who never say it are left out.
    pub by_speaker: BTreeMap<Speaker, u64>,
}

/// Every keyword of some conversations, most frequent first, then by stem.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Frequencies {
    pub keywords: Vec<Keyword>,
    /// Words said, stop words and numbers too.
    pub words: u64,
    /// Conversations that were counted.
    pub conversations: u64,
}

/// Counts all at once.
pub fn count(conversations: &[Conversation], options: &Options) -> Frequencies {
    let mut counter = Counter::new(options.clone());
    counter.add(conversations);
    counter.finish()
}

/// Counts batch after batch, so that no corpus needs to fit in memory: what is
/// kept grows with the distinct keywords only.
pub struct Counter {
    options: Options,
    analyzers: [Analyzer; 2],
    /// One a thread: each goes on with the words it has met, and none waits for another.
    parts: Vec<Mutex<Part>>,
}

const LANGS: [Lang; 2] = [Lang::Fr, Lang::En];

impl Counter {
    pub fn new(options: Options) -> Counter {
        Counter {
            options,
            analyzers: LANGS.map(Analyzer::new),
            parts: (0..rayon::current_num_threads())
                .map(|_| Mutex::default())
                .collect(),
        }
    }

    /// Adds a batch, on the threads of the current rayon pool.
    pub fn add(&mut self, conversations: &[Conversation]) {
        conversations.par_iter().for_each(|conversation| {
            let thread = rayon::current_thread_index().unwrap_or_default();
            let mut part = self.parts[thread % self.parts.len()]
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            part.add(conversation, &self.options, &self.analyzers);
        });
    }

    pub fn finish(self) -> Frequencies {
        let Part {
            tallies,
            conversations,
        } = self
            .parts
            .into_iter()
            .map(whole)
            .reduce(Part::joined)
            .unwrap_or_default();
        let words = tallies.iter().map(|tally| tally.words).sum();
        let [french, english] = tallies.map(Tally::into_rows);
        let mut keywords: Vec<Keyword> = merged(french, english)
            .into_iter()
            .map(Row::into_keyword)
            .collect();
        keywords
            .par_sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.stem.cmp(&b.stem)));
        Frequencies {
            keywords,
            words,
            conversations,
        }
    }
}

fn whole(part: Mutex<Part>) -> Part {
    part.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// What one thread has counted, by language.
#[derive(Default)]
struct Part {
    tallies: [Tally; 2],
    conversations: u64,
}

impl Part {
    fn add(&mut self, conversation: &Conversation, options: &Options, analyzers: &[Analyzer; 2]) {
        let is = |wanted: &Option<String>, is: &Option<String>| wanted.is_none() || wanted == is;
        let here =
            is(&options.theme, &conversation.theme) && is(&options.channel, &conversation.channel);
        if !here {
            return;
        }
        let lang = conversation.language().unwrap_or(options.otherwise);
        if options.lang.is_some_and(|wanted| wanted != lang) {
            return;
        }
        self.conversations += 1;
        let said = |turn: &&Turn| options.speaker.is_none_or(|wanted| wanted == turn.speaker);
        let place = LANGS.iter().position(|&known| known == lang).unwrap_or(0);
        let turns = conversation.turns.iter().filter(said);
        self.tallies[place].add(turns, options.words.clamp(1, 3), &analyzers[place]);
    }

    fn joined(mut self, later: Part) -> Part {
        self.conversations += later.conversations;
        for (tally, later) in self.tallies.iter_mut().zip(later.tallies) {
            tally.join(later);
        }
        self
    }
}

/// The rows of both languages, one a stem.
fn merged(rows: Vec<Row>, others: Vec<Row>) -> Vec<Row> {
    let mut others: HashMap<String, Row> = others
        .into_iter()
        .map(|row| (row.stem.clone(), row))
        .collect();
    let mut merged = Vec::with_capacity(rows.len() + others.len());
    for row in rows {
        merged.push(match others.remove(&row.stem) {
            Some(other) => row.with(other),
            None => row,
        });
    }
    merged.extend(others.into_values());
    merged
}

#[cfg(test)]
mod tests;
