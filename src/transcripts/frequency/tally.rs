//! The counts of one language.
//!
//! Keywords of one word are counted in arrays by the numbers of a vocabulary,
//! longer ones in maps by runs of such numbers.

use rustc_hash::FxHashMap;

use super::row::{Count, Label, NONE, Row, Run, forms_of_stems, joined, number, renumbered};
use crate::text::Analyzer;
use crate::text::vocabulary::{Known, Vocabulary};
use crate::transcripts::Turn;

#[derive(Default)]
pub(super) struct Tally {
    vocabulary: Vocabulary,
    /// Words said, of any kind.
    pub(super) words: u64,
    documents: u64,
    /// By number of the stem, and how often each form is said.
    stems: Vec<Count>,
    forms: Vec<u64>,
    /// The same for runs of two or three.
    runs: FxHashMap<Run, Count>,
    run_forms: FxHashMap<Run, u64>,
}

impl Tally {
    /// Adds what is said in one conversation, in keywords of `length` words.
    pub(super) fn add<'t>(
        &mut self,
        turns: impl Iterator<Item = &'t Turn>,
        length: usize,
        analyzer: &Analyzer,
    ) {
        self.documents += 1;
        for turn in turns {
            match length {
                1 => self.add_words(turn, analyzer),
                _ => self.add_runs(turn, length, analyzer),
            }
        }
    }

    fn add_words(&mut self, turn: &Turn, analyzer: &Analyzer) {
        for (_, known) in self.vocabulary.read(analyzer, &turn.text) {
            self.words += 1;
            if !known.is_stop {
                at(&mut self.stems, known.stem.index()).say(turn.speaker, self.documents);
                *at(&mut self.forms, known.surface.index()) += 1;
            }
        }
    }

    /// A run begins with a word that says something, not with a number (`90
    /// days`, `39.99 for items`), and ends with either (`iPhone 15`).
    fn add_runs(&mut self, turn: &Turn, length: usize, analyzer: &Analyzer) {
        let mut row: Vec<(Known, bool)> = Vec::new();
        let mut end = 0;
        for (word, known) in self.vocabulary.read(analyzer, &turn.text) {
            self.words += 1;
            if !are_neighbours(&turn.text[end..word.start]) {
                row.clear();
            }
            end = word.end();
            row.push((
                known,
                !known.is_stop && word.text.contains(char::is_alphabetic),
            ));
            let row = &row[row.len().saturating_sub(length)..];
            if row.len() == length && row[0].1 && !known.is_stop {
                let stems = run(row, |known| known.stem.index());
                let forms = run(row, |known| known.surface.index());
                let count = self.runs.entry(stems).or_default();
                count.say(turn.speaker, self.documents);
                *self.run_forms.entry(forms).or_default() += 1;
            }
        }
    }

    pub(super) fn join(&mut self, later: Tally) {
        if self.documents == 0 {
            *self = later;
            return;
        }
        let surfaces = self.vocabulary.absorb(&later.vocabulary);
        let mut stems = vec![NONE; later.vocabulary.stems().len()];
        for ((_, theirs), ours) in later.vocabulary.surfaces().zip(&surfaces) {
            stems[theirs.stem.index()] = number(ours.stem.index());
        }
        let form = |theirs: u32| number(surfaces[theirs as usize].surface.index());
        let stem = |theirs: u32| stems[theirs as usize];
        self.words += later.words;
        self.documents += later.documents;
        for (theirs, count) in (0..).zip(later.stems) {
            at(&mut self.stems, stem(theirs) as usize).join(count);
        }
        for (theirs, count) in (0..).zip(later.forms) {
            *at(&mut self.forms, form(theirs) as usize) += count;
        }
        for (theirs, count) in later.runs {
            self.runs
                .entry(renumbered(theirs, stem))
                .or_default()
                .join(count);
        }
        for (theirs, count) in later.run_forms {
            *self.run_forms.entry(renumbered(theirs, form)).or_default() += count;
        }
    }

    /// Every keyword with its label, in no order.
    pub(super) fn into_rows(self) -> Vec<Row> {
        let surfaces: Vec<(&str, Known)> = self.vocabulary.surfaces().collect();
        let stems: Vec<&str> = self.vocabulary.stems().collect();
        let single = |place: usize| [number(place), NONE, NONE];
        let forms = (0..).zip(&self.forms).map(|(place, n)| (single(place), *n));
        let mut forms = forms_of_stems(forms.chain(self.run_forms), &surfaces);
        let counts = (0..).zip(&self.stems).map(|(place, n)| (single(place), *n));
        counts
            .chain(self.runs)
            .filter_map(|(run, count)| {
                let stem = joined(run, |place| stems[place]);
                let forms = forms.remove(&run)?;
                // Numbers alone say nothing about what is asked.
                stem.contains(char::is_alphabetic).then(|| Row {
                    stem,
                    label: Label::of(&forms, &surfaces),
                    count,
                })
            })
            .collect()
    }
}

/// Nothing but space, hyphens or quotes between two words: they belong together.
fn are_neighbours(gap: &str) -> bool {
    gap.chars().all(|sign| match sign {
        '\n' | '\r' => false,
        '-' | '‐' | '‑' | '\'' | '’' | '"' | '«' | '»' | '“' | '”' => true,
        _ => sign.is_whitespace(),
    })
}

fn run(words: &[(Known, bool)], index: impl Fn(&Known) -> usize) -> Run {
    let mut run = [NONE; 3];
    for (place, (word, _)) in run.iter_mut().zip(words) {
        *place = number(index(word));
    }
    run
}

/// The element at `place`, after making room for it.
fn at<T: Default + Clone>(list: &mut Vec<T>, place: usize) -> &mut T {
    if list.len() <= place {
        list.resize(place + 1, T::default());
    }
    &mut list[place]
}
