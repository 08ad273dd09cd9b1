//! Raw text to terms, forms and scores. Pure: no I/O, no clock, no errors.
//!
//! The way of a text: [`segment`] cuts it into words, [`fold`] takes case and
//! accents away, [`analyzer`] adds stop words and stems. Spans always point
//! into the text as it was given. [`mask`] stands before all of this: it takes
//! personal data out before anything is kept.

pub mod analyzer;
pub mod cues;
pub mod distance;
pub mod fold;
pub mod language;
pub mod mask;
pub mod ngram;
pub mod segment;
pub mod sentiment;
mod stem;
pub mod stopwords;
pub mod vocabulary;

pub use analyzer::{Analyzer, Term};
pub use language::Lang;
