//! A figure beside that of as many days before.

use rusqlite::Connection;

use super::change::{Change, Way};
use super::definition::Kpi;
use super::figure::Figure;
use super::question::Question;
use super::run::{self, Error};
use crate::period::Period;

/// What became of a figure since another period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The days of the earlier figure, which is judged as of the same moment.
    pub period: Period,
    pub before: Figure,
    /// From then to now, where both have an interval.
    pub change: Option<Change>,
    /// After less before, where both have a value.
    pub by: Option<f64>,
    /// Which way; none where nothing says how sure it is, as of a count.
    pub way: Option<Way>,
}

impl Comparison {
    /// With the days just before those of the question.
    pub fn of(
        db: &Connection,
        kpi: &Kpi,
        question: &Question,
        after: &Figure,
    ) -> Result<Comparison, Error> {
        let earlier = Question {
            period: question.period.previous(),
            ..question.clone()
        };
        let before = run::total(db, kpi, &earlier)?;
        Ok(Comparison::between(earlier.period, before, after))
    }

    /// Of two figures, the earlier one with its days.
    pub(super) fn between(period: Period, before: Figure, after: &Figure) -> Comparison {
        let change = Change::between(&before, after);
        let is_too_few = before.too_few || after.too_few;
        let way = change.map(|change| change.way());
        Comparison {
            period,
            before,
            change,
            by: after
                .value
                .zip(before.value)
                .map(|(after, before)| after - before),
            way: way.or(is_too_few.then_some(Way::TooFew)),
        }
    }
}
