//! Times as other systems write them, to milliseconds since 1970 in UTC.

use std::ops::RangeInclusive;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use serde_json::Value;

/// Numbers of milliseconds that are taken for a time: March 1973 to the end of
/// 9999. Below it, a number is rather one of seconds (until the year 5138).
const MILLIS: RangeInclusive<i64> = 100_000_000_000..=253_402_300_799_999;

/// RFC 3339 and its looser relatives: a space for the `T`, `+0000`, an offset
/// *and* a `Z` (as in OpenSearch's documentation), a date alone, no offset
/// (then UTC), `02/03/2026 09:15` (day first), or epoch milliseconds.
pub fn from_text(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Ok(number) = text.parse() {
        return from_millis(number);
    }
    let bare = text.strip_suffix(['Z', 'z']).unwrap_or(text);
    let at = parsed(text)
        .or_else(|| parsed(bare))
        .or_else(|| day_first(text))?;
    Some(at.as_millisecond())
}

fn parsed(text: &str) -> Option<Timestamp> {
    let utc = |civil: DateTime| civil.to_zoned(TimeZone::UTC).ok();
    match text.parse::<Timestamp>() {
        Ok(at) => Some(at),
        // A civil time that has an offset is not one to read as UTC.
        Err(_) if has_offset(text) => None,
        Err(_) => Some(utc(text.parse().ok()?)?.timestamp()),
    }
}

fn has_offset(text: &str) -> bool {
    let time = text.get(10..).unwrap_or_default();
    time.contains(['+', '-', 'Z', 'z'])
}

fn day_first(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00"));
    let mut parts = date.split(['/', '.']).map(str::parse::<i16>);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let date = Date::new(
        year.ok().filter(|&year| year >= 1000)?,
        i8::try_from(month.ok()?).ok()?,
        i8::try_from(day.ok()?).ok()?,
    );
    let time = time.trim().parse::<Time>().ok()?;
    let civil = date.ok()?.to_datetime(time);
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// Epoch milliseconds, when they are a time that people could mean.
pub fn from_millis(millis: i64) -> Option<i64> {
    MILLIS.contains(&millis).then_some(millis)
}

/// Epoch seconds with a fraction, as Unix programs write them.
pub fn from_seconds(seconds: f64) -> Option<i64> {
    // The cast saturates and makes 0 of NaN: both are outside of MILLIS.
    from_millis((seconds * 1000.0).round() as i64)
}

/// A JSON string or number. A number is of milliseconds when it is large
/// enough, else of seconds.
pub fn from_value(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => from_text(text),
        Value::Number(number) => {
            let number = number.as_f64()?;
            from_millis(number.round() as i64).or_else(|| from_seconds(number))
        }
        _ => None,
    }
}

/// RFC 3339 in UTC with milliseconds: `2026-03-02T09:15:04.120Z`. `None`
/// outside of the years that a timestamp can hold.
pub fn to_rfc3339(millis: i64) -> Option<String> {
    let at = Timestamp::from_millisecond(millis).ok()?;
    Some(format!("{at:.3}"))
}

#[cfg(test)]
mod tests {
    use super::{from_seconds, from_text, from_value, to_rfc3339};
    use serde_json::json;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let read = from_text(text).and_then(to_rfc3339);
        assert_eq!(read.as_deref(), (!expected.is_empty()).then_some(expected));
    }

    #[test]
    fn offsets_of_every_spelling_are_one_time() {
        let noon = "2024-05-16T12:00:00.000Z";
        check("2024-05-16T12:00:00Z", noon);
        check("2024-05-16T14:00:00+02:00", noon);
        check("2024-05-16T14:00:00.000+0200", noon);
        check("2024-05-16 12:00:00.000+00:00", noon);
        check("2024-05-16t12:00:00z", noon);
        check("2024-05-16T14:00:00+02:00Z", noon);
        check(" 1715860800000 ", noon);
    }

    #[test]
    fn a_time_without_offset_is_utc() {
        check("2024-05-16T12:34:56.789", "2024-05-16T12:34:56.789Z");
        check("2024-05-16 12:34", "2024-05-16T12:34:00.000Z");
        check("2024-05-16", "2024-05-16T00:00:00.000Z");
    }

    #[test]
    fn french_dates_have_the_day_first() {
        check("02/03/2026 09:15:04", "2026-03-02T09:15:04.000Z");
        check("31.12.2025", "2025-12-31T00:00:00.000Z");
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "hier",
            "31/31/2026",
            "2024-02-30",
            "12/3",
            "1717527762",
            "-1",
            "é/é/é",
        ] {
            check(text, "");
        }
        check("2024-05-16T14:00:00+99:00", "");
    }

    #[test]
    fn numbers_are_milliseconds_or_seconds() {
        assert_eq!(
            from_value(&json!(1_717_527_761_998_i64)),
            Some(1_717_527_761_998)
        );
        assert_eq!(
            from_value(&json!(1_717_527_761.998)),
            Some(1_717_527_761_998)
        );
        assert_eq!(from_value(&json!(null)), None);
        assert_eq!(from_seconds(f64::NAN), None);
        assert_eq!(from_seconds(1e300), None);
    }
}
