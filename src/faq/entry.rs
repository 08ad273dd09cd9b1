//! One question and its answer, as stored and served.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::Lang;

/// An entry of the FAQ. Two entries are equal when nothing a reader or the
/// index could see differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Stable across imports: events and judgments name entries by it.
    pub id: String,
    pub question: String,
    /// HTML that was made safe: it may be put into a page as it is.
    pub answer: String,
    /// The same answer as plain text, for the index and for snippets.
    pub answer_text: String,
    /// Other ways in which people ask the question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternates: Vec<String>,
    pub lang: Lang,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default)]
    pub status: Status,
}

/// Where an entry is in its life. Only published entries are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Draft,
    #[default]
    Published,
    Archived,
}

/// A status that is none of the words we know.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown status `{0}`; known: published, draft, archived")]
pub struct UnknownStatus(pub String);

impl Status {
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::Published => "published",
            Status::Archived => "archived",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Status {
    type Err = UnknownStatus;

    /// Reads our own words and those that exports of other tools use.
    fn from_str(text: &str) -> Result<Status, UnknownStatus> {
        match text.trim().to_lowercase().as_str() {
            "" | "published" | "publish" | "public" | "live" | "active" | "publié" | "publie"
            | "publiée" | "en ligne" => Ok(Status::Published),
            "draft" | "brouillon" | "unpublished" | "pending" | "private" => Ok(Status::Draft),
            "archived" | "archive" | "archivé" | "archivée" | "deleted" | "trash" => {
                Ok(Status::Archived)
            }
            _ => Err(UnknownStatus(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_reads_back_as_it_was_written() {
        for status in [Status::Draft, Status::Published, Status::Archived] {
            assert_eq!(status.as_str().parse(), Ok(status));
        }
        assert_eq!(" Publié ".parse(), Ok(Status::Published));
        assert_eq!("Brouillon".parse(), Ok(Status::Draft));
    }

    #[test]
    fn a_status_nobody_knows_is_an_error() {
        assert!("perhaps".parse::<Status>().is_err());
    }
}
