//! Lines of a stream: numbered, bounded, whatever their bytes.

use std::io::{self, BufRead};

/// Longest line, or record, that is read, in bytes. A longer one is skipped and named.
pub const LONGEST: usize = 16 << 20;

/// The byte order mark of UTF-8.
pub const BOM: &[u8] = b"\xef\xbb\xbf";

/// One line without its end (`\n` or `\r\n`), and its number from 1.
#[derive(Debug, PartialEq, Eq)]
pub struct Line<'a> {
    pub number: u64,
    pub text: Result<&'a str, Unreadable>,
}

/// Why a line, or a record, is not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("not UTF-8")]
    NotUtf8,
    #[error("longer than {LONGEST} bytes")]
    TooLong,
}

/// Reads lines into one buffer that is used again.
pub struct Lines<R> {
    input: R,
    number: u64,
    buffer: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    pub fn new(input: R) -> Lines<R> {
        Lines {
            input,
            number: 0,
            buffer: Vec::new(),
        }
    }

    /// The next line; `None` at the end of the stream.
    pub fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        self.buffer.clear();
        let Some(whole) = self.fill()? else {
            return Ok(None);
        };
        self.number += 1;
        let text = match whole {
            true => std::str::from_utf8(trimmed(&self.buffer, self.number))
                .map_err(|_| Unreadable::NotUtf8),
            false => Err(Unreadable::TooLong),
        };
        Ok(Some(Line {
            number: self.number,
            text,
        }))
    }

    /// Reads up to the next line end. `Some(false)`: the line was too long and
    /// its rest was dropped.
    fn fill(&mut self) -> io::Result<Option<bool>> {
        let (mut any, mut whole) = (false, true);
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                return Ok(any.then_some(whole));
            }
            any = true;
            let end = chunk.iter().position(|&byte| byte == b'\n');
            let part = &chunk[..end.unwrap_or(chunk.len())];
            whole &= self.buffer.len() + part.len() <= LONGEST;
            if whole {
                self.buffer.extend_from_slice(part);
            }
            let used = end.map_or(chunk.len(), |end| end + 1);
            self.input.consume(used);
            if end.is_some() {
                return Ok(Some(whole));
            }
        }
    }
}

fn trimmed(line: &[u8], number: u64) -> &[u8] {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match number {
        1 => line.strip_prefix(BOM).unwrap_or(line),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{LONGEST, Lines, Unreadable};
    use std::io::BufReader;

    #[track_caller]
    fn check(bytes: &[u8], expected: &[(u64, Result<&str, Unreadable>)]) {
        // A buffer of 3 bytes cuts every line in the middle.
        let mut lines = Lines::new(BufReader::with_capacity(3, bytes));
        let mut seen = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            seen.push((line.number, line.text.map(str::to_owned)));
        }
        let expected: Vec<_> = expected
            .iter()
            .map(|(number, text)| (*number, text.map(str::to_owned)))
            .collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn ends_of_lines_of_every_system_are_cut_and_the_last_needs_none() {
        check(b"", &[]);
        check(
            b"a\nbb\r\n\nc",
            &[(1, Ok("a")), (2, Ok("bb")), (3, Ok("")), (4, Ok("c"))],
        );
    }

    #[test]
    fn a_byte_order_mark_is_dropped_on_the_first_line_only() {
        check(
            "\u{feff}a\n\u{feff}b".as_bytes(),
            &[(1, Ok("a")), (2, Ok("\u{feff}b"))],
        );
    }

    #[test]
    fn a_line_that_is_not_text_is_named_and_the_next_is_read() {
        check(
            b"a\n\xff\nc",
            &[(1, Ok("a")), (2, Err(Unreadable::NotUtf8)), (3, Ok("c"))],
        );
    }

    #[test]
    fn a_line_without_end_does_not_fill_the_memory() {
        let mut bytes = vec![b'x'; LONGEST + 1];
        bytes.extend_from_slice(b"\nshort");
        let mut lines = Lines::new(&bytes[..]);
        assert_eq!(
            lines.next_line().unwrap().unwrap().text,
            Err(Unreadable::TooLong)
        );
        assert_eq!(lines.next_line().unwrap().unwrap().text, Ok("short"));
        assert!(lines.buffer.capacity() <= LONGEST + 1);
    }
}
