//! CSV with a header line: columns found by name.

use csv::StringRecord;
use serde_json::Value;

use super::{ReadError, Records, malformed};
use crate::faq::draft::Draft;
use crate::input::table::Rows;

pub(super) fn read(text: &str, records: &mut Records) -> Result<(), ReadError> {
    let mut rows = Rows::new(text);
    let header = match rows.next_row() {
        Some((line, row)) => {
            records.header = Some(line);
            row.map_err(malformed)?.clone()
        }
        None => StringRecord::new(),
    };
    if !has_question(&header) {
        // A file that is no CSV may be one line of any length.
        let columns: String = (header.iter().collect::<Vec<_>>().join(", "))
            .chars()
            .take(200)
            .collect();
        return Err(malformed(format!(
            "no column `question` in the header: {columns}"
        )));
    }
    while let Some((line, row)) = rows.next_row() {
        match row {
            Ok(row) if row.iter().all(|field| field.trim().is_empty()) => {}
            Ok(row) => take(&header, row, line, records),
            Err(broken) => records.refuse(Some(line), broken),
        }
    }
    Ok(())
}

fn take(header: &StringRecord, record: &StringRecord, line: u64, records: &mut Records) {
    if record.len() > header.len() {
        let (found, expected) = (record.len(), header.len());
        return records.refuse(
            Some(line),
            format!("{found} fields under {expected} columns"),
        );
    }
    let mut draft = Draft {
        line: Some(line),
        ..Draft::default()
    };
    let mut remarks = Vec::new();
    for (name, field) in header.iter().zip(record) {
        draft.set(name, &Value::from(field), &mut remarks);
    }
    records.take(draft, remarks);
}

fn has_question(header: &StringRecord) -> bool {
    let mut probe = Draft::default();
    for name in header {
        probe.set(name, &Value::from("x"), &mut Vec::new());
    }
    !probe.question.is_empty()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::read;
    use crate::faq::Code;

    #[track_caller]
    fn check(text: &str) {
        let reading = read("f.csv", text.as_bytes()).unwrap();
        let draft = &reading.drafts[0];
        assert_eq!(
            (draft.question.as_str(), draft.answer.as_str()),
            ("a, b", "c; d")
        );
        assert_eq!(draft.alternates, ["x", "y"]);
        assert_eq!(draft.line, Some(2));
    }

    #[test]
    fn the_separator_is_guessed_from_the_header() {
        check("question,answer,alternates\n\"a, b\",c; d,x|y\n");
        check("question;answer;alternates\r\na, b;\"c; d\";\"x\ny\"\r\n");
        check("question\tanswer\talternates\na, b\tc; d\tx | y\n");
    }

    #[test]
    fn a_line_with_too_many_fields_is_named_and_short_ones_are_read() {
        let text = "id,question,answer\n1,Q1\n\n2,Q2,A,too,many\n,,\n3,Q3,A\n";
        let reading = read("f.csv", text.as_bytes()).unwrap();
        assert_eq!((reading.read, reading.drafts.len()), (3, 2));
        assert_eq!(
            (reading.problems[0].line, reading.problems[0].code),
            (Some(4), Code::BadRecord)
        );
    }

    #[test]
    fn a_quote_that_is_left_open_costs_its_own_entry_only() {
        let text = "sep=,\nid,question\n1,Q1\n2,\"Q2\n3,Q3\n4,Q4\n";
        let reading = read("f.csv", text.as_bytes()).unwrap();
        let questions: Vec<_> = reading.drafts.iter().map(|d| d.question.as_str()).collect();
        assert_eq!(questions, ["Q1", "Q3", "Q4"]);
        assert_eq!(reading.problems[0].line, Some(4));
    }

    #[test]
    fn a_header_without_a_question_is_an_error_that_shows_it() {
        let error = read("f.csv", &b"id,answer\n1,A\n"[..])
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("no column `question`") && error.contains("id, answer"),
            "{error}"
        );
    }
}
