//! The log of one site's events: append and read. Append-only, but for contents of one id.

use std::path::Path;

use rusqlite::{CachedStatement, Connection, OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};

use super::check::Event;
use super::kind::Kind;
use crate::failpoint::reach;
use crate::sqlite::{self, Durability, Schema};

const SCHEMA: Schema = Schema {
    module: "events",
    steps: &[include_str!("migrations/0001_events.sql")],
};

/// The name of the log's file in a site's folder.
pub const FILE: &str = "events.db";

/// The columns of an event, in the order that [`event_from_row`] reads.
pub const COLUMNS: &str = "id, at, kind, bot, client, customer, contact, conversation, body";

/// An event as parameters, in the order of [`COLUMNS`].
macro_rules! columns {
    ($event:expr) => {
        params![
            $event.id,
            $event.at,
            $event.kind.as_str(),
            $event.bot,
            $event.client,
            $event.customer,
            $event.contact,
            $event.conversation,
            $event.body
        ]
    };
}

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error(transparent)]
    Open(#[from] sqlite::Error),
    #[error("could not read or write the event log")]
    Sqlite(#[from] rusqlite::Error),
}

/// What became of the events given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    pub accepted: u64,
    /// The same id with the same content: nothing to do.
    pub duplicates: u64,
    /// The same id with other content: the one with the smaller SHA-256 stands.
    pub conflicts: u64,
}

impl std::ops::AddAssign for Receipt {
    fn add_assign(&mut self, other: Receipt) {
        self.accepted += other.accepted;
        self.duplicates += other.duplicates;
        self.conflicts += other.conflicts;
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
        Ok(Appending {
            transaction,
            receipt: Receipt::default(),
        })
    }
}

/// Events on their way to the disk, all or none.
pub struct Appending<'log> {
    transaction: Transaction<'log>,
    receipt: Receipt,
}

impl Appending<'_> {
    pub fn add(&mut self, event: &Event) -> Result<(), Error> {
        if insert(&self.transaction, event)? {
            self.receipt.accepted += 1;
            return Ok(());
        }
        let standing = find(&self.transaction, &event.id)?;
        if standing == *event {
            self.receipt.duplicates += 1;
            return Ok(());
        }
        self.receipt.conflicts += 1;
        self.settle(&standing, event)
    }

    /// Two contents of one id: the smaller digest stands, whichever came first.
    fn settle(&self, standing: &Event, other: &Event) -> Result<(), Error> {
        let (ours, theirs) = (digest(standing), digest(other));
        if ours <= theirs {
            return record_conflict(&self.transaction, &other.id, &theirs);
        }
        record_conflict(&self.transaction, &standing.id, &ours)?;
        reach("log.conflict");
        self.transaction
            .prepare_cached("delete from conflicts where id = ?1 and digest = ?2")?
            .execute(params![other.id, theirs])?;
        self.transaction
            .prepare_cached(
                "update events set (seq, id, at, kind, bot, client, customer, contact,
                   conversation, body) =
                   ((select max(seq) + 1 from events), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                 where id = ?1",
            )?
            .execute(columns!(other))?;
        self.transaction
            .prepare_cached(
                "insert into superseded
                 select max(seq), ?1, ?2, ?3, ?4 from events",
            )?
            .execute(params![
                standing.client,
                standing.customer,
                standing.contact,
                standing.conversation
            ])?;
        Ok(())
    }

    pub fn commit(self) -> Result<Receipt, Error> {
        reach("log.added");
        self.transaction.commit()?;
        reach("log.committed");
        Ok(self.receipt)
    }
}

/// Whether the event was new.
fn insert(db: &Connection, event: &Event) -> Result<bool, Error> {
    let mut statement: CachedStatement<'_> = db.prepare_cached(
        "insert into events (id, at, kind, bot, client, customer, contact, conversation, body)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) on conflict (id) do nothing",
    )?;
    let rows = statement.execute(columns!(event))?;
    Ok(rows == 1)
}

fn find(db: &Connection, id: &[u8; 16]) -> Result<Event, Error> {
    let event = db
        .prepare_cached(&format!("select {COLUMNS} from events where id = ?1"))?
        .query_row([id], event_from_row)?;
    Ok(event)
}

fn record_conflict(db: &Connection, id: &[u8; 16], digest: &[u8]) -> Result<(), Error> {
    db.prepare_cached("insert or ignore into conflicts values (?1, ?2)")?
        .execute(params![id, digest])?;
    Ok(())
}

/// Reads an event from the first columns of a row, in the order of [`COLUMNS`].
pub fn event_from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Event> {
    let kind = row.get_ref(2)?.as_str()?;
    Ok(Event {
        id: row.get(0)?,
        at: row.get(1)?,
        kind: Kind::parse(kind).unwrap_or(Kind::Other),
        bot: row.get(3)?,
        client: row.get(4)?,
        customer: row.get(5)?,
        contact: row.get(6)?,
        conversation: row.get(7)?,
        body: row.get(8)?,
    })
}

/// SHA-256 of an event's content as it is stored, fields parted by their lengths.
fn digest(event: &Event) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut field = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    field(&event.at.to_le_bytes());
    field(event.kind.as_str().as_bytes());
    field(&[u8::from(event.bot)]);
    field(&event.client);
    for optional in [
        event.customer.as_ref().map(|hash| &hash[..]),
        event.contact.as_deref().map(str::as_bytes),
        event.conversation.as_deref().map(str::as_bytes),
    ] {
        field(&[u8::from(optional.is_some())]);
        field(optional.unwrap_or_default());
    }
    field(event.body.as_bytes());
    hash.finalize().into()
}

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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

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
