//! A KPI's value over a slice, made of its sums.

use serde::{Deserialize, Serialize};

use super::definition::Kpi;
use super::header::Kind;
use super::interval::delta::ratio;
use super::interval::wald::adjusted_wald;
use super::interval::wilson::wilson;
use super::interval::{Interval, Method};
use super::sums::Sums;

/// A KPI's value over a slice; nulls where nothing was counted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Rows; persons, for a KPI that counts these; the stock, for one of a stock.
    pub n: i64,
    pub num: f64,
    pub den: f64,
    pub value: Option<f64>,
    /// The 95 % interval of the value, cut to the KPI's scale.
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// How the interval was made.
    pub method: Option<Method>,
    /// Whether `n` is below what the KPI needs to say anything.
    pub too_few: bool,
}

impl Figure {
    /// The figure of some rows.
    pub(super) fn of(kpi: &Kpi, sums: &Sums) -> Figure {
        Figure::new(kpi, sums, value(kpi.kind, sums), interval(kpi, sums))
    }

    /// Nothing at all: no value, whatever the kind.
    pub(super) fn nothing(kpi: &Kpi) -> Figure {
        Figure::new(kpi, &Sums::default(), None, None)
    }

    pub(super) fn new(
        kpi: &Kpi,
        sums: &Sums,
        value: Option<f64>,
        interval: Option<Interval>,
    ) -> Figure {
        let figure = Figure {
            n: sums.n,
            num: sums.num,
            den: sums.den,
            value,
            low: None,
            high: None,
            method: None,
            too_few: sums.n.unsigned_abs() < kpi.least,
        };
        figure.within(kpi, interval)
    }

    /// The same figure with another interval.
    pub(super) fn within(self, kpi: &Kpi, interval: Option<Interval>) -> Figure {
        let Some((value, found)) = self.value.zip(interval) else {
            return Figure {
                low: None,
                high: None,
                method: None,
                ..self
            };
        };
        let (low, high) = kpi.scale.cut(found.low, found.high, value);
        Figure {
            low: Some(low),
            high: Some(high),
            method: Some(found.method),
            ..self
        }
    }
}

fn value(kind: Kind, sums: &Sums) -> Option<f64> {
    match kind {
        Kind::Sum { divisor } => Some(sums.num / divisor),
        Kind::Distinct => Some(sums.num),
        // A stock below nothing is one whose beginning is not in the log.
        // More went than there were: not all that came is known.
        Kind::Stock if sums.den <= 0.0 || sums.num > sums.den => None,
        _ if sums.den == 0.0 => None,
        Kind::Net => Some(100.0 * sums.num / sums.den),
        _ => Some(sums.num / sums.den),
    }
}

fn interval(kpi: &Kpi, sums: &Sums) -> Option<Interval> {
    let (bounds, method) = match kpi.kind {
        Kind::Sum { .. } | Kind::Distinct | Kind::Percentile { .. } | Kind::Formula => return None,
        Kind::Net => (in_points(adjusted_wald(sums)), Method::AdjustedWald),
        Kind::Mean | Kind::Persons { at_least: None } => (ratio(sums), Method::Delta),
        _ if sums.is_share() => (wilson(sums.num, sums.den), Method::Wilson),
        Kind::Stock => return None,
        _ => (ratio(sums), Method::Delta),
    };
    bounds.map(|bounds| Interval::new(bounds, method))
}

fn in_points(bounds: Option<(f64, f64)>) -> Option<(f64, f64)> {
    bounds.map(|(low, high)| (100.0 * low, 100.0 * high))
}
