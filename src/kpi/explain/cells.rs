//! The sums of a KPI in two periods, by the values of some axes at once.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::kitagawa::Part;
use crate::kpi::ask::Ask;
use crate::kpi::definition::Kpi;
use crate::kpi::header::Kind;
use crate::kpi::question::{Axis, Question};
use crate::kpi::run::Error;
use crate::kpi::sums::Sums;

/// Sums by the values of all axes, before and after.
pub(super) struct Cells {
    kind: Kind,
    cells: BTreeMap<Vec<String>, [Sums; 2]>,
}

impl Cells {
    pub(super) fn read(
        db: &Connection,
        kpi: &Kpi,
        before: &Question,
        after: &Question,
        axes: &[String],
    ) -> Result<Cells, Error> {
        let axis = Axis::Columns(axes.to_vec());
        let mut cells: BTreeMap<Vec<String>, [Sums; 2]> = BTreeMap::new();
        for (side, question) in [before, after].into_iter().enumerate() {
            let ask = Ask {
                db,
                kpi,
                question,
                axis: Some(&axis),
            };
            for (names, sums) in ask.sums()? {
                cells.entry(Axis::values(&names)).or_default()[side] = sums;
            }
        }
        let kind = kpi.kind;
        Ok(Cells { kind, cells })
    }

    /// Whether the figure is a quotient, and not a count.
    pub(super) fn is_quotient(&self) -> bool {
        !matches!(self.kind, Kind::Sum { .. })
    }

    /// The figure before and after; none where it divides by nothing.
    pub(super) fn values(&self) -> [Option<f64>; 2] {
        let parts = self.parts(&[]);
        let whole = parts.first();
        [0, 1].map(|side| match (whole, self.is_quotient()) {
            (Some(whole), true) if whole.den[side] != 0.0 => {
                Some(whole.num[side] / whole.den[side])
            }
            (_, true) => None,
            (whole, false) => Some(whole.map_or(0.0, |whole| whole.num[side])),
        })
    }

    /// The sums by the values of some of the axes, `num` in the unit of the figure.
    pub(super) fn parts(&self, axes: &[usize]) -> Vec<Part> {
        let unit = match self.kind {
            Kind::Net => 100.0,
            Kind::Sum { divisor } => 1.0 / divisor,
            _ => 1.0,
        };
        let mut parts: BTreeMap<Vec<String>, Part> = BTreeMap::new();
        for (values, sums) in &self.cells {
            let values: Vec<String> = axes.iter().map(|axis| values[*axis].clone()).collect();
            let part = parts
                .entry(values.clone())
                .or_insert_with(|| Part::of(values));
            for side in [0, 1] {
                part.num[side] += sums[side].num * unit;
                part.den[side] += sums[side].den;
            }
        }
        parts.into_values().collect()
    }
}
