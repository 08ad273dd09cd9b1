//! Holds the cubes of two files of facts against each other.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use super::cells::read;
use super::{Sums, numbers};

/// Span, day, dimensions, when its rows can be judged, and whose they are.
type Name = (String, String, [String; 4], i64, Vec<u8>);

/// How many cells of the file at hand and of the one attached as `computed` differ.
///
/// KPI by KPI, so that memory holds one cube of each.
pub(crate) fn differing_cells(db: &Connection) -> rusqlite::Result<usize> {
    let mut statement =
        db.prepare("select kpi from main.cubes union select kpi from computed.cubes")?;
    let kpis = statement.query_map([], |row| row.get(0))?;
    let mut differing = 0;
    for kpi in kpis.collect::<rusqlite::Result<Vec<String>>>()? {
        let kept = cells(db, "main", &kpi)?;
        let mut computed = cells(db, "computed", &kpi)?;
        for (name, sums) in kept {
            let is_alike = computed.remove(&name).as_ref() == Some(&sums);
            differing += usize::from(!is_alike);
        }
        differing += computed.len();
    }
    Ok(differing)
}

/// A cube's cells, whatever parts they are kept in.
fn cells(db: &Connection, schema: &str, kpi: &str) -> rusqlite::Result<BTreeMap<Name, Sums>> {
    let crossings = numbers::all_of(db, schema)?;
    let person = format!("select name from {schema}.people where number = ?1");
    let mut person = db.prepare(&person)?;
    let mut cells: BTreeMap<Name, Sums> = BTreeMap::new();
    let sql = format!("select span, day, cells from {schema}.cubes where kpi = ?1");
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([kpi])?;
    while let Some(row) = rows.next()? {
        let (span, day): (String, String) = (row.get(0)?, row.get(1)?);
        for (place, sums) in read(row.get_ref(2)?.as_blob()?) {
            let names = crossings.get(place.crossing as usize).cloned();
            let whose = match i64::try_from(place.name) {
                Ok(number) if number > 0 => {
                    person.query_row([number], |row| row.get(0)).optional()?
                }
                _ => None,
            };
            // A value is its own name.
            let whose = whose.unwrap_or_else(|| place.name.to_be_bytes().to_vec());
            let (span, day) = (span.clone(), day.clone());
            let name = (span, day, names.unwrap_or_default(), place.judged_by, whose);
            cells.entry(name).or_default().add(&sums);
        }
    }
    cells.retain(|_, sums| !sums.is_nothing());
    Ok(cells)
}
