//! JSON: an object a conversation, one a line, in an array, spread out, or all of them
//! under one key of an object.
//!
//! Turns are objects with a speaker and a text, or pairs `["U","…"]`.

use std::io::{self, BufRead};

use serde_json::{Map, Value};

use super::draft::{Draft, Drafts};
use crate::input::json::{Broken, Place, each_record};
use crate::input::time;
use crate::text::Lang;
use crate::transcripts::{Conversation, Speaker, Turn};

/// Keys under which one object may hold all conversations of a file.
const CONTAINERS: &[&str] = &["conversations", "dialogues", "transcripts", "data", "items"];
const IDS: &[&str] = &["id", "conversation", "conversation_id", "dialogue_id"];
const TURNS: &[&str] = &["turns", "messages", "utterances", "dialogue"];
const SPEAKERS: &[&str] = &["speaker", "role", "from", "author", "sender"];
const TEXTS: &[&str] = &["text", "content", "message", "utterance"];
const TIMES: &[&str] = &["at", "timestamp", "time", "date"];

pub(super) fn read(input: impl BufRead, drafts: &mut Drafts<'_>) -> io::Result<()> {
    each_record(input, CONTAINERS, &mut |record| match record {
        Ok(record) => drafts.json(record.place, record.text),
        Err(Broken { line, why }) => drafts.problem(line, why.code(), why),
    })
}

/// The conversation that a record is, or those that it holds, after what is wrong with them.
pub(super) fn parse(place: Place, record: &str) -> Vec<Draft> {
    let line = place.line;
    let mut drafts = Vec::new();
    match place.parse(record) {
        Ok(mut value) => match contained(&mut value) {
            Some(values) => values
                .iter_mut()
                .for_each(|value| conversation(line, value, &mut drafts)),
            None => conversation(line, &mut value, &mut drafts),
        },
        Err(Broken { line, why }) => drafts.push(Draft::bad(line, why.code(), why)),
    }
    drafts
}

fn contained(value: &mut Value) -> Option<&mut Vec<Value>> {
    let fields = value.as_object_mut()?;
    match first(fields, TURNS) {
        Some(_) => None,
        None => first_mut(fields, CONTAINERS)?.as_array_mut(),
    }
}

fn conversation(line: u64, value: &mut Value, drafts: &mut Vec<Draft>) {
    let Some(fields) = value.as_object_mut() else {
        let message = "the record is not an object";
        return drafts.push(Draft::bad(line, "not_an_object", message));
    };
    let Some(turns) = first_mut(fields, TURNS).and_then(Value::as_array_mut) else {
        let message = "`turns` is missing or no list";
        return drafts.push(Draft::bad(line, "missing_field", message));
    };
    let mut read = Vec::with_capacity(turns.len());
    for (value, place) in turns.iter_mut().zip(1..) {
        match turn(value) {
            Some(turn) => read.push(turn),
            None => {
                let message = format!("turn {place} has no speaker or no text");
                drafts.push(Draft::bad(line, "bad_turn", message));
            }
        }
    }
    let text = |key: &str| fields.get(key).and_then(scalar);
    let conversation = Conversation {
        id: first(fields, IDS).and_then(scalar).unwrap_or_default(),
        turns: read,
        lang: text("lang").and_then(|tag| Lang::parse(&tag)),
        contact: text("contact"),
        client: text("client"),
        customer: text("customer"),
        channel: text("channel"),
        theme: text("theme"),
        at: first(fields, TIMES).and_then(time::from_value),
    };
    drafts.push(Draft::conversation(line, conversation));
}

/// The texts are most of a file: they are taken out, not copied.
fn turn(value: &mut Value) -> Option<Turn> {
    let (speaker, at, text) = match value {
        Value::Array(parts) => {
            let (speaker, at) = (
                label(parts.first()?)?,
                parts.get(2).and_then(time::from_value),
            );
            (speaker, at, parts.get_mut(1)?)
        }
        Value::Object(fields) => {
            let at = first(fields, TIMES).and_then(time::from_value);
            (
                label(first(fields, SPEAKERS)?)?,
                at,
                first_mut(fields, TEXTS)?,
            )
        }
        _ => return None,
    };
    match text.take() {
        Value::String(text) => Some(Turn { speaker, text, at }),
        _ => None,
    }
}

fn label(value: &Value) -> Option<Speaker> {
    match value {
        Value::String(label) if label.trim().is_empty() => None,
        Value::String(label) => Some(Speaker::from_label(label).unwrap_or(Speaker::Other)),
        Value::Number(_) => Some(Speaker::Other),
        _ => None,
    }
}

/// The first of `keys` that is there and not null.
fn first<'a>(fields: &'a Map<String, Value>, keys: &[&str]) -> Option<&'a Value> {
    keys.iter()
        .find_map(|key| fields.get(*key).filter(|value| !value.is_null()))
}

fn first_mut<'a>(fields: &'a mut Map<String, Value>, keys: &[&str]) -> Option<&'a mut Value> {
    let key = keys
        .iter()
        .find(|key| fields.get(**key).is_some_and(|value| !value.is_null()))?;
    fields.get_mut(*key)
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
