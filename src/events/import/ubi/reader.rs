//! The forms in which UBI records travel, to one record at a time.

use std::io::{self, BufRead};

use serde_json::Value;

use super::super::fields::{object, text};
use super::super::{Fault, Refusal};
use crate::input::json::{self, Broken, Record};

/// A record as it came, and what the form said about it.
pub(super) struct Foreign {
    pub(super) line: u64,
    /// Index name: says whether this is a query or an event.
    pub(super) index: Option<String>,
    /// Id of the document in that index.
    pub(super) id: Option<String>,
    pub(super) body: Value,
}

type Each<'a> = &'a mut dyn FnMut(Result<Foreign, Refusal>);

pub(super) fn each_record(input: impl BufRead, each: Each<'_>) -> io::Result<()> {
    let mut head = None;
    json::each_record(input, &[], &mut |record| {
        if let Some(read) = foreign(record, &mut head) {
            each(read);
        }
    })
}

/// What an `{"index":{…}}` line says of the line that follows it.
#[derive(Default)]
struct Head {
    index: Option<String>,
    id: Option<String>,
}

/// The record that this is, unless it is a head.
fn foreign(
    record: Result<Record<'_>, Broken>,
    head: &mut Option<Head>,
) -> Option<Result<Foreign, Refusal>> {
    let mut above = head.take().unwrap_or_default();
    let (line, index, body) = match record.and_then(parse) {
        Ok(parsed) => parsed,
        Err(broken) => return Some(Err(broken.into())),
    };
    match bulk_head(&body) {
        Some(Ok(next)) => {
            *head = Some(next);
            None
        }
        Some(Err(fault)) => Some(Err(fault.on_line(line))),
        None => {
            above.index = above.index.or(index);
            Some(Ok(unwrapped(line, above, body)))
        }
    }
}

/// The line of a record, the index in front of it, and its value.
fn parse(record: Record<'_>) -> Result<(u64, Option<String>, Value), Broken> {
    let Record { mut place, text } = record;
    let (index, json) = tab_separated(text);
    place.column += text.len() - json.len();
    Ok((place.line, index, place.parse(json)?))
}

/// `ubi_events<TAB>{…}`: the index in front of the record.
fn tab_separated(text: &str) -> (Option<String>, &str) {
    match text.split_once('\t') {
        Some((index, json)) if !text.starts_with('{') => (Some(index.to_owned()), json),
        _ => (None, text),
    }
}

/// Is this an action line of a bulk request? `delete` has no record after it,
/// `update` only a part of one.
fn bulk_head(body: &Value) -> Option<Result<Head, Fault>> {
    let body = body.as_object().filter(|body| body.len() == 1)?;
    let (action, about) = body.iter().next()?;
    let about = about.as_object()?;
    match action.as_str() {
        "index" | "create" => Some(Ok(Head {
            index: text(about, "_index"),
            id: text(about, "_id"),
        })),
        "update" | "delete" => Some(Err(Fault::Unsupported(action.clone()))),
        _ => None,
    }
}

/// Hits of a search and dumps of an index have the record under `_source`.
fn unwrapped(line: u64, head: Head, mut body: Value) -> Foreign {
    let Head { mut index, mut id } = head;
    let wrapped = body
        .as_object()
        .filter(|hit| object(hit, "_source").is_some());
    if let Some(hit) = wrapped {
        index = text(hit, "_index").or(index);
        id = text(hit, "_id").or(id);
        body = body["_source"].take();
    }
    Foreign {
        line,
        index,
        id,
        body,
    }
}
