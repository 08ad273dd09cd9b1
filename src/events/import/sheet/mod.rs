//! Tables as call-centre software exports them: a row is an event of one kind, or a whole
//! contact, which becomes its life.
//!
//! The file is held in memory and read twice: what a column holds, and how the file writes
//! dates and numbers, is settled before its first row counts.

mod cell;
mod columns;
mod contact;
mod habits;
mod likely;
mod names;
mod synonyms;
mod targets;
mod words;

use csv::StringRecord;
use serde_json::Value;

use super::ids::{Ids, named};
use super::{Record, Refusal};
use crate::input::civil::Order;
use crate::input::number::Comma;
use crate::input::table::Rows;
use crate::period::{Zone, rfc3339};
use crate::text::language::Lang;
use cell::Reader;
use columns::Row;
pub use columns::{Columns, Mapped};
pub use habits::{Example, Habits, Reason};
pub use likely::as_option;
pub use targets::Of;

/// What whoever imports says of a file.
pub struct Wanted {
    /// What its rows are.
    pub of: Of,
    /// Fields and the columns that they are in; no column: not to be read.
    pub map: Vec<(String, String)>,
    /// Fields that are the same in every row.
    pub set: Vec<(String, String)>,
    pub dates: Option<Order>,
    pub comma: Option<Comma>,
}

/// Why a table as a whole cannot be read. The text says what there is.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("it is empty: the first line must name the columns")]
    NoHeader,
    #[error("its first line cannot be read: {0}")]
    BadHeader(String),
    #[error("there is no field `{field}` here; there are {there}")]
    NoField { field: String, there: String },
    #[error("there is no column `{column}`; there are {there}")]
    NoColumn { column: String, there: String },
    #[error("several columns are named `{column}`; name one by its number, as {example}")]
    Several { column: String, example: String },
    #[error(
        "no column for `{field}`, which every row needs; name it as --map {field}=COLUMN, or one \
         value for all as --set {field}=VALUE; there are the columns {there}{hint}"
    )]
    Missing {
        field: &'static str,
        there: String,
        /// A column that may be it.
        hint: String,
    },
    #[error("--set {field}: {message}")]
    Set {
        field: &'static str,
        message: String,
    },
    #[error(
        "{example} may have the day or the month first, and nothing in the file tells; say \
         --dates dmy or --dates mdy"
    )]
    EitherDate { example: Example },
    #[error("dates contradict each other: {one} and {other}; say --dates dmy or --dates mdy")]
    Dates { one: Example, other: Example },
    #[error(
        "the comma in {example} may be a decimal one or part thousands, and nothing in the file \
         tells; say --comma decimal or --comma thousands"
    )]
    EitherComma { example: Example },
    #[error(
        "commas contradict each other: {one} and {other}; say --comma decimal or --comma thousands"
    )]
    Commas { one: Example, other: Example },
}

/// A table whose columns and habits are known.
pub struct Sheet<'t> {
    text: &'t str,
    of: Of,
    zone: &'t Zone,
    pub columns: Columns,
    pub habits: Habits,
}

impl<'t> Sheet<'t> {
    /// Times without an offset are those of `zone`. `lang` decides what a file leaves open:
    /// in French the day is first and a comma is decimal, in English one must say.
    pub fn open(
        text: &'t str,
        wanted: &Wanted,
        zone: &'t Zone,
        lang: Lang,
    ) -> Result<Sheet<'t>, Error> {
        let mut rows = Rows::new(text);
        let header = match rows.next_row() {
            None => return Err(Error::NoHeader),
            Some((_, Err(broken))) => return Err(Error::BadHeader(broken.to_string())),
            Some((_, Ok(row))) => row.iter().map(str::to_owned).collect::<Vec<_>>(),
        };
        let mut columns = Columns::of(&header, wanted)?;
        let habits = Habits::of(&mut rows, &mut columns, wanted, lang)?;
        let sheet = Sheet {
            text,
            of: wanted.of,
            zone,
            columns,
            habits,
        };
        sheet.check_constants()?;
        Ok(sheet)
    }

    /// Gives what each row comes to, or why it is refused, in the order of the file.
    pub fn each(&self, each: &mut dyn FnMut(Result<Vec<Record>, Refusal>)) {
        let mut rows = Rows::new(self.text);
        rows.next_row();
        let mut ids = Ids::new("csv");
        while let Some((line, row)) = rows.next_row() {
            match row {
                Ok(row) if row.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(row) => each(self.events(line, row, &mut ids)),
                Err(broken) => each(Err(Refusal::new(line, "bad_csv", broken))),
            }
        }
    }

    fn events(
        &self,
        line: u64,
        cells: &StringRecord,
        ids: &mut Ids,
    ) -> Result<Vec<Record>, Refusal> {
        if cells.len() > self.columns.width {
            let message = format!("{} cells under {} columns", cells.len(), self.columns.width);
            return Err(Refusal::new(line, "bad_csv", message));
        }
        let row = Row {
            columns: &self.columns,
            cells,
        };
        let events = match self.of {
            Of::Events(_) => self.event(&row, ids).map(|event| vec![event]),
            Of::Contacts => contact::life(&row, &self.reader()),
        };
        let events = events.map_err(|fault| Refusal::new(line, fault.code, fault.message))?;
        let records = events.into_iter().map(|event| Record { line, event });
        Ok(records.collect())
    }

    fn event(&self, row: &Row<'_>, ids: &mut Ids) -> Result<super::fields::Object, cell::Fault> {
        let at = self.reader().at(row)?;
        let mut event = self.reader().fields(row)?;
        event.insert("at".to_owned(), rfc3339(at).into());
        let Of::Events(kind) = self.of else {
            return Ok(event);
        };
        let given = event.remove("id");
        event.insert("kind".to_owned(), kind.as_str().into());
        let id = match given.as_ref().and_then(Value::as_str) {
            Some(id) => {
                uuid::Uuid::try_parse(id).unwrap_or_else(|_| named("csv", kind.as_str(), id))
            }
            None => ids.of(kind.as_str(), &Value::Object(event.clone())),
        };
        event.insert("id".to_owned(), id.to_string().into());
        Ok(event)
    }

    fn reader(&self) -> Reader<'_> {
        Reader {
            zone: self.zone,
            dates: self.habits.dates,
            comma: self.habits.comma,
        }
    }

    /// What is said of every row is no row's fault.
    fn check_constants(&self) -> Result<(), Error> {
        for mapped in self.columns.mapped.iter() {
            if let Some(constant) = &mapped.constant {
                let (field, read) = (mapped.target.name, self.reader().value(mapped, constant));
                read.map_err(|fault| Error::Set {
                    field,
                    message: fault.message,
                })?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
