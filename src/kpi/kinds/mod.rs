//! Kinds whose figures are more than one slice's sums: each asks what it needs.

pub(super) mod formula;
pub(super) mod percentile;
pub(super) mod persons;
#[cfg(test)]
mod properties;
pub(super) mod share;
pub(super) mod stock;
#[cfg(test)]
mod tests;
