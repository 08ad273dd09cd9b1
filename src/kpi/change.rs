//! How much a figure moved from one period to another, and whether that says anything.

use serde::Serialize;

use super::figure::Figure;
use super::header::Direction;

/// The difference of two figures, with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// After less before, in the figure's unit.
    pub by: f64,
    /// The 95 % interval of `by`.
    pub low: f64,
    pub high: f64,
    /// Whether either figure is of too few rows to say anything.
    pub too_few: bool,
}

/// Which way a figure went, if that can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    Up,
    Down,
    /// The interval holds zero.
    CannotTell,
    /// Of too few rows to say anything.
    TooFew,
}

/// What a change means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Better,
    Worse,
    /// It moved for sure; the KPI has no good side.
    Moved,
    /// The interval holds zero: too little to tell.
    Unclear,
    /// Of too few rows to say anything.
    TooFew,
}

impl Change {
    /// From one figure to the next; none where either has no interval.
    ///
    /// The interval is made of those of the two figures: Newcombe (1998), "Interval
    /// estimation for the difference between independent proportions", Statistics in
    /// Medicine 17, method 10; for other figures the same by Zou & Donner (2008),
    /// "Construction of confidence limits about effect measures", ibid. 27.
    pub fn between(before: &Figure, after: &Figure) -> Option<Change> {
        let (old, old_low, old_high) = before.with_interval()?;
        let (new, new_low, new_high) = after.with_interval()?;
        let by = new - old;
        Some(Change {
            by,
            low: by - (new - new_low).hypot(old_high - old),
            high: by + (new_high - new).hypot(old - old_low),
            too_few: before.too_few || after.too_few,
        })
    }

    pub fn way(&self) -> Way {
        match self {
            Change { too_few: true, .. } => Way::TooFew,
            Change { low, .. } if *low > 0.0 => Way::Up,
            Change { high, .. } if *high < 0.0 => Way::Down,
            _ => Way::CannotTell,
        }
    }

    pub fn verdict(&self, better: Direction) -> Verdict {
        match (self.way(), better) {
            (Way::TooFew, _) => Verdict::TooFew,
            (Way::CannotTell, _) => Verdict::Unclear,
            (Way::Up | Way::Down, Direction::Neither) => Verdict::Moved,
            (Way::Up, Direction::Higher) | (Way::Down, Direction::Lower) => Verdict::Better,
            (Way::Up | Way::Down, _) => Verdict::Worse,
        }
    }
}

impl Figure {
    fn with_interval(&self) -> Option<(f64, f64, f64)> {
        Some((self.value?, self.low?, self.high?))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::definition::Kpi;
    use super::super::sums::Sums;
    use super::*;

    fn share(num: i64, den: i64) -> Figure {
        let header =
            "-- title.fr: x\n-- title.en: x\n-- kind: ratio\n-- better: none\n-- source: x";
        let kpi = Kpi::parse("x", &format!("{header}\n\nselect 1")).unwrap();
        Figure::of(&kpi, &Sums::share(num as f64, den as f64))
    }

    #[test]
    fn the_interval_is_that_of_newcombes_paper() {
        // Its table II, method 10, without continuity correction.
        for (new, old, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((0, 10), (0, 20), -0.1611, 0.2775),
            ((10, 10), (0, 20), 0.6791, 1.0000),
        ] {
            let change = Change::between(&share(old.0, old.1), &share(new.0, new.1)).unwrap();
            assert!((change.low - low).abs() < 6e-5, "{change:?}");
            assert!((change.high - high).abs() < 6e-5, "{change:?}");
        }
    }

    #[test]
    fn a_change_is_good_or_bad_only_where_its_interval_leaves_zero() {
        let (few, many) = (share(10, 100), share(30, 100));
        let verdict = |before, after, better| {
            let change = Change::between(before, after).unwrap();
            change.verdict(better)
        };
        assert_eq!(verdict(&few, &many, Direction::Lower), Verdict::Worse);
        assert_eq!(verdict(&few, &many, Direction::Higher), Verdict::Better);
        assert_eq!(verdict(&many, &few, Direction::Lower), Verdict::Better);
        assert_eq!(verdict(&few, &many, Direction::Neither), Verdict::Moved);
        let little_more = share(12, 100);
        let little = verdict(&few, &little_more, Direction::Lower);
        assert_eq!(little, Verdict::Unclear);
    }

    #[test]
    fn of_too_few_rows_nothing_is_said_however_far_apart() {
        let change = Change::between(&share(0, 9), &share(900, 1_000)).unwrap();
        assert_eq!(change.way(), Way::TooFew);
        assert_eq!(change.verdict(Direction::Higher), Verdict::TooFew);
        let change = Change::between(&share(0, 10), &share(900, 1_000)).unwrap();
        assert_eq!(change.way(), Way::Up);
    }

    #[test]
    fn there_is_no_change_from_nothing() {
        assert_eq!(Change::between(&share(0, 0), &share(1, 2)), None);
    }
}
