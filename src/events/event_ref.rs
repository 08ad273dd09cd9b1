//! An event as it lies somewhere else, in a row of the log or among other bytes:
//! to read millions of them nothing is copied.

use rusqlite::Row;

use super::check::Event;
use super::kind::Kind;
use super::log::SEALED;
use super::pseudonym::Pseudonym;
use crate::period::Millis;
use crate::sqlite::seal;

/// An [`Event`] whose texts are borrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventRef<'e> {
    pub id: [u8; 16],
    pub at: Millis,
    pub kind: Kind,
    pub bot: bool,
    pub client: Pseudonym,
    pub customer: Option<Pseudonym>,
    pub contact: Option<&'e str>,
    pub conversation: Option<&'e str>,
    /// The other fields as JSON.
    pub body: &'e str,
}

impl<'e> EventRef<'e> {
    /// Reads an event from the first columns of a row, in the order of [`super::log::COLUMNS`];
    /// one that is not as it was written is an error.
    pub fn from_row(row: &'e Row<'_>) -> rusqlite::Result<EventRef<'e>> {
        EventRef::behind(row, 0)
    }

    /// Reads an event from the columns behind so many others that are sealed with it.
    pub fn behind(row: &'e Row<'_>, others: usize) -> rusqlite::Result<EventRef<'e>> {
        seal::check(row, others + SEALED)?;
        let kind = row.get_ref(others + 2)?.as_str()?;
        Ok(EventRef {
            id: row.get(others)?,
            at: row.get(others + 1)?,
            kind: Kind::parse(kind).unwrap_or(Kind::Other),
            bot: row.get(others + 3)?,
            client: row.get(others + 4)?,
            customer: row.get(others + 5)?,
            contact: row.get_ref(others + 6)?.as_str_or_null()?,
            conversation: row.get_ref(others + 7)?.as_str_or_null()?,
            body: row.get_ref(others + 8)?.as_str()?,
        })
    }
}

impl<'e> From<&'e Event> for EventRef<'e> {
    fn from(event: &'e Event) -> EventRef<'e> {
        EventRef {
            id: event.id,
            at: event.at,
            kind: event.kind,
            bot: event.bot,
            client: event.client,
            customer: event.customer,
            contact: event.contact.as_deref(),
            conversation: event.conversation.as_deref(),
            body: &event.body,
        }
    }
}

impl From<EventRef<'_>> for Event {
    fn from(event: EventRef<'_>) -> Event {
        Event {
            id: event.id,
            at: event.at,
            kind: event.kind,
            bot: event.bot,
            client: event.client,
            customer: event.customer,
            contact: event.contact.map(str::to_owned),
            conversation: event.conversation.map(str::to_owned),
            body: event.body.to_owned(),
        }
    }
}
