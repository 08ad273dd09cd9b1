//! Daily sums of every KPI, so that a figure is a sum of few rows.
//!
//! A KPI is known here only as a name and a SELECT over one table of facts
//! that gives `day`, the four dimensions, `num` and `den`, and, where rows can
//! only be judged later, `judged_at`.

mod cube;

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use rusqlite::{Connection, ErrorCode};

use crate::sqlite;
use cube::Cube;

/// A KPI as its cube needs it.
#[derive(Clone, Debug)]
pub struct Source {
    pub kpi: String,
    /// Changes with the definition: another digest, and the cube is filled again.
    pub digest: String,
    pub select: String,
    /// Whether its rows have a moment `judged_at` before which they do not count.
    pub windowed: bool,
}

impl Source {
    fn rows(&self) -> String {
        let judged_at = if self.windowed { "judged_at" } else { "0" };
        format!(
            "select day, channel, lang, application, theme, num, den, {judged_at} from ({}\n)",
            self.select
        )
    }
}

/// Makes the cubes those of the sources: new and changed ones are filled, others go.
pub(crate) fn keep(db: &Connection, sources: &[Source]) -> rusqlite::Result<()> {
    let mut known = noted(db, "cube")?;
    for source in sources {
        if known.remove(&source.kpi).as_ref() != Some(&source.digest) {
            fill(db, source)?;
        }
    }
    for kpi in known.keys() {
        remove(db, kpi)?;
    }
    let gone = |kpi: &String| sources.iter().all(|source| source.kpi != *kpi);
    for kpi in noted(db, "failed")?.into_keys().filter(gone) {
        remove(db, &kpi)?;
    }
    Ok(())
}

/// KPIs that failed on the facts as they are, and why.
pub(crate) fn failed(db: &Connection) -> rusqlite::Result<BTreeMap<String, String>> {
    noted(db, "failed")
}

/// What is noted of each KPI: as `cube` its digest, as `failed` why it has no cube.
fn noted(db: &Connection, what: &str) -> rusqlite::Result<BTreeMap<String, String>> {
    let mut statement =
        db.prepare_cached("select name, value from meta where substr(name, 1, length(?1)) = ?1")?;
    let prefix = format!("{what} ");
    let notes = statement.query_map([&prefix], |row| {
        let name: String = row.get(0)?;
        Ok((name[prefix.len()..].to_owned(), row.get(1)?))
    })?;
    notes.collect()
}

fn note(db: &Connection, what: &str, kpi: &str, value: &str) -> rusqlite::Result<()> {
    super::set_meta(db, &format!("{what} {kpi}"), value)
}

fn remove(db: &Connection, kpi: &str) -> rusqlite::Result<()> {
    db.execute("delete from cubes where kpi = ?1", [kpi])?;
    for what in ["cube", "failed"] {
        db.execute(
            "delete from meta where name = ?1",
            [&format!("{what} {kpi}")],
        )?;
    }
    Ok(())
}

/// The sources that have a cube.
fn kept<'s>(db: &Connection, sources: &'s [Source]) -> rusqlite::Result<Vec<&'s Source>> {
    let known = noted(db, "cube")?;
    let sources = sources.iter();
    Ok(sources
        .filter(|source| known.contains_key(&source.kpi))
        .collect())
}

/// Fills all cubes of a new file of facts, on as many connections as there are cores;
/// what they read is committed, and nobody writes meanwhile.
pub(crate) fn fill_all(
    db: &Connection,
    path: &Path,
    sources: &[Source],
) -> Result<(), super::Error> {
    let share = sources.len().div_ceil(rayon::current_num_threads()).max(1);
    let cubes: Vec<Vec<rusqlite::Result<Cube>>> = sources
        .par_chunks(share)
        .map(|sources| {
            let db = sqlite::open_read_only(path)?;
            let cubes = sources.iter().map(|source| Cube::of(&db, &source.rows()));
            Ok(cubes.collect())
        })
        .collect::<Result<_, super::Error>>()?;
    for (source, cube) in sources.iter().zip(cubes.into_iter().flatten()) {
        replace(db, source, cube)?;
    }
    Ok(())
}

