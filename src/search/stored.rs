//! What the index keeps to show a hit without asking anyone: the entry's id,
//! question, plain answer and address, and where the answer's words are.

use serde::{Deserialize, Serialize};

use super::words::{Token, fingerprint};
use crate::faq::Entry;

/// A content word of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Span {
    /// Bytes of the answer.
    pub(super) start: usize,
    pub(super) end: usize,
    /// See [`fingerprint`].
    pub(super) word: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) id: String,
    pub(super) question: String,
    pub(super) answer: String,
    pub(super) url: Option<String>,
    pub(super) spans: Vec<Span>,
}

impl Stored {
    pub(super) fn new(entry: &Entry, answer: &[Token]) -> Stored {
        let content = answer.iter().filter(|token| !token.is_small);
        Stored {
            id: entry.id.clone(),
            question: entry.question.clone(),
            answer: entry.answer_text.clone(),
            url: entry.url.clone(),
            spans: content.map(span).collect(),
        }
    }

    /// Lengths and numbers are little-endian; see [`Stored::from_bytes`].
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for text in [
            &self.id,
            &self.question,
            &self.answer,
            self.url.as_ref().unwrap_or(&String::new()),
        ] {
            bytes.extend(number(text.len()));
            bytes.extend(text.as_bytes());
        }
        for span in &self.spans {
            bytes.extend(number(span.start));
            bytes.extend(number(span.end));
            bytes.extend(span.word.to_le_bytes());
        }
        bytes
    }

    /// Reads what [`Stored::to_bytes`] wrote; nothing when it is damaged.
    pub(super) fn from_bytes(mut bytes: &[u8]) -> Option<Stored> {
        let id = text(&mut bytes)?;
        let question = text(&mut bytes)?;
        let answer = text(&mut bytes)?;
        let url = Some(text(&mut bytes)?).filter(|url| !url.is_empty());
        let mut spans = Vec::with_capacity(bytes.len() / 12);
        while !bytes.is_empty() {
            let (start, end) = (word(&mut bytes)? as usize, word(&mut bytes)? as usize);
            answer.get(start..end)?;
            spans.push(Span {
                start,
                end,
                word: word(&mut bytes)?,
            });
        }
        Some(Stored {
            id,
            question,
            answer,
            url,
            spans,
        })
    }
}

fn span(token: &Token) -> Span {
    Span {
        start: token.start,
        end: token.start + token.len,
        word: fingerprint(&token.key),
    }
}

fn number(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes()
}

fn word(bytes: &mut &[u8]) -> Option<u32> {
    let (head, rest) = bytes.split_first_chunk::<4>()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*head))
}

fn text(bytes: &mut &[u8]) -> Option<String> {
    let len = word(bytes)? as usize;
    let (head, rest) = bytes.split_at_checked(len)?;
    *bytes = rest;
    String::from_utf8(head.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_stored_reads_back_and_damage_is_noticed() {
        let stored = Stored {
            id: "a".into(),
            question: "Où ?".into(),
            answer: "Là-bas.".into(),
            url: None,
            spans: vec![Span {
                start: 0,
                end: 8,
                word: 7,
            }],
        };
        let bytes = stored.to_bytes();
        assert_eq!(Stored::from_bytes(&bytes), Some(stored));
        assert_eq!(Stored::from_bytes(&bytes[..bytes.len() - 1]), None);
        arbtest::arbtest(|u| {
            let _ = Stored::from_bytes(u.arbitrary()?);
            Ok(())
        });
    }
}
