//! Cuts records apart by their brackets, without parsing them.
//!
//! The next record begins with the first `{` that cannot stand within the one before:
//! in no valid one an object follows a whole value, or begins left of a record that is
//! indented. Only a list left open among records on one line takes them with it.

use super::scan::Scan;
use super::{Broken, Each, Place, Record, Why};
use crate::input::lines::{LONGEST, Unreadable};

/// Gathers the bytes of one record after the other.
pub(super) struct Cutter<'e> {
    each: Each<'e>,
    /// Where the next byte stands.
    here: Place,
    /// How far this line is indented, and whether nothing else was on it yet.
    indent: usize,
    is_line_start: bool,
    /// Within the list of all records.
    in_list: bool,
    /// The list is held by an object, which goes on after it.
    is_held: bool,
    record: Option<Begun>,
    scan: Scan,
    /// The bytes of the record.
    bytes: Vec<u8>,
}

/// A record that has begun.
struct Begun {
    at: Place,
    /// How far the line is indented on which it begins.
    indent: usize,
    /// Whether its second line is indented deeper than its first one.
    is_laid_out: Option<bool>,
    is_too_long: bool,
    /// What comes after the list in the object that holds it: nobody wants it.
    is_rest: bool,
}

impl<'e> Cutter<'e> {
    pub(super) fn new(each: Each<'e>) -> Cutter<'e> {
        Cutter {
            each,
            here: Place { line: 1, column: 0 },
            indent: 0,
            is_line_start: true,
            in_list: false,
            is_held: false,
            record: None,
            scan: Scan::default(),
            bytes: Vec::new(),
        }
    }

    /// Behind the beginning of a list that an object holds.
    pub(super) fn within_object(before: &[u8], each: Each<'e>) -> Cutter<'e> {
        let mut cutter = Cutter {
            in_list: true,
            is_held: true,
            ..Cutter::new(each)
        };
        before.iter().for_each(|byte| cutter.move_on(*byte));
        cutter
    }

    pub(super) fn take(&mut self, mut bytes: &[u8]) {
        loop {
            // Most bytes are words, which decide nothing.
            let (words, rest) = bytes.split_at(self.scan.words(bytes));
            self.keep(words);
            self.here.column += words.len();
            let Some((byte, rest)) = rest.split_first() else {
                return;
            };
            match self.record {
                Some(_) => self.within(*byte),
                None => self.between(*byte),
            }
            self.move_on(*byte);
            bytes = rest;
        }
    }

    /// Gives what was begun and has no end.
    pub(super) fn finish(mut self) {
        if self.record.is_some() {
            self.end();
        } else if self.in_list {
            (self.each)(Err(Broken::at(self.here, Why::OpenList)));
        }
    }

    fn between(&mut self, byte: u8) {
        match byte {
            b',' | b' ' | b'\t' | b'\r' | b'\n' => {}
            b'[' if !self.in_list => self.in_list = true,
            b']' if self.in_list => self.end_list(),
            _ => {
                self.begin(Scan::default(), false);
                self.add(byte);
            }
        }
    }

    fn end_list(&mut self) {
        self.in_list = false;
        if self.is_held {
            self.is_held = false;
            self.begin(Scan::in_object(), true);
        }
    }

    fn begin(&mut self, scan: Scan, is_rest: bool) {
        self.scan = scan;
        self.record = Some(Begun {
            at: self.here,
            indent: self.indent(),
            is_laid_out: None,
            is_too_long: false,
            is_rest,
        });
    }

    fn within(&mut self, byte: u8) {
        if self.is_next(byte) {
            self.end();
            return self.between(byte);
        }
        let was_open = self.scan.depth() > 0;
        self.add(byte);
        if was_open && self.scan.depth() == 0 {
            self.end();
        }
    }

    fn add(&mut self, byte: u8) {
        self.scan.take(byte);
        self.keep(&[byte]);
    }

    /// Whether the record has ended before this byte.
    fn is_next(&mut self, byte: u8) -> bool {
        if self.scan.in_string() {
            return false;
        }
        let stands_out = self.stands_out(byte);
        match byte {
            b'{' => stands_out || !self.scan.expects_object(),
            // A number, a word: whatever it is, it is no object.
            b',' | b'\n' | b']' => self.scan.depth() == 0,
            _ => false,
        }
    }

    /// Whether a byte begins a line no deeper than its record, which is laid out for reading:
    /// nothing of such a record stands there but its last bracket.
    fn stands_out(&mut self, byte: u8) -> bool {
        let indent = self.indent();
        match &mut self.record {
            Some(record) if self.is_line_start && !byte.is_ascii_whitespace() => {
                let is_deeper = indent > record.indent;
                let is_first = record.at.line == self.here.line;
                !is_first && *record.is_laid_out.get_or_insert(is_deeper) && !is_deeper
            }
            _ => false,
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        let Some(record) = &mut self.record else {
            return;
        };
        record.is_too_long |= self.bytes.len() + bytes.len() > LONGEST;
        if !record.is_too_long && !record.is_rest {
            self.bytes.extend_from_slice(bytes);
        }
    }

    /// Gives the record.
    fn end(&mut self) {
        if let Some(record) = self.record.take().filter(|record| !record.is_rest) {
            let text = match record.is_too_long {
                true => Err(Unreadable::TooLong),
                false => std::str::from_utf8(&self.bytes).map_err(|_| Unreadable::NotUtf8),
            };
            let place = record.at;
            (self.each)(match text {
                Ok(text) => Ok(Record {
                    place,
                    text: text.trim_ascii_end(),
                }),
                Err(unreadable) => Err(Broken::at(place, unreadable)),
            });
        }
        self.scan = Scan::default();
        self.bytes.clear();
    }

    fn indent(&self) -> usize {
        match self.is_line_start {
            true => self.here.column,
            false => self.indent,
        }
    }

    fn move_on(&mut self, byte: u8) {
        match byte {
            b'\n' => {
                self.here = Place {
                    line: self.here.line + 1,
                    column: 0,
                };
                self.is_line_start = true;
                return;
            }
            b' ' | b'\t' | b'\r' => {}
            _ => {
                self.indent = self.indent();
                self.is_line_start = false;
            }
        }
        self.here.column += 1;
    }
}
