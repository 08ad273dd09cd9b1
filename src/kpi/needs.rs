//! What a KPI needs of a log: other KPIs that are above 0 there.
//!
//! Without it there is no figure, rather than one of something else under its name.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::ask::Ask;
use super::definition::Kpi;
use super::question::{Axis, Question};
use super::run::{self, Error};

/// The KPIs that are needed and not above 0.
pub fn missing<'k>(
    db: &Connection,
    kpi: &'k Kpi,
    question: &Question,
) -> Result<Vec<&'k Kpi>, Error> {
    let mut missing = Vec::new();
    for needed in all(kpi) {
        if !is_there(db, needed, question)? {
            missing.push(needed);
        }
    }
    Ok(missing)
}

/// The KPIs that are needed; of a formula, those of its parts too.
pub(super) fn all(kpi: &Kpi) -> Vec<&Kpi> {
    let mut needs: Vec<&Kpi> = kpi.needs.kpis.iter().collect();
    for needed in kpi.of.kpis.iter().flat_map(all) {
        if needs.iter().all(|known| known.name != needed.name) {
            needs.push(needed);
        }
    }
    needs
}

/// Whether something that is needed is above 0.
pub(super) fn is_there(db: &Connection, needed: &Kpi, question: &Question) -> Result<bool, Error> {
    let figure = run::total(db, needed, question)?;
    Ok(figure.value.is_some_and(|value| value > 0.0))
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
