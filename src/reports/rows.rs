//! The rows behind a figure as people read them: what each counts as, and what is known of it.

use rusqlite::types::Value as Cell;

use super::language::pick;
use super::moment::{is_duration, lasting, moment};
use super::number::decimal;
use super::quantity::quantity;
use super::wording;
use crate::hex::hex;
use crate::kpi::{Kind, Kpi, Rows};
use crate::period::Zone;
use crate::text::language::Lang;

/// Columns that say nothing to people: another one says it, or it is a person's hash.
const HIDDEN: [&str; 6] = [
    "day",
    "person",
    "customer",
    "client",
    "left_out",
    "judged_at",
];

/// Rows in words: a title for each column, and a line for each row.
pub struct Shown {
    pub titles: Vec<String>,
    pub lines: Vec<Vec<String>>,
}

/// The rows of a KPI, without columns that say nothing.
pub fn shown(lang: Lang, kpi: &Kpi, rows: &Rows, zone: &Zone) -> Shown {
    let places = shown_columns(kpi, rows);
    let title = |place: &usize| match rows.columns[*place].as_str() {
        "at" => pick(lang, "Quand", "When"),
        "because" => pick(lang, "Pourquoi", "Why"),
        "num" => pick(lang, "Compte", "Counts"),
        "den" => pick(lang, "sur", "of"),
        name => wording::axis(lang, name),
    };
    let line = |row: usize| -> Vec<String> {
        let cell = |place: &usize| cell(lang, kpi, rows, (row, *place), zone);
        places.iter().map(cell).collect()
    };
    Shown {
        titles: places.iter().map(title).map(str::to_owned).collect(),
        lines: (0..rows.rows.len()).map(line).collect(),
    }
}

fn cell(lang: Lang, kpi: &Kpi, rows: &Rows, (row, place): (usize, usize), zone: &Zone) -> String {
    let (name, cell) = (rows.columns[place].as_str(), &rows.rows[row][place]);
    match (name, cell) {
        ("because", Cell::Text(because)) => {
            wording::because(lang, kpi, because, rows.whole(row, "judged_at"), zone)
        }
        ("num", _) => counts(lang, kpi, rows, row).unwrap_or_default(),
        ("outcome" | "cause", Cell::Text(value)) => {
            wording::axis_value(lang, name, value).to_owned()
        }
        _ => readable(lang, name, cell, zone),
    }
}

/// What a row counts as: yes or no in a share, its own value in a mean.
fn counts(lang: Lang, kpi: &Kpi, rows: &Rows, row: usize) -> Option<String> {
    let (num, den) = (number(rows, row, "num")?, number(rows, row, "den"));
    let value = match kpi.kind {
        Kind::Mean | Kind::Percentile { .. } => num / den.filter(|den| *den != 0.0)?,
        Kind::Sum { divisor } => num / divisor,
        Kind::Ratio | Kind::Share if den == Some(1.0) && (num == 0.0 || num == 1.0) => {
            let (fr, en) = if num == 1.0 {
                ("oui", "yes")
            } else {
                ("non", "no")
            };
            return Some(pick(lang, fr, en).to_owned());
        }
        _ => return Some(decimal(lang, num, if num.fract() == 0.0 { 0 } else { 2 })),
    };
    Some(quantity(lang, kpi, value))
}

/// When, then what the KPI counts of a row, then what else is known of it; without what no
/// row has, and without what each row is counted of where that is the same for all.
fn shown_columns(kpi: &Kpi, rows: &Rows) -> Vec<usize> {
    let order = |place: &usize| match rows.columns[*place].as_str() {
        "because" => 0,
        "at" => 1,
        "num" | "den" => 2,
        "channel" | "lang" | "application" | "theme" => 4,
        _ => 3,
    };
    let has_own_den = matches!(kpi.kind, Kind::Ratio | Kind::Stock)
        && (0..rows.rows.len()).any(|row| number(rows, row, "den") != Some(1.0));
    let is_shown = |place: &usize| {
        let is_given = |row: &Vec<Cell>| !matches!(row[*place], Cell::Null);
        let name = rows.columns[*place].as_str();
        !HIDDEN.contains(&name) && (name != "den" || has_own_den) && rows.rows.iter().any(is_given)
    };
    let mut places: Vec<usize> = (0..rows.columns.len()).filter(is_shown).collect();
    places.sort_by_key(order);
    places
}

/// A number of a row, whole or not.
fn number(rows: &Rows, row: usize, column: &str) -> Option<f64> {
    let place = rows.columns.iter().position(|name| name == column)?;
    match rows.rows.get(row)?.get(place)? {
        Cell::Integer(number) => Some(*number as f64),
        Cell::Real(number) => Some(*number),
        _ => None,
    }
}

fn readable(lang: Lang, name: &str, cell: &Cell, zone: &Zone) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Integer(at) if name == "at" || name.ends_with("_at") => moment(lang, *at, zone),
        Cell::Integer(millis) if is_duration(name) => lasting(lang, *millis),
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) if number.fract() == 0.0 => decimal(lang, *number, 0),
        Cell::Real(number) => decimal(lang, *number, 2),
        Cell::Text(text) => text.clone(),
        Cell::Blob(bytes) => hex(bytes),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[track_caller]
    fn check(kind: &str, num: f64, den: f64, expected: &str) {
        let header = "-- title.fr: x\n-- title.en: x\n-- better: none\n-- source: x";
        let text = format!("{header}\n-- kind: {kind}\n\nselect 1");
        let kpi = Kpi::parse("x", &text).unwrap();
        let names = [
            "day",
            "num",
            "den",
            "because",
            "theme",
            "agent",
            "judged_at",
        ];
        let cells = [
            Cell::Text("2026-03-02".to_owned()),
            Cell::Real(num),
            Cell::Real(den),
            Cell::Text("too_young".to_owned()),
            Cell::Null,
            Cell::Text("anna".to_owned()),
            Cell::Integer(0),
        ];
        let rows = Rows {
            columns: names.map(str::to_owned).to_vec(),
            rows: vec![cells.to_vec()],
            total: 1,
        };
        let shown = shown(Lang::En, &kpi, &rows, &Zone::utc());
        let columns = shown.titles.iter().zip(&shown.lines[0]);
        let columns = columns.map(|(title, cell)| format!("{title} {cell}"));
        assert_eq!(columns.collect::<Vec<_>>().join(", "), expected);
    }

    #[test]
    fn a_row_says_why_it_is_shown_what_it_counts_as_and_what_is_known_of_it() {
        let why = "Why too young until 1 January 1970, 00:00 (UTC)";
        check("ratio", 1.0, 1.0, &format!("{why}, Counts yes, agent anna"));
        check(
            "ratio",
            3.0,
            4.0,
            &format!("{why}, Counts 3, of 4, agent anna"),
        );
        check("mean", 9.0, 4.0, &format!("{why}, Counts 2.25, agent anna"));
        check("net", -1.0, 1.0, &format!("{why}, Counts -1, agent anna"));
        let sum = "sum\n-- divisor: 100";
        check(sum, 250.0, 1.0, &format!("{why}, Counts 2.50, agent anna"));
    }
}
