//! The fold: from the events of one client, or of one contact, to their facts.
//!
//! Pure functions over events that are at hand; the definitions are those of
//! the contract, section 2. Events in any order give the same facts.

mod activity;
mod acts;
pub(crate) mod client;
mod comment;
pub(crate) mod contact;
pub(crate) mod conversation;
mod course;
mod cut;
mod dialogue;
mod draft;
mod exact;
mod forms;
pub(crate) mod group;
mod intents;
mod reading;
mod review;
mod same_intent;
#[cfg(test)]
mod sample;
mod single;
mod survey;
pub(crate) mod talk;
mod walk;

pub(crate) use activity::{engages, is_of_agent};
pub(crate) use client::Folder;
pub(crate) use contact::{ContactTimes, Meetings};
pub(crate) use cut::SILENCE;
pub(crate) use group::Group;
