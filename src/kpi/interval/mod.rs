//! How sure a figure is: intervals that hold the true value in 95 of 100 cases.
//!
//! Pure functions of sums or of rows; which one a figure has is decided in
//! `src/kpi/figure.rs`.

pub mod bootstrap;
#[cfg(test)]
mod coverage;
pub mod delta;
pub mod order;
pub mod wald;
pub mod wilson;

use serde::{Deserialize, Serialize};

/// The 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// How an interval was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Of a share.
    Wilson,
    /// Of a net score.
    AdjustedWald,
    /// Of a mean or a ratio of sums of few rows: they are drawn again.
    Bootstrap,
    /// Of a mean or a ratio of sums, from sums alone.
    Delta,
    /// Of a percentile.
    OrderStatistics,
    /// Of a formula, from the intervals of its parts.
    Mover,
    /// Of what is only known to lie between two values that the formula gives itself.
    Bounds,
}

/// The bounds of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
    pub method: Method,
}

impl Interval {
    pub(super) fn new((low, high): (f64, f64), method: Method) -> Interval {
        Interval { low, high, method }
    }
}

#[cfg(test)]
#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found} is not {expected}"
    );
}
