//! Holds facts against a computation from all events.

use rusqlite::Connection;

use super::asked::Asked;
use super::cubes::{self, Source};
use super::reader::Reader;
use super::said::Said;
use super::tallies::{Tallied, whole};
use super::{Error, Facts, rebuild, remove};

/// The name of facts that are computed to be compared.
pub(super) const FILE: &str = "facts-check.db";

/// Tables that hold the same rows however the facts came.
const TABLES: [&str; 20] = [
    "episodes",
    "intents",
    "reformulations",
    "clicks",
    "votes",
    "messages",
    "forms",
    "handoffs",
    "contacts",
    "conversations",
    "surveys",
    "reviews",
    "audits",
    "work",
    "life",
    "purchases",
    "spends",
    "referrals",
    "comments",
    "meta",
];

impl Facts {
    /// Computes all facts again, beside, and names the tables that differ.
    pub fn compare_with_events(&self, sources: &[Source]) -> Result<Vec<String>, Error> {
        let path = self.folder.join(FILE);
        remove(&path)?;
        let reader = Reader::open(&self.folder)?;
        let origin = (&*self.folder, &self.settings);
        rebuild::build(&path, origin, reader, sources, &|_, _| ())?;
        self.db
            .execute("attach ?1 as computed", [path.to_string_lossy()])?;
        let found = differences(&self.db);
        self.db.execute_batch("detach computed")?;
        remove(&path)?;
        Ok(found?)
    }
}

fn differences(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut counts = Vec::new();
    for table in TABLES {
        counts.push((table, differing_rows(db, table)?));
    }
    counts.push(("cubes", cubes::differing_cells(db)?));
    counts.push((Said::TABLE, differing_sums::<Said>(db)?));
    counts.push((Asked::TABLE, differing_sums::<Asked>(db)?));
    counts.retain(|(_, differing)| *differing > 0);
    let told = counts.into_iter().map(|(table, differing)| {
        format!("{differing} rows of `{table}` are not as the events give them")
    });
    Ok(told.collect())
}

fn differing_rows(db: &Connection, table: &str) -> rusqlite::Result<usize> {
    db.query_row(
        &format!(
            "select (select count(*) from
                       (select * from main.{table} except select * from computed.{table}))
                  + (select count(*) from
                       (select * from computed.{table} except select * from main.{table}))
                  + abs((select count(*) from main.{table})
                      - (select count(*) from computed.{table}))"
        ),
        [],
        |row| row.get(0),
    )
}

/// Sums are kept in parts, which depend on how the facts came: only their wholes compare.
fn differing_sums<T: Tallied>(db: &Connection) -> rusqlite::Result<usize> {
    let mut computed = whole::<T>(db, "computed")?;
    let kept = whole::<T>(db, "main")?;
    let differing = kept
        .into_iter()
        .filter(|(slice, sum)| computed.remove(slice).as_ref() != Some(sum));
    Ok(differing.count() + computed.len())
}
