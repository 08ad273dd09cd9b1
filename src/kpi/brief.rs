//! Many KPIs at once, as a list shows them: from cubes alone, so that no row is read.
//!
//! A mean of few rows has here the interval of its sums; asked alone, it draws its rows
//! again (`src/kpi/run.rs`).

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::comparison::Comparison;
use super::definition::Kpi;
use super::figure::Figure;
use super::needs;
use super::question::{Axis, Question};
use super::run::{self, Error};

/// A KPI in a list.
#[derive(Debug)]
pub struct Brief<'k> {
    pub kpi: &'k Kpi,
    /// What it needs and the log has not; then there is no figure.
    pub needs: Vec<&'k Kpi>,
    /// None where something is needed, or it is one of several parts.
    pub figure: Option<Figure>,
    /// Beside as many days before.
    pub then: Option<Comparison>,
    /// The largest part of a KPI that is one of several, by its own axis.
    pub largest: Option<(String, Figure)>,
}

/// One question to many KPIs.
pub struct Briefs<'a> {
    db: &'a Connection,
    question: &'a Question,
    earlier: Question,
    /// Whether what is needed is there, by name: many need the same.
    is_there: BTreeMap<String, bool>,
}

impl<'a> Briefs<'a> {
    pub fn new(db: &'a Connection, question: &'a Question) -> Briefs<'a> {
        let earlier = Question {
            period: question.period.previous(),
            ..question.clone()
        };
        Briefs {
            db,
            question,
            earlier,
            is_there: BTreeMap::new(),
        }
    }

    pub fn of<'k>(&mut self, kpi: &'k Kpi) -> Result<Brief<'k>, Error> {
        let mut brief = Brief {
            kpi,
            needs: self.missing(kpi)?,
            figure: None,
            then: None,
            largest: None,
        };
        if !brief.needs.is_empty() {
            return Ok(brief);
        }
        if kpi.axis.is_some() {
            brief.largest = self.largest(kpi)?;
            return Ok(brief);
        }
        let figure = run::from_sums(self.db, kpi, self.question)?;
        let before = run::from_sums(self.db, kpi, &self.earlier)?;
        brief.then = Some(Comparison::between(self.earlier.period, before, &figure));
        brief.figure = Some(figure);
        Ok(brief)
    }

    fn missing<'k>(&mut self, kpi: &'k Kpi) -> Result<Vec<&'k Kpi>, Error> {
        let mut missing = Vec::new();
        for needed in needs::all(kpi) {
            let is_there = match self.is_there.get(&needed.name) {
                Some(is_there) => *is_there,
                None => needs::is_there(self.db, needed, self.question)?,
            };
            self.is_there.insert(needed.name.clone(), is_there);
            if !is_there {
                missing.push(needed);
            }
        }
        Ok(missing)
    }

    fn largest(&self, kpi: &Kpi) -> Result<Option<(String, Figure)>, Error> {
        let Some(axis) = kpi.axis.as_deref().map(Axis::parse) else {
            return Ok(None);
        };
        if !axis.is_in_cubes() {
            return Ok(None);
        }
        let shares = run::by(self.db, kpi, self.question, &axis)?.into_iter();
        let of_size = |figure: &Figure| figure.value.unwrap_or_default();
        Ok(shares.max_by(|one, other| of_size(&one.1).total_cmp(&of_size(&other.1))))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::kpi::fixture::{Click, Fixture, days};

    const CLICKS: [Click<'_>; 4] = [
        ("2026-03-01", "web", "a", 1, "x"),
        ("2026-03-01", "web", "b", 3, "x"),
        ("2026-03-02", "app", "c", 8, "y"),
        ("2026-02-28", "app", "c", 2, "y"),
    ];

    const ROWS: &str = "select …, position as num, 1 as den, client as person from clicks";

    #[test]
    fn a_list_has_the_value_that_each_kpi_has_alone() {
        let kpis = Fixture::new(&CLICKS)
            .kpi("mean_position", &["kind: mean"], ROWS)
            .kpi("people", &["kind: distinct"], ROWS)
            .kpi(
                "twice_people",
                &["kind: formula", "of: people"],
                "select 2 * people as value",
            )
            .kpi(
                "nothing",
                &["kind: sum"],
                "select …, 1 as num, 1 as den from votes",
            )
            .kpi("needy", &["kind: sum", "needs: nothing"], ROWS)
            .kpi("channels", &["kind: share", "axis: channel"], ROWS)
            .kpi(
                "twice",
                &["kind: formula", "of: mean_position"],
                "select 2 * mean_position as value",
            );
        let question = days("2026-03-01", "2026-03-02");
        let mut briefs = Briefs::new(kpis.db(), &question);
        let mut value = |name| {
            let brief = briefs.of(kpis.find(name)).unwrap();
            brief.figure.and_then(|figure| figure.value)
        };
        assert_eq!(value("mean_position"), Some(4.0));
        assert_eq!(value("twice"), Some(8.0));
        assert_eq!(value("people"), Some(3.0));
        assert_eq!(value("twice_people"), Some(6.0));
        assert_eq!((value("needy"), value("channels")), (None, None));
        let mean = briefs.of(kpis.find("mean_position")).unwrap();
        assert_eq!(mean.then.unwrap().before.value, Some(2.0));
        let needy = briefs.of(kpis.find("needy")).unwrap();
        assert_eq!(needy.needs[0].name, "nothing");
        let (channel, share) = briefs.of(kpis.find("channels")).unwrap().largest.unwrap();
        assert_eq!((channel.as_str(), share.value), ("app", Some(8.0 / 3.0)));
    }
}
