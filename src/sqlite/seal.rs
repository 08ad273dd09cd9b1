//! A seal on every row of what cannot be computed again.
//!
//! SQLite keeps no checksum of its pages: a bit that changes inside a text would be
//! seen by nobody. A table with a column `seal` holds there 64 bits made of its other
//! columns; the number of a row is held by its indexes. Against chance, not against
//! people: whoever can write the row can write its seal.

use rusqlite::types::{ToSqlOutput, Type, ValueRef};
use rusqlite::{Connection, Error, Params, Row, params_from_iter};

/// A row that is not as it was written.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("row {row} of `{table}`{} is not as it was written", .day.as_ref().map(|day| format!(" ({day})")).unwrap_or_default())]
pub struct Changed {
    pub table: String,
    /// Its number, or its place in the order of the key where rows have none.
    pub row: i64,
    /// The day (UTC) of a row that has a moment.
    pub day: Option<String>,
}

/// MurmurHash64A (Austin Appleby, 2008), value by value. Every step can be undone, so
/// whatever changes within eight bytes that are taken in together changes the seal.
struct Seal(u64);

impl Seal {
    const FACTOR: u64 = 0xc6a4_a793_5bd1_e995;

    fn take(&mut self, word: u64) {
        let word = word.wrapping_mul(Self::FACTOR);
        let word = (word ^ (word >> 47)).wrapping_mul(Self::FACTOR);
        self.0 = (self.0 ^ word).wrapping_mul(Self::FACTOR);
    }

    /// A value with its type and length, so that none runs into the next.
    fn value(&mut self, value: ValueRef<'_>) {
        match value {
            ValueRef::Null => self.take(0),
            ValueRef::Integer(number) => self.words(1, &number.to_le_bytes()),
            ValueRef::Real(number) => self.words(2, &number.to_le_bytes()),
            ValueRef::Text(text) => self.words(3, text),
            ValueRef::Blob(blob) => self.words(4, blob),
        }
    }

    fn words(&mut self, kind: u64, bytes: &[u8]) {
        self.take(kind << 56 | bytes.len() as u64);
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.take(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.take(u64::from_le_bytes(last));
    }

    /// As SQLite keeps it.
    fn finish(self) -> i64 {
        (self.0 ^ (self.0 >> 47)).cast_signed()
    }
}

/// The columns of a row and its seal behind them, as parameters.
pub fn sealed<'v>(columns: &[ValueRef<'v>]) -> impl Params + use<'v> {
    let mut seal = Seal(0);
    columns.iter().for_each(|column| seal.value(*column));
    let seal = ValueRef::Integer(seal.finish());
    let row: Vec<_> = columns.iter().copied().chain([seal]).collect();
    params_from_iter(row.into_iter().map(ToSqlOutput::Borrowed))
}

/// Refuses a row whose first `columns` are not those that the seal behind them was made of.
pub fn check(row: &Row<'_>, columns: usize) -> rusqlite::Result<()> {
    if is_whole(row, columns)? {
        return Ok(());
    }
    let source = "the row is not as it was written";
    Err(Error::FromSqlConversionFailure(
        columns,
        Type::Integer,
        source.into(),
    ))
}

fn is_whole(row: &Row<'_>, columns: usize) -> rusqlite::Result<bool> {
    let mut seal = Seal(0);
    for column in 0..columns {
        seal.value(row.get_ref(column)?);
    }
    Ok(row.get_ref(columns)? == ValueRef::Integer(seal.finish()))
}

/// The rows of all sealed tables that are not as they were written, the first ones.
pub(super) fn changed(db: &Connection, most: usize) -> rusqlite::Result<Vec<Changed>> {
    let sql = "select name from sqlite_schema where type = 'table'
               and exists (select 1 from pragma_table_info(sqlite_schema.name) where name = 'seal')
               order by name";
    let mut statement = db.prepare(sql)?;
    let tables = statement.query_map([], |row| row.get(0))?;
    let tables: Vec<String> = tables.collect::<Result<_, _>>()?;
    let mut changed = Vec::new();
    for table in &tables {
        changed_in(db, table, most, &mut changed)?;
    }
    Ok(changed)
}

