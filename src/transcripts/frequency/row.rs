//! One keyword's counts, and the form under which it is shown.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Keyword;
use crate::text::vocabulary::Known;
use crate::transcripts::Speaker;

/// Numbers of up to three words in a row; the rest is [`NONE`].
pub(super) type Run = [u32; 3];

pub(super) const NONE: u32 = u32::MAX;

#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Count {
    by_speaker: [u64; Speaker::ALL.len()],
    documents: u64,
    /// Number of the last document in which it was seen, from 1.
    last: u64,
}

impl Count {
    pub(super) fn say(&mut self, speaker: Speaker, document: u64) {
        self.by_speaker[speaker as usize] += 1;
        if self.last != document {
            self.last = document;
            self.documents += 1;
        }
    }

    pub(super) fn join(&mut self, later: Count) {
        for (count, later) in self.by_speaker.iter_mut().zip(later.by_speaker) {
            *count += later;
        }
        self.documents += later.documents;
        self.last = self.last.max(later.last);
    }
}

/// The forms that are said, by what they have in common.
pub(super) fn forms_of_stems(
    forms: impl Iterator<Item = (Run, u64)>,
    surfaces: &[(&str, Known)],
) -> FxHashMap<Run, Vec<(Run, u64)>> {
    let mut by_stem: FxHashMap<Run, Vec<(Run, u64)>> = FxHashMap::default();
    for (form, count) in forms.filter(|(_, count)| *count > 0) {
        let stem = |form: u32| number(surfaces[form as usize].1.stem.index());
        by_stem
            .entry(renumbered(form, stem))
            .or_default()
            .push((form, count));
    }
    by_stem
}

/// What is shown for a stem.
pub(super) struct Label {
    text: String,
    /// How often this form is said, in any case.
    count: u64,
}

impl Label {
    /// The commonest form whatever its case (the first of equals in the
    /// alphabet), in its commonest case (lower case of equals).
    pub(super) fn of(forms: &[(Run, u64)], surfaces: &[(&str, Known)]) -> Label {
        if let [(form, count)] = *forms {
            let text = joined(form, |place| surfaces[place].0);
            return Label { text, count };
        }
        let mut by_form: BTreeMap<String, (u64, Vec<(u64, String)>)> = BTreeMap::new();
        for (form, count) in forms {
            let text = joined(*form, |place| surfaces[place].0);
            let (total, cases) = by_form.entry(text.to_lowercase()).or_default();
            *total += count;
            cases.push((*count, text));
        }
        let best = by_form
            .into_values()
            .reduce(|a, b| if b.0 > a.0 { b } else { a });
        let (count, cases) = best.unwrap_or_default();
        let text = cases.into_iter().max().unwrap_or_default().1;
        Label { text, count }
    }

    /// Of the same stem in two languages, the label that is said more.
    fn or(self, other: Label) -> Label {
        let rank = |label: &Label| (Reverse(label.count), label.text.to_lowercase());
        if rank(&other) < rank(&self) {
            other
        } else {
            self
        }
    }
}

/// A keyword before it is shown.
pub(super) struct Row {
    pub(super) stem: String,
    pub(super) label: Label,
    pub(super) count: Count,
}

impl Row {
    /// Adds the counts of the same stem in another language.
    pub(super) fn with(self, other: Row) -> Row {
        let mut count = self.count;
        count.join(other.count);
        Row {
            stem: self.stem,
            label: self.label.or(other.label),
            count,
        }
    }

    pub(super) fn into_keyword(self) -> Keyword {
        let by_speaker: BTreeMap<Speaker, u64> = Speaker::ALL
            .into_iter()
            .zip(self.count.by_speaker)
            .filter(|(_, count)| *count > 0)
            .collect();
        Keyword {
            keyword: self.label.text,
            stem: self.stem,
            count: by_speaker.values().sum(),
            documents: self.count.documents,
            by_speaker,
        }
    }
}

pub(super) fn renumbered(run: Run, to: impl Fn(u32) -> u32) -> Run {
    run.map(|place| if place == NONE { NONE } else { to(place) })
}

/// The words of a run with a space between them, but for `l'eau`.
pub(super) fn joined<'w>(run: Run, word: impl Fn(usize) -> &'w str) -> String {
    let mut text = String::new();
    for place in run.into_iter().filter(|&place| place != NONE) {
        if !text.is_empty() && !text.ends_with(['\'', '’']) {
            text.push(' ');
        }
        text.push_str(word(place as usize));
    }
    text
}

pub(super) fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(NONE)
}
