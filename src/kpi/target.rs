//! Whether a figure reaches its target.

use serde::Serialize;

use super::definition::Kpi;
use super::figure::Figure;
use super::header::Direction;

/// What a figure says of its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reached {
    Met,
    Missed,
    /// The target lies in the figure's interval.
    CannotTell,
    /// Of too few rows to say anything.
    TooFew,
}

impl Kpi {
    /// None without a target, without a value, and where neither side is good.
    pub fn reached(&self, figure: &Figure) -> Option<Reached> {
        let (target, value) = self.target.zip(figure.value)?;
        let (low, high) = figure.low.zip(figure.high).unwrap_or((value, value));
        let (met, missed) = match self.better {
            Direction::Higher => (low >= target, high < target),
            Direction::Lower => (high <= target, low > target),
            Direction::Neither => return None,
        };
        Some(match (figure.too_few, met, missed) {
            (true, ..) => Reached::TooFew,
            (_, true, _) => Reached::Met,
            (_, _, true) => Reached::Missed,
            _ => Reached::CannotTell,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::kpi::sums::Sums;

    fn reached(better: &str, num: f64, den: f64) -> Option<Reached> {
        let text = format!(
            "-- title.fr: x\n-- title.en: x\n-- kind: ratio\n-- better: {better}\n\
             -- target: 0.5\n-- source: x\n\nselect 1"
        );
        let kpi = Kpi::parse("x", &text).unwrap();
        kpi.reached(&Figure::of(&kpi, &Sums::share(num, den)))
    }

    #[test]
    fn a_target_is_met_or_missed_only_by_the_whole_interval() {
        assert_eq!(reached("higher", 80.0, 100.0), Some(Reached::Met));
        assert_eq!(reached("lower", 80.0, 100.0), Some(Reached::Missed));
        assert_eq!(reached("lower", 20.0, 100.0), Some(Reached::Met));
        assert_eq!(reached("higher", 55.0, 100.0), Some(Reached::CannotTell));
        assert_eq!(reached("higher", 5.0, 5.0), Some(Reached::TooFew));
        assert_eq!(reached("none", 80.0, 100.0), None);
        assert_eq!(reached("higher", 0.0, 0.0), None);
    }
}
