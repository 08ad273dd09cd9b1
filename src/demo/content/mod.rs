//! The bundled site: an invented operator, its help pages, the needs that no
//! page answers, and transcripts of its conversations.
//!
//! Everything is simulated and carries that label. The files are part of the
//! program, so reading them cannot fail; a test reads each of them.

use jiff::civil::Date;
use jiff::{Span, Timestamp, tz::TimeZone};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The invented operator.
pub const OPERATOR: &str = "Valrive";
/// To be shown in French wherever the demo is.
pub const LABEL_FR: &str = "Données simulées : Valrive est un opérateur inventé.";
/// To be shown in English wherever the demo is.
pub const LABEL_EN: &str = "Simulated data: Valrive is an invented operator.";

/// A bundled file, as an importer takes it.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// File name, with its extension.
    pub name: &'static str,
    /// The whole text.
    pub text: &'static str,
}

/// The help pages in French and in English, as JSONL.
pub const FAQ: [File; 2] = [
    File {
        name: "faq.fr.jsonl",
        text: include_str!("../../../data/demo/faq.fr.jsonl"),
    },
    File {
        name: "faq.en.jsonl",
        text: include_str!("../../../data/demo/faq.en.jsonl"),
    },
];

const GAPS: &str = include_str!("../../../data/demo/gaps.jsonl");
const CONVERSATIONS: &str = include_str!("../../../data/demo/conversations.jsonl");

/// A help page.
#[derive(Clone, Debug, Deserialize)]
pub struct Entry {
    pub id: String,
    pub lang: String,
    pub question: String,
    /// Markdown.
    pub answer: String,
    /// The question as customers type it.
    pub alternates: Vec<String>,
    /// The first is the entry's main theme.
    pub themes: Vec<String>,
    pub url: String,
}

/// A need that no page answers, on purpose.
#[derive(Clone, Debug, Deserialize)]
pub struct Gap {
    pub id: String,
    pub lang: String,
    pub title: String,
    pub theme: String,
    /// Words of this need that no page of the language holds, without accents.
    pub markers: Vec<String>,
    pub wordings: Vec<String>,
}

/// A conversation; its times count from the start of the demo.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Conversation {
    pub id: String,
    pub lang: String,
    pub channel: String,
    pub theme: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// ISO 8601 duration from the start of the demo; an instant once dated.
    pub at: String,
    pub simulated: bool,
    pub turns: Vec<Turn>,
}

/// One person's words in a conversation.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Turn {
    /// `customer`, `agent` or `bot`.
    pub speaker: String,
    pub text: String,
    /// ISO 8601 duration from the conversation's start; an instant once dated.
    pub at: String,
}

/// All help pages, French first.
pub fn entries() -> Vec<Entry> {
    FAQ.iter().flat_map(|file| rows(file.text)).collect()
}

/// All planted needs, French first.
pub fn gaps() -> Vec<Gap> {
    rows(GAPS)
}

/// All conversations, with times still relative.
pub fn conversations() -> Vec<Conversation> {
    rows(CONVERSATIONS)
}

/// All conversations as JSONL, with absolute times: day 0 is `first_day`, in UTC.
pub fn transcripts(first_day: Date) -> String {
    let mut text = String::new();
    for conversation in conversations() {
        let dated = dated(conversation, first_day);
        text.push_str(&serde_json::to_string(&dated).expect("plain strings become JSON"));
        text.push('\n');
    }
    text
}

fn dated(mut conversation: Conversation, first_day: Date) -> Conversation {
    let midnight = first_day
        .to_zoned(TimeZone::UTC)
        .expect("every day has a midnight in UTC");
    let start = midnight.timestamp() + hours_of(&conversation.at);
    for turn in &mut conversation.turns {
        turn.at = instant(start + hours_of(&turn.at));
    }
    conversation.at = instant(start);
    conversation
}

fn instant(at: Timestamp) -> String {
    format!("{at:.0}")
}

/// A duration in hours and less: an instant takes no days, whose length
/// depends on a zone.
fn hours_of(iso: &str) -> Span {
    let span: Span = iso
        .parse()
        .expect("bundled durations are checked by a test");
    let hours = i64::from(span.get_days()) * 24 + i64::from(span.get_hours());
    span.days(0).hours(hours)
}

fn rows<T: DeserializeOwned>(text: &str) -> Vec<T> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect("bundled rows are checked by a test"))
        .collect()
}

#[cfg(test)]
mod tests;
