//! Sums of every KPI by days and months, so that a figure is a sum of few rows.
//!
//! A KPI is known here only as a name and a SELECT over one table of facts
//! that gives `day`, the four dimensions, `num` and `den`, and, where rows can
//! only be judged later, `judged_at`.

mod cube;
mod exact;

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use rusqlite::{Connection, ErrorCode};

use super::slice::Span;
use crate::period::{DAY, Millis};
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

/// What came of computing a KPI's cube.
pub(crate) type Computed = rusqlite::Result<Cube>;

/// The cubes of a file of facts, in the order of the sources, on as many connections
/// as there are cores; what they read is committed, and nobody writes meanwhile.
pub(crate) fn of_all(path: &Path, sources: &[Source]) -> Result<Vec<Computed>, super::Error> {
    let cubes: Vec<Vec<Computed>> = sources
        .par_chunks(AT_A_TIME)
        .map(|sources| {
            let db = sqlite::open_read_only(path)?;
            let cubes = sources.iter().map(|source| Cube::of(&db, &source.rows()));
            Ok(cubes.collect())
        })
        .collect::<Result<_, super::Error>>()?;
    Ok(cubes.into_iter().flatten().collect())
}

/// Cubes computed on one connection: few, so that no core waits long for the others.
const AT_A_TIME: usize = 4;

/// Writes the cubes of all sources to a new file of facts.
pub(crate) fn replace_all(
    db: &Connection,
    sources: &[Source],
    cubes: Vec<Computed>,
) -> rusqlite::Result<()> {
    for (source, cube) in sources.iter().zip(cubes) {
        replace(db, source, cube)?;
    }
    Ok(())
}

/// Computes one cube from all facts.
fn fill(db: &Connection, source: &Source) -> rusqlite::Result<()> {
    replace(db, source, Cube::of(db, &source.rows()))
}

fn replace(db: &Connection, source: &Source, cube: Computed) -> rusqlite::Result<()> {
    if let Some(cube) = unless_failed(db, source, cube)? {
        remove(db, &source.kpi)?;
        cube.store(db, &source.kpi)?;
        note(db, "cube", &source.kpi, &source.digest)?;
    }
    Ok(())
}

/// A KPI that fails on some row loses its cube and is noted: the others work.
fn unless_failed(
    db: &Connection,
    source: &Source,
    cube: Computed,
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

/// The cubes of some facts; the KPI's own SELECT sees only those for which the
/// clause before it (`with`) stands in.
pub(crate) fn of_some(db: &Connection, sources: &[Source], with: &str) -> rusqlite::Result<Cubes> {
    let mut cubes = BTreeMap::new();
    for source in kept(db, sources)? {
        let cube = Cube::of(db, &format!("{with} {}", source.rows()));
        if let Some(cube) = unless_failed(db, source, cube)? {
            cubes.insert(source.kpi.clone(), cube);
        }
    }
    Ok(Cubes(cubes))
}

/// Cubes by the name of their KPI.
pub(crate) struct Cubes(BTreeMap<String, Cube>);

impl Cubes {
    /// Adds to the tables what these cubes hold more than those before.
    pub(crate) fn store_change_from(
        self,
        mut before: Cubes,
        db: &Connection,
    ) -> rusqlite::Result<()> {
        for (kpi, mut cube) in self.0 {
            cube.take_away(before.0.remove(&kpi).unwrap_or_default());
            cube.store(db, &kpi)?;
        }
        Ok(())
    }
}

/// The stretches of time whose rows share a cell, by when they can be judged: a day for
/// days, and for months a multiple of it.
const fn stretch(span: Span) -> Millis {
    match span {
        Span::Day => DAY,
        Span::Month => 32 * DAY,
    }
}

/// The last moment of the stretch in which a row can be judged; 0 stands for "at once".
pub fn judged_by(span: Span, judged_at: Millis) -> Millis {
    match judged_at {
        0 => 0,
        at => judged_from(span, at).saturating_add(stretch(span) - 1),
    }
}

/// The first moment of the stretch that a moment is in.
pub fn judged_from(span: Span, at: Millis) -> Millis {
    at.saturating_sub(at.rem_euclid(stretch(span)))
}
