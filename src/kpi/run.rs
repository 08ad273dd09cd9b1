//! Asks a KPI: its value over a period, filtered, by an axis.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;

use super::cube::Cube;
use super::header::{Kind, Kpi};
use super::interval::{self, Sums};
use super::query::{Slices, from_facts};
use super::question::{Axis, Question};

/// A KPI's value over a slice; nulls where nothing was counted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Figure {
    pub n: i64,
    pub num: f64,
    pub den: f64,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

impl Figure {
    pub(super) fn of(kind: Kind, sums: &Sums) -> Figure {
        let value = match kind {
            Kind::Sum => Some(sums.num),
            _ if sums.den == 0.0 => None,
            _ => Some(sums.num / sums.den),
        };
        let interval = match kind {
            Kind::Sum => None,
            Kind::Ratio if sums.is_share() => interval::wilson(sums.num, sums.den),
            Kind::Ratio | Kind::Mean => interval::ratio(sums),
        };
        Figure {
            n: sums.n,
            num: sums.num,
            den: sums.den,
            value,
            low: interval.map(|(low, _)| low),
            high: interval.map(|(_, high)| high),
        }
    }
}

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
    let slices = slices(db, kpi, question, None)?;
    let sums = slices.into_values().next().unwrap_or_default();
    Ok(Figure::of(kpi.kind, &sums))
}

/// The value by an axis: days, weeks and months by their first day, empty text for "not given".
pub fn by(
    db: &Connection,
    kpi: &Kpi,
    question: &Question,
    axis: &Axis,
) -> Result<BTreeMap<String, Figure>, Error> {
    let slices = slices(db, kpi, question, Some(axis))?;
    Ok(slices
        .into_iter()
        .map(|(slice, sums)| (slice, Figure::of(kpi.kind, &sums)))
        .collect())
}

fn slices(
    db: &Connection,
    kpi: &Kpi,
    question: &Question,
    axis: Option<&Axis>,
) -> Result<BTreeMap<String, Sums>, Error> {
    let failed = |source| Error::Sqlite {
        kpi: kpi.name.clone(),
        source,
    };
    let mut slices = Slices {
        axis,
        sums: BTreeMap::new(),
    };
    let column = axis.map_or("''", Axis::column);
    if axis.is_none_or(Axis::is_in_cubes) {
        let cube = Cube {
            db,
            kpi,
            question,
            column,
        };
        cube.add_to(&mut slices).map_err(failed)?;
    } else {
        known_column(db, kpi, column)?;
        let rows = from_facts(kpi, question, column);
        slices.add(db, &rows).map_err(failed)?;
    }
    Ok(slices.sums)
}

fn known_column(db: &Connection, kpi: &Kpi, axis: &str) -> Result<(), Error> {
    let statement = db.prepare(&kpi.select).map_err(|source| Error::Sqlite {
        kpi: kpi.name.clone(),
        source,
    })?;
    let known: Vec<&str> = statement.column_names().collect();
    if known.contains(&axis) {
        return Ok(());
    }
    let hidden = ["at", "num", "den", "judged_at", "left_out"];
    let axes: Vec<&str> = known
        .into_iter()
        .filter(|name| !hidden.contains(name))
        .collect();
    Err(Error::Axis {
        kpi: kpi.name.clone(),
        axis: axis.to_owned(),
        known: format!("{}, week, month", axes.join(", ")),
    })
}
