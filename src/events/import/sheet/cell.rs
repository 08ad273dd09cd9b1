//! Cells to values, by the form of their field.

use serde_json::{Number, Value};

use super::columns::{Mapped, Row};
use super::targets::Form;
use super::words;
use crate::events::fields::Type;
use crate::events::import::fields::Object;
use crate::events::rejection::Code;
use crate::input::civil::{self, Order, When};
use crate::input::duration;
use crate::input::number::{self, Comma};
use crate::period::{Millis, Zone, rfc3339};
use crate::text::mask::mask;

/// Why a row is refused.
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Fault {
    pub(super) fn new(code: Code, message: String) -> Fault {
        Fault {
            code: code.as_str(),
            message,
        }
    }

    fn missing(field: &str) -> Fault {
        Fault::new(Code::MissingField, format!("`{field}` is missing"))
    }

    /// Names the cell, without what it may say of somebody.
    fn of(code: Code, mapped: &Mapped, text: &str, wanted: &str) -> Fault {
        let (name, text) = (mapped.target.name, mask(text));
        Fault::new(code, format!("`{name}`: `{text}` is not {wanted}"))
    }
}

/// How the cells of a file are read.
pub(super) struct Reader<'z> {
    pub(super) zone: &'z Zone,
    pub(super) dates: Order,
    pub(super) comma: Comma,
}

/// A moment, and a second one where the clock showed its time twice.
pub(super) type Moments = (Millis, Option<Millis>);

/// What exports write where there is nothing to measure.
const NOTHING: [&str; 7] = ["-", "–", "—", "n/a", "na", "nd", "null"];

