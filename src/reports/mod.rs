//! Numbers for people: the report, as JSON and as text.

pub mod card;
pub mod definition;
pub mod glossary;
pub mod kinds;
pub mod language;
pub mod moment;
pub mod number;
pub mod quantity;
pub mod report;
pub mod rows;
mod table;
pub mod terminal;
pub mod unseen;
pub mod wording;

pub use card::Card;
pub use report::Report;
