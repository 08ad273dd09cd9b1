//! One KPI: its value by slices, or the rows behind it.

use std::collections::BTreeMap;

use super::header;
use crate::kpi::run::{Figure, Rows};
use crate::kpi::{Kind, Kpi, Question};
use crate::period::rfc3339;
use crate::reports::language::{of_terminal, pick, text};
use crate::reports::number::{count, decimal, not_applicable, percent};
use crate::reports::table::{columns, shortened};
use crate::text::language::Lang;

/// A KPI over a period, or by an axis.
pub fn kpi(kpi: &Kpi, question: &Question, figures: &BTreeMap<String, Figure>) -> String {
    let lang = of_terminal();
    let mut rows = vec![header(
        lang,
        &[
            ("", ""),
            ("valeur", "value"),
            ("intervalle à 95 %", "95 % interval"),
            ("sur", "of"),
        ],
    )];
    let not_given = pick(lang, "(non indiqué)", "(not given)");
    for (slice, figure) in figures {
        let slice = match slice.as_str() {
            "" if figures.len() == 1 => pick(lang, "tout", "all"),
            "" => not_given,
            slice => slice,
        };
        let value = figure.value.map(|value| shown(lang, kpi.kind, value));
        let interval = figure.low.zip(figure.high).map(|(low, high)| {
            format!(
                "[{} – {}]",
                shown(lang, kpi.kind, low),
                shown(lang, kpi.kind, high)
            )
        });
        rows.push(vec![
            shortened(slice, 40),
            value.unwrap_or_else(|| not_applicable(lang).to_owned()),
            interval.unwrap_or_default(),
            count(lang, figure.n.unsigned_abs()),
        ]);
    }
    let title = text(lang, &kpi.title);
    let table = columns(&rows, &[0]);
    format!("{title}, {}\n\n{}", question.period, table.trim_end())
}

fn shown(lang: Lang, kind: Kind, value: f64) -> String {
    match kind {
        Kind::Ratio => percent(lang, value),
        Kind::Mean => decimal(lang, value, 2),
        Kind::Sum => count(lang, value as u64),
    }
}

/// The rows behind a figure.
pub fn rows(rows: &Rows) -> String {
    let cells = |row: &Vec<String>| {
        let named = rows.columns.iter().zip(row);
        named.map(|(column, cell)| readable(column, cell)).collect()
    };
    let mut lines = vec![rows.columns.clone()];
    lines.extend(rows.rows.iter().map(cells));
    let left: Vec<usize> = (0..rows.columns.len()).collect();
    columns(&lines, &left).trim_end().to_owned()
}

/// A cell as a person reads it: moments are kept as milliseconds.
fn readable(column: &str, cell: &str) -> String {
    let is_moment = column == "at" || column.ends_with("_at");
    match cell.parse() {
        Ok(at) if is_moment => rfc3339(at),
        _ => shortened(cell, 40),
    }
}
