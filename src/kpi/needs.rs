//! What a KPI needs of a log: other KPIs that are above 0 there.
//!
//! Without it there is no figure, rather than one of something else under its name.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::ask::Ask;
use super::definition::Kpi;
use super::question::{Axis, Question};
use super::run::{self, Error};

/// The KPIs that are needed and not above 0; of a formula, those of its parts too.
pub fn missing<'k>(
    db: &Connection,
    kpi: &'k Kpi,
    question: &Question,
) -> Result<Vec<&'k Kpi>, Error> {
    let mut missing: Vec<&Kpi> = Vec::new();
    for needed in &kpi.needs.kpis {
        let figure = run::total(db, needed, question)?;
        if figure.value.is_none_or(|value| value <= 0.0) {
            missing.push(needed);
        }
    }
    for part in &kpi.of.kpis {
        for needed in self::missing(db, part, question)? {
            if missing.iter().all(|known| known.name != needed.name) {
                missing.push(needed);
            }
        }
    }
    Ok(missing)
}

pub(super) fn are_met(db: &Connection, kpi: &Kpi, question: &Question) -> Result<bool, Error> {
    Ok(missing(db, kpi, question)?.is_empty())
}

/// Columns that say whose facts these are.
const WHO: [&str; 2] = ["agent", "team"];

/// The slices of a dimension, or of who it was, that have not what the KPI needs: as if one
/// had asked for each of them alone. A day without it is no log without it, so time is not
/// cut; what else there are slices of is no part of a log.
pub(super) fn unmet_slices<'s>(
    ask: &Ask<'_>,
    slices: impl Iterator<Item = &'s String>,
) -> Result<BTreeSet<String>, Error> {
    let Some(axis @ Axis::Column(column)) = ask.axis else {
        return Ok(BTreeSet::new());
    };
    let is_who = WHO.contains(&column.as_str());
    if !is_who && !axis.is_in_cubes() {
        return Ok(BTreeSet::new());
    }
    let mut unmet = BTreeSet::new();
    let slices: Vec<&String> = slices.collect();
    for needed in &ask.kpi.needs.kpis {
        let figures = match run::by(ask.db, needed, ask.question, axis) {
            // Nobody is named in it, so it says nothing of anybody.
            Err(Error::Axis { .. }) => continue,
            figures => figures?,
        };
        let is_met = |slice: &&&String| {
            let figure = figures.get(**slice);
            figure
                .and_then(|figure| figure.value)
                .is_some_and(|value| value > 0.0)
        };
        unmet.extend(
            slices
                .iter()
                .filter(|slice| !is_met(slice))
                .map(|slice| (*slice).clone()),
        );
    }
    Ok(unmet)
}
