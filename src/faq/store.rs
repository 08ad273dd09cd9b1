//! Entries and their versions in `content.db`. Nothing is ever overwritten:
//! a change adds a version and moves the entry to it.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::Serialize;

use super::entry::{Entry, Status};
use crate::sqlite::seal::sealed;

/// One state of an entry in its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    pub seq: i64,
    /// UTC milliseconds.
    pub imported_at: i64,
    /// The entry was taken away here; `entry` is its last state.
    pub removed: bool,
    pub entry: Entry,
}

/// All entries that were not removed, drafts and archived ones too, in the
/// order of their ids.
pub fn entries(conn: &Connection) -> rusqlite::Result<Vec<Entry>> {
    let sql =
        "select content from entries join entry_versions using (seq) order by entries.entry_id";
    conn.prepare_cached(sql)?.query_map([], content)?.collect()
}

/// The entries that visitors may find, in the order of their ids.
pub fn published(conn: &Connection) -> rusqlite::Result<Vec<Entry>> {
    let mut entries = entries(conn)?;
    entries.retain(|entry| entry.status == Status::Published);
    Ok(entries)
}

/// The ids of all entries that were not removed.
pub fn ids(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = conn.prepare_cached("select entry_id from entries")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// One entry as it is now.
pub fn entry(conn: &Connection, id: &str) -> rusqlite::Result<Option<Entry>> {
    let sql =
        "select content from entries join entry_versions using (seq) where entries.entry_id = $id";
    conn.prepare_cached(sql)?
        .query_row(named_params! { "$id": id }, content)
        .optional()
}

/// Every state of one entry, oldest first.
pub fn versions(conn: &Connection, id: &str) -> rusqlite::Result<Vec<Version>> {
    let sql = "select content, seq, imported_at, removed from entry_versions
               where entry_id = $id order by seq";
    let version = |row: &Row<'_>| {
        Ok(Version {
            entry: content(row)?,
            seq: row.get(1)?,
            imported_at: row.get(2)?,
            removed: row.get(3)?,
        })
    };
    conn.prepare_cached(sql)?
        .query_map(named_params! { "$id": id }, version)?
        .collect()
}

/// The version of the content as a whole: 0 when nothing was ever imported, and another
/// one after every change, also where a backup was restored and the numbers of versions
/// begin again. Whatever is derived from entries names it.
pub fn content_version(conn: &Connection) -> rusqlite::Result<i64> {
    let sql = "select seal from entry_versions order by seq desc limit 1";
    let seal: Option<i64> = conn.query_row(sql, [], |row| row.get(0)).optional()?;
    Ok(seal.map_or(0, |seal| seal & i64::MAX))
}

/// Makes `entry` the present state of its id.
pub(super) fn put(conn: &Connection, entry: &Entry, at: i64) -> rusqlite::Result<()> {
    let content = serde_json::to_string(entry)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let version = [
        entry.id.as_str().into(),
        content.as_str().into(),
        ValueRef::Integer(at),
        ValueRef::Integer(0),
    ];
    let sql = "insert into entry_versions (entry_id, content, imported_at, removed, seal)
               values (?1, ?2, ?3, ?4, ?5)";
    conn.prepare_cached(sql)?.execute(sealed(&version))?;
    let present = [
        entry.id.as_str().into(),
        ValueRef::Integer(conn.last_insert_rowid()),
        entry.lang.as_str().into(),
        entry.status.as_str().into(),
        entry.question.as_str().into(),
    ];
    let sql = "insert or replace into entries values (?1, ?2, ?3, ?4, ?5, ?6)";
    conn.prepare_cached(sql)?.execute(sealed(&present))?;
    Ok(())
}

fn content(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let json = row.get_ref(0)?.as_str()?;
    serde_json::from_str(json).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, error.into())
    })
}
