//! Asks a KPI: its value over a period, filtered, by an axis; and the rows behind it.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use serde::Serialize;

use super::header::{Kind, Kpi};
use super::interval::{self, Sums};
use crate::hex::hex;
use crate::period::{Granularity, Millis, Period};

/// Which part of the facts is asked for; empty text is "not given", as in slices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    pub channel: Option<String>,
    pub lang: Option<String>,
    pub application: Option<String>,
    pub theme: Option<String>,
}

impl Filters {
    /// The dimensions asked for, with the value of each.
    pub fn given(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("channel", &self.channel),
            ("lang", &self.lang),
            ("application", &self.application),
            ("theme", &self.theme),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }
}

/// By what a KPI is sliced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Axis {
    Time(Granularity),
    /// One of the four dimensions, or any other column of the KPI's SELECT.
    Column(String),
}

const DIMENSIONS: [&str; 4] = ["channel", "lang", "application", "theme"];

impl Axis {
    pub fn parse(name: &str) -> Axis {
        match name {
            "day" => Axis::Time(Granularity::Day),
            "week" => Axis::Time(Granularity::Week),
            "month" => Axis::Time(Granularity::Month),
            name => Axis::Column(name.to_owned()),
        }
    }

    fn column(&self) -> &str {
        match self {
            Axis::Time(_) => "day",
            Axis::Column(name) => name,
        }
    }

    fn is_in_cubes(&self) -> bool {
        match self {
            Axis::Time(_) => true,
            Axis::Column(name) => DIMENSIONS.contains(&name.as_str()),
        }
    }
}

/// What is asked of a KPI.
#[derive(Clone, Debug)]
pub struct Question {
    pub period: Period,
    pub filters: Filters,
    /// Rows that can only be judged later than this do not count yet.
    pub as_of: Millis,
}

/// A KPI's value over a slice; nulls where nothing was counted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Figure {
    pub n: i64,
    pub num: f64,
    pub den: f64,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

