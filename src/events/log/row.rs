//! An event as a row of the log, with its seal.

use rusqlite::types::ValueRef;
use rusqlite::{Params, Row};

use super::super::check::Event;
use super::super::kind::Kind;
use crate::sqlite::seal;

/// The columns of an event, in the order that [`event_from_row`] reads.
pub const COLUMNS: &str = "id, at, kind, bot, client, customer, contact, conversation, body, seal";

/// How many of them are sealed: all but the seal.
const SEALED: usize = 9;

/// An event as parameters, in the order of [`COLUMNS`].
pub(super) fn columns(event: &Event) -> impl Params {
    seal::sealed(&values(event))
}

fn values(event: &Event) -> [ValueRef<'_>; SEALED] {
    [
        ValueRef::Blob(&event.id),
        ValueRef::Integer(event.at),
        ValueRef::from(event.kind.as_str()),
        ValueRef::Integer(event.bot.into()),
        ValueRef::Blob(&event.client),
        optional(event.customer.as_ref().map(|hash| ValueRef::Blob(hash))),
        optional(event.contact.as_deref().map(ValueRef::from)),
        optional(event.conversation.as_deref().map(ValueRef::from)),
        ValueRef::from(event.body.as_str()),
    ]
}

pub(super) fn optional(value: Option<ValueRef<'_>>) -> ValueRef<'_> {
    value.unwrap_or(ValueRef::Null)
}

/// Reads an event from the first columns of a row, in the order of [`COLUMNS`]; one
/// that is not as it was written is an error.
pub fn event_from_row(row: &Row<'_>) -> rusqlite::Result<Event> {
    seal::check(row, SEALED)?;
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
