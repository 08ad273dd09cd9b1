//! Why a figure moved: what other cases and what other rates have done, exactly.
//!
//! The arithmetic is pure, in `src/kpi/explain/kitagawa.rs` for one way to part the
//! rows and in `src/kpi/explain/shapley.rs` for several; here the figures are asked.

mod cells;
mod kitagawa;
mod shapley;
#[cfg(test)]
mod tests;

use rusqlite::Connection;

use super::definition::Kpi;
use super::header::Kind;
use super::question::Question;
use super::run::Error;
use crate::period::Period;
use cells::Cells;
pub use kitagawa::{Effect, Part};
use kitagawa::{counts, effects};
use shapley::shapley;

/// The axes over which a change is split where none is asked for; the last one only where
/// the KPI's SELECT has it.
const AXES: [&str; 5] = ["channel", "theme", "lang", "application", "article"];

/// Axes asked for at most: each subset of them is computed.
pub const MOST_AXES: usize = 6;

/// A change, split over one axis or several at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    pub axes: Vec<String>,
    /// By axis, in their order: what came of other cases being asked for.
    pub mix: Vec<f64>,
    /// What came of the same cases ending differently; with the mix it is the change.
    pub rate: f64,
    /// The same, by the values of the axes; they sum to the change, largest first.
    pub effects: Vec<Effect>,
}

/// What a figure was, what it is, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    pub before: f64,
    pub after: f64,
    /// The axis that tells most first.
    pub splits: Vec<Split>,
}

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExplainError {
    #[error(transparent)]
    Ask(#[from] Error),
    #[error("the change of `{kpi}` cannot be split: {why}")]
    Kind { kpi: String, why: String },
    #[error(
        "nothing was counted in {period}, so there is no change to explain; ask for fewer days, or name those before (--from, --before-from, --before-to)"
    )]
    Nothing { period: Period },
    #[error("so many axes say nothing together; ask for {MOST_AXES} at most")]
    Axes,
}

/// What of a KPI's change is explained by which axis; without axes by each of the usual
/// ones alone that has several values.
pub fn explain(
    db: &Connection,
    kpi: &Kpi,
    before: &Question,
    after: &Question,
    axes: &[String],
) -> Result<Explanation, ExplainError> {
    splittable(kpi)?;
    if axes.len() > MOST_AXES {
        return Err(ExplainError::Axes);
    }
    let ways: Vec<Vec<String>> = match axes {
        [] => usual(db, kpi)?,
        axes => vec![axes.to_vec()],
    };
    let mut explained = None;
    let mut splits = Vec::new();
    for axes in ways {
        let cells = Cells::read(db, kpi, before, after, &axes)?;
        let [then, now] = cells.values();
        let nothing = |question: &Question| ExplainError::Nothing {
            period: question.period,
        };
        let then = then.ok_or_else(|| nothing(before))?;
        explained = Some((then, now.ok_or_else(|| nothing(after))?));
        splits.push(split(&cells, axes));
    }
    let (before, after) = explained.unwrap_or_default();
    let by_focus = |split: &Split| split.focus(after - before);
    splits.sort_by(|one, other| by_focus(other).total_cmp(&by_focus(one)));
    // An axis of one value explains nothing, unless there is no other.
    if splits.iter().any(Split::has_parts) {
        splits.retain(Split::has_parts);
    }
    Ok(Explanation {
        before,
        after,
        splits,
    })
}

/// Whether a change of this KPI can be split.
pub fn is_splittable(kpi: &Kpi) -> bool {
    splittable(kpi).is_ok()
}

/// Sums and quotients of sums are made of parts; other kinds are not.
fn splittable(kpi: &Kpi) -> Result<(), ExplainError> {
    let why = match kpi.kind {
        Kind::Ratio | Kind::Mean | Kind::Net | Kind::Sum { .. } => return Ok(()),
        Kind::Formula => format!("it is made of {}; ask for these", kpi.of.names.join(", ")),
        Kind::Persons { .. } | Kind::Distinct => "one person may be in several parts".to_owned(),
        Kind::Percentile { .. } => "percentiles of parts do not add up".to_owned(),
        Kind::Stock => "its parts have stocks of their own".to_owned(),
        Kind::Share => "it is a part itself; `vigie kpi run` shows all of them".to_owned(),
    };
    Err(ExplainError::Kind {
        kpi: kpi.name.clone(),
        why,
    })
}

fn usual(db: &Connection, kpi: &Kpi) -> Result<Vec<Vec<String>>, ExplainError> {
    let known = kpi.columns(db)?;
    let axes = AXES.into_iter().map(str::to_owned);
    let axes = axes.filter(|axis| known.contains(axis));
    Ok(axes.map(|axis| vec![axis]).collect())
}

fn split(cells: &Cells, axes: Vec<String>) -> Split {
    let effects_of = |axes: &[usize]| match cells.is_quotient() {
        true => effects(&cells.parts(axes)),
        false => counts(&cells.parts(axes)),
    };
    let [then, now] = cells.values().map(Option::unwrap_or_default);
    let mix_of = |axes: &[usize]| effects_of(axes).iter().map(|effect| effect.mix).sum();
    let mix = shapley(axes.len(), mix_of);
    let mut effects = effects_of(&(0..axes.len()).collect::<Vec<_>>());
    effects.sort_by(|one, other| {
        let by_size = other.size().total_cmp(&one.size());
        by_size.then_with(|| one.values.cmp(&other.values))
    });
    Split {
        rate: now - then - mix.iter().sum::<f64>(),
        axes,
        mix,
        effects,
    }
}

impl Split {
    fn has_parts(&self) -> bool {
        self.effects.len() > 1
    }

    /// How much of the change is in one value beyond what is its due: were all cases to move
    /// alike, each value would have the part of the change that it has of the cases.
    pub fn focus(&self, change: f64) -> f64 {
        let beyond = self.effects.iter().map(|effect| effect.beyond(change));
        beyond.fold(0.0, f64::max)
    }
}
