//! Asks a KPI: its value over a period, filtered, by an axis.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::ask::{Ask, Figures};
use super::definition::Kpi;
use super::figure::Figure;
use super::header::Kind;
use super::interval::{Interval, Method, bootstrap};
use super::kinds::persons::Measure;
use super::kinds::{formula, percentile, persons, share, stock};
use super::needs;
use super::question::{Axis, Filters, Question};
use super::sums::Sums;

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("`{kpi}` has no axis `{axis}`; it has {known}")]
    Axis {
        kpi: String,
        axis: String,
        known: String,
    },
    #[error("could not compute `{kpi}`")]
    Sqlite {
        kpi: String,
        source: rusqlite::Error,
    },
}

/// The value over the whole period.
pub fn total(db: &Connection, kpi: &Kpi, question: &Question) -> Result<Figure, Error> {
    let ask = Ask {
        db,
        kpi,
        question,
        axis: None,
    };
    if !needs::are_met(db, kpi, question)? {
        return Ok(Figure::nothing(kpi));
    }
    let figure = figures(&ask)?.into_values().next();
    let figure = figure.unwrap_or_else(|| Figure::of(kpi, &Sums::default()));
    sharpened(&ask, figure)
}

/// The same value from sums alone, for whoever has seen to what the KPI needs: a mean or a
/// ratio of sums has the interval that these give, however few the rows are.
pub(super) fn from_sums(db: &Connection, kpi: &Kpi, question: &Question) -> Result<Figure, Error> {
    let ask = Ask {
        db,
        kpi,
        question,
        axis: None,
    };
    let figures = match kpi.kind {
        Kind::Formula => formula::of_parts(&ask, |part| {
            let figure = from_sums(db, part, question)?;
            Ok([(String::new(), figure)].into())
        })?,
        _ => figures(&ask)?,
    };
    let figure = figures.into_values().next();
    Ok(figure.unwrap_or_else(|| Figure::of(kpi, &Sums::default())))
}

/// The value by an axis: days, weeks and months by their first day, empty text for "not given".
pub fn by(
    db: &Connection,
    kpi: &Kpi,
    question: &Question,
    axis: &Axis,
) -> Result<BTreeMap<String, Figure>, Error> {
    let ask = Ask {
        db,
        kpi,
        question,
        axis: Some(axis),
    };
    ask.known_column()?;
    if !needs::are_met(db, kpi, question)? {
        return Ok(BTreeMap::new());
    }
    let mut figures = figures(&ask)?;
    for slice in needs::unmet_slices(&ask, figures.keys())? {
        figures.remove(&slice);
    }
    Ok(figures)
}

/// The values of an axis that are in no figure by it, since they have not what the KPI needs.
pub fn without_needs(
    db: &Connection,
    kpi: &Kpi,
    question: &Question,
    axis: &Axis,
) -> Result<BTreeSet<String>, Error> {
    if kpi.needs.kpis.is_empty() {
        return Ok(BTreeSet::new());
    }
    let axis = Some(axis);
    let ask = Ask {
        db,
        kpi,
        question,
        axis,
    };
    needs::unmet_slices(&ask, figures(&ask)?.keys())
}

fn figures(ask: &Ask<'_>) -> Result<Figures, Error> {
    match ask.kpi.kind {
        Kind::Persons { at_least } => persons::figures(ask, Measure::of(at_least)),
        Kind::Distinct => persons::figures(ask, Measure::Count),
        Kind::Percentile { of } => percentile::figures(ask, of),
        Kind::Stock => stock::figures(ask),
        Kind::Share => share::figures(ask),
        Kind::Formula => formula::figures(ask),
        Kind::Ratio | Kind::Mean | Kind::Sum { .. } | Kind::Net => {
            let sums = ask.sums()?.into_iter();
            Ok(sums
                .map(|(slice, sums)| (slice, Figure::of(ask.kpi, &sums)))
                .collect())
        }
    }
}

/// Rows read at most for the interval of one figure.
const MOST_READ: i64 = 100_000;

/// A mean or a ratio of sums over few rows gets the interval of these rows themselves.
///
/// Only figures of a whole period do: over an axis there are too many.
fn sharpened(ask: &Ask<'_>, figure: Figure) -> Result<Figure, Error> {
    let is_of_sums = matches!(ask.kpi.kind, Kind::Mean | Kind::Ratio);
    if !is_of_sums || figure.method != Some(Method::Delta) || figure.n >= bootstrap::ROWS {
        return Ok(figure);
    }
    let everything = Question {
        filters: Filters::default(),
        ..ask.question.clone()
    };
    if ask.question.filters != everything.filters && ask.with(&everything).sum()?.n > MOST_READ {
        return Ok(figure);
    }
    let mut rows = Vec::new();
    ask.each_row("num, den", |_, row| {
        rows.push((row.get(1)?, row.get(2)?));
        Ok(())
    })?;
    let Some(bounds) = bootstrap::studentized(&mut rows) else {
        return Ok(figure);
    };
    let interval = Interval::new(bounds, Method::Bootstrap);
    Ok(figure.within(ask.kpi, Some(interval)))
}
