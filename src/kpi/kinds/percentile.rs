//! Percentiles of what rows say.

use crate::facts::cubes::{self, value_of_name};
use crate::kpi::ask::{Ask, Figures};
use crate::kpi::figure::Figure;
use crate::kpi::interval::order::{rank, ranks};
use crate::kpi::interval::{Interval, Method};
use crate::kpi::run::Error;
use crate::kpi::sums::Sums;

/// The values of one slice, and their sums.
#[derive(Default)]
struct Values {
    values: Vec<f64>,
    sums: cubes::Sums,
}

/// The percentile of num ÷ den over the rows of each slice; rows without `den` have none.
pub(in crate::kpi) fn figures(ask: &Ask<'_>, share: f64) -> Result<Figures, Error> {
    let slices = match of_cells(ask)? {
        Some(slices) => slices,
        None => of_rows(ask)?,
    };
    let slices = slices.into_iter();
    Ok(slices
        .map(|(name, values)| (name, values.figure(ask, share)))
        .collect())
}

/// From the cube, whose cells each have one value.
fn of_cells(ask: &Ask<'_>) -> Result<Option<Vec<(String, Values)>>, Error> {
    let mut slices: Vec<(Vec<(u64, i64)>, cubes::Sums)> = Vec::new();
    let names = ask.each_cell(|slice, cell| {
        if slice >= slices.len() {
            slices.resize_with(slice + 1, Default::default);
        }
        let (values, sums) = &mut slices[slice];
        values.push((cell.name, cell.sums.n));
        sums.add(&cell.sums);
    })?;
    Ok(names.map(|names| {
        let slices = names.into_iter().zip(slices);
        let slices = slices.map(|(name, (cells, sums))| {
            let values = values(cells);
            (name, Values { values, sums })
        });
        slices.filter(|(_, slice)| slice.sums.n != 0).collect()
    }))
}

/// Each value as often as it is there.
fn values(mut cells: Vec<(u64, i64)>) -> Vec<f64> {
    // Where nothing is taken away, they may stay in their order.
    if cells.iter().any(|(_, times)| *times < 0) {
        cells.sort_unstable();
    }
    let mut values = Vec::with_capacity(cells.len());
    for same in cells.chunk_by(|one, other| one.0 == other.0) {
        let times: i64 = same.iter().map(|(_, times)| times).sum();
        let times = usize::try_from(times).unwrap_or(0);
        values.extend(std::iter::repeat_n(value_of_name(same[0].0), times));
    }
    values
}

fn of_rows(ask: &Ask<'_>) -> Result<Vec<(String, Values)>, Error> {
    let mut slices: Vec<Values> = Vec::new();
    let names = ask.each_row("num, den", |slice, row| {
        if slice == slices.len() {
            slices.push(Values::default());
        }
        let mut sums = cubes::Sums::default();
        sums.read(row, 1)?;
        if sums.n == 0 {
            return Ok(());
        }
        let (num, den): (f64, f64) = (row.get(1)?, row.get(2)?);
        if den != 0.0 {
            slices[slice].values.push(num / den);
            slices[slice].sums.add(&sums);
        }
        Ok(())
    })?;
    let slices = names.into_iter().zip(slices);
    Ok(slices.filter(|(_, slice)| slice.sums.n != 0).collect())
}

impl Values {
    fn figure(mut self, ask: &Ask<'_>, share: f64) -> Figure {
        let n = self.values.len();
        let value = rank(n, share).map(|rank| self.at(rank));
        let interval = ranks(n, share).map(|(low, high)| {
            let bounds = (self.at(low), self.at(high));
            Interval::new(bounds, Method::OrderStatistics)
        });
        Figure::new(ask.kpi, &Sums::from(&self.sums), value, interval)
    }

    /// The value of a rank, without putting all in order.
    fn at(&mut self, rank: usize) -> f64 {
        let (_, value, _) = self.values.select_nth_unstable_by(rank, f64::total_cmp);
        *value
    }
}
