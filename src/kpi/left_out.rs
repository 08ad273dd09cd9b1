//! Figures with the rows that they leave out: those too young to be judged, and
//! those that the SELECT marks as `left_out`.
//!
//! Neither is in `num` or `den`; they are counted, so that nobody takes a figure
//! of few for one of all. Both counts come from cubes.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;

use super::ask::{Ask, Figures};
use super::definition::Kpi;
use super::figure::Figure;
use super::needs;
use super::question::{Axis, Question};
use super::run::{self, Error};
use super::sums::Sums;
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
    let figure = run::total(db, kpi, question)?;
    let figures = [(String::new(), figure)].into();
    let slices = slices(db, kpi, question, None, figures)?;
    let none = || Slice::of_nothing(kpi);
    Ok(slices.into_values().next().unwrap_or_else(none))
}

/// How many rows of a KPI with a window, or of the part that has most of them, can be judged.
pub fn judged(db: &Connection, kpi: &Kpi, question: &Question) -> Result<i64, Error> {
    let mut most = 0;
    for part in &kpi.of.kpis {
        most = most.max(judged(db, part, question)?);
    }
    if kpi.window.is_some() {
        let axis = None;
        let ask = Ask {
            db,
            kpi,
            question,
            axis,
        };
        most = most.max(ask.sum()?.n);
    }
    Ok(most)
}

/// Figures by an axis; also of slices of which every row is left out.
pub fn by(
    db: &Connection,
    kpi: &Kpi,
    question: &Question,
    axis: &Axis,
) -> Result<BTreeMap<String, Slice>, Error> {
    let figures = run::by(db, kpi, question, axis)?;
    slices(db, kpi, question, Some(axis), figures)
}

/// Keeps so many slices: those of the most rows, and of as many the first.
pub fn keep_largest(slices: &mut BTreeMap<String, Slice>, limit: usize) {
    let mut sizes: Vec<(i64, f64, String)> = slices
        .iter()
        .map(|(name, slice)| (slice.figure.n, slice.figure.num, name.clone()))
        .collect();
    // Shares are all of the same rows: the larger ones are those with more in `num`.
    sizes.sort_by(|one, other| {
        let by_size = other.0.cmp(&one.0).then(other.1.total_cmp(&one.1));
        by_size.then_with(|| one.2.cmp(&other.2))
    });
    for (_, _, name) in sizes.iter().skip(limit) {
        slices.remove(name);
    }
}

fn slices(
    db: &Connection,
    kpi: &Kpi,
    question: &Question,
    axis: Option<&Axis>,
    figures: Figures,
) -> Result<BTreeMap<String, Slice>, Error> {
    let none = || Slice::of_nothing(kpi);
    let with_nothing_left_out = |(name, figure)| (name, Slice { figure, ..none() });
    let mut slices: BTreeMap<String, Slice> =
        figures.into_iter().map(with_nothing_left_out).collect();
    // What cannot be computed leaves nothing out either.
    if !kpi.leaves_rows_out() || !needs::are_met(db, kpi, question)? {
        return Ok(slices);
    }
    let rows = |kpi: &Kpi, question: &Question| {
        let ask = Ask {
            db,
            kpi,
            question,
            axis,
        };
        ask.sums()
    };
    if kpi.window.is_some() {
        // At the end of time every row can be judged.
        let late = Question {
            as_of: Millis::MAX,
            ..question.clone()
        };
        let judged = rows(kpi, question)?;
        for (name, all) in rows(kpi, &late)? {
            let young = all.n - judged.get(&name).map_or(0, |judged| judged.n);
            let slice = slices.entry(name).or_insert_with(none);
            slice.left_out.too_young = Some(young.unsigned_abs());
        }
    }
    if let Some(left_out) = kpi.of_left_out() {
        for (name, rows) in rows(&left_out, question)? {
            let slice = slices.entry(name).or_insert_with(none);
            slice.left_out.left_out = Some(rows.n.unsigned_abs());
        }
    }
    Ok(slices)
}

impl Slice {
    fn of_nothing(kpi: &Kpi) -> Slice {
        Slice {
            figure: Figure::of(kpi, &Sums::default()),
            left_out: LeftOut {
                too_young: kpi.window.as_ref().map(|_| 0),
                left_out: kpi.left_out.as_ref().map(|_| 0),
            },
        }
    }
}
