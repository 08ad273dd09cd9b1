//! The rows behind a figure, or behind a line of a list.

use rusqlite::types::Value;

use super::nothing;
use crate::hex::hex;
use crate::kpi::{Kpi, Rows};
use crate::period::{Zone, rfc3339};
use crate::reports::language::{of_terminal, pick};
use crate::reports::moment::{is_duration, lasting};
use crate::reports::number::count;
use crate::reports::table::{columns, shortened};
use crate::reports::wording;
use crate::text::language::Lang;

/// Where rows are read: only a terminal is too narrow for long questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Terminal,
    File,
}

/// Rows of facts.
pub fn rows(rows: &Rows, place: Place) -> String {
    table(rows, place, &|_, _| None)
}

/// Rows that a KPI leaves out: why, in words.
pub fn rows_left_out(kpi: &Kpi, rows: &Rows, zone: &Zone, place: Place) -> String {
    let lang = of_terminal();
    let judged_at = rows.columns.iter().position(|column| column == "judged_at");
    table(rows, place, &|column, cells| {
        let because = match &cells[column] {
            Value::Text(because) if rows.columns[column] == "because" => because,
            _ => return None,
        };
        let judged_at = match judged_at.map(|place| &cells[place]) {
            Some(Value::Integer(at)) => Some(*at),
            _ => None,
        };
        Some(wording::because(lang, kpi, because, judged_at, zone))
    })
}

/// What is said where a limit cut rows off.
pub fn more_rows(rows: &Rows) -> Option<String> {
    let lang = of_terminal();
    let shown = rows.rows.len() as u64;
    (shown < rows.total).then(|| {
        format!(
            "{} {} {} {}",
            count(lang, shown),
            pick(lang, "sur", "of"),
            count(lang, rows.total),
            pick(
                lang,
                "lignes\u{a0}; --limit en donne plus",
                "rows; --limit gives more"
            )
        )
    })
}

/// Rows in columns; a cell by its column's place, where it is not as it is kept.
fn table(
    rows: &Rows,
    place: Place,
    in_words: &dyn Fn(usize, &[Value]) -> Option<String>,
) -> String {
    let lang = of_terminal();
    if rows.rows.is_empty() {
        return nothing(lang).trim_end().to_owned();
    }
    let cell = |column: usize, cells: &[Value]| {
        let kept = || readable(lang, &rows.columns[column], &cells[column], place);
        in_words(column, cells).unwrap_or_else(kept)
    };
    let mut lines = vec![rows.columns.clone()];
    for cells in &rows.rows {
        lines.push((0..cells.len()).map(|column| cell(column, cells)).collect());
    }
    let left: Vec<usize> = (0..rows.columns.len()).collect();
    columns(&lines, &left).trim_end().to_owned()
}

/// A cell as a person reads it: moments and durations are kept as milliseconds.
fn readable(lang: Lang, column: &str, cell: &Value, place: Place) -> String {
    let longest = match place {
        Place::Terminal => 40,
        Place::File => usize::MAX,
    };
    match cell {
        Value::Null => String::new(),
        Value::Integer(at) if column == "at" || column.ends_with("_at") => rfc3339(*at),
        Value::Integer(millis) if is_duration(column) => lasting(lang, *millis),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => shortened(text, longest),
        Value::Blob(bytes) => hex(bytes),
    }
}
