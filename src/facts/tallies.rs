//! Tallies by slice: made of facts, kept in a table, followed as facts come and go.
//!
//! A slice's sum is kept in parts, so that a change is written without the sum
//! being read: it becomes a part of its own, together with those that are no
//! larger than about itself. So parts are few, and no byte is written often.

use rusqlite::{Connection, Row, params};
use rustc_hash::FxHashMap;

use super::among::{Among, tables_of};
use super::slice::{Slice, Span};
use super::tally::{Shape, Tally, settled};

/// What is tallied of some facts.
pub(super) trait Tallied: Shape + Sized {
    /// The table of its sums.
    const TABLE: &'static str;
    /// A SELECT of day, dimensions, and what an entry is made of.
    const ROWS: &'static str;

    /// Adds a row of that SELECT, or takes it away (`sign` -1).
    fn tally(row: &Row<'_>, sign: i64, tally: &mut Tally<Self>) -> rusqlite::Result<()>;
}

/// The sums of some facts, or the change of them, by slice.
pub(super) struct Tallies<T> {
    days: FxHashMap<Slice, Tally<T>>,
}

impl<T: Tallied> Tallies<T> {
    pub(super) fn new() -> Tallies<T> {
        Tallies {
            days: FxHashMap::default(),
        }
    }

    /// Adds some facts, or takes them away (`sign` -1).
    pub(super) fn add(
        &mut self,
        db: &Connection,
        among: Among<'_>,
        sign: i64,
    ) -> rusqlite::Result<()> {
        let with = among.instead_of_all(&tables_of(T::ROWS));
        self.add_rows(db, &format!("{with} {}", T::ROWS), sign)
    }

    fn add_rows(&mut self, db: &Connection, sql: &str, sign: i64) -> rusqlite::Result<()> {
        let mut statement = db.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut slice = Slice::default();
        while let Some(row) = rows.next()? {
            slice.read(row)?;
            if !self.days.contains_key(&slice) {
                self.days.insert(slice.clone(), Tally::default());
            }
            if let Some(tally) = self.days.get_mut(&slice) {
                T::tally(row, sign, tally)?;
            }
        }
        Ok(())
    }

