//! The fold: from the events of one client, or of one contact, to their facts.
//!
//! Pure functions over events that are at hand; the definitions are those of
//! the contract, section 2. Events in any order give the same facts.

pub(crate) mod client;
pub(crate) mod contact;
pub(crate) mod conversation;
mod course;
mod cut;
mod forms;
mod same_intent;
pub(crate) mod talk;
mod walk;

pub(crate) use client::Folder;
pub(crate) use contact::ContactTimes;
