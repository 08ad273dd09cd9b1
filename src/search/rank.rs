//! Which entries answer a query, best first.
//!
//! Every phrase is scored by BM25 (Robertson & Zaragoza 2009, "The
//! Probabilistic Relevance Framework: BM25 and Beyond", 3.2). An entry scores
//! as its best phrase plus a share, falling by a fixed factor, of each next
//! one: many phrasings that match are evidence, but never as much as one that
//! matches well. The answer adds what its words say, less than a phrase does,
//! and least for words that the best phrase has already. Sums are divided by
//! what a perfect match of the query could give, so that scores of different
//! queries can be compared.

use std::io;

use rustc_hash::FxHashMap;
use tantivy::DocId;
use tantivy::columnar::Column;

use super::plan::{Plan, Wanted};
use super::shape::likeness;
use super::shelf::{Field, Shelf};
use super::weights::Weights;

/// Phrases of an entry that count: the share of a later one is next to nothing.
const PHRASES: usize = 20;

/// Leading phrases that are looked at letter by letter.
const LEADING: usize = 64;

/// An entry that answers, by its first document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ranked {
    pub(super) first: DocId,
    pub(super) score: f32,
}

/// What is known of the documents besides their words.
pub(super) struct Documents {
    /// The first document of the entry that a document belongs to.
    pub(super) first_of: Vec<DocId>,
    /// Letter trigrams of each phrase.
    pub(super) shapes: Column<u64>,
}

/// Entries that answer `plan`, in no order.
pub(super) fn rank(
    shelf: &Shelf,
    plan: &Plan,
    documents: &Documents,
    weights: &Weights,
) -> io::Result<Vec<Ranked>> {
    if plan.known_share() < weights.least_known {
        return Ok(Vec::new());
    }
    let mut table = Table::new(&documents.first_of, weights);
    for (bit, word) in plan
        .words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.counts)
    {
        let field = if word.is_small {
            &shelf.small
        } else {
            &shelf.phrase
        };
        table.add_phrases(shelf, field, word, Some(bit))?;
    }
    for word in plan.words.iter().filter(|word| !word.counts) {
        table.add_phrases(shelf, &shelf.small, word, None)?;
    }
    table.add_looks(plan, &documents.shapes);
    table.gather_phrases();
    for (bit, word) in plan
        .words
        .iter()
        .enumerate()
        .filter(|(_, word)| !word.is_small)
    {
        table.add_field(shelf, &shelf.answer, word, bit, weights.answer)?;
        table.add_field(shelf, &shelf.category, word, bit, weights.category)?;
    }
    Ok(table.answers(plan))
}

/// What is known of each document while a query is ranked. Of an entry, the
/// sums stand at its first document.
struct Table<'a> {
    first_of: &'a [DocId],
    weights: &'a Weights,
    /// Score of a phrase; after gathering, at the first document, of the entry.
    scores: Vec<f32>,
    /// Words of the query in a phrase; after gathering, in the best phrase.
    words: Vec<u64>,
    /// Words of the query in the whole entry.
    entry_words: Vec<u64>,
}

