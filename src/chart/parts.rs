//! A whole and its parts.

use charts_rs::{HorizontalBarChart, Series};

use super::dress::{dress, finished};
use super::{Chart, Part};

const HEIGHT: f32 = 44.0;

pub(super) fn stacked(chart: &Chart<'_>, parts: &[Part]) -> String {
    let series = parts.iter().map(|part| {
        let mut series = Series::new(part.label.clone(), vec![part.value as f32]);
        series.stack = Some("whole".to_owned());
        series
    });
    let mut bar = HorizontalBarChart::new(series.collect(), vec![String::new()]);
    dress(&mut bar.base, HEIGHT);
    bar.base.series.colors = parts.iter().map(|part| part.colour.into()).collect();
    bar.base.stack_percent = true;
    bar.base.x_axis.hidden = true;
    bar.base.y_axis_hidden = true;
    bar.base.grid.stroke_width = 0.0;
    finished(chart, bar.svg())
}
