//! The words of unanswered questions.

use rustc_hash::{FxHashMap, FxHashSet};

use super::groups::Groups;
use super::unanswered::{Keyword, Request};
use crate::facts::asked::Person;
use crate::text::analyzer::Analyzer;
use crate::text::language::Lang;

/// A content word of the groups it is in.
#[derive(Default)]
struct Word<'g> {
    intents: i64,
    people: Vec<&'g [Person]>,
    spellings: FxHashMap<String, i64>,
}

/// The words of unanswered questions: most people first, then most questions, then by
/// the alphabet. Behind them, how many are left out as too rare.
pub(super) fn keywords(groups: &Groups, request: &Request<'_>) -> (Vec<Keyword>, usize) {
    let words = words(groups, request);
    let every = words.len();
    let shown = words.into_values();
    let mut words: Vec<Word<'_>> = shown
        .filter(|word| word.is_of(request.reader.least()))
        .collect();
    let rare = every - words.len();
    words.sort_by_key(|word| std::cmp::Reverse(word.most_people()));
    let mut keywords: Vec<Keyword> = Vec::new();
    let mut fewest = 0;
    for word in words {
        // No later word can have more people than the last one that is shown.
        if keywords.len() >= request.limit && (word.most_people() as u64) < fewest {
            break;
        }
        keywords.push(word.keyword());
        keywords.sort_by(|one, other| {
            (other.visitors, other.intents)
                .cmp(&(one.visitors, one.intents))
                .then_with(|| one.keyword.cmp(&other.keyword))
        });
        keywords.truncate(request.limit);
        fewest = keywords.last().map_or(0, |keyword| keyword.visitors);
    }
    (keywords, rare)
}

fn words<'g>(groups: &'g Groups, request: &Request<'_>) -> FxHashMap<String, Word<'g>> {
    let (french, english) = (Analyzer::new(Lang::Fr), Analyzer::new(Lang::En));
    let mut words: FxHashMap<String, Word<'_>> = FxHashMap::default();
    for group in groups.values() {
        let analyzer = match group.lang(request.lang) {
            Lang::Fr => &french,
            Lang::En => &english,
        };
        let mut terms = analyzer.terms(group.label());
        terms.retain(|term| !term.is_stop);
        terms.sort_by(|one, other| one.stem.cmp(&other.stem));
        terms.dedup_by(|one, other| one.stem == other.stem);
        for term in terms {
            let word = words.entry(term.stem).or_default();
            word.intents += group.intents;
            word.people.push(&group.people);
            *word.spellings.entry(term.text.to_lowercase()).or_default() += group.intents;
        }
    }
    words
}

impl Word<'_> {
    /// As many people as there can be: those of all groups, as if nobody were in two.
    fn most_people(&self) -> usize {
        self.people.iter().map(|people| people.len()).sum()
    }

    /// Whether so many people, or more, ask for it.
    fn is_of(&self, least: u64) -> bool {
        let mut people = FxHashSet::default();
        let mut asking = self.people.iter().copied().flatten();
        asking.any(|person| people.insert(person) && people.len() as u64 >= least)
    }

    fn keyword(self) -> Keyword {
        let spelling = self
            .spellings
            .iter()
            .max_by(|one, other| one.1.cmp(other.1).then_with(|| other.0.cmp(one.0)));
        let people: FxHashSet<&Person> = self.people.iter().copied().flatten().collect();
        Keyword {
            keyword: spelling.map_or_else(String::new, |(spelling, _)| spelling.clone()),
            intents: self.intents.unsigned_abs(),
            visitors: people.len() as u64,
        }
    }
}
