//! A few facts and KPIs over them, for tests of figures.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::choices::Choices;
use super::question::{Axis, Filters, Question};
use super::{Catalogue, Figure, Kpi, run};
use crate::facts::{TABLES, cubes};
use crate::period::{Millis, Period};

/// Clicks, as the facts that KPIs of tests count: `client` is a person, `position` a number,
/// `article` an axis that is in no cube.
pub(super) struct Fixture {
    db: Connection,
    folder: tempfile::TempDir,
    catalogue: Catalogue,
}

/// One click: day, channel, person (empty: unknown), number, article.
pub(super) type Click<'c> = (&'c str, &'c str, &'c str, i64, &'c str);

impl Fixture {
    pub(super) fn new(clicks: &[Click<'_>]) -> Fixture {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(TABLES).unwrap();
        let fixture = Fixture {
            db,
            folder: tempfile::tempdir().unwrap(),
            catalogue: Catalogue::default(),
        };
        for (place, (day, channel, person, number, article)) in clicks.iter().enumerate() {
            let lang = if place % 2 == 0 { "en" } else { "fr" };
            let sql =
                "insert into clicks values (x'00', ?1, 0, ?2, ?3, ?4, null, null, ?5, ?6, null)";
            let values = params![person.as_bytes(), day, channel, lang, article, number];
            fixture.db.execute(sql, values).unwrap();
        }
        fixture
    }

    /// Adds a KPI: the lines of its header beside those that all have, and its SELECT, of
    /// which `…` stands for what all facts have.
    pub(super) fn kpi(mut self, name: &str, lines: &[&str], select: &str) -> Fixture {
        let header = "-- title.fr: x\n-- title.en: x\n-- better: none\n-- source: x\n";
        let lines: String = lines.iter().map(|line| format!("-- {line}\n")).collect();
        let common = "at, day, channel, lang, application, theme";
        let text = format!("{header}{lines}\n{}", select.replace('…', common));
        let path = self.folder.path().join(format!("{name}.sql"));
        std::fs::write(path, text).unwrap();
        self.open(&Choices::default());
        self
    }

    pub(super) fn open(&mut self, choices: &Choices) {
        self.catalogue = Catalogue::open(self.folder.path(), choices).unwrap();
        cubes::fill_missing(&self.db, &self.catalogue.sources()).unwrap();
    }

    pub(super) fn db(&self) -> &Connection {
        &self.db
    }

    pub(super) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    #[track_caller]
    pub(super) fn find(&self, name: &str) -> &Kpi {
        let found = self.catalogue.find(name);
        found.unwrap_or_else(|| panic!("{:?}", self.catalogue.problems()))
    }

    #[track_caller]
    pub(super) fn total(&self, name: &str, question: &Question) -> Figure {
        run::total(&self.db, self.find(name), question).unwrap()
    }

    #[track_caller]
    pub(super) fn by(
        &self,
        name: &str,
        question: &Question,
        axis: &str,
    ) -> BTreeMap<String, Figure> {
        run::by(&self.db, self.find(name), question, &Axis::parse(axis)).unwrap()
    }

    /// Values by an axis, as text.
    #[track_caller]
    pub(super) fn values(&self, name: &str, question: &Question, axis: &str) -> String {
        let figures = self.by(name, question, axis).into_iter();
        let shown = figures.map(|(slice, figure)| match figure.value {
            Some(value) => format!("{slice} {value:.3}"),
            None => format!("{slice} none"),
        });
        shown.collect::<Vec<_>>().join(", ")
    }
}

/// All of some days, asked at the end of time.
pub(super) fn days(from: &str, to: &str) -> Question {
    Question {
        period: Period {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        },
        filters: Filters::default(),
        as_of: Millis::MAX,
    }
}

impl Question {
    pub(super) fn on(mut self, channel: &str) -> Question {
        self.filters.channel = Some(channel.to_owned());
        self
    }
}
