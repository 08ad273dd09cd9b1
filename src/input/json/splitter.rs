//! Cuts records apart by their brackets, byte by byte, without parsing them.

use super::{Broken, EachRecord};
use crate::input::lines::LONGEST;

/// Bytes kept of what stands between records and belongs to none.
const MOST_STRAY: usize = 200;

/// Where the reading is.
pub(super) struct Splitter {
    line: u64,
    /// How far this line is indented, while nothing else was on it.
    indent: Option<usize>,
    in_list: bool,
    record: Option<Record>,
    /// Lines within records are indented no deeper than the records: their layout tells nothing.
    is_flat: bool,
}

/// A record that has begun.
struct Record {
    line: u64,
    /// How far it is indented, if it begins its line.
    indent: Option<usize>,
    bytes: Vec<u8>,
    /// The brackets that are open; none in what belongs to no record.
    open: Vec<u8>,
    in_string: bool,
    is_escaped: bool,
    is_too_long: bool,
}

impl Default for Splitter {
    fn default() -> Splitter {
        Splitter {
            line: 1,
            indent: Some(0),
            in_list: false,
            record: None,
            is_flat: false,
        }
    }
}

impl Splitter {
    pub(super) fn is_within(&self) -> bool {
        self.record.is_some()
    }

    pub(super) fn take(&mut self, byte: u8, each: EachRecord<'_>) {
        if self.begins_next(byte) {
            self.give(Err(Broken::Open), each);
        }
        match self.record.take() {
            None => self.between(byte, each),
            Some(record) if record.open.is_empty() => self.stray(record, byte, each),
            Some(record) => self.within(record, byte, each),
        }
        self.move_on(byte);
    }

    /// Gives what was begun and has no end.
    pub(super) fn end(&mut self, each: EachRecord<'_>) {
        match &self.record {
            Some(record) if !record.open.is_empty() => self.give(Err(Broken::Open), each),
            Some(_) => self.give(Ok(()), each),
            None => {}
        }
        if self.in_list {
            each(self.line, Err(Broken::List));
        }
    }

    /// Whether a record begins here although the last one has not ended: an object that
    /// begins a line, no deeper than the record did.
    fn begins_next(&mut self, byte: u8) -> bool {
        let (Some(record), Some(indent)) = (&self.record, self.indent) else {
            return false;
        };
        let is_no_deeper = record.indent.is_some_and(|own| indent <= own);
        if byte.is_ascii_whitespace() || !is_no_deeper || record.line == self.line {
            return false;
        }
        self.is_flat |= !matches!(byte, b'{' | b'}' | b']' | b',');
        byte == b'{' && !self.is_flat
    }

    fn between(&mut self, byte: u8, each: EachRecord<'_>) {
        match byte {
            b',' | b' ' | b'\t' | b'\r' | b'\n' => {}
            b'[' if !self.in_list => self.in_list = true,
            b']' if self.in_list => self.in_list = false,
            _ => {
                let record = Record::new(self.line, self.indent);
                match byte {
                    b'{' | b'[' => self.within(record, byte, each),
                    _ => self.stray(record, byte, each),
                }
            }
        }
    }

    /// Takes a byte of what belongs to no record: it ends where one begins.
    fn stray(&mut self, mut record: Record, byte: u8, each: EachRecord<'_>) {
        let is_end = matches!(byte, b'{' | b'[') || (byte == b']' && self.in_list);
        if is_end && !record.in_string {
            self.record = Some(record);
            self.give(Ok(()), each);
            return self.between(byte, each);
        }
        record.quote(byte);
        if record.bytes.len() < MOST_STRAY {
            record.bytes.push(byte);
        }
        self.record = Some(record);
    }

    fn within(&mut self, mut record: Record, byte: u8, each: EachRecord<'_>) {
        record.keep(byte);
        let was_in_string = record.in_string;
        record.quote(byte);
        let mut is_crossed = false;
        if !was_in_string {
            match byte {
                b'{' => record.open.push(b'}'),
                b'[' => record.open.push(b']'),
                b'}' | b']' => is_crossed = record.open.pop() != Some(byte),
                _ => {}
            }
        }
        let is_whole = record.open.is_empty();
        self.record = Some(record);
        if is_crossed {
            self.give(Err(Broken::Crossed), each);
        } else if is_whole {
            self.give(Ok(()), each);
        }
    }

    /// Gives the record, or why it is none.
    fn give(&mut self, ended: Result<(), Broken>, each: EachRecord<'_>) {
        if let Some(record) = self.record.take() {
            let ended = match record.is_too_long {
                true => Err(Broken::TooLong),
                false => ended,
            };
            each(record.line, ended.map(|()| without_comma(&record.bytes)));
        }
    }

    fn move_on(&mut self, byte: u8) {
        match byte {
            b'\n' => {
                self.line += 1;
                self.indent = Some(0);
            }
            b' ' | b'\t' => self.indent = self.indent.map(|indent| indent + 1),
            _ => self.indent = None,
        }
    }
}

/// What belongs to no record may have the comma before the next one at its end.
fn without_comma(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.trim_ascii_end();
    bytes.strip_suffix(b",").unwrap_or(bytes).trim_ascii_end()
}

impl Record {
    fn new(line: u64, indent: Option<usize>) -> Record {
        Record {
            line,
            indent,
            bytes: Vec::new(),
            open: Vec::new(),
            in_string: false,
            is_escaped: false,
            is_too_long: false,
        }
    }

    fn keep(&mut self, byte: u8) {
        if self.bytes.len() < LONGEST {
            self.bytes.push(byte);
        } else {
            self.is_too_long = true;
        }
    }

    /// Follows strings. JSON has no line ends in them: one that is left open ends there.
    fn quote(&mut self, byte: u8) {
        let ends = self.in_string && !self.is_escaped && byte == b'"';
        self.in_string = match byte {
            b'\n' => false,
            b'"' => !ends && (self.in_string || !self.is_escaped),
            _ => self.in_string,
        };
        self.is_escaped = self.in_string && !self.is_escaped && byte == b'\\';
    }
}
