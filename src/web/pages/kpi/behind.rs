//! The rows behind a figure: those that it counts, and those that it leaves out.

use minijinja::{Value, context};

use super::super::Asking;
use super::super::address::bad;
use crate::hex::hex;
use crate::kpi::rows::Cell;
use crate::kpi::{Kind, Kpi, Rows, rows};
use crate::period::Zone;
use crate::reports::language::pick;
use crate::reports::moment::{lasting, moment};
use crate::reports::number::decimal;
use crate::reports::quantity::quantity;
use crate::reports::report;
use crate::reports::wording;
use crate::text::language::Lang;
use crate::web::error::Error;

/// Rows that are shown.
const MOST: usize = 100;

/// Columns that say nothing to people: another one says it, or it is a person's hash.
const HIDDEN: [&str; 6] = [
    "day",
    "person",
    "customer",
    "client",
    "left_out",
    "judged_at",
];

/// Columns that hold milliseconds.
const DURATIONS: [&str; 9] = [
    "wait",
    "talk",
    "hold",
    "wrap_up",
    "response",
    "next_contact",
    "previous_contact",
    "contact_after",
    "returned_after",
];

impl Asking<'_> {
    /// None for a formula, which has no rows of its own.
    pub(super) fn behind(&self, kpi: &Kpi) -> Result<Value, Error> {
        if kpi.kind == Kind::Formula {
            return Ok(Value::from(()));
        }
        let is_left_out = match self.address.rows.as_str() {
            "" | "counted" => false,
            "left_out" if kpi.leaves_rows_out() => true,
            _ => {
                return Err(bad(
                    "`rows` must be `counted` or, where some are, `left_out`",
                ));
            }
        };
        let db = self.view.facts;
        let rows = match is_left_out {
            true => rows::of_left_out(db, kpi, &self.question, MOST),
            false => rows::of_counted(db, kpi, &self.question, MOST),
        };
        let rows = rows.map_err(report::Error::from)?;
        Ok(context! {
            is_left_out,
            counted => self.address.here(&[("rows", "")]),
            left_out => kpi.leaves_rows_out().then(|| self.address.here(&[("rows", "left_out")])),
            rows => self.facts_of(kpi, &rows)?,
        })
    }

    fn facts_of(&self, kpi: &Kpi, rows: &Rows) -> Result<Value, Error> {
        let zone = self.view.settings.zone()?;
        let places = shown_columns(kpi, rows);
        let title = |place: &usize| match rows.columns[*place].as_str() {
            "at" => pick(self.ui, "Quand", "When"),
            "because" => pick(self.ui, "Pourquoi", "Why"),
            "num" => pick(self.ui, "Compte", "Counts"),
            "den" => pick(self.ui, "sur", "of"),
            name => wording::axis(self.ui, name),
        };
        let titles: Vec<String> = places.iter().map(title).map(str::to_owned).collect();
        let line = |row: usize| -> Vec<String> {
            let cell = |place: &usize| self.cell(kpi, rows, (row, *place), &zone);
            places.iter().map(cell).collect()
        };
        Ok(context! {
            total => rows.total,
            titles,
            lines => (0..rows.rows.len()).map(line).collect::<Vec<_>>(),
        })
    }

    fn cell(&self, kpi: &Kpi, rows: &Rows, (row, place): (usize, usize), zone: &Zone) -> String {
        let (name, cell) = (rows.columns[place].as_str(), &rows.rows[row][place]);
        match (name, cell) {
            ("because", Cell::Text(because)) => {
                wording::because(self.ui, kpi, because, rows.whole(row, "judged_at"), zone)
            }
            ("num", _) => self.counts(kpi, rows, row).unwrap_or_default(),
            ("outcome" | "cause", Cell::Text(value)) => {
                wording::axis_value(self.ui, name, value).to_owned()
            }
            _ => readable(self.ui, name, cell, zone),
        }
    }

    /// What a row counts as: yes or no in a share, its own value in a mean.
    fn counts(&self, kpi: &Kpi, rows: &Rows, row: usize) -> Option<String> {
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
                return Some(pick(self.ui, fr, en).to_owned());
            }
            _ => {
                return Some(decimal(
                    self.ui,
                    num,
                    if num.fract() == 0.0 { 0 } else { 2 },
                ));
            }
        };
        Some(quantity(self.ui, kpi, value))
    }
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

fn readable(ui: Lang, name: &str, cell: &Cell, zone: &Zone) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Integer(at) if name == "at" || name.ends_with("_at") => moment(ui, *at, zone),
        Cell::Integer(millis) if DURATIONS.contains(&name) => lasting(ui, *millis),
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) if number.fract() == 0.0 => decimal(ui, *number, 0),
        Cell::Real(number) => decimal(ui, *number, 2),
        Cell::Text(text) => text.clone(),
        Cell::Blob(bytes) => hex(bytes),
    }
}
