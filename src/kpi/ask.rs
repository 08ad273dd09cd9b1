//! One KPI, asked one question by one axis: the sums, and the rows, of its slices.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::cube::Cube;
use super::definition::Kpi;
use super::figure::Figure;
use super::header::Kind;
use super::query::{counted, from_facts};
use super::question::{Axis, Question};
use super::run::Error;
use super::slices::{Slices, each_row};
use super::sums::Sums;
use crate::facts::cubes::{self, Cell};
use crate::period::Period;

/// What is asked of a KPI.
#[derive(Clone, Copy)]
pub(super) struct Ask<'a> {
    pub(super) db: &'a Connection,
    pub(super) kpi: &'a Kpi,
    pub(super) question: &'a Question,
    pub(super) axis: Option<&'a Axis>,
}

/// Figures by the values of an axis; without one, under the empty text.
pub(super) type Figures = BTreeMap<String, Figure>;

impl<'a> Ask<'a> {
    /// The same of another question.
    pub(super) fn with(self, question: &'a Question) -> Ask<'a> {
        Ask { question, ..self }
    }

    /// The same without an axis.
    pub(super) fn total(self) -> Ask<'a> {
        Ask { axis: None, ..self }
    }

    pub(super) fn failed(&self, source: rusqlite::Error) -> Error {
        Error::Sqlite {
            kpi: self.kpi.name.clone(),
            source,
        }
    }

    /// What parts the rows, as SQL.
    fn parted_by(&self) -> String {
        self.axis.map_or_else(|| "''".to_owned(), Axis::expression)
    }

    /// The sums by slice: from the cube, if it is there and has the axis, else from the facts.
    pub(super) fn sums(&self) -> Result<BTreeMap<String, Sums>, Error> {
        let mut slices = Slices::new(self.axis);
        let column = &self.parted_by();
        if self.has_cube()? {
            let cube = self.cube(column);
            cube.add_to(&mut slices)
                .map_err(|error| self.failed(error))?;
        } else {
            self.known_column()?;
            let rows = from_facts(self.kpi, self.question, column);
            slices
                .add_rows(self.db, &rows)
                .map_err(|error| self.failed(error))?;
        }
        Ok(slices.into_sums())
    }

    /// Goes over the cells of the cube, each with the number of its slice; the slices by
    /// number. None, where the facts must be read.
    pub(super) fn each_cell(
        &self,
        take: impl FnMut(usize, &Cell),
    ) -> Result<Option<Vec<String>>, Error> {
        if self.kpi.window.is_some() || !self.has_cube()? {
            return Ok(None);
        }
        let slices = self.cube(&self.parted_by()).each(take);
        slices.map(Some).map_err(|error| self.failed(error))
    }

    fn cube<'c>(&self, column: &'c str) -> Cube<'c>
    where
        'a: 'c,
    {
        Cube {
            db: self.db,
            kpi: self.kpi,
            question: self.question,
            axis: self.axis,
            column,
        }
    }

    /// Not while it is still being filled.
    fn has_cube(&self) -> Result<bool, Error> {
        if !self.axis.is_none_or(Axis::is_in_cubes) {
            return Ok(false);
        }
        let kept = cubes::is_kept(self.db, &self.kpi.name, &self.kpi.digest_of_rows());
        kept.map_err(|error| self.failed(error))
    }

    /// The sums of all that is asked for.
    pub(super) fn sum(&self) -> Result<Sums, Error> {
        let sums = self.total().sums()?;
        Ok(sums.into_values().next().unwrap_or_default())
    }

    /// The sums by slice of another period.
    pub(super) fn sums_of(&self, period: Period) -> Result<BTreeMap<String, Sums>, Error> {
        let question = Question {
            period,
            ..self.question.clone()
        };
        let ask = Ask {
            db: self.db,
            kpi: self.kpi,
            question: &question,
            axis: self.axis,
        };
        ask.sums()
    }

    /// Goes over the rows that count, each with the number of its slice, and the values of
    /// more columns; returns the slices by number.
    pub(super) fn each_row(
        &self,
        columns: &str,
        take: impl FnMut(usize, &rusqlite::Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<Vec<String>, Error> {
        self.known_column()?;
        let columns = format!("{}, {columns}", self.parted_by());
        let query = counted(self.kpi, self.question, &columns);
        each_row(self.db, &query, self.axis, take).map_err(|error| self.failed(error))
    }

    /// An axis must be a column of the SELECT.
    pub(super) fn known_column(&self) -> Result<(), Error> {
        // A formula has the axes of its parts, which see to it themselves.
        let is_formula = self.kpi.kind == Kind::Formula;
        let Some(axis) = self.axis.filter(|axis| !is_formula && !axis.is_in_cubes()) else {
            return Ok(());
        };
        let known = self.kpi.columns(self.db)?;
        let mut asked = axis.columns().iter();
        let Some(unknown) = asked.find(|asked| !known.contains(asked)) else {
            return Ok(());
        };
        let axes = self.kpi.axes(self.db)?;
        Err(Error::Axis {
            kpi: self.kpi.name.clone(),
            axis: unknown.clone(),
            known: format!("day, {}, week, month", axes.join(", ")),
        })
    }
}

/// Columns of a SELECT that say when and how much, and not of what.
const NO_AXES: [&str; 7] = ["at", "day", "num", "den", "judged_at", "left_out", "person"];

impl Kpi {
    /// By what it can be sliced, beside time; a formula by what all its parts have.
    pub fn axes(&self, db: &Connection) -> Result<Vec<String>, Error> {
        if self.kind == Kind::Formula {
            let parts = self.of.kpis.iter().map(|part| part.axes(db));
            let mut parts = parts.collect::<Result<Vec<_>, Error>>()?.into_iter();
            let first = parts.next().unwrap_or_default();
            let others: Vec<Vec<String>> = parts.collect();
            let is_common = |axis: &String| others.iter().all(|part| part.contains(axis));
            return Ok(first.into_iter().filter(is_common).collect());
        }
        let mut axes = self.columns(db)?;
        axes.retain(|name| !NO_AXES.contains(&name.as_str()));
        Ok(axes)
    }

    /// The columns of its SELECT.
    pub(super) fn columns(&self, db: &Connection) -> Result<Vec<String>, Error> {
        let read = || {
            let statement = db.prepare_cached(&self.select)?;
            let names = statement.column_names();
            Ok(names.into_iter().map(str::to_owned).collect())
        };
        read().map_err(|source| Error::Sqlite {
            kpi: self.name.clone(),
            source,
        })
    }
}
