//! What people ask and do not find.

pub mod handoffs;
pub mod questions;
pub mod unanswered;
