//! A KPI's value as people read it, with its unit: `12.3%`, `3 min 12 s`, `€1,234`.

use super::language::{pick, text};
use super::moment::lasting;
use super::number::{count, decimal, percent};
use crate::kpi::interval::Method;
use crate::kpi::{Figure, Kind, Kpi};
use crate::period::SECOND;
use crate::text::language::Lang;

/// In what a KPI is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// Of a whole that is 1.
    Share,
    /// How many.
    Count,
    /// From -100 to 100.
    Points,
    /// Time, in units of so many seconds.
    Time {
        seconds: f64,
    },
    Euros,
    /// Anything else.
    Number,
}

impl Measure {
    pub fn of(kpi: &Kpi) -> Measure {
        let unit = kpi.unit.as_ref().map(|unit| unit.en.as_str());
        match (kpi.kind, unit) {
            _ if kpi.is_share() => Measure::Share,
            (Kind::Net, _) => Measure::Points,
            (_, Some("s")) => Measure::Time { seconds: 1.0 },
            (_, Some("min")) => Measure::Time { seconds: 60.0 },
            (_, Some("h")) => Measure::Time { seconds: 3600.0 },
            (_, Some("€")) => Measure::Euros,
            (Kind::Sum { divisor: 1.0 } | Kind::Distinct, None) => Measure::Count,
            _ => Measure::Number,
        }
    }
}

/// A value with its unit, where that is short enough to stand behind it.
pub fn quantity(lang: Lang, kpi: &Kpi, value: f64) -> String {
    let sign = if value < 0.0 { "\u{2212}" } else { "" };
    let size = size(lang, kpi, value.abs());
    // What rounds to zero has no sign.
    match size.contains(|c: char| ('1'..='9').contains(&c)) {
        true => format!("{sign}{size}"),
        false => size,
    }
}

/// A difference of two values, with its sign; of shares in points.
pub fn difference(lang: Lang, kpi: &Kpi, by: f64) -> String {
    let size = match Measure::of(kpi) {
        Measure::Share => {
            let unit = pick(lang, "pt", "pp");
            format!("{}\u{202f}{unit}", decimal(lang, by.abs() * 100.0, 1))
        }
        _ => size(lang, kpi, by.abs()),
    };
    match size.contains(|c: char| ('1'..='9').contains(&c)) {
        true if by < 0.0 => format!("\u{2212}{size}"),
        true => format!("+{size}"),
        false => size,
    }
}

/// The value of a figure; of one that is only known to lie between two, these.
pub fn value(lang: Lang, kpi: &Kpi, figure: &Figure) -> Option<String> {
    let (low, high) = (figure.low, figure.high);
    match (figure.method, low.zip(high)) {
        (Some(Method::Bounds), Some((low, high))) => Some(format!(
            "{} {} {} {}",
            pick(lang, "entre", "between"),
            quantity(lang, kpi, low),
            pick(lang, "et", "and"),
            quantity(lang, kpi, high)
        )),
        _ => figure.value.map(|value| quantity(lang, kpi, value)),
    }
}

/// The interval of a figure, where its value does not say it already.
pub fn interval(lang: Lang, kpi: &Kpi, figure: &Figure) -> Option<String> {
    let (low, high) = figure.low.zip(figure.high)?;
    let is_said = figure.method == Some(Method::Bounds);
    (!is_said).then(|| between(lang, kpi, low, high))
}

/// Two bounds in brackets; a unit that is a word stands behind the value already.
fn between(lang: Lang, kpi: &Kpi, low: f64, high: f64) -> String {
    let shown = |bound: f64| {
        let text = quantity(lang, kpi, bound);
        let is_word = matches!(Measure::of(kpi), Measure::Points | Measure::Number);
        match text.split_once('\u{a0}') {
            Some((number, _)) if is_word => number.to_owned(),
            _ => text,
        }
    };
    format!("[{} – {}]", shown(low), shown(high))
}

/// What stands beside a value because it is too long to be its unit, as a scale is.
pub fn unit_beside(lang: Lang, kpi: &Kpi) -> Option<&str> {
    let unit = kpi.unit.as_ref()?;
    let is_beside = Measure::of(kpi) == Measure::Number && !is_short(&unit.en);
    is_beside.then(|| text(lang, unit))
}

fn is_short(unit: &str) -> bool {
    unit.chars()
        .all(|c| c.is_alphabetic() || c == ' ' || c == '€')
}

fn size(lang: Lang, kpi: &Kpi, value: f64) -> String {
    match Measure::of(kpi) {
        Measure::Share => percent(lang, value),
        Measure::Count if value.fract() == 0.0 => count(lang, value as u64),
        Measure::Time { seconds } => time(lang, value * seconds),
        Measure::Euros => euros(lang, value),
        Measure::Points => format!("{}\u{a0}points", decimal(lang, value, 1)),
        Measure::Count | Measure::Number => {
            let number = plain(lang, kpi, value);
            match &kpi.unit {
                Some(unit) if is_short(&unit.en) => format!("{number}\u{a0}{}", text(lang, unit)),
                _ => number,
            }
        }
    }
}

