//! What a file looks like of which nothing could be read, so that whoever gave a
//! wrong one sees it.

use crate::transcripts::Speaker;

/// How files begin that are no text.
const NO_TEXT: [(&[u8], &str); 6] = [
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an Office document or a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x1f\x8b", "a gzip file whose name does not end in .gz"),
    (b"\x89PNG", "a picture"),
    (b"SQLite format 3\0", "a SQLite database"),
];

/// What a file is that holds no text, told by its first bytes.
pub(super) fn no_text(head: &[u8]) -> Option<&'static str> {
    let is = |(begin, _): &&(&[u8], &str)| head.starts_with(begin);
    NO_TEXT.iter().find(is).map(|(_, name)| *name)
}

/// Bytes and lines that are looked at.
const MOST_BYTES: usize = 1 << 14;
const MOST_LINES: usize = 50;

/// What a text looks like that is not in a form which the command of this name reads.
pub(super) fn like(command: &str, head: &[u8]) -> Option<&'static str> {
    let head = String::from_utf8_lossy(&head[..head.len().min(MOST_BYTES)]);
    let text = head.trim_start_matches('\u{feff}').trim_start();
    let lines: Vec<&str> = text.lines().take(MOST_LINES).collect();
    let is_talk = command == "transcripts";
    let is_of_rows = matches!(command, "transcripts" | "faq" | "table");
    if text.starts_with('<') {
        Some("HTML or XML")
    } else if !is_talk && lines.iter().filter(|line| is_turn(line)).count() > 1 {
        Some("a conversation, which `vigie import transcripts` reads")
    } else if !is_of_rows && !text.starts_with(['{', '[']) && is_table(&lines) {
        Some(match command {
            "events" => {
                "a table (CSV): say with --kind what its rows are, or `vigie import contacts`"
            }
            _ => "a table (CSV)",
        })
    } else {
        None
    }
}

/// `Client : bonjour`, perhaps after a time in brackets.
fn is_turn(line: &str) -> bool {
    let line = line.split_once(']').map_or(line, |(_, rest)| rest).trim();
    let label = line.split_once(':').map(|(label, _)| label);
    let is_word = |label: &&str| label.len() < 40 && label.starts_with(char::is_alphabetic);
    label
        .filter(is_word)
        .and_then(Speaker::from_label)
        .is_some()
}

fn is_table(lines: &[&str]) -> bool {
    let [first, second, ..] = lines else {
        return false;
    };
    [',', ';', '\t', '|'].into_iter().any(|separator| {
        let times = first.matches(separator).count();
        times > 0 && second.matches(separator).count() == times
    })
}

#[cfg(test)]
mod tests {
    use super::{like, no_text};

    #[track_caller]
    fn check(command: &str, head: &str, expected: Option<&str>) {
        let said = like(command, head.as_bytes());
        assert_eq!(said.is_some(), expected.is_some(), "{head}: {said:?}");
        assert!(said.is_none_or(|said| expected.is_some_and(|word| said.contains(word))));
    }

    #[test]
    fn a_text_in_another_form_is_called_by_its_name() {
        let talk = "[09:15] Client : bonjour\nAgent : oui\n";
        check("events", talk, Some("conversation"));
        check("faq", talk, Some("conversation"));
        check("transcripts", talk, None);
        check("ubi", "\u{feff}id;query\n1;rib\n", Some("CSV"));
        check("faq", "id;query\n1;rib\n", None);
        check("table", "id;query\n1;rib\n", None);
        check("events", "id;query\n1;rib\n", Some("--kind"));
        check("events", "<!DOCTYPE html>\n", Some("HTML"));
    }

    #[test]
    fn what_nothing_tells_is_not_called_anything() {
        for head in ["", "{\"a\":1}\n", "note : une\nnote : deux\n", "a,b\nc\n"] {
            check("events", head, None);
        }
    }

    #[test]
    fn what_is_no_text_is_known_by_its_first_bytes() {
        assert_eq!(no_text(b"%PDF-1.7\n"), Some("a PDF"));
        assert_eq!(no_text(b"id,question\n"), None);
    }
}
