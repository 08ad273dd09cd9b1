//! Where an axis ends, and in how many steps: round numbers.

use super::Unit;

/// An axis from `bottom` to `top`, in `steps` equal ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) bottom: f64,
    pub(super) top: f64,
    pub(super) steps: usize,
}

/// Steps of an axis at most: more are hard to read on a low chart.
const STEPS: usize = 4;

impl Scale {
    /// The scale that shows values up to `largest`, as they are drawn: per cent for shares.
    pub(super) fn upto(largest: f64, unit: Unit) -> Scale {
        if unit == Unit::Score {
            let top = [0.1, 0.2, 0.5].into_iter().find(|top| largest <= *top);
            let top = top.unwrap_or(1.0);
            return Scale {
                bottom: -top,
                top,
                steps: 2,
            };
        }
        let largest = largest.clamp(1.0, 1e15);
        let step = round_steps().find(|step| largest <= step * STEPS as f64);
        let step = step.unwrap_or(largest);
        let steps = (largest / step).ceil().max(1.0);
        let top = match unit {
            Unit::Share => (steps * step).min(100.0),
            _ => steps * step,
        };
        Scale {
            bottom: 0.0,
            top,
            steps: steps as usize,
        }
    }
}

/// 1, 2, 5, 10, 20, 25, 50, 100 …
fn round_steps() -> impl Iterator<Item = f64> {
    (0..16).flat_map(|power| {
        let power = 10f64.powi(power);
        [1.0, 2.0, 2.5, 5.0]
            .into_iter()
            .map(move |step| step * power)
            .filter(|step| step.fract() == 0.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_ends_on_a_round_number_in_whole_steps() {
        #[track_caller]
        fn check(largest: f64, unit: Unit, top: f64, steps: usize) {
            let bottom = 0.0;
            assert_eq!(Scale::upto(largest, unit), Scale { bottom, top, steps });
        }
        check(0.0, Unit::Count, 1.0, 1);
        check(3.0, Unit::Count, 3.0, 3);
        check(13.2, Unit::Share, 15.0, 3);
        check(61.0, Unit::Share, 80.0, 4);
        check(100.0, Unit::Share, 100.0, 4);
        check(1_310.0, Unit::Count, 1_500.0, 3);
    }

    #[test]
    fn every_value_is_below_the_top_and_every_tick_is_whole() {
        for largest in (0..5_000).map(f64::from) {
            let scale = Scale::upto(largest, Unit::Count);
            assert!(scale.top >= largest, "{largest}: {scale:?}");
            let step = scale.top / scale.steps as f64;
            assert_eq!(step.fract(), 0.0, "{largest}: {scale:?}");
        }
    }
}
