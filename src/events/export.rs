//! Writes the log out as NDJSON, in the native form.

use std::io::{self, Write};

use rusqlite::Connection;
use serde_json::{Value, json};

use super::check::Event;
use super::log::{COLUMNS, event_from_row};
use crate::hex::hex;
use crate::period::rfc3339;
use crate::sqlite::is_damage;

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("could not read the event log")]
    Sqlite(#[from] rusqlite::Error),
    #[error("could not write")]
    Io(#[from] io::Error),
}

/// Writes every event in order of arrival, and tells `damaged` the number of each row
/// that is not as it was written.
pub fn events(
    db: &Connection,
    out: &mut impl Write,
    damaged: &mut dyn FnMut(i64),
) -> Result<(), Error> {
    let mut statement = db.prepare(&format!("select {COLUMNS}, seq from events order by seq"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        match event_from_row(row) {
            Ok(event) => writeln!(out, "{}", native(&event))?,
            Err(error) if is_damage(&error) => damaged(row.get("seq")?),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// An event in native form. People are keyed hashes; imported again into the same
/// log, it is a duplicate only by its id, since a hash is hashed once more.
fn native(event: &Event) -> Value {
    let mut object: Value = serde_json::from_str(&event.body).unwrap_or_else(|_| json!({}));
    object["id"] = uuid::Uuid::from_bytes(event.id).to_string().into();
    object["at"] = rfc3339(event.at).into();
    object["kind"] = event.kind.as_str().into();
    object["client"] = hex(&event.client).into();
    if let Some(customer) = event.customer {
        object["customer"] = hex(&customer).into();
    }
    if let Some(contact) = &event.contact {
        object["contact"] = contact.as_str().into();
    }
    if let Some(conversation) = &event.conversation {
        object["conversation"] = conversation.as_str().into();
    }
    if event.bot {
        object["user_agent"] = "bot".into();
    }
    object
}
