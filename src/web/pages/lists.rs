//! Lists that pages have in common: a whole with its parts, counts beside a bar.

use minijinja::{Value, context};

use super::Asking;
use crate::chart::{Colour, Part, Unit};

impl Asking<'_> {
    /// A whole as one bar, with its parts in a table.
    pub(super) fn parts(&self, title: &str, parts: &[(&str, u64, Colour)]) -> Value {
        let all: u64 = parts.iter().map(|(_, n, _)| n).sum();
        let drawn: Vec<Part> = parts
            .iter()
            .map(|(label, n, colour)| Part {
                label: (*label).to_owned(),
                value: *n as f64,
                colour: *colour,
            })
            .collect();
        let lines = parts.iter().map(|(label, n, colour)| {
            let share = (all > 0).then(|| *n as f64 / all as f64);
            context! { label => *label, n => *n, share, colour => colour.0 }
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

/// Counts of values, with the largest, against which bars are drawn; "none" is no value.
pub(super) fn counts<'c>(lines: impl Iterator<Item = (Option<&'c str>, u64)>) -> Value {
    let lines: Vec<(Option<&str>, u64)> = lines.collect();
    let most = lines
        .iter()
        .filter_map(|(value, n)| value.map(|_| *n))
        .max();
    let lines = lines.into_iter().map(|(value, n)| context! { value, n });
    context! { most => most.unwrap_or(0), lines => lines.collect::<Vec<_>>() }
}
