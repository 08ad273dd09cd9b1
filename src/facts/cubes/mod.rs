//! Sums of every KPI by days and months, so that a figure is a sum of few cells.
//!
//! A KPI is known here only as a name and a SELECT over tables of facts
//! that gives `day`, the four dimensions, `num` and `den`, and, where rows can
//! only be judged later, `judged_at`.

mod cells;
mod compare;
mod cube;
mod filling;
mod following;
mod notes;
mod numbers;
mod parts;
mod pieces;
mod scan;
mod source;
mod summing;
mod sums;

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use rusqlite::Connection;

use super::slice::Span;
use crate::period::{DAY, Millis};
use crate::sqlite;
pub(crate) use compare::differing_cells;
use cube::Packed;
pub(crate) use filling::Filling;
pub(crate) use following::Following;
pub use notes::is_kept;
pub(crate) use notes::{failed, kept};
use numbers::Numbers;
pub use numbers::{all as crossings, name_of};
pub use parts::{Cell, each, rows_by_crossing};
pub use scan::value_of_name;
pub use source::{Arm, Names, Source};
pub(crate) use summing::Computed;
pub use sums::{Exact, Sums};

/// The cubes of all sources over a file of facts that is committed, computed on as many
/// connections as there are cores.
pub(crate) fn all<'s>(path: &Path, sources: &'s [Source]) -> Result<All<'s>, super::Error> {
    let numbers = Numbers::none();
    let cubes: Vec<Vec<(&Source, rusqlite::Result<Packed>)>> = alike(sources)
        .into_par_iter()
        .map(|group| {
            let db = sqlite::open_read_only(path)?;
            let packed = pieces::packed(&db, &numbers, &group)?;
            Ok(group.into_iter().zip(packed).collect())
        })
        .collect::<Result<_, super::Error>>()?;
    let cubes = cubes.into_iter().flatten().collect();
    Ok(All { cubes, numbers })
}

/// The cubes of a new file of facts.
pub(crate) struct All<'s> {
    cubes: Vec<(&'s Source, rusqlite::Result<Packed>)>,
    numbers: Numbers,
}

impl All<'_> {
    pub(crate) fn store(self, db: &Connection) -> rusqlite::Result<()> {
        self.numbers.store(db)?;
        for (source, cube) in self.cubes {
            replace(db, source, cube)?;
        }
        Ok(())
    }
}

/// KPIs that are summed at a time: so many that a table is seldom read, so few that their
/// cells fit into memory and every core has some.
const AT_A_TIME: usize = 16;

/// The sources in groups of which each reads the same tables, and tells names apart or not.
fn alike(sources: &[Source]) -> Vec<Vec<&Source>> {
    let mut alike: BTreeMap<(&[&str], bool), Vec<&Source>> = BTreeMap::new();
    for source in sources {
        let key = (&*source.tables, source.names == Names::Nothing);
        alike.entry(key).or_default().push(source);
    }
    let groups = alike.values().flat_map(|group| group.chunks(AT_A_TIME));
    groups.map(<[&Source]>::to_vec).collect()
}

/// Puts a cube in its place; one that could not be computed leaves none.
fn replace(
    db: &Connection,
    source: &Source,
    packed: rusqlite::Result<Packed>,
) -> rusqlite::Result<()> {
    match packed {
        Ok(packed) => {
            notes::remove(db, &source.kpi)?;
            packed.store(db, &source.kpi)?;
            notes::set_kept(db, source)
        }
        Err(error) => notes::set_failed(db, source, &error),
    }
}

/// Fills what is missing, at once.
#[cfg(test)]
pub(crate) fn fill_missing(db: &Connection, sources: &[Source]) -> rusqlite::Result<()> {
    let (_, mut missing) = kept(db, sources)?;
    while let Some(mut filling) = Filling::of(&missing) {
        while !filling.go_on(db)? {}
        missing.drain(..AT_A_TIME.min(missing.len()));
    }
    Ok(())
}

/// The stretches of time whose rows share a cell, by when they can be judged: a day for
/// days, and for months a multiple of it.
const fn stretch(span: Span) -> Millis {
    match span {
        Span::Day => DAY,
        Span::Month => 32 * DAY,
    }
}

/// The last moment of the stretch in which a row can be judged; 0 stands for "at once".
pub fn judged_by(span: Span, judged_at: Millis) -> Millis {
    match judged_at {
        0 => 0,
        at => judged_from(span, at).saturating_add(stretch(span) - 1),
    }
}

/// The first moment of the stretch that a moment is in.
pub fn judged_from(span: Span, at: Millis) -> Millis {
    at.saturating_sub(at.rem_euclid(stretch(span)))
}
