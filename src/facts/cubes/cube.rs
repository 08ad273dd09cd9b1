//! The sums of one KPI, in memory: read from its rows, written to the table.

use std::collections::hash_map::Entry;
use std::ops::{AddAssign, SubAssign};

use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

use super::exact::Exact;
use super::judged_by;
use crate::facts::slice::{Slice, Span};
use crate::period::Millis;

/// Rows of one slice that can be judged by the same moment.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Cell {
    slice: Slice,
    judged_by: Millis,
}

#[derive(Clone, Copy, Default, PartialEq)]
struct Sums {
    n: i64,
    num: Exact,
    den: Exact,
    num2: Exact,
    den2: Exact,
    numden: Exact,
}

/// The sums of one KPI by cell, of days.
#[derive(Default)]
pub(crate) struct Cube {
    cells: FxHashMap<Cell, Sums>,
}

impl Cube {
    /// Sums the rows of a query by cell.
    pub(super) fn of(db: &Connection, sql: &str) -> rusqlite::Result<Cube> {
        let mut cube = Cube::default();
        let mut statement = db.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut cell = Cell::default();
        while let Some(row) = rows.next()? {
            let (num, den) = (Exact::read(row.get_ref(5)?), Exact::read(row.get_ref(6)?));
            let (Some(num), Some(den)) = (num, den) else {
                continue;
            };
            cell.slice.read(row)?;
            let judged_at: Option<Millis> = row.get(7)?;
            cell.judged_by = judged_by(Span::Day, judged_at.unwrap_or(0));
            cube.add(&cell, Sums::of(num, den));
        }
        Ok(cube)
    }

    /// The name of a cell is copied only when it is new.
    fn add(&mut self, cell: &Cell, sums: Sums) {
        match self.cells.get_mut(cell) {
            Some(before) => *before += sums,
            None => {
                self.cells.insert(cell.clone(), sums);
            }
        }
    }

    pub(super) fn take_away(&mut self, other: Cube) {
        for (cell, sums) in other.cells {
            match self.cells.entry(cell) {
                Entry::Occupied(mut before) => *before.get_mut() -= sums,
                Entry::Vacant(before) => *before.insert(Sums::default()) -= sums,
            }
        }
    }

    /// The same sums of months.
    fn months(&self) -> Cube {
        let mut months = Cube::default();
        for (cell, sums) in &self.cells {
            let cell = Cell {
                slice: cell.slice.month(),
                judged_by: judged_by(Span::Month, cell.judged_by),
            };
            months.add(&cell, *sums);
        }
        months
    }

    /// Adds the sums to the table, of days and of months.
    pub(super) fn store(self, db: &Connection, kpi: &str) -> rusqlite::Result<()> {
        let months = self.months();
        self.store_spans(db, kpi, Span::Day)?;
        months.store_spans(db, kpi, Span::Month)
    }

    fn store_spans(self, db: &Connection, kpi: &str, span: Span) -> rusqlite::Result<()> {
        let mut add = db.prepare_cached(&add_to_cell())?;
        let mut remove = db.prepare_cached(&format!("delete from cubes where {CELL} and n = 0"))?;
        let mut cells: Vec<(Cell, Sums)> = self.cells.into_iter().collect();
        cells.retain(|(_, sums)| *sums != Sums::default());
        // In the order of the table, which is then written from front to back.
        cells.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        for (cell, sums) in cells {
            let [day, channel, lang, application, theme] = cell.slice.names();
            let judged_by = cell.judged_by;
            let span = span.as_str();
            add.execute(params![
                kpi,
                span,
                day,
                channel,
                lang,
                application,
                theme,
                judged_by,
                sums.n,
                sums.num,
                sums.den,
                sums.num2,
                sums.den2,
                sums.numden,
            ])?;
            if sums.n < 0 {
                remove.execute(params![
                    kpi,
                    span,
                    day,
                    channel,
                    lang,
                    application,
                    theme,
                    judged_by
                ])?;
            }
        }
        Ok(())
    }
}

const CELL: &str = "kpi = ? and span = ? and day = ? and channel = ? and lang = ?
    and application = ? and theme = ? and judged_by = ?";

fn add_to_cell() -> String {
    let sums = ["n", "num", "den", "num2", "den2", "numden"];
    let added = sums.map(|sum| format!("{sum} = {sum} + excluded.{sum}"));
    format!(
        "insert into cubes values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict do update set {}",
        added.join(", ")
    )
}

impl Sums {
    fn of(num: Exact, den: Exact) -> Sums {
        Sums {
            n: 1,
            num,
            den,
            num2: num * num,
            den2: den * den,
            numden: num * den,
        }
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Sums) {
        self.n += other.n;
        self.num += other.num;
        self.den += other.den;
        self.num2 += other.num2;
        self.den2 += other.den2;
        self.numden += other.numden;
    }
}

impl SubAssign for Sums {
    fn sub_assign(&mut self, other: Sums) {
        self.n -= other.n;
        self.num -= other.num;
        self.den -= other.den;
        self.num2 -= other.num2;
        self.den2 -= other.den2;
        self.numden -= other.numden;
    }
}
