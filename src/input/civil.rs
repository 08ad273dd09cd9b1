//! Dates and times as people and their spreadsheets write them: `31/12/2026 14:05`,
//! `31.12.2026`, `2026-12-31T14:05:09+01:00`, `12/31/2026 2:05 PM`.
//!
//! Without an offset a time is local; whoever asks knows where.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

use super::time::{from_millis, from_seconds};

/// Which of the two small numbers of a date is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    DayFirst,
    MonthFirst,
}

/// What a cell tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum When {
    /// Milliseconds since 1970 in UTC.
    At(i64),
    Local(DateTime),
    /// A day without a time.
    Day(Date),
    /// A time of some day.
    Time(Time),
}

pub fn read(text: &str, order: Order) -> Option<When> {
    let text = text.trim();
    if text.len() >= 10 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return epoch(text);
    }
    if let Ok(at) = with_offset(text) {
        return Some(When::At(at.as_millisecond()));
    }
    let (date, rest) = split(text);
    let Some(date) = Written::of(date) else {
        return time(text).map(When::Time);
    };
    let date = date.read(order)?;
    if rest.is_empty() {
        return Some(When::Day(date));
    }
    Some(When::Local(date.to_datetime(time(rest)?)))
}

/// Seconds have ten digits from 2001 on, milliseconds thirteen.
fn epoch(text: &str) -> Option<When> {
    let number: i64 = text.parse().ok()?;
    let at = match text.len() {
        10 => from_seconds(number as f64),
        13 => from_millis(number),
        _ => None,
    };
    at.map(When::At)
}

/// RFC 3339 and its relatives: `2026-12-31 14:05:09 +0100`.
fn with_offset(text: &str) -> Result<Timestamp, jiff::Error> {
    let joined = text.replace(" +", "+").replace(" -", "-");
    let joined = joined.replace(" UTC", "Z").replace(" Z", "Z");
    joined.parse()
}

/// What a date says about the order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Sure(Order),
    /// Both orders give a date, and not the same.
    Either,
}

pub fn tells(text: &str) -> Option<Told> {
    let date = Written::of(split(text.trim()).0)?;
    let read = |order| date.read(order);
    match (read(Order::DayFirst), read(Order::MonthFirst)) {
        (Some(one), Some(other)) if one == other => None,
        (Some(_), Some(_)) => Some(Told::Either),
        (Some(_), None) => Some(Told::Sure(Order::DayFirst)),
        (None, Some(_)) => Some(Told::Sure(Order::MonthFirst)),
        (None, None) => None,
    }
}

/// The date, and what stands behind it.
fn split(text: &str) -> (&str, &str) {
    let end = text.find([' ', 'T', '\u{a0}', '\u{202f}']);
    let (date, rest) = text.split_at(end.unwrap_or(text.len()));
    let rest = rest.trim_start_matches('T').trim();
    (date, rest.strip_prefix("à ").unwrap_or(rest).trim())
}

/// Three numbers, and what parts them.
struct Written {
    numbers: [i16; 3],
    sign: char,
    year_first: bool,
}

impl Written {
    fn of(text: &str) -> Option<Written> {
        let sign = text.chars().find(|sign| !sign.is_ascii_digit())?;
        let mut parts = text.split(sign);
        let parts = [
            parts.next()?,
            parts.next()?,
            parts.next()?,
            parts.next().unwrap_or(""),
        ];
        let [one, two, three, ""] = parts else {
            return None;
        };
        let (year_first, year) = (one.len() == 4, [three, one][usize::from(one.len() == 4)]);
        let is_date = match sign {
            '/' | '.' => year.len() == 4 || year.len() == 2,
            '-' => year.len() == 4,
            _ => false,
        };
        let number = |part: &str| part.parse::<i16>().ok().filter(|it| *it >= 0);
        let numbers = [number(one)?, number(two)?, number(three)?];
        is_date.then_some(Written {
            numbers,
            sign,
            year_first,
        })
    }

    fn read(&self, order: Order) -> Option<Date> {
        let [one, two, three] = self.numbers;
        let (year, month, day) = match (self.year_first, self.sign, order) {
            (true, ..) => (one, two, three),
            // Nobody parts a date with points and has the month first.
            (_, '.', _) | (_, _, Order::DayFirst) => (three, two, one),
            (_, _, Order::MonthFirst) => (three, one, two),
        };
        let year = if year < 100 { 2000 + year } else { year };
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }
}

