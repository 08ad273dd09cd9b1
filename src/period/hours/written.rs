//! Business hours as people write them: `mon-fri 09:00-12:00,14:00-18:00; sat 09:00-12:00`.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Weekday};

use super::{Hours, WEEK, place};
use crate::period::{DAY, HOUR, MINUTE, Millis};

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error(
        "`{0}` has no hours; write days and hours as `mon-fri 09:00-12:00,14:00-18:00; sat 09:00-12:00`"
    )]
    NoHours(String),
    #[error("`{0}` is not a day of the week: use mon, tue, wed, thu, fri, sat, sun")]
    Day(String),
    #[error("`{0}` is not a stretch of a day, as 09:00-18:00; one over midnight is two")]
    Stretch(String),
    #[error("`{0}` overlaps other hours of the same day")]
    Overlap(String),
    #[error("`{0}` is not a day; write closed days as 2026-12-25,2027-01-01")]
    Date(String),
}

/// English names, as they are shown, and French ones.
const NAMES: [(&str, &str, Weekday); WEEK] = [
    ("mon", "lun", Weekday::Monday),
    ("tue", "mar", Weekday::Tuesday),
    ("wed", "mer", Weekday::Wednesday),
    ("thu", "jeu", Weekday::Thursday),
    ("fri", "ven", Weekday::Friday),
    ("sat", "sam", Weekday::Saturday),
    ("sun", "dim", Weekday::Sunday),
];

impl FromStr for Hours {
    type Err = Error;

    fn from_str(text: &str) -> Result<Hours, Error> {
        let mut week: [Vec<(Millis, Millis)>; WEEK] = Default::default();
        for part in text.split(';') {
            let (days, stretches) = part
                .trim()
                .split_once(char::is_whitespace)
                .ok_or_else(|| Error::NoHours(part.trim().to_owned()))?;
            let days = weekdays(days)?;
            for stretch in stretches.split(',') {
                let open = self::stretch(stretch.trim())?;
                days.iter().try_for_each(|day| add(&mut week[*day], open))?;
            }
        }
        Ok(Hours {
            week,
            closed: Vec::new(),
        })
    }
}

/// Days parted by commas, as `2026-12-25,2027-01-01`; none in an empty text.
pub fn days(text: &str) -> Result<Vec<Date>, Error> {
    let days = text.split(',').map(str::trim).filter(|day| !day.is_empty());
    days.map(|day| day.parse().map_err(|_| Error::Date(day.to_owned())))
        .collect()
}

fn add(plan: &mut Vec<(Millis, Millis)>, open: (Millis, Millis)) -> Result<(), Error> {
    if plan
        .iter()
        .any(|known| open.0 < known.1 && known.0 < open.1)
    {
        return Err(Error::Overlap(Stretch(open).to_string()));
    }
    plan.push(open);
    plan.sort_unstable();
    Ok(())
}

/// The places of `mon-fri` or `mon,wed,sat-sun`; a run may go on over Sunday.
fn weekdays(text: &str) -> Result<Vec<usize>, Error> {
    let mut days = Vec::new();
    for run in text.split(',') {
        let (first, last) = run.split_once('-').unwrap_or((run, run));
        let (first, last) = (day(first)?, day(last)?);
        let length = (last + WEEK - first) % WEEK;
        days.extend((first..=first + length).map(|day| day % WEEK));
    }
    Ok(days)
}

fn day(name: &str) -> Result<usize, Error> {
    let lower = name.trim().to_lowercase();
    let named = NAMES
        .iter()
        .find(|(english, french, _)| lower == *english || lower == *french);
    named
        .map(|(.., day)| place(*day))
        .ok_or_else(|| Error::Day(name.to_owned()))
}

fn stretch(text: &str) -> Result<(Millis, Millis), Error> {
    let ends = text.split_once('-').and_then(|(from, until)| {
        let (from, until) = (time(from.trim())?, time(until.trim())?);
        (from < until).then_some((from, until))
    });
    ends.ok_or_else(|| Error::Stretch(text.to_owned()))
}

/// `09:00`, or `24:00` for the end of the day.
fn time(text: &str) -> Option<Millis> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour) || !digits(minute) {
        return None;
    }
    let (hour, minute): (Millis, Millis) = (hour.parse().ok()?, minute.parse().ok()?);
    let time = hour * HOUR + minute * MINUTE;
    (minute < 60 && time <= DAY).then_some(time)
}

struct Stretch((Millis, Millis));

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hour = |time: Millis| time / HOUR;
        let minute = |time: Millis| time % HOUR / MINUTE;
        let Stretch((from, until)) = self;
        write!(f, "{:02}:{:02}-", hour(*from), minute(*from))?;
        write!(f, "{:02}:{:02}", hour(*until), minute(*until))
    }
}

impl fmt::Display for Hours {
    /// The plan alone, in one way however it was written: days with the same hours that
    /// follow each other are one run.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |day: usize| NAMES[day].0;
        let mut first = 0;
        let mut between = "";
        for run in self.week.chunk_by(|one, other| one == other) {
            let last = first + run.len() - 1;
            if !run[0].is_empty() {
                write!(f, "{between}{}", name(first))?;
                if last > first {
                    write!(f, "-{}", name(last))?;
                }
                let open: Vec<String> = run[0]
                    .iter()
                    .map(|open| Stretch(*open).to_string())
                    .collect();
                write!(f, " {}", open.join(","))?;
                between = "; ";
            }
            first = last + 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, Error>) {
        let hours = text.parse::<Hours>().map(|hours| hours.to_string());
        assert_eq!(hours, expected.map(str::to_owned));
    }

    #[test]
    fn hours_are_shown_in_one_way_however_they_were_written() {
        check("mon-fri 09:00-18:00", Ok("mon-fri 09:00-18:00"));
        check(
            "sat 09:00-12:00;mon-fri 14:00-18:00, 09:00-12:00",
            Ok("mon-fri 09:00-12:00,14:00-18:00; sat 09:00-12:00"),
        );
        check("lun-ven 09:00-18:00", Ok("mon-fri 09:00-18:00"));
        check(
            "Sat-Mon 00:00-24:00",
            Ok("mon 00:00-24:00; sat-sun 00:00-24:00"),
        );
        check(
            "tue,thu 08:00-09:30",
            Ok("tue 08:00-09:30; thu 08:00-09:30"),
        );
        assert_eq!("mon-fri 09:00-18:00".parse(), Ok(Hours::default()));
    }

    #[test]
    fn hours_that_cannot_be_meant_are_refused_by_what_is_wrong() {
        let named = str::to_owned;
        check("", Err(Error::NoHours(named(""))));
        check("mon-fri", Err(Error::NoHours(named("mon-fri"))));
        check("mon 09:00-18:00;", Err(Error::NoHours(named(""))));
        check("noon 09:00-18:00", Err(Error::Day(named("noon"))));
        for stretch in [
            "18:00-09:00",
            "09:00",
            "9-18",
            "09:60-10:00",
            "09:00-24:01",
            "09:00-09:00",
            "+9:00-10:00",
        ] {
            check(
                &format!("mon {stretch}"),
                Err(Error::Stretch(named(stretch))),
            );
        }
        check(
            "mon-fri 09:00-18:00; fri 17:00-20:00",
            Err(Error::Overlap(named("17:00-20:00"))),
        );
    }
}
