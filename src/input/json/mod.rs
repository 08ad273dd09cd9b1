//! The records of a file of JSON, cut apart before any of them is parsed: one a line,
//! the elements of a list, or objects one after the other over several lines.
//!
//! Because they are cut by their brackets, a broken one costs itself only, and all
//! can be parsed at once on several cores.

mod broken;
mod cutter;
mod scan;
mod shape;
pub mod sound;

use std::io::{self, BufRead};

use serde_json::Value;

use super::lines::{BOM, Lines};
pub use broken::{Broken, Why};
use cutter::Cutter;
use shape::Shape;

/// Where in a file a record begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub line: u64,
    /// Bytes of the line that stand before it.
    pub column: usize,
}

/// A record that nobody has parsed yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record<'a> {
    pub place: Place,
    pub text: &'a str,
}

/// Takes a record, or what stands in the place of one.
pub type Each<'a> = &'a mut dyn FnMut(Result<Record<'_>, Broken>);

impl Place {
    /// The value of the record of this text that begins here.
    pub fn parse(self, text: &str) -> Result<Value, Broken> {
        serde_json::from_str(text).map_err(|error| Broken::in_record(self, &error))
    }
}

impl Record<'_> {
    pub fn parse(self) -> Result<Value, Broken> {
        self.place.parse(self.text)
    }
}

/// Gives every record of a file, in order. Where one object holds all records, in a
/// list under one of the keys `lists`, they are the elements of that list.
pub fn each_record(mut input: impl BufRead, lists: &[&str], each: Each<'_>) -> io::Result<()> {
    if input.fill_buf()?.starts_with(BOM) {
        input.consume(BOM.len());
    }
    match Shape::of(input.fill_buf()?, lists) {
        Shape::Lines => each_line(input, each),
        Shape::Spread => each_cut(input, Cutter::new(each)),
        Shape::Held { before } => {
            let cutter = Cutter::within_object(&input.fill_buf()?[..before], each);
            input.consume(before);
            each_cut(input, cutter)
        }
    }
}

fn each_line(input: impl BufRead, each: Each<'_>) -> io::Result<()> {
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next_line()? {
        let place = Place {
            line: line.number,
            column: 0,
        };
        match line.text {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => each(Ok(Record { place, text })),
            Err(unreadable) => each(Err(Broken::at(place, unreadable))),
        }
    }
    Ok(())
}

fn each_cut(mut input: impl BufRead, mut cutter: Cutter<'_>) -> io::Result<()> {
    loop {
        let chunk = match input.fill_buf() {
            Ok([]) => break,
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        cutter.take(chunk);
        let used = chunk.len();
        input.consume(used);
    }
    cutter.finish();
    Ok(())
}

#[cfg(test)]
mod tests;
