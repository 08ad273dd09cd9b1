//! Charts over time: a line with its interval, what lies between two lines, an amount.

use charts_rs::{LineChart, Series, SeriesBand, Symbol};

use super::dress::{dress, finished, upright};
use super::palette::MAIN;
use super::scale::Scale;
use super::{Chart, Point, Unit};

const HEIGHT: f32 = 168.0;

/// Points from which on a line shows them by itself.
const MANY: usize = 15;

pub(super) fn line(chart: &Chart<'_>, points: &[Point]) -> String {
    let values = drawn(chart.unit, points, |point| point.value);
    let mut series = Series::new_nullable(chart.title.to_owned(), values);
    series.band = Some(band(chart, points));
    lines(chart, points, vec![series])
}

pub(super) fn between(chart: &Chart<'_>, points: &[Point]) -> String {
    let line = |bound: fn(&Point) -> Option<f64>| {
        let values = drawn(chart.unit, points, bound);
        Series::new_nullable(chart.title.to_owned(), values)
    };
    let mut low = line(|point| point.low);
    low.band = Some(band(chart, points));
    lines(chart, points, vec![low, line(|point| point.high)])
}

fn lines(chart: &Chart<'_>, points: &[Point], mut series: Vec<Series>) -> String {
    for series in &mut series {
        let has_dots = points.len() < MANY || holds_a_lone_point(&series.data);
        series.symbol = Some(match has_dots {
            true => Symbol::Circle(2.5, Some(MAIN.into())),
            false => Symbol::None,
        });
    }
    let colours = vec![MAIN.into(); series.len()];
    let mut lines = LineChart::new(series, labels(points));
    dress(&mut lines.base, HEIGHT);
    lines.base.series.colors = colours;
    upright(
        chart,
        scale(chart.unit, points),
        &mut lines.y_axis_configs[0],
    );
    finished(chart, lines.svg())
}

pub(super) fn amount(chart: &Chart<'_>, points: &[Point]) -> String {
    let values = drawn(chart.unit, points, |point| point.value);
    let mut series = Series::new_nullable(chart.title.to_owned(), values);
    series.fill = Some(true);
    lines(chart, points, vec![series])
}

/// Whether a value stands between gaps: no line leads to it, so it needs a dot.
fn holds_a_lone_point(values: &[Option<f32>]) -> bool {
    let is_gap = |place: Option<usize>| {
        let value = place.and_then(|place| values.get(place));
        value.is_none_or(|value| value.is_none())
    };
    let places = 0..values.len();
    places
        .filter(|place| values[*place].is_some())
        .any(|place| is_gap(place.checked_sub(1)) && is_gap(Some(place + 1)))
}

fn labels(points: &[Point]) -> Vec<String> {
    points.iter().map(|point| point.label.clone()).collect()
}

/// The interval of each point; a gap where there is none.
fn band(chart: &Chart<'_>, points: &[Point]) -> SeriesBand {
    SeriesBand {
        lower: drawn(chart.unit, points, |point| point.low),
        upper: drawn(chart.unit, points, |point| point.high),
        ..SeriesBand::default()
    }
}

/// Values as they are drawn: shares in per cent.
fn drawn(unit: Unit, points: &[Point], value: fn(&Point) -> Option<f64>) -> Vec<Option<f32>> {
    let factor = factor(unit);
    let values = points.iter().map(value);
    values
        .map(|value| value.map(|value| (value * factor) as f32))
        .collect()
}

fn factor(unit: Unit) -> f64 {
    match unit {
        Unit::Share => 100.0,
        Unit::Count | Unit::Number | Unit::Score => 1.0,
    }
}

/// Wide enough for the values and their intervals; but that of a day with few leaves the
/// picture, rather than making all others flat.
fn scale(unit: Unit, points: &[Point]) -> Scale {
    let all = |number: fn(&Point) -> Option<f64>| points.iter().filter_map(number);
    let lowest = |number| all(number).fold(0.0, f64::min);
    let highest = |number| all(number).fold(0.0, f64::max);
    let (down, up) = (lowest(|point| point.value), highest(|point| point.value));
    let (low, high) = (lowest(|point| point.low), highest(|point| point.high));
    let largest = up.max(-down);
    let factor = factor(unit);
    match (unit, largest > 0.0) {
        (Unit::Score, _) => Scale::of_scores(largest),
        (_, true) => {
            let (low, high) = (low.max(-3.0 * largest), high.min(3.0 * largest));
            Scale::between(low.min(down) * factor, high.max(up) * factor, unit)
        }
        (_, false) => Scale::between(low * factor, high * factor, unit),
    }
}
