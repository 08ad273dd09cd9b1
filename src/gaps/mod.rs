//! What people ask and do not find.

pub mod handoffs;
pub mod unanswered;
