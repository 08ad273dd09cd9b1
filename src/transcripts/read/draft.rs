//! The last step of every reader: ids, first time, empty conversations.

use std::collections::HashMap;
use std::fmt::Display;

use uuid::Uuid;

use super::{Each, Problem};
use crate::transcripts::Conversation;

/// Namespace of the ids derived from content: the UUIDv5 of
/// `vigie:conversation` under the null UUID. It never changes.
const NAMESPACE: Uuid = Uuid::from_u128(0xc078_c756_88fb_556a_9235_771f_2443_c1c0);

/// Gives finished conversations and problems of one file to the caller.
pub(super) struct Drafts<'a> {
    file: &'a str,
    each: Each<'a>,
    /// How often each content without id was seen.
    derived: HashMap<Uuid, u32>,
}

impl<'a> Drafts<'a> {
    pub(super) fn new(file: &'a str, each: Each<'a>) -> Drafts<'a> {
        let derived = HashMap::new();
        Drafts {
            file,
            each,
            derived,
        }
    }

    pub(super) fn problem(&mut self, line: u64, code: &'static str, message: impl Display) {
        (self.each)(Err(Problem {
            file: self.file.to_owned(),
            line,
            code,
            message: message.to_string(),
        }));
    }

    /// Gives a conversation that began on `line`. Turns without words (a click,
    /// a picture) stay; a conversation of nothing else says nothing.
    pub(super) fn finish(&mut self, line: u64, mut conversation: Conversation) {
        if conversation
            .turns
            .iter()
            .all(|turn| turn.text.trim().is_empty())
        {
            return self.problem(line, "no_turns", "the conversation has no text");
        }
        if conversation.id.trim().is_empty() {
            conversation.id = self.id(&conversation);
        }
        let first = conversation.turns.iter().filter_map(|turn| turn.at).min();
        conversation.at = conversation.at.or(first);
        conversation.lang = conversation.language();
        (self.each)(Ok(conversation));
    }

    /// The same content in the same file order has the same id again, and two
    /// equal conversations have two.
    fn id(&mut self, conversation: &Conversation) -> String {
        let mut content = String::new();
        for turn in &conversation.turns {
            let at = turn.at.unwrap_or_default();
            content.push_str(&format!("{} {at} {}\n", turn.speaker.as_str(), turn.text));
        }
        let first = Uuid::new_v5(&NAMESPACE, content.as_bytes());
        let times = self.derived.entry(first).or_insert(0);
        *times += 1;
        match *times {
            1 => first.to_string(),
            times => Uuid::new_v5(&first, &times.to_le_bytes()).to_string(),
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
