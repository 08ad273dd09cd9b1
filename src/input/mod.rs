//! What every importer needs before it knows a format: lines of a stream, records
//! of JSON, rows of tables, encodings; times, numbers and durations as other systems
//! write them.
//!
//! Nothing here keeps a whole file unless it says so, and nothing here trusts
//! the bytes: what cannot be read is a value, never a panic.

mod ahead;
pub mod civil;
pub mod duration;
pub mod encoding;
pub mod json;
pub mod lines;
pub mod number;
pub mod open;
pub mod table;
pub mod tally;
pub mod time;