fn changed_in(
    db: &Connection,
    table: &str,
    most: usize,
    changed: &mut Vec<Changed>,
) -> rusqlite::Result<()> {
    let sealed = Sealed::of(db, table)?;
    let mut statement = db.prepare(&sealed.select)?;
    let mut rows = statement.query([])?;
    let mut place = 0;
    while let Some(row) = rows.next()? {
        place += 1;
        if changed.len() < most && !is_whole(row, sealed.columns)? {
            let table = table.to_owned();
            // A changed column may have another type than it should.
            let number = row.get::<_, Option<i64>>(sealed.columns + 1);
            let row_number = number.ok().flatten().unwrap_or(place);
            let day = row.get(sealed.columns + 2).ok().flatten();
            changed.push(Changed {
                table,
                row: row_number,
                day,
            });
        }
    }
    Ok(())
}

/// How a sealed table is read.
struct Sealed {
    /// The sealed columns, the seal, the row's number if it has one, its day if it has one.
    select: String,
    columns: usize,
}

impl Sealed {
    fn of(db: &Connection, table: &str) -> rusqlite::Result<Sealed> {
        let sql = "select name, pk = 1 and type = 'INTEGER' from pragma_table_info(?1)";
        let mut statement = db.prepare(sql)?;
        let columns = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let columns: Vec<(String, bool)> = columns.collect::<Result<_, _>>()?;
        let number = columns.iter().find(|(_, is_number)| *is_number);
        let number = number.map_or("null", |(name, _)| name);
        let has_moment = columns.iter().any(|(name, _)| name == "at");
        let day = if has_moment {
            "date(at / 1000, 'unixepoch')"
        } else {
            "null"
        };
        let sealed: Vec<&str> = columns
            .iter()
            .filter(|(name, is_number)| name != "seal" && !is_number)
            .map(|(name, _)| name.as_str())
            .collect();
        let list = sealed.join(", ");
        Ok(Sealed {
            select: format!("select {list}, seal, {number}, {day} from {table}"),
            columns: sealed.len(),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn db() -> Connection {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(
            "create table notes (seq integer primary key, at integer, text text, seal integer) strict;
             create table names (name text primary key, seal integer) strict, without rowid;
             create table free (text text) strict",
        )
        .unwrap();
        let at = 1_772_442_904_120;
        for text in ["a", "b"] {
            let sql = "insert into notes (at, text, seal) values (?1, ?2, ?3)";
            db.execute(sql, sealed(&[ValueRef::Integer(at), text.into()]))
                .unwrap();
        }
        db.execute("insert into names values (?1, ?2)", sealed(&["n".into()]))
            .unwrap();
        db
    }

    #[track_caller]
    fn check(change: &str, expected: &[&str]) {
        let db = db();
        db.execute_batch(change).unwrap();
        let said: Vec<String> = changed(&db, 9)
            .unwrap()
            .iter()
            .map(Changed::to_string)
            .collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn a_change_in_any_sealed_column_is_named_by_its_row() {
        check("", &[]);
        check(
            "insert into free values ('x'); update notes set seq = 7 where seq = 2",
            &[],
        );
        let second = "row 2 of `notes` (2026-03-02) is not as it was written";
        check("update notes set text = 'c' where seq = 2", &[second]);
        check("update notes set text = null where seq = 2", &[second]);
        check("update notes set seal = seal + 1 where seq = 2", &[second]);
        check(
            "update names set name = 'm'; update notes set at = null where seq = 1",
            &[
                "row 1 of `names` is not as it was written",
                "row 1 of `notes` is not as it was written",
            ],
        );
    }

    #[test]
    fn no_value_runs_into_the_next() {
        let of = |values: &[ValueRef<'_>]| {
            let mut seal = Seal(0);
            values.iter().for_each(|value| seal.value(*value));
            seal.finish()
        };
        assert_ne!(
            of(&["ab".into(), "c".into()]),
            of(&["a".into(), "bc".into()])
        );
        assert_ne!(of(&["a".into()]), of(&["a".into(), "".into()]));
        assert_ne!(of(&["a".into()]), of(&["a\0".into()]));
        assert_ne!(of(&[ValueRef::Null]), of(&["".into()]));
        assert_ne!(of(&["a".into()]), of(&[ValueRef::Blob(b"a")]));
    }
}
