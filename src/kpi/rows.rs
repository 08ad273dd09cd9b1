//! The facts behind a figure, newest first: those that it counts, or those that it
//! leaves out; and rows of facts as they are, for other lists.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use super::definition::Kpi;
use super::query::{Query, counted, left_out};
use super::question::Question;
use super::run::Error;
use crate::hex::hex;

/// Rows of facts. In JSON each is an object by column; numbers and nulls stay what they are.
#[derive(Debug)]
pub struct Rows {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Value>>,
    /// How many there are, with those that a limit cut off.
    pub total: u64,
}

/// The very rows that a figure counts: the same SELECT, the same conditions.
pub fn of_counted(
    db: &Connection,
    kpi: &Kpi,
    question: &Question,
    limit: usize,
) -> Result<Rows, Error> {
    of(db, kpi, &counted(kpi, question, "*"), limit)
}

/// The rows that a figure leaves out; the first column, `because`, says why:
/// `left_out` for good, or `too_young` until `judged_at`.
pub fn of_left_out(
    db: &Connection,
    kpi: &Kpi,
    question: &Question,
    limit: usize,
) -> Result<Rows, Error> {
    of(db, kpi, &left_out(kpi, question), limit)
}

fn of(db: &Connection, kpi: &Kpi, query: &Query, limit: usize) -> Result<Rows, Error> {
    Rows::read(db, &query.sql, &query.values, "at desc", limit).map_err(|source| Error::Sqlite {
        kpi: kpi.name.clone(),
        source,
    })
}

impl Rows {
    /// A text of a row; none where there is no such column, or no text in it.
    pub fn text(&self, row: usize, column: &str) -> Option<&str> {
        match self.cell(row, column)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A whole number of a row, as moments are.
    pub fn whole(&self, row: usize, column: &str) -> Option<i64> {
        match self.cell(row, column)? {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    fn cell(&self, row: usize, column: &str) -> Option<&Value> {
        let place = self.columns.iter().position(|known| known == column)?;
        self.rows.get(row)?.get(place)
    }

    /// The first rows of a query in an order.
    pub fn read(
        db: &Connection,
        sql: &str,
        values: &[Value],
        order: &str,
        limit: usize,
    ) -> rusqlite::Result<Rows> {
        let mut statement = db.prepare(&format!("{sql} order by {order}"))?;
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut found = statement.query(params_from_iter(values))?;
        let mut rows = Vec::new();
        while rows.len() < limit
            && let Some(row) = found.next()?
        {
            let cells = (0..columns.len()).map(|column| row.get(column));
            rows.push(cells.collect::<rusqlite::Result<_>>()?);
        }
        let total = if rows.len() < limit {
            rows.len() as u64
        } else {
            let count = format!("select count(*) from ({sql})");
            db.query_row(&count, params_from_iter(values), |row| row.get(0))?
        };
        Ok(Rows {
            columns,
            rows,
            total,
        })
    }
}

impl Serialize for Rows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = &self.columns;
        let records = self.rows.iter().map(|cells| Record { columns, cells });
        let mut document = serializer.serialize_struct("Rows", 3)?;
        document.serialize_field("columns", columns)?;
        document.serialize_field("rows", &records.collect::<Vec<_>>())?;
        document.serialize_field("total", &self.total)?;
        document.end()
    }
}

struct Record<'r> {
    columns: &'r [String],
    cells: &'r [Value],
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            match cell {
                Value::Null => object.serialize_entry(column, &()),
                Value::Integer(number) => object.serialize_entry(column, number),
                Value::Real(number) => object.serialize_entry(column, number),
                Value::Text(text) => object.serialize_entry(column, text),
                Value::Blob(bytes) => object.serialize_entry(column, &hex(bytes)),
            }?;
        }
        object.end()
    }
}
