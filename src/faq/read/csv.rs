//! CSV with a header line: columns found by name, separated by `,`, `;` or
//! tabs, whichever the header uses most.

use ::csv::{Position, StringRecord};
use serde_json::Value;

use super::{ReadError, Records};
use crate::faq::draft::Draft;

pub(super) fn read(text: &str, records: &mut Records) -> Result<(), ReadError> {
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|error| records.malformed(error))?
        .clone();
    if !has_question(&header) {
        // A file that is no CSV may be one line of any length.
        let columns: String = (header.iter().collect::<Vec<_>>().join(", "))
            .chars()
            .take(200)
            .collect();
        return Err(records.malformed(format!("no column `question` in the header: {columns}")));
    }
    let mut lines = Lines {
        text,
        at: 0,
        line: 1,
    };
    for record in reader.records() {
        match record {
            Ok(record) if record.iter().all(|field| field.trim().is_empty()) => {}
            Ok(record) => take(&header, &record, lines.of(record.position()), records),
            Err(error) => records.refuse(lines.of(error.position()), &error),
        }
    }
    Ok(())
}

/// Counts lines up to a record's first byte. The reader's own count is one
/// short where lines end in CR LF, and does not know skipped blank lines.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, position: Option<&Position>) -> Option<u64> {
        let bytes = self.text.as_bytes();
        let mut end = usize::try_from(position?.byte())
            .ok()?
            .clamp(self.at, bytes.len());
        while matches!(bytes.get(end), Some(b'\r' | b'\n')) {
            end += 1;
        }
        self.line += bytes[self.at..end]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count() as u64;
        self.at = end;
        Some(self.line)
    }
}

fn take(header: &StringRecord, record: &StringRecord, line: Option<u64>, records: &mut Records) {
    if record.len() > header.len() {
        let (found, expected) = (record.len(), header.len());
        return records.refuse(line, format!("{found} fields under {expected} columns"));
    }
    let mut draft = Draft {
        line,
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

/// The separator that the header line holds most of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => counts
                .iter_mut()
                .filter(|(sep, _)| *sep == byte)
                .for_each(|(_, n)| *n += 1),
        }
    }
    // `max_by_key` takes the last of equals; the comma is the default.
    counts
        .iter()
        .rev()
        .max_by_key(|(_, n)| *n)
        .map_or(b',', |(sep, _)| *sep)
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