impl Figure {
    pub(super) fn of(kind: Kind, sums: &Sums) -> Figure {
        let value = match kind {
            Kind::Sum => Some(sums.num),
            _ if sums.den == 0.0 => None,
            _ => Some(sums.num / sums.den),
        };
        let interval = match kind {
            Kind::Sum => None,
            Kind::Ratio if sums.is_share() => interval::wilson(sums.num, sums.den),
            Kind::Ratio | Kind::Mean => interval::ratio(sums),
        };
        Figure {
            n: sums.n,
            num: sums.num,
            den: sums.den,
            value,
            low: interval.map(|(low, _)| low),
            high: interval.map(|(_, high)| high),
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("`{kpi}` has no axis `{axis}`; it has {known}")]
    Axis {
        kpi: String,
        axis: String,
        known: String,
    },
    #[error("could not compute `{kpi}`")]
    Sqlite {
        kpi: String,
        source: rusqlite::Error,
    },
}

/// The value over the whole period.
pub fn total(db: &Connection, kpi: &Kpi, question: &Question) -> Result<Figure, Error> {
    let slices = slices(db, kpi, question, None)?;
    let sums = slices.into_values().next().unwrap_or_default();
    Ok(Figure::of(kpi.kind, &sums))
}

/// The value by an axis: days, weeks and months by their first day, empty text for "not given".
pub fn by(
    db: &Connection,
    kpi: &Kpi,
    question: &Question,
    axis: &Axis,
) -> Result<BTreeMap<String, Figure>, Error> {
    let slices = slices(db, kpi, question, Some(axis))?;
    Ok(slices
        .into_iter()
        .map(|(slice, sums)| (slice, Figure::of(kpi.kind, &sums)))
        .collect())
}

fn slices(
    db: &Connection,
    kpi: &Kpi,
    question: &Question,
    axis: Option<&Axis>,
) -> Result<BTreeMap<String, Sums>, Error> {
    let failed = |source| Error::Sqlite {
        kpi: kpi.name.clone(),
        source,
    };
    let mut slices = BTreeMap::new();
    let column = axis.map_or("''", Axis::column);
    if axis.is_none_or(Axis::is_in_cubes) {
        add(db, &closed_days(kpi, question, column), axis, &mut slices).map_err(failed)?;
        if kpi.window.is_some() {
            add(db, &open_days(kpi, question, column), axis, &mut slices).map_err(failed)?;
        }
    } else {
        known_column(db, kpi, column)?;
        add(
            db,
            &from_facts(kpi, question, column, ""),
            axis,
            &mut slices,
        )
        .map_err(failed)?;
    }
    Ok(slices)
}

fn known_column(db: &Connection, kpi: &Kpi, axis: &str) -> Result<(), Error> {
    let statement = db.prepare(&kpi.select).map_err(|source| Error::Sqlite {
        kpi: kpi.name.clone(),
        source,
    })?;
    let known: Vec<&str> = statement.column_names().collect();
    if known.contains(&axis) {
        return Ok(());
    }
    let hidden = ["at", "num", "den", "judged_at"];
    let axes: Vec<&str> = known
        .into_iter()
        .filter(|name| !hidden.contains(name))
        .collect();
    Err(Error::Axis {
        kpi: kpi.name.clone(),
        axis: axis.to_owned(),
        known: format!("{}, week, month", axes.join(", ")),
    })
}

/// SQL with its values.
struct Query {
    sql: String,
    values: Vec<Value>,
}

/// Days whose rows can all be judged are read from the cube.
fn closed_days(kpi: &Kpi, question: &Question, column: &str) -> Query {
    let mut query = Query {
        sql: format!(
            "select {column}, sum(n), sum(num), sum(den), sum(num2), sum(den2), sum(numden)
             from cubes where kpi = ? and day >= ? and day <= ?"
        ),
        values: vec![kpi.name.clone().into()],
    };
    query.values.extend(days(question));
    if kpi.window.is_some() {
        query
            .sql
            .push_str(&format!(" and day not in ({OPEN_DAYS})"));
        query.values.extend(open_days_values(kpi, question));
    }
    query.filter(question);
    query.sql.push_str(" group by 1");
    query
}

const OPEN_DAYS: &str =
    "select day from cubes where kpi = ? and day >= ? and day <= ? and judged_at > ?";

fn open_days_values(kpi: &Kpi, question: &Question) -> Vec<Value> {
    let mut values = vec![kpi.name.clone().into()];
    values.extend(days(question));
    values.push(question.as_of.into());
    values
}

/// Days with rows that wait to be judged are read from the facts.
fn open_days(kpi: &Kpi, question: &Question, column: &str) -> Query {
    let mut query = from_facts(kpi, question, column, &format!(" and day in ({OPEN_DAYS})"));
    let behind = query.values.len() - question.filters.given().count();
    let values = open_days_values(kpi, question);
    query.values.splice(behind..behind, values);
    query
}

fn from_facts(kpi: &Kpi, question: &Question, column: &str, more: &str) -> Query {
    let column = if column == "''" {
        column.to_owned()
    } else {
        format!("\"{column}\"")
    };
    let mut query = counted(
        kpi,
        question,
        &format!(
            "{column}, count(*), sum(num), sum(den), sum(num * num), sum(den * den), sum(num * den)"
        ),
    );
    query.sql.push_str(more);
    query.filter(question);
    query.sql.push_str(" group by 1");
    query
}

/// The KPI's rows that count for a question.
fn counted(kpi: &Kpi, question: &Question, columns: &str) -> Query {
    let mut query = Query {
        sql: format!(
            "select {columns} from ({}\n) where num is not null and den is not null
             and day >= ? and day <= ?",
            kpi.counted()
        ),
        values: days(question).to_vec(),
    };
    if kpi.window.is_some() {
        query.sql.push_str(" and coalesce(judged_at, 0) <= ?");
        query.values.push(question.as_of.into());
    }
    query
}

fn days(question: &Question) -> [Value; 2] {
    [
        question.period.from.to_string().into(),
        question.period.to.to_string().into(),
    ]
}

impl Query {
    fn filter(&mut self, question: &Question) {
        for (dimension, value) in question.filters.given() {
            self.sql
                .push_str(&format!(" and coalesce({dimension}, '') = ?"));
            self.values.push(value.to_owned().into());
        }
    }
}

fn add(
    db: &Connection,
    query: &Query,
    axis: Option<&Axis>,
    slices: &mut BTreeMap<String, Sums>,
) -> rusqlite::Result<()> {
    let mut statement = db.prepare_cached(&query.sql)?;
    let mut rows = statement.query(params_from_iter(&query.values))?;
    while let Some(row) = rows.next()? {
        let name = shown(row.get(0)?);
        let name = match axis {
            Some(Axis::Time(granularity)) => bucket(&name, *granularity),
            _ => name,
        };
        *slices.entry(name).or_default() += sums(row)?;
    }
    Ok(())
}

fn bucket(day: &str, granularity: Granularity) -> String {
    day.parse().map_or_else(
        |_| day.to_owned(),
        |day| granularity.bucket(day).to_string(),
    )
}

fn sums(row: &Row<'_>) -> rusqlite::Result<Sums> {
    Ok(Sums {
        n: row.get(1)?,
        num: row.get(2)?,
        den: row.get(3)?,
        num2: row.get(4)?,
        den2: row.get(5)?,
        numden: row.get(6)?,
    })
}

/// The facts behind a figure, newest first.
pub struct Rows {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// The very rows that a figure counts: the same SELECT, the same conditions.
pub fn rows(db: &Connection, kpi: &Kpi, question: &Question, limit: u32) -> Result<Rows, Error> {
    let mut query = counted(kpi, question, "*");
    query.filter(question);
    query.sql.push_str(" order by at desc limit ?");
    query.values.push(limit.into());
    read_rows(db, &query.sql, &query.values).map_err(|source| Error::Sqlite {
        kpi: kpi.name.clone(),
        source,
    })
}

/// The rows of a query as text.
pub fn read_rows(db: &Connection, sql: &str, values: &[Value]) -> rusqlite::Result<Rows> {
    let mut statement = db.prepare(sql)?;
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let width = columns.len();
    let rows = statement
        .query_map(params_from_iter(values), |row| {
            (0..width)
                .map(|column| Ok(shown(row.get(column)?)))
                .collect()
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Rows { columns, rows })
}

fn shown(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(value) => value.to_string(),
        Value::Real(value) => value.to_string(),
        Value::Text(value) => value,
        Value::Blob(value) => hex(&value),
    }
}
