//! Goes over rows once and sums what several KPIs take of them.

use jiff::civil::Date;
use rusqlite::types::Type;
use rusqlite::{Connection, Row};
use rustc_hash::FxHashMap;

use super::crossings::Crossings;
use super::cube::Cube;
use super::source::{Arm, Source};
use super::sums::{Number, Unsummed};
use super::{Sums, judged_by};
use crate::facts::among::Among;
use crate::facts::slice::{Slice, Span};
use crate::period::Millis;

/// Columns of every row before the expressions: day and dimensions.
const SLICE: usize = 5;

/// A query of rows, and what each KPI takes of a row.
pub(super) struct Scan {
    sql: String,
    /// Columns behind those of the slice.
    columns: usize,
    takes: Vec<Take>,
}

/// By the number of its column, behind those of the slice.
struct Take {
    when: Option<usize>,
    num: Taken,
    den: Taken,
    judged_at: Option<usize>,
}

/// Mostly 1, which need not be asked.
#[derive(Clone, Copy)]
enum Taken {
    Column(usize),
    Constant(i64),
}

impl Scan {
    /// What arms of one table take of its rows; what several of them say alike is asked once.
    pub(super) fn of_table(table: &str, arms: &[&Arm], among: Among<'_>) -> Scan {
        let mut columns = Columns::default();
        let takes = arms.iter().map(|arm| Take {
            when: arm
                .when
                .as_ref()
                .map(|when| columns.add(&format!("({when}\n) is true"))),
            num: columns.taken(&arm.num),
            den: columns.taken(&arm.den),
            judged_at: arm.judged_at.as_ref().map(|at| columns.add(at)),
        });
        let takes = takes.collect();
        let expressions: String = columns
            .sql
            .iter()
            .map(|sql| format!(", ({sql}\n)"))
            .collect();
        Scan {
            sql: format!(
                "select day, channel, lang, application, theme{expressions} from {} as {table}",
                among.of(table)
            ),
            columns: columns.sql.len(),
            takes,
        }
    }

    /// One KPI's own SELECT.
    pub(super) fn of_source(source: &Source, among: Among<'_>) -> Scan {
        Scan {
            sql: source.rows(among),
            columns: 3,
            takes: vec![Take {
                when: None,
                num: Taken::Column(0),
                den: Taken::Column(1),
                judged_at: source.windowed.then_some(2),
            }],
        }
    }

    /// Sums the rows, for each take.
    pub(super) fn run(
        &self,
        db: &Connection,
        crossings: &Crossings,
    ) -> rusqlite::Result<Vec<Cube>> {
        let mut statement = db.prepare_cached(&self.sql)?;
        let mut rows = statement.query([])?;
        let mut sums = Summed::of(self, crossings);
        while let Some(row) = rows.next()? {
            sums.add(row)?;
        }
        Ok(sums.into_cubes())
    }
}

/// Expressions, each once.
#[derive(Default)]
struct Columns {
    sql: Vec<String>,
}

impl Columns {
    fn add(&mut self, sql: &str) -> usize {
        let known = self.sql.iter().position(|known| known == sql);
        known.unwrap_or_else(|| {
            self.sql.push(sql.to_owned());
            self.sql.len() - 1
        })
    }

    fn taken(&mut self, sql: &str) -> Taken {
        match sql.trim().parse() {
            Ok(number) => Taken::Constant(number),
            Err(_) => Taken::Column(self.add(sql)),
        }
    }
}

/// The sums of a scan by slice, as far as it went.
struct Summed<'s> {
    scan: &'s Scan,
    crossings: &'s Crossings,
    /// Numbers of slices, in the order in which rows name them.
    numbers: FxHashMap<Slice, usize>,
    /// Day and crossing of each; none where the day is none.
    slices: Vec<Option<(Date, u32)>>,
    /// Of each slice the sums of every take, side by side: a row adds to most of them.
    at_once: Vec<Sums>,
    /// Of each take the sums of rows that can only be judged later.
    later: Vec<FxHashMap<(usize, Millis), Sums>>,
    slice: Slice,
    /// What the row gives in each column.
    values: Vec<Result<Number, Unsummed>>,
}

