//! Business hours: when a house is open, and for how long between two moments.
//!
//! Between two changes of the clocks local time runs as fast as any other, so
//! the time open between two moments is a difference of two sums over a
//! calendar, whatever lies between them; changes come twice a year.

mod written;

use jiff::civil::{Date, DateTime, Weekday};

use super::{DAY, HOUR, Millis, Zone};
pub use written::{Error, days};

/// Days of a week, as in its plan.
const WEEK: usize = 7;

/// The weekly plan and the days on which it does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// From Monday; stretches of the day's local milliseconds, in order and apart.
    week: [Vec<(Millis, Millis)>; WEEK],
    /// In order, each once.
    closed: Vec<Date>,
}

impl Default for Hours {
    /// Monday to Friday, 09:00 to 18:00, without closed days.
    fn default() -> Hours {
        let open = |day| {
            if day < 5 {
                vec![(9 * HOUR, 18 * HOUR)]
            } else {
                Vec::new()
            }
        };
        Hours {
            week: std::array::from_fn(open),
            closed: Vec::new(),
        }
    }
}

impl Hours {
    /// The same plan with other closed days.
    pub fn closed_on(self, days: impl IntoIterator<Item = Date>) -> Hours {
        let mut closed: Vec<Date> = days.into_iter().collect();
        closed.sort_unstable();
        closed.dedup();
        Hours { closed, ..self }
    }

    pub fn closed(&self) -> &[Date] {
        &self.closed
    }

    /// The closed days as [`days`] reads them.
    pub fn closed_days(&self) -> String {
        let days: Vec<String> = self.closed.iter().map(Date::to_string).collect();
        days.join(",")
    }

    /// Milliseconds open from one moment to another; 0 where the second is not the later.
    pub fn between(&self, zone: &Zone, from: Millis, until: Millis) -> Millis {
        let mut open = 0;
        let mut begin = from;
        for end in zone.changes(from, until).chain([until]) {
            let length = (end - begin).max(0);
            let local = zone.local(begin);
            open += self.on_calendar(local, length);
            begin = end;
        }
        open
    }

    /// Milliseconds open in a stretch in which no clock changes.
    fn on_calendar(&self, local: DateTime, length: Millis) -> Millis {
        let day = days_since_monday(local.date());
        let since = time_of(local);
        let until = since + length;
        let last = until.div_euclid(DAY);
        let whole = self.planned(day, day + last);
        let open =
            whole - self.open_until(day, since) + self.open_until(day + last, until - last * DAY);
        open - self.closed_in(day, since, until)
    }

    /// What the plan has on days from the first one up to before the other.
    fn planned(&self, from: i64, until: i64) -> Millis {
        let week: Millis = (0..WEEK as i64).map(|day| self.open_until(day, DAY)).sum();
        let begun = |days: i64| -> Millis {
            let rest = days.rem_euclid(WEEK as i64);
            days.div_euclid(WEEK as i64) * week
                + (0..rest)
                    .map(|day| self.open_until(day, DAY))
                    .sum::<Millis>()
        };
        begun(until) - begun(from)
    }

    /// What the plan has on a day up to a time of it.
    fn open_until(&self, day: i64, time: Millis) -> Millis {
        let plan = &self.week[day.rem_euclid(WEEK as i64) as usize];
        let open = plan.iter().map(|(from, until)| time.min(*until) - from);
        open.map(|open| open.max(0)).sum()
    }

    /// What of the plan is on closed days, from one time to another, both of the same day's
    /// local milliseconds.
    fn closed_in(&self, day: i64, since: Millis, until: Millis) -> Millis {
        let days = self.closed.iter().map(|closed| days_since_monday(*closed));
        days.map(|closed| {
            let midnight = (closed - day) * DAY;
            let time = |of: Millis| (of - midnight).clamp(0, DAY);
            self.open_until(closed, time(until)) - self.open_until(closed, time(since))
        })
        .sum()
    }
}

/// Days since a Monday long ago.
fn days_since_monday(day: Date) -> i64 {
    let monday = jiff::civil::date(1970, 1, 5);
    i64::from((day - monday).get_days())
}

/// Milliseconds since local midnight.
fn time_of(local: DateTime) -> Millis {
    let time = local.time();
    let seconds =
        i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    seconds * 1000 + i64::from(time.millisecond())
}

