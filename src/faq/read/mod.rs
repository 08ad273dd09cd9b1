//! Readers: a file's bytes to drafts and problems. They open nothing, apart
//! from the folder of Markdown files, and a bad record never stops the rest.

mod csv;
mod folder;
mod json;
mod markdown;

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Read};

use super::draft::{Draft, Remark};
use super::problem::{Code, Problem};
use crate::input::encoding::decode;
use crate::text::mask::mask;

pub use folder::read_folder;

/// Columns that are named of those that are not read.
const MOST_NAMED: usize = 10;

/// Forms of a FAQ file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    /// One array, one object that holds it, or one object after the other.
    Json,
    Markdown,
}

/// What a file, or a folder, held.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Records met, good and bad.
    pub read: u64,
    pub drafts: Vec<Draft>,
    pub problems: Vec<Problem>,
}

/// Why a file, which the caller names, could not be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    #[error(
        "its name does not tell a form we know; give .csv, .tsv, .json, .jsonl, .md or a folder of .md"
    )]
    UnknownFormat,
    #[error("could not read on")]
    Io(#[from] io::Error),
    #[error("could not read `{name}`")]
    InFolder { name: String, source: io::Error },
    #[error("{0}")]
    Malformed(String),
}

impl Format {
    /// The form that a file name tells; `.gz` at its end is passed over.
    pub fn of_name(name: &str) -> Option<Format> {
        let name = name.to_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        match name.rsplit_once('.')?.1 {
            "csv" | "tsv" | "txt" => Some(Format::Csv),
            "json" | "jsonl" | "ndjson" => Some(Format::Json),
            "md" | "markdown" => Some(Format::Markdown),
            _ => None,
        }
    }

    /// The form that a text without a name (standard input) seems to have.
    fn of_text(text: &str) -> Format {
        match text.trim_start().as_bytes() {
            [b'[' | b'{', ..] => Format::Json,
            [b'-', b'-', b'-', ..] | [b'#', ..] => Format::Markdown,
            _ => Format::Csv,
        }
    }
}

/// Reads one file. `name` tells its form (`-`, standard input, is looked at)
/// and is what problems are named by; `input` is already decompressed.
pub fn read(name: &str, mut input: impl Read) -> Result<Reading, ReadError> {
    let format = Format::of_name(name);
    if format.is_none() && name != "-" {
        return Err(ReadError::UnknownFormat);
    }
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let text = decode(&bytes);
    let mut records = Records::new(name);
    match format.unwrap_or_else(|| Format::of_text(&text)) {
        Format::Csv => csv::read(&text, &mut records)?,
        Format::Json => json::read(&text, &mut records)?,
        Format::Markdown => markdown::read(&text, name, &mut records),
    }
    Ok(records.finish())
}

/// The message shows nothing personal of a file that is none of ours.
fn malformed(message: impl ToString) -> ReadError {
    ReadError::Malformed(mask(&message.to_string()).into())
}

/// Gathers records as readers meet them, and applies the rules that all
/// forms share.
struct Records {
    /// The file being read; a folder changes it on the way.
    file: String,
    reading: Reading,
    /// Names that hold something we do not read, and where the first one was met.
    unread: BTreeSet<String>,
    first_unread: Option<(String, Option<u64>)>,
    /// The line that names the columns, where the form has one.
    header: Option<u64>,
    /// The files in the order in which they were read.
    files: Vec<String>,
}

impl Records {
    fn new(file: &str) -> Records {
        Records {
            file: file.to_owned(),
            reading: Reading::default(),
            unread: BTreeSet::new(),
            first_unread: None,
            header: None,
            files: Vec::new(),
        }
    }

    fn begin(&mut self, file: &str) {
        file.clone_into(&mut self.file);
        self.files.push(self.file.clone());
    }

    fn take(&mut self, mut draft: Draft, remarks: Vec<Remark>) {
        self.reading.read += 1;
        draft.file.clone_from(&self.file);
        for (code, message) in remarks {
            match code {
                Code::UnknownColumn => self.pass_over(message, draft.line),
                _ => self.problem(draft.line, code, message),
            }
        }
        if draft.question.trim().is_empty() {
            let id = draft
                .id
                .map(|id| format!(" (id `{id}`)"))
                .unwrap_or_default();
            self.problem(
                draft.line,
                Code::MissingQuestion,
                format!("no question{id}"),
            );
            return;
        }
        self.reading.drafts.push(draft);
    }

    fn refuse(&mut self, line: Option<u64>, message: impl ToString) {
        self.reading.read += 1;
        self.problem(line, Code::BadRecord, message.to_string());
    }

    fn problem(&mut self, line: Option<u64>, code: Code, message: String) {
        let file = self.file.clone();
        self.reading.problems.push(Problem {
            file,
            line,
            code,
            message: mask(&message).into(),
        });
    }

    /// Many records have the same columns: they are named once, all together.
    fn pass_over(&mut self, name: String, line: Option<u64>) {
        let file = &self.file;
        let line = self.header.or(line);
        self.first_unread
            .get_or_insert_with(|| (file.clone(), line));
        self.unread.insert(name);
    }

