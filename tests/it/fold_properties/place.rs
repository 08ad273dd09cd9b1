//! A site to hold against the oracle.

use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use serde_json::Value;
use tempfile::TempDir;
use vigie::events::log::{COLUMNS, event_from_row};
use vigie::events::{self, Checker};
use vigie::gaps::rare::Reader;
use vigie::kpi::Figure;
use vigie::kpi::run;
use vigie::kpi::{Kpi, Question};
use vigie::reports::Report;
use vigie::site::{Data, Site};

use crate::fold_oracle::Event;

/// A site in a folder of its own; all have the same key.
pub(crate) struct Place {
    pub(crate) site: Site,
    checker: Checker,
    _data: Data,
    _folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let data = Data::open(folder.path()).unwrap();
        let site_folder = data.site_folder("s");
        std::fs::create_dir_all(&site_folder).unwrap();
        std::fs::write(site_folder.join("site.key"), [7; 32]).unwrap();
        let site = data.site_or_new("s").unwrap();
        Place {
            checker: site.checker(),
            site,
            _data: data,
            _folder: folder,
        }
    }

    pub(super) fn holding(log: &[Event]) -> Place {
        let mut place = Place::new();
        place.send(log.iter());
        place.refresh();
        place
    }

    fn checked(&self, event: &Event) -> events::Event {
        self.checker.check_value(event.json()).unwrap()
    }

    pub(super) fn send<'e>(&mut self, events: impl Iterator<Item = &'e Event>) {
        let events: Vec<events::Event> = events.map(|event| self.checked(event)).collect();
        self.site.events.append(&events).unwrap();
    }

    /// Events as they would be sent.
    pub(crate) fn send_values(&mut self, events: &[Value]) {
        let checked = events.iter();
        let checked = checked.map(|event| self.checker.check_value(event.clone()).unwrap());
        let checked: Vec<events::Event> = checked.collect();
        self.site.events.append(&checked).unwrap();
    }

    pub(crate) fn refresh(&mut self) {
        self.site.refresh(&|_, _| ()).unwrap();
    }

    /// The contents that stand, of all that was sent.
    pub(super) fn standing(&self, sent: &[Event]) -> Vec<Event> {
        let sql = format!("select {COLUMNS} from events");
        let mut statement = self.site.events.db().prepare(&sql).unwrap();
        let rows = statement.query_map([], event_from_row).unwrap();
        rows.map(|stored| {
            let stored = stored.unwrap();
            let is = |event: &&Event| self.checked(event) == stored;
            sent.iter().find(is).unwrap().clone()
        })
        .collect()
    }

    /// The report, but for what depends on the order of arrival.
    pub(super) fn report(&self, question: &Question) -> Value {
        let report = Report::of(self.site.view(), question, Reader::Insider, 20).unwrap();
        let mut report = serde_json::to_value(report).unwrap();
        report.as_object_mut().unwrap().remove("watermark");
        report
    }

    /// The columns that a row of the oracle has, of every contact.
    pub(super) fn contact_rows(&self, like: &BTreeMap<String, Value>) -> BTreeMap<String, Value> {
        let names = like.values().next().and_then(Value::as_object);
        let names: Vec<&String> = names.into_iter().flat_map(|row| row.keys()).collect();
        let db = self.site.facts.db();
        let mut statement = db.prepare("select * from contacts").unwrap();
        let rows = statement.query_map([], |row| {
            let value =
                |name: &&String| (name.to_string(), json(row.get_ref(name.as_str()).unwrap()));
            Ok((row.get("contact")?, names.iter().map(value).collect()))
        });
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }

    pub(crate) fn total(&self, kpi: &Kpi, question: &Question) -> Figure {
        run::total(self.site.facts.db(), kpi, question).unwrap()
    }
}

fn json(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Integer(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        _ => Value::Null,
    }
}
