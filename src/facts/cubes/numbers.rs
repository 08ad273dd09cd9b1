//! Numbers for what cells tell apart: crossings of the four dimensions, and persons.

use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;

/// The numbers that are given, and how new ones are.
///
/// Threads that sum at a time share them; new ones are written when all is summed.
pub(crate) struct Numbers {
    crossings: Mutex<Given>,
    people: Mutex<Given>,
}

/// Names by number from `stored` on; of those before, some.
#[derive(Default)]
struct Given {
    numbers: FxHashMap<Box<[u8]>, u32>,
    new: Vec<Box<[u8]>>,
    stored: u32,
}

impl Given {
    fn add(&mut self, name: &[u8]) -> u32 {
        // So many names would not fit into memory either.
        let number = u32::try_from(self.new.len()).unwrap_or(u32::MAX);
        let number = self.stored.saturating_add(number);
        self.numbers.insert(name.into(), number);
        self.new.push(name.into());
        number
    }
}

impl Numbers {
    /// Of a file of facts that has none yet.
    pub(crate) fn none() -> Numbers {
        Numbers {
            crossings: Mutex::default(),
            people: Mutex::new(Given {
                // 0 is no name.
                stored: 1,
                ..Given::default()
            }),
        }
    }

    pub(crate) fn load(db: &Connection) -> rusqlite::Result<Numbers> {
        let numbers = Numbers::none();
        let mut crossings = numbers.crossings();
        for names in all(db)? {
            let number = crossings.stored;
            let name = names.join("\0").into_bytes().into();
            crossings.numbers.insert(name, number);
            crossings.stored += 1;
        }
        drop(crossings);
        let last = "select coalesce(max(number), 0) + 1 from people";
        numbers.people().stored = db.prepare_cached(last)?.query_row([], |row| row.get(0))?;
        Ok(numbers)
    }

    fn crossings(&self) -> MutexGuard<'_, Given> {
        self.crossings
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn people(&self) -> MutexGuard<'_, Given> {
        self.people.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of a crossing, as channel, language, application and theme parted by a NUL.
    pub(super) fn of_crossing(&self, names: &[u8]) -> u32 {
        let mut crossings = self.crossings();
        let known = crossings.numbers.get(names).copied();
        known.unwrap_or_else(|| crossings.add(names))
    }

    /// The number of a person, whom a file of facts may know already.
    pub(super) fn of_person(&self, db: &Connection, person: ValueRef<'_>) -> rusqlite::Result<u32> {
        let name = name_of(person);
        let mut people = self.people();
        if let Some(number) = people.numbers.get(name.as_slice()) {
            return Ok(*number);
        }
        // The first one that is new is 1 where the file knows nobody.
        if people.stored > 1 {
            let mut find = db.prepare_cached("select number from people where name = ?1")?;
            let found = find.query_row([&name], |row| row.get(0)).optional()?;
            if let Some(number) = found {
                people.numbers.insert(name.into(), number);
                return Ok(number);
            }
        }
        Ok(people.add(&name))
    }

    /// Writes those that are new.
    pub(crate) fn store(&self, db: &Connection) -> rusqlite::Result<()> {
        let mut insert = db.prepare_cached("insert into crossings values (?1, ?2, ?3, ?4, ?5)")?;
        let mut crossings = self.crossings();
        for names in std::mem::take(&mut crossings.new) {
            let mut names = names.split(|byte| *byte == 0).map(std::str::from_utf8);
            let [channel, lang, application, theme] =
                std::array::from_fn(|_| names.next().and_then(Result::ok).unwrap_or_default());
            insert.execute(params![crossings.stored, channel, lang, application, theme])?;
            crossings.stored += 1;
        }
        let mut insert = db.prepare_cached("insert into people values (?1, ?2)")?;
        let mut people = self.people();
        for name in std::mem::take(&mut people.new) {
            insert.execute(params![people.stored, Value::Blob(name.into())])?;
            people.stored += 1;
        }
        Ok(())
    }
}

/// A person's name: bytes that are the same for the same value only.
pub fn name_of(value: ValueRef<'_>) -> Vec<u8> {
    let mut name = vec![value.data_type() as u8];
    match value {
        ValueRef::Blob(bytes) | ValueRef::Text(bytes) => name.extend_from_slice(bytes),
        ValueRef::Integer(number) => name.extend_from_slice(&number.to_le_bytes()),
        ValueRef::Real(number) => name.extend_from_slice(&number.to_le_bytes()),
        ValueRef::Null => {}
    }
    name
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
