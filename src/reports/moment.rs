//! Moments and durations as people read them, in French or English.

use jiff::civil::Date;

use super::language::pick;
use super::number::decimal;
use crate::period::{DAY, Granularity, HOUR, MINUTE, Millis, Period, SECOND, Zone};
use crate::text::language::Lang;

const MONTHS: [(&str, &str); 12] = [
    ("janvier", "January"),
    ("février", "February"),
    ("mars", "March"),
    ("avril", "April"),
    ("mai", "May"),
    ("juin", "June"),
    ("juillet", "July"),
    ("août", "August"),
    ("septembre", "September"),
    ("octobre", "October"),
    ("novembre", "November"),
    ("décembre", "December"),
];

/// A moment in a zone, which it names: `2 March 2026, 10:15 (Europe/Paris)`.
pub fn moment(lang: Lang, at: Millis, zone: &Zone) -> String {
    let local = zone.local(at);
    format!(
        "{} {}, {:02}:{:02} ({})",
        day(lang, local.date()),
        local.year(),
        local.hour(),
        local.minute(),
        zone.name()
    )
}

/// The time of day in a zone, to the second: `10:15:04`.
pub fn clock(at: Millis, zone: &Zone) -> String {
    let local = zone.local(at);
    format!(
        "{:02}:{:02}:{:02}",
        local.hour(),
        local.minute(),
        local.second()
    )
}

/// A moment of today by its time, of another day with it: `at 10:15:04`, `on 2 March, 10:15:04`.
pub fn since(lang: Lang, at: Millis, now: Millis, zone: &Zone) -> String {
    let day = zone.day(at);
    let clock = clock(at, zone);
    match day == zone.day(now) {
        true => format!("{} {clock}", pick(lang, "à", "at")),
        false => format!(
            "{} {}, {clock}",
            pick(lang, "le", "on"),
            self::day(lang, day)
        ),
    }
}

/// Days with their year, which is written once where it is one: `25 October – 2 March 2026`.
pub fn period(lang: Lang, period: Period) -> String {
    let Period { from, to } = period;
    let last = format!("{} {}", day(lang, to), to.year());
    match (from == to, from.year() == to.year()) {
        (true, _) => last,
        (false, true) => format!("{} – {last}", day(lang, from)),
        (false, false) => format!("{} {} – {last}", day(lang, from), from.year()),
    }
}

/// A step of time by its first day: `2 March`, `week of 2 March 2026`, `March 2026`.
pub fn step(lang: Lang, from: Date, size: Granularity) -> String {
    match size {
        Granularity::Day => day(lang, from),
        Granularity::Week => format!(
            "{} {} {}",
            pick(lang, "semaine du", "week of"),
            day(lang, from),
            from.year()
        ),
        Granularity::Month => {
            let (fr, en) = MONTHS[usize::from(from.month().unsigned_abs()) - 1];
            format!("{} {}", pick(lang, fr, en), from.year())
        }
    }
}

/// A day without its year: `2 March`.
pub fn day(lang: Lang, day: Date) -> String {
    let (fr, en) = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
    let first = if day.day() == 1 {
        pick(lang, "er", "")
    } else {
        ""
    };
    format!("{}{first} {}", day.day(), pick(lang, fr, en))
}

/// A day where there is little room: `2 Mar`.
pub fn short_day(lang: Lang, day: Date) -> String {
    const FR: [&str; 12] = [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
        "déc.",
    ];
    const EN: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = usize::from(day.month().unsigned_abs()) - 1;
    format!("{} {}", day.day(), pick(lang, FR[month], EN[month]))
}

/// Columns of facts, and of KPIs' rows, that hold milliseconds. `ended_after` and others of
/// this ending are known by it.
const DURATIONS: [&str; 16] = [
    "wait",
    "talk",
    "hold",
    "wrap_up",
    "duration",
    "response",
    "first_response",
    "response_time",
    "resolution",
    "resolution_business",
    "next_contact",
    "previous_contact",
    "dwell",
    "worked",
    "idle",
    "lifetime",
];

/// Whether a column of this name holds a duration in milliseconds.
pub fn is_duration(column: &str) -> bool {
    column.ends_with("_after") || DURATIONS.contains(&column)
}

