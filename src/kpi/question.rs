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

    /// Asks for one value of a dimension; none where there is no such dimension.
    pub fn set(&mut self, dimension: &str, value: &str) -> Option<()> {
        let of = match dimension {
            "channel" => &mut self.channel,
            "lang" => &mut self.lang,
            "application" => &mut self.application,
            "theme" => &mut self.theme,
            _ => return None,
        };
        *of = Some(value.to_owned());
        Some(())
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
    /// Several of them at once; a slice is then named by all their values.
    Columns(Vec<String>),
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// In the order in which cells tell them apart.
pub(super) const DIMENSIONS: [&str; 4] = ["channel", "lang", "application", "theme"];

impl Axis {
    pub fn parse(name: &str) -> Axis {
        match name {
            "day" => Axis::Time(Granularity::Day),
            "week" => Axis::Time(Granularity::Week),
            "month" => Axis::Time(Granularity::Month),
            name => Axis::Column(name.to_owned()),
        }
    }

    /// The columns whose values part the rows.
    pub(super) fn columns(&self) -> &[String] {
        match self {
            Axis::Time(_) => &[],
            Axis::Column(name) => std::slice::from_ref(name),
            Axis::Columns(names) => names,
        }
    }

    /// What parts the rows, as SQL over columns of those names.
    pub(super) fn expression(&self) -> String {
        match self {
            Axis::Time(_) => "day".to_owned(),
            Axis::Column(name) => quoted(name),
            Axis::Columns(names) => {
                let text = |name: &String| {
                    let name = quoted(name);
                    format!("coalesce(iif(typeof({name}) = 'blob', hex({name}), {name}), '')")
                };
                let texts: Vec<String> = names.iter().map(text).collect();
                format!("json_array({})", texts.join(", "))
            }
        }
    }

    /// The values that name a slice of several columns.
    pub(super) fn values(slice: &str) -> Vec<String> {
        let values: Vec<serde_json::Value> = serde_json::from_str(slice).unwrap_or_default();
        let text = |value: serde_json::Value| match value {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        };
        values.into_iter().map(text).collect()
    }

    pub(super) fn is_in_cubes(&self) -> bool {
        let mut columns = self.columns().iter();
        columns.all(|name| DIMENSIONS.contains(&name.as_str()))
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
