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
pub(in crate::kpi) fn figures(ask: &Ask<'_>, measure: Measure) -> Result<Figures, Error> {
    let figures = match of_cells(ask)? {
        Some(slices) => slices,
        None => of_rows(ask)?,
    };
    let figures = figures.into_iter();
    Ok(figures
        .map(|(name, nums)| (name, Figure::of(ask.kpi, &sums(nums, measure))))
        .collect())
}

/// Σnum of each person, by slice.
type Slices = Vec<(String, Vec<f64>)>;

/// What a cell says of its person.
#[derive(Clone, Copy, Default)]
struct Part {
    rows: i64,
    num: f64,
}

/// From the cube, where each person has a number.
fn of_cells(ask: &Ask<'_>) -> Result<Option<Slices>, Error> {
    let mut cells: Vec<Vec<(usize, Part)>> = Vec::new();
    let mut people = 0;
    let names = ask.each_cell(|slice, cell| {
        if slice >= cells.len() {
            cells.resize_with(slice + 1, Vec::new);
        }
        let Ok(person) = u32::try_from(cell.name).map(|person| person as usize) else {
            return;
        };
        let [num, ..] = cell.sums.values();
        let rows = cell.sums.n;
        cells[slice].push((person, Part { rows, num }));
        people = people.max(person);
    })?;
    let Some(names) = names else {
        return Ok(None);
    };
    // Many numbers, of which each slice has some: a table by number is faster than any map.
    let mut table = vec![Part::default(); people + 1];
    let slices = names.into_iter().zip(cells).map(|(name, cells)| {
        for (person, part) in &cells {
            table[*person].rows += part.rows;
            table[*person].num += part.num;
        }
        let sums = cells
            .iter()
            .map(|(person, _)| std::mem::take(&mut table[*person]));
        let sums = sums.filter(|part| part.rows > 0).map(|part| part.num);
        (name, sums.collect())
    });
    // What was taken away again leaves a slice without anybody.
    let slices = slices.filter(|(_, nums): &(String, Vec<f64>)| !nums.is_empty());
    Ok(Some(slices.collect()))
}

/// From the facts, in one pass and with a table in memory: SQLite would put all rows in order.
fn of_rows(ask: &Ask<'_>) -> Result<Slices, Error> {
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
    let slices = slices.into_iter().map(|it| it.into_values().collect());
    Ok(names.into_iter().zip(slices).collect())
}

/// Of Σnum of each person.
fn sums(mut all: Vec<f64>, measure: Measure) -> Sums {
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
