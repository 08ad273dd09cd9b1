//! Persons, not rows: what each of them did within the period.

use std::ops::AddAssign;

use rustc_hash::FxHashMap;

use crate::facts::cubes::{self, Exact};
use crate::kpi::ask::{Ask, Figures};
use crate::kpi::figure::Figure;
use crate::kpi::run::Error;
use crate::kpi::sums::Sums;

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
    match measure {
        Measure::Count => figures_of::<Rows>(ask, |persons| {
            let count = persons.len() as f64;
            Sums::share(count, count)
        }),
        Measure::AtLeast(at_least) => figures_of::<Deeds>(ask, |persons| {
            let did = persons.iter().filter(|it| it.num.value() >= at_least);
            Sums::share(did.count() as f64, persons.len() as f64)
        }),
        Measure::Mean => figures_of::<Deeds>(ask, |persons| {
            let mut all: Vec<f64> = persons.iter().map(|it| it.num.value()).collect();
            // In one order, so that fractions add up to the same.
            all.sort_unstable_by(f64::total_cmp);
            let mut sums = Sums::default();
            all.into_iter().for_each(|num| sums += Sums::of(num, 1.0));
            sums
        }),
    }
}

fn figures_of<T: Tally>(ask: &Ask<'_>, sums: impl Fn(&[T]) -> Sums) -> Result<Figures, Error> {
    let slices = match of_cells(ask)? {
        Some(slices) => slices,
        None => of_rows(ask)?,
    };
    let slices = slices.into_iter();
    Ok(slices
        .map(|(name, persons)| (name, Figure::of(ask.kpi, &sums(&persons))))
        .collect())
}

/// What is to be known of each person, in as few bytes as that needs.
trait Tally: Copy + Default + AddAssign {
    fn of(sums: &cubes::Sums) -> Self;
    fn rows(self) -> i32;
}

/// How many rows are somebody's: 2^31 of one person do not fit on a disk.
#[derive(Clone, Copy, Default)]
struct Rows(i32);

/// And Σnum.
#[derive(Clone, Copy, Default)]
struct Deeds {
    rows: Rows,
    num: Exact,
}

impl Tally for Rows {
    fn of(sums: &cubes::Sums) -> Rows {
        Rows(sums.n as i32)
    }

    fn rows(self) -> i32 {
        self.0
    }
}

impl AddAssign for Rows {
    fn add_assign(&mut self, other: Rows) {
        self.0 += other.0;
    }
}

impl Tally for Deeds {
    fn of(sums: &cubes::Sums) -> Deeds {
        Deeds {
            rows: Rows::of(sums),
            num: sums.num(),
        }
    }

    fn rows(self) -> i32 {
        self.rows.0
    }
}

impl AddAssign for Deeds {
    fn add_assign(&mut self, other: Deeds) {
        self.rows += other.rows;
        self.num += other.num;
    }
}

/// What is known of each person, by slice.
type Slices<T> = Vec<(String, Vec<T>)>;

/// From the cube, where each person has a number.
fn of_cells<T: Tally>(ask: &Ask<'_>) -> Result<Option<Slices<T>>, Error> {
    let mut cells: Vec<Vec<(u32, T)>> = Vec::new();
    let mut people = 0;
    let names = ask.each_cell(|slice, cell| {
        if slice >= cells.len() {
            cells.resize_with(slice + 1, Vec::new);
        }
        if let Ok(person) = u32::try_from(cell.name) {
            cells[slice].push((person, T::of(&cell.sums)));
            people = people.max(person);
        }
    })?;
    // Many numbers, of which each slice has some: a table by number is faster than any map.
    let mut table = vec![T::default(); people as usize + 1];
    Ok(names.map(|names| {
        let slices = names.into_iter().zip(&cells);
        let slices = slices.map(|(name, cells)| (name, persons(cells, &mut table)));
        // What was taken away again leaves a slice without anybody.
        let slices = slices.filter(|(_, persons)| !persons.is_empty());
        slices.collect()
    }))
}

/// Adds up the cells of each person; the table is left as empty as it was.
fn persons<T: Tally>(cells: &[(u32, T)], table: &mut [T]) -> Vec<T> {
    for (person, tally) in cells {
        table[*person as usize] += *tally;
    }
    let persons = cells.iter();
    let persons = persons.map(|(person, _)| std::mem::take(&mut table[*person as usize]));
    persons.filter(|tally| tally.rows() > 0).collect()
}

/// From the facts, in one pass and with a table in memory: SQLite would put all rows in order.
fn of_rows<T: Tally>(ask: &Ask<'_>) -> Result<Slices<T>, Error> {
    let mut slices: Vec<FxHashMap<Vec<u8>, T>> = Vec::new();
    let names = ask.each_row("person, num, den", |slice, row| {
        if slice == slices.len() {
            slices.push(FxHashMap::default());
        }
        let mut sums = cubes::Sums::default();
        sums.read(row, 2)?;
        if sums.n == 0 {
            return Ok(());
        }
        let person = slices[slice].entry(cubes::name_of(row.get_ref(1)?));
        *person.or_default() += T::of(&sums);
        Ok(())
    })?;
    let slices = slices.into_iter().map(|it| it.into_values().collect());
    let slices = names.into_iter().zip(slices);
    let slices = slices.filter(|(_, persons): &(String, Vec<T>)| !persons.is_empty());
    Ok(slices.collect())
}
