//! Rows by slice: each belongs to one value of the axis.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use rustc_hash::FxHashMap;

use super::query::Query;
use super::question::Axis;
use super::sums::Sums;
use crate::facts::cubes;
use crate::hex::hex;
use crate::period::Granularity;

/// Sums by the values of an axis, exact until they are taken.
pub(super) struct Slices<'a> {
    axis: Option<&'a Axis>,
    sums: BTreeMap<String, cubes::Sums>,
}

impl<'a> Slices<'a> {
    pub(super) fn new(axis: Option<&'a Axis>) -> Slices<'a> {
        Slices {
            axis,
            sums: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, name: String, sums: &cubes::Sums) {
        self.sums.entry(name).or_default().add(sums);
    }

    /// Adds the rows of a query that gives the axis's column, `num` and `den`.
    pub(super) fn add_rows(&mut self, db: &Connection, query: &Query) -> rusqlite::Result<()> {
        let mut sums: Vec<cubes::Sums> = Vec::new();
        let names = each_row(db, query, self.axis, |slice, row| {
            if slice == sums.len() {
                sums.push(cubes::Sums::default());
            }
            sums[slice].read(row, 1)
        })?;
        for (name, sums) in names.into_iter().zip(&sums) {
            self.add(name, sums);
        }
        Ok(())
    }

    pub(super) fn into_sums(self) -> BTreeMap<String, Sums> {
        let sums = self.sums.into_iter();
        sums.map(|(name, sums)| (name, Sums::from(&sums))).collect()
    }
}

impl From<&cubes::Sums> for Sums {
    fn from(sums: &cubes::Sums) -> Sums {
        let [num, den, num2, den2, numden] = sums.values();
        Sums {
            n: sums.n,
            num,
            den,
            num2,
            den2,
            numden,
        }
    }
}

/// Goes over the rows of a query, each with the number of its slice, which its first column
/// tells; returns the slices by number.
pub(super) fn each_row(
    db: &Connection,
    query: &Query,
    axis: Option<&Axis>,
    mut take: impl FnMut(usize, &Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<Vec<String>> {
    let mut numbers = Numbers::new(axis);
    let mut statement = db.prepare_cached(&query.sql)?;
    let mut rows = statement.query(params_from_iter(&query.values))?;
    while let Some(row) = rows.next()? {
        take(numbers.of(row)?, row)?;
    }
    Ok(numbers.names)
}

/// Numbers for slices, in the order in which rows name them.
struct Numbers<'a> {
    axis: Option<&'a Axis>,
    names: Vec<String>,
    /// By name.
    numbers: FxHashMap<String, usize>,
    /// By the text in the row, which is a day where slices are longer: many rows, few texts.
    known: FxHashMap<String, usize>,
}

impl Numbers<'_> {
    fn new(axis: Option<&Axis>) -> Numbers<'_> {
        Numbers {
            axis,
            names: Vec::new(),
            numbers: FxHashMap::default(),
            known: FxHashMap::default(),
        }
    }

    fn of(&mut self, row: &Row<'_>) -> rusqlite::Result<usize> {
        if let Ok(text) = row.get_ref(0)?.as_str()
            && let Some(number) = self.known.get(text)
        {
            return Ok(*number);
        }
        let value: Value = row.get(0)?;
        let is_text = matches!(value, Value::Text(_));
        let value = shown(value);
        let name = match self.axis {
            Some(Axis::Time(granularity)) => bucket(&value, *granularity),
            _ => value.clone(),
        };
        let number = self.number(name);
        if is_text {
            self.known.insert(value, number);
        }
        Ok(number)
    }

    fn number(&mut self, name: String) -> usize {
        *self.numbers.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            self.names.len() - 1
        })
    }
}

fn bucket(day: &str, granularity: Granularity) -> String {
    day.parse().map_or_else(
        |_| day.to_owned(),
        |day| granularity.bucket(day).to_string(),
    )
}

/// A value as the name of a slice.
pub(super) fn shown(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(value) => value.to_string(),
        Value::Real(value) => value.to_string(),
        Value::Text(value) => value,
        Value::Blob(value) => hex(&value),
    }
}
