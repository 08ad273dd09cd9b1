//! Appends events in one commit: new ones, the same again, other contents of an id.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction, params};
use sha2::{Digest, Sha256};

use super::row::{columns, event_from_row, values};
use super::{COLUMNS, Error, Receipt};
use crate::events::check::Event;
use crate::failpoint::reach;
use crate::sqlite::is_damage;
use crate::sqlite::seal::sealed;

/// Events on their way to the disk, all or none.
pub struct Appending<'log> {
    transaction: Transaction<'log>,
    receipt: Receipt,
}

impl<'log> Appending<'log> {
    pub(super) fn new(transaction: Transaction<'log>) -> Appending<'log> {
        Appending {
            transaction,
            receipt: Receipt::default(),
        }
    }

    /// What became of the events so far.
    pub fn receipt(&self) -> Receipt {
        self.receipt
    }

    /// Adds an event; says whether its id was there with other content.
    pub fn add(&mut self, sent: &Event) -> Result<bool, Error> {
        if insert(&self.transaction, sent)? {
            self.receipt.accepted += 1;
            return Ok(false);
        }
        let Some(standing) = standing(&self.transaction, &sent.id)? else {
            self.mend(sent)?;
            self.receipt.duplicates += 1;
            self.receipt.mended += 1;
            return Ok(false);
        };
        if standing == *sent {
            self.receipt.duplicates += 1;
            return Ok(false);
        }
        self.settle(&standing, sent)?;
        self.receipt.conflicts += 1;
        Ok(true)
    }

    /// A row that is not as it was written is written again, when this is what it was.
    fn mend(&self, sent: &Event) -> Result<(), Error> {
        let sql = "update events set at = ?2, kind = ?3, bot = ?4, client = ?5, customer = ?6,
                     contact = ?7, conversation = ?8, body = ?9, seal = ?10
                   where id = ?1 and (seal = ?10
                     or (at, kind, bot, client, customer, contact, conversation, body)
                        is (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9))";
        let mended = self
            .transaction
            .prepare_cached(sql)?
            .execute(columns(sent))?;
        if mended == 1 {
            return Ok(());
        }
        let id = uuid::Uuid::from_bytes(sent.id);
        Err(Error::Changed { id })
    }

    /// Two contents of one id: the smaller digest stands, whichever came first.
    fn settle(&self, standing: &Event, other: &Event) -> Result<(), Error> {
        let (ours, theirs) = (digest(standing), digest(other));
        if ours <= theirs {
            return record_conflict(&self.transaction, &other.id, &theirs);
        }
        record_conflict(&self.transaction, &standing.id, &ours)?;
        reach("log.conflict");
        let seq = "select seq from events where id = ?1";
        let mut seq = self.transaction.prepare_cached(seq)?;
        let was = seq.query_row([standing.id], |row| row.get(0))?;
        self.transaction
            .prepare_cached("delete from conflicts where id = ?1 and digest = ?2")?
            .execute(params![other.id, theirs])?;
        self.transaction
            .prepare_cached(
                "update events set seq = (select max(seq) + 1 from events), at = ?2, kind = ?3,
                   bot = ?4, client = ?5, customer = ?6, contact = ?7, conversation = ?8,
                   body = ?9, seal = ?10
                 where id = ?1",
            )?
            .execute(columns(other))?;
        self.supersede(standing, was)
    }

    /// Keeps what the event that now is the newest took the place of.
    fn supersede(&self, before: &Event, was: i64) -> Result<(), Error> {
        let newest = "select max(seq) from events";
        let seq = self.transaction.query_row(newest, [], |row| row.get(0))?;
        let numbers = [ValueRef::Integer(seq), ValueRef::Integer(was)];
        let row = [&numbers[..], &values(before)].concat();
        self.transaction
            .prepare_cached(
                "insert into superseded values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(sealed(&row))?;
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
    let mut statement = db.prepare_cached(
        "insert into events
           (id, at, kind, bot, client, customer, contact, conversation, body, seal)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) on conflict (id) do nothing",
    )?;
    let rows = statement.execute(columns(event))?;
    Ok(rows == 1)
}

/// The content that stands for an id; none if its row is damaged.
fn standing(db: &Connection, id: &[u8; 16]) -> Result<Option<Event>, Error> {
    let mut statement =
        db.prepare_cached(&format!("select {COLUMNS} from events where id = ?1"))?;
    match statement.query_row([id], event_from_row) {
        Ok(event) => Ok(Some(event)),
        Err(error) if is_damage(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn record_conflict(db: &Connection, id: &[u8; 16], digest: &[u8; 32]) -> Result<(), Error> {
    db.prepare_cached("insert or ignore into conflicts values (?1, ?2, ?3)")?
        .execute(sealed(&[ValueRef::Blob(id), ValueRef::Blob(digest)]))?;
    Ok(())
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
