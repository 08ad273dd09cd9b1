//! The values that dimensions have: a filter that fits nothing is more often a
//! slip than a question.

use std::fmt;

use rusqlite::Connection;

use super::question::Filters;

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
    let mut unknown = Vec::new();
    for (dimension, value) in filters.given() {
        let sql = format!("select exists (select 1 from cubes where {dimension} = ?1)");
        if db.query_row(&sql, [value], |row| row.get(0))? {
            continue;
        }
        let mut statement = db.prepare(&format!(
            "select {dimension} from cubes group by 1 order by sum(n) desc, 1 limit {}",
            NAMED + 2
        ))?;
        let known = statement.query_map([], |row| row.get(0))?;
        unknown.push(Unknown {
            dimension,
            value: value.to_owned(),
            known: known.collect::<rusqlite::Result<_>>()?,
        });
    }
    Ok(unknown)
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