    /// Adds all to what the table holds, of days and of months.
    pub(super) fn store(self, db: &Connection) -> rusqlite::Result<()> {
        let mut months: FxHashMap<Slice, Tally<T>> = FxHashMap::default();
        for (slice, tally) in self.days {
            let bytes = tally.into_bytes();
            if !bytes.is_empty() {
                months.entry(slice.month()).or_default().add(&bytes, 1);
                store::<T>(db, Span::Day, &slice, bytes)?;
            }
        }
        for (slice, tally) in months {
            store::<T>(db, Span::Month, &slice, tally.into_bytes())?;
        }
        Ok(())
    }
}

/// How many times as large a part may be to be made one with what comes to it.
const LARGER: usize = 2;

fn store<T: Tallied>(
    db: &Connection,
    span: Span,
    slice: &Slice,
    mut sum: Vec<u8>,
) -> rusqlite::Result<()> {
    let mut next = 0;
    for (part, length) in parts::<T>(db, span, slice)? {
        if length > LARGER * sum.len() {
            next = part + 1;
            break;
        }
        sum.extend(take_part::<T>(db, span, slice, part)?);
    }
    // A sum of one part is settled already; of several, only now.
    let sum = settled::<T>(&sum);
    if sum.is_empty() {
        return Ok(());
    }
    let [day, channel, lang, application, theme] = slice.names();
    db.prepare_cached(&format!(
        "insert into {} values (?, ?, ?, ?, ?, ?, ?, ?)",
        T::TABLE
    ))?
    .execute(params![
        span.as_str(),
        day,
        channel,
        lang,
        application,
        theme,
        next,
        sum
    ])?;
    Ok(())
}

const SLICE: &str =
    "span = ? and day = ? and channel = ? and lang = ? and application = ? and theme = ?";

/// The numbers of a slice's parts and the lengths of their sums, the newest first.
fn parts<T: Tallied>(
    db: &Connection,
    span: Span,
    slice: &Slice,
) -> rusqlite::Result<Vec<(i64, usize)>> {
    let [day, channel, lang, application, theme] = slice.names();
    db.prepare_cached(&format!(
        "select part, length(sum) from {} where {SLICE} order by part desc",
        T::TABLE
    ))?
    .query_map(
        params![span.as_str(), day, channel, lang, application, theme],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?
    .collect()
}

/// Takes a part out of the table.
fn take_part<T: Tallied>(
    db: &Connection,
    span: Span,
    slice: &Slice,
    part: i64,
) -> rusqlite::Result<Vec<u8>> {
    let [day, channel, lang, application, theme] = slice.names();
    db.prepare_cached(&format!(
        "delete from {} where {SLICE} and part = ? returning sum",
        T::TABLE
    ))?
    .query_row(
        params![span.as_str(), day, channel, lang, application, theme, part],
        |row| row.get(0),
    )
}

/// The sums of a table by span and slice, whatever parts they are kept in.
pub(super) fn whole<T: Tallied>(
    db: &Connection,
    schema: &str,
) -> rusqlite::Result<FxHashMap<(String, Slice), Vec<u8>>> {
    let mut statement = db.prepare(&format!(
        "select day, channel, lang, application, theme, span, sum from {schema}.{}",
        T::TABLE
    ))?;
    let mut rows = statement.query([])?;
    let mut sums: FxHashMap<(String, Slice), Tally<T>> = FxHashMap::default();
    while let Some(row) = rows.next()? {
        let mut slice = Slice::default();
        slice.read(row)?;
        let sum = sums.entry((row.get(5)?, slice)).or_default();
        sum.add(row.get_ref(6)?.as_blob()?, 1);
    }
    let settled = sums.into_iter().map(|(key, sum)| (key, sum.into_bytes()));
    Ok(settled.filter(|(_, sum)| !sum.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::said::Said;
    use super::*;
    use crate::transcripts::Speaker;

    fn holding(conversations: usize) -> Connection {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(include_str!("schema.sql")).unwrap();
        for number in 0..conversations {
            let mut said = Said::default();
            said.say("box", "box", Speaker::Customer);
            said.say(&format!("word{number}"), "word", Speaker::Customer);
            db.execute(
                "insert into conversations values
                   ('transcript', ?1, null, 0, '2025-03-03', null, 'fr', null, null, 1, 1, 0, ?2)",
                params![number, said.to_bytes()],
            )
            .unwrap();
        }
        db
    }

    /// Adds one conversation, or takes it away.
    fn change(db: &Connection, number: usize, sign: i64) {
        let with = format!(
            "with conversations as (select * from main.conversations where id = '{number}')"
        );
        let mut tallies = Tallies::<Said>::new();
        let sql = format!("{with} {}", Said::ROWS);
        tallies.add_rows(db, &sql, sign).unwrap();
        tallies.store(db).unwrap();
    }

    fn parts(db: &Connection) -> Vec<(i64, usize)> {
        let mut slice = Slice::default();
        let sql = "select '2025-03-03', null, 'fr', null, null";
        db.query_row(sql, [], |row| slice.read(row)).unwrap();
        super::parts::<Said>(db, Span::Day, &slice).unwrap()
    }

    #[test]
    fn a_change_is_a_part_of_its_own_and_parts_stay_few() {
        let db = holding(400);
        let mut written = 0;
        for number in 0..400 {
            change(&db, number, 1);
            let parts = parts(&db);
            assert!(parts.len() <= 10, "{parts:?}");
            written += parts[0].1;
        }
        let whole: usize = parts(&db).iter().map(|(_, length)| length).sum();
        assert!(written < 10 * whole, "{written} bytes written for {whole}");
    }

    #[test]
    fn parts_add_up_to_what_is_computed_at_once() {
        let db = holding(60);
        for number in 0..60 {
            change(&db, number, 1);
        }
        for number in 0..40 {
            change(&db, number * 7 % 60, -1);
        }
        let followed = whole::<Said>(&db, "main").unwrap();
        let gone = (0..40).map(|number| (number * 7 % 60).to_string());
        for id in gone {
            db.execute("delete from conversations where id = ?1", [id])
                .unwrap();
        }
        db.execute("delete from said_sums", []).unwrap();
        let mut at_once = Tallies::<Said>::new();
        at_once.add(&db, Among::All, 1).unwrap();
        at_once.store(&db).unwrap();
        assert_eq!(followed, whole::<Said>(&db, "main").unwrap());
        assert_eq!(followed.len(), 2, "a day and its month");
    }
}
