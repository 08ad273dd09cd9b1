//! What became, within a period, of a stock that was there at its beginning.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::facts::read::last_days;
use crate::kpi::ask::{Ask, Figures};
use crate::kpi::figure::Figure;
use crate::kpi::question::Axis;
use crate::kpi::run::Error;
use crate::kpi::sums::Sums;
use crate::period::{Granularity, Period};

/// Each slice has its own stock; over time each bucket has its own beginning.
pub(in crate::kpi) fn figures(ask: &Ask<'_>) -> Result<Figures, Error> {
    match ask.axis {
        Some(Axis::Time(granularity)) => over_time(ask, *granularity),
        _ => {
            let mut within = ask.sums()?;
            let mut slices: Figures = BTreeMap::new();
            for (slice, before) in ask.sums_of(before(ask.question.period.from))? {
                let within = within.remove(&slice).unwrap_or_default();
                slices.insert(slice, figure(ask, within.num, before.den));
            }
            let new = within.into_iter();
            slices.extend(new.map(|(slice, sums)| (slice, figure(ask, sums.num, 0.0))));
            Ok(slices)
        }
    }
}

/// All days before one.
fn before(day: Date) -> Period {
    Period {
        from: Date::MIN,
        to: day.saturating_sub(1.day()),
    }
}

fn figure(ask: &Ask<'_>, num: f64, stock: f64) -> Figure {
    Figure::of(ask.kpi, &Sums::share(num, stock))
}

/// A stock is there on days without movements too, but not behind the last day that is known.
fn over_time(ask: &Ask<'_>, granularity: Granularity) -> Result<Figures, Error> {
    let period = ask.question.period;
    let within = ask.sums()?;
    let opening = Ask { axis: None, ..*ask }.sums_of(before(period.from))?;
    let mut stock = opening.values().map(|sums| sums.den).sum::<f64>();
    let known = last_days(ask.db, 1, Some(period.to)).map_err(|error| ask.failed(error))?;
    let moved = within.keys().filter_map(|day| day.parse().ok()).max();
    let last = known.map(|days| days.to).max(moved);
    let mut figures = Figures::new();
    let mut day = match (stock, within.keys().next()) {
        // Before the first movement there is nothing.
        (0.0, Some(first)) => first.parse().unwrap_or(period.from).max(period.from),
        (0.0, None) => return Ok(figures),
        _ => period.from,
    };
    while last.is_some_and(|last| day <= last.min(period.to)) {
        let bucket = granularity.bucket(day);
        let moved = within.get(&bucket.to_string()).copied().unwrap_or_default();
        figures.insert(bucket.to_string(), figure(ask, moved.num, stock));
        stock += moved.den;
        day = next(granularity, bucket);
    }
    Ok(figures)
}

/// The first day behind a bucket.
fn next(granularity: Granularity, bucket: Date) -> Date {
    match granularity {
        Granularity::Day => bucket.saturating_add(1.day()),
        Granularity::Week => bucket.saturating_add(7.days()),
        Granularity::Month => bucket.saturating_add(1.month()),
    }
}
