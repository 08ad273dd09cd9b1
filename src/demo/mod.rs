//! A made-up telecom operator and simulated visits over it, with known truth.
//!
//! [`content`] is the bundled site, [`simulate`] the visits. Nothing here
//! knows the fold or the index: what the simulator counts is what its
//! visitors decided, so that the product can be checked against it.

pub mod content;
pub mod simulate;
