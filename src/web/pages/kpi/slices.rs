//! A KPI by the values of an axis, which the address names.

use minijinja::{Value, context};

use super::super::Asking;
use super::super::address::bad;
use crate::chart::{Gauge, Measured};
use crate::kpi::interval::Method;
use crate::kpi::{Axis, Figure, Kpi, Slice, left_out};
use crate::reports::number::count;
use crate::reports::quantity;
use crate::reports::report;
use crate::reports::wording;
use crate::web::error::Error;

/// Values of an axis that are shown.
const MOST: usize = 30;

/// Columns that name one row each, or measure it: nobody slices by them, though one may.
const NOT_OFFERED: [&str; 27] = [
    "id",
    "contact",
    "conversation",
    "query",
    "question",
    "text",
    "form",
    "value",
    "score",
    "turns",
    "wait",
    "talk",
    "hold",
    "wrap_up",
    "response",
    "total",
    "low",
    "high",
    "better",
    "answers",
    "next_contact",
    "previous_contact",
    "contact_after",
    "returned_after",
    "message_intents",
    "customer",
    "person",
];

impl Asking<'_> {
    pub(super) fn slices(&self, kpi: &Kpi) -> Result<Value, Error> {
        let db = self.view.facts;
        let axes = kpi.axes(db).map_err(report::Error::from)?;
        let asked = self.axis(kpi, &axes)?;
        let mut offered: Vec<&str> = axes.iter().map(String::as_str).collect();
        offered.retain(|axis| !NOT_OFFERED.contains(axis) || *axis == asked);
        let axis = Axis::Column(asked.to_owned());
        let all = left_out::by(db, kpi, &self.question, &axis).map_err(report::Error::from)?;
        let number = all.len();
        let mut kept = all;
        left_out::keep_largest(&mut kept, MOST);
        let kept = in_order(kept.into_iter().collect());
        let gauge = Gauge::of(kept.iter().filter_map(|(_, slice)| measured(&slice.figure)));
        let chip = |axis: &&str| {
            context! {
                label => wording::axis(self.ui, axis),
                href => self.address.here(&[("by", axis)]),
                is_asked => *axis == asked,
            }
        };
        let line = |(value, slice): &(String, Slice)| {
            let value = wording::axis_value(self.ui, asked, value);
            self.slice(kpi, value, slice, gauge)
        };
        Ok(context! {
            axes => offered.iter().map(chip).collect::<Vec<_>>(),
            axis => wording::axis(self.ui, asked),
            lines => kept.iter().map(line).collect::<Vec<_>>(),
            more => number.saturating_sub(MOST),
            leaves_out => kpi.leaves_rows_out(),
        })
    }

    /// The axis that is asked for: the KPI's own one where the address names none.
    fn axis<'a>(&'a self, kpi: &'a Kpi, axes: &'a [String]) -> Result<&'a str, Error> {
        match self.address.by.as_str() {
            "" => Ok(kpi.axis.as_deref().unwrap_or("channel")),
            by if axes.iter().any(|axis| axis == by) => Ok(by),
            by => Err(bad(format!(
                "`{}` has no axis `{by}`; it has {}",
                kpi.name,
                axes.join(", ")
            ))),
        }
    }

    fn slice(&self, kpi: &Kpi, value: &str, slice: &Slice, gauge: Gauge) -> Value {
        let figure = &slice.figure;
        let left_out = [slice.left_out.too_young, slice.left_out.left_out];
        let left_out: u64 = left_out.into_iter().flatten().sum();
        let bar = measured(figure).map_or_else(String::new, |it| match (figure.method, it.1) {
            (Some(Method::Bounds), Some(bounds)) => gauge.between(bounds),
            _ => gauge.bar(it),
        });
        context! {
            name => value,
            value => quantity::value(self.ui, kpi, figure),
            interval => quantity::interval(self.ui, kpi, figure),
            n => count(self.ui, figure.n.unsigned_abs()),
            too_few => figure.too_few,
            left_out => count(self.ui, left_out),
            bar => Value::from_safe_string(bar),
        }
    }
}

pub(in super::super) fn measured(figure: &Figure) -> Option<Measured> {
    Some((figure.value?, figure.low.zip(figure.high)))
}

/// Numbers, as hours, in their order; others with the most rows first.
fn in_order(mut slices: Vec<(String, Slice)>) -> Vec<(String, Slice)> {
    let number = |name: &str| name.parse::<f64>().ok();
    let given = || slices.iter().filter(|(name, _)| !name.is_empty());
    let are_numbers = given().count() > 2 && given().all(|(name, _)| number(name).is_some());
    slices.sort_by(|(one, a), (other, b)| match are_numbers {
        // What is not given comes last.
        true => number(one)
            .unwrap_or(f64::INFINITY)
            .total_cmp(&number(other).unwrap_or(f64::INFINITY)),
        false => {
            let by_rows = b.figure.n.cmp(&a.figure.n);
            by_rows.then(b.figure.num.total_cmp(&a.figure.num))
        }
    });
    slices
}
