//! What is noted of each KPI's cube: that it is there, of which definition, or why not.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use super::source::Source;
use crate::facts::{meta, set_meta};

/// The definition of a cube that is there.
const KEPT: &str = "cube";

/// Why there is none.
const FAILED: &str = "failed";

/// Whether a KPI's cube is there, and of this definition: it may still be filled.
pub fn is_kept(db: &Connection, kpi: &str, digest: &str) -> rusqlite::Result<bool> {
    let mut statement = db.prepare_cached("select value = ?2 from meta where name = ?1")?;
    let found = statement.query_row([&name(KEPT, kpi), digest], |row| row.get(0));
    Ok(found.optional()?.unwrap_or(false))
}

/// KPIs that failed on the facts as they are, and why.
pub(crate) fn failed(db: &Connection) -> rusqlite::Result<BTreeMap<String, String>> {
    noted(db, FAILED)
}

/// The sources whose cubes are there, and the others. Cubes of KPIs that are gone, or are
/// of another definition now, go.
pub(crate) fn kept<'s>(
    db: &Connection,
    sources: &'s [Source],
) -> rusqlite::Result<(Vec<&'s Source>, Vec<&'s Source>)> {
    let mut known = noted(db, KEPT)?;
    let (kept, missing): (Vec<&Source>, Vec<&Source>) = sources
        .iter()
        .partition(|source| known.get(&source.kpi) == Some(&source.digest));
    kept.iter().for_each(|source| {
        known.remove(&source.kpi);
    });
    let is_gone = |kpi: &String| sources.iter().all(|source| source.kpi != *kpi);
    let failed = noted(db, FAILED)?.into_keys().filter(is_gone);
    let gone: Vec<String> = known.into_keys().chain(failed).collect();
    if !gone.is_empty() {
        let transaction = db.unchecked_transaction()?;
        gone.iter().try_for_each(|kpi| remove(&transaction, kpi))?;
        transaction.commit()?;
    }
    Ok((kept, missing))
}

pub(super) fn set_kept(db: &Connection, source: &Source) -> rusqlite::Result<()> {
    set_meta(db, &name(KEPT, &source.kpi), &source.digest)
}

/// A KPI that fails on some row loses its cube and is noted: the others work.
pub(super) fn set_failed(
    db: &Connection,
    source: &Source,
    error: &rusqlite::Error,
) -> rusqlite::Result<()> {
    let (name, why) = (name(FAILED, &source.kpi), error.to_string());
    if meta(db, &name)?.as_ref() != Some(&why) {
        remove(db, &source.kpi)?;
        set_meta(db, &name, &why)?;
    }
    Ok(())
}

pub(super) fn remove(db: &Connection, kpi: &str) -> rusqlite::Result<()> {
    let mut cells = db.prepare_cached("delete from cubes where kpi = ?1")?;
    cells.execute([kpi])?;
    let mut notes = db.prepare_cached("delete from meta where name = ?1")?;
    for what in [KEPT, FAILED] {
        notes.execute([name(what, kpi)])?;
    }
    Ok(())
}

fn name(what: &str, kpi: &str) -> String {
    format!("{what} {kpi}")
}

fn noted(db: &Connection, what: &str) -> rusqlite::Result<BTreeMap<String, String>> {
    let mut statement =
        db.prepare_cached("select name, value from meta where substr(name, 1, length(?1)) = ?1")?;
    let prefix = name(what, "");
    let notes = statement.query_map([&prefix], |row| {
        let name: String = row.get(0)?;
        Ok((name[prefix.len()..].to_owned(), row.get(1)?))
    })?;
    notes.collect()
}
