//! What was wrong with a record, and where. Problems are values: a reader
//! returns them beside what it could read.

use std::fmt;

use serde::Serialize;

/// One thing a reader could not take as it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub file: String,
    /// Counted from 1; absent where the format gives none.
    pub line: Option<u64>,
    pub code: Code,
    pub message: String,
}

/// Kinds of problems. The words never change: scripts count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Code {
    /// The record could not be parsed.
    BadRecord,
    /// A record without a question.
    MissingQuestion,
    /// A later record of the same file has the same id and stands instead.
    DuplicateId,
    /// The entry was read in the language of the site.
    UnknownLang,
    /// The entry was read as a draft, so that it is not shown by mistake.
    UnknownStatus,
    /// The column, or key, was passed over. Told once a file.
    UnknownColumn,
}

impl Code {
    pub fn as_str(self) -> &'static str {
        match self {
            Code::BadRecord => "bad_record",
            Code::MissingQuestion => "missing_question",
            Code::DuplicateId => "duplicate_id",
            Code::UnknownLang => "unknown_lang",
            Code::UnknownStatus => "unknown_status",
            Code::UnknownColumn => "unknown_column",
        }
    }

    /// Whether the record was left out, rather than read with a remark.
    pub fn is_refusal(self) -> bool {
        !matches!(
            self,
            Code::UnknownLang | Code::UnknownStatus | Code::UnknownColumn
        )
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}: {}", self.code.as_str(), self.message)
    }
}
