//! Days, periods and the zone that cuts them.
//!
//! Times are UTC milliseconds everywhere; only here do they become the days
//! of a site's zone.

pub mod hours;

use std::fmt;

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};

/// UTC milliseconds since 1970-01-01.
pub type Millis = i64;

pub const SECOND: Millis = 1_000;
pub const MINUTE: Millis = 60 * SECOND;
pub const HOUR: Millis = 60 * MINUTE;
pub const DAY: Millis = 24 * HOUR;

/// The time zone in which a site's days begin and end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    pub fn utc() -> Zone {
        Zone(TimeZone::UTC)
    }

    /// A zone by its IANA name, such as `Europe/Paris`.
    pub fn named(name: &str) -> Option<Zone> {
        TimeZone::get(name).ok().map(Zone)
    }

    /// Its IANA name, or its offset.
    pub fn name(&self) -> String {
        match self.0.iana_name() {
            Some(name) => name.to_owned(),
            None => self.0.to_offset(Timestamp::UNIX_EPOCH).to_string(),
        }
    }

    /// The local day and time of a moment.
    pub fn local(&self, at: Millis) -> DateTime {
        let timestamp = Timestamp::from_millisecond(at).unwrap_or_else(|_| clamp(at));
        self.0.to_datetime(timestamp)
    }

    /// The moment that a clock on the wall shows a time. In the hour that is skipped when
    /// clocks go forward, it is what one that was not moved shows; of the hour that comes
    /// twice it is the first, and behind it the second.
    pub fn moments(&self, local: DateTime) -> (Millis, Option<Millis>) {
        let ambiguous = self.0.to_ambiguous_timestamp(local);
        let is_twice = matches!(ambiguous.offset(), AmbiguousOffset::Fold { .. });
        let millis = |moment: Result<Timestamp, jiff::Error>| {
            moment.map(|moment| moment.as_millisecond()).unwrap_or(0)
        };
        let second = is_twice.then(|| millis(ambiguous.later()));
        (millis(ambiguous.compatible()), second)
    }

    /// The local day of a moment.
    pub fn day(&self, at: Millis) -> Date {
        self.local(at).date()
    }

    /// The moments behind one and before another at which its clocks change.
    fn changes(&self, from: Millis, until: Millis) -> impl Iterator<Item = Millis> {
        let from = Timestamp::from_millisecond(from).unwrap_or_else(|_| clamp(from));
        let changes = self.0.following(from);
        changes
            .map(|change| change.timestamp().as_millisecond())
            .take_while(move |change| *change < until)
    }

    /// The moment at which a local day begins (after a gap at midnight, the first that exists).
    pub fn start_of(&self, day: Date) -> Millis {
        let zoned = day.to_zoned(self.0.clone());
        zoned.map_or(0, |zoned| zoned.timestamp().as_millisecond())
    }
}

fn clamp(at: Millis) -> Timestamp {
    if at < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    }
}

/// Tells the day of many moments that mostly fall on few days.
pub struct Calendar {
    zone: Zone,
    from: Millis,
    until: Millis,
    day: String,
}

impl Calendar {
    pub fn new(zone: Zone) -> Calendar {
        Calendar {
            zone,
            from: 0,
            until: 0,
            day: String::new(),
        }
    }

    /// The local day and time of a moment.
    pub fn local(&self, at: Millis) -> DateTime {
        self.zone.local(at)
    }

    /// How long after the beginning of a local day a moment is; below 0 where it is before.
    pub fn since(&self, day: Date, at: Millis) -> Millis {
        at - self.zone.start_of(day)
    }

    /// The local day of a moment as `YYYY-MM-DD`.
    pub fn day(&mut self, at: Millis) -> &str {
        if at < self.from || at >= self.until {
            let day = self.zone.day(at);
            self.from = self.zone.start_of(day);
            self.until = day
                .tomorrow()
                .map_or(Millis::MAX, |next| self.zone.start_of(next));
            self.day = day.to_string();
        }
        &self.day
    }
}

/// Local days of a site, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Date,
    pub to: Date,
}

impl Period {
    pub fn days(&self) -> i32 {
        (self.to - self.from).get_days() + 1
    }

    /// The two halves; of an odd number of days the second is longer, and of one day the
    /// first is empty.
    pub fn halves(&self) -> [Period; 2] {
        let middle = self.from.saturating_add((self.days() / 2).days());
        let first = Period {
            from: self.from,
            to: middle.saturating_sub(1.day()),
        };
        let second = Period {
            from: middle,
            to: self.to,
        };
        [first, second]
    }

