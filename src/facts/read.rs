//! Reads what is not a KPI from the facts, on whatever connection.

use jiff::civil::Date;
use rusqlite::{Connection, params_from_iter};

use super::concerned::tables;
use super::said::Words;
use super::slice::Spans;
use super::{Watermark, meta};
use crate::period::Period;

/// Sorts behind every day.
const BEHIND_ALL: &str = "~";

/// What the facts were computed from.
pub fn watermark(db: &Connection) -> rusqlite::Result<Watermark> {
    let number = |name| -> rusqlite::Result<i64> {
        let text = meta(db, name)?;
        Ok(text.and_then(|text| text.parse().ok()).unwrap_or(0))
    };
    Ok(Watermark {
        events: number("watermark")?,
        transcripts: number("transcripts")?,
    })
}

/// The period of the last days that hold data, so many of them, up to a day if one is
/// given; none without data.
pub fn last_days(
    db: &Connection,
    days: u32,
    until: Option<Date>,
) -> rusqlite::Result<Option<Period>> {
    // Day by day, since each table has an index that gives its last one at once.
    let last = tables().map(|table| format!("select max(day) as day from {table} where day < ?1"));
    let last: Vec<String> = last.collect();
    let last = format!("select max(day) from ({})", last.join(" union all "));
    let mut before = db.prepare_cached(&last)?;
    let behind_all = until.and_then(|until| until.tomorrow().ok());
    let mut found: Vec<Date> = Vec::new();
    while found.len() < days as usize {
        let behind = found.last().copied().or(behind_all);
        let behind = behind.map_or(BEHIND_ALL.to_owned(), |day| day.to_string());
        let day: Option<String> = before.query_row([behind], |row| row.get(0))?;
        let Some(day) = day.and_then(|day| day.parse().ok()) else {
            break;
        };
        found.push(day);
    }
    let bounds = found.last().copied().zip(found.first().copied());
    Ok(bounds.map(|(from, to)| Period { from, to }))
}

/// What is said in the conversations of a period that pass some conditions,
/// given as columns and their values.
pub fn said<'f>(
    db: &Connection,
    period: Period,
    conditions: impl Iterator<Item = (&'static str, &'f str)>,
) -> rusqlite::Result<Words> {
    let mut sql =
        String::from("select sum from said_sums where span = ? and day >= ? and day <= ?");
    let mut values = Vec::new();
    for (column, value) in conditions {
        sql.push_str(&format!(" and {column} = ?"));
        values.push(value.to_owned());
    }
    let mut words = Words::default();
    let mut statement = db.prepare(&sql)?;
    for Spans { span, from, to } in Spans::of(period) {
        let spans = [span.as_str().to_owned(), from.to_string(), to.to_string()];
        let mut rows = statement.query(params_from_iter(spans.iter().chain(&values)))?;
        while let Some(row) = rows.next()? {
            words.add(row.get_ref(0)?.as_blob()?);
        }
    }
    Ok(words)
}
