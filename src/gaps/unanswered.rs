//! Questions that found no answer: grouped by what they say, ranked by people.
//!
//! Most requests are answered from the sums of each day; those with a filter
//! that the sums do not know read the facts themselves. Both give the same.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params_from_iter};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::facts::asked::{self, Person, REASONS, Read, person};
use crate::kpi::Filters;
use crate::period::Period;
use crate::text::analyzer::Analyzer;
use crate::text::language::Lang;

/// Wordings shown of an expression.
const EXAMPLES: usize = 5;

/// Questions and their words that found no answer in a period.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Unanswered {
    pub expressions: Vec<Expression>,
    pub keywords: Vec<Keyword>,
}

/// Questions that say the same: "changer mon RIB", "RIB changer".
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Expression {
    /// Its most frequent wording.
    pub expression: String,
    pub intents: u64,
    /// Distinct people; an event of nobody known counts as its own.
    pub visitors: u64,
    pub reasons: BTreeMap<&'static str, u64>,
    pub examples: Vec<String>,
    /// Not part of the report's JSON; see [`Detailed`].
    #[serde(skip)]
    pub trend: Trend,
}

/// An expression with all that is known of it.
#[derive(Debug, Serialize)]
pub struct Detailed<'e> {
    #[serde(flatten)]
    pub expression: &'e Expression,
    pub trend: Trend,
}

impl Expression {
    pub fn detailed(&self) -> Detailed<'_> {
        Detailed {
            expression: self,
            trend: self.trend,
        }
    }
}

/// Questions in the two halves of the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Trend {
    pub first_half: u64,
    pub second_half: u64,
}

/// A word of unanswered questions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Keyword {
    /// Its most frequent spelling.
    pub keyword: String,
    pub intents: u64,
    pub visitors: u64,
}

/// What is asked for.
pub struct Request<'r> {
    pub period: Period,
    pub filters: &'r Filters,
    /// Only questions with this reason; all of them if none is named.
    pub reason: Option<&'r str>,
    /// At most so many expressions, and so many keywords.
    pub limit: usize,
    /// For questions that name no language.
    pub lang: Lang,
}

/// Ranks what found no answer: most people first, then most questions, then by the alphabet.
pub fn unanswered(db: &Connection, request: &Request<'_>) -> rusqlite::Result<Unanswered> {
    let mut groups = if request.is_in_sums() {
        from_sums(db, request)?
    } else {
        from_facts(db, request)?
    };
    for group in groups.values_mut() {
        group.people.sort_unstable();
        group.people.dedup();
    }
    let keywords = keywords(&groups, request);
    let mut ranked: Vec<&Group> = groups.values().collect();
    ranked.sort_by(|one, other| {
        let labels = || one.label().cmp(other.label());
        other.rank().cmp(&one.rank()).then_with(labels)
    });
    ranked.truncate(request.limit);
    Ok(Unanswered {
        expressions: ranked.into_iter().map(Group::expression).collect(),
        keywords,
    })
}

impl Request<'_> {
    /// The sums of a day know the language, and no other dimension.
    fn is_in_sums(&self) -> bool {
        self.reason.is_none() && self.filters.given().all(|(name, _)| name == "lang")
    }

    /// The first day of the second half.
    fn middle(&self) -> String {
        let half = jiff::Span::new().days(self.period.days() / 2);
        self.period.from.saturating_add(half).to_string()
    }
}

/// Questions of one form.
#[derive(Default)]
struct Group {
    intents: u64,
    people: Vec<Person>,
    reasons: [u64; 6],
    wordings: FxHashMap<String, u64>,
    lang: String,
    trend: Trend,
}

impl Group {
    fn rank(&self) -> (usize, u64) {
        (self.people.len(), self.intents)
    }

    /// Wordings, the most frequent first, then by the alphabet.
    fn by_frequency(&self) -> Vec<&str> {
        let mut wordings: Vec<(&String, &u64)> = self.wordings.iter().collect();
        wordings.sort_by_key(|(wording, count)| (std::cmp::Reverse(**count), *wording));
        wordings
            .into_iter()
            .map(|(wording, _)| wording.as_str())
            .collect()
    }

    fn label(&self) -> &str {
        let first = |one: &(&String, &u64), other: &(&String, &u64)| {
            one.1.cmp(other.1).then_with(|| other.0.cmp(one.0))
        };
        let label = self.wordings.iter().max_by(first);
        label.map_or("", |(wording, _)| wording.as_str())
    }

    fn expression(&self) -> Expression {
        let wordings = self.by_frequency();
        let examples = wordings.iter().take(EXAMPLES);
        Expression {
            expression: self.label().to_owned(),
            intents: self.intents,
            visitors: self.people.len() as u64,
            reasons: REASONS
                .into_iter()
                .zip(self.reasons)
                .filter(|(_, count)| *count > 0)
                .collect(),
            examples: examples.map(|wording| (*wording).to_owned()).collect(),
            trend: self.trend,
        }
    }

    fn add_wording(&mut self, wording: &str, count: u64) {
        match self.wordings.get_mut(wording) {
            Some(known) => *known += count,
            None => {
                self.wordings.insert(wording.to_owned(), count);
            }
        }
    }

    /// Notes when, and, of a new group, in which language it was asked.
    fn add_time(&mut self, day: &str, middle: &str, lang: &str, count: u64) {
        if day < middle {
            self.trend.first_half += count;
        } else {
            self.trend.second_half += count;
        }
        // Rows come in any order; the choice must not depend on it.
        if self.lang.as_str() < lang {
            lang.clone_into(&mut self.lang);
        }
    }
}

