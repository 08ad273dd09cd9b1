//! Figures with a link: kept with all that they were computed from, found again, and
//! computed again.
//!
//! A link is the digest of what was asked: a KPI and its version, days, filters, the moment
//! of asking, the last event and transcript, and the settings that facts depend on. The
//! same question on the same data has the same link.

mod again;
mod kept;
mod store;

use crate::sqlite::Schema;

pub use again::{Again, Error, again, definition};
pub use kept::{Content, Identity, Kept};
pub use store::{edition, editions, find, keep, keep_editions};

/// The tables in the content's file.
pub const SCHEMA: Schema = Schema {
    module: "figures",
    steps: &["
        create table editions (
          kpi      text    not null,
          version  text    not null,
          body     text    not null check (json_valid(body)),
          kept_at  integer not null,  -- when it was first seen, UTC milliseconds
          seal     integer not null,
          primary key (kpi, version)
        ) strict, without rowid;
        create table figures (
          id       text    primary key,
          body     text    not null check (json_valid(body)),
          kept_at  integer not null,
          seal     integer not null
        ) strict, without rowid;"],
};
