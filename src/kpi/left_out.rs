//! Rows that a figure leaves out: those too young to be judged, and those that its
//! SELECT marks as `left_out`.
//!
//! Neither is in `num` or `den`; they are counted, so that nobody takes a figure
//! of few for one of all. Both counts come from cubes.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;

use super::header::Kpi;
use super::run::{self, Axis, Error, Figure, Question};
use crate::period::Millis;

/// How many rows of a slice are in no count; absent where a KPI leaves none out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Rows whose window is not over at the moment of asking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub too_young: Option<i64>,
    /// Rows that can never be judged; the KPI says of what they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<i64>,
}

/// What a figure over the whole period leaves out.
pub fn total(
    db: &Connection,
    kpi: &Kpi,
    question: &Question,
    figure: &Figure,
) -> Result<LeftOut, Error> {
    let of = |kpi: &Kpi, question: &Question| run::total(db, kpi, question).map(|all| all.n);
    let old = once_all_is_old(kpi, question);
    let left_out = kpi.of_left_out().map(|left_out| of(&left_out, question));
    Ok(LeftOut {
        too_young: old
            .map(|old| of(kpi, &old))
            .transpose()?
            .map(|n| n - figure.n),
        left_out: left_out.transpose()?,
    })
}

/// What figures by an axis leave out; also slices of which nothing else is left.
pub fn by(
    db: &Connection,
    kpi: &Kpi,
    question: &Question,
    axis: &Axis,
    figures: &BTreeMap<String, Figure>,
) -> Result<BTreeMap<String, LeftOut>, Error> {
    let none = LeftOut {
        too_young: kpi.window.as_ref().map(|_| 0),
        left_out: kpi.left_out.as_ref().map(|_| 0),
    };
    let mut slices: BTreeMap<String, LeftOut> =
        figures.keys().map(|slice| (slice.clone(), none)).collect();
    if let Some(old) = once_all_is_old(kpi, question) {
        for (slice, all) in run::by(db, kpi, &old, axis)? {
            let counted = figures.get(&slice).map_or(0, |figure| figure.n);
            slices.entry(slice).or_insert(none).too_young = Some(all.n - counted);
        }
    }
    if let Some(left_out) = kpi.of_left_out() {
        for (slice, all) in run::by(db, &left_out, question, axis)? {
            slices.entry(slice).or_insert(none).left_out = Some(all.n);
        }
    }
    Ok(slices)
}

/// The question at a moment at which every row of a KPI with a window can be judged.
fn once_all_is_old(kpi: &Kpi, question: &Question) -> Option<Question> {
    kpi.window.as_ref().map(|_| Question {
        as_of: Millis::MAX,
        ..question.clone()
    })
}
