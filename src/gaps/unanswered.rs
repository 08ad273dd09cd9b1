//! Questions that found no answer: grouped by what they say, ranked by people.
//!
//! Requests are answered from sums over the questions; only those for one reason
//! read the facts themselves. Both give the same.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;

use super::groups::{self, Group};
use super::rare::Reader;
use super::words::keywords;
use crate::facts::asked::REASONS;
use crate::kpi::Filters;
use crate::period::Period;
use crate::text::language::Lang;

/// Wordings shown of an expression.
const EXAMPLES: usize = 5;

/// Days below which the halves of a period say more about weekdays than about a trend.
const LEAST_DAYS: i32 = 4;

/// Questions and their words that found no answer in a period.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Unanswered {
    pub expressions: Vec<Expression>,
    pub keywords: Vec<Keyword>,
    /// Expressions, and keywords, that too few people asked to be shown to this reader;
    /// none where everything is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rare: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rare_keywords: Option<u64>,
    /// The halves of the period that trends compare; none where it is too short.
    #[serde(skip)]
    pub halves: Option<[Period; 2]>,
}

/// Questions that say the same: "changer mon RIB", "RIB changer".
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Expression {
    /// Its most frequent wording, as far as this reader may see it.
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
    /// Only questions that say the same as this one.
    pub expression: Option<&'r str>,
    /// At most so many expressions, and so many keywords.
    pub limit: usize,
    /// For questions that name no language.
    pub lang: Lang,
    /// Before whom the words are put.
    pub reader: Reader,
}

/// Ranks what found no answer: most people first, then most questions, then by the alphabet.
pub fn unanswered(db: &Connection, request: &Request<'_>) -> rusqlite::Result<Unanswered> {
    let groups = groups::of(db, request)?;
    let (keywords, rare_keywords) = keywords(&groups, request);
    let mut ranked: Vec<&Group> = groups.values().collect();
    ranked.retain(|group| group.people.len() as u64 >= request.reader.least());
    let rare = groups.len() - ranked.len();
    ranked.sort_by(|one, other| {
        let labels = || one.label().cmp(other.label());
        other.rank().cmp(&one.rank()).then_with(labels)
    });
    ranked.truncate(request.limit);
    Ok(Unanswered {
        expressions: ranked
            .into_iter()
            .map(|group| expression(group, request.lang))
            .collect(),
        keywords,
        rare: request.reader.rare(rare),
        rare_keywords: request.reader.rare(rare_keywords),
        halves: (request.period.days() >= LEAST_DAYS).then(|| request.period.halves()),
    })
}

fn expression(group: &Group, of_site: Lang) -> Expression {
    let wordings = group.by_frequency();
    let examples = wordings.iter().take(EXAMPLES);
    let [first_half, second_half] = group.halves.map(i64::unsigned_abs);
    Expression {
        expression: group.shown_label(of_site),
        intents: group.intents.unsigned_abs(),
        visitors: group.people.len() as u64,
        reasons: REASONS
            .into_iter()
            .zip(group.reasons.map(i64::unsigned_abs))
            .filter(|(_, count)| *count > 0)
            .collect(),
        examples: examples.map(|wording| (*wording).to_owned()).collect(),
        trend: Trend {
            first_half,
            second_half,
        },
    }
}
