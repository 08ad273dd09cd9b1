//! The log of one site's events: append and read. Append-only, but for contents of one id.

mod append;
mod excluded;
mod row;

use std::path::Path;

use rusqlite::{Connection, ErrorCode};

use super::check::Event;
use crate::failpoint::reach;
use crate::sqlite::{self, Durability, Schema};

pub use append::Appending;
pub use excluded::{Excluded, excluded};
pub(super) use row::SEALED;
pub use row::{COLUMNS, event_from_row};

const SCHEMA: Schema = Schema {
    module: "events",
    steps: &[include_str!("../migrations/0001_events.sql")],
};

/// The name of the log's file in a site's folder.
pub const FILE: &str = "events.db";

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error(transparent)]
    Open(#[from] sqlite::Error),
    #[error("could not read or write the event log")]
    Sqlite(#[from] rusqlite::Error),
    #[error("event {id} is damaged in the log, and what was sent is not what it was")]
    Changed { id: uuid::Uuid },
}

impl Error {
    /// What SQLite says went wrong.
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Error::Sqlite(error) => error.sqlite_error_code(),
            Error::Open(_) | Error::Changed { .. } => None,
        }
    }
}

/// What became of the events given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    pub accepted: u64,
    /// The same id with the same content: nothing to do.
    pub duplicates: u64,
    /// The same id with other content: the one with the smaller SHA-256 stands.
    pub conflicts: u64,
    /// Of the duplicates, those whose row was damaged, and is whole again.
    pub mended: u64,
}

impl std::ops::AddAssign for Receipt {
    fn add_assign(&mut self, other: Receipt) {
        self.accepted += other.accepted;
        self.duplicates += other.duplicates;
        self.conflicts += other.conflicts;
        self.mended += other.mended;
    }
}

impl std::ops::Sub for Receipt {
    type Output = Receipt;

    fn sub(self, other: Receipt) -> Receipt {
        Receipt {
            accepted: self.accepted - other.accepted,
            duplicates: self.duplicates - other.duplicates,
            conflicts: self.conflicts - other.conflicts,
            mended: self.mended - other.mended,
        }
    }
}

pub struct Log {
    db: Connection,
}

impl Log {
    pub fn open(path: &Path) -> Result<Log, Error> {
        let db = sqlite::open(path, &[SCHEMA], Durability::Full)?;
        Ok(Log { db })
    }

    pub fn db(&self) -> &Connection {
        &self.db
    }

    /// The number of the newest event: what figures computed now would stand on.
    pub fn watermark(&self) -> Result<i64, Error> {
        let last = self
            .db
            .query_row("select coalesce(max(seq), 0) from events", [], |row| {
                row.get(0)
            })?;
        Ok(last)
    }

    /// The articles that the events after a number opened or judged, and how many each.
    pub fn articles_after(&self, seq: i64) -> Result<Vec<(String, u64)>, Error> {
        let sql = "select body ->> 'article' as article, count(*) from events
                   where seq > ?1 and kind in ('click', 'view', 'vote') and article is not null
                   group by article order by article";
        let mut statement = self.db.prepare(sql)?;
        let articles = statement.query_map([seq], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(articles.collect::<Result<_, _>>()?)
    }

    /// Appends events in one commit; when this returns they are on the disk.
    pub fn append(&mut self, events: &[Event]) -> Result<Receipt, Error> {
        let mut appending = self.begin()?;
        for event in events {
            appending.add(event)?;
        }
        appending.commit()
    }

    /// Begins an append that is kept only when it is committed.
    pub fn begin(&mut self) -> Result<Appending<'_>, Error> {
        let transaction = self.db.transaction()?;
        reach("log.begun");
        Ok(Appending::new(transaction))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::events::Kind;

    fn event(id: u8, body: &str) -> Event {
        Event {
            id: [id; 16],
            at: 1_772_442_904_120,
            kind: Kind::Search,
            bot: false,
            client: [1; 16],
            customer: None,
            contact: None,
            conversation: None,
            body: body.to_owned(),
        }
    }

    fn log() -> (tempfile::TempDir, Log) {
        let dir = tempfile::tempdir().unwrap();
        let log = Log::open(&dir.path().join(FILE)).unwrap();
        (dir, log)
    }

    /// What the log holds in the end: contents that stand, and contents that lost.
    fn holds(log: &Log) -> (Vec<String>, u64) {
        let mut statement = log
            .db
            .prepare("select body from events order by id")
            .unwrap();
        let bodies = statement
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let excluded = excluded(&log.db, 0, i64::MAX).unwrap();
        (bodies, excluded.conflicts)
    }

    #[test]
    fn the_same_event_again_changes_nothing() {
        let (_dir, mut log) = log();
        log.append(&[event(1, "{}"), event(2, "{}")]).unwrap();
        let again = log.append(&[event(1, "{}"), event(3, "{}")]).unwrap();
        assert_eq!(
            (again.accepted, again.duplicates, again.conflicts),
            (1, 1, 0)
        );
        assert_eq!(log.watermark().unwrap(), 3);
    }

    #[test]
    fn of_several_contents_the_same_one_stands_whatever_their_order() {
        let contents = ["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"];
        let mut seen = Vec::new();
        for order in [
            [0, 1, 2],
            [0, 2, 1],
            [1, 0, 2],
            [1, 2, 0],
            [2, 0, 1],
            [2, 1, 0],
        ] {
            let (_dir, mut log) = log();
            for index in order.into_iter().chain(order) {
                log.append(&[event(1, contents[index])]).unwrap();
            }
            seen.push(holds(&log));
        }
        assert_eq!(seen[0].1, 2);
        assert!(seen.iter().all(|end| *end == seen[0]), "{seen:?}");
    }

    /// An event whose row was changed behind the log's back.
    fn changed(change: &str) -> (tempfile::TempDir, Log) {
        let (dir, mut log) = log();
        log.append(&[event(1, "{\"a\":1}"), event(2, "{}")])
            .unwrap();
        let sql = format!("update events set {change} where seq = 1");
        log.db.execute_batch(&sql).unwrap();
        (dir, log)
    }

    #[test]
    fn a_changed_event_is_not_read() {
        for change in [
            "kind = 'click'",
            "at = at + 1",
            "bot = 1",
            "contact = ''",
            "body = '{}'",
            "seal = 0",
        ] {
            let (_dir, log) = changed(change);
            let sql = format!("select {COLUMNS} from events where seq = 1");
            let read = log.db.query_row(&sql, [], event_from_row);
            assert!(sqlite::is_damage(&read.unwrap_err()), "{change}");
        }
    }

    #[test]
    fn a_changed_event_that_is_sent_again_is_mended() {
        for change in ["body = '{}'", "at = 7, client = x'00'", "seal = 0"] {
            let (dir, mut log) = changed(change);
            let other = log.append(&[event(1, "{\"a\":2}")]);
            assert!(matches!(other, Err(Error::Changed { .. })), "{change}");
            let again = log.append(&[event(1, "{\"a\":1}")]).unwrap();
            assert_eq!((again.accepted, again.duplicates, again.mended), (0, 1, 1));
            assert_eq!(holds(&log).0, ["{\"a\":1}", "{}"]);
            sqlite::verify(&log.db, &dir.path().join(FILE)).unwrap();
        }
    }

    #[test]
    fn what_is_not_committed_is_not_there() {
        let (_dir, mut log) = log();
        log.append(&[event(1, "{}")]).unwrap();
        let mut appending = log.begin().unwrap();
        appending.add(&event(2, "{}")).unwrap();
        drop(appending);
        assert_eq!(log.watermark().unwrap(), 1);
    }
}
