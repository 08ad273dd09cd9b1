//! Reviews: how well a contact was handled, by the criteria of a grid.

use serde::Deserialize;

use super::super::moment::Moment;
use super::super::singles::Review;
use super::exact::ten_thousandths;
use super::single::{handling, own};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Told {
    grid: Option<String>,
    criteria: Vec<Criterion>,
    score: Option<f64>,
    min: Option<f64>,
    max: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Criterion {
    score: f64,
    min: Option<f64>,
    max: Option<f64>,
    weight: Option<f64>,
}

/// The best that can be scored, where none is told.
const BEST_OF_CRITERION: f64 = 1.0;
const BEST_OF_ALL: f64 = 100.0;

/// Σ weight · share of the scale that is reached, and Σ weight. A score beside criteria is
/// what they came to, and counts only where they are not told. What does not lie on its
/// assumed scale is left out of both sums, and flagged.
pub(super) fn fold(moment: &Moment<'_>) -> Review {
    let told: Told = own(moment);
    let (criteria, best) = match (told.criteria.is_empty(), told.score) {
        (true, Some(score)) => {
            let all = Criterion {
                score,
                min: told.min,
                max: told.max,
                weight: None,
            };
            (vec![all], BEST_OF_ALL)
        }
        _ => (told.criteria, BEST_OF_CRITERION),
    };
    let (mut points, mut weight, mut flag) = (0.0, 0.0, None);
    for criterion in &criteria {
        match criterion.reached(best) {
            Some(reached) => {
                points += criterion.weight() * reached;
                weight += criterion.weight();
            }
            None => flag = Some("out_of_scale"),
        }
    }
    Review {
        handling: handling(moment),
        grid: told.grid,
        points: ten_thousandths(points),
        weight: ten_thousandths(weight),
        flag,
    }
}

impl Criterion {
    fn weight(&self) -> f64 {
        self.weight.unwrap_or(1.0)
    }

    /// From 0 to 1; none where the score does not lie on its scale.
    fn reached(&self, best: f64) -> Option<f64> {
        let (min, max) = (self.min.unwrap_or(0.0), self.max.unwrap_or(best));
        let reached = (self.score - min) / (max - min);
        (min < max && (0.0..=1.0).contains(&reached)).then_some(reached)
    }
}
