//! Which layout a file has.

use super::columns;
use crate::input::encoding::decode;

/// A layout of transcripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line, or one array of them.
    Jsonl,
    /// One turn a row, separated by comma, semicolon, tab or bar.
    Csv,
    /// `Client : …` and `Agent: …`.
    Text,
    /// WebVTT subtitles of a call.
    Vtt,
    /// SubRip subtitles of a call.
    Srt,
}

const EXTENSIONS: &[(&str, Format)] = &[
    ("jsonl", Format::Jsonl),
    ("ndjson", Format::Jsonl),
    ("json", Format::Jsonl),
    ("csv", Format::Csv),
    ("tsv", Format::Csv),
    ("txt", Format::Text),
    ("text", Format::Text),
    ("md", Format::Text),
    ("vtt", Format::Vtt),
    ("srt", Format::Srt),
];

impl Format {
    /// From a name or an extension alone (`calls.vtt.gz`, `vtt`), in any case.
    pub fn from_name(name: &str) -> Option<Format> {
        let name = name.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let extension = name.rsplit('.').next()?;
        let (_, format) = EXTENSIONS.iter().find(|(known, _)| *known == extension)?;
        Some(*format)
    }

    /// From the first bytes of a file.
    pub fn from_content(head: &[u8]) -> Format {
        let text = decode(head);
        let text = text.trim_start();
        let mut lines = text.lines();
        let (first, second) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
        if text.starts_with("WEBVTT") {
            Format::Vtt
        } else if first.contains("-->") || second.contains("-->") {
            Format::Srt
        } else if is_json(text) {
            Format::Jsonl
        } else if columns::has_header(first) {
            Format::Csv
        } else {
            Format::Text
        }
    }
}

/// `[09:15] Client : …` begins with a bracket too.
fn is_json(text: &str) -> bool {
    let inside = |text: &str| text.trim_start().starts_with(['{', '[', '"', ']']);
    text.starts_with('{') || text.strip_prefix('[').is_some_and(inside)
}

#[cfg(test)]
mod tests {
    use super::Format::{self, Csv, Jsonl, Srt, Text, Vtt};

    #[track_caller]
    fn check(content: &str, expected: Format) {
        assert_eq!(Format::from_content(content.as_bytes()), expected);
    }

    #[test]
    fn the_content_tells_the_format() {
        check("WEBVTT - call\n\n", Vtt);
        check("\u{feff}1\n00:00:01,000 --> 00:00:02,000\nhi", Srt);
        check("\n{\"id\":1}", Jsonl);
        check("[\n {\"id\":1}]", Jsonl);
        check("conversation_id;turn;speaker;text\n", Csv);
        check("Conversation,Locuteur,Texte\n", Csv);
        check("[09:15] Client : oui\n", Text);
        check("Client : oui, non\nAgent: yes", Text);
        check("", Text);
    }

    #[test]
    fn the_name_tells_it_without_opening() {
        assert_eq!(Format::from_name("a/Calls.VTT.gz"), Some(Vtt));
        assert_eq!(Format::from_name("srt"), Some(Srt));
        assert_eq!(Format::from_name("a.csv.bak"), None);
        assert_eq!(Format::from_name("-"), None);
    }
}