    fn name_unread(&mut self) {
        let Some((file, line)) = self.first_unread.take() else {
            return;
        };
        let names: Vec<&str> = self.unread.iter().map(String::as_str).collect();
        let shown = names[..names.len().min(MOST_NAMED)].join("`, `");
        let more = match names.len().saturating_sub(MOST_NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        self.file = file;
        self.problem(
            line,
            Code::UnknownColumn,
            format!("`{shown}`{more}: no column of an entry, passed over"),
        );
    }

    fn finish(mut self) -> Reading {
        self.name_unread();
        let drafts = std::mem::take(&mut self.reading.drafts);
        let mut place: HashMap<String, usize> = HashMap::new();
        for draft in drafts {
            let id = draft.id();
            if let Some(&at) = place.get(&id) {
                let earlier = std::mem::replace(&mut self.reading.drafts[at], draft);
                let message = format!("id `{id}` comes again later; the later one stands");
                self.file = earlier.file;
                self.problem(earlier.line, Code::DuplicateId, message);
            } else {
                place.insert(id, self.reading.drafts.len());
                self.reading.drafts.push(draft);
            }
        }
        let files = self.files;
        let place = |file: &String| files.iter().position(|read| read == file);
        let problems = &mut self.reading.problems;
        problems.sort_by_cached_key(|problem| (place(&problem.file), problem.line));
        self.reading
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn questions(reading: &Reading) -> Vec<&str> {
        reading
            .drafts
            .iter()
            .map(|draft| draft.question.as_str())
            .collect()
    }

    #[track_caller]
    fn check(name: &str, text: &str) {
        let reading = read(name, text.as_bytes()).unwrap();
        assert_eq!(questions(&reading), ["Q1", "Q2"], "{name}");
    }

    #[test]
    fn every_form_is_read_by_its_name_or_by_its_look() {
        let csv = "id;question;answer\n1;Q1;A\n2;Q2;A\n";
        let jsonl = "{\"id\":1,\"question\":\"Q1\"}\n\n{\"id\":2,\"question\":\"Q2\"}\n";
        let json = "[{\"id\":1,\"question\":\"Q1\"},{\"id\":2,\"question\":\"Q2\"}]";
        let inside = format!("{{\"version\":1,\"entries\":{json}}}");
        for (name, text) in [("faq.csv", csv), ("FAQ.JSONL", jsonl), ("x.json.gz", json)] {
            check(name, text);
            check("-", text);
        }
        check("x.json", &inside);
        check("-", &inside);
        check("x.json", jsonl);
    }

    #[test]
    fn a_form_nobody_knows_is_refused_with_those_we_do() {
        let error = read("faq.docx", &b""[..]).unwrap_err();
        assert!(error.to_string().contains(".jsonl"));
    }

    #[test]
    fn a_missing_question_is_named_and_the_rest_is_read() {
        let text = "id,question,answer\n1,,A\n2,Q2,A\n";
        let reading = read("f.csv", text.as_bytes()).unwrap();
        assert_eq!((reading.read, questions(&reading)), (2, vec!["Q2"]));
        let said = reading.problems[0].to_string();
        assert_eq!(said, "f.csv:2: missing_question: no question (id `1`)");
    }

    #[test]
    fn columns_that_are_not_read_are_named_once() {
        let text = "id,qestion,question,note,empty\n1,x,Q1,n,\n2,x,Q2,n,\n";
        let reading = read("f.csv", text.as_bytes()).unwrap();
        let said: Vec<_> = reading.problems.iter().map(Problem::to_string).collect();
        let expected =
            "f.csv:1: unknown_column: `note`, `qestion`: no column of an entry, passed over";
        assert_eq!(
            (questions(&reading), said),
            (vec!["Q1", "Q2"], vec![expected.to_owned()])
        );
    }

    #[test]
    fn of_two_records_with_one_id_the_later_stands_and_the_earlier_is_named() {
        let text = "id,question\n1,Q0\n2,Q2\n1,Q1\n";
        let reading = read("f.csv", text.as_bytes()).unwrap();
        assert_eq!(questions(&reading), ["Q1", "Q2"]);
        assert_eq!(reading.problems.len(), 1);
        assert_eq!(
            (reading.problems[0].line, reading.problems[0].code),
            (Some(2), Code::DuplicateId)
        );
    }

    #[test]
    fn problems_come_in_the_order_of_the_file() {
        let text = "id,question,note\n1,Q0,x\n2,,x\n1,Q1,x\n4,,x\n";
        let reading = read("f.csv", text.as_bytes()).unwrap();
        let lines: Vec<_> = reading.problems.iter().map(|p| p.line).collect();
        assert_eq!(lines, [1, 2, 3, 5].map(Some));
    }

    #[test]
    fn any_bytes_are_read_without_panic() {
        arbtest::arbtest(|u| {
            let bytes: Vec<u8> = u.arbitrary()?;
            for name in ["-", "a.csv", "a.json", "a.jsonl", "a.md"] {
                let _ = read(name, bytes.as_slice());
            }
            Ok(())
        });
    }
}
