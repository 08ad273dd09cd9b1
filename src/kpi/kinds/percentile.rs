//! Percentiles of what rows say, from the facts.

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
    sums: Sums,
}

/// The percentile of num ÷ den over the rows of each slice; rows without `den` have none.
pub(in crate::kpi) fn figures(ask: &Ask<'_>, share: f64) -> Result<Figures, Error> {
    let mut slices: Vec<Values> = Vec::new();
    let names = ask.each_row("num, den", |slice, row| {
        let (num, den): (f64, f64) = (row.get(1)?, row.get(2)?);
        if slice == slices.len() {
            slices.push(Values::default());
        }
        if den != 0.0 {
            slices[slice].values.push(num / den);
            slices[slice].sums += Sums::of(num, den);
        }
        Ok(())
    })?;
    let figures = names.into_iter().zip(slices);
    Ok(figures
        .map(|(name, values)| (name, values.figure(ask, share)))
        .collect())
}

impl Values {
    fn figure(mut self, ask: &Ask<'_>, share: f64) -> Figure {
        let n = self.values.len();
        let value = rank(n, share).map(|rank| self.at(rank));
        let interval = ranks(n, share).map(|(low, high)| {
            let bounds = (self.at(low), self.at(high));
            Interval::new(bounds, Method::OrderStatistics)
        });
        Figure::new(ask.kpi, &self.sums, value, interval)
    }

    /// The value of a rank, without putting all in order.
    fn at(&mut self, rank: usize) -> f64 {
        let (_, value, _) = self.values.select_nth_unstable_by(rank, f64::total_cmp);
        *value
    }
}
