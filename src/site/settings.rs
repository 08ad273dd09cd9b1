//! What an administrator decides for a site, in its content file, each row sealed.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};

use super::answers::PublishedEntries;
use super::{CONTENT, Error, KEY, SITES};
use crate::events::SiteKey;
use crate::facts;
use crate::kpi::Choices;
use crate::period::Zone;
use crate::period::hours::{self, Hours};
use crate::sqlite::seal::sealed;
use crate::sqlite::{self, Schema};
use crate::text::language::Lang;

pub(super) const SCHEMA: Schema = Schema {
    module: "settings",
    steps: &["create table settings
                (name text primary key, value text not null, seal integer not null) strict"],
};

/// What stands before a KPI's name where its target is kept.
const TARGET: &str = "target ";

/// What stands before `KPI.PARAMETER` where its number is kept.
const PARAMETER: &str = "param ";

/// The numbers of a site's own, without opening it: none where it is not there.
pub fn choices(data: &Path, site: &str) -> Result<Choices, Error> {
    let path = data.join(SITES).join(site).join(CONTENT);
    if !path.exists() {
        return Ok(Choices::default());
    }
    Ok(Settings::read(&sqlite::open_read_only(&path)?)?.choices)
}

/// The settings whose names begin with a prefix, as numbers by the rest.
fn numbers(content: &Connection, prefix: &str) -> rusqlite::Result<BTreeMap<String, f64>> {
    let mut statement = content
        .prepare("select name, value from settings where substr(name, 1, length(?1)) = ?1")?;
    let rows = statement.query_map([prefix], |row| {
        let (name, value): (String, String) = (row.get(0)?, row.get(1)?);
        Ok((name[prefix.len()..].to_owned(), value))
    })?;
    let mut numbers = BTreeMap::new();
    for row in rows {
        let (name, value) = row?;
        if let Ok(value) = value.parse() {
            numbers.insert(name, value);
        }
    }
    Ok(numbers)
}

fn write_numbers(
    content: &Connection,
    prefix: &str,
    numbers: &BTreeMap<String, f64>,
) -> rusqlite::Result<()> {
    content.execute(
        "delete from settings where substr(name, 1, length(?1)) = ?1",
        [prefix],
    )?;
    for (name, value) in numbers {
        write_setting(content, &format!("{prefix}{name}"), &value.to_string())?;
    }
    Ok(())
}

/// Whether the key is the one that the site began with: one bit of it changed
/// would make everybody somebody else.
pub(super) fn check_key(content: &Connection, key: &SiteKey, folder: &Path) -> Result<(), Error> {
    let print = key.fingerprint();
    match setting(content, "key")? {
        Some(known) if known == print => Ok(()),
        Some(_) => Err(Error::OtherKey {
            path: folder.join(KEY),
        }),
        None => Ok(write_setting(content, "key", &print)?),
    }
}

fn setting(content: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    let sql = "select value from settings where name = ?1";
    content.query_row(sql, [name], |row| row.get(0)).optional()
}

fn write_setting(content: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    let sql = "insert or replace into settings values (?1, ?2, ?3)";
    content.execute(sql, sealed(&[name.into(), value.into()]))?;
    Ok(())
}

/// Names with commas between them, each once, in the order given.
pub fn names(list: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in list.split(',').map(str::trim) {
        if !name.is_empty() && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

const ON: &str = "on";
const OFF: &str = "off";

/// What an administrator decides for a site.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The IANA name of the zone in which days begin and end.
    pub zone: String,
    /// For texts that name no language.
    pub lang: Lang,
    /// Whether customers that are named over HTTP are kept, as keyed hashes.
    pub customer_path: bool,
    /// When somebody is at work, in the site's zone.
    pub hours: Hours,
    /// Names to be found in public comments.
    pub competitors: Vec<String>,
    /// Its own targets and parameters of KPIs.
    pub choices: Choices,
}

impl Settings {
    pub(super) fn read(content: &Connection) -> Result<Settings, Error> {
        let lang = setting(content, "lang")?.and_then(|lang| Lang::parse(&lang));
        Ok(Settings {
            zone: setting(content, "zone")?.unwrap_or_else(|| "UTC".to_owned()),
            lang: lang.unwrap_or(Lang::Fr),
            customer_path: setting(content, "customer_path")?.as_deref() == Some(ON),
            hours: Settings::read_hours(content)?,
            competitors: names(&setting(content, "competitors")?.unwrap_or_default()),
            choices: Choices {
                targets: numbers(content, TARGET)?,
                parameters: numbers(content, PARAMETER)?,
            },
        })
    }

    fn read_hours(content: &Connection) -> Result<Hours, Error> {
        let hours = match setting(content, "hours")? {
            Some(written) => written.parse()?,
            None => Hours::default(),
        };
        let closed = setting(content, "closed")?.unwrap_or_default();
        Ok(hours.closed_on(hours::days(&closed)?))
    }

    /// Writes all of them; numbers that were taken back go.
    pub(super) fn write(&self, content: &Connection) -> rusqlite::Result<()> {
        write_setting(content, "zone", &self.zone)?;
        write_setting(content, "lang", self.lang.as_str())?;
        let switch = if self.customer_path { ON } else { OFF };
        write_setting(content, "customer_path", switch)?;
        write_setting(content, "hours", &self.hours.to_string())?;
        write_setting(content, "closed", &self.hours.closed_days())?;
        write_setting(content, "competitors", &self.competitors.join(", "))?;
        write_numbers(content, TARGET, &self.choices.targets)?;
        write_numbers(content, PARAMETER, &self.choices.parameters)
    }

    pub fn zone(&self) -> Result<Zone, Error> {
        Zone::named(&self.zone).ok_or_else(|| Error::Zone {
            name: self.zone.clone(),
        })
    }

    /// The settings that facts depend on.
    pub fn for_facts(&self) -> Result<facts::Settings, Error> {
        Ok(facts::Settings {
            zone: self.zone()?,
            zone_name: self.zone.clone(),
            lang: self.lang,
            hours: self.hours.clone(),
            competitors: self.competitors.clone(),
            faq: Arc::new(PublishedEntries::default()),
        })
    }
}
