//! JSON: an array of entries, an object that holds one, or entries one after
//! the other, each on a line or over several.

use serde_json::{Map, Value};

use super::{ReadError, Records};
use crate::faq::draft::Draft;
use crate::input::records::{broken, each_record};

/// Keys under which exports keep their entries.
const CONTAINERS: &[&str] = &["entries", "faq", "faqs", "items", "data", "questions"];

pub(super) fn read(text: &str, records: &mut Records) -> Result<(), ReadError> {
    if !text.trim_start().starts_with(['{', '[']) {
        return Err(records.malformed("neither an array nor an object"));
    }
    if let Ok(Value::Object(map)) = serde_json::from_str(text) {
        return take_object(map, records);
    }
    // Entries are cut out before they are parsed: a broken one costs itself only.
    let (first, entries) = entries(text);
    let mut any = false;
    let read = each_record(entries.as_bytes(), &mut |line, record| {
        let line = first + line - 1;
        match record {
            Ok(record) => any |= take_record(record, line, records),
            Err(unreadable) => records.refuse(Some(line), unreadable),
        }
    });
    match serde_json::from_str::<Value>(text) {
        Err(error) if !any => Err(records.malformed(error)),
        _ => read.map_err(|error| records.malformed(error)),
    }
}

/// The line on which entries begin, and their text: all of it, or, of a broken
/// object that holds them under a key, the array.
fn entries(text: &str) -> (u64, &str) {
    match CONTAINERS.iter().find_map(|key| array_under(key, text)) {
        Some((before, array)) => (1 + before.matches('\n').count() as u64, array),
        None => (1, text),
    }
}

/// What stands before the first array of `text`, and the array, if it is one of
/// objects under `key`.
fn array_under<'t>(key: &str, text: &'t str) -> Option<(&'t str, &'t str)> {
    let (before, array) = text.split_at(text.find('[')?);
    let name = before.trim_end().strip_suffix(':')?.trim_end();
    let is_named = name.strip_suffix('"')?.strip_suffix(key)?.ends_with('"');
    let holds_objects = array[1..].trim_start().starts_with('{');
    let end = array.rfind(']')? + 1;
    (is_named && holds_objects).then(|| (before, &array[..end]))
}

/// Whether the record is JSON at all.
fn take_record(record: &str, line: u64, records: &mut Records) -> bool {
    match serde_json::from_str(record) {
        Ok(value) => take(value, Some(line), records),
        Err(error) => {
            let (line, why) = broken(line, &error);
            records.refuse(Some(line), why);
            return false;
        }
    }
    true
}

fn take_object(mut map: Map<String, Value>, records: &mut Records) -> Result<(), ReadError> {
    let key = CONTAINERS
        .iter()
        .find(|key| map.get(**key).is_some_and(holds_objects));
    if let Some(Value::Array(items)) = key.and_then(|key| map.remove(*key)) {
        for item in items {
            take(item, None, records);
        }
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
    fn a_broken_entry_over_several_lines_costs_itself_only() {
        let entries = "[\n  {\n    \"question\": \"Q1\"\n  },\n  {\n    \"question\": \"Q,\n  },\n  {\n    \"question\": \"Q2\"\n  }\n]\n";
        for (text, line) in [
            (entries.to_owned(), 6),
            (format!("{{\n\"faq\": {entries}, \"n\": 1}}"), 7),
            (entries.replace(['[', ']'], "").replace("},", "}"), 6),
        ] {
            let reading = read("f.json", text.as_bytes()).unwrap();
            let drafts = reading.drafts.iter();
            let questions: Vec<_> = drafts.map(|draft| draft.question.as_str()).collect();
            assert_eq!(questions, ["Q1", "Q2"], "{text}");
            let lines: Vec<_> = reading.problems.iter().map(|p| p.line).collect();
            assert_eq!(lines, [Some(line)], "{text}");
        }
    }

    #[test]
    fn a_list_in_a_record_is_no_list_of_entries() {
        let text = "{\"question\":\"Q1\",\"questions\":[\"x\"]}\n{\"question\":\"Q2\"}\n";
        assert_eq!(read("f.json", text.as_bytes()).unwrap().drafts.len(), 2);
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