/// `14:05`, `14:05:09,5`, `14h05`, `2:05 PM`.
fn time(text: &str) -> Option<Time> {
    let text = text.to_lowercase().replace(['\u{a0}', '\u{202f}'], " ");
    let (text, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(rest), _) => (rest.trim().to_owned(), Some(0)),
        (_, Some(rest)) => (rest.trim().to_owned(), Some(12)),
        _ => (text, None),
    };
    let text = text.replace(" h ", ":").replace('h', ":");
    let mut parts = text.trim_end_matches(':').split(':');
    let hour: i8 = number(parts.next()?)?;
    let minute = parts.next();
    // A number alone is no time.
    if minute.is_none() && !text.ends_with(':') {
        return None;
    }
    let minute: i8 = minute.map_or(Some(0), number)?;
    let (second, nanosecond) = seconds(parts.next().unwrap_or("0"))?;
    let hour = match half {
        None => hour,
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
    };
    let time = Time::new(hour, minute, second, nanosecond).ok()?;
    parts.next().is_none().then_some(time)
}

fn seconds(text: &str) -> Option<(i8, i32)> {
    let (whole, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let nanos = format!("{fraction:0<9}");
    Some((number(whole)?, number(nanos.get(..9)?)?))
}

fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// As it is printed, day first.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let read = match read(text, Order::DayFirst) {
            Some(When::At(at)) => Timestamp::from_millisecond(at).unwrap().to_string(),
            Some(When::Local(local)) => local.to_string(),
            Some(When::Day(day)) => day.to_string(),
            Some(When::Time(time)) => time.to_string(),
            None => "none".to_owned(),
        };
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn dates_of_every_spelling_are_read() {
        for text in [
            "31/12/2026 14:05",
            "31/12/2026 14:05:00",
            "31/12/26 14h05",
            "31/12/2026 à 14:05",
            "31.12.2026 14:05",
            "31-12-2026 14:05",
            "31/12/2026 2:05 PM",
            "2026-12-31 14:05",
            "2026-12-31T14:05:00.000",
            "2026/12/31 14:05",
            "31/12/2026\u{a0}14:05",
        ] {
            check(text, "2026-12-31T14:05:00");
        }
        check("31.12.2026", "2026-12-31");
        check("1/2/2026", "2026-02-01");
        check("14:05:09,5", "14:05:09.5");
        check("14h", "14:00:00");
        check("12:00 am", "00:00:00");
    }

    #[test]
    fn a_time_with_an_offset_is_that_moment() {
        for text in [
            "2026-12-31T14:05:09+01:00",
            "2026-12-31 14:05:09 +0100",
            "2026-12-31T13:05:09Z",
            "2026-12-31 13:05:09 UTC",
            "1798722309",
            "1798722309000",
        ] {
            check(text, "2026-12-31T13:05:09Z");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "hier",
            "31/13/2026",
            "31/02/2026",
            "24:00",
            "25/12/2026 25:00",
            "12",
            "31/12",
            "31/12/2026 14",
            "31/12/2026 abc",
            "1/2/3/2026",
            "99999",
            "14:05:09:01",
            "-1/2/2026",
            "31/12/20266",
            "13:00 PM",
            "2026-12-31T14:05+99:00",
        ] {
            check(text, "none");
        }
    }

    #[test]
    fn a_date_tells_the_order_where_only_one_fits() {
        let sure = |order| Some(Told::Sure(order));
        assert_eq!(tells("31/12/2026 14:05"), sure(Order::DayFirst));
        assert_eq!(tells("12/31/2026"), sure(Order::MonthFirst));
        assert_eq!(tells("12-31-2026"), sure(Order::MonthFirst));
        assert_eq!(tells("03/02/2026"), Some(Told::Either));
        for text in [
            "02/02/2026",
            "03.02.2026",
            "2026-03-02",
            "14:05",
            "32/13/2026",
            "",
        ] {
            assert_eq!(tells(text), None, "{text}");
        }
        let month_first = read("03/02/2026", Order::MonthFirst);
        assert_eq!(month_first, Some(When::Day(Date::constant(2026, 3, 2))));
    }
}
