//! Fills the cubes of new definitions while the others are followed and read.
//!
//! Tables are gone through piece by piece, by the numbers of their rows, up to a mark
//! that moves. What a row up to the mark becomes is followed, a row behind it will be
//! summed when the mark comes there; so at any time these cubes are the sums up to the
//! marks. They are in memory, and put in their place in one transaction when no row is
//! left: nothing is written on the way, nobody waits, and whoever is stopped begins again.

use rusqlite::Connection;

use super::crossings::Crossings;
use super::cube::Cube;
use super::source::Source;
use super::summing::{Computed, Summing};
use super::{AT_A_TIME, notes, replace};
use crate::facts::among::{Among, Marks};
use crate::failpoint::reach;

/// Rows that are summed before somebody else may have a turn.
const PIECE: i64 = 10_000;

/// Cubes that are not there yet.
pub(crate) struct Filling {
    cubes: Vec<(Source, Cube)>,
    marks: Marks,
}

impl Filling {
    /// Begins to fill some of the cubes that are missing; none, where none is.
    pub(crate) fn of(missing: &[&Source]) -> Option<Filling> {
        let sources = missing.iter().take(AT_A_TIME).copied();
        let cubes = sources.map(|source| (source.clone(), Cube::default()));
        let filling = Filling {
            cubes: cubes.collect(),
            marks: Marks::new(),
        };
        (!filling.cubes.is_empty()).then_some(filling)
    }

    /// Whether it fills these, and not what they were defined as before.
    pub(crate) fn is_of(&self, missing: &[&Source]) -> bool {
        let is_missing = |source: &Source| {
            let mut missing = missing.iter();
            missing.any(|it| (&it.kpi, &it.digest) == (&source.kpi, &source.digest))
        };
        self.sources().all(is_missing)
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.cubes.iter().map(|(source, _)| source)
    }

    pub(crate) fn kpis(&self) -> impl Iterator<Item = &str> {
        self.sources().map(|source| source.kpi.as_str())
    }

    pub(super) fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Adds what followed, once it is committed, or what was summed.
    pub(crate) fn add(&mut self, db: &Connection, changes: Vec<Computed>) -> rusqlite::Result<()> {
        let before = std::mem::take(&mut self.cubes);
        for ((source, mut cube), change) in before.into_iter().zip(changes) {
            match change {
                Ok(change) => {
                    cube.add_all(change, 1);
                    self.cubes.push((source, cube));
                }
                Err(error) => notes::set_failed(db, &source, &error)?,
            }
        }
        Ok(())
    }

    /// Sums the next piece; puts the cubes in their place where there is none, and says so.
    pub(crate) fn go_on(&mut self, db: &Connection) -> rusqlite::Result<bool> {
        let Some((table, last)) = self.next_table(db)? else {
            return self.put_in_place(db).map(|()| true);
        };
        let after = self.marks.get(table).copied().unwrap_or(0);
        let until = last.min(after + PIECE);
        let crossings = Crossings::load(db)?;
        let summing = Summing {
            db,
            crossings: &crossings,
            among: Among::Between { table, after, until },
            tables: &[table],
        };
        let sources: Vec<&Source> = self.sources().collect();
        let summed = summing.cubes(&sources)?;
        crossings.store(db)?;
        self.add(db, summed)?;
        self.marks.insert(table, until);
        Ok(false)
    }

    /// A table with rows behind its mark, and its last row.
    fn next_table(&self, db: &Connection) -> rusqlite::Result<Option<(&'static str, i64)>> {
        let mut tables: Vec<&'static str> = self
            .sources()
            .flat_map(|source| source.tables.iter().copied())
            .collect();
        tables.sort_unstable();
        tables.dedup();
        for table in tables {
            let last = last_row(db, table)?;
            if last > self.marks.get(table).copied().unwrap_or(0) {
                return Ok(Some((table, last)));
            }
        }
        Ok(None)
    }

    fn put_in_place(&mut self, db: &Connection) -> rusqlite::Result<()> {
        let transaction = db.unchecked_transaction()?;
        for (source, cube) in &self.cubes {
            replace(&transaction, source, Ok(cube.packed()))?;
        }
        reach("refresh.cubes_filled");
        transaction.commit()
    }
}

fn last_row(db: &Connection, table: &str) -> rusqlite::Result<i64> {
    let sql = format!("select coalesce(max(rowid), 0) from main.{table}");
    db.prepare_cached(&sql)?.query_row([], |row| row.get(0))
}
