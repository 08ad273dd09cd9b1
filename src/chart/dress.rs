//! What all charts have in common: letters, grid, nothing around; and what is done to their text.

use charts_rs::svg_with_accessibility;
use charts_rs::{AxisLabelOverflow, Box as Margin, ChartBase, FontConfig, YAxisConfig};

use super::palette::{GRID, TEXT};
use super::scale::Scale;
use super::{Chart, Colour, Unit, WIDTH};
use crate::text::language::Lang;

const FONT: f32 = 12.0;

impl From<Colour> for charts_rs::Color {
    fn from(colour: Colour) -> charts_rs::Color {
        colour.0.into()
    }
}

pub(super) fn dress(base: &mut ChartBase, height: f32) {
    base.width = WIDTH;
    base.height = height;
    base.compact = true;
    base.font_family = "system-ui".to_owned();
    base.background_color = charts_rs::Color::transparent();
    base.margin = Margin {
        left: 0.0,
        top: 6.0,
        right: 6.0,
        bottom: 0.0,
    };
    base.legend.show = Some(false);
    base.title.text = String::new();
    base.x_axis.font = font();
    base.x_axis.height = 26.0;
    base.x_axis.stroke_color = GRID.into();
    base.x_axis.label_overflow = AxisLabelOverflow::default();
    base.grid.stroke_color = GRID.into();
}

fn font() -> FontConfig {
    FontConfig {
        size: FONT,
        color: TEXT.into(),
        weight: None,
    }
}

/// The upright axis of a chart.
pub(super) fn upright(chart: &Chart<'_>, scale: Scale, axis: &mut YAxisConfig) {
    axis.font = font();
    axis.min = Some(scale.bottom as f32);
    axis.max = Some(scale.top as f32);
    axis.split_number = scale.steps;
    axis.width = Some(46.0);
    axis.formatter = Some(
        match (chart.unit, chart.lang) {
            (Unit::Share, Lang::Fr) => "{c}\u{a0}%",
            (Unit::Share, Lang::En) => "{c}%",
            (Unit::Count, _) => "{t}",
            (Unit::Number, _) if scale.top - scale.bottom >= 10.0 => "{t}",
            (Unit::Number | Unit::Score, _) => "{c}",
        }
        .to_owned(),
    );
}

/// The picture as a page takes it: with its name, and its numbers as the language writes them.
pub(super) fn finished<E>(chart: &Chart<'_>, drawn: Result<String, E>) -> String {
    // Nothing that we draw can fail; if it does, the table beside it says the same.
    let svg = drawn.unwrap_or_default();
    let svg = match chart.lang {
        Lang::Fr => with_french_numbers(&svg),
        Lang::En => svg,
    };
    svg_with_accessibility(&svg, chart.title, "")
}

/// Thousands parted by a narrow space, and a decimal comma, in texts that are nothing but a number.
fn with_french_numbers(svg: &str) -> String {
    let mut french = String::with_capacity(svg.len());
    for (place, piece) in svg.split('>').enumerate() {
        if place > 0 {
            french.push('>');
        }
        match piece.split_once('<') {
            Some((text, tag)) if is_number(text) => {
                french.push_str(&text.replace(',', "\u{202f}").replace('.', ","));
                french.push('<');
                french.push_str(tag);
            }
            _ => french.push_str(piece),
        }
    }
    french
}

fn is_number(text: &str) -> bool {
    text.contains([',', '.'])
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "-,.".contains(c))
}
