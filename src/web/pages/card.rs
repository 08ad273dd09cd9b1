//! A KPI's card as templates read it: its figure, its change, its chart and the table of that.

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::Asking;
use crate::chart::{Chart, Point, Unit};
use crate::kpi::{Change, Direction, Figure, Kind, Kpi, Verdict};
use crate::reports::Card;
use crate::reports::card::{Step, granularity};
use crate::reports::language::text;
use crate::reports::moment::{short_day, step};
use crate::reports::report::Error;
use crate::reports::wording::left_out;

impl Asking<'_> {
    /// A card with its course: an amount for a sum, a line for everything else.
    pub(super) fn card(&self, name: &str) -> Result<Value, Error> {
        let card = Card::of(self.view, name, &self.question)?;
        Ok(self.shown(&card, unit(card.kpi)))
    }

    fn shown(&self, card: &Card<'_>, unit: Unit) -> Value {
        let title = text(self.ui, &card.kpi.title);
        let chart = self.chart(title, unit);
        let points = self.points(&card.course, unit);
        let svg = match unit {
            Unit::Count => chart.amount(&points),
            _ => chart.trend(&points),
        };
        let steps = card.course.iter().map(|step| self.step(step, unit));
        context! {
            name => card.kpi.name.as_str(),
            title,
            about => text(self.ui, &card.kpi.about),
            source => card.kpi.source.as_str(),
            unit_name => card.kpi.unit.as_ref().map(|unit| text(self.ui, unit)),
            unit => unit_name(unit),
            figure => figure(&card.slice.figure),
            left_out => left_out(self.ui, card.kpi.left_out.as_ref(), &card.slice.left_out),
            change => card.change.map(|by| change(&by, card.kpi.better)),
            before => (card.before.n > 0).then(|| figure(&card.before)),
            chart => Value::from_safe_string(svg),
            steps => steps.collect::<Vec<_>>(),
        }
    }

    /// What is only known to lie between two shares, as one card.
    pub(super) fn between(&self, low: &str, high: &str, title: &str) -> Result<Value, Error> {
        let low = Card::of(self.view, low, &self.question)?;
        let high = Card::of(self.view, high, &self.question)?;
        let value = |step: &Step| step.figure.and_then(|figure| figure.value);
        let both = low.course.iter().zip(&high.course);
        let points: Vec<Point> = both
            .clone()
            .map(|(low, high)| Point {
                label: short_day(self.ui, low.from),
                value: None,
                low: value(low),
                high: value(high),
            })
            .collect();
        let steps = both.map(|(low, high)| {
            context! { label => self.label(low), low => value(low), high => value(high) }
        });
        Ok(context! {
            title,
            about => [&low, &high].map(|card| text(self.ui, &card.kpi.about).to_owned()),
            source => low.kpi.source.as_str(),
            unit => unit_name(Unit::Share),
            low_change => low.change.map(|by| change(&by, low.kpi.better)),
            low => figure(&low.slice.figure),
            high => figure(&high.slice.figure),
            chart => Value::from_safe_string(self.chart(title, Unit::Share).between(&points)),
            steps => steps.collect::<Vec<_>>(),
        })
    }

    pub(super) fn chart<'c>(&self, title: &'c str, unit: Unit) -> Chart<'c> {
        Chart {
            title,
            unit,
            lang: self.ui,
        }
    }

    fn points(&self, course: &[Step], unit: Unit) -> Vec<Point> {
        let point = |step: &Step| Point {
            label: short_day(self.ui, step.from),
            value: step.value(unit),
            low: step.figure.and_then(|figure| figure.low),
            high: step.figure.and_then(|figure| figure.high),
        };
        course.iter().map(point).collect()
    }

    fn step(&self, step: &Step, unit: Unit) -> Value {
        context! {
            label => self.label(step),
            value => step.value(unit),
            low => step.figure.and_then(|figure| figure.low),
            high => step.figure.and_then(|figure| figure.high),
            of => step.figure.map(|figure| match unit {
                Unit::Share => figure.den,
                _ => figure.n as f64,
            }),
        }
    }

    fn label(&self, at: &Step) -> String {
        step(self.ui, at.from, granularity(self.question.period))
    }
}

impl Step {
    /// Of nothing there is no share, but a number: none.
    fn value(&self, unit: Unit) -> Option<f64> {
        match (self.figure, unit) {
            (None, Unit::Count) => Some(0.0),
            (figure, _) => figure.and_then(|figure| figure.value),
        }
    }
}

/// What a KPI's values are drawn as.
fn unit(kpi: &Kpi) -> Unit {
    match kpi.kind {
        _ if kpi.is_share() => Unit::Share,
        Kind::Sum { divisor: 1.0 } => Unit::Count,
        _ if (kpi.scale.low, kpi.scale.high) == (Some(-1.0), Some(1.0)) => Unit::Score,
        _ => Unit::Number,
    }
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::Count => "count",
        Unit::Number | Unit::Score => "number",
    }
}

pub(super) fn figure(figure: &Figure) -> Value {
    Serde(figure).into()
}

fn change(change: &Change, better: Direction) -> Value {
    let verdict = match change.verdict(better) {
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        Verdict::Moved => "moved",
        Verdict::Unclear => "unclear",
        Verdict::TooFew => "few",
    };
    context! { by => change.by, low => change.low, high => change.high, verdict }
}
