//! From events to facts: intents, episodes, contacts, and the cubes over them.
//!
//! `facts.db` is derived: it is brought up to the last event before every
//! reading, and made anew when it is absent, damaged, or of other definitions.
//! Facts, cubes and watermark change in one transaction, so a figure is always
//! that of a definite watermark.

mod among;
pub mod answerable;
pub mod asked;
mod bytes;
mod compare;
mod concerned;
pub mod cubes;
mod deal;
mod fill;
mod fold;
mod links;
mod moment;
mod packed;
pub mod past;
mod piles;
pub mod read;
mod reader;
mod rebuild;
mod refresh;
pub mod rows;
pub mod said;
pub mod singles;
pub mod slice;
mod store;
pub mod talks;
mod tallies;
mod tally;
pub mod told;
mod window;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};

use crate::events::log;
use crate::failpoint::reach;
use crate::period::Zone;
use crate::period::hours::Hours;
use crate::sqlite::{self, Durability, Schema};
use crate::text::language::Lang;
use crate::transcripts::store as transcripts;
use answerable::Faq;
use cubes::{Filling, Source};
use read::watermark;
use reader::Reader;
pub use refresh::Left;

/// The name of the facts' file in a site's folder.
pub const FILE: &str = "facts.db";

/// Changes with the definitions of facts: facts of another version are made anew.
pub const DEFINITIONS: &str = "facts/9";

/// Statements that are kept prepared: a batch of few events asks each table for each sum.
const STATEMENTS: usize = 256;

/// The tables of facts, as SQL: what KPI files are written against.
pub const TABLES: &str = include_str!("schema.sql");

