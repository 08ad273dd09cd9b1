//! Tells from the beginning of a file which command reads it, for those who gave it to
//! another one: each of its records would be refused, and none would say why.

use serde_json::Value;

use crate::input::json::{Record, each_record};
use crate::input::lines::BOM;

/// A form of files.
pub(super) struct Form {
    /// The command that reads it.
    command: &'static str,
    /// What is in it, in words.
    holds: &'static str,
    /// Fields or columns that its records have, all those of one line.
    told_by: &'static [&'static [&'static str]],
}

const FORMS: [Form; 5] = [
    Form {
        command: "events",
        holds: "events in Vigie's own form",
        told_by: &[&["kind", "at"]],
    },
    Form {
        command: "ubi",
        holds: "a User Behavior Insights log",
        told_by: &[&["action_name"], &["user_query"]],
    },
    Form {
        command: "rasa",
        holds: "a Rasa log",
        told_by: &[&["sender_id", "event"]],
    },
    Form {
        command: "transcripts",
        holds: "conversations",
        told_by: &[
            &["turns"],
            &["messages"],
            &["utterances"],
            &["dialogue"],
            &["conversation_id", "text"],
            &["speaker", "text"],
        ],
    },
    Form {
        command: "faq",
        holds: "FAQ entries",
        told_by: &[
            &["question", "answer"],
            &["question", "réponse"],
            &["question", "reponse"],
            &["question", "alternates"],
        ],
    },
];

/// Why a file that begins like this is not for the command, if that is sure: it holds no
/// record of the command's form, and begins with one of another form.
pub(super) fn mistaken(command: &str, head: &[u8]) -> Option<String> {
    // Of a table it is said what its rows are, and its columns may be called anything.
    if command == "table" {
        let is_json = matches!(head.trim_ascii_start(), [b'{' | b'[', ..]);
        let why = "it holds JSON, and --kind and `vigie import contacts` are for tables (CSV)";
        return is_json.then(|| why.to_owned());
    }
    let records = records(head);
    let form = |record: &Vec<String>| FORMS.iter().find(|form| form.fits(record));
    let is_own = |record| form(record).is_some_and(|form| form.command == command);
    if records.iter().any(is_own) {
        return None;
    }
    let other = records.first().and_then(form)?;
    let Form { command, holds, .. } = other;
    Some(format!(
        "it holds {holds}, which `vigie import {command}` reads"
    ))
}

impl Form {
    fn fits(&self, record: &[String]) -> bool {
        let has = |name: &&str| record.iter().any(|field| field == name);
        self.told_by.iter().any(|names| names.iter().all(has))
    }
}

/// The names of the fields of each record; a table gives those of its columns.
fn records(head: &[u8]) -> Vec<Vec<String>> {
    let head = head.strip_prefix(BOM).unwrap_or(head);
    match head.trim_ascii_start() {
        [b'{' | b'[', ..] => {}
        [b'W', b'E', b'B', b'V', b'T', b'T', ..] => return vec![vec!["turns".to_owned()]],
        _ => return vec![columns(head)],
    }
    let mut records = Vec::new();
    // A slice can always be read; the last record in it may be cut off.
    let _ = each_record(head, &[], &mut |record| {
        records.push(match record.and_then(Record::parse) {
            Ok(Value::Object(fields)) => fields.into_iter().map(|(name, _)| name).collect(),
            _ => Vec::new(),
        });
    });
    records
}

fn columns(head: &[u8]) -> Vec<String> {
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let first = String::from_utf8_lossy(first).to_lowercase();
    let name = |name: &str| name.trim().trim_matches('"').to_owned();
    first.split([',', ';', '\t', '|']).map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENT: &str =
        r#"{"id":"1","kind":"survey","at":"2026-03-02T09:15:04Z","question":"?","answer":1}"#;
    const UBI: &str = r#"{"action_name":"click","query_id":"q"}"#;
    const RASA: &str = r#"{"event":"user","sender_id":"s"}"#;
    const TALK: &str = r#"{"id":"t","turns":[["U","bonjour"]]}"#;
    const ENTRY: &str = r#"{"id":"a","question":"Q","answer":"A"}"#;
    const OF_EACH: [(&str, &str); 5] = [
        ("events", EVENT),
        ("ubi", UBI),
        ("rasa", RASA),
        ("transcripts", TALK),
        ("faq", ENTRY),
    ];

    #[track_caller]
    fn check(command: &str, head: &str, expected: Option<&str>) {
        let said = mistaken(command, head.as_bytes());
        let named = expected.map(|other| format!("`vigie import {other}`"));
        assert_eq!(
            said.is_some(),
            named.is_some(),
            "{command} {head}: {said:?}"
        );
        assert!(named.is_none_or(|named| said.is_some_and(|said| said.contains(&named))));
    }

    #[test]
    fn a_table_may_have_any_columns_and_json_is_none() {
        check("table", "question;answer\n1;2\n", None);
        assert!(mistaken("table", EVENT.as_bytes()).is_some());
    }

    #[test]
    fn the_command_that_reads_a_file_is_named() {
        for (form, record) in OF_EACH {
            for (command, _) in OF_EACH {
                let other = Some(form).filter(|form| *form != command);
                check(command, &format!("{record}\n{record}"), other);
                check(command, &format!("[\n{record},\n{record}]"), other);
            }
        }
        check("events", "\u{feff}ID;Question;Réponse\n", Some("faq"));
        check(
            "faq",
            "conversation_id,turn,speaker,text\n",
            Some("transcripts"),
        );
        check("events", "WEBVTT\n", Some("transcripts"));
    }

    #[test]
    fn a_file_that_may_be_right_is_read() {
        check("events", "", None);
        check("events", "nonsense\n", None);
        check("events", &format!("{ENTRY}\n{EVENT}\n"), None);
        check("events", "{\"id\":\"1\"}\n", None);
        check("ubi", &format!("ubi_events\t{UBI}\n"), None);
        check("faq", "a,b\n1,2\n", None);
    }
}
