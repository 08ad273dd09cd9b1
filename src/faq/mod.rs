//! The content we serve: entries, their versions, and the files they come from.
//!
//! The way in: bytes of a file → [`Draft`]s and [`Problem`]s ([`read()`]) →
//! [`Entry`] (answer made safe) → the tables of `content.db` ([`import()`]).
//! Readers are pure, the store alone touches SQLite, and nothing here knows
//! the search index: it follows [`content_version`].

mod answer;
mod draft;
mod entry;
mod import;
mod problem;
mod read;
mod store;

use crate::sqlite::Schema;

pub use draft::Draft;
pub use entry::{Entry, Status, UnknownStatus};
pub use import::{ImportOptions, ImportReport, import};
pub use problem::{Code, Problem};
pub use read::{Format, ReadError, Reading, read, read_folder};
pub use store::{Version, content_version, entries, entry, ids, published, versions};

/// The tables of `content.db` that hold entries.
pub const SCHEMA: Schema = Schema {
    module: "faq",
    steps: MIGRATIONS,
};

const MIGRATIONS: &[&str] = &[include_str!("migrations/0001_entries.sql")];
