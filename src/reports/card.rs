//! A KPI as a page or a mail shows it: its figure, what became of it, and its course.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::report::Error;
use crate::kpi::{Axis, Comparison, Figure, Kpi, Question, Slice, left_out, needs, run};
use crate::period::{Granularity, Period};
use crate::site::View;

/// Days up to which a course is shown by day; by week above.
const BY_DAY: i32 = 92;

/// Days up to which a course is shown by week; by month above.
const BY_WEEK: i32 = 732;

pub struct Card<'k> {
    pub kpi: &'k Kpi,
    /// The figure of the period, with what it leaves out.
    pub slice: Slice,
    pub course: Vec<Step>,
    /// The shares of a KPI that is one of several, by its own axis; else none.
    pub shares: BTreeMap<String, Figure>,
    /// As many days before, and what became of it since.
    pub then: Comparison,
    /// What the figure needs and the log has not; then there is no figure.
    pub needs: Vec<&'k Kpi>,
}

/// A figure of a part of the period.
pub struct Step {
    /// The first day of it.
    pub from: Date,
    pub figure: Option<Figure>,
}

impl<'k> Card<'k> {
    pub fn of(view: View<'k>, name: &str, question: &Question) -> Result<Card<'k>, Error> {
        let kpi = view.catalogue.find(name).ok_or_else(|| Error::NoKpi {
            name: name.to_owned(),
        })?;
        let slice = left_out::total(view.facts, kpi, question)?;
        let then = Comparison::of(view.facts, kpi, question, &slice.figure)?;
        Ok(Card {
            kpi,
            slice,
            then,
            course: course(view, kpi, question, granularity(question.period))?,
            shares: shares(view, kpi, question)?,
            needs: needs::missing(view.facts, kpi, question)?,
        })
    }
}

/// In which steps a period is shown.
pub fn granularity(period: Period) -> Granularity {
    match period.days() {
        days if days <= BY_DAY => Granularity::Day,
        days if days <= BY_WEEK => Granularity::Week,
        _ => Granularity::Month,
    }
}

fn shares(
    view: View<'_>,
    kpi: &Kpi,
    question: &Question,
) -> Result<BTreeMap<String, Figure>, Error> {
    match &kpi.axis {
        Some(axis) => Ok(run::by(view.facts, kpi, question, &Axis::parse(axis))?),
        None => Ok(BTreeMap::new()),
    }
}

/// The KPI over time; a step in which nothing was counted has none.
pub fn course(
    view: View<'_>,
    kpi: &Kpi,
    question: &Question,
    granularity: Granularity,
) -> Result<Vec<Step>, Error> {
    let figures = run::by(view.facts, kpi, question, &Axis::Time(granularity))?;
    Ok(steps(question.period, granularity, &figures))
}

fn steps(
    period: Period,
    granularity: Granularity,
    figures: &BTreeMap<String, Figure>,
) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for day in days(period) {
        let from = granularity.bucket(day);
        if steps.last().is_none_or(|last| last.from != from) {
            let figure = figures.get(&from.to_string()).copied();
            steps.push(Step { from, figure });
        }
    }
    steps
}

fn days(period: Period) -> impl Iterator<Item = Date> {
    let next = |day: &Date| day.tomorrow().ok();
    std::iter::successors(Some(period.from), next).take_while(move |day| *day <= period.to)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        }
    }

    #[test]
    fn a_course_has_every_step_of_its_period_also_those_without_a_figure() {
        #[track_caller]
        fn check(from: &str, to: &str, granularity: Granularity, expected: &[&str]) {
            let steps = steps(period(from, to), granularity, &BTreeMap::new());
            let from: Vec<String> = steps.iter().map(|step| step.from.to_string()).collect();
            assert_eq!(from, expected);
        }
        let days = ["2026-02-28", "2026-03-01", "2026-03-02"];
        check("2026-02-28", "2026-03-02", Granularity::Day, &days);
        let weeks = ["2026-02-23", "2026-03-02"];
        check("2026-02-28", "2026-03-02", Granularity::Week, &weeks);
        let months = ["2026-02-01", "2026-03-01"];
        check("2026-02-28", "2026-03-02", Granularity::Month, &months);
    }

    #[test]
    fn a_long_period_is_shown_in_longer_steps() {
        let steps = |to| granularity(period("2026-01-01", to));
        assert_eq!(steps("2026-03-31"), Granularity::Day);
        assert_eq!(steps("2026-12-31"), Granularity::Week);
        assert_eq!(steps("2029-12-31"), Granularity::Month);
    }
}
