//! The SQL that counts a KPI's rows, and what it gives by slice.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::definition::Kpi;
use super::question::{Axis, Question};
use super::sums::Sums;
use crate::hex::hex;
use crate::period::{Granularity, Period};

/// SQL with its values.
pub(super) struct Query {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

/// A KPI's rows, summed by an expression over columns of its SELECT.
pub(super) fn from_facts(kpi: &Kpi, question: &Question, column: &str) -> Query {
    // `sum` fails on whole numbers beyond 64 bits, as squares of milliseconds soon are.
    let sums =
        "count(*), total(num), total(den), total(num * num), total(den * den), total(num * den)";
    counted(kpi, question, &format!("{column}, {sums}"))
}

/// The KPI's rows that count for a question.
pub(super) fn counted(kpi: &Kpi, question: &Question, columns: &str) -> Query {
    let mut query = asked(&kpi.counted(), question, columns);
    query
        .sql
        .push_str(" and num is not null and den is not null");
    if kpi.window.is_some() {
        query.and(" and coalesce(judged_at, 0) <= ?", question.as_of);
    }
    query
}

/// The rows that a KPI leaves out of a question, and in the column `because` why.
pub(super) fn left_out(kpi: &Kpi, question: &Question) -> Query {
    let never = kpi.leaves_out().unwrap_or("false");
    let young = match kpi.window {
        Some(_) => "num is not null and den is not null and coalesce(judged_at, 0)",
        None => "null",
    };
    let rows = format!(
        "select iif({never}, 'left_out', 'too_young') as because, * from ({}\n)",
        kpi.select
    );
    let mut query = asked(&rows, question, "*");
    query.and(&format!(" and ({never} or {young} > ?)"), question.as_of);
    query
}

/// The rows of a SELECT on the days and with the filters of a question.
fn asked(select: &str, question: &Question, columns: &str) -> Query {
    let mut query = Query {
        sql: format!("select {columns} from ({select}\n) where day >= ? and day <= ?"),
        values: days(question.period).to_vec(),
    };
    for (dimension, value) in question.filters.given() {
        query.and(
            &format!(" and coalesce({dimension}, '') = ?"),
            value.to_owned(),
        );
    }
    query
}

pub(super) fn days(period: Period) -> [Value; 2] {
    [period.from.to_string().into(), period.to.to_string().into()]
}

impl Query {
    /// Adds a condition with its value, or whatever else comes behind.
    pub(super) fn and(&mut self, sql: &str, value: impl Into<Value>) {
        self.sql.push_str(sql);
        self.values.push(value.into());
    }
}

/// Sums by the values of an axis.
pub(super) struct Slices<'a> {
    pub(super) axis: Option<&'a Axis>,
    pub(super) sums: BTreeMap<String, Sums>,
}

impl Slices<'_> {
    /// Adds the rows of a query that gives the axis's column and the six sums.
    pub(super) fn add(&mut self, db: &Connection, query: &Query) -> rusqlite::Result<()> {
        let mut statement = db.prepare_cached(&format!("{} group by 1", query.sql))?;
        let mut rows = statement.query(params_from_iter(&query.values))?;
        while let Some(row) = rows.next()? {
            let name = shown(row.get(0)?);
            let name = match self.axis {
                Some(Axis::Time(granularity)) => bucket(&name, *granularity),
                _ => name,
            };
            *self.sums.entry(name).or_default() += sums(row)?;
        }
        Ok(())
    }
}

pub(super) fn bucket(day: &str, granularity: Granularity) -> String {
    day.parse().map_or_else(
        |_| day.to_owned(),
        |day| granularity.bucket(day).to_string(),
    )
}

fn sums(row: &Row<'_>) -> rusqlite::Result<Sums> {
    Ok(Sums {
        n: row.get(1)?,
        num: row.get(2)?,
        den: row.get(3)?,
        num2: row.get(4)?,
        den2: row.get(5)?,
        numden: row.get(6)?,
    })
}

pub(super) fn shown(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(value) => value.to_string(),
        Value::Real(value) => value.to_string(),
        Value::Text(value) => value,
        Value::Blob(value) => hex(&value),
    }
}
