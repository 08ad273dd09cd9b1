//! Expressions over the values of other KPIs, slice by slice.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params_from_iter};

use crate::kpi::ask::{Ask, Figures};
use crate::kpi::definition::Kpi;
use crate::kpi::figure::Figure;
use crate::kpi::interval::{Interval, Method};
use crate::kpi::question::Axis;
use crate::kpi::run::{self, Error};
use crate::kpi::sums::Sums;

/// Of its parts as each is asked alone.
pub(in crate::kpi) fn figures(ask: &Ask<'_>) -> Result<Figures, Error> {
    of_parts(ask, |part| match ask.axis {
        Some(axis) => run::by(ask.db, part, ask.question, axis),
        None => Ok([(String::new(), run::total(ask.db, part, ask.question)?)].into()),
    })
}

/// Every slice that one of the parts has.
pub(in crate::kpi) fn of_parts(
    ask: &Ask<'_>,
    figures_of: impl Fn(&Kpi) -> Result<Figures, Error>,
) -> Result<Figures, Error> {
    let parts = ask.kpi.of.kpis.iter().map(figures_of);
    let parts: Vec<Figures> = parts.collect::<Result<_, Error>>()?;
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
        let figure = figure(ask.db, ask.kpi, &of_slice, days(ask, slice));
        figures.insert(slice.clone(), figure.map_err(|error| ask.failed(error))?);
    }
    Ok(figures)
}

fn figure(db: &Connection, kpi: &Kpi, parts: &[Figure], days: f64) -> rusqlite::Result<Figure> {
    let mut values: Vec<Option<f64>> = parts.iter().map(|part| part.value).collect();
    values.push(Some(days));
    let Given { value, bounds } = evaluate(db, kpi, &values)?;
    let interval = match (value, bounds) {
        (_, Some(bounds)) => Some(Interval::new(bounds, Method::Bounds)),
        (Some(value), None) => mover(value, parts, |place, bound| {
            let kept = values[place].replace(bound);
            let moved = evaluate(db, kpi, &values);
            values[place] = kept;
            Ok(moved?.value)
        })?,
        (None, None) => None,
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

/// The days of a slice: of the period, or of that part of it which a step of time covers.
fn days(ask: &Ask<'_>, slice: &str) -> f64 {
    let period = ask.question.period;
    let step = match ask.axis {
        Some(Axis::Time(granularity)) => slice
            .parse()
            .ok()
            .and_then(|from| granularity.within(period, from)),
        _ => None,
    };
    f64::from(step.unwrap_or(period).days())
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

/// What a formula gives.
struct Given {
    /// None where it divides by zero.
    value: Option<f64>,
    /// Between which it lies, where the formula says so itself.
    bounds: Option<(f64, f64)>,
}

fn evaluate(db: &Connection, kpi: &Kpi, values: &[Option<f64>]) -> rusqlite::Result<Given> {
    let mut statement = db.prepare_cached(&Expression::of(kpi).sql)?;
    let place = |name: &str| statement.column_names().position(|column| column == name);
    let places = ["value", "low", "high"].map(place);
    let [value, low, high] = statement.query_row(params_from_iter(values), |row| {
        let mut given = [None; 3];
        for (number, place) in given.iter_mut().zip(places) {
            if let Some(place) = place {
                *number = row.get::<_, Option<f64>>(place)?;
            }
        }
        Ok(given.map(|number: Option<f64>| number.filter(|number| number.is_finite())))
    })?;
    Ok(Given {
        value,
        bounds: low.zip(high),
    })
}

/// Columns that every formula has beside its parts: `days`, the length of the slice.
pub(in crate::kpi) const OWN: usize = 1;

/// A formula as SQL over its parts.
pub(in crate::kpi) struct Expression {
    pub(in crate::kpi) sql: String,
    /// Bytes before the KPI's own text.
    pub(in crate::kpi) before: usize,
}

impl Expression {
    /// A row with a column for every part, named as the part is, and what the KPI selects
    /// from it.
    pub(in crate::kpi) fn of(kpi: &Kpi) -> Expression {
        let names = kpi.of.names.iter().map(String::as_str).chain(["days"]);
        let column = |(place, name): (usize, &str)| {
            let name = name.replace('"', "\"\"");
            format!("?{} as \"{name}\"", place + 1)
        };
        let columns: Vec<String> = names.enumerate().map(column).collect();
        let before = format!("with parts as (select {})\n", columns.join(", "));
        Expression {
            sql: format!("{before}{}\nfrom parts", kpi.select),
            before: before.len(),
        }
    }
}
