//! The values that dimensions have: a filter that fits nothing is more often a
//! slip than a question.

use std::collections::BTreeMap;
use std::fmt;

use rusqlite::Connection;

use super::question::{DIMENSIONS, Filters};
use crate::facts::cubes;

/// Values named at most, the most frequent first.
const NAMED: usize = 10;

/// A filter's value that no fact has, on any day.
#[derive(Debug, PartialEq, Eq)]
pub struct Unknown {
    dimension: &'static str,
    value: String,
    /// The most frequent ones that facts have; empty text is "not given".
    known: Vec<String>,
}

/// Which of the filters ask for what no fact has.
pub fn unknown(db: &Connection, filters: &Filters) -> rusqlite::Result<Vec<Unknown>> {
    if filters.given().next().is_none() {
        return Ok(Vec::new());
    }
    let crossings = cubes::rows_by_crossing(db)?;
    let mut unknown = Vec::new();
    for (dimension, value) in filters.given() {
        let known = by_frequency(&crossings, dimension);
        if !known.iter().any(|known| known == value) {
            unknown.push(Unknown {
                dimension,
                value: value.to_owned(),
                known: known.into_iter().take(NAMED + 2).collect(),
            });
        }
    }
    Ok(unknown)
}

/// The values of a dimension, the most frequent first.
fn by_frequency(crossings: &[([String; 4], i64)], dimension: &str) -> Vec<String> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    let place = DIMENSIONS.iter().position(|name| *name == dimension);
    for (names, count) in crossings {
        let name = place.map_or("", |place| names[place].as_str());
        *counts.entry(name).or_default() += count;
    }
    let mut names: Vec<&str> = counts.keys().copied().collect();
    names.sort_by_key(|name| std::cmp::Reverse(counts[name]));
    names.into_iter().map(str::to_owned).collect()
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dimension = self.dimension;
        match self.value.as_str() {
            "" => write!(f, "everything has a {dimension}")?,
            value => write!(f, "nothing has the {dimension} `{value}`")?,
        }
        let given = self.known.iter().filter(|value| !value.is_empty());
        let mut known: Vec<String> = given.map(|value| format!("`{value}`")).collect();
        if known.is_empty() {
            return f.write_str("; none is given");
        }
        if known.len() > NAMED {
            known.truncate(NAMED);
            known.push("…".to_owned());
        }
        write!(f, "; there is {}", known.join(", "))
    }
}
