//! The cubes of all facts: at once where cells are few, and piece by piece where each has a
//! name, so that memory holds the rows of a piece, beside the packed cells and the names of persons.

use rusqlite::Connection;

use super::cube::Packed;
use super::filling::last_row;
use super::numbers::Numbers;
use super::source::{Names, Source};
use super::summing::Summing;
use crate::facts::among::Among;
use crate::facts::concerned;

/// Rows that are summed at a time.
const PIECE: i64 = 100_000;

type Results = Vec<rusqlite::Result<Packed>>;

/// The cubes of some KPIs that read the same tables, and tell names apart or not.
pub(super) fn packed(
    db: &Connection,
    numbers: &Numbers,
    sources: &[&Source],
) -> rusqlite::Result<Results> {
    let named = sources.first().filter(|it| it.names != Names::Nothing);
    let Some(first) = named else {
        let tables: Vec<&'static str> = concerned::tables().collect();
        return summed(db, numbers, sources, Among::All, &tables);
    };
    let mut packed: Results = sources.iter().map(|_| Ok(Packed::default())).collect();
    for &table in &first.tables {
        for (after, until) in pieces(last_row(db, table)?) {
            let among = Among::Between {
                table,
                after,
                until,
            };
            let piece = summed(db, numbers, sources, among, &[table])?;
            for (all, piece) in packed.iter_mut().zip(piece) {
                match (&mut *all, piece) {
                    (Ok(all), Ok(piece)) => all.extend(piece),
                    (Ok(_), Err(error)) => *all = Err(error),
                    (Err(_), _) => {}
                }
            }
        }
    }
    Ok(packed)
}

fn summed(
    db: &Connection,
    numbers: &Numbers,
    sources: &[&Source],
    among: Among<'_>,
    tables: &[&'static str],
) -> rusqlite::Result<Results> {
    let summing = Summing {
        db,
        numbers,
        among,
        tables,
    };
    let cubes = summing.cubes(sources)?.into_iter();
    Ok(cubes.map(|cube| Ok(cube?.packed())).collect())
}

/// From behind which row to which.
fn pieces(last: i64) -> impl Iterator<Item = (i64, i64)> {
    let step = usize::try_from(PIECE).unwrap_or(usize::MAX);
    (0..last).step_by(step).map(|after| (after, after + PIECE))
}
