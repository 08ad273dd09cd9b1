//! What sums are kept of: a day or a month, under the four dimensions.
//!
//! Whoever asks for a period takes the months that lie wholly in it, and days
//! before and behind them.

use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::Row;
use rusqlite::types::ValueRef;

use crate::period::Period;

/// How much time a sum is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    Day,
    Month,
}

impl Span {
    /// As it is written in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Span::Day => "day",
            Span::Month => "month",
        }
    }

    /// The days of the span that begins on a day.
    pub fn period(self, from: Date) -> Period {
        let to = match self {
            Span::Day => from,
            Span::Month => from.last_of_month(),
        };
        Period { from, to }
    }
}

/// Days, or months, one behind the other, by the first day of each; both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spans {
    pub span: Span,
    pub from: Date,
    pub to: Date,
}

impl Spans {
    /// The days of a period.
    pub fn days(period: Period) -> Spans {
        let Period { from, to } = period;
        let span = Span::Day;
        Spans { span, from, to }
    }

    /// The whole months of a period, and the days around them.
    pub fn of(period: Period) -> Vec<Spans> {
        let Some((from, to)) = whole_months(period) else {
            return vec![Spans::days(period)];
        };
        let span = Span::Month;
        let before = Period {
            from: period.from,
            to: from.saturating_sub(1.day()),
        };
        let behind = Period {
            from: to.last_of_month().saturating_add(1.day()),
            to: period.to,
        };
        let mut spans = vec![Spans { span, from, to }];
        let around = [before, behind].into_iter();
        spans.extend(around.filter(|days| days.from <= days.to).map(Spans::days));
        spans
    }
}

/// The first days of the first and the last month that lie wholly in a period.
fn whole_months(period: Period) -> Option<(Date, Date)> {
    let mut first = period.from.first_of_month();
    if first < period.from {
        first = first.checked_add(1.month()).ok()?;
    }
    let mut last = period.to.first_of_month();
    if period.to < period.to.last_of_month() {
        last = last.checked_sub(1.month()).ok()?;
    }
    (first <= last && last.last_of_month() < Date::MAX).then_some((first, last))
}

/// The first day of a span, and the dimensions, where empty text stands for "not given".
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Slice {
    /// Day, channel, language, application, theme, parted by a NUL, which no name holds.
    names: Vec<u8>,
}

impl Slice {
    /// Reads the first five columns of a row.
    pub(super) fn read(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        self.names.clear();
        for column in 0..5 {
            if column > 0 {
                self.names.push(0);
            }
            match row.get_ref(column)? {
                ValueRef::Text(name) => self.names.extend_from_slice(name),
                ValueRef::Integer(name) => self.names.extend(name.to_string().bytes()),
                ValueRef::Real(name) => self.names.extend(name.to_string().bytes()),
                ValueRef::Null | ValueRef::Blob(_) => {}
            }
        }
        Ok(())
    }

    pub(super) fn names(&self) -> [&str; 5] {
        let mut parts = self.names.split(|byte| *byte == 0);
        std::array::from_fn(|_| {
            let name = parts.next().unwrap_or_default();
            std::str::from_utf8(name).unwrap_or_default()
        })
    }

    /// The names behind the day.
    pub(super) fn crossing(&self) -> &[u8] {
        let day = self.names.iter().position(|byte| *byte == 0);
        &self.names[day.map_or(0, |end| end + 1)..]
    }

    /// The same slice of the month that the day is in.
    pub(super) fn month(&self) -> Slice {
        let mut names = self.names.clone();
        let day = names.iter().position(|byte| *byte == 0).unwrap_or(0);
        if let Some(number) = names.get_mut(day.saturating_sub(2)..day) {
            number.copy_from_slice(&b"01"[..number.len()]);
        }
        Slice { names }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Months first, then days, as `FROM..TO`.
    #[track_caller]
    fn check(from: &str, to: &str, expected: &[(Span, &str, &str)]) {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let spans = Spans::of(Period {
            from: date(from),
            to: date(to),
        });
        let expected: Vec<Spans> = expected
            .iter()
            .map(|(span, from, to)| Spans {
                span: *span,
                from: date(from),
                to: date(to),
            })
            .collect();
        assert_eq!(spans, expected);
    }

    #[test]
    fn a_period_is_whole_months_and_the_days_around_them() {
        use Span::{Day, Month};
        check(
            "2024-02-01",
            "2024-02-29",
            &[(Month, "2024-02-01", "2024-02-01")],
        );
        check(
            "2024-02-01",
            "2024-02-28",
            &[(Day, "2024-02-01", "2024-02-28")],
        );
        check(
            "2024-01-02",
            "2024-02-28",
            &[(Day, "2024-01-02", "2024-02-28")],
        );
        check(
            "2024-12-31",
            "2025-03-01",
            &[
                (Month, "2025-01-01", "2025-02-01"),
                (Day, "2024-12-31", "2024-12-31"),
                (Day, "2025-03-01", "2025-03-01"),
            ],
        );
    }

    #[test]
    fn the_ends_of_time_are_days_too() {
        let spans = Spans::of(Period {
            from: Date::MIN,
            to: Date::MAX,
        });
        assert!(spans.iter().any(|spans| spans.to == Date::MAX));
        assert_eq!(spans[0].from, Date::MIN);
    }
}
