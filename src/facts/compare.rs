//! Holds facts against a computation from all events.

use rusqlite::Connection;

use super::cubes::Source;
use super::{Error, Facts, rebuild, remove};

/// The name of facts that are computed to be compared.
pub(super) const FILE: &str = "facts-check.db";

const TABLES: [&str; 13] = [
    "episodes",
    "intents",
    "reformulations",
    "clicks",
    "votes",
    "messages",
    "handoffs",
    "contacts",
    "conversations",
    "said_days",
    "asked_days",
    "cubes",
    "meta",
];

impl Facts {
    /// Computes all facts again, beside, and names the tables that differ.
    pub fn compare_with_events(&self, sources: &[Source]) -> Result<Vec<String>, Error> {
        let path = self.folder.join(FILE);
        remove(&path)?;
        rebuild::build(&path, self, sources, &|_, _| ())?;
        self.db
            .execute("attach ?1 as computed", [path.to_string_lossy()])?;
        let found = differences(&self.db);
        self.db.execute_batch("detach computed")?;
        remove(&path)?;
        Ok(found?)
    }
}

fn differences(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut differences = Vec::new();
    for table in TABLES {
        let differing: u64 = db.query_row(
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
        )?;
        if differing > 0 {
            differences.push(format!(
                "{differing} rows of `{table}` are not as the events give them"
            ));
        }
    }
    Ok(differences)
}