const SCHEMA: Schema = Schema {
    module: DEFINITIONS,
    steps: &[TABLES],
};

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error(transparent)]
    Open(#[from] sqlite::Error),
    #[error("could not compute the facts")]
    Sqlite(#[from] rusqlite::Error),
    #[error(transparent)]
    Transcripts(#[from] transcripts::Error),
    #[error("could not put events aside in the site's folder while its facts are computed")]
    Aside(#[from] std::io::Error),
    #[error("could not ask the FAQ what it answers")]
    Faq(#[source] answerable::Trouble),
    #[error("could not replace `{}`", path.display())]
    Replace {
        path: PathBuf,
        source: std::io::Error,
    },
}

/// What facts depend on besides the events.
#[derive(Clone)]
pub struct Settings {
    pub zone: Zone,
    pub zone_name: String,
    /// For questions that name no language.
    pub lang: Lang,
    pub hours: Hours,
    /// Names to be found in public comments.
    pub competitors: Vec<String>,
    pub faq: Arc<dyn Faq>,
}

impl Settings {
    /// What facts were made under, as it is written in them.
    fn stamp(&self) -> String {
        let Settings {
            zone_name, hours, ..
        } = self;
        let (lang, closed) = (self.lang.as_str(), hours.closed_days());
        let competitors = self.competitors.join(",");
        format!("{DEFINITIONS} {zone_name} {lang} {hours} {closed} {competitors}")
    }

    #[cfg(test)]
    pub(crate) fn of_tests() -> Settings {
        Settings {
            zone: Zone::utc(),
            zone_name: "UTC".to_owned(),
            lang: Lang::Fr,
            hours: Hours::default(),
            competitors: Vec::new(),
            faq: Arc::new(answerable::NoFaq),
        }
    }
}

/// What facts were computed from: the last event, and the last transcript, in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Watermark {
    pub events: i64,
    pub transcripts: i64,
}

impl Watermark {
    /// What comes next would not be seen: it may take numbers that the facts know already.
    const OF_WHAT_IS_GONE: Watermark = Watermark {
        events: i64::MAX,
        transcripts: i64::MAX,
    };

    /// Whether facts know more than this: a log or transcripts were restored from a backup.
    fn is_behind(self, facts: Watermark) -> bool {
        facts.events > self.events || facts.transcripts > self.transcripts
    }
}

/// The facts of one site.
pub struct Facts {
    db: Connection,
    folder: PathBuf,
    settings: Settings,
    /// Cubes of new definitions, on their way.
    filling: Option<Filling>,
    /// KPIs whose cubes this process tried to fill: one that fails fails again.
    tried: BTreeSet<String>,
}

/// Told now and then how far a long fold is: events done, events in all.
pub type Progress<'p> = &'p (dyn Fn(u64, u64) + Sync);

impl Facts {
    /// Opens the facts of a site's folder, empty if they are absent or not to be used.
    pub fn open(folder: &Path, settings: Settings) -> Result<Facts, Error> {
        let path = folder.join(FILE);
        remove_unfinished(folder)?;
        if !path.exists() {
            // A log without its file would be taken for that of the next one.
            remove(&path)?;
        }
        let opened = open_file(&path);
        let usable = match &opened {
            Ok(db) => stamp(db).is_ok_and(|stamp| stamp == Some(settings.stamp())),
            Err(_) => false,
        };
        let db = match opened {
            Ok(db) if usable => db,
            opened => {
                drop(opened);
                remove(&path)?;
                reach("facts.removed");
                let db = open_file(&path)?;
                set_meta(&db, "stamp", &settings.stamp())?;
                reach("facts.stamped");
                db
            }
        };
        // Now, before anything is appended.
        if Reader::open(folder)?.watermark.is_behind(watermark(&db)?) {
            set_watermark(&db, Watermark::OF_WHAT_IS_GONE)?;
        }
        Ok(Facts {
            db,
            folder: folder.to_owned(),
            settings,
            filling: None,
            tried: BTreeSet::new(),
        })
    }

    /// Opens the facts again, under other settings.
    pub fn reopen(&mut self, settings: Settings) -> Result<(), Error> {
        self.close()?;
        *self = Facts::open(&self.folder, settings)?;
        Ok(())
    }

    /// Lets go of the file: closing it later would take the log of the next one away.
    fn close(&mut self) -> Result<(), Error> {
        self.db = Connection::open_in_memory()?;
        Ok(())
    }

    fn is_closed(&self) -> bool {
        self.db.path().is_none_or(str::is_empty)
    }

    /// What these facts depend on besides the events.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub fn db(&self) -> &Connection {
        &self.db
    }

    /// What the facts were computed from.
    pub fn watermark(&self) -> Result<Watermark, Error> {
        Ok(read::watermark(&self.db)?)
    }

    /// KPIs that failed on the facts as they are, and why.
    pub fn failed_kpis(&self) -> Result<BTreeMap<String, String>, Error> {
        Ok(cubes::failed(&self.db)?)
    }

    /// Folds up to the last event in the log, and fills all cubes.
    pub fn refresh(&mut self, sources: &[Source], progress: Progress<'_>) -> Result<(), Error> {
        let mut all = None;
        loop {
            let left = self.step(sources, progress)?;
            if left.is_nothing() {
                return Ok(());
            }
            let all = *all.get_or_insert(left.events);
            progress(all.saturating_sub(left.events), all);
        }
    }

    /// Folds some of what is new, fills some of the cubes that are missing, and says what is
    /// left. Damage found on the way means a new start.
    pub fn step(&mut self, sources: &[Source], progress: Progress<'_>) -> Result<Left, Error> {
        // New facts could not take the place of the old ones: of a full disk, say.
        if self.is_closed() {
            *self = Facts::open(&self.folder, self.settings.clone())?;
        }
        match refresh::step(self, sources, progress) {
            Err(error) if sqlite::is_from_damage(&error) => {
                self.rebuild(sources, progress).map(|()| Left::default())
            }
            done => done,
        }
    }

    /// Throws the facts away and computes them from all events.
    pub fn rebuild(&mut self, sources: &[Source], progress: Progress<'_>) -> Result<(), Error> {
        match rebuild::run(self, sources, progress) {
            // The new file is whole: it is what facts are made of that is not.
            Err(error) if sqlite::is_from_damage(&error) => Err(self.damaged_origin(error)),
            done => done,
        }
    }

    /// Names the file that cannot be read, where reading all of it tells which.
    fn damaged_origin(&self, error: Error) -> Error {
        let origins = [log::FILE, reader::CONTENT].map(|name| self.folder.join(name));
        let verified = origins
            .iter()
            .filter(|path| path.exists())
            .try_for_each(|path| sqlite::verify(&sqlite::open_read_only(path)?, path));
        verified.err().map_or(error, Error::Open)
    }

    /// Reads every page of the facts: `Ok` when nothing is wrong with them.
    pub fn verify(&self) -> Result<(), Error> {
        Ok(sqlite::verify(&self.db, &self.folder.join(FILE))?)
    }
}

/// Removes the files of whoever was stopped while making facts beside.
fn remove_unfinished(folder: &Path) -> Result<(), Error> {
    for unfinished in [rebuild::FILE, compare::FILE] {
        remove(&folder.join(unfinished))?;
    }
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with(past::PREFIX) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

fn open_file(path: &Path) -> Result<Connection, Error> {
    let db = sqlite::open(path, &[SCHEMA], Durability::Derived)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(db)
}

/// Removes a SQLite file with its log, or what else has its name.
fn remove(path: &Path) -> Result<(), Error> {
    for ending in ["db", "db-wal", "db-shm"] {
        let path = path.with_extension(ending);
        let removed = match path.is_dir() {
            true => std::fs::remove_dir_all(&path),
            false => std::fs::remove_file(&path),
        };
        match removed {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::Replace { path, source });
            }
            _ => reach("facts.removed_file"),
        }
    }
    Ok(())
}

fn stamp(db: &Connection) -> rusqlite::Result<Option<String>> {
    meta(db, "stamp")
}

fn set_watermark(db: &Connection, watermark: Watermark) -> rusqlite::Result<()> {
    set_meta(db, "watermark", &watermark.events.to_string())?;
    set_meta(db, "transcripts", &watermark.transcripts.to_string())
}

fn meta(db: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    db.query_row("select value from meta where name = ?1", [name], |row| {
        row.get(0)
    })
    .optional()
}

fn set_meta(db: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    db.execute(
        "insert into meta values (?1, ?2) on conflict (name) do update set value = excluded.value",
        [name, value],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::events::Log;

    #[test]
    fn facts_that_lost_their_file_on_the_way_are_opened_again() {
        let dir = tempfile::tempdir().unwrap();
        Log::open(&dir.path().join(log::FILE)).unwrap();
        let mut facts = Facts::open(dir.path(), Settings::of_tests()).unwrap();
        facts.close().unwrap();
        assert!(facts.step(&[], &|_, _| ()).unwrap().is_nothing());
        assert_eq!(facts.watermark().unwrap(), Watermark::default());
        facts.verify().unwrap();
    }
}
