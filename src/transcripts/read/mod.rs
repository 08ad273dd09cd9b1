//! Files to conversations. One bad record never stops the rest: it is a
//! [`Problem`] with its file and line.

mod columns;
mod cues;
mod draft;
mod format;
mod json;
mod plain;
mod table;
mod threads;

use std::io::{self, BufRead};

use serde::Serialize;

use super::Conversation;
use crate::input::encoding::decode;
use draft::Drafts;
pub use format::Format;

/// A record that could not be read. Codes are stable; messages are not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub file: String,
    /// From 1.
    pub line: u64,
    pub code: &'static str,
    pub message: String,
}

/// Takes what a reader found, in the order of the file.
pub type Each<'a> = &'a mut dyn FnMut(Result<Conversation, Problem>);

/// Reads every conversation of `input`. `file` names it in problems and, when
/// `format` is not given, tells the format by its extension, else the content
/// does. JSON streams; the other layouts are held in memory.
pub fn read(
    mut input: impl BufRead,
    file: &str,
    format: Option<Format>,
    each: Each<'_>,
) -> io::Result<()> {
    let format = match format.or_else(|| Format::from_name(file)) {
        Some(format) => format,
        None => Format::from_content(input.fill_buf()?),
    };
    let mut drafts = Drafts::new(file, each);
    let mut whole = |read: fn(&str, &mut Drafts<'_>)| {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes)?;
        read(&decode(&bytes), &mut drafts);
        io::Result::Ok(())
    };
    match format {
        Format::Jsonl => json::read(input, &mut drafts)?,
        Format::Csv => whole(table::read)?,
        Format::Vtt | Format::Srt => whole(cues::read)?,
        Format::Text => whole(plain::read)?,
    }
    drafts.hand_on();
    Ok(())
}

#[cfg(test)]
mod tests;
