//! What became of the records of a file.

use std::collections::BTreeMap;

use serde::Serialize;

/// What became of a file's records.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    pub read: u64,
    pub accepted: u64,
    pub duplicates: u64,
    pub conflicts: u64,
    pub refused: BTreeMap<&'static str, u64>,
    /// Of the duplicates, those that were damaged, and are whole again.
    #[serde(skip)]
    pub mended: u64,
    /// Of a table, its rows: a row of contacts becomes several records.
    #[serde(skip)]
    pub rows: u64,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.read += other.read;
        self.accepted += other.accepted;
        self.duplicates += other.duplicates;
        self.conflicts += other.conflicts;
        self.mended += other.mended;
        self.rows += other.rows;
        for (code, n) in other.refused {
            *self.refused.entry(code).or_default() += n;
        }
    }
}

impl Tally {
    /// Whether there were records, and every one was refused.
    pub fn is_in_vain(&self) -> bool {
        self.read > 0 && self.refusals() == self.read
    }

    /// How many were refused, for whatever reason.
    pub fn refusals(&self) -> u64 {
        self.refused.values().sum()
    }

    /// Counts one record as refused.
    pub fn refuse(&mut self, code: &'static str) {
        *self.refused.entry(code).or_default() += 1;
    }
}
