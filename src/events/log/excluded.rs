//! What the log leaves out of the figures.

use rusqlite::{Connection, OptionalExtension};

/// How many events between two moments are left out of the figures, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Excluded {
    /// Events of programs, by their user agent.
    pub bots: u64,
    /// Contents that lost against another one of the same id.
    pub conflicts: u64,
}

/// Counts what is left out between two moments, the second one excluded.
pub fn excluded(db: &Connection, from: i64, until: i64) -> rusqlite::Result<Excluded> {
    let count = |sql| -> rusqlite::Result<u64> {
        let found: Option<u64> = db
            .query_row(sql, [from, until], |row| row.get(0))
            .optional()?;
        Ok(found.unwrap_or(0))
    };
    Ok(Excluded {
        bots: count("select count(*) from events where bot and at >= ?1 and at < ?2")?,
        conflicts: count(
            "select count(*) from conflicts join events using (id) where at >= ?1 and at < ?2",
        )?,
    })
}
