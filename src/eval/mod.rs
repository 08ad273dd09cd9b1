//! Measures on labelled files; reads no site and writes nothing.

pub mod judgments;
pub mod metrics;
pub mod ranking;
pub mod search;
pub mod sentiment;
