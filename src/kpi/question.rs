//! What can be asked of a KPI: days, filters, an axis, a moment.

use crate::facts::slice::Spans;
use crate::period::{Granularity, Millis, Period};

/// Which part of the facts is asked for; empty text is "not given", as in slices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    pub channel: Option<String>,
    pub lang: Option<String>,
    pub application: Option<String>,
    pub theme: Option<String>,
}

impl Filters {
    /// Asks for all values of a dimension.
    pub(super) fn drop(&mut self, dimension: &str) {
        match dimension {
            "channel" => self.channel = None,
            "lang" => self.lang = None,
            "application" => self.application = None,
            "theme" => self.theme = None,
            _ => {}
        }
    }

    /// The dimensions asked for, with the value of each.
    pub fn given(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("channel", &self.channel),
            ("lang", &self.lang),
            ("application", &self.application),
            ("theme", &self.theme),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }
}

/// By what a KPI is sliced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Axis {
    Time(Granularity),
    /// One of the four dimensions, or any other column of the KPI's SELECT.
    Column(String),
}

const DIMENSIONS: [&str; 4] = ["channel", "lang", "application", "theme"];

impl Axis {
    pub fn parse(name: &str) -> Axis {
        match name {
            "day" => Axis::Time(Granularity::Day),
            "week" => Axis::Time(Granularity::Week),
            "month" => Axis::Time(Granularity::Month),
            name => Axis::Column(name.to_owned()),
        }
    }

    pub(super) fn column(&self) -> &str {
        match self {
            Axis::Time(_) => "day",
            Axis::Column(name) => name,
        }
    }

    pub(super) fn is_in_cubes(&self) -> bool {
        match self {
            Axis::Time(_) => true,
            Axis::Column(name) => DIMENSIONS.contains(&name.as_str()),
        }
    }

    /// The sums that tell apart what the axis does: days and weeks are not in months.
    pub(super) fn spans(axis: Option<&Axis>, period: Period) -> Vec<Spans> {
        match axis {
            Some(Axis::Time(Granularity::Day | Granularity::Week)) => vec![Spans::days(period)],
            _ => Spans::of(period),
        }
    }
}

/// What is asked of a KPI.
#[derive(Clone, Debug)]
pub struct Question {
    pub period: Period,
    pub filters: Filters,
    /// Rows that can only be judged later than this do not count yet.
    pub as_of: Millis,
}
