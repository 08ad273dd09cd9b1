//! What a search gives, and how a hit is made of a stored entry.

use serde::Serialize;

use super::plan::Plan;
use super::snippet::Snippet;
use super::stored::Stored;
use super::words::fingerprint;

/// What a search gives.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Answer {
    /// All entries that answer, also those of other pages. Exact.
    pub total: usize,
    #[serde(rename = "results")]
    pub hits: Vec<Hit>,
}

/// One entry of a page of results.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    pub id: String,
    pub question: String,
    pub snippet: Snippet,
    pub url: Option<String>,
    /// How near the entry is to the query: 0 is not at all. It is comparable
    /// between queries, may exceed 1, and is no probability.
    pub score: f32,
}

impl Hit {
    pub(super) fn new(stored: Stored, plan: &Plan, score: f32) -> Hit {
        let marks = marks(plan);
        let worth = |word: u32| {
            let mark = marks.iter().find(|(mark, _)| *mark == word);
            mark.map_or(0.0, |(_, worth)| *worth)
        };
        Hit {
            snippet: Snippet::new(&stored.answer, &stored.spans, worth),
            id: stored.id,
            question: stored.question,
            url: stored.url,
            score,
        }
    }
}

/// The words to mark in an answer, with their worth.
fn marks(plan: &Plan) -> Vec<(u32, f32)> {
    let mut marks = Vec::new();
    for word in plan.words.iter().filter(|word| !word.is_small) {
        let keys = word.keys.iter().map(|(key, _)| fingerprint(key));
        marks.extend(keys.map(|mark| (mark, word.mass)));
    }
    marks
}
