//! JSON records of a stream, one at a time, each with its line.
//!
//! Records are cut apart by their brackets before any of them is parsed, so a broken
//! one costs itself and the rest is read.

mod splitter;

use std::io::{self, BufRead, ErrorKind};

use serde_json::Value;

use super::lines::BOM;
use splitter::Splitter;

/// How the records of a file of JSON are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One a line: read with [`Lines`](super::lines::Lines).
    Lines,
    /// The elements of an array, or objects over several lines: read with [`each_record`].
    Spread,
}

impl Shape {
    /// From the first bytes, of which only a byte order mark is taken.
    pub fn of(input: &mut impl BufRead) -> io::Result<Shape> {
        if input.fill_buf()?.starts_with(BOM) {
            input.consume(BOM.len());
        }
        let begin = input.fill_buf()?.trim_ascii_start();
        let is_spread = begin.starts_with(b"[") || goes_on_below(begin);
        Ok(if is_spread {
            Shape::Spread
        } else {
            Shape::Lines
        })
    }
}

/// Whether an object begins here that goes on after its first line. Where the next line
/// begins an object too, the first one is a broken line among others.
fn goes_on_below(begin: &[u8]) -> bool {
    let Some(end) = begin.iter().position(|byte| *byte == b'\n') else {
        return false;
    };
    let (first, below) = begin.split_at(end);
    let mut splitter = Splitter::default();
    first
        .iter()
        .for_each(|byte| splitter.take(*byte, &mut |_, _| ()));
    let next = below.trim_ascii_start().first();
    begin.starts_with(b"{") && splitter.is_within() && next.is_some_and(|byte| *byte != b'{')
}

/// Why what stands in the place of a record cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("the record does not end: a bracket is missing")]
    Open,
    #[error("a bracket closes another one than was opened")]
    Crossed,
    #[error("the record is longer than {} bytes", super::lines::LONGEST)]
    TooLong,
    #[error("the list does not end: its `]` is missing")]
    List,
}

/// Told of each record, not parsed yet, and the line on which it begins.
pub type EachRecord<'e> = &'e mut dyn FnMut(u64, Result<&[u8], Broken>);

/// Cuts the elements of arrays, and objects one after the other, out of a stream.
pub fn each_record(mut input: impl BufRead, each: EachRecord<'_>) -> io::Result<()> {
    let mut splitter = Splitter::default();
    loop {
        let chunk = match input.fill_buf() {
            Ok([]) => break,
            Ok(chunk) => chunk,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        chunk.iter().for_each(|byte| splitter.take(*byte, each));
        let used = chunk.len();
        input.consume(used);
    }
    splitter.end(each);
    Ok(())
}

/// [`each_record`], parsed; what cannot be is given as a message.
pub fn each_value(
    input: impl BufRead,
    each: &mut dyn FnMut(u64, Result<Value, String>),
) -> io::Result<()> {
    each_record(input, &mut |line, record| {
        let parsed = record.map_err(|broken| broken.to_string());
        each(
            line,
            parsed.and_then(|json| serde_json::from_slice(json).map_err(|error| in_place(&error))),
        );
    })
}

/// What is wrong with a record and where in it; most are one line, which needs no number.
pub fn in_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let cause = message.split(" at line ").next().unwrap_or(&message);
    match error.line() {
        0 | 1 => format!("{cause} at column {}", error.column()),
        line => format!("{cause} at its line {line}, column {}", error.column()),
    }
}

#[cfg(test)]
mod tests;