impl Reader<'_> {
    /// All fields that a row gives, but for its moments.
    pub(super) fn fields(&self, row: &Row<'_>) -> Result<Object, Fault> {
        let mut fields = Object::new();
        let is_moment = |mapped: &&Mapped| matches!(mapped.target.form, Form::Moment);
        for mapped in row.columns.mapped.iter().filter(|it| !is_moment(it)) {
            if let Some(text) = row.text(mapped)
                && let Some(value) = self.value(mapped, &text)?
            {
                fields.insert(mapped.target.name.to_owned(), value);
            } else if mapped.target.required {
                return Err(Fault::missing(mapped.target.name));
            }
        }
        Ok(fields)
    }

    /// When it happened, as a row says; of a time that clocks showed twice the first.
    pub(super) fn at(&self, row: &Row<'_>) -> Result<Millis, Fault> {
        let told = row.mapped("at").and_then(|at| Some((at, row.text(at)?)));
        let moments = match told {
            Some((mapped, text)) => self.moments(mapped, &text, None)?,
            None => None,
        };
        moments
            .map(|(at, _)| at)
            .ok_or_else(|| Fault::missing("at"))
    }

    /// The value of a cell that is not empty; none where it says that there is none.
    pub(super) fn value(&self, mapped: &Mapped, text: &str) -> Result<Option<Value>, Fault> {
        let form = match mapped.target.form {
            Form::Id => return Ok(Some(text.into())),
            Form::Moment => {
                let moments = self.moments(mapped, text, None)?;
                return Ok(moments.map(|(at, _)| rfc3339(at).into()));
            }
            Form::Field(form) => form,
        };
        let value = match form {
            Type::Name | Type::Text | Type::LongText => text.into(),
            Type::Names => names(text),
            _ if is_nothing(text) => return Ok(None),
            Type::Criteria => criteria(mapped, text)?,
            _ => self.measured(form, mapped, text)?,
        };
        Ok(Some(value))
    }

    fn measured(&self, form: Type, mapped: &Mapped, text: &str) -> Result<Value, Fault> {
        let (read, code, wanted) = match form {
            Type::Number | Type::Weight | Type::Amount => {
                let number = number::read(text, self.comma).and_then(to_json);
                (number, Code::WrongType, "a number".to_owned())
            }
            Type::Count { .. } => {
                let number = number::read(text, self.comma).filter(|number| number.fract() == 0.0);
                let number = number.and_then(to_json);
                (number, Code::WrongType, "a whole number".to_owned())
            }
            Type::Seconds => {
                let wanted = "a duration, as 90, 1:30, 00:01:30 or 1 min 30".to_owned();
                let seconds = duration::read(text, mapped.unit, self.comma).and_then(to_json);
                (seconds, Code::WrongType, wanted)
            }
            Type::Day => (self.day(text), Code::BadTime, "a day".to_owned()),
            Type::Flag => {
                let flag = words::flag(mapped.target.name, text).map(Value::from);
                (flag, Code::WrongType, "yes or no".to_owned())
            }
            Type::OneOf(allowed) => {
                let word = words::one_of(allowed, text).map(Value::from);
                (
                    word,
                    Code::BadValue,
                    format!("one of {}", allowed.join(", ")),
                )
            }
            Type::Name | Type::Names | Type::Text | Type::LongText | Type::Criteria => {
                (Some(text.into()), Code::WrongType, String::new())
            }
        };
        read.ok_or_else(|| Fault::of(code, mapped, text, &wanted))
    }

    fn day(&self, text: &str) -> Option<Value> {
        let day = match civil::read(text, self.dates)? {
            When::Day(day) => day,
            When::Local(local) => local.date(),
            When::At(at) => self.zone.day(at),
            When::Time(_) => return None,
        };
        Some(day.to_string().into())
    }

    /// When a cell says that something was; a time alone is of the day of another moment, or
    /// of the next one where it would be before that.
    pub(super) fn moments(
        &self,
        mapped: &Mapped,
        text: &str,
        after: Option<Millis>,
    ) -> Result<Option<Moments>, Fault> {
        if is_nothing(text) {
            return Ok(None);
        }
        let moments = match (civil::read(text, self.dates), after) {
            (Some(When::At(at)), _) => (at, None),
            (Some(When::Local(local)), _) => self.zone.moments(local),
            (Some(When::Day(day)), _) => (self.zone.start_of(day), None),
            (Some(When::Time(time)), Some(after)) => {
                let same_day = self.zone.local(after).date();
                let on = |day: jiff::civil::Date| self.zone.moments(day.to_datetime(time));
                let (first, second) = on(same_day);
                match second.unwrap_or(first) < after {
                    true => on(same_day.tomorrow().unwrap_or(same_day)),
                    false => (first, second),
                }
            }
            (Some(When::Time(_)), None) => {
                let wanted = "a day with its time; where they are two columns, map both, as \
                              at=Date+Heure";
                return Err(Fault::of(Code::BadTime, mapped, text, wanted));
            }
            (None, _) => {
                let order = match self.dates {
                    Order::DayFirst => "a time, as 31/12/2026 14:05 (or --dates mdy)",
                    Order::MonthFirst => "a time, as 12/31/2026 14:05 (or --dates dmy)",
                };
                return Err(Fault::of(Code::BadTime, mapped, text, order));
            }
        };
        Ok(Some(moments))
    }
}

pub(super) fn is_nothing(text: &str) -> bool {
    NOTHING.contains(&text.to_lowercase().as_str())
}

/// Whole numbers as such, so that `4` and `4,0` are the same content.
fn to_json(number: f64) -> Option<Value> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        return Some((number as i64).into());
    }
    Number::from_f64(number).map(Value::Number)
}

fn names(text: &str) -> Value {
    let names = text.split(['|', ',', ';']).map(str::trim);
    names.filter(|name| !name.is_empty()).collect()
}

/// As in an event: a JSON list in the cell.
fn criteria(mapped: &Mapped, text: &str) -> Result<Value, Fault> {
    let wanted = "a JSON list of criteria";
    serde_json::from_str(text).map_err(|_| Fault::of(Code::WrongType, mapped, text, wanted))
}
