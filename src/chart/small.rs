//! Pictures that stand beside a number, as small as a line of text; they say nothing that
//! the number does not, so they have no name of their own.

use std::fmt::Write;

use super::palette::{GRID, MAIN, TEXT};

/// Of a course, in pixels.
const SPARK: (f64, f64) = (96.0, 24.0);

/// Room for the width of the line.
const EDGE: f64 = 2.0;

/// A course without axes: gaps are gaps, and a value between two of them is a dot.
pub fn spark(values: &[Option<f64>]) -> String {
    let known = || values.iter().flatten().copied();
    let low = known().fold(f64::INFINITY, f64::min);
    let high = known().fold(f64::NEG_INFINITY, f64::max);
    if !(low.is_finite() && high.is_finite()) {
        return String::new();
    }
    let (width, height) = SPARK;
    let step = (width - 2.0 * EDGE) / (values.len().max(2) - 1) as f64;
    let at = |place: usize, value: f64| {
        let part = match high > low {
            true => (value - low) / (high - low),
            false => 0.5,
        };
        let y = height - EDGE - part * (height - 2.0 * EDGE);
        format!("{:.1} {y:.1}", EDGE + place as f64 * step)
    };
    let mut path = String::new();
    let mut is_open = false;
    for (place, value) in values.iter().enumerate() {
        if let Some(value) = value {
            // A line to where it is already is drawn as a dot.
            let begin = if is_open { "L" } else { "M" };
            let dot = if is_open { "" } else { "h0" };
            let _ = write!(path, "{begin}{}{dot}", at(place, *value));
        }
        is_open = value.is_some();
    }
    format!(
        "<svg class=\"spark\" viewBox=\"0 0 {width} {height}\" aria-hidden=\"true\">\
         <path d=\"{path}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\" \
         stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>",
        MAIN.0
    )
}

/// One scale for the bars of several numbers; zero is on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gauge {
    from: f64,
    to: f64,
}

/// A number with its interval, if it has one.
pub type Measured = (f64, Option<(f64, f64)>);

impl Gauge {
    /// From nothing to everything.
    pub const SHARES: Gauge = Gauge { from: 0.0, to: 1.0 };

    /// Wide enough for all numbers and their intervals.
    pub fn of(numbers: impl Iterator<Item = Measured>) -> Gauge {
        let mut gauge = Gauge { from: 0.0, to: 0.0 };
        for (value, interval) in numbers {
            let (low, high) = interval.unwrap_or((value, value));
            gauge.from = gauge.from.min(low).min(value);
            gauge.to = gauge.to.max(high).max(value);
        }
        gauge
    }

    /// A bar from zero to a number, and under it a line from one end of its interval to the other.
    pub fn bar(&self, (value, interval): Measured) -> String {
        self.drawn((value.min(0.0), value.max(0.0)), interval)
    }

    /// A bar between two numbers, where nothing more is known.
    pub fn between(&self, bounds: (f64, f64)) -> String {
        self.drawn(bounds, None)
    }

    fn drawn(&self, bar: (f64, f64), interval: Option<(f64, f64)>) -> String {
        let mut svg = String::from(
            "<svg class=\"gauge\" viewBox=\"0 0 100 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
        );
        let mut rect = |(from, to): (f64, f64), (y, height): (f64, f64), colour: &str| {
            let (x, width) = (self.place(from), self.place(to) - self.place(from));
            let _ = write!(
                svg,
                "<rect x=\"{x:.2}\" y=\"{y}\" width=\"{width:.2}\" height=\"{height}\" fill=\"{colour}\"/>"
            );
        };
        rect((self.from, self.to), (3.5, 1.0), GRID.0);
        rect(bar, (0.0, 8.0), MAIN.0);
        if let Some(interval) = interval {
            rect(interval, (9.5, 2.0), TEXT.0);
        }
        svg.push_str("</svg>");
        svg
    }

    /// From 0 to 100.
    fn place(&self, number: f64) -> f64 {
        match self.to - self.from {
            width if width > 0.0 => 100.0 * (number - self.from) / width,
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_keeps_its_gaps_and_shows_lone_values() {
        let svg = spark(&[Some(1.0), Some(3.0), None, Some(2.0)]);
        assert!(svg.contains("M2.0 22.0h0L32.7 2.0M94.0 12.0h0"), "{svg}");
        assert_eq!(spark(&[None, None]), "");
        assert!(spark(&[Some(5.0)]).contains("M2.0 12.0h0"));
        assert!(!spark(&[Some(5.0), Some(5.0)]).contains("NaN"));
    }

    #[test]
    fn bars_go_from_zero_to_either_side_on_one_scale() {
        let numbers = [(-50.0, Some((-60.0, -40.0))), (20.0, None)];
        let gauge = Gauge::of(numbers.into_iter());
        let below = gauge.bar(numbers[0]);
        // Zero lies at 75 of 100.
        assert!(
            below.contains(r#"x="12.50" y="0" width="62.50""#),
            "{below}"
        );
        assert!(
            below.contains(r#"x="0.00" y="9.5" width="25.00""#),
            "{below}"
        );
        let above = gauge.bar(numbers[1]);
        assert!(
            above.contains(r#"x="75.00" y="0" width="25.00""#),
            "{above}"
        );
        assert!(!above.contains("9.5"), "{above}");
        let nothing = Gauge::of(std::iter::empty());
        assert!(!nothing.bar((0.0, None)).contains("NaN"));
    }
}
