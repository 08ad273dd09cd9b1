//! Holds the cubes of two files of facts against each other.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::cells::read;
use super::{Sums, crossings};

/// Span, day, dimensions, and when its rows can be judged.
type Name = (String, String, [String; 4], i64);

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
    let crossings = crossings::all_of(db, schema)?;
    let mut cells: BTreeMap<Name, Sums> = BTreeMap::new();
    let sql = format!("select span, day, cells from {schema}.cubes where kpi = ?1");
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([kpi])?;
    while let Some(row) = rows.next()? {
        let (span, day): (String, String) = (row.get(0)?, row.get(1)?);
        for ((crossing, judged_by), sums) in read(row.get_ref(2)?.as_blob()?) {
            let names = crossings
                .get(crossing as usize)
                .cloned()
                .unwrap_or_default();
            let name = (span.clone(), day.clone(), names, judged_by);
            cells.entry(name).or_default().add(&sums);
        }
    }
    cells.retain(|_, sums| !sums.is_nothing());
    Ok(cells)
}
