//! Appends events in one commit: new ones, the same again, other contents of an id.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction, params};

use super::row::{Sealed, event_from_row, optional};
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

    pub fn add(&mut self, sent: &Sealed) -> Result<(), Error> {
        if insert(&self.transaction, sent)? {
            self.receipt.accepted += 1;
            return Ok(());
        }
        let Some(standing) = standing(&self.transaction, &sent.event.id)? else {
            self.receipt.duplicates += 1;
            return self.mend(sent);
        };
        if standing == sent.event {
            self.receipt.duplicates += 1;
            return Ok(());
        }
        self.receipt.conflicts += 1;
        self.settle(standing.into(), sent)
    }

    /// A row that is not as it was written is written again, when this is what it was.
    fn mend(&self, sent: &Sealed) -> Result<(), Error> {
        let sql = "update events set at = ?2, kind = ?3, bot = ?4, client = ?5, customer = ?6,
                     contact = ?7, conversation = ?8, body = ?9, seal = ?10
                   where id = ?1 and (seal = ?10
                     or (at, kind, bot, client, customer, contact, conversation, body)
                        is (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9))";
        let mended = self
            .transaction
            .prepare_cached(sql)?
            .execute(sent.columns())?;
        if mended == 1 {
            return Ok(());
        }
        let id = uuid::Uuid::from_bytes(sent.event.id);
        Err(Error::Changed { id })
    }

    /// Two contents of one id: the smaller digest stands, whichever came first.
    fn settle(&self, standing: Sealed, other: &Sealed) -> Result<(), Error> {
        if standing.digest <= other.digest {
            return record_conflict(&self.transaction, other);
        }
        record_conflict(&self.transaction, &standing)?;
        reach("log.conflict");
        self.transaction
            .prepare_cached("delete from conflicts where id = ?1 and digest = ?2")?
            .execute(params![other.event.id, other.digest])?;
        self.transaction
            .prepare_cached(
                "update events set seq = (select max(seq) + 1 from events), at = ?2, kind = ?3,
                   bot = ?4, client = ?5, customer = ?6, contact = ?7, conversation = ?8,
                   body = ?9, seal = ?10
                 where id = ?1",
            )?
            .execute(other.columns())?;
        self.supersede(&standing.event)
    }

    /// Notes whose figures change with the event that now is the newest.
    fn supersede(&self, before: &Event) -> Result<(), Error> {
        let newest = "select max(seq) from events";
        let seq = self.transaction.query_row(newest, [], |row| row.get(0))?;
        let columns = [
            ValueRef::Integer(seq),
            ValueRef::Blob(&before.client),
            optional(before.customer.as_ref().map(|hash| ValueRef::Blob(hash))),
            optional(before.contact.as_deref().map(ValueRef::from)),
            optional(before.conversation.as_deref().map(ValueRef::from)),
        ];
        self.transaction
            .prepare_cached("insert into superseded values (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(sealed(&columns))?;
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
fn insert(db: &Connection, event: &Sealed) -> Result<bool, Error> {
    let mut statement = db.prepare_cached(
        "insert into events
           (id, at, kind, bot, client, customer, contact, conversation, body, seal)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) on conflict (id) do nothing",
    )?;
    let rows = statement.execute(event.columns())?;
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

fn record_conflict(db: &Connection, lost: &Sealed) -> Result<(), Error> {
    let (id, digest) = (&lost.event.id, &lost.digest);
    db.prepare_cached("insert or ignore into conflicts values (?1, ?2, ?3)")?
        .execute(sealed(&[ValueRef::Blob(id), ValueRef::Blob(digest)]))?;
    Ok(())
}
