//! What is said in conversations: stems with their counts.

use std::collections::BTreeMap;

use rusqlite::Row;
use rustc_hash::{FxHashMap, FxHashSet};

use super::tallies::Tallied;
use super::tally::{Entry, List, Shape, Tally, entries};
use crate::transcripts::Speaker;
use crate::transcripts::frequency::Keyword;

const SPEAKERS: usize = Speaker::ALL.len();

/// What is said in one conversation, by stem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    stems: BTreeMap<String, Stem>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Stem {
    by_speaker: [i64; SPEAKERS],
    /// How often each form is said, for the label.
    forms: BTreeMap<String, i64>,
}

impl Said {
    /// A stem said once, under a form, by somebody.
    pub(super) fn say(&mut self, stem: &str, form: &str, speaker: Speaker) {
        let said = match self.stems.get_mut(stem) {
            Some(said) => said,
            None => self.stems.entry(stem.to_owned()).or_default(),
        };
        said.by_speaker[speaker as usize] += 1;
        match said.forms.get_mut(form) {
            Some(count) => *count += 1,
            None => {
                said.forms.insert(form.to_owned(), 1);
            }
        }
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut tally = Tally::<Said>::default();
        for (stem, said) in &self.stems {
            let mut counts = [1; 1 + SPEAKERS];
            counts[1..].copy_from_slice(&said.by_speaker);
            let forms = said.forms.iter();
            let forms = forms.map(|(form, count)| (form.as_bytes(), *count));
            tally.push(stem.as_bytes(), &counts, &[forms.collect()]);
        }
        tally.into_bytes()
    }
}

/// Under each stem: conversations, how often each speaker says it; its forms.
impl Shape for Said {
    type Counts = [i64; 1 + SPEAKERS];
    const LISTS: usize = 1;
}

impl Tallied for Said {
    const TABLE: &'static str = "said_sums";
    const ROWS: &'static str =
        "select day, channel, lang, application, theme, said from conversations";

    fn tally(row: &Row<'_>, sign: i64, tally: &mut Tally<Said>) -> rusqlite::Result<()> {
        tally.add(row.get_ref(5)?.as_blob()?, sign);
        Ok(())
    }
}

/// What is said in many conversations.
#[derive(Default)]
pub struct Words {
    /// Tallies of [`Said`], one behind the other.
    bytes: Vec<u8>,
}

impl Words {
    pub(super) fn add(&mut self, said: &[u8]) {
        self.bytes.extend_from_slice(said);
    }

    /// The most frequent keywords: by count, then by stem. Behind them, how many are left
    /// out because they are said in fewer than `least` conversations.
    pub fn keywords(&self, limit: usize, least: u64) -> (Vec<Keyword>, usize) {
        let mut ranked: Vec<(&[u8], Counts)> = self.counts().into_iter().collect();
        let count = |counts: &Counts| counts[1..].iter().sum::<i64>();
        ranked.retain(|(_, counts)| !Entry::<Said>::is_zero(counts));
        let every = ranked.len();
        ranked.retain(|(_, [documents, ..])| u64::try_from(*documents).is_ok_and(|it| it >= least));
        let rare = every - ranked.len();
        ranked.sort_unstable_by_key(|(stem, counts)| (std::cmp::Reverse(count(counts)), *stem));
        ranked.truncate(limit);
        let forms = self.forms(ranked.iter().map(|(stem, _)| *stem).collect());
        let keywords = ranked
            .into_iter()
            .map(|(stem, counts)| keyword(text(stem), counts, &forms[stem]));
        (keywords.collect(), rare)
    }

    fn counts(&self) -> FxHashMap<&[u8], Counts> {
        let mut sums: FxHashMap<&[u8], Counts> = FxHashMap::default();
        for entry in entries::<Said>(&self.bytes) {
            let sum = sums.entry(entry.name).or_default();
            for (sum, count) in sum.iter_mut().zip(entry.counts) {
                *sum = sum.wrapping_add(count);
            }
        }
        sums
    }

