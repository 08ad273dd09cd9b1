//! OpenSearch User Behavior Insights, as it is in the wild.
//!
//! The schema (o19s/ubi 1.3.0) is read leniently: its `oneOf`s reject its own
//! standard actions. `search` and `on_search` become searches, `click`,
//! `item_click`, `impression` and `view` what they say, all else is `other`
//! with its `action`. Addresses, browsers' screens and the engine's query are
//! not kept; the browser's name serves to tell bots and is dropped later.

mod event;
mod query;
mod reader;

use std::io::{self, BufRead};

use serde_json::Value;
use uuid::Uuid;

use super::fields::{Object, object, put, text};
use super::ids::Ids;
use super::{Each, Fault, Record, Refusal};
use crate::input::time;
use reader::Foreign;

/// What `position.ordinal` counts the first result as. The schema's examples
/// and OpenSearch's demo start at 1; some collectors start at 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FirstPosition {
    Zero,
    /// An ordinal of 0 is then no position, and left out.
    #[default]
    One,
}

/// Reads the bulk form, lines of JSON, lines of `index<TAB>json`, or an array.
pub fn ubi(input: impl BufRead, each: Each<'_>) -> io::Result<()> {
    ubi_counted_from(FirstPosition::One, input, each)
}

/// [`ubi`], for a collector whose first position is known.
pub fn ubi_counted_from(
    first: FirstPosition,
    input: impl BufRead,
    each: Each<'_>,
) -> io::Result<()> {
    let mut ids = Ids::new("ubi");
    reader::each_record(input, &mut |read| {
        each(read.and_then(|foreign| translate(&foreign, first, &mut ids)));
    })
}

fn translate(foreign: &Foreign, first: FirstPosition, ids: &mut Ids) -> Result<Record, Refusal> {
    let line = foreign.line;
    let (name, event) = native(foreign, first).map_err(|fault| fault.on_line(line))?;
    let mut with_id = Object::new();
    let id = id(foreign, name, ids).to_string();
    with_id.insert("id".to_owned(), id.into());
    with_id.extend(event);
    Ok(Record {
        line,
        event: with_id,
    })
}

fn native(foreign: &Foreign, first: FirstPosition) -> Result<(&'static str, Object), Fault> {
    let body = foreign.body.as_object().ok_or(Fault::NotAnObject)?;
    let named = |part| foreign.index.as_deref().is_some_and(|i| i.contains(part));
    if body.contains_key("action_name") || named("events") {
        Ok(("event", event::native(body, first)?))
    } else if body.contains_key("user_query") || named("queries") {
        Ok(("query", query::native(body)?))
    } else {
        Err(Fault::UnknownType)
    }
}

/// The document's own id when it is a UUID. Any other id is part of the
/// content: `1` in one export is not `1` in the next.
fn id(foreign: &Foreign, name: &str, ids: &mut Ids) -> Uuid {
    let given = foreign.id.as_deref().unwrap_or_default();
    Uuid::try_parse(given).unwrap_or_else(|_| ids.of(&format!("{name} {given}"), &foreign.body))
}

/// Kind, time and the fields that queries and events share.
fn start(kind: &str, body: &Object, attributes: Option<&Object>) -> Result<Object, Fault> {
    let from = |key| text(body, key).or_else(|| text(attributes?, key));
    let mut event = Object::new();
    event.insert("kind".to_owned(), kind.into());
    event.insert("at".to_owned(), at(body)?.into());
    put(
        &mut event,
        "client",
        text(body, "client_id").or_else(|| from("session_id")),
    );
    put(&mut event, "customer", text(body, "user_id"));
    put(&mut event, "application", from("application"));
    put(
        &mut event,
        "user_agent",
        from("user_agent").or_else(|| from("browser")),
    );
    put(&mut event, "query_id", text(body, "query_id"));
    Ok(event)
}

/// `timestamp`: epoch milliseconds, or text that without offset is UTC.
fn at(body: &Object) -> Result<String, Fault> {
    let value = match body.get("timestamp").or_else(|| body.get("@timestamp")) {
        None | Some(Value::Null) => return Err(Fault::MissingField("timestamp")),
        Some(value) => value,
    };
    let millis = match value {
        Value::String(text) => time::from_text(text),
        Value::Number(number) => number.as_f64().and_then(|n| time::from_millis(n as i64)),
        _ => None,
    };
    millis
        .and_then(time::to_rfc3339)
        .ok_or_else(|| Fault::BadTime(value.to_string()))
}

/// An action that has no kind of its own: kept under its name and counted.
fn other(
    action: &str,
    body: &Object,
    attributes: Option<&Object>,
    article: Option<String>,
) -> Result<Object, Fault> {
    let mut event = start("other", body, attributes)?;
    event.insert("action".to_owned(), action.into());
    put(&mut event, "article", article);
    Ok(event)
}

/// `event_attributes` or `query_attributes`, which may be null.
fn attributes<'a>(body: &'a Object, key: &str) -> Option<&'a Object> {
    object(body, key)
}

#[cfg(test)]
mod tests;
