//! Figures and editions in the content's file, each row sealed.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};

use super::kept::Kept;
use crate::kpi::Kpi;
use crate::kpi::edition::{Edition, Name};
use crate::period::Millis;
use crate::sqlite::seal::{self, sealed};

/// Keeps a figure under its link, which is given back; one that is there stays as it is.
pub fn keep(content: &Connection, kept: &Kept, at: Millis) -> rusqlite::Result<String> {
    let link = kept.identity.link();
    let body = json(kept)?;
    content
        .prepare_cached("insert or ignore into figures values (?1, ?2, ?3, ?4)")?
        .execute(sealed(&[
            link.as_str().into(),
            body.as_str().into(),
            ValueRef::Integer(at),
        ]))?;
    Ok(link)
}

/// The figure of a link.
pub fn find(content: &Connection, link: &str) -> rusqlite::Result<Option<Kept>> {
    let sql = "select id, body, kept_at, seal from figures where id = ?1";
    let row = content.query_row(sql, [link], |row| read(row, 3, 1));
    row.optional()
}

/// Keeps the definitions of KPIs that are not known yet, within a transaction of the caller's.
pub fn keep_editions<'k>(
    content: &Connection,
    kpis: impl Iterator<Item = &'k Kpi>,
    at: Millis,
) -> rusqlite::Result<()> {
    let mut known = content
        .prepare_cached("select exists (select 1 from editions where kpi = ?1 and version = ?2)")?;
    let mut insert = content.prepare_cached("insert into editions values (?1, ?2, ?3, ?4, ?5)")?;
    for kpi in kpis {
        let version = kpi.digest();
        if known.query_row([&kpi.name, &version], |row| row.get::<_, bool>(0))? {
            continue;
        }
        let body = json(&kpi.edition())?;
        insert.execute(sealed(&[
            kpi.name.as_str().into(),
            version.as_str().into(),
            body.as_str().into(),
            ValueRef::Integer(at),
        ]))?;
    }
    Ok(())
}

/// A definition of then.
pub fn edition(content: &Connection, name: &Name) -> rusqlite::Result<Option<Edition>> {
    let sql =
        "select kpi, version, body, kept_at, seal from editions where kpi = ?1 and version = ?2";
    let row = content.query_row(sql, [&name.0, &name.1], |row| read(row, 4, 2));
    row.optional()
}

/// The versions of a KPI with the moments at which they were first seen, the newest first.
pub fn editions(content: &Connection, kpi: &str) -> rusqlite::Result<Vec<(String, Millis)>> {
    let sql = "select version, kept_at from editions where kpi = ?1 order by kept_at desc, version";
    let mut statement = content.prepare_cached(sql)?;
    let rows = statement.query_map([kpi], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// The JSON in a column of a row of so many that are sealed.
fn read<T: serde::de::DeserializeOwned>(
    row: &Row<'_>,
    sealed: usize,
    body: usize,
) -> rusqlite::Result<T> {
    seal::check(row, sealed)?;
    let text = row.get_ref(body)?.as_str()?;
    serde_json::from_str(text).map_err(|error| {
        let kind = rusqlite::types::Type::Text;
        rusqlite::Error::FromSqlConversionFailure(body, kind, Box::new(error))
    })
}

fn json(value: &impl serde::Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}
