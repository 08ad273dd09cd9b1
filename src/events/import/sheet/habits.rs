//! How a file writes dates, numbers and crosses: told by the file as a whole, since a cell
//! by itself may be read in two ways.

use std::fmt;

use super::columns::Columns;
use super::targets::Form;
use super::{Error, Wanted, words};
use crate::events::fields::Type;
use crate::input::civil::{self, Order};
use crate::input::number::{self, Comma};
use crate::input::table::Rows;
use crate::text::language::Lang;

/// What was settled, and why.
#[derive(Debug)]
pub struct Habits {
    pub dates: Order,
    pub why_dates: Reason,
    pub comma: Comma,
    pub why_comma: Reason,
}

/// Why a file is read one way and not the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    Asked,
    /// A cell can be read no other way.
    Told(Example),
    /// Nothing tells, and this is how French writes it.
    Assumed(Example),
    /// No cell depends on it.
    NeverMind,
}

/// A cell, and its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    pub line: u64,
    pub cell: String,
}

impl fmt::Display for Example {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` (line {})", self.cell, self.line)
    }
}

impl Habits {
    /// Reads the rows below the header, and notes which columns are marked with crosses.
    pub(super) fn of(
        rows: &mut Rows<'_>,
        columns: &mut Columns,
        wanted: &Wanted,
        lang: Lang,
    ) -> Result<Habits, Error> {
        let (mut dates, mut commas) = (Votes::default(), Votes::default());
        let mut crossed = vec![Crosses::default(); columns.mapped.len()];
        while let Some((line, row)) = rows.next_row() {
            let Ok(row) = row else { continue };
            for (mapped, crossed) in columns.mapped.iter().zip(&mut crossed) {
                let Some(cell) = mapped.text(row) else {
                    continue;
                };
                match mapped.target.form {
                    Form::Moment | Form::Field(Type::Day) => dates.add_date(line, &cell),
                    Form::Field(Type::Flag) => crossed.add(mapped.field(), &cell),
                    Form::Field(form) if is_number(form) => commas.add_comma(line, &cell),
                    _ => {}
                }
            }
        }
        for (mapped, crossed) in columns.mapped.iter_mut().zip(crossed) {
            mapped.empty_is_no = crossed.crosses && !crossed.noes;
        }
        let asked = wanted.dates.map(|order| order == Order::DayFirst);
        let (is_day_first, why_dates) = dates.settle(asked, lang).map_err(|it| it.of_dates())?;
        let asked = wanted.comma.map(|comma| comma == Comma::Decimal);
        let (is_decimal, why_comma) = commas.settle(asked, lang).map_err(|it| it.of_commas())?;
        Ok(Habits {
            dates: [Order::MonthFirst, Order::DayFirst][usize::from(is_day_first)],
            why_dates,
            comma: [Comma::Thousands, Comma::Decimal][usize::from(is_decimal)],
            why_comma,
        })
    }
}

fn is_number(form: Type) -> bool {
    matches!(
        form,
        Type::Number | Type::Weight | Type::Amount | Type::Seconds | Type::Count { .. }
    )
}

/// Whether a column of yes and no holds crosses, and whether it says no besides.
#[derive(Clone, Default)]
struct Crosses {
    crosses: bool,
    noes: bool,
}

impl Crosses {
    fn add(&mut self, field: &str, cell: &str) {
        self.crosses |= words::is_mark(cell);
        self.noes |= words::flag(field, cell) == Some(false);
    }
}

/// Cells that can only be read as French writes, only the other way, or both.
#[derive(Default)]
struct Votes {
    french: Vote,
    other: Vote,
    either: Vote,
}

#[derive(Default)]
struct Vote {
    cells: u64,
    first: Option<Example>,
}

impl Vote {
    fn add(&mut self, line: u64, cell: &str) {
        self.cells += 1;
        self.first.get_or_insert_with(|| Example {
            line,
            cell: cell.to_owned(),
        });
    }
}

/// As many times more cells must speak for one reading, where some speak for the other:
/// those are then slips, and refused row by row.
const CLEARLY: u64 = 10;

/// Why it cannot be told how to read a file.
enum Undecided {
    Either(Example),
    Contradiction(Example, Example),
}

impl Votes {
    fn add_date(&mut self, line: u64, cell: &str) {
        match civil::tells(cell) {
            None => {}
            Some(civil::Told::Either) => self.either.add(line, cell),
            Some(civil::Told::Sure(Order::DayFirst)) => self.french.add(line, cell),
            Some(civil::Told::Sure(Order::MonthFirst)) => self.other.add(line, cell),
        }
    }

    fn add_comma(&mut self, line: u64, cell: &str) {
        match number::tells(cell) {
            None => {}
            Some(number::Told::Either) => self.either.add(line, cell),
            Some(number::Told::Sure(Comma::Decimal)) => self.french.add(line, cell),
            Some(number::Told::Sure(Comma::Thousands)) => self.other.add(line, cell),
        }
    }

    /// Whether it is written as in French.
    fn settle(self, asked: Option<bool>, lang: Lang) -> Result<(bool, Reason), Undecided> {
        if let Some(asked) = asked {
            return Ok((asked, Reason::Asked));
        }
        let (french, other) = (self.french.cells, self.other.cells);
        match (self.french.first, self.other.first, self.either.first) {
            (Some(cell), None, _) => Ok((true, Reason::Told(cell))),
            (None, Some(cell), _) => Ok((false, Reason::Told(cell))),
            (Some(cell), Some(_), _) if french >= CLEARLY * other => Ok((true, Reason::Told(cell))),
            (Some(_), Some(cell), _) if other >= CLEARLY * french => {
                Ok((false, Reason::Told(cell)))
            }
            (Some(one), Some(cell), _) => Err(Undecided::Contradiction(one, cell)),
            (None, None, Some(cell)) if lang == Lang::Fr => Ok((true, Reason::Assumed(cell))),
            (None, None, Some(cell)) => Err(Undecided::Either(cell)),
            (None, None, None) => Ok((true, Reason::NeverMind)),
        }
    }
}

impl Undecided {
    fn of_dates(self) -> Error {
        match self {
            Undecided::Either(example) => Error::EitherDate { example },
            Undecided::Contradiction(one, other) => Error::Dates { one, other },
        }
    }

    fn of_commas(self) -> Error {
        match self {
            Undecided::Either(example) => Error::EitherComma { example },
            Undecided::Contradiction(one, other) => Error::Commas { one, other },
        }
    }
}
