//! Adds up a KPI's cube: whole months, and the days around them.
//!
//! Rows of a KPI with a window lie in cells by the stretch of time in which they
//! can be judged. Cells of stretches that are over count as they are. The stretch
//! of the moment of asking is read more finely, and only where there is such a
//! cell: of months in the cells of their days, of days in the facts.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rusqlite::{Connection, params_from_iter};
use rustc_hash::FxHashMap;

use super::definition::Kpi;
use super::query::{Query, from_facts};
use super::question::{Axis, Question};
use super::slices::{Slices, shown};
use crate::facts::cubes::{self, Cell, judged_by, judged_from};
use crate::facts::slice::{Span, Spans};
use crate::period::{Millis, Period};

/// One question to one cube, summed by an axis.
pub(super) struct Cube<'a> {
    pub(super) db: &'a Connection,
    pub(super) kpi: &'a Kpi,
    pub(super) question: &'a Question,
    pub(super) axis: Option<&'a Axis>,
    /// What the axis is in SQL.
    pub(super) column: &'a str,
}

impl Cube<'_> {
    pub(super) fn add_to(&self, slices: &mut Slices<'_>) -> rusqlite::Result<()> {
        let mut sliced = Sliced::of(self)?;
        for spans in Axis::spans(self.axis, self.question.period) {
            self.add_spans(spans, Millis::MIN, &mut sliced, slices)?;
        }
        sliced.add_to(slices);
        Ok(())
    }

    /// Goes over the cells that are asked for, each with the number of its slice; the slices
    /// by number. Only of a KPI without a window, all rows of which can be judged.
    pub(super) fn each(&self, mut take: impl FnMut(usize, &Cell)) -> rusqlite::Result<Vec<String>> {
        let mut sliced = Sliced::of(self)?;
        for spans in Axis::spans(self.axis, self.question.period) {
            cubes::each(self.db, &self.kpi.name, spans, |cell| {
                if let Some(place) = sliced.place(&cell) {
                    take(place, &cell);
                }
            })?;
        }
        let mut names = vec![String::new(); sliced.sums.len()];
        for (name, place) in sliced.places {
            names[place] = name;
        }
        Ok(names)
    }

    /// Adds the rows that could be judged from one moment on, and by that of asking.
    fn add_spans(
        &self,
        spans: Spans,
        judged_since: Millis,
        sliced: &mut Sliced,
        slices: &mut Slices<'_>,
    ) -> rusqlite::Result<()> {
        let as_of = self.question.as_of;
        let windowed = self.kpi.window.is_some();
        let last = judged_by(spans.span, as_of);
        let mut open = BTreeSet::new();
        cubes::each(self.db, &self.kpi.name, spans, |cell| {
            let Some(place) = sliced.place(&cell) else {
                return;
            };
            if !windowed || (cell.judged_by > judged_since && cell.judged_by <= as_of) {
                sliced.sums[place].add(&cell.sums);
            } else if cell.judged_by == last && last > as_of {
                open.insert(cell.day);
            }
        })?;
        let since = judged_from(spans.span, as_of);
        for open in open.into_iter().map(|day| spans.span.period(day)) {
            match spans.span {
                Span::Month => self.add_spans(Spans::days(open), since, sliced, slices)?,
                Span::Day => slices.add_rows(self.db, &self.facts_of(open, since))?,
            }
        }
        Ok(())
    }

    fn facts_of(&self, period: Period, judged_since: Millis) -> Query {
        let question = Question {
            period,
            ..self.question.clone()
        };
        let mut query = from_facts(self.kpi, &question, self.column);
        query.and(" and judged_at >= ?", judged_since);
        query
    }
}

/// Sums by the values of an axis, and which cells come to which.
struct Sliced {
    places: FxHashMap<String, usize>,
    sums: Vec<cubes::Sums>,
    by: By,
}

/// What tells slices apart; the places are those of their sums.
struct By {
    axis: Option<Axis>,
    /// The place of each crossing, where some are not asked for, or told apart; the others
    /// have none.
    crossings: Option<Vec<Option<usize>>>,
    /// The day of the last cell, with its place: cells come day by day.
    day: Option<(Date, usize)>,
}

impl Sliced {
    fn of(cube: &Cube<'_>) -> rusqlite::Result<Sliced> {
        let mut sliced = Sliced {
            places: FxHashMap::default(),
            sums: Vec::new(),
            by: By {
                axis: cube.axis.cloned(),
                crossings: None,
                day: None,
            },
        };
        let filters = &cube.question.filters;
        let told_apart = !matches!(cube.axis, None | Some(Axis::Time(_)));
        if told_apart || filters.given().next().is_some() {
            sliced.tell_apart(cube, told_apart)?;
        } else {
            sliced.slice(String::new());
        }
        Ok(sliced)
    }

    /// Asks which crossings count, and under which name.
    fn tell_apart(&mut self, cube: &Cube<'_>, by_name: bool) -> rusqlite::Result<()> {
        let name = if by_name { cube.column } else { "''" };
        let mut query = Query {
            sql: format!("select number, {name} from crossings where true"),
            values: Vec::new(),
        };
        for (dimension, value) in cube.question.filters.given() {
            query.and(&format!(" and {dimension} = ?"), value.to_owned());
        }
        let mut statement = cube.db.prepare_cached(&query.sql)?;
        let mut rows = statement.query(params_from_iter(&query.values))?;
        let mut crossings = Vec::new();
        while let Some(row) = rows.next()? {
            let number: usize = row.get(0)?;
            crossings.resize(crossings.len().max(number + 1), None);
            crossings[number] = Some(self.slice(shown(row.get(1)?)));
        }
        self.by.crossings = Some(crossings);
        Ok(())
    }

    /// The place of a slice.
    fn slice(&mut self, name: String) -> usize {
        *self.places.entry(name).or_insert_with(|| {
            self.sums.push(cubes::Sums::default());
            self.sums.len() - 1
        })
    }

    /// Where a cell counts; nowhere, if it is not asked for.
    fn place(&mut self, cell: &Cell) -> Option<usize> {
        let place = match &self.by.crossings {
            Some(crossings) => crossings.get(cell.crossing as usize).copied().flatten()?,
            None => 0,
        };
        let Some(Axis::Time(granularity)) = self.by.axis else {
            return Some(place);
        };
        match self.by.day {
            Some((day, place)) if day == cell.day => Some(place),
            _ => {
                let place = self.slice(granularity.bucket(cell.day).to_string());
                self.by.day = Some((cell.day, place));
                Some(place)
            }
        }
    }

    fn add_to(self, slices: &mut Slices<'_>) {
        for (name, place) in self.places {
            let sums = &self.sums[place];
            if sums.n != 0 {
                slices.add(name, sums);
            }
        }
    }
}