    /// As many days, just before.
    pub fn previous(&self) -> Period {
        let length = self.days();
        Period {
            from: self.from.saturating_sub(length.days()),
            to: self.from.saturating_sub(1.day()),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} … {}", self.from, self.to)
    }
}

/// The size of a time bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Granularity {
    Day,
    /// ISO weeks: from Monday.
    Week,
    Month,
}

impl Granularity {
    /// The first day of the bucket that holds a day.
    pub fn bucket(self, day: Date) -> Date {
        match self {
            Granularity::Day => day,
            Granularity::Week => {
                let since_monday = day.weekday().to_monday_zero_offset();
                day.saturating_sub(i32::from(since_monday).days())
            }
            Granularity::Month => day.first_of_month(),
        }
    }

    /// The days of a period that are in the bucket of this first day; none where there are none.
    pub fn within(self, period: Period, first: Date) -> Option<Period> {
        let last = match self {
            Granularity::Day => first,
            Granularity::Week => first.saturating_add(6.days()),
            Granularity::Month => first.last_of_month(),
        };
        let (from, to) = (period.from.max(first), period.to.min(last));
        (from <= to).then_some(Period { from, to })
    }
}

/// The present, as UTC milliseconds.
pub fn now() -> Millis {
    Timestamp::now().as_millisecond()
}

/// A moment as RFC 3339 in UTC, with milliseconds.
pub fn rfc3339(at: Millis) -> String {
    let timestamp = Timestamp::from_millisecond(at).unwrap_or_else(|_| clamp(at));
    timestamp.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    fn at(text: &str) -> Millis {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    #[test]
    fn a_day_is_cut_at_local_midnight_also_when_clocks_change() {
        let paris = Zone::named("Europe/Paris").unwrap();
        let mut calendar = Calendar::new(paris.clone());
        for (moment, day) in [
            ("2026-03-28T22:59:59Z", "2026-03-28"),
            ("2026-03-28T23:00:00Z", "2026-03-29"),
            ("2026-03-29T21:59:59Z", "2026-03-29"),
            ("2026-03-29T22:00:00Z", "2026-03-30"),
            ("2026-10-25T22:59:59Z", "2026-10-25"),
            ("2026-10-25T23:00:00Z", "2026-10-26"),
        ] {
            assert_eq!(calendar.day(at(moment)), day);
            assert_eq!(paris.day(at(moment)).to_string(), day);
        }
        assert_eq!(
            paris.start_of(date(2026, 3, 30)) - paris.start_of(date(2026, 3, 29)),
            23 * HOUR
        );
    }

    #[test]
    fn a_local_time_is_read_also_in_the_hours_that_clocks_skip_or_show_twice() {
        let paris = Zone::named("Europe/Paris").unwrap();
        let check = |local: DateTime, first: &str, second: Option<&str>| {
            assert_eq!(paris.moments(local), (at(first), second.map(at)), "{local}");
        };
        check(
            date(2026, 3, 2).at(10, 0, 0, 0),
            "2026-03-02T09:00:00Z",
            None,
        );
        // 02:30 is 03:30 on the clocks that were moved.
        check(
            date(2026, 3, 29).at(2, 30, 0, 0),
            "2026-03-29T01:30:00Z",
            None,
        );
        let (first, second) = ("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z");
        check(date(2026, 10, 25).at(2, 30, 0, 0), first, Some(second));
    }

    #[test]
    fn the_previous_period_is_as_long_and_touches() {
        let march = Period {
            from: date(2026, 3, 1),
            to: date(2026, 3, 31),
        };
        assert_eq!(march.days(), 31);
        let before = march.previous();
        assert_eq!(
            (before.from, before.to),
            (date(2026, 1, 29), date(2026, 2, 28))
        );
    }

    #[test]
    fn weeks_begin_on_monday() {
        let sunday = date(2026, 3, 1);
        assert_eq!(Granularity::Week.bucket(sunday), date(2026, 2, 23));
        assert_eq!(Granularity::Month.bucket(sunday), date(2026, 3, 1));
    }

    #[test]
    fn a_moment_is_printed_in_utc_with_milliseconds() {
        assert_eq!(
            rfc3339(at("2026-03-02T10:15:04.12+01:00")),
            "2026-03-02T09:15:04.120Z"
        );
    }
}
