//! Computes cubes: tables are read once for all KPIs whose SELECT could be taken apart,
//! and for each of the others.

use std::collections::BTreeMap;

use rusqlite::{Connection, ErrorCode};

use super::cube::Cube;
use super::numbers::Numbers;
use super::scan::Scan;
use super::source::{Arm, Names, Source};
use crate::facts::among::Among;

/// What came of computing a KPI's cube; the error is one of its SELECT.
pub(crate) type Computed = rusqlite::Result<Cube>;

/// What a KPI takes of a table, behind its place among those that are summed.
type Taken<'s> = (usize, (Names, &'s Arm));

/// What sums are made of.
pub(super) struct Summing<'a> {
    pub(super) db: &'a Connection,
    pub(super) numbers: &'a Numbers,
    pub(super) among: Among<'a>,
    /// The tables that hold any such facts.
    pub(super) tables: &'a [&'static str],
}

impl Summing<'_> {
    /// The cubes of some KPIs, in their order.
    pub(super) fn cubes(&self, sources: &[&Source]) -> rusqlite::Result<Vec<Computed>> {
        let mut cubes: Vec<Option<Cube>> = sources.iter().map(|_| None).collect();
        for (place, source) in sources.iter().enumerate() {
            // The others are read below, by their own SELECT.
            if !source.arms.is_empty() {
                cubes[place] = Some(Cube::default());
            }
        }
        for (table, arms) in self.by_table(sources) {
            let (places, arms): (Vec<usize>, Vec<(Names, &Arm)>) = arms.into_iter().unzip();
            let scan = Scan::of_table(table, &arms, self.among);
            match scan.run(self.db, self.numbers) {
                Ok(summed) => {
                    for (place, summed) in places.into_iter().zip(summed) {
                        if let Some(cube) = &mut cubes[place] {
                            cube.add_all(summed, 1);
                        }
                    }
                }
                // One of them is to blame, which is found by asking each alone.
                Err(error) if is_of_the_select(&error) => {
                    places.into_iter().for_each(|place| cubes[place] = None);
                }
                Err(error) => return Err(error),
            }
        }
        let cubes = sources.iter().zip(cubes);
        cubes
            .map(|(source, cube)| cube.map_or_else(|| self.alone(source), |cube| Ok(Ok(cube))))
            .collect()
    }

    /// What is taken of each table, with the place of the KPI that takes it.
    fn by_table<'s>(&self, sources: &[&'s Source]) -> BTreeMap<&'s str, Vec<Taken<'s>>> {
        let mut tables: BTreeMap<&str, Vec<Taken<'_>>> = BTreeMap::new();
        for (place, source) in sources.iter().enumerate() {
            for arm in &source.arms {
                if self.tables.contains(&arm.table.as_str()) {
                    let taken = (place, (source.names, arm));
                    tables.entry(&arm.table).or_default().push(taken);
                }
            }
        }
        tables
    }

    fn alone(&self, source: &Source) -> rusqlite::Result<Computed> {
        if !source
            .tables
            .iter()
            .any(|table| self.tables.contains(table))
        {
            return Ok(Ok(Cube::default()));
        }
        match Scan::of_source(source, self.among).run(self.db, self.numbers) {
            Ok(cubes) => Ok(Ok(cubes.into_iter().next().unwrap_or_default())),
            Err(error) if is_of_the_select(&error) => Ok(Err(error)),
            Err(error) => Err(error),
        }
    }
}

/// Whether a SELECT is to blame for an error, and not the file or the disk.
fn is_of_the_select(error: &rusqlite::Error) -> bool {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => matches!(
            failure.code,
            ErrorCode::Unknown | ErrorCode::TooBig | ErrorCode::TypeMismatch
        ),
        rusqlite::Error::SqlInputError { .. }
        | rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::InvalidParameterCount(..)
        | rusqlite::Error::InvalidColumnType(..) => true,
        _ => false,
    }
}
