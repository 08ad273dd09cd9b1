//! The SQL that gives a KPI's rows.

use rusqlite::types::Value;

use super::definition::Kpi;
use super::question::Question;
use crate::period::Period;

/// SQL with its values.
pub(super) struct Query {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

/// A KPI's rows, with an expression over columns of its SELECT.
pub(super) fn from_facts(kpi: &Kpi, question: &Question, column: &str) -> Query {
    counted(kpi, question, &format!("{column}, num, den"))
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
