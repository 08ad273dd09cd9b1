//! Foreign logs to events of our own form, one record at a time.
//!
//! An importer only translates. Checking, masking, hashing and appending are
//! the log's, so that an event is treated alike wherever it comes from.

mod fields;
mod ids;
mod rasa;
pub mod sheet;
mod ubi;

use std::fmt::Display;

use serde_json::{Map, Value};

use crate::input::json::Broken;
pub use ids::NAMESPACE;
pub use rasa::rasa;
pub use ubi::{FirstPosition, ubi, ubi_counted_from};

/// An event in native form, with an id, not checked yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Line of the file on which it begins, from 1.
    pub line: u64,
    pub event: Map<String, Value>,
}

/// A record that could not be translated. Codes are stable; messages are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub line: u64,
    pub code: &'static str,
    pub message: String,
}

impl Refusal {
    fn new(line: u64, code: &'static str, message: impl Display) -> Refusal {
        let message = message.to_string();
        Refusal {
            line,
            code,
            message,
        }
    }
}

impl From<Broken> for Refusal {
    fn from(broken: Broken) -> Refusal {
        Refusal::new(broken.line, broken.why.code(), broken.why)
    }
}

/// Takes what an importer read, in the order of the file.
type Each<'a> = &'a mut dyn FnMut(Result<Record, Refusal>);

/// What an importer reads of a file: events with the lines they begin on, and refusals.
#[cfg(test)]
#[allow(clippy::type_complexity)] // a name for it would be said once
fn all_of(
    import: impl FnOnce(&[u8], Each<'_>) -> std::io::Result<()>,
    file: impl AsRef<[u8]>,
) -> Vec<Result<(u64, Value), (u64, &'static str)>> {
    let mut seen = Vec::new();
    let mut each = |record: Result<Record, Refusal>| {
        seen.push(match record {
            Ok(record) => Ok((record.line, record.event.into())),
            Err(refusal) => Err((refusal.line, refusal.code)),
        });
    };
    let read = import(file.as_ref(), &mut each);
    assert!(read.is_ok(), "{read:?}");
    seen
}

/// Why one record is refused, before its line is known.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("`{0}` is missing or empty")]
    MissingField(&'static str),
    #[error("{0} is not a time")]
    BadTime(String),
    #[error("the record is not an object")]
    NotAnObject,
    #[error("neither a query nor an event: no `user_query`, no `action_name`")]
    UnknownType,
    #[error("`{0}` lines of a bulk request are not read")]
    Unsupported(String),
}

impl Fault {
    fn code(&self) -> &'static str {
        match self {
            Fault::MissingField(_) => "missing_field",
            Fault::BadTime(_) => "bad_time",
            Fault::NotAnObject => "not_an_object",
            Fault::UnknownType => "unknown_type",
            Fault::Unsupported(_) => "unsupported",
        }
    }

    fn on_line(self, line: u64) -> Refusal {
        Refusal::new(line, self.code(), &self)
    }
}