impl<'s> Summed<'s> {
    fn of(scan: &'s Scan, crossings: &'s Crossings) -> Summed<'s> {
        Summed {
            scan,
            crossings,
            numbers: FxHashMap::default(),
            slices: Vec::new(),
            at_once: Vec::new(),
            later: scan.takes.iter().map(|_| FxHashMap::default()).collect(),
            slice: Slice::default(),
            values: Vec::with_capacity(scan.columns),
        }
    }

    fn add(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        self.slice.read(row)?;
        let slice = self.number();
        self.values.clear();
        for column in SLICE..SLICE + self.scan.columns {
            self.values.push(Number::of(row.get_ref(column)?));
        }
        for place in 0..self.scan.takes.len() {
            self.take(slice, place)?;
        }
        Ok(())
    }

    /// The number of the slice that was read.
    fn number(&mut self) -> usize {
        if let Some(number) = self.numbers.get(&self.slice) {
            return *number;
        }
        let number = self.slices.len();
        let day = self.slice.names()[0].parse().ok();
        let crossing = self.crossings.number(self.slice.crossing());
        self.slices.push(day.map(|day| (day, crossing)));
        let sums = self.at_once.len() + self.scan.takes.len();
        self.at_once.resize(sums, Sums::default());
        self.numbers.insert(self.slice.clone(), number);
        number
    }

    fn take(&mut self, slice: usize, place: usize) -> rusqlite::Result<()> {
        let take = &self.scan.takes[place];
        if !take.when.is_none_or(|column| self.is_true(column)) {
            return Ok(());
        }
        let (num, den) = (self.value(take.num, "num")?, self.value(take.den, "den")?);
        let (Some(num), Some(den)) = (num, den) else {
            return Ok(());
        };
        let judged_at = take.judged_at.map_or(Ok(0), |column| self.moment(column))?;
        let sums = match judged_by(Span::Day, judged_at) {
            0 => &mut self.at_once[slice * self.scan.takes.len() + place],
            later => self.later[place].entry((slice, later)).or_default(),
        };
        sums.add_row(num, den);
        Ok(())
    }

    fn is_true(&self, column: usize) -> bool {
        self.values[column] == Ok(Number::Whole(1))
    }

    fn value(&self, taken: Taken, name: &str) -> rusqlite::Result<Option<Number>> {
        match taken {
            Taken::Constant(value) => Ok(Some(Number::Whole(value))),
            Taken::Column(column) => match self.values[column] {
                Ok(number) => Ok(Some(number)),
                Err(why) => why.unless_null(SLICE + column, name).map(|()| None),
            },
        }
    }

    fn moment(&self, column: usize) -> rusqlite::Result<Millis> {
        let (place, name) = (SLICE + column, "judged_at");
        match self.values[column] {
            Ok(Number::Whole(at)) => return Ok(at),
            Ok(Number::Real(_)) => Unsummed::Kind(Type::Real).unless_null(place, name),
            Err(why) => why.unless_null(place, name),
        }
        .map(|()| 0)
    }

    fn into_cubes(self) -> Vec<Cube> {
        let takes = self.scan.takes.len();
        let mut cubes: Vec<Cube> = (0..takes).map(|_| Cube::default()).collect();
        for (slice, sums) in self.slices.iter().zip(self.at_once.chunks(takes)) {
            let Some((day, crossing)) = *slice else {
                continue;
            };
            for (cube, sums) in cubes.iter_mut().zip(sums).filter(|(_, sums)| sums.n > 0) {
                cube.add(day, (crossing, 0), sums, 1);
            }
        }
        for (cube, later) in cubes.iter_mut().zip(self.later) {
            for ((slice, judged_by), sums) in later {
                if let Some((day, crossing)) = self.slices[slice] {
                    cube.add(day, (crossing, judged_by), &sums, 1);
                }
            }
        }
        cubes
    }
}
