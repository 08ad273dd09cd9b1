//! Figures with the rows that they leave out: those too young to be judged, and
//! those that the SELECT marks as `left_out`.
//!
//! Neither is in `num` or `den`; they are counted, so that nobody takes a figure
//! of few for one of all. Both counts come from cubes.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;

use super::header::Kpi;
use super::interval::Sums;
use super::question::{Axis, Question};
use super::run::{self, Error, Figure};
use crate::period::Millis;

/// How many rows of a slice are in no count; absent where a KPI leaves none out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Rows whose window is not over at the moment of asking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub too_young: Option<u64>,
    /// Rows that can never be judged; the KPI says of what they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<u64>,
}

/// A figure, and what it leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Slice {
    #[serde(flatten)]
    pub figure: Figure,
    #[serde(flatten)]
    pub left_out: LeftOut,
}

/// The figure over the whole period.
pub fn total(db: &Connection, kpi: &Kpi, question: &Question) -> Result<Slice, Error> {
    let ask = |kpi: &Kpi, question: &Question| {
        let total = run::total(db, kpi, question)?;
        Ok([(String::new(), total)].into())
    };
    let slices = slices(kpi, question, ask)?;
    let none = || Slice::of_nothing(kpi);
    Ok(slices.into_values().next().unwrap_or_else(none))
}

/// Figures by an axis; also of slices of which every row is left out.
pub fn by(
    db: &Connection,
    kpi: &Kpi,
    question: &Question,
    axis: &Axis,
) -> Result<BTreeMap<String, Slice>, Error> {
    slices(kpi, question, |kpi, question| {
        run::by(db, kpi, question, axis)
    })
}

/// Keeps so many slices: those of the most rows, and of as many the first.
pub fn keep_largest(slices: &mut BTreeMap<String, Slice>, limit: usize) {
    let mut sizes: Vec<(i64, String)> = slices
        .iter()
        .map(|(name, slice)| (slice.figure.n, name.clone()))
        .collect();
    sizes.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    for (_, name) in sizes.iter().skip(limit) {
        slices.remove(name);
    }
}

type Figures = BTreeMap<String, Figure>;

fn slices(
    kpi: &Kpi,
    question: &Question,
    ask: impl Fn(&Kpi, &Question) -> Result<Figures, Error>,
) -> Result<BTreeMap<String, Slice>, Error> {
    let mut slices: BTreeMap<String, Slice> = BTreeMap::new();
    let none = || Slice::of_nothing(kpi);
    for (name, figure) in ask(kpi, question)? {
        slices.entry(name).or_insert_with(none).figure = figure;
    }
    if kpi.window.is_some() {
        // At the end of time every row can be judged.
        let late = Question {
            as_of: Millis::MAX,
            ..question.clone()
        };
        for (name, all) in ask(kpi, &late)? {
            let slice = slices.entry(name).or_insert_with(none);
            let young = all.n - slice.figure.n;
            slice.left_out.too_young = Some(young.unsigned_abs());
        }
    }
    if let Some(left_out) = kpi.of_left_out() {
        for (name, rows) in ask(&left_out, question)? {
            let slice = slices.entry(name).or_insert_with(none);
            slice.left_out.left_out = Some(rows.n.unsigned_abs());
        }
    }
    Ok(slices)
}

impl Slice {
    fn of_nothing(kpi: &Kpi) -> Slice {
        Slice {
            figure: Figure::of(kpi.kind, &Sums::default()),
            left_out: LeftOut {
                too_young: kpi.window.as_ref().map(|_| 0),
                left_out: kpi.left_out.as_ref().map(|_| 0),
            },
        }
    }
}