/// Computes one cube from all facts.
fn fill(db: &Connection, source: &Source) -> rusqlite::Result<()> {
    replace(db, source, Cube::of(db, &source.rows()))
}

fn replace(db: &Connection, source: &Source, cube: rusqlite::Result<Cube>) -> rusqlite::Result<()> {
    if let Some(cube) = unless_failed(db, source, cube)? {
        remove(db, &source.kpi)?;
        cube.store(db, &source.kpi, 1)?;
        note(db, "cube", &source.kpi, &source.digest)?;
    }
    Ok(())
}

/// A KPI that fails on some row loses its cube and is noted: the others work.
fn unless_failed(
    db: &Connection,
    source: &Source,
    cube: rusqlite::Result<Cube>,
) -> rusqlite::Result<Option<Cube>> {
    match cube {
        Err(error) if is_of_the_select(&error) => {
            remove(db, &source.kpi)?;
            note(db, "failed", &source.kpi, &error.to_string())?;
            Ok(None)
        }
        cube => cube.map(Some),
    }
}

/// Whether a SELECT is to blame for an error, and not the file or the disk.
fn is_of_the_select(error: &rusqlite::Error) -> bool {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => matches!(
            failure.code,
            ErrorCode::Unknown | ErrorCode::TooBig | ErrorCode::TypeMismatch
        ),
        rusqlite::Error::SqlInputError { .. }
        | rusqlite::Error::InvalidParameterCount(..)
        | rusqlite::Error::InvalidColumnType(..) => true,
        _ => false,
    }
}

/// Adds (`sign` 1) or takes away (-1) the rows of the facts that are being replaced.
///
/// The facts concerned shadow the tables, so the KPI's own SELECT sees only them.
pub(crate) fn apply(db: &Connection, sources: &[Source], sign: i64) -> rusqlite::Result<()> {
    for source in kept(db, sources)? {
        if source.windowed {
            continue;
        }
        let cube = Cube::of(db, &format!("{REPLACED} {}", source.rows()));
        if let Some(cube) = unless_failed(db, source, cube)? {
            cube.store(db, &source.kpi, sign)?;
        }
    }
    db.execute("delete from cubes where n = 0", [])?;
    Ok(())
}

/// The tables of facts as they are of the clients and contacts being folded again.
const REPLACED: &str = "with
    episodes as (select * from main.episodes where client in (select client from temp.clients)),
    intents as (select * from main.intents where client in (select client from temp.clients)),
    clicks as (select * from main.clicks where client in (select client from temp.clients)),
    votes as (select * from main.votes where client in (select client from temp.clients)),
    messages as (select * from main.messages where client in (select client from temp.clients)),
    handoffs as (select * from main.handoffs where client in (select client from temp.clients)),
    contacts as (
      select * from main.contacts
      where contact in (select contact from temp.contacts_named)),
    conversations as (
      select * from main.conversations where client in (select client from temp.clients)
      union all
      select conversations.* from temp.conversations_named
      join main.conversations using (source, id))";

/// Computes the days noted in `temp.days` again, for KPIs whose rows wait to be judged:
/// when the last of a day's rows can be judged cannot be kept by adding and taking away.
pub(crate) fn refill_days(db: &Connection, sources: &[Source]) -> rusqlite::Result<()> {
    for source in kept(db, sources)? {
        if !source.windowed {
            continue;
        }
        let days = "where day in (select day from temp.days)";
        let cube = Cube::of(db, &format!("{} {days}", source.rows()));
        let Some(cube) = unless_failed(db, source, cube)? else {
            continue;
        };
        db.execute(
            "delete from cubes where kpi = ?1 and day in (select day from temp.days)",
            [&source.kpi],
        )?;
        cube.store(db, &source.kpi, 1)?;
    }
    Ok(())
}
