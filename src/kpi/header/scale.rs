//! The range in which a KPI's value lies.

use std::fmt;

use super::Kind;

/// From the lowest to the highest value that there can be; an open end is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scale {
    pub low: Option<f64>,
    pub high: Option<f64>,
}

impl Scale {
    pub(in crate::kpi) const SHARE: Scale = Scale {
        low: Some(0.0),
        high: Some(1.0),
    };

    /// What is left of a whole: more may go than there was.
    pub(in crate::kpi) const OF_ONE: Scale = Scale {
        low: None,
        high: Some(1.0),
    };

    const POINTS: Scale = Scale {
        low: Some(-100.0),
        high: Some(100.0),
    };

    /// Reads `LOW..HIGH`; either end may be absent, and the ends are in order.
    pub(super) fn parse(text: &str) -> Option<Scale> {
        let (low, high) = text.split_once("..")?;
        let (low, high) = (end(low)?, end(high)?);
        let in_order = low.zip(high).is_none_or(|(low, high)| low < high);
        in_order.then_some(Scale { low, high })
    }

    /// Where the values of a kind lie, whatever is counted.
    pub(in crate::kpi) fn of(kind: Kind) -> Scale {
        match kind {
            Kind::Ratio | Kind::Share | Kind::Persons { at_least: Some(_) } => Scale::SHARE,
            Kind::Stock | Kind::Distinct => Scale {
                low: Some(0.0),
                high: None,
            },
            Kind::Net => Scale::POINTS,
            _ => Scale::default(),
        }
    }

    /// An interval without what lies outside; the value itself stays in it.
    pub(in crate::kpi) fn cut(&self, low: f64, high: f64, value: f64) -> (f64, f64) {
        let within = |bound: f64| {
            let bound = self.low.map_or(bound, |low| bound.max(low));
            self.high.map_or(bound, |high| bound.min(high))
        };
        (within(low).min(value), within(high).max(value))
    }

    pub fn holds(&self, value: f64) -> bool {
        self.low.is_none_or(|low| value >= low) && self.high.is_none_or(|high| value <= high)
    }
}

fn end(text: &str) -> Option<Option<f64>> {
    match text.trim() {
        "" => Some(None),
        number => super::number(number).map(Some),
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |end: Option<f64>| end.map_or_else(String::new, |end| end.to_string());
        write!(f, "{}..{}", end(self.low), end(self.high))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_scale_is_read_with_open_ends_and_refused_when_it_is_none() {
        for text in ["0..1", "-1..1", "-100..100", "0..", "..", "..0.5"] {
            assert_eq!(Scale::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "0", "1..0", "0..0", "a..b", "0..nan", "0..inf"] {
            assert_eq!(Scale::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_interval_is_cut_to_the_scale_but_never_loses_its_value() {
        let scale = Scale::parse("0..1").unwrap();
        assert_eq!(scale.cut(-0.2, 1.3, 0.5), (0.0, 1.0));
        assert_eq!(scale.cut(0.9, 1.5, 1.2), (0.9, 1.2));
        assert_eq!(Scale::default().cut(-2.0, 3.0, 1.0), (-2.0, 3.0));
    }
}
