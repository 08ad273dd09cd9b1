//! JSON: an array of entries, an object that holds one, or entries one after
//! the other, each on a line or over several.

use serde_json::{Map, Value};

use super::{ReadError, Records, malformed};
use crate::faq::draft::Draft;
use crate::input::json::{Broken, each_record};

/// Keys under which exports keep their entries.
const CONTAINERS: &[&str] = &["entries", "faq", "faqs", "items", "data", "questions"];

pub(super) fn read(text: &str, records: &mut Records) -> Result<(), ReadError> {
    if !text.trim_start().starts_with(['{', '[']) {
        return Err(malformed("neither an array nor an object"));
    }
    let mut values = Vec::new();
    let mut is_one = false;
    let read = each_record(text.as_bytes(), CONTAINERS, &mut |record| {
        is_one |= record
            .as_ref()
            .is_ok_and(|record| record.text.trim() == text.trim());
        values.push(record.and_then(|record| Ok((record.place.line, record.parse()?))));
    });
    read.map_err(malformed)?;
    if let [Ok((line, Value::Object(map)))] = &mut values[..]
        && is_one
    {
        return take_document(*line, std::mem::take(map), records);
    }
    if let Some(Err(broken)) = values.first()
        && values.iter().all(Result::is_err)
    {
        return Err(malformed(format!("line {}: {broken}", broken.line)));
    }
    for value in values {
        match value {
            Ok((line, value)) => take(value, line, records),
            Err(Broken { line, why }) => records.refuse(Some(line), why),
        }
    }
    Ok(())
}

/// Takes the only object of a file: it holds the entries, or is one.
fn take_document(
    line: u64,
    mut map: Map<String, Value>,
    records: &mut Records,
) -> Result<(), ReadError> {
    let key = CONTAINERS
        .iter()
        .find(|key| map.get(**key).is_some_and(holds_objects));
    if let Some(Value::Array(items)) = key.and_then(|key| map.remove(*key)) {
        for item in items {
            take(item, line, records);
        }
        return Ok(());
    }
    if Draft::from_map(&map, &mut Vec::new()).question.is_empty() {
        let keys = CONTAINERS.join("`, `");
        return Err(malformed(format!("no array of entries under `{keys}`")));
    }
    take(map.into(), line, records);
    Ok(())
}

fn holds_objects(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|items| items.iter().all(Value::is_object))
}

fn take(value: Value, line: u64, records: &mut Records) {
    let line = Some(line);
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
