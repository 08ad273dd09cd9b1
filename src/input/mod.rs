//! What every importer needs before it knows a format: lines of a stream, records
//! of JSON, rows of tables, times as other systems write them, encodings.
//!
//! Nothing here keeps a whole file unless it says so, and nothing here trusts
//! the bytes: what cannot be read is a value, never a panic.

mod ahead;
pub mod encoding;
pub mod json;
pub mod lines;
pub mod open;
pub mod table;
pub mod tally;
pub mod time;
