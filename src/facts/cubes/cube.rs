//! The sums of one KPI, in memory: read from its rows, written to the table.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};
use rustc_hash::FxHashMap;

#[derive(Clone, PartialEq, Eq, Hash, Default)]
struct Slice {
    /// Day, channel, language, application, theme, parted by a NUL, which no name holds.
    names: Vec<u8>,
}

#[derive(Clone, Copy, Default)]
struct Sums {
    n: i64,
    num: f64,
    den: f64,
    num2: f64,
    den2: f64,
    numden: f64,
    judged_at: i64,
}

/// The sums of one KPI by slice.
#[derive(Default)]
pub(super) struct Cube {
    slices: FxHashMap<Slice, Sums>,
}

impl Cube {
    /// Sums the rows of a query by slice.
    pub(super) fn of(db: &Connection, sql: &str) -> rusqlite::Result<Cube> {
        let mut cube = Cube::default();
        let mut statement = db.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut slice = Slice::default();
        while let Some(row) = rows.next()? {
            read_slice(row, &mut slice)?;
            let (num, den) = (number(row.get_ref(5)?), number(row.get_ref(6)?));
            let (Some(num), Some(den)) = (num, den) else {
                continue;
            };
            let judged_at: Option<i64> = row.get(7)?;
            match cube.slices.get_mut(&slice) {
                Some(sums) => sums.add(num, den, judged_at),
                None => {
                    let mut sums = Sums::default();
                    sums.add(num, den, judged_at);
                    cube.slices.insert(slice.clone(), sums);
                }
            }
        }
        Ok(cube)
    }

    /// Adds the sums to the table, or takes them away (`sign` -1).
    pub(super) fn store(&self, db: &Connection, kpi: &str, sign: i64) -> rusqlite::Result<()> {
        let mut statement = db.prepare_cached(
            "insert into cubes values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
             on conflict (kpi, day, channel, lang, application, theme) do update set
               n = n + excluded.n, num = num + excluded.num, den = den + excluded.den,
               num2 = num2 + excluded.num2, den2 = den2 + excluded.den2,
               numden = numden + excluded.numden",
        )?;
        let signed = sign as f64;
        for (slice, sums) in &self.slices {
            let names: Vec<&str> = slice.names().collect();
            statement.execute(params![
                kpi,
                names[0],
                names[1],
                names[2],
                names[3],
                names[4],
                sign * sums.n,
                stored(signed * sums.num),
                stored(signed * sums.den),
                stored(signed * sums.num2),
                stored(signed * sums.den2),
                stored(signed * sums.numden),
                sums.judged_at
            ])?;
        }
        Ok(())
    }
}

impl Slice {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.names
            .split(|byte| *byte == 0)
            .map(|name| std::str::from_utf8(name).unwrap_or_default())
    }
}

impl Sums {
    fn add(&mut self, num: f64, den: f64, judged_at: Option<i64>) {
        self.n += 1;
        self.num += num;
        self.den += den;
        self.num2 += num * num;
        self.den2 += den * den;
        self.numden += num * den;
        self.judged_at = self.judged_at.max(judged_at.unwrap_or(0));
    }
}

fn read_slice(row: &Row<'_>, slice: &mut Slice) -> rusqlite::Result<()> {
    slice.names.clear();
    for column in 0..5 {
        if column > 0 {
            slice.names.push(0);
        }
        if let ValueRef::Text(name) = row.get_ref(column)? {
            slice.names.extend_from_slice(name);
        }
    }
    Ok(())
}

fn number(value: ValueRef<'_>) -> Option<f64> {
    match value {
        ValueRef::Integer(value) => Some(value as f64),
        ValueRef::Real(value) => Some(value),
        _ => None,
    }
}

/// Whole numbers are stored as such, so that adding and taking away stays exact.
fn stored(sum: f64) -> rusqlite::types::Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if sum.fract() == 0.0 && sum.abs() < EXACT {
        rusqlite::types::Value::Integer(sum as i64)
    } else {
        rusqlite::types::Value::Real(sum)
    }
}
