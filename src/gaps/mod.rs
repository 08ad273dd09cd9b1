//! What people ask and do not find.

mod groups;
pub mod handoffs;
pub mod overused;
pub mod questions;
pub mod rare;
pub mod unanswered;
mod words;
