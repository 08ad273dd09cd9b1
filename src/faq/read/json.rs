//! JSON (an array of entries, or an object that holds one) and JSON lines.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use super::{ReadError, Records};
use crate::faq::draft::Draft;

/// Keys under which exports keep their entries.
const CONTAINERS: &[&str] = &["entries", "faq", "faqs", "items", "data", "questions"];

pub(super) fn read(text: &str, records: &mut Records) -> Result<(), ReadError> {
    match serde_json::from_str(text) {
        Ok(Value::Array(items)) => take_all(items, records),
        Ok(Value::Object(map)) => take_object(map, records)?,
        Ok(_) => return Err(records.malformed("neither an array nor an object")),
        Err(_) if first_line_is_a_record(text) => read_lines(text, records),
        Err(error) => return Err(records.malformed(error)),
    }
    Ok(())
}

pub(super) fn read_lines(text: &str, records: &mut Records) {
    for (line, number) in text.lines().zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str(line) {
            Ok(value) => take(value, Some(number), records),
            Err(error) => records.refuse(Some(number), error),
        }
    }
}

pub(super) fn is_one_document(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// People name JSON lines `.json` too.
fn first_line_is_a_record(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    Map::<String, Value>::deserialize(&mut serde_json::Deserializer::from_str(first)).is_ok()
}

fn take_object(mut map: Map<String, Value>, records: &mut Records) -> Result<(), ReadError> {
    let key = CONTAINERS
        .iter()
        .find(|key| map.get(**key).is_some_and(holds_objects));
    if let Some(Value::Array(items)) = key.and_then(|key| map.remove(*key)) {
        take_all(items, records);
        return Ok(());
    }
    let mut remarks = Vec::new();
    let draft = Draft::from_map(&map, &mut remarks);
    if draft.question.is_empty() {
        let keys = CONTAINERS.join("`, `");
        return Err(records.malformed(format!("no array of entries under `{keys}`")));
    }
    records.take(draft, remarks);
    Ok(())
}

fn holds_objects(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|items| items.iter().all(Value::is_object))
}

fn take_all(items: Vec<Value>, records: &mut Records) {
    for (item, number) in items.into_iter().zip(1..) {
        if item.is_object() {
            take(item, None, records);
        } else {
            records.refuse(None, format!("item {number} is not an object"));
        }
    }
}

fn take(value: Value, line: Option<u64>, records: &mut Records) {
    let Value::Object(map) = value else {
        return records.refuse(line, "not an object");
    };
    let mut remarks = Vec::new();
    let draft = Draft {
        line,
        ..Draft::from_map(&map, &mut remarks)
    };
    records.take(draft, remarks);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::read;

    #[test]
    fn a_broken_line_is_named_and_the_rest_is_read() {
        let text =
            "{\"id\":\"a\",\"question\":\"Q1\"}\n{oops\n[1]\n{\"id\":\"b\",\"question\":\"Q2\"}\n";
        let reading = read("f.jsonl", text.as_bytes()).unwrap();
        assert_eq!((reading.read, reading.drafts.len()), (4, 2));
        let lines: Vec<_> = reading
            .problems
            .iter()
            .map(|problem| problem.line)
            .collect();
        assert_eq!(lines, [Some(2), Some(3)]);
        assert_eq!(reading.drafts[1].line, Some(4));
    }

    #[test]
    fn one_object_is_one_entry() {
        let text = "{\n\"question\": \"Q\",\n\"alternates\": [\"x\", \"y|z\"]}";
        let reading = read("f.json", text.as_bytes()).unwrap();
        assert_eq!(reading.drafts[0].alternates, ["x", "y|z"]);
    }

    #[test]
    fn a_document_that_is_no_faq_says_what_is_missing() {
        for text in ["{\"a\": 1}", "3", "{\"a\":"] {
            assert!(read("f.json", text.as_bytes()).is_err(), "{text}");
        }
    }
}
