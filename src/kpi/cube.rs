//! Adds up a KPI's cube: whole months, and the days around them.
//!
//! Rows of a KPI with a window lie in cells by the stretch of time in which they
//! can be judged. Cells of stretches that are over count as they are. The stretch
//! of the moment of asking is read more finely, and only where there is such a
//! cell: of months in the cells of their days, of days in the facts.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::definition::Kpi;
use super::query::{Query, Slices, days, from_facts};
use super::question::{Axis, Question};
use crate::facts::cubes::{judged_by, judged_from};
use crate::facts::slice::{Span, Spans};
use crate::period::{Millis, Period};

/// One question to one cube, summed by a column.
pub(super) struct Cube<'a> {
    pub(super) db: &'a Connection,
    pub(super) kpi: &'a Kpi,
    pub(super) question: &'a Question,
    pub(super) column: &'a str,
}

impl Cube<'_> {
    pub(super) fn add_to(&self, slices: &mut Slices<'_>) -> rusqlite::Result<()> {
        for spans in Axis::spans(slices.axis, self.question.period) {
            self.add_spans(spans, Millis::MIN, slices)?;
        }
        Ok(())
    }

    /// Adds the rows that could be judged from one moment on, and by that of asking.
    fn add_spans(
        &self,
        spans: Spans,
        judged_since: Millis,
        slices: &mut Slices<'_>,
    ) -> rusqlite::Result<()> {
        slices.add(self.db, &self.judged(spans, judged_since))?;
        if self.kpi.window.is_none() {
            return Ok(());
        }
        let since = judged_from(spans.span, self.question.as_of);
        for open in self.open(spans)? {
            match spans.span {
                Span::Month => self.add_spans(Spans::days(open), since, slices)?,
                Span::Day => slices.add(self.db, &self.facts_of(open, since))?,
            }
        }
        Ok(())
    }

    fn judged(&self, spans: Spans, judged_since: Millis) -> Query {
        let sums = "sum(n), total(num), total(den), total(num2), total(den2), total(numden)";
        let mut query = self.cells(&format!("{}, {sums}", self.column), spans);
        if self.kpi.window.is_some() {
            query.and(" and judged_by > ?", judged_since);
            query.and(" and judged_by <= ?", self.question.as_of);
        }
        query
    }

    /// The days or months in which rows are judged in the stretch of the moment of asking.
    fn open(&self, spans: Spans) -> rusqlite::Result<Vec<Period>> {
        let as_of = self.question.as_of;
        let mut query = self.cells("distinct day", spans);
        query.and(" and judged_by = ?", judged_by(spans.span, as_of));
        query.and(" and judged_by > ?", as_of);
        let mut statement = self.db.prepare_cached(&query.sql)?;
        let days: Vec<String> = statement
            .query_map(params_from_iter(&query.values), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let first_days = days.iter().filter_map(|day| day.parse().ok());
        Ok(first_days.map(|day| spans.span.period(day)).collect())
    }

    fn cells(&self, columns: &str, spans: Spans) -> Query {
        let span = spans.span.as_str().to_owned();
        let [from, to] = days(Period {
            from: spans.from,
            to: spans.to,
        });
        let mut query = Query {
            sql: format!(
                "select {columns} from cubes where kpi = ? and span = ? and day >= ? and day <= ?"
            ),
            values: vec![self.kpi.name.clone().into(), Value::Text(span), from, to],
        };
        for (dimension, value) in self.question.filters.given() {
            query.and(&format!(" and {dimension} = ?"), value.to_owned());
        }
        query
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
