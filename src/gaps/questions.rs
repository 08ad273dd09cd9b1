//! The very questions behind a line of what found no answer.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::groups::forms;
use crate::kpi::{Question, Rows};

/// Which questions are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Which<'w> {
    /// Only those that say the same as this one.
    pub expression: Option<&'w str>,
    /// Only those unanswered for this reason.
    pub reason: Option<&'w str>,
}

/// Questions that found no answer, newest first, with their reasons.
pub fn rows(
    db: &Connection,
    question: &Question,
    which: Which<'_>,
    limit: usize,
) -> rusqlite::Result<Rows> {
    let mut sql = format!(
        "select at, day, channel, lang, application, theme, question, total,
         substr(reasons, 3) as reasons from ({ASKED}) where reasons <> '' and day >= ? and day <= ?"
    );
    let days = [question.period.from, question.period.to];
    let mut values: Vec<Value> = days.map(|day| day.to_string().into()).to_vec();
    for (column, value) in question.filters.given() {
        sql.push_str(&format!(" and coalesce({column}, '') = ?"));
        values.push(value.to_owned().into());
    }
    if let Some(reason) = which.reason {
        sql.push_str(" and instr(reasons || ',', ', ' || ? || ',')");
        values.push(reason.to_owned().into());
    }
    if let Some(expression) = which.expression {
        sql.push_str(" and form in (?, ?)");
        values.extend(forms(expression).map(Value::from));
    }
    Rows::read(db, &sql, &values, "at desc, question", limit)
}

/// Searches and messages with the names of their reasons, each behind `, `.
const ASKED: &str = "
    select at, day, channel, lang, application, theme, form, query as question, total,
      iif(no_result, ', no_result', '') || iif(no_click, ', no_click', '') ||
      iif(reformulated, ', reformulated', '') || iif(negative, ', negative', '') ||
      iif(handoff, ', handoff', '') as reasons
    from intents
    union all
    select at, day, channel, lang, application, theme, form, text, null,
      iif(negative, ', negative', '') || iif(handoff, ', handoff', '') ||
      iif(misunderstood, ', misunderstood', '')
    from messages";
