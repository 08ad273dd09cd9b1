//! The forms in which UBI records travel, to one record at a time.

use std::io::{self, BufRead};

use serde_json::Value;

use super::super::fields::{object, text};
use super::super::{Fault, Refusal};
use crate::input::json::{Shape, each_value, in_place};
use crate::input::lines::{Line, Lines};

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

pub(super) fn each_record(mut input: impl BufRead, each: Each<'_>) -> io::Result<()> {
    if Shape::of(&mut input)? == Shape::Lines {
        return lines(input, each);
    }
    each_value(input, &mut |line, read| {
        each(match read {
            Ok(body) => Ok(unwrapped(line, Head::default(), body)),
            Err(message) => Err(Refusal::new(line, "bad_json", message)),
        });
    })
}

fn lines(input: impl BufRead, each: Each<'_>) -> io::Result<()> {
    let mut lines = Lines::new(input);
    let mut head = None;
    while let Some(line) = lines.next_line()? {
        if let Some(read) = record(line, &mut head) {
            each(read);
        }
    }
    Ok(())
}

/// What an `{"index":{…}}` line says of the line that follows it.
#[derive(Default)]
struct Head {
    index: Option<String>,
    id: Option<String>,
}

/// The record on this line, unless the line is blank or a head.
fn record(line: Line<'_>, head: &mut Option<Head>) -> Option<Result<Foreign, Refusal>> {
    let number = line.number;
    let text = match line.text {
        Ok(text) if text.trim().is_empty() => return None,
        Ok(text) => text.trim(),
        Err(error) => {
            *head = None;
            return Some(Err(Refusal::new(number, "unreadable_line", error)));
        }
    };
    let (index, json) = tab_separated(text);
    let body: Value = match serde_json::from_str(json) {
        Ok(body) => body,
        Err(error) => {
            *head = None;
            return Some(Err(Refusal::new(number, "bad_json", in_place(&error))));
        }
    };
    match bulk_head(&body) {
        Some(Ok(next)) => {
            *head = Some(next);
            None
        }
        Some(Err(fault)) => Some(Err(fault.on_line(number))),
        None => {
            let mut head = head.take().unwrap_or_default();
            head.index = head.index.or(index);
            Some(Ok(unwrapped(number, head, body)))
        }
    }
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
