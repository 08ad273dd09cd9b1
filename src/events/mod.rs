//! The event log: check, mask, append, read.
//!
//! An event arrives as JSON, is checked or refused with a code, has its people
//! hashed and its personal data masked, and only then is written. Nothing here
//! knows what events mean; that is `facts`.

pub mod bots;
pub mod check;
mod event_ref;
pub mod export;
pub mod fields;
pub mod import;
pub mod intake;
pub mod kind;
pub mod log;
pub mod pseudonym;
pub mod rejection;

pub use check::{Checker, Event, MAX_DEPTH};
pub use event_ref::EventRef;
pub use kind::Kind;
pub use log::{Log, Receipt};
pub use pseudonym::{Pseudonym, SiteKey};
pub use rejection::{Code, Rejection};