/// Of small numbers more decimals say something.
fn plain(lang: Lang, kpi: &Kpi, value: f64) -> String {
    let decimals = match kpi.kind {
        Kind::Sum { .. } if value.fract() == 0.0 => 0,
        _ if value >= 1000.0 => 0,
        _ if value > 0.0 && value < 0.1 => 4,
        _ => 2,
    };
    decimal(lang, value, decimals)
}

/// Seconds; from a minute on, to two units.
fn time(lang: Lang, seconds: f64) -> String {
    // What rounds to a minute is one.
    if seconds < 59.95 {
        return format!("{}\u{a0}s", decimal(lang, seconds, 1));
    }
    let millis = (seconds.min(1e15) * SECOND as f64).round() as i64;
    // Nearest second: lasting cuts.
    lasting(lang, millis + SECOND / 2).replace(' ', "\u{a0}")
}

fn euros(lang: Lang, value: f64) -> String {
    let decimals = if value >= 1000.0 { 0 } else { 2 };
    let number = decimal(lang, value, decimals);
    match lang {
        Lang::Fr => format!("{number}\u{a0}€"),
        Lang::En => format!("€{number}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn kpi(kind: &str, unit: Option<(&str, &str)>) -> Kpi {
        let unit = unit.map_or(String::new(), |(fr, en)| {
            format!("-- unit.fr: {fr}\n-- unit.en: {en}\n")
        });
        let text = format!(
            "-- title.fr: x\n-- title.en: x\n-- kind: {kind}\n{unit}-- better: none\n\
             -- source: x\n\nselect 1"
        );
        Kpi::parse("x", &text).unwrap()
    }

    #[test]
    fn every_unit_is_written_as_people_write_it() {
        #[track_caller]
        fn check(kpi: &Kpi, value: f64, fr: &str, en: &str) {
            let shown = |lang| quantity(lang, kpi, value).replace(['\u{a0}', '\u{202f}'], " ");
            assert_eq!(shown(Lang::Fr), fr);
            assert_eq!(shown(Lang::En), en);
        }
        let same = |unit| Some((unit, unit));
        check(&kpi("ratio", None), 0.123, "12,3 %", "12.3%");
        check(&kpi("sum", None), 1234.0, "1 234", "1,234");
        check(&kpi("net", None), -12.34, "−12,3 points", "−12.3 points");
        check(&kpi("net", None), -0.01, "0,0 points", "0.0 points");
        check(&kpi("mean", same("s")), 4.25, "4,2 s", "4.2 s");
        check(&kpi("mean", same("s")), 191.6, "3 min 12 s", "3 min 12 s");
        check(&kpi("mean", same("min")), 3.2, "3 min 12 s", "3 min 12 s");
        check(&kpi("mean", same("h")), 26.5, "1 j 2 h", "1 d 2 h");
        check(&kpi("mean", same("€")), 12.5, "12,50 €", "€12.50");
        check(&kpi("mean", same("€")), 45_678.9, "45 679 €", "€45,679");
        let days = kpi("mean", Some(("jours", "days")));
        check(&days, 3.25, "3,25 jours", "3.25 days");
        let scores = kpi("mean", Some(("de 1 à 5", "from 1 to 5")));
        check(&scores, 4.1, "4,10", "4.10");
        assert_eq!(unit_beside(Lang::Fr, &scores), Some("de 1 à 5"));
        assert_eq!(unit_beside(Lang::Fr, &days), None);
        check(&kpi("mean", None), 0.0312, "0,0312", "0.0312");
    }

    #[test]
    fn the_unit_is_not_said_three_times() {
        let bounds = |kpi: &Kpi| between(Lang::En, kpi, -1.5, 75.0);
        assert_eq!(bounds(&kpi("net", None)), "[−1.5 – 75.0]");
        let seconds = kpi("mean", Some(("s", "s")));
        assert_eq!(
            between(Lang::En, &seconds, 1.0, 75.0),
            "[1.0\u{a0}s – 1\u{a0}min\u{a0}15\u{a0}s]"
        );
    }

    #[test]
    fn a_difference_has_a_sign_and_shares_differ_by_points() {
        let share = kpi("ratio", None);
        assert_eq!(difference(Lang::Fr, &share, -0.0125), "−1,2\u{202f}pt");
        assert_eq!(difference(Lang::En, &share, 0.0001), "0.0\u{202f}pp");
        let seconds = kpi("mean", Some(("s", "s")));
        assert_eq!(
            difference(Lang::En, &seconds, 75.0),
            "+1\u{a0}min\u{a0}15\u{a0}s"
        );
    }
}
