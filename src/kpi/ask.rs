//! One KPI, asked one question by one axis: the sums, and the rows, of its slices.

use std::collections::BTreeMap;

use rusqlite::{Connection, params_from_iter};

use super::cube::Cube;
use super::definition::Kpi;
use super::figure::Figure;
use super::query::{Slices, bucket, counted, from_facts, shown};
use super::question::{Axis, Question};
use super::run::Error;
use super::sums::Sums;
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

    pub(super) fn column(&self) -> &'a str {
        self.axis.map_or("''", Axis::column)
    }

    /// The sums by slice: from the cube, if it has the axis, else from the facts.
    pub(super) fn sums(&self) -> Result<BTreeMap<String, Sums>, Error> {
        let mut slices = Slices {
            axis: self.axis,
            sums: BTreeMap::new(),
        };
        let column = self.column();
        if self.axis.is_none_or(Axis::is_in_cubes) {
            let cube = Cube {
                db: self.db,
                kpi: self.kpi,
                question: self.question,
                column,
            };
            cube.add_to(&mut slices)
                .map_err(|error| self.failed(error))?;
        } else {
            self.known_column()?;
            let rows = from_facts(self.kpi, self.question, column);
            slices
                .add(self.db, &rows)
                .map_err(|error| self.failed(error))?;
        }
        Ok(slices.sums)
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
        mut take: impl FnMut(usize, &rusqlite::Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<Vec<String>, Error> {
        self.known_column()?;
        let column = match self.column() {
            "''" => "''".to_owned(),
            column => format!("\"{column}\""),
        };
        let query = counted(self.kpi, self.question, &format!("{column}, {columns}"));
        let mut numbers = Numbers::new(self.axis);
        let read = || {
            let mut statement = self.db.prepare_cached(&query.sql)?;
            let mut rows = statement.query(params_from_iter(&query.values))?;
            while let Some(row) = rows.next()? {
                take(numbers.of(row)?, row)?;
            }
            Ok(numbers.names)
        };
        read().map_err(|error| self.failed(error))
    }

    /// An axis must be a column of the SELECT.
    pub(super) fn known_column(&self) -> Result<(), Error> {
        if self.axis.is_none_or(Axis::is_in_cubes) {
            return Ok(());
        }
        let statement = self.db.prepare_cached(&self.kpi.select);
        let statement = statement.map_err(|error| self.failed(error))?;
        let known: Vec<&str> = statement.column_names().collect();
        if known.contains(&self.column()) {
            return Ok(());
        }
        let hidden = ["at", "num", "den", "judged_at", "left_out", "person"];
        let axes: Vec<&str> = known
            .into_iter()
            .filter(|name| !hidden.contains(name))
            .collect();
        Err(Error::Axis {
            kpi: self.kpi.name.clone(),
            axis: self.column().to_owned(),
            known: format!("{}, week, month", axes.join(", ")),
        })
    }
}

/// Numbers for slices, in the order in which rows name them.
struct Numbers<'a> {
    axis: Option<&'a Axis>,
    names: Vec<String>,
    /// By the value as it is in the row: many rows, few values.
    known: BTreeMap<String, usize>,
}

impl Numbers<'_> {
    fn new(axis: Option<&Axis>) -> Numbers<'_> {
        Numbers {
            axis,
            names: Vec::new(),
            known: BTreeMap::new(),
        }
    }

    fn of(&mut self, row: &rusqlite::Row<'_>) -> rusqlite::Result<usize> {
        let value = row.get_ref(0)?;
        if let Ok(text) = value.as_str()
            && let Some(number) = self.known.get(text)
        {
            return Ok(*number);
        }
        let value = shown(row.get(0)?);
        let name = match self.axis {
            Some(Axis::Time(granularity)) => bucket(&value, *granularity),
            _ => value.clone(),
        };
        let place = self.names.iter().position(|known| *known == name);
        let number = place.unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        });
        self.known.insert(value, number);
        Ok(number)
    }
}
