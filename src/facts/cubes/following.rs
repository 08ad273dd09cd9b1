//! Cubes follow: the facts of whoever is concerned are summed before they change, and
//! after; the difference is added.

use rusqlite::Connection;

use super::cube::Cube;
use super::filling::Filling;
use super::notes;
use super::numbers::Numbers;
use super::source::Source;
use super::summing::{Computed, Summing};
use crate::facts::among::Among;

/// The cubes of the concerned facts, as they were before these changed.
pub(crate) struct Following<'s> {
    numbers: Numbers,
    kept: &'s [&'s Source],
    filling: Option<&'s Filling>,
    before: Vec<Computed>,
    /// Of those that are being filled: of the rows that were summed already.
    filling_before: Vec<Computed>,
}

impl<'s> Following<'s> {
    /// Sums the facts that are copied beside, in those tables.
    pub(crate) fn begin(
        db: &Connection,
        kept: &'s [&'s Source],
        filling: Option<&'s Filling>,
        tables: &[&'static str],
    ) -> rusqlite::Result<Following<'s>> {
        let mut following = Following {
            numbers: Numbers::load(db)?,
            kept,
            filling,
            before: Vec::new(),
            filling_before: Vec::new(),
        };
        (following.before, following.filling_before) = following.now(db, tables)?;
        Ok(following)
    }

    fn now(
        &self,
        db: &Connection,
        tables: &[&'static str],
    ) -> rusqlite::Result<(Vec<Computed>, Vec<Computed>)> {
        let summing = |among| Summing {
            db,
            numbers: &self.numbers,
            among,
            tables,
        };
        let kept = summing(Among::Concerned).cubes(self.kept)?;
        let filling = match self.filling {
            Some(filling) => {
                let sources: Vec<&Source> = filling.sources().collect();
                summing(Among::ConcernedUpTo(filling.marks())).cubes(&sources)?
            }
            None => Vec::new(),
        };
        Ok((kept, filling))
    }

    /// Adds to the tables what the facts, as they are now, have more than before; gives
    /// what those that are being filled have more.
    pub(crate) fn end(
        mut self,
        db: &Connection,
        tables: &[&'static str],
    ) -> rusqlite::Result<Vec<Computed>> {
        let (now, filling_now) = self.now(db, tables)?;
        self.numbers.store(db)?;
        let before = std::mem::take(&mut self.before).into_iter();
        for ((source, now), before) in self.kept.iter().zip(now).zip(before) {
            match change(now, before) {
                Ok(change) => change.packed().store(db, &source.kpi)?,
                Err(error) => notes::set_failed(db, source, &error)?,
            }
        }
        let changes = filling_now.into_iter().zip(self.filling_before);
        Ok(changes.map(|(now, before)| change(now, before)).collect())
    }
}

fn change(now: Computed, before: Computed) -> Computed {
    let mut change: Cube = now?;
    change.add_all(before?, -1);
    Ok(change)
}
