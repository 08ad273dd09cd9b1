//! Checks on the tree itself: who may use whom, and what each file owes its readers.
//!
//! The tables here are the rules; `src/ARCHITECTURE.md` explains them. Only the
//! standard library, so that this runs in a moment.

#![allow(clippy::unwrap_used)]

mod architecture;
mod files;
mod imports;
mod kpis;
mod outside;
mod readme;
mod source;
