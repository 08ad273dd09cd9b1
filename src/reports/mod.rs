//! Numbers for people: the report, as JSON and as text.

pub mod language;
pub mod moment;
pub mod number;
pub mod report;
mod table;
pub mod terminal;

pub use report::Report;
