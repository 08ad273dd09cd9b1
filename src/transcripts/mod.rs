//! Conversations from files: reading, keeping, counting.
//!
//! [`read`] turns seven layouts into one [`Conversation`]; [`store`] keeps them
//! masked in `content.db`; [`frequency`] counts their words. A chatbot's events
//! make a conversation too, and share the analysis.

pub mod feelings;
pub mod frequency;
pub mod intake;
mod label;
pub mod read;
mod speaker;
pub mod store;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::sqlite::Schema;
use crate::text::Lang;
use crate::text::mask::mask;
pub use speaker::Speaker;

/// The tables of `content.db` that hold conversations.
pub const SCHEMA: Schema = Schema {
    module: "transcripts",
    steps: store::MIGRATIONS,
};

/// What one speaker says before another speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    pub speaker: Speaker,
    pub text: String,
    /// When it was said: milliseconds since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
}

/// An exchange from its first turn to its last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Given by the file, else derived from the content.
    pub id: String,
    pub turns: Vec<Turn>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// When it began: milliseconds since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
}

impl Conversation {
    /// Takes personal data out of what is shown of it: its turns and its name.
    pub fn mask(&mut self) {
        let texts = self.turns.iter_mut().map(|turn| &mut turn.text);
        for text in texts.chain([&mut self.id]) {
            if let Cow::Owned(masked) = mask(text) {
                *text = masked;
            }
        }
    }

    /// The given language, else the one that its first turns are written in.
    pub fn language(&self) -> Option<Lang> {
        let texts = self.turns.iter().map(|turn| turn.text.as_str());
        self.lang.or_else(|| Lang::detect_in(texts))
    }
}
