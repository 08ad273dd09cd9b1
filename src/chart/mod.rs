//! Numbers to SVG text, all in one dress. Pure, and the only place that knows how charts are drawn.
//!
//! Charts are as wide as a phone, so that their letters are never made smaller;
//! a page lays several beside each other. Colours are those of [`palette`], which
//! the style sheet of the pages may turn into others.

mod dress;
pub mod palette;
mod parts;
mod scale;
mod small;
mod trend;

use crate::text::language::Lang;
pub use palette::Colour;
pub use small::{Gauge, Measured, spark};

/// Wide enough for four weeks, narrow enough for a phone; in pixels.
const WIDTH: f32 = 344.0;

/// What a chart's numbers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Of a whole that is 1, shown as per cent.
    Share,
    /// How many.
    Count,
    /// Any number.
    Number,
    /// From -1 to 1.
    Score,
}

/// A chart: what it is called, for whoever cannot see it, and what it counts in.
#[derive(Clone, Copy, Debug)]
pub struct Chart<'c> {
    pub title: &'c str,
    pub unit: Unit,
    pub lang: Lang,
}

/// A value with its interval under a label; nothing is drawn where there is no value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    pub label: String,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// A part of a whole, in its colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub label: String,
    pub value: f64,
    pub colour: Colour,
}

impl Chart<'_> {
    /// A line over time, with the interval of each value as a band around it.
    pub fn trend(&self, points: &[Point]) -> String {
        trend::line(self, points)
    }

    /// Between a lower and an upper line over time: what is only known to lie between them.
    pub fn between(&self, points: &[Point]) -> String {
        trend::between(self, points)
    }

    /// How much, over time: a line and everything below it.
    pub fn amount(&self, points: &[Point]) -> String {
        trend::amount(self, points)
    }

    /// One bar that is the whole, made of its parts.
    pub fn parts(&self, parts: &[Part]) -> String {
        parts::stacked(self, parts)
    }
}

#[cfg(test)]
mod tests;
