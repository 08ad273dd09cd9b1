//! Why an event is refused. Refusing is normal: it has a code, is named and counted.

use std::fmt;

/// What is wrong, as counted; codes never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Code {
    BadJson,
    NotAnObject,
    UnknownKind,
    MissingField,
    WrongType,
    /// A word outside the set that its field allows, a number outside its range.
    BadValue,
    BadTime,
    Future,
    Nul,
    TooLong,
    TooDeep,
    WrongSite,
}

impl Code {
    pub fn as_str(self) -> &'static str {
        match self {
            Code::BadJson => "bad_json",
            Code::NotAnObject => "not_an_object",
            Code::UnknownKind => "unknown_kind",
            Code::MissingField => "missing_field",
            Code::WrongType => "wrong_type",
            Code::BadValue => "bad_value",
            Code::BadTime => "bad_time",
            Code::Future => "future",
            Code::Nul => "nul",
            Code::TooLong => "too_long",
            Code::TooDeep => "too_deep",
            Code::WrongSite => "wrong_site",
        }
    }
}

/// An event that was not taken, and why, for a person to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    pub code: Code,
    pub message: String,
}

impl Rejection {
    pub fn new(code: Code, message: impl Into<String>) -> Rejection {
        Rejection {
            code,
            message: message.into(),
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.message)
    }
}
