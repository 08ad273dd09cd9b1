//! What is said in conversations: stems with their counts, that can be added,
//! taken away, and kept as a few bytes.

use std::collections::BTreeMap;

use super::bytes::{put, put_text, take, take_text};
use super::day_sums::Sum;
use crate::transcripts::Speaker;
use crate::transcripts::frequency::Keyword;

const SPEAKERS: usize = Speaker::ALL.len();

/// Counts by stem. Sums do not depend on the order in which they are made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    stems: BTreeMap<String, Counts>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Counts {
    documents: i64,
    by_speaker: [i64; SPEAKERS],
    /// How often each form is said, for the label.
    forms: BTreeMap<String, i64>,
}

impl Said {
    /// A stem said once, under a form, by somebody.
    pub(super) fn say(&mut self, stem: &str, form: &str, speaker: Speaker) {
        let counts = match self.stems.get_mut(stem) {
            Some(counts) => counts,
            None => self.stems.entry(stem.to_owned()).or_default(),
        };
        counts.documents = 1;
        counts.by_speaker[speaker as usize] += 1;
        match counts.forms.get_mut(form) {
            Some(count) => *count += 1,
            None => {
                counts.forms.insert(form.to_owned(), 1);
            }
        }
    }

    /// The most frequent keywords: by count, then by stem.
    pub fn keywords(&self, limit: usize) -> Vec<Keyword> {
        let mut ranked: Vec<(&String, &Counts)> = self.stems.iter().collect();
        ranked.sort_by_key(|(stem, counts)| (std::cmp::Reverse(counts.count()), *stem));
        ranked.truncate(limit);
        ranked
            .into_iter()
            .map(|(stem, counts)| counts.keyword(stem))
            .collect()
    }
}

impl Sum for Said {
    const TABLE: &'static str = "said_days";

    fn add(&mut self, other: &Said, sign: i64) {
        for (stem, theirs) in &other.stems {
            let ours = match self.stems.get_mut(stem) {
                Some(ours) => ours,
                None => self.stems.entry(stem.clone()).or_default(),
            };
            ours.add(theirs, sign);
        }
        if sign < 0 {
            self.stems.retain(|_, counts| counts.documents != 0);
        }
    }

    fn is_empty(&self) -> bool {
        self.stems.is_empty()
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (stem, counts) in &self.stems {
            put_text(&mut bytes, stem);
            put(&mut bytes, counts.documents);
            for count in counts.by_speaker {
                put(&mut bytes, count);
            }
            put(&mut bytes, counts.forms.len() as i64);
            for (form, count) in &counts.forms {
                put_text(&mut bytes, form);
                put(&mut bytes, *count);
            }
        }
        bytes
    }

    fn add_bytes(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((stem, counts)) = take_stem(&mut rest) {
            match self.stems.get_mut(stem) {
                Some(ours) => ours.add(&counts, 1),
                None => {
                    self.stems.insert(stem.to_owned(), counts);
                }
            }
        }
    }
}

impl Counts {
    fn count(&self) -> i64 {
        self.by_speaker.iter().sum()
    }

    fn add(&mut self, other: &Counts, sign: i64) {
        self.documents += sign * other.documents;
        for (ours, theirs) in self.by_speaker.iter_mut().zip(other.by_speaker) {
            *ours += sign * theirs;
        }
        for (form, count) in &other.forms {
            match self.forms.get_mut(form) {
                Some(ours) => *ours += sign * count,
                None => {
                    self.forms.insert(form.clone(), sign * count);
                }
            }
        }
        if sign < 0 {
            self.forms.retain(|_, count| *count != 0);
        }
    }

    fn keyword(&self, stem: &str) -> Keyword {
        let by_speaker = Speaker::ALL
            .into_iter()
            .zip(self.by_speaker)
            .filter(|(_, count)| *count > 0)
            .map(|(speaker, count)| (speaker, count.unsigned_abs()));
        Keyword {
            keyword: self.label().unwrap_or(stem).to_owned(),
            stem: stem.to_owned(),
            count: self.count().unsigned_abs(),
            documents: self.documents.unsigned_abs(),
            by_speaker: by_speaker.collect(),
        }
    }

    /// The commonest form, whatever its case, in its commonest case.
    fn label(&self) -> Option<&str> {
        let mut whatever_case: BTreeMap<String, i64> = BTreeMap::new();
        for (form, count) in &self.forms {
            *whatever_case.entry(form.to_lowercase()).or_default() += count;
        }
        let mut best: Option<(&String, i64)> = None;
        for (form, count) in &whatever_case {
            if best.is_none_or(|(_, most)| *count > most) {
                best = Some((form, *count));
            }
        }
        let best = best?.0;
        self.forms
            .iter()
            .filter(|(form, _)| form.to_lowercase() == *best)
            .max_by_key(|(form, count)| (**count, form.as_str()))
            .map(|(form, _)| form.as_str())
    }
}

fn take_stem<'b>(bytes: &mut &'b [u8]) -> Option<(&'b str, Counts)> {
    let stem = take_text(bytes)?;
    let mut counts = Counts {
        documents: take(bytes)?,
        ..Counts::default()
    };
    for count in &mut counts.by_speaker {
        *count = take(bytes)?;
    }
    for _ in 0..take(bytes)? {
        counts
            .forms
            .insert(take_text(bytes)?.to_owned(), take(bytes)?);
    }
    Some((stem, counts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Speaker::{Agent, Customer};

    fn said(words: &[(&str, &str, Speaker)]) -> Said {
        let mut said = Said::default();
        for (stem, form, speaker) in words {
            said.say(stem, form, *speaker);
        }
        said
    }

    #[test]
    fn what_is_added_and_taken_away_again_leaves_nothing() {
        let one = said(&[
            ("factur", "facture", Customer),
            ("factur", "Factures", Agent),
        ]);
        let other = said(&[("factur", "facture", Customer), ("box", "box", Customer)]);
        let mut sum = one.clone();
        sum.add(&other, 1);
        let keyword = &sum.keywords(1)[0];
        assert_eq!(
            (keyword.keyword.as_str(), keyword.count, keyword.documents),
            ("facture", 3, 2)
        );
        sum.add(&other, -1);
        assert_eq!(sum, one);
        sum.add(&one, -1);
        assert!(sum.is_empty());
    }

    #[test]
    fn bytes_give_back_what_was_said_and_broken_ones_do_no_harm() {
        let one = said(&[("été", "été", Customer), ("box", "Box", Agent)]);
        let mut again = Said::default();
        again.add_bytes(&one.to_bytes());
        assert_eq!(again, one);
        arbtest::arbtest(|u| {
            let bytes: Vec<u8> = u.arbitrary()?;
            Said::default().add_bytes(&bytes);
            Ok(())
        });
    }
}