/// How long something lasted, to two units: `2 d 3 h`, `12 min 5 s`; under a minute to a tenth
/// of a second. What is smaller is cut.
pub fn lasting(lang: Lang, millis: Millis) -> String {
    if millis < MINUTE {
        return format!("{} s", seconds(lang, millis));
    }
    let units = [
        (DAY, pick(lang, "j", "d")),
        (HOUR, "h"),
        (MINUTE, "min"),
        (SECOND, "s"),
    ];
    let large = units.iter().position(|(unit, _)| millis >= *unit);
    let large = large.unwrap_or(units.len() - 1);
    let (unit, name) = units[large];
    let whole = format!("{} {name}", millis / unit);
    match units.get(large + 1) {
        Some((smaller, name)) if millis % unit >= *smaller => {
            format!("{whole} {} {name}", millis % unit / smaller)
        }
        _ => whole,
    }
}

fn seconds(lang: Lang, millis: Millis) -> String {
    let tenths = millis / (SECOND / 10);
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        _ => decimal(lang, tenths as f64 / 10.0, 1),
    }
}

/// A window as a KPI's file writes it, `24h` or `7d`; others as they are.
pub fn window(lang: Lang, written: &str) -> String {
    let digits = written.trim_end_matches(|c: char| !c.is_ascii_digit());
    let is_one = digits == "1";
    let name = match written[digits.len()..].trim() {
        "h" if is_one => pick(lang, "heure", "hour"),
        "d" if is_one => pick(lang, "jour", "day"),
        "h" => pick(lang, "heures", "hours"),
        "d" => pick(lang, "jours", "days"),
        _ => return written.to_owned(),
    };
    format!("{digits} {name}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn days_are_written_with_their_year() {
        let period = |from: &str, to: &str| {
            let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
            self::period(Lang::En, Period { from, to })
        };
        assert_eq!(period("2026-03-02", "2026-03-02"), "2 March 2026");
        assert_eq!(
            period("2026-02-28", "2026-03-02"),
            "28 February – 2 March 2026"
        );
        assert_eq!(
            period("2025-12-31", "2026-01-01"),
            "31 December 2025 – 1 January 2026"
        );
    }

    #[test]
    fn what_was_on_another_day_says_on_which() {
        let (at, zone) = (1_772_319_900_000, Zone::utc());
        let since = |now| self::since(Lang::Fr, at, now, &zone);
        assert_eq!(since(at + HOUR / 2), "à 23:05:00");
        assert_eq!(since(at + HOUR), "le 28 février, 23:05:00");
    }

    #[test]
    fn a_moment_is_that_of_the_zone_in_the_readers_language() {
        let paris = Zone::named("Europe/Paris").unwrap();
        // 2026-02-28T23:05:00Z
        let at = 1_772_319_900_000;
        assert_eq!(
            moment(Lang::Fr, at, &paris),
            "1er mars 2026, 00:05 (Europe/Paris)"
        );
        assert_eq!(
            moment(Lang::En, at, &paris),
            "1 March 2026, 00:05 (Europe/Paris)"
        );
        assert_eq!(
            moment(Lang::Fr, at, &Zone::utc()),
            "28 février 2026, 23:05 (UTC)"
        );
    }

    #[test]
    fn a_duration_is_told_to_two_units() {
        for (millis, expected) in [
            (2 * DAY + 3 * HOUR + 59 * MINUTE, "2 j 3 h"),
            (7 * DAY, "7 j"),
            (12 * MINUTE + 5 * SECOND, "12 min 5 s"),
            (32_500, "32,5 s"),
            (32_000, "32 s"),
            (59_999, "59,9 s"),
            (999, "0,9 s"),
            (60, "0 s"),
        ] {
            assert_eq!(lasting(Lang::Fr, millis), expected);
        }
    }

    #[test]
    fn a_window_is_told_in_words() {
        assert_eq!(window(Lang::Fr, "24h"), "24 heures");
        assert_eq!(window(Lang::En, "7d"), "7 days");
        assert_eq!(window(Lang::En, "a month"), "a month");
    }
}
