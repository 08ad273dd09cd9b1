//! The table of cubes: of each KPI and day, or month, its cells in parts that add up.
//!
//! A change is a part of its own, together with those that are no larger than about
//! itself. So parts are few, and no byte is written often.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};

use super::cells::{are_named, read, summed, written};
use super::{Sums, crossings};
use crate::facts::slice::{Span, Spans};
use crate::period::Millis;

/// How many times as large a part may be to be made one with what comes to it.
const LARGER: usize = 2;

/// Adds cells to those of a day or month.
pub(super) fn add(
    db: &Connection,
    kpi: &str,
    span: Span,
    day: Date,
    mut cells: Vec<u8>,
) -> rusqlite::Result<()> {
    let (span, day) = (span.as_str(), day.to_string());
    let mut next = 0;
    let mut is_settled = true;
    while let Some((part, length)) = newest(db, kpi, span, &day)? {
        if length > LARGER * cells.len() {
            next = part + 1;
            break;
        }
        is_settled = false;
        cells.extend(take(db, kpi, span, &day, part)?);
    }
    if !is_settled {
        let sums = summed(&cells);
        cells = written(sums.iter().map(|(place, sums)| (*place, sums)));
    }
    if !cells.is_empty() {
        let mut insert = db.prepare_cached("insert into cubes values (?1, ?2, ?3, ?4, ?5)")?;
        insert.execute(params![kpi, span, day, next, cells])?;
    }
    Ok(())
}

/// The last part of a day or month, and its length in bytes.
fn newest(
    db: &Connection,
    kpi: &str,
    span: &str,
    day: &str,
) -> rusqlite::Result<Option<(i64, usize)>> {
    let mut statement = db.prepare_cached(
        "select part, length(cells) from cubes where kpi = ?1 and span = ?2 and day = ?3
         order by part desc limit 1",
    )?;
    let row = statement.query_row([kpi, span, day], |row| Ok((row.get(0)?, row.get(1)?)));
    row.optional()
}

/// Takes a part out of the table.
fn take(db: &Connection, kpi: &str, span: &str, day: &str, part: i64) -> rusqlite::Result<Vec<u8>> {
    let mut statement = db.prepare_cached(
        "delete from cubes where kpi = ?1 and span = ?2 and day = ?3 and part = ?4
         returning cells",
    )?;
    statement.query_row(params![kpi, span, day, part], |row| row.get(0))
}

/// Sums of rows that share their day or month, dimensions, and when they can be judged.
pub struct Cell {
    /// The first day.
    pub day: Date,
    /// The number of its crossing, as [`crossings`] gives them.
    pub crossing: u32,
    /// When all its rows can be judged; 0: at once.
    pub judged_by: Millis,
    /// Whose its rows are, or which value they give, where the KPI tells these apart.
    pub name: u64,
    /// A change of some rows may be a cell of its own, with less than nothing in it.
    pub sums: Sums,
}

/// Goes over a KPI's cells of some days or months; those of one place may come in parts.
pub fn each(
    db: &Connection,
    kpi: &str,
    spans: Spans,
    mut take: impl FnMut(Cell),
) -> rusqlite::Result<()> {
    let mut statement = db.prepare_cached(
        "select day, cells from cubes where kpi = ?1 and span = ?2 and day between ?3 and ?4",
    )?;
    let [from, to] = [spans.from.to_string(), spans.to.to_string()];
    let mut rows = statement.query([kpi, spans.span.as_str(), &from, &to])?;
    while let Some(row) = rows.next()? {
        let Ok(day) = row.get_ref(0)?.as_str()?.parse() else {
            continue;
        };
        for (place, sums) in read(row.get_ref(1)?.as_blob()?) {
            take(Cell {
                day,
                crossing: place.crossing,
                judged_by: place.judged_by,
                name: place.name,
                sums,
            });
        }
    }
    Ok(())
}

/// How many rows of KPIs each crossing has; those that have none are not named.
pub fn rows_by_crossing(db: &Connection) -> rusqlite::Result<Vec<([String; 4], i64)>> {
    let crossings = crossings(db)?;
    let mut counts = vec![0; crossings.len()];
    let mut statement = db.prepare_cached("select cells from cubes where span = 'month'")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let cells = row.get_ref(0)?.as_blob()?;
        // Cells of persons are many, and every crossing has others.
        if are_named(cells) {
            continue;
        }
        for (place, sums) in read(cells) {
            if let Some(count) = counts.get_mut(place.crossing as usize) {
                *count += sums.n;
            }
        }
    }
    let counted = crossings.into_iter().zip(counts);
    Ok(counted.filter(|(_, count)| *count > 0).collect())
}