impl<'a> Table<'a> {
    fn new(first_of: &'a [DocId], weights: &'a Weights) -> Table<'a> {
        let len = first_of.len();
        Table {
            first_of,
            weights,
            scores: vec![0.0; len],
            words: vec![0; len],
            entry_words: vec![0; len],
        }
    }

    /// Adds what `word` gives to phrases. A word without a bit adds to those
    /// that hold another one, and opens none.
    fn add_phrases(
        &mut self,
        shelf: &Shelf,
        field: &Field,
        word: &Wanted,
        bit: Option<usize>,
    ) -> io::Result<()> {
        let Weights { k1, b, .. } = *self.weights;
        visit(shelf, field, word, |doc, frequency, worth| {
            let at = doc as usize;
            if bit.is_none() && self.words[at] == 0 {
                return;
            }
            self.scores[at] +=
                worth * saturated(frequency, shelf.phrase.relative_length(doc), k1, b);
            self.words[at] |= bit.map_or(0, |bit| 1 << bit);
        })
    }

    /// Adds what the leading phrases have in common with the query as letters.
    fn add_looks(&mut self, plan: &Plan, shapes: &Column<u64>) {
        let mut leading: Vec<usize> = (0..self.words.len())
            .filter(|at| self.words[*at] != 0)
            .collect();
        let order =
            |a: &usize, b: &usize| self.scores[*b].total_cmp(&self.scores[*a]).then(a.cmp(b));
        if leading.len() > LEADING {
            leading.select_nth_unstable_by(LEADING - 1, order);
            leading.truncate(LEADING);
        }
        for at in leading {
            let likeness = likeness(&plan.shape, shapes.values_for_doc(at as DocId));
            self.scores[at] += self.weights.look * plan.mass * likeness;
        }
    }

    /// Sums the phrases of each entry at its first document.
    fn gather_phrases(&mut self) {
        let mut found: Vec<(f32, u64)> = Vec::new();
        let mut at = 0;
        while let Some(&first) = self.first_of.get(at) {
            found.clear();
            while self.first_of.get(at) == Some(&first) {
                if self.words[at] != 0 {
                    found.push((self.scores[at], self.words[at]));
                }
                at += 1;
            }
            self.scores[first as usize] = self.sum(&mut found);
            let best = found.first().map_or(0, |(_, words)| *words);
            self.words[first as usize] = best;
            self.entry_words[first as usize] = best;
        }
    }

    fn sum(&self, phrases: &mut [(f32, u64)]) -> f32 {
        phrases.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let shares =
            std::iter::successors(Some(1.0), |share| Some(share * self.weights.next_phrase));
        phrases
            .iter()
            .take(PHRASES)
            .zip(shares)
            .map(|((score, _), share)| score * share)
            .sum()
    }

    fn add_field(
        &mut self,
        shelf: &Shelf,
        field: &Field,
        word: &Wanted,
        bit: usize,
        weight: f32,
    ) -> io::Result<()> {
        let Weights {
            k1, b, repeated, ..
        } = *self.weights;
        visit(shelf, field, word, |doc, frequency, worth| {
            let at = doc as usize;
            let share = if self.words[at] & (1 << bit) == 0 {
                1.0
            } else {
                repeated
            };
            self.scores[at] +=
                weight * share * worth * saturated(frequency, field.relative_length(doc), k1, b);
            self.entry_words[at] |= 1 << bit;
        })
    }

    fn answers(self, plan: &Plan) -> Vec<Ranked> {
        // What a text gives that is one word, the query's only one.
        let perfect = plan.mass * (self.weights.k1 + 1.0);
        let found = self.entry_words.iter().zip(&self.scores).enumerate();
        found
            .filter(|(_, (words, _))| **words != 0)
            .map(|(at, (_, score))| Ranked {
                first: at as DocId,
                score: score / perfect,
            })
            .collect()
    }
}

/// BM25's gain of a word that is there `frequency` times.
fn saturated(frequency: u32, relative_length: f32, k1: f32, b: f32) -> f32 {
    let frequency = frequency as f32;
    frequency * (k1 + 1.0) / (frequency + k1 * (1.0 - b + b * relative_length))
}

/// Calls `each` once for a document that holds the word, with what it is worth
/// there. Where several keys stand for the word, the best one counts.
fn visit(
    shelf: &Shelf,
    field: &Field,
    word: &Wanted,
    mut each: impl FnMut(DocId, u32, f32),
) -> io::Result<()> {
    let worth = |key: &str, likeness: f32| -> io::Result<f32> {
        let frequency = if word.is_small {
            shelf.small.frequency(key)?
        } else {
            shelf.frequency(key)?
        };
        Ok(word.weight * likeness * shelf.rarity(frequency))
    };
    if let [(key, likeness)] = word.keys.as_slice() {
        let worth = worth(key, *likeness)?;
        return field.visit(key, |doc, frequency| each(doc, frequency, worth));
    }
    let mut best: FxHashMap<DocId, (u32, f32)> = FxHashMap::default();
    for (key, likeness) in &word.keys {
        let worth = worth(key, *likeness)?;
        field.visit(key, |doc, frequency| {
            let kept = best.entry(doc).or_insert((frequency, worth));
            if worth > kept.1 {
                *kept = (frequency, worth);
            }
        })?;
    }
    let mut best: Vec<_> = best.into_iter().collect();
    best.sort_unstable_by_key(|(doc, _)| *doc);
    best.into_iter()
        .for_each(|(doc, (frequency, worth))| each(doc, frequency, worth));
    Ok(())
}
