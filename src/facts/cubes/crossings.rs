//! Numbers for crossings of the four dimensions: cells name them by number.

use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

/// Every crossing that facts have, or had.
///
/// Threads that sum at a time share them; new ones are written when all is summed.
#[derive(Default)]
pub(crate) struct Crossings {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    numbers: FxHashMap<Box<[u8]>, u32>,
    /// By number: channel, language, application, theme, parted by a NUL.
    names: Vec<Box<[u8]>>,
    stored: usize,
}

impl Known {
    fn number(&mut self, names: &[u8]) -> u32 {
        if let Some(number) = self.numbers.get(names) {
            return *number;
        }
        // So many crossings would not fit into memory either.
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.numbers.insert(names.into(), number);
        self.names.push(names.into());
        number
    }
}

impl Crossings {
    pub(crate) fn load(db: &Connection) -> rusqlite::Result<Crossings> {
        let mut known = Known::default();
        for names in all(db)? {
            known.number(names.join("\0").as_bytes());
        }
        known.stored = known.names.len();
        Ok(Crossings {
            known: Mutex::new(known),
        })
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of a crossing, a new one where it was not known.
    pub(super) fn number(&self, names: &[u8]) -> u32 {
        self.known().number(names)
    }

    /// Writes those that are new.
    pub(crate) fn store(&self, db: &Connection) -> rusqlite::Result<()> {
        let mut known = self.known();
        let mut insert = db.prepare_cached("insert into crossings values (?1, ?2, ?3, ?4, ?5)")?;
        for (number, names) in known.names.iter().enumerate().skip(known.stored) {
            let mut names = names.split(|byte| *byte == 0).map(std::str::from_utf8);
            let [channel, lang, application, theme] =
                std::array::from_fn(|_| names.next().and_then(Result::ok).unwrap_or_default());
            insert.execute(params![number, channel, lang, application, theme])?;
        }
        known.stored = known.names.len();
        Ok(())
    }
}

/// Channel, language, application and theme of every crossing, by number; empty text
/// stands for "not given".
pub fn all(db: &Connection) -> rusqlite::Result<Vec<[String; 4]>> {
    all_of(db, "main")
}

pub(super) fn all_of(db: &Connection, schema: &str) -> rusqlite::Result<Vec<[String; 4]>> {
    let mut statement = db.prepare_cached(&format!(
        "select channel, lang, application, theme from {schema}.crossings order by number"
    ))?;
    let rows = statement.query_map([], |row| {
        Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
    })?;
    rows.collect()
}
