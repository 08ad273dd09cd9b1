//! Families of KPIs: those that mean the same and count otherwise, as vendors do.
//!
//! The word before the dot of a name is its family: `deflection.microsoft`.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::catalogue::Catalogue;
use super::definition::Kpi;
use super::left_out::{self, Slice};
use super::needs;
use super::question::Question;
use super::run::{self, Error};

/// What one rule of a family makes of a log.
#[derive(Clone, Debug)]
pub struct Answer<'k> {
    pub kpi: &'k Kpi,
    /// None where the log has not what the rule needs.
    pub slice: Option<Slice>,
    /// The KPIs that are needed and not above 0.
    pub missing: Vec<&'k Kpi>,
    /// What a formula is made of, with the value of each.
    pub parts: Vec<(&'k Kpi, Option<f64>)>,
}

/// Every family, by name.
pub fn families(catalogue: &Catalogue) -> BTreeSet<&str> {
    let of_families = catalogue.iter().filter_map(|kpi| kpi.name.split_once('.'));
    of_families.map(|(family, _)| family).collect()
}

/// The KPIs of a family, by name; the one that has its very name is among them.
pub fn members<'c>(catalogue: &'c Catalogue, family: &str) -> Vec<&'c Kpi> {
    let word = |kpi: &Kpi| kpi.name.split('.').next() == Some(family);
    catalogue.iter().filter(|kpi| word(kpi)).collect()
}

/// What each of these makes of the log.
pub fn answers<'k>(
    db: &Connection,
    kpis: &[&'k Kpi],
    question: &Question,
) -> Result<Vec<Answer<'k>>, Error> {
    kpis.iter().map(|kpi| answer(db, kpi, question)).collect()
}

fn answer<'k>(db: &Connection, kpi: &'k Kpi, question: &Question) -> Result<Answer<'k>, Error> {
    let missing = needs::missing(db, kpi, question)?;
    let mut answer = Answer {
        kpi,
        slice: None,
        missing,
        parts: Vec::new(),
    };
    if answer.missing.is_empty() {
        answer.slice = Some(left_out::total(db, kpi, question)?);
        for part in &kpi.of.kpis {
            let value = run::total(db, part, question)?.value;
            answer.parts.push((part, value));
        }
    }
    Ok(answer)
}
