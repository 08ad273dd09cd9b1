//! Fills the cubes of new definitions while the others are followed and read.
//!
//! Tables are gone through piece by piece, by the numbers of their rows, up to a mark
//! that moves. What a row up to the mark becomes is followed, a row behind it will be
//! summed when the mark comes there; so at any time these cubes are the sums up to the
//! marks. They are in memory, and put in their place in one transaction when no row is
//! left: nothing is written on the way, nobody waits, and whoever is stopped begins again.

use rusqlite::Connection;

use super::cube::Cube;
use super::numbers::Numbers;
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
    /// Rows that are summed at a time.
    piece: i64,
}

impl Filling {
    /// Begins to fill some of the cubes that are missing; none, where none is.
    pub(crate) fn of(missing: &[&Source]) -> Option<Filling> {
        let sources = missing.iter().take(AT_A_TIME).copied();
        let cubes = sources.map(|source| (source.clone(), Cube::default()));
        let filling = Filling {
            cubes: cubes.collect(),
            marks: Marks::new(),
            piece: PIECE,
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
        if changes.is_empty() {
            return Ok(());
        }
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
        let until = last.min(after + self.piece);
        let numbers = Numbers::load(db)?;
        let summing = Summing {
            db,
            numbers: &numbers,
            among: Among::Between {
                table,
                after,
                until,
            },
            tables: &[table],
        };
        let sources: Vec<&Source> = self.sources().collect();
        let summed = summing.cubes(&sources)?;
        let transaction = db.unchecked_transaction()?;
        numbers.store(&transaction)?;
        transaction.commit()?;
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

pub(super) fn last_row(db: &Connection, table: &str) -> rusqlite::Result<i64> {
    let sql = format!("select coalesce(max(rowid), 0) from main.{table}");
    db.prepare_cached(&sql)?.query_row([], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeMap;

    use arbtest::arbitrary::{Result, Unstructured};
    use jiff::civil::Date;
    use rusqlite::params;

    use super::*;
    use crate::facts::concerned::{Before, NAMES, delete};
    use crate::facts::cubes::source::{Arm, Names};
    use crate::facts::cubes::{Sums, each};
    use crate::facts::slice::{Span, Spans};

    const SELECT: &str = "
        select at, day, channel, lang, application, theme, position as num, 2 as den,
          client as person
        from clicks where position <> 3
        union all
        select at, day, channel, lang, application, theme, helpful, 1, client
        from votes";

    fn arm(table: &str, when: Option<&str>, num: &str, den: &str) -> Arm {
        Arm {
            table: table.to_owned(),
            when: when.map(str::to_owned),
            num: num.to_owned(),
            den: den.to_owned(),
            judged_at: None,
            person: Some("client".to_owned()),
        }
    }

    /// The same KPI under a name, taken apart or not.
    fn source(kpi: &str, names: Names, apart: bool) -> Source {
        let arms = match apart {
            true => vec![
                arm("clicks", Some("position <> 3"), "position", "2"),
                arm("votes", None, "helpful", "1"),
            ],
            false => Vec::new(),
        };
        Source::new(
            kpi.to_owned(),
            String::new(),
            SELECT.to_owned(),
            false,
            names,
            arms,
        )
    }

    fn filling_of(source: &Source) -> Filling {
        let filling = Filling::of(&[source]).unwrap();
        Filling {
            piece: 3,
            ..filling
        }
    }

    fn fill_at_once(db: &Connection, source: &Source) {
        let mut filling = filling_of(source);
        while !filling.go_on(db).unwrap() {}
    }

    /// Some facts of a person.
    fn insert(u: &mut Unstructured<'_>, db: &Connection, person: u8) -> Result<()> {
        for _ in 0..u.int_in_range(0..=4)? {
            let day = *u.choose(&["2026-01-30", "2026-01-31", "2026-02-01"])?;
            let channel = *u.choose(&["web", "app"])?;
            let number = u.int_in_range(-1..=4_i64)?;
            let (table, more) = *u.choose(&[("clicks", ", null"), ("votes", "")])?;
            let sql = format!(
                "insert into main.{table}
                 values (x'00', ?1, 0, ?2, ?3, null, null, null, 'a', ?4{more})"
            );
            db.execute(&sql, params![[person], day, channel, number])
                .unwrap();
        }
        Ok(())
    }

    /// A batch of events: all facts of somebody are others now, and all sums follow.
    fn batch(
        u: &mut Unstructured<'_>,
        db: &Connection,
        kept: &[&Source],
        filling: &mut Filling,
    ) -> Result<()> {
        let person = u.int_in_range(0..=3)?;
        db.execute_batch(NAMES).unwrap();
        let named = "insert into temp.clients values (?1, 0, 0)";
        db.execute(named, [[person]]).unwrap();
        let before = Before::of(db, kept, Some(filling)).unwrap();
        delete(db).unwrap();
        insert(u, db, person)?;
        let changes = before.follow(db).unwrap();
        filling.add(db, changes).unwrap();
        Ok(())
    }

    type Cells = BTreeMap<(Span, Date, u32, u64), Sums>;

    fn cells(db: &Connection, kpi: &str) -> Cells {
        let mut cells = Cells::new();
        for span in [Span::Day, Span::Month] {
            let (from, to) = (Date::MIN, Date::MAX);
            each(db, kpi, Spans { span, from, to }, |cell| {
                let sums = cells
                    .entry((span, cell.day, cell.crossing, cell.name))
                    .or_default();
                sums.add(&cell.sums);
            })
            .unwrap();
        }
        cells.retain(|_, sums| sums.n != 0);
        cells
    }

    #[test]
    fn a_cube_that_was_filled_while_facts_changed_is_that_of_the_facts() {
        arbtest::arbtest(|u| {
            let db = Connection::open_in_memory().unwrap();
            db.execute_batch(crate::facts::TABLES).unwrap();
            for person in 0..4 {
                insert(u, &db, person)?;
            }
            let names = *u.choose(&[Names::Nothing, Names::Persons, Names::Values])?;
            let kept = source("followed", names, u.arbitrary()?);
            let new = source("filled", names, u.arbitrary()?);
            fill_at_once(&db, &kept);
            let mut filling = filling_of(&new);
            loop {
                if u.ratio(1, 2)? {
                    batch(u, &db, &[&kept], &mut filling)?;
                }
                if filling.go_on(&db).unwrap() {
                    break;
                }
            }
            let at_once = source("at_once", names, false);
            fill_at_once(&db, &at_once);
            let expected = cells(&db, "at_once");
            assert_eq!(cells(&db, "filled"), expected, "filled meanwhile");
            assert_eq!(cells(&db, "followed"), expected, "followed");
            Ok(())
        });
    }
}
