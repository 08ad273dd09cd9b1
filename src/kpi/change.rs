//! How much a figure moved from one period to another, and whether that says anything.

use super::header::Direction;
use super::run::Figure;

/// The difference of two figures, with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// After less before, in the figure's unit.
    pub by: f64,
    /// The 95 % interval of `by`.
    pub low: f64,
    pub high: f64,
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
        })
    }

    pub fn verdict(&self, better: Direction) -> Verdict {
        let is_up = self.low > 0.0;
        let is_down = self.high < 0.0;
        match better {
            _ if !is_up && !is_down => Verdict::Unclear,
            Direction::Neither => Verdict::Moved,
            Direction::Higher if is_up => Verdict::Better,
            Direction::Lower if is_down => Verdict::Better,
            Direction::Higher | Direction::Lower => Verdict::Worse,
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
    use super::super::header::Kind;
    use super::super::interval::Sums;
    use super::*;

    fn share(num: i64, den: i64) -> Figure {
        let (num, rows, den) = (num as f64, den, den as f64);
        let sums = Sums {
            n: rows,
            num,
            den,
            num2: num,
            den2: den,
            numden: num,
        };
        Figure::of(Kind::Ratio, &sums)
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
    fn there_is_no_change_from_nothing() {
        assert_eq!(Change::between(&share(0, 0), &share(1, 2)), None);
    }
}
