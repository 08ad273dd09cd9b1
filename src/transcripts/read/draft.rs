//! The last steps of every reader: the language, the first time, an id.
//!
//! What needs no order is done for many records at once, on all cores; the ids
//! of equal contents are numbered after it, in the order of the file.

use std::collections::HashMap;

use rayon::prelude::*;
use uuid::Uuid;

use super::{Each, Problem, json};
use crate::input::json::Place;
use crate::transcripts::Conversation;

/// Namespace of the ids derived from content: the UUIDv5 of
/// `vigie:conversation` under the null UUID. It never changes.
const NAMESPACE: Uuid = Uuid::from_u128(0xc078_c756_88fb_556a_9235_771f_2443_c1c0);

/// Records worked on at once, and bytes of JSON after which fewer are enough.
const PARCEL: usize = 1024;
const PARCEL_BYTES: usize = 4 << 20;

/// What a reader met on a line, from 1.
pub(super) struct Draft {
    pub(super) line: u64,
    pub(super) found: Found,
}

pub(super) enum Found {
    /// A record that nobody has parsed yet.
    Json {
        /// Bytes of the line that stand before it.
        column: usize,
        text: String,
    },
    Conversation(Conversation),
    Bad {
        code: &'static str,
        message: String,
    },
}

impl Draft {
    pub(super) fn bad(line: u64, code: &'static str, message: impl ToString) -> Draft {
        let message = message.to_string();
        Draft {
            line,
            found: Found::Bad { code, message },
        }
    }

    pub(super) fn conversation(line: u64, conversation: Conversation) -> Draft {
        Draft {
            line,
            found: Found::Conversation(conversation),
        }
    }

    /// What remains when all is done that needs no order.
    fn finished(self) -> Vec<Finished> {
        let Draft { line, found } = self;
        match found {
            Found::Json { column, text } => json::parse(Place { line, column }, &text)
                .into_iter()
                .flat_map(Draft::finished)
                .collect(),
            Found::Conversation(conversation) => vec![finished(line, conversation)],
            Found::Bad { code, message } => vec![Finished::Bad(line, code, message)],
        }
    }
}

enum Finished {
    Named(Conversation),
    /// With the hash of its content.
    Nameless(Conversation, Uuid),
    Bad(u64, &'static str, String),
}

/// Turns without words (a click, a picture) stay; a conversation of nothing else
/// says nothing.
fn finished(line: u64, mut conversation: Conversation) -> Finished {
    let mut turns = conversation.turns.iter();
    if turns.all(|turn| turn.text.trim().is_empty()) {
        let message = "the conversation has no text".to_owned();
        return Finished::Bad(line, "no_turns", message);
    }
    let first = conversation.turns.iter().filter_map(|turn| turn.at).min();
    conversation.at = conversation.at.or(first);
    conversation.lang = conversation.language();
    if conversation.id.trim().is_empty() {
        let content = content(&conversation);
        return Finished::Nameless(conversation, content);
    }
    Finished::Named(conversation)
}

fn content(conversation: &Conversation) -> Uuid {
    let mut content = String::new();
    for turn in &conversation.turns {
        let at = turn.at.unwrap_or_default();
        content.push_str(&format!("{} {at} {}\n", turn.speaker.as_str(), turn.text));
    }
    Uuid::new_v5(&NAMESPACE, content.as_bytes())
}

/// Gives finished conversations and problems of one file to the caller.
pub(super) struct Drafts<'a> {
    file: &'a str,
    each: Each<'a>,
    waiting: Vec<Draft>,
    /// Bytes of unparsed JSON that wait.
    bytes: usize,
    /// How often each content without id was seen.
    derived: HashMap<Uuid, u32>,
}

impl<'a> Drafts<'a> {
    pub(super) fn new(file: &'a str, each: Each<'a>) -> Drafts<'a> {
        Drafts {
            file,
            each,
            waiting: Vec::with_capacity(PARCEL),
            bytes: 0,
            derived: HashMap::new(),
        }
    }

    pub(super) fn json(&mut self, Place { line, column }: Place, text: &str) {
        self.bytes += text.len();
        let text = text.to_owned();
        self.push(Draft {
            line,
            found: Found::Json { column, text },
        });
    }

    pub(super) fn problem(&mut self, line: u64, code: &'static str, message: impl ToString) {
        self.push(Draft::bad(line, code, message));
    }

    /// Takes a conversation that began on `line`.
    pub(super) fn finish(&mut self, line: u64, conversation: Conversation) {
        self.push(Draft::conversation(line, conversation));
    }

    fn push(&mut self, draft: Draft) {
        self.waiting.push(draft);
        if self.waiting.len() == PARCEL || self.bytes >= PARCEL_BYTES {
            self.hand_on();
        }
    }

    /// Gives what still waits.
    pub(super) fn hand_on(&mut self) {
        self.bytes = 0;
        let finished: Vec<Vec<Finished>> = self
            .waiting
            .par_drain(..)
            .with_min_len(16)
            .map(Draft::finished)
            .collect();
        for finished in finished.into_iter().flatten() {
            self.give(finished);
        }
    }

    fn give(&mut self, finished: Finished) {
        let conversation = match finished {
            Finished::Named(conversation) => Ok(conversation),
            Finished::Nameless(conversation, content) => Ok(Conversation {
                id: self.id(content),
                ..conversation
            }),
            Finished::Bad(line, code, message) => Err(Problem {
                file: self.file.to_owned(),
                line,
                code,
                message,
            }),
        };
        (self.each)(conversation);
    }

    /// The same content in the same file order has the same id again, and two
    /// equal conversations have two.
    fn id(&mut self, content: Uuid) -> String {
        let seen = self.derived.entry(content).or_default();
        *seen += 1;
        match *seen {
            1 => content.to_string(),
            times => Uuid::new_v5(&content, &times.to_le_bytes()).to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NAMESPACE;
    use uuid::Uuid;

    #[test]
    fn the_namespace_is_what_it_says() {
        assert_eq!(NAMESPACE, Uuid::new_v5(&Uuid::nil(), b"vigie:conversation"));
    }
}