/// The place of a weekday in a plan.
fn place(day: Weekday) -> usize {
    usize::try_from(day.to_monday_zero_offset()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::MINUTE;
    use super::*;
    use jiff::Timestamp;

    fn at(text: &str) -> Millis {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    #[track_caller]
    fn check(zone: &str, hours: &str, from: &str, until: &str, expected: Millis) {
        let zone = Zone::named(zone).unwrap();
        let hours: Hours = hours.parse().unwrap();
        let open = hours.between(&zone, at(from), at(until));
        assert_eq!(open, expected, "{} min", open / MINUTE);
    }

    const OFFICE: &str = "mon-fri 09:00-18:00";
    const ALWAYS: &str = "mon-sun 00:00-24:00";

    #[test]
    fn from_monday_to_wednesday_are_two_days_of_nine_hours() {
        check(
            "Europe/Paris",
            OFFICE,
            "2026-03-02T09:00:00+01:00",
            "2026-03-04T09:00:00+01:00",
            18 * HOUR,
        );
    }

    #[test]
    fn only_what_lies_within_the_hours_counts() {
        let check = |from, until, expected| {
            let hours = "mon-fri 09:00-12:00,14:00-18:00; sat 09:00-12:00";
            check("UTC", hours, from, until, expected);
        };
        check("2026-03-02T11:30:00Z", "2026-03-02T14:15:00Z", 45 * MINUTE);
        check("2026-03-02T12:00:00Z", "2026-03-02T14:00:00Z", 0);
        check("2026-03-06T17:59:59.250Z", "2026-03-07T09:00:00Z", 750);
        check("2026-03-07T11:00:00Z", "2026-03-09T09:00:00.001Z", HOUR + 1);
        check("2026-03-08T00:00:00Z", "2026-03-08T23:59:59Z", 0);
        check("2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z", 0);
        check("2026-03-02T11:00:00Z", "2026-03-02T10:00:00Z", 0);
    }

    #[test]
    fn days_on_which_clocks_change_are_an_hour_shorter_and_longer() {
        let check =
            |hours, from, until, expected| check("Europe/Paris", hours, from, until, expected);
        let (spring, behind) = ("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00");
        check(ALWAYS, spring, behind, 23 * HOUR);
        check("sun 01:00-04:00", spring, behind, 2 * HOUR);
        check("sun 02:00-03:00", spring, behind, 0);
        let (autumn, behind) = ("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00");
        check(ALWAYS, autumn, behind, 25 * HOUR);
        check("sun 01:00-04:00", autumn, behind, 4 * HOUR);
        check("sun 02:00-03:00", autumn, behind, 2 * HOUR);
        // Hours of the day are the same before and behind the night.
        check(
            OFFICE,
            "2026-03-27T17:00:00+01:00",
            "2026-03-30T10:00:00+02:00",
            2 * HOUR,
        );
        check(
            OFFICE,
            "2026-10-23T17:00:00+02:00",
            "2026-10-26T10:00:00+01:00",
            2 * HOUR,
        );
    }

    #[test]
    fn clocks_may_change_by_half_an_hour() {
        let check =
            |from, until, expected| check("Australia/Lord_Howe", ALWAYS, from, until, expected);
        check(
            "2026-04-05T00:00:00+11:00",
            "2026-04-06T00:00:00+10:30",
            24 * HOUR + 30 * MINUTE,
        );
        check(
            "2026-10-04T00:00:00+10:30",
            "2026-10-05T00:00:00+11:00",
            23 * HOUR + 30 * MINUTE,
        );
    }

    #[test]
    fn closed_days_do_not_count() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let days = ["2026-12-26", "2026-12-25", "2026-12-25", "2027-01-01"].map(date);
        let hours = Hours::default().closed_on(days);
        assert_eq!(hours.closed().len(), 3);
        let open = |from, until| hours.between(&Zone::utc(), at(from), at(until));
        assert_eq!(
            open("2026-12-24T17:00:00Z", "2026-12-28T10:00:00Z"),
            2 * HOUR
        );
        assert_eq!(open("2026-12-25T10:00:00Z", "2026-12-25T11:00:00Z"), 0);
        assert_eq!(
            open("2026-12-25T10:00:00Z", "2027-01-04T09:00:00Z"),
            4 * 9 * HOUR
        );
    }

    #[test]
    fn years_are_the_sum_of_their_quarters_of_an_hour() {
        let zone = Zone::named("Europe/Paris").unwrap();
        let written = "mon-thu 08:30-12:00,13:00-17:15; sat,sun 00:00-03:30";
        let closed = jiff::civil::date(2021, 5, 13);
        let hours = written.parse::<Hours>().unwrap().closed_on([closed]);
        let is_open = |at: Millis| {
            let local = zone.local(at);
            let time = (local.hour(), local.minute());
            let morning = (8, 30)..(12, 0);
            let afternoon = (13, 0)..(17, 15);
            local.date() != closed
                && match local.date().weekday() {
                    Weekday::Friday => false,
                    Weekday::Saturday | Weekday::Sunday => time < (3, 30),
                    _ => morning.contains(&time) || afternoon.contains(&time),
                }
        };
        let (from, until) = (at("2019-12-30T10:15:00Z"), at("2027-02-03T04:00:00Z"));
        let quarters = (from..until).step_by(15 * MINUTE as usize);
        let slowly = quarters.filter(|at| is_open(*at)).count() as Millis * 15 * MINUTE;
        assert_eq!(hours.between(&zone, from, until), slowly);
    }
}