type Groups = FxHashMap<String, Group>;

/// The group of a form, made if need be; the form is copied only then.
fn group<'g>(groups: &'g mut Groups, form: &str) -> &'g mut Group {
    if !groups.contains_key(form) {
        groups.insert(form.to_owned(), Group::default());
    }
    groups
        .get_mut(form)
        .expect("it is there or was just put there")
}

fn from_sums(db: &Connection, request: &Request<'_>) -> rusqlite::Result<Groups> {
    let mut statement = db.prepare_cached(
        "select day, lang, sum from asked_days
         where day >= ?1 and day <= ?2 and (?3 is null or lang = ?3)",
    )?;
    let middle = request.middle();
    let mut rows = statement.query(rusqlite::params![
        request.period.from.to_string(),
        request.period.to.to_string(),
        request.filters.lang
    ])?;
    let mut groups = Groups::default();
    while let Some(row) = rows.next()? {
        let (day, lang) = (row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
        asked::each(row.get_ref(2)?.as_blob()?, &mut |read: Read<'_>| {
            let group = group(&mut groups, read.form);
            group.intents += read.questions.unsigned_abs();
            group.add_time(day, &middle, lang, read.questions.unsigned_abs());
            for (count, more) in group.reasons.iter_mut().zip(read.reasons) {
                *count += more.unsigned_abs();
            }
            for (wording, count) in read.wordings {
                group.add_wording(wording, count.unsigned_abs());
            }
            group
                .people
                .extend(read.people.iter().map(|(person, _)| person));
        });
    }
    Ok(groups)
}

fn from_facts(db: &Connection, request: &Request<'_>) -> rusqlite::Result<Groups> {
    let (sql, values) = query(request);
    let middle = request.middle();
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut groups = Groups::default();
    while let Some(row) = rows.next()? {
        let group = group(&mut groups, row.get_ref(0)?.as_str()?);
        add(group, row, &middle)?;
    }
    Ok(groups)
}

fn add(group: &mut Group, row: &Row<'_>, middle: &str) -> rusqlite::Result<()> {
    group.intents += 1;
    group.add_wording(row.get_ref(1)?.as_str()?, 1);
    group.people.push(person(&row.get(2)?));
    let (day, lang) = (row.get_ref(3)?.as_str()?, row.get_ref(4)?.as_str()?);
    group.add_time(day, middle, lang, 1);
    for (place, count) in group.reasons.iter_mut().enumerate() {
        *count += u64::from(row.get::<_, bool>(5 + place)?);
    }
    Ok(())
}

fn query(request: &Request<'_>) -> (String, Vec<String>) {
    let mut values = Vec::new();
    let mut conditions = |reasons: &str| {
        let mut sql = format!("day >= ? and day <= ? and ({reasons})");
        values.push(request.period.from.to_string());
        values.push(request.period.to.to_string());
        for (dimension, value) in request.filters.given() {
            sql.push_str(&format!(" and coalesce({dimension}, '') = ?"));
            values.push(value.to_owned());
        }
        sql
    };
    let of_intents = reasons(
        request,
        &[
            "no_result",
            "no_click",
            "reformulated",
            "negative",
            "handoff",
        ],
    );
    let of_messages = reasons(request, &["misunderstood", "negative", "handoff"]);
    let sql = format!(
        "select form, query, client, day, coalesce(lang, ''),
           no_result, no_click, reformulated, negative, handoff, false
         from intents where {}
         union all
         select form, text, client, day, coalesce(lang, ''),
           false, false, false, negative, handoff, misunderstood
         from messages where {}",
        conditions(&of_intents),
        conditions(&of_messages)
    );
    (sql, values)
}

fn reasons(request: &Request<'_>, known: &[&str]) -> String {
    let asked: Vec<&str> = known
        .iter()
        .copied()
        .filter(|reason| request.reason.is_none_or(|asked| asked == *reason))
        .collect();
    if asked.is_empty() {
        "false".to_owned()
    } else {
        asked.join(" or ")
    }
}

/// A content word of the groups it is in.
#[derive(Default)]
struct Word<'g> {
    intents: u64,
    people: Vec<&'g [Person]>,
    spellings: FxHashMap<String, u64>,
}

fn keywords(groups: &Groups, request: &Request<'_>) -> Vec<Keyword> {
    let words = words(groups, request);
    let mut words: Vec<Word<'_>> = words.into_values().collect();
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
    keywords
}

fn words<'g>(groups: &'g Groups, request: &Request<'_>) -> FxHashMap<String, Word<'g>> {
    let (french, english) = (Analyzer::new(Lang::Fr), Analyzer::new(Lang::En));
    let mut words: FxHashMap<String, Word<'_>> = FxHashMap::default();
    for group in groups.values() {
        let lang = Lang::parse(&group.lang)
            .unwrap_or_else(|| Lang::of_question(group.label(), request.lang));
        let analyzer = match lang {
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

    fn keyword(self) -> Keyword {
        let spelling = self
            .spellings
            .iter()
            .max_by(|one, other| one.1.cmp(other.1).then_with(|| other.0.cmp(one.0)));
        let people: FxHashSet<&Person> = self.people.iter().copied().flatten().collect();
        Keyword {
            keyword: spelling.map_or_else(String::new, |(spelling, _)| spelling.clone()),
            intents: self.intents,
            visitors: people.len() as u64,
        }
    }
}
