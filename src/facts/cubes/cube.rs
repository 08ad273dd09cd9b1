//! The sums of one KPI, in memory: of some rows, or of what changes.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::Connection;

use super::cells::{Cells, Place, written};
use super::{Sums, judged_by, parts};
use crate::facts::slice::Span;

/// The sums of one KPI by cell, of days.
#[derive(Default)]
pub(crate) struct Cube {
    days: BTreeMap<Date, Cells>,
}

impl Cube {
    pub(super) fn add(&mut self, day: Date, place: Place, sums: &Sums, sign: i64) {
        let cells = self.days.entry(day).or_default();
        cells.entry(place).or_default().add_signed(sums, sign);
    }

    /// Adds another one, or takes it away (`sign` -1).
    pub(super) fn add_all(&mut self, other: Cube, sign: i64) {
        if self.days.is_empty() && sign == 1 {
            *self = other;
            return;
        }
        for (day, cells) in &other.days {
            for (place, sums) in cells {
                self.add(*day, *place, sums, sign);
            }
        }
    }

    /// The same sums of months.
    fn months(&self) -> Cube {
        let mut months = Cube::default();
        for (day, cells) in &self.days {
            for (place, sums) in cells {
                let place = Place {
                    judged_by: judged_by(Span::Month, place.judged_by),
                    ..*place
                };
                months.add(day.first_of_month(), place, sums, 1);
            }
        }
        months
    }

    /// As it is stored.
    pub(super) fn packed(&self) -> Packed {
        let months = self.months();
        let spans = [(Span::Day, &self.days), (Span::Month, &months.days)];
        let parts = spans.into_iter().flat_map(|(span, days)| {
            days.iter().map(move |(day, cells)| Part {
                span,
                day: *day,
                cells: written(cells.iter().map(|(place, sums)| (*place, sums))),
            })
        });
        Packed {
            parts: parts.filter(|part| !part.cells.is_empty()).collect(),
        }
    }
}

/// What comes to the cells of one day or month.
struct Part {
    span: Span,
    /// The first day.
    day: Date,
    cells: Vec<u8>,
}

/// A cube as it is stored, or a change of one.
#[derive(Default)]
pub(crate) struct Packed {
    parts: Vec<Part>,
}

impl Packed {
    /// Puts another one behind it.
    pub(super) fn extend(&mut self, other: Packed) {
        self.parts.extend(other.parts);
    }

    /// Adds it to what the table holds.
    pub(super) fn store(self, db: &Connection, kpi: &str) -> rusqlite::Result<()> {
        for Part { span, day, cells } in self.parts {
            parts::add(db, kpi, span, day, cells)?;
        }
        Ok(())
    }
}
