//! A KPI's card as templates read it: its figure, its change, its chart and the table of that.

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::Asking;
use super::address;
use crate::chart::{Chart, Point, Unit};
use crate::kpi::interval::Method;
use crate::kpi::{Change, Direction, Figure, Kind, Kpi, Verdict};
use crate::period::{DAY, HOUR, MINUTE, SECOND};
use crate::reports::Card;
use crate::reports::card::{Step, granularity};
use crate::reports::language::{pick, text};
use crate::reports::moment::{short_day, step};
use crate::reports::number::count;
use crate::reports::quantity::{self, Measure, difference, quantity};
use crate::reports::report::Error;
use crate::reports::wording::left_out;

impl Asking<'_> {
    /// A card with its course: an amount for a sum, a line for everything else.
    pub(super) fn card(&self, name: &str) -> Result<Value, Error> {
        let card = Card::of(self.view, name, &self.question)?;
        Ok(self.shown(&card))
    }

    pub(super) fn shown(&self, card: &Card<'_>) -> Value {
        let (ui, kpi) = (self.ui, card.kpi);
        let title = text(ui, &kpi.title);
        let figure = &card.slice.figure;
        let drawing = Drawing::of(kpi, &card.course);
        let chart = self.chart(title, drawing.unit);
        let points = self.points(&card.course, drawing);
        let is_amount = points.iter().all(|point| point.value >= Some(0.0));
        let svg = match drawing.unit {
            // The middle of two bounds is no better guess than its ends.
            _ if figure.method == Some(Method::Bounds) => chart.between(&points),
            Unit::Count if is_amount => chart.amount(&points),
            _ => chart.trend(&points),
        };
        let steps = card.course.iter().map(|step| self.step(kpi, step, drawing));
        let before = (card.then.before.n > 0).then_some(&card.then.before);
        let before = before.and_then(|before| quantity::value(ui, kpi, before));
        let with_intervals = card.course.iter().flat_map(|step| step.figure);
        context! {
            name => kpi.name.as_str(),
            href => self.to_kpi(&kpi.name),
            title,
            about => text(ui, &kpi.about),
            source => kpi.source.as_str(),
            unit => kpi.unit.as_ref().map(|unit| text(ui, unit)),
            unit_beside => quantity::unit_beside(ui, kpi),
            value => quantity::value(ui, kpi, figure),
            of => self.basis(kpi, figure),
            interval => quantity::interval(ui, kpi, figure),
            needs => self.titles(&card.needs),
            left_out => left_out(ui, kpi.left_out.as_ref(), &card.slice.left_out),
            change => card.then.change.map(|by| self.change(kpi, &by)),
            before,
            has_intervals => with_intervals.into_iter().any(|figure| figure.low.is_some()),
            drawn_in => drawing.name.map(|(fr, en)| pick(ui, fr, en)),
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
            hrefs => [&low, &high].map(|card| self.to_kpi(&card.kpi.name)),
            about => [&low, &high].map(|card| text(self.ui, &card.kpi.about).to_owned()),
            compare => self.to_family("deflection"),
            source => low.kpi.source.as_str(),
            low_change => low.then.change.map(|by| self.change(low.kpi, &by)),
            low => self::figure(&low.slice.figure),
            high => self::figure(&high.slice.figure),
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

    /// Where a KPI's page is, with the filters that hold.
    pub(super) fn to_kpi(&self, name: &str) -> String {
        let (ui, name) = (self.ui.as_str(), address::step(name));
        format!("/{ui}/kpis/{name}{}", self.address.query())
    }

    /// KPIs by their titles, each with where its page is.
    pub(super) fn titles(&self, kpis: &[&Kpi]) -> Vec<Value> {
        let title = |kpi: &&Kpi| {
            context! { title => text(self.ui, &kpi.title), href => self.to_kpi(&kpi.name) }
        };
        kpis.iter().map(title).collect()
    }

    /// Of what a figure is: of how many, or how many of how many.
    pub(super) fn basis(&self, kpi: &Kpi, figure: &Figure) -> Option<String> {
        figure.value?;
        let n = |n: f64| count(self.ui, n.max(0.0) as u64);
        match Measure::of(kpi) {
            Measure::Count => None,
            Measure::Share if kpi.kind != Kind::Formula => {
                Some(format!("{} / {}", n(figure.num), n(figure.den)))
            }
            _ => Some(format!("n = {}", n(figure.n as f64))),
        }
    }

    pub(super) fn change(&self, kpi: &Kpi, change: &Change) -> Value {
        context! {
            by => difference(self.ui, kpi, change.by),
            is_up => change.by > 0.0,
            verdict => verdict(change, kpi.better),
        }
    }

    fn points(&self, course: &[Step], drawing: Drawing) -> Vec<Point> {
        let point = |step: &Step| {
            let drawn = |number: Option<f64>| number.map(|number| number * drawing.factor);
            Point {
                label: short_day(self.ui, step.from),
                value: drawn(step.value(drawing.unit)),
                low: drawn(step.figure.and_then(|figure| figure.low)),
                high: drawn(step.figure.and_then(|figure| figure.high)),
            }
        };
        course.iter().map(point).collect()
    }

    fn step(&self, kpi: &Kpi, at: &Step, drawing: Drawing) -> Value {
        let of = at.figure.map(|figure| match drawing.unit {
            Unit::Share => figure.den,
            _ => figure.n as f64,
        });
        let shown = |value| quantity(self.ui, kpi, value);
        context! {
            label => self.label(at),
            value => at.value(drawing.unit).map(shown),
            interval => at.figure.and_then(|figure| quantity::interval(self.ui, kpi, &figure)),
            of,
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
#[derive(Clone, Copy)]
struct Drawing {
    unit: Unit,
    /// From the KPI's unit to that of the axis.
    factor: f64,
    /// What the axis counts in, where its numbers do not say it.
    name: Option<(&'static str, &'static str)>,
}

/// Units of time that an axis may have, largest first.
const TIMES: [(i64, (&str, &str)); 4] = [
    (DAY, ("en jours", "in days")),
    (HOUR, ("en heures", "in hours")),
    (MINUTE, ("en minutes", "in minutes")),
    (SECOND, ("en secondes", "in seconds")),
];

impl Drawing {
    fn of(kpi: &Kpi, course: &[Step]) -> Drawing {
        let plain = |unit| Drawing {
            unit,
            factor: 1.0,
            name: None,
        };
        match Measure::of(kpi) {
            Measure::Share => plain(Unit::Share),
            Measure::Count => plain(Unit::Count),
            Measure::Time { seconds } => Drawing::of_times(seconds, course),
            Measure::Points => Drawing {
                name: Some(("en points", "in points")),
                ..plain(Unit::Number)
            },
            Measure::Euros => Drawing {
                name: Some(("en euros", "in euros")),
                ..plain(Unit::Number)
            },
            Measure::Number if (kpi.scale.low, kpi.scale.high) == (Some(-1.0), Some(1.0)) => {
                plain(Unit::Score)
            }
            Measure::Number => plain(Unit::Number),
        }
    }

    /// In the largest unit of which the longest of the times is two.
    fn of_times(seconds: f64, course: &[Step]) -> Drawing {
        let values = course.iter().filter_map(|step| step.figure?.value);
        let longest = values.fold(0.0, f64::max) * seconds;
        let in_unit = |unit: i64| (unit / SECOND) as f64;
        let fits = |(unit, _): &&(i64, _)| longest >= 2.0 * in_unit(*unit);
        let (unit, name) = TIMES.iter().find(fits).unwrap_or(&TIMES[3]);
        Drawing {
            unit: Unit::Number,
            factor: seconds / in_unit(*unit),
            name: Some(*name),
        }
    }
}

pub(super) fn figure(figure: &Figure) -> Value {
    Serde(figure).into()
}

pub(super) fn verdict(change: &Change, better: Direction) -> &'static str {
    match change.verdict(better) {
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        Verdict::Moved => "moved",
        Verdict::Unclear => "unclear",
        Verdict::TooFew => "few",
    }
}
