//! What stood before hand-offs to a human: cause, theme, last question, last article.

use rusqlite::{Connection, params_from_iter};
use serde::Serialize;

use crate::kpi::Filters;
use crate::period::Period;

/// Hand-offs of a period, counted by what stood before them, most frequent first.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Handoffs {
    pub total: u64,
    pub causes: Vec<Count>,
    pub themes: Vec<Count>,
    /// The last query or message.
    pub questions: Vec<Count>,
    pub articles: Vec<Count>,
    pub reasons: Vec<Count>,
}

/// How often a value stood there; `null` is "none".
#[derive(Debug, PartialEq, Serialize)]
pub struct Count {
    pub value: Option<String>,
    pub handoffs: u64,
}

pub fn handoffs(
    db: &Connection,
    period: Period,
    filters: &Filters,
    limit: usize,
) -> rusqlite::Result<Handoffs> {
    let count = |column: &str| counts(db, column, period, filters, limit);
    // One line, which counts them all.
    let all = counts(db, "null", period, filters, 1)?;
    Ok(Handoffs {
        total: all.iter().map(|all| all.handoffs).sum(),
        causes: count("cause")?,
        themes: count("theme")?,
        questions: count("question")?,
        articles: count("article")?,
        reasons: count("reason")?,
    })
}

fn counts(
    db: &Connection,
    column: &str,
    period: Period,
    filters: &Filters,
    limit: usize,
) -> rusqlite::Result<Vec<Count>> {
    let mut sql = format!("select {column}, count(*) from handoffs where day >= ? and day <= ?");
    let mut values = vec![period.from.to_string(), period.to.to_string()];
    for (dimension, value) in filters.given() {
        sql.push_str(&format!(" and coalesce({dimension}, '') = ?"));
        values.push(value.to_owned());
    }
    sql.push_str(&format!(" group by 1 order by 2 desc, 1 limit {limit}"));
    let mut statement = db.prepare(&sql)?;
    let counts = statement.query_map(params_from_iter(values), |row| {
        Ok(Count {
            value: row.get(0)?,
            handoffs: row.get(1)?,
        })
    })?;
    counts.collect()
}
