//! When people come: by day of the week, by hour, and more over time for one theme.

use jiff::civil::Weekday;

use super::random::Random;

pub(super) const SECOND: i64 = 1_000;
pub(super) const MINUTE: i64 = 60 * SECOND;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// No visit starts later in its day. A visit lasts under 40 minutes, so it
/// ends before 22:00 UTC: on the same day in Paris too, in summer as in winter.
pub(super) const LAST_START: i64 = 21 * HOUR + 15 * MINUTE;

/// The theme that grows.
const GROWING: &str = "déménagement";

/// Visits per 1,000 of an ordinary day, Monday first.
const WEEK: [u32; 7] = [1250, 1120, 1060, 1030, 980, 690, 570];

/// Weight of each hour of the day in UTC: two peaks, a calm lunch, no night.
const HOURS: [u32; 24] = [
    0, 0, 0, 0, 0, 10, 28, 58, 84, 92, 86, 66, 60, 72, 78, 80, 84, 88, 80, 62, 44, 10, 0, 0,
];

/// Start times of one day's visits, in milliseconds from midnight, in order.
pub(super) fn starts(random: &mut Random, weekday: Weekday, visits: u32) -> Vec<i64> {
    let usual = visits * WEEK[weekday.to_monday_zero_offset() as usize] / 1000;
    let count = usual * random.between(960, 1040) as u32 / 1000;
    let mut starts: Vec<i64> = (0..count).map(|_| start(random)).collect();
    starts.sort_unstable();
    starts
}

fn start(random: &mut Random) -> i64 {
    let hour = random.weighted(HOURS.iter().copied()) as i64;
    (hour * HOUR + random.between(0, HOUR - 1)).min(LAST_START)
}

/// Events of a thousand visits, with what comes of them, about.
const EVENTS_OF_1000_VISITS: i64 = 7_200;

/// Between two visits that come as fast by day as by night: so many events a second.
pub(super) fn gap(random: &mut Random, per_second: u32) -> i64 {
    let mean = EVENTS_OF_1000_VISITS / i64::from(per_second.clamp(1, 1_000));
    random.between(0, 2 * mean)
}

/// The most visits a day of the plan can have.
pub(super) fn busiest(visits: u32) -> u32 {
    visits * 13 / 10 + 1
}

/// How often a theme is asked about on a day, as a weight.
pub(super) fn theme_weight(theme: &str, day: u32, days: u32) -> u32 {
    let usual = match theme {
        "facture" => 220,
        "mobile" => 200,
        "internet" => 180,
        "contrat" => 120,
        "compte" | "fibre" => 80,
        "étranger" => 40,
        _ => 50,
    };
    match theme {
        // Two and a half times as much at the end as at the start.
        GROWING => usual + usual * 3 * day / (2 * days.max(1)),
        _ => usual,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visits_on(weekday: Weekday) -> usize {
        starts(&mut Random::new(3), weekday, 10_000).len()
    }

    #[test]
    fn mondays_are_busier_than_sundays() {
        assert!(visits_on(Weekday::Monday) > 2 * visits_on(Weekday::Sunday));
        assert!(visits_on(Weekday::Monday) <= busiest(10_000) as usize);
    }

    #[test]
    fn starts_are_in_order_and_leave_room_before_midnight() {
        let starts = starts(&mut Random::new(5), Weekday::Friday, 5_000);
        assert!(starts.is_sorted());
        assert!(starts.iter().all(|at| (0..=LAST_START).contains(at)));
    }

    #[test]
    fn one_theme_grows_and_the_others_stay() {
        assert!(theme_weight(GROWING, 27, 28) > 2 * theme_weight(GROWING, 0, 28));
        assert_eq!(theme_weight("tv", 27, 28), theme_weight("tv", 0, 28));
    }
}
