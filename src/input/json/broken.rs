//! What stands in the place of a record, where in the file, and why it is none.

use serde_json::error::Category;

use super::Place;
use crate::input::lines::Unreadable;

/// What cannot be read as a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Broken {
    /// The line of the file on which it is broken, from 1.
    pub line: u64,
    pub why: Why,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error("the list does not end: its `]` is missing")]
    OpenList,
    /// Deeper than the parser goes.
    #[error("values are nested more than 127 deep")]
    TooDeep,
    #[error("an object has the same key twice")]
    KeyTwice,
    #[error("there are too many values in it")]
    TooManyParts,
    #[error("{0}")]
    NoJson(String),
}

impl Why {
    /// The code under which importers of other forms than our own count it.
    pub fn code(&self) -> &'static str {
        match self {
            Why::Unreadable(_) => "unreadable_line",
            _ => "bad_json",
        }
    }
}

impl Broken {
    pub(super) fn at(place: Place, why: impl Into<Why>) -> Broken {
        Broken {
            line: place.line,
            why: why.into(),
        }
    }

    /// Where in the file a record is broken. The parser counts from the record's beginning.
    pub(super) fn in_record(began: Place, error: &serde_json::Error) -> Broken {
        // It takes the end of a line for the beginning of the next one.
        let is_line_end = error.column() == 0;
        let below = error.line().saturating_sub(1 + usize::from(is_line_end));
        let column = match below {
            0 => began.column + error.column(),
            _ => error.column(),
        };
        Broken {
            line: began.line + below as u64,
            why: why(error, (!is_line_end).then_some(column)),
        }
    }
}

fn why(error: &serde_json::Error, column: Option<usize>) -> Why {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let what = match error.classify() {
        Category::Eof => "the record breaks off",
        _ => message.strip_suffix(&place).unwrap_or(&message),
    };
    if what == "recursion limit exceeded" {
        return Why::TooDeep;
    }
    Why::NoJson(match column {
        Some(column) => format!("{what} at column {column}"),
        None => format!("{what} at the end of the line"),
    })
}

#[cfg(test)]
mod tests {
    use super::{Place, Why};

    #[track_caller]
    fn check(text: &str, line: u64, why: &str) {
        let broken = Place { line: 7, column: 4 }.parse(text).err();
        let found = broken.map(|broken| (broken.line, broken.to_string()));
        assert_eq!(found, Some((line, why.to_owned())), "{text}");
    }

    #[test]
    fn the_place_of_an_error_is_that_in_the_file() {
        check("{\"a\" 1}", 7, "expected `:` at column 10");
        check("{\n \"a\": 1,\n \"b\" 2}", 9, "expected `:` at column 6");
        check("{\"a\":", 7, "the record breaks off at column 9");
        check(
            "{\"a\":\n",
            7,
            "the record breaks off at the end of the line",
        );
        let torn = "control character (\\u0000-\\u001F) found while parsing a string";
        check(
            "{\n \"a\": \"x\n}",
            8,
            &format!("{torn} at the end of the line"),
        );
    }

    #[test]
    fn what_is_too_deep_is_told_from_what_is_no_json() {
        let deep = "[".repeat(200) + &"]".repeat(200);
        let broken = Place { line: 1, column: 0 }.parse(&deep).err();
        assert_eq!(broken.map(|broken| broken.why), Some(Why::TooDeep));
    }
}
