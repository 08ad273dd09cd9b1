//! Surveys: a score, and the scale that it is on.

use serde::Deserialize;

use super::super::moment::Moment;
use super::super::singles::{Scale, Survey};
use super::exact::ten_thousandths;
use super::single::{handling, own};

/// A survey whose scale everybody knows, so that few name it.
struct Known {
    name: &'static str,
    min: f64,
    max: f64,
    better: &'static str,
}

/// Effort is asked from "hardly any" to "considerable"; where a house asks the other way
/// round, its events say so (`better`).
const KNOWN: [Known; 4] = [
    Known {
        name: "nps",
        min: 0.0,
        max: 10.0,
        better: "higher",
    },
    Known {
        name: "csat",
        min: 1.0,
        max: 5.0,
        better: "higher",
    },
    Known {
        name: "ces",
        min: 1.0,
        max: 7.0,
        better: "lower",
    },
    Known {
        name: DEFLECTION,
        min: 0.0,
        max: 1.0,
        better: "higher",
    },
];

/// Whether all is settled and a human would have been contacted otherwise: 1 yes, 0 no.
pub(super) const DEFLECTION: &str = "deflection";

#[derive(Default, Deserialize)]
#[serde(default)]
struct Told {
    survey: String,
    score: f64,
    min: Option<f64>,
    max: Option<f64>,
    better: Option<String>,
}

pub(super) fn fold(moment: &Moment<'_>) -> Survey {
    let told: Told = own(moment);
    let known = KNOWN
        .iter()
        .find(|known| known.name.eq_ignore_ascii_case(&told.survey));
    let score = ten_thousandths(told.score);
    let scale = scale(&told, known);
    Survey {
        score,
        scale,
        handling: handling(moment),
        customer: moment.customer,
        flag: flag(score, scale),
        // `NPS` is `nps`: a figure that asks for the one means both.
        survey: known.map_or(told.survey, |known| known.name.to_owned()),
    }
}

/// As told, else as everybody knows it.
fn scale(told: &Told, known: Option<&Known>) -> Scale {
    let better = match told.better.as_deref() {
        Some("lower") => Some("lower"),
        Some("higher") => Some("higher"),
        _ => None,
    };
    let end = |told: Option<f64>, assumed: Option<f64>| told.or(assumed).map(ten_thousandths);
    Scale {
        min: end(told.min, known.map(|known| known.min)),
        max: end(told.max, known.map(|known| known.max)),
        better: better.or(known.map(|known| known.better)),
    }
}

/// What is odd about a score. One outside of a scale that its event tells in full was
/// refused when it came.
fn flag(score: i64, scale: Scale) -> Option<&'static str> {
    let (Some(min), Some(max)) = (scale.min, scale.max) else {
        return Some("no_scale");
    };
    (!(min..=max).contains(&score)).then_some("out_of_scale")
}
