//! An event as a row of the log, with its seal.

use rusqlite::types::ValueRef;
use rusqlite::{Params, Row};

use super::super::check::Event;
use super::super::event_ref::EventRef;
use crate::sqlite::seal;

/// The columns of an event, in the order that [`EventRef::from_row`] reads.
pub const COLUMNS: &str = "id, at, kind, bot, client, customer, contact, conversation, body, seal";

/// How many of them are sealed: all but the seal.
pub(in crate::events) const SEALED: usize = 9;

/// An event as parameters, in the order of [`COLUMNS`].
pub(super) fn columns(event: &Event) -> impl Params {
    seal::sealed(&values(event))
}

pub(super) fn values(event: &Event) -> [ValueRef<'_>; SEALED] {
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

fn optional(value: Option<ValueRef<'_>>) -> ValueRef<'_> {
    value.unwrap_or(ValueRef::Null)
}

/// Reads an event from the first columns of a row, in the order of [`COLUMNS`].
pub fn event_from_row(row: &Row<'_>) -> rusqlite::Result<Event> {
    EventRef::from_row(row).map(Event::from)
}
