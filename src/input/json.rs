//! JSON values of a stream, one at a time, each with its line.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::Value;

use super::lines::BOM;

/// How the records of a file of JSON are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One a line: read with [`Lines`](super::lines::Lines), so that a broken
    /// one costs one line.
    Lines,
    /// The elements of one array.
    Array,
    /// One after the other, each over several lines.
    Spread,
}

impl Shape {
    /// From the first bytes, of which only a byte order mark is taken.
    pub fn of(input: &mut impl BufRead) -> io::Result<Shape> {
        if input.fill_buf()?.starts_with(BOM) {
            input.consume(BOM.len());
        }
        Ok(match input.fill_buf()?.trim_ascii_start() {
            [b'[', ..] => Shape::Array,
            [b'{', b'\n' | b'\r', ..] => Shape::Spread,
            _ => Shape::Lines,
        })
    }
}

/// Where and why the stream could not be read further. What came before it was
/// given.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken {
    pub line: u64,
    pub message: String,
}

/// Calls `each` with every element of one array and the line on which it ends.
pub fn each_element(
    input: impl Read,
    each: &mut dyn FnMut(u64, Value),
) -> io::Result<Result<(), Broken>> {
    let line = Cell::new(1);
    let mut json = serde_json::Deserializer::from_reader(Counted { input, line: &line });
    let elements = Elements { line: &line, each };
    let read = elements.deserialize(&mut json).and_then(|()| json.end());
    broken(read)
}

/// Calls `each` with every value and the line on which it ends.
pub fn each_value(
    input: impl Read,
    each: &mut dyn FnMut(u64, Value),
) -> io::Result<Result<(), Broken>> {
    let line = Cell::new(1);
    let json = serde_json::Deserializer::from_reader(Counted { input, line: &line });
    let mut values = json.into_iter();
    let read = values.try_for_each(|value| {
        each(line.get(), value?);
        Ok(())
    });
    broken(read)
}

fn broken(read: serde_json::Result<()>) -> io::Result<Result<(), Broken>> {
    match read {
        Ok(()) => Ok(Ok(())),
        Err(error) if error.is_io() => Err(error.into()),
        Err(error) => Ok(Err(Broken {
            line: error.line() as u64,
            message: error.to_string(),
        })),
    }
}

struct Elements<'a> {
    line: &'a Cell<u64>,
    each: &'a mut dyn FnMut(u64, Value),
}

impl<'de> DeserializeSeed<'de> for Elements<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Elements<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(element) = elements.next_element()? {
            (self.each)(self.line.get(), element);
        }
        Ok(())
    }
}

/// Counts line ends as they are taken: serde_json says lines only in errors.
struct Counted<'a, R> {
    input: R,
    line: &'a Cell<u64>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let ends = buffer[..read].iter().filter(|&&byte| byte == b'\n').count();
        self.line.set(self.line.get() + ends as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Shape, each_element, each_value};

    #[track_caller]
    fn check(json: &str, elements: &[(u64, &str)], broken_at: Option<u64>) {
        let mut seen = Vec::new();
        let end = each_element(json.as_bytes(), &mut |line, value| {
            seen.push((line, value.to_string()));
        });
        let expected: Vec<_> = elements
            .iter()
            .map(|(l, v)| (*l, (*v).to_owned()))
            .collect();
        assert_eq!(seen, expected);
        assert_eq!(end.unwrap().err().map(|broken| broken.line), broken_at);
    }

    #[test]
    fn elements_come_with_the_line_on_which_they_end() {
        check("[]", &[], None);
        check(
            "[1,\n{\"a\":\n2}\n,3]\n",
            &[(1, "1"), (3, "{\"a\":2}"), (4, "3")],
            None,
        );
    }

    #[test]
    fn what_came_before_a_break_is_given() {
        check("[1,\n2,\n{,3]", &[(1, "1"), (2, "2")], Some(3));
        check("[1] [", &[(1, "1")], Some(1));
        check("{}", &[], Some(1));
    }

    #[test]
    fn a_deep_nest_is_an_error() {
        check(&"[".repeat(10_000), &[], Some(1));
    }

    #[test]
    fn values_over_several_lines_come_one_by_one() {
        let mut seen = Vec::new();
        let json = "{\n\"a\":1\n}\n{\n\"b\":2}\n{\n]";
        let end = each_value(json.as_bytes(), &mut |line, value| {
            seen.push((line, value.to_string()));
        });
        let expected = [(3, "{\"a\":1}"), (5, "{\"b\":2}")];
        assert_eq!(seen, expected.map(|(line, value)| (line, value.to_owned())));
        assert_eq!(end.unwrap().unwrap_err().line, 7);
    }

    #[track_caller]
    fn check_shape(mut file: &[u8], expected: Shape) {
        assert_eq!(Shape::of(&mut file).unwrap(), expected);
        assert!(!file.starts_with(b"\xef"));
    }

    #[test]
    fn the_first_bytes_tell_the_shape() {
        check_shape(b"", Shape::Lines);
        check_shape(b"\n{\"a\":1}", Shape::Lines);
        check_shape(b"ubi_events\t{", Shape::Lines);
        check_shape(b"\xef\xbb\xbf [\n", Shape::Array);
        check_shape(b"\xef\xbb\xbf{\r\n", Shape::Spread);
    }
}
