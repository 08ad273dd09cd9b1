//! What the rules of a family make of one log, side by side; `src/kpi/family.rs` says which
//! they are.

use rusqlite::Connection;

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
