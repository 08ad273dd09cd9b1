//! Durations as call-centre software writes them, to seconds: `90`, `1:30`, `00:01:30`,
//! `90 s`, `1 min 30`, `1h05`.

use super::number::{self, Comma};

/// What a bare number counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    Milliseconds,
    #[default]
    Seconds,
    Minutes,
    Hours,
    Days,
}

/// The unit's names, folded, and the seconds in one.
const UNITS: [(Unit, f64, &[&str]); 5] = [
    (
        Unit::Milliseconds,
        0.001,
        &[
            "ms",
            "milliseconde",
            "millisecondes",
            "millisecond",
            "milliseconds",
        ],
    ),
    (
        Unit::Seconds,
        1.0,
        &[
            "s", "sec", "secs", "seconde", "secondes", "second", "seconds", "\"",
        ],
    ),
    (
        Unit::Minutes,
        60.0,
        &["min", "mn", "mins", "m", "minute", "minutes", "'"],
    ),
    (
        Unit::Hours,
        3_600.0,
        &["h", "heure", "heures", "hr", "hrs", "hour", "hours"],
    ),
    (
        Unit::Days,
        86_400.0,
        &["j", "jour", "jours", "d", "day", "days"],
    ),
];

impl Unit {
    pub fn named(name: &str) -> Option<Unit> {
        let has = |(_, _, names): &&(Unit, f64, &[&str])| names.contains(&name);
        UNITS.iter().find(has).map(|(unit, ..)| *unit)
    }

    fn seconds(self) -> f64 {
        let is = |(unit, ..): &&(Unit, f64, &[&str])| *unit == self;
        UNITS
            .iter()
            .find(is)
            .map_or(1.0, |(_, seconds, _)| *seconds)
    }

    /// What a number behind this one counts, as the 30 of `1 min 30`.
    fn below(self) -> Option<Unit> {
        match self {
            Unit::Days => Some(Unit::Hours),
            Unit::Hours => Some(Unit::Minutes),
            Unit::Minutes => Some(Unit::Seconds),
            Unit::Seconds | Unit::Milliseconds => None,
        }
    }
}

/// Seconds; none where it is no duration. One below zero is one: it is for others to refuse.
pub fn read(text: &str, unit: Unit, comma: Comma) -> Option<f64> {
    let text = text.trim().to_lowercase();
    if let Some(rest) = text.strip_prefix('-') {
        return Some(-read(rest, unit, comma)?);
    }
    if text.contains(':') {
        return clock(&text);
    }
    match number::read(&text, comma) {
        // `%` and currencies are no durations.
        Some(_) if !text.ends_with(|sign: char| sign.is_ascii_digit()) => None,
        Some(number) => Some(number * unit.seconds()),
        None => in_units(&text, comma),
    }
}

/// `00:01:30` is hours, minutes, seconds, and `1:30` minutes and seconds.
fn clock(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    let (last, before) = parts.split_last()?;
    let second = number::read(last, Comma::Decimal).filter(|second| *second < 60.0)?;
    let whole = |part: &&str| part.parse::<u32>().ok().map(f64::from);
    let (hours, minutes) = match before {
        [minutes] => (0.0, whole(minutes)?),
        [hours, minutes] => (whole(hours)?, whole(minutes).filter(|it| *it < 60.0)?),
        _ => return None,
    };
    let is_plain = last.starts_with(|sign: char| sign.is_ascii_digit());
    is_plain.then_some(hours * 3_600.0 + minutes * 60.0 + second)
}

/// Numbers with units, the larger first; the last one may go without.
fn in_units(text: &str, comma: Comma) -> Option<f64> {
    let (mut rest, mut seconds) = (text, 0.0);
    let mut last: Option<Unit> = None;
    while !rest.is_empty() {
        let is_of_number = |sign: char| sign.is_ascii_digit() || matches!(sign, ',' | '.');
        let end = rest.find(|sign| !is_of_number(sign)).unwrap_or(rest.len());
        let number = number::read(&rest[..end], comma)?;
        rest = rest[end..].trim_start();
        let end = rest
            .find(|sign: char| sign.is_ascii_digit())
            .unwrap_or(rest.len());
        let name = rest[..end].trim().trim_end_matches('.');
        rest = &rest[end..];
        let unit = match (name, last) {
            ("", Some(last)) if rest.is_empty() => last.below()?,
            (name, _) => Unit::named(name)?,
        };
        if last.is_some_and(|last| unit.seconds() >= last.seconds()) {
            return None;
        }
        seconds += number * unit.seconds();
        last = Some(unit);
    }
    last.map(|_| seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<f64>) {
        assert_eq!(
            read(text, Unit::Seconds, Comma::Decimal),
            expected,
            "{text}"
        );
    }

    #[test]
    fn every_way_of_writing_a_minute_and_a_half_is_one() {
        for text in [
            "90",
            "90,0",
            "00:01:30",
            "0:01:30",
            "1:30",
            "01:30",
            "90 s",
            "90s",
            "90 sec.",
            "1 min 30",
            "1min30s",
            "1 min 30 s",
            "1 mn 30",
            "1'30",
            "1' 30\"",
            "1,5 min",
            "1 minute 30 secondes",
            "0 h 1 min 30 s",
            "90000 ms",
            "00:01:30,0",
        ] {
            check(text, Some(90.0));
        }
        check("1h05", Some(3_900.0));
        check("25:10:00", Some(90_600.0));
        check("75:30", Some(4_530.0));
        check("2 j 3 h", Some(183_600.0));
        check("0", Some(0.0));
        check("-0:30", Some(-30.0));
        check("00:00:01.500", Some(1.5));
    }

    #[test]
    fn a_bare_number_counts_in_the_unit_of_its_column() {
        assert_eq!(read("1,5", Unit::Minutes, Comma::Decimal), Some(90.0));
        assert_eq!(read("1:30", Unit::Minutes, Comma::Decimal), Some(90.0));
        assert_eq!(read("90 s", Unit::Minutes, Comma::Decimal), Some(90.0));
        assert_eq!(
            read("1,500", Unit::Milliseconds, Comma::Thousands),
            Some(1.5)
        );
    }

    #[test]
    fn what_is_no_duration_is_none() {
        for text in [
            "",
            "s",
            "abc",
            "1:60",
            "1:60:00",
            "1:2:3:4",
            ":30",
            "1:",
            "30 s 1 min",
            "1 min 2 min",
            "90 %",
            "90 €",
            "1 30",
            "5 parsecs",
            "1:-5",
            "90 s 5",
        ] {
            check(text, None);
        }
    }
}
