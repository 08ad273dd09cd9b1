//! Expressions over the values of other KPIs, slice by slice.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params_from_iter};

use crate::kpi::ask::{Ask, Figures};
use crate::kpi::definition::Kpi;
use crate::kpi::figure::Figure;
use crate::kpi::interval::{Interval, Method};
use crate::kpi::run::{self, Error};
use crate::kpi::sums::Sums;

/// Every slice that one of the parts has.
pub(in crate::kpi) fn figures(ask: &Ask<'_>) -> Result<Figures, Error> {
    let parts: Vec<Figures> = ask
        .kpi
        .of
        .kpis
        .iter()
        .map(|part| match ask.axis {
            Some(axis) => run::by(ask.db, part, ask.question, axis),
            None => Ok([(String::new(), run::total(ask.db, part, ask.question)?)].into()),
        })
        .collect::<Result<_, Error>>()?;
    let slices: BTreeSet<&String> = parts.iter().flat_map(BTreeMap::keys).collect();
    let mut figures = Figures::new();
    for slice in slices {
        let of_slice: Vec<Figure> = parts
            .iter()
            .zip(&ask.kpi.of.kpis)
            .map(|(part, kpi)| match part.get(slice) {
                Some(figure) => *figure,
                None => Figure::of(kpi, &Sums::default()),
            })
            .collect();
        let figure = figure(ask.db, ask.kpi, &of_slice);
        figures.insert(slice.clone(), figure.map_err(|error| ask.failed(error))?);
    }
    Ok(figures)
}

fn figure(db: &Connection, kpi: &Kpi, parts: &[Figure]) -> rusqlite::Result<Figure> {
    let mut values: Vec<Option<f64>> = parts.iter().map(|part| part.value).collect();
    let value = evaluate(db, kpi, &values)?;
    let interval = match value {
        Some(value) => mover(value, parts, |place, bound| {
            let kept = values[place].replace(bound);
            let moved = evaluate(db, kpi, &values);
            values[place] = kept;
            moved
        })?,
        None => None,
    };
    let sums = Sums {
        n: parts.iter().map(|part| part.n).min().unwrap_or(0),
        num: value.unwrap_or(0.0),
        den: f64::from(u8::from(value.is_some())),
        ..Sums::default()
    };
    let mut figure = Figure::new(kpi, &sums, value, interval);
    figure.too_few |= parts.iter().any(|part| part.too_few);
    Ok(figure)
}

/// The interval of a function of parts that are independent: each is moved to its bounds
/// alone, and the deviations are added as squares.
///
/// Zou & Donner (2008), "Construction of confidence limits about effect measures",
/// Statistics in Medicine 27. `None` where a part has no interval, or none of its
/// bounds gives a value.
fn mover(
    value: f64,
    parts: &[Figure],
    mut moved: impl FnMut(usize, f64) -> rusqlite::Result<Option<f64>>,
) -> rusqlite::Result<Option<Interval>> {
    let (mut down, mut up) = (0.0_f64, 0.0_f64);
    for (place, part) in parts.iter().enumerate() {
        let Some((low, high)) = part.low.zip(part.high) else {
            return Ok(None);
        };
        let bounds = (moved(place, low)?, moved(place, high)?);
        let (Some(one), Some(other)) = bounds else {
            return Ok(None);
        };
        down = down.hypot((value - one.min(other)).max(0.0));
        up = up.hypot((one.max(other) - value).max(0.0));
    }
    Ok(Some(Interval::new(
        (value - down, value + up),
        Method::Mover,
    )))
}

/// What the formula gives for values of its parts; none where it divides by zero.
fn evaluate(db: &Connection, kpi: &Kpi, values: &[Option<f64>]) -> rusqlite::Result<Option<f64>> {
    let mut statement = db.prepare_cached(&expression(kpi))?;
    let value: Option<f64> = statement.query_row(params_from_iter(values), |row| row.get(0))?;
    Ok(value.filter(|value| value.is_finite()))
}

/// The formula with a column for every part, named as the part is.
pub(in crate::kpi) fn expression(kpi: &Kpi) -> String {
    let column = |(place, name): (usize, &String)| {
        let name = name.replace('"', "\"\"");
        format!("?{} as \"{name}\"", place + 1)
    };
    let columns = kpi.of.names.iter().enumerate().map(column);
    let columns: Vec<String> = columns.collect();
    // As a value of a row of these: its names are then theirs.
    format!(
        "{BEFORE}{}\n) from (select {})",
        kpi.select,
        columns.join(", ")
    )
}

/// What stands before the KPI's own text.
pub(in crate::kpi) const BEFORE: &str = "select (";
