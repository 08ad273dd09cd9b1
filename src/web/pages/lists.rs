//! Lists that pages have in common: a whole with its parts, counts beside a bar.

use minijinja::{Value, context};

use super::Asking;
use crate::chart::{Colour, Part, Unit};
use crate::kpi::Rows;
use crate::reports::language::pick;
use crate::reports::moment;
use crate::reports::report::Error;
use crate::reports::wording;

impl Asking<'_> {
    /// A whole as one bar, with its parts in a table.
    pub(super) fn parts(&self, title: &str, parts: &[(&str, u64, Colour)]) -> Value {
        self.linked_parts(title, parts, |_| None)
    }

    /// The same, with where each part leads, by its place.
    pub(super) fn linked_parts(
        &self,
        title: &str,
        parts: &[(&str, u64, Colour)],
        href: impl Fn(usize) -> Option<String>,
    ) -> Value {
        let all: u64 = parts.iter().map(|(_, n, _)| n).sum();
        let drawn: Vec<Part> = parts
            .iter()
            .map(|(label, n, colour)| Part {
                label: (*label).to_owned(),
                value: *n as f64,
                colour: *colour,
            })
            .collect();
        let lines = parts.iter().enumerate().map(|(place, (label, n, colour))| {
            let share = (all > 0).then(|| *n as f64 / all as f64);
            context! { label => *label, n => *n, share, colour => colour.0, href => href(place) }
        });
        let chart = self.chart(title, Unit::Count);
        let svg = if all > 0 {
            chart.parts(&drawn)
        } else {
            String::new()
        };
        context! {
            title,
            all,
            chart => Value::from_safe_string(svg),
            lines => lines.collect::<Vec<_>>(),
        }
    }
}

/// A column of rows: its name, and what it is called in French and in English.
pub(super) type Column = (&'static str, &'static str, &'static str);

impl Asking<'_> {
    /// Rows of facts as people read them.
    pub(super) fn rows(&self, rows: &Rows, columns: &[Column]) -> Result<Value, Error> {
        let zone = self.view.settings.zone()?;
        let cell = |row: usize, column: &str| match column {
            "at" => Some(moment::moment(self.ui, rows.whole(row, column)?, &zone)),
            "cause" => Some(wording::cause(self.ui, rows.text(row, column)?).to_owned()),
            "reasons" => Some(self.reasons(rows.text(row, column)?)),
            column => rows.text(row, column).map(str::to_owned),
        };
        let line = |row: usize| -> Vec<String> {
            let cells = columns.iter().map(|(column, ..)| cell(row, column));
            cells.map(Option::unwrap_or_default).collect()
        };
        let titles = columns.iter().map(|(_, fr, en)| pick(self.ui, fr, en));
        Ok(context! {
            total => rows.total,
            titles => titles.collect::<Vec<_>>(),
            lines => (0..rows.rows.len()).map(line).collect::<Vec<_>>(),
        })
    }

    fn reasons(&self, names: &str) -> String {
        let names = names.split(", ").filter(|name| !name.is_empty());
        let reasons: Vec<&str> = names.map(|name| wording::reason(self.ui, name)).collect();
        reasons.join(", ")
    }
}

/// Counts of values, with the largest, against which bars are drawn; "none" is no value.
pub(super) fn counts<'c>(
    lines: impl Iterator<Item = (Option<&'c str>, u64)>,
    href: impl Fn(&str) -> String,
) -> Value {
    let lines: Vec<(Option<&str>, u64)> = lines.collect();
    let most = lines
        .iter()
        .filter_map(|(value, n)| value.map(|_| *n))
        .max();
    let lines = lines
        .into_iter()
        .map(|(value, n)| context! { value, n, href => value.map(&href) });
    context! { most => most.unwrap_or(0), lines => lines.collect::<Vec<_>>() }
}
