//! JSON: an object a conversation, one a line, in an array, or spread out.
//!
//! Turns are objects with a speaker and a text, or pairs `["U","…"]`.

use std::io::{self, BufRead};

use serde_json::{Map, Value};

use super::draft::Drafts;
use crate::input::json::{Broken, Shape, each_element, each_value};
use crate::input::lines::{Line, Lines};
use crate::input::time;
use crate::text::Lang;
use crate::transcripts::{Conversation, Speaker, Turn};

const IDS: &[&str] = &["id", "conversation", "conversation_id", "dialogue_id"];
const TURNS: &[&str] = &["turns", "messages", "utterances", "dialogue"];
const SPEAKERS: &[&str] = &["speaker", "role", "from", "author", "sender"];
const TEXTS: &[&str] = &["text", "content", "message", "utterance"];
const TIMES: &[&str] = &["at", "timestamp", "time", "date"];

pub(super) fn read(mut input: impl BufRead, drafts: &mut Drafts<'_>) -> io::Result<()> {
    let mut whole = |line, value: Value| conversation(line, &value, drafts);
    let end = match Shape::of(&mut input)? {
        Shape::Lines => return lines(input, drafts),
        Shape::Array => each_element(input, &mut whole)?,
        Shape::Spread => each_value(input, &mut whole)?,
    };
    if let Err(Broken { line, message }) = end {
        drafts.problem(line, "bad_json", message);
    }
    Ok(())
}

fn lines(input: impl BufRead, drafts: &mut Drafts<'_>) -> io::Result<()> {
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next_line()? {
        read_line(line, drafts);
    }
    Ok(())
}

fn read_line(line: Line<'_>, drafts: &mut Drafts<'_>) {
    match line.text {
        Ok(text) if text.trim().is_empty() => {}
        Ok(text) => match serde_json::from_str(text) {
            Ok(value) => conversation(line.number, &value, drafts),
            Err(error) => drafts.problem(line.number, "bad_json", error),
        },
        Err(error) => drafts.problem(line.number, "unreadable_line", error),
    }
}

fn conversation(line: u64, value: &Value, drafts: &mut Drafts<'_>) {
    let Some(fields) = value.as_object() else {
        return drafts.problem(line, "not_an_object", "the record is not an object");
    };
    let Some(turns) = first(fields, TURNS).and_then(Value::as_array) else {
        return drafts.problem(line, "missing_field", "`turns` is missing or no list");
    };
    let mut read = Vec::with_capacity(turns.len());
    for (place, value) in turns.iter().enumerate() {
        match turn(value) {
            Some(turn) => read.push(turn),
            None => {
                let message = format!("turn {} has no speaker or no text", place + 1);
                drafts.problem(line, "bad_turn", message);
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
    drafts.finish(line, conversation);
}

fn turn(value: &Value) -> Option<Turn> {
    let (speaker, text, at) = match value {
        Value::Array(parts) => (parts.first()?, parts.get(1)?, parts.get(2)),
        Value::Object(fields) => (
            first(fields, SPEAKERS)?,
            first(fields, TEXTS)?,
            first(fields, TIMES),
        ),
        _ => return None,
    };
    Some(Turn {
        speaker: Speaker::from_label(&scalar(speaker)?).unwrap_or(Speaker::Other),
        text: text.as_str()?.to_owned(),
        at: at.and_then(time::from_value),
    })
}

/// The first of `keys` that is there and not null.
fn first<'a>(fields: &'a Map<String, Value>, keys: &[&str]) -> Option<&'a Value> {
    keys.iter()
        .find_map(|key| fields.get(*key).filter(|value| !value.is_null()))
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
