//! Persons, not rows: what each of them did within the period.

use rusqlite::types::ValueRef;
use rustc_hash::FxHashMap;

use crate::kpi::ask::{Ask, Figures};
use crate::kpi::figure::Figure;
use crate::kpi::run::Error;
use crate::kpi::sums::Sums;

/// Σnum by person.
type Persons = FxHashMap<Box<[u8]>, f64>;

/// What of the persons of a slice is the figure.
#[derive(Clone, Copy)]
pub(in crate::kpi) enum Measure {
    /// The share of those with Σnum at least so much.
    AtLeast(f64),
    /// The mean of Σnum.
    Mean,
    /// How many there are.
    Count,
}

impl Measure {
    pub(in crate::kpi) fn of(at_least: Option<f64>) -> Measure {
        at_least.map_or(Measure::Mean, Measure::AtLeast)
    }
}

/// The figures of the persons of each slice.
///
/// One pass over the rows and a table in memory: SQLite would put all rows in order.
pub(in crate::kpi) fn figures(ask: &Ask<'_>, measure: Measure) -> Result<Figures, Error> {
    let mut slices: Vec<Persons> = Vec::new();
    let mut name = Vec::new();
    let names = ask.each_row("person, num", |slice, row| {
        if slice == slices.len() {
            slices.push(Persons::default());
        }
        name_of(row.get_ref(1)?, &mut name);
        let num: f64 = row.get(2)?;
        match slices[slice].get_mut(name.as_slice()) {
            Some(sum) => *sum += num,
            None => {
                slices[slice].insert(name.as_slice().into(), num);
            }
        }
        Ok(())
    })?;
    let figures = names.into_iter().zip(slices);
    Ok(figures
        .map(|(name, persons)| (name, Figure::of(ask.kpi, &sums(persons, measure))))
        .collect())
}

fn sums(persons: Persons, measure: Measure) -> Sums {
    let mut all: Vec<f64> = persons.into_values().collect();
    let count = all.len() as f64;
    match measure {
        Measure::AtLeast(at_least) => {
            let enough = all.iter().filter(|sum| **sum >= at_least).count();
            return Sums::share(enough as f64, count);
        }
        Measure::Count => return Sums::share(count, count),
        Measure::Mean => {}
    }
    // In one order, so that fractions add up to the same.
    all.sort_unstable_by(f64::total_cmp);
    let mut sums = Sums::default();
    all.into_iter().for_each(|num| sums += Sums::of(num, 1.0));
    sums
}

/// A person's name as bytes, the same for the same value only.
fn name_of(value: ValueRef<'_>, name: &mut Vec<u8>) {
    name.clear();
    match value {
        ValueRef::Blob(bytes) | ValueRef::Text(bytes) => name.extend_from_slice(bytes),
        ValueRef::Integer(number) => name.extend_from_slice(&number.to_le_bytes()),
        ValueRef::Real(number) => name.extend_from_slice(&number.to_le_bytes()),
        ValueRef::Null => {}
    }
    name.push(value.data_type() as u8);
}