    /// The forms of some stems: only what is shown is read in full.
    fn forms<'w>(&'w self, stems: FxHashSet<&'w [u8]>) -> FxHashMap<&'w [u8], Forms<'w>> {
        let mut forms: FxHashMap<&[u8], Forms<'_>> = FxHashMap::default();
        for entry in entries::<Said>(&self.bytes) {
            if stems.contains(entry.name) {
                let mut list = [List::new()];
                entry.read_lists(&mut list);
                let forms = forms.entry(entry.name).or_default();
                for (form, count) in list.into_iter().flatten() {
                    *forms.entry(text(form)).or_default() += count;
                }
            }
        }
        forms
    }
}

type Counts = <Said as Shape>::Counts;

/// How often each form of a stem is said.
type Forms<'w> = BTreeMap<&'w str, i64>;

fn text(name: &[u8]) -> &str {
    std::str::from_utf8(name).unwrap_or_default()
}

fn keyword(stem: &str, counts: Counts, forms: &Forms<'_>) -> Keyword {
    let [documents, by_speaker @ ..] = counts;
    let count = |count: i64| u64::try_from(count).unwrap_or(0);
    let speakers = Speaker::ALL.into_iter().zip(by_speaker);
    Keyword {
        keyword: label(forms).unwrap_or(stem).to_owned(),
        stem: stem.to_owned(),
        count: count(by_speaker.iter().sum()),
        documents: count(documents),
        by_speaker: speakers
            .filter(|(_, said)| *said > 0)
            .map(|(speaker, said)| (speaker, count(said)))
            .collect(),
    }
}

/// The commonest form, whatever its case, in its commonest case.
fn label<'w>(forms: &Forms<'w>) -> Option<&'w str> {
    let mut whatever_case: BTreeMap<String, i64> = BTreeMap::new();
    for (form, count) in forms {
        *whatever_case.entry(form.to_lowercase()).or_default() += count;
    }
    let first_of_most = |one: &(&String, &i64), other: &(&String, &i64)| {
        one.1.cmp(other.1).then_with(|| other.0.cmp(one.0))
    };
    let (best, _) = whatever_case.iter().max_by(first_of_most)?;
    let cases = forms
        .iter()
        .filter(|(form, _)| form.to_lowercase() == *best);
    cases
        .max_by_key(|(form, count)| (**count, **form))
        .map(|(form, _)| *form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Speaker::{Agent, Customer};

    fn said(words: &[(&str, &str, Speaker)]) -> Vec<u8> {
        let mut said = Said::default();
        for (stem, form, speaker) in words {
            said.say(stem, form, *speaker);
        }
        said.to_bytes()
    }

    #[test]
    fn what_is_said_adds_up_and_is_named_by_its_commonest_form() {
        let mut words = Words::default();
        words.add(&said(&[
            ("factur", "facture", Customer),
            ("factur", "Factures", Agent),
        ]));
        words.add(&said(&[
            ("factur", "facture", Customer),
            ("box", "box", Customer),
        ]));
        let (keywords, _) = words.keywords(5, 1);
        let told = keywords.iter().map(|keyword| {
            let name = keyword.keyword.as_str();
            (name, keyword.count, keyword.documents)
        });
        assert_eq!(told.collect::<Vec<_>>(), [("facture", 3, 2), ("box", 1, 1)]);
        assert_eq!(keywords[0].by_speaker[&Agent], 1);
    }

    #[test]
    fn what_few_conversations_say_is_counted_and_not_named() {
        let mut words = Words::default();
        for _ in 0..2 {
            words.add(&said(&[("factur", "facture", Customer)]));
        }
        words.add(&said(&[("box", "box", Customer), ("box", "box", Agent)]));
        let (keywords, rare) = words.keywords(5, 2);
        assert_eq!(
            (keywords[0].keyword.as_str(), keywords.len(), rare),
            ("facture", 1, 1)
        );
    }

    #[test]
    fn what_was_taken_away_is_said_no_more() {
        let one = said(&[("été", "été", Customer)]);
        let mut less = Tally::<Said>::default();
        less.add(&one, -1);
        let mut words = Words::default();
        words.add(&said(&[("box", "Box", Agent)]));
        words.add(&one);
        words.add(&less.into_bytes());
        let (keywords, _) = words.keywords(5, 1);
        assert_eq!(keywords.len(), 1);
        assert_eq!(keywords[0].keyword, "Box");
    }
}
