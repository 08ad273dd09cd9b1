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
    /// The scale of scores from -1 to 1 that are this far from 0 at most.
    pub(super) fn of_scores(largest: f64) -> Scale {
        let top = [0.1, 0.2, 0.5].into_iter().find(|top| largest <= *top);
        let top = top.unwrap_or(1.0);
        Scale {
            bottom: -top,
            top,
            steps: 2,
        }
    }

    /// The scale that shows values between two, as they are drawn: per cent for shares.
    /// Zero is one of its steps.
    pub(super) fn between(lowest: f64, largest: f64, unit: Unit) -> Scale {
        let (lowest, largest) = (lowest.clamp(-1e15, 0.0), largest.clamp(0.0, 1e15));
        // Of things that are counted there is no half.
        let least = if unit == Unit::Number { 1e-3 } else { 1.0 };
        let span = match largest - lowest {
            0.0 => 1.0,
            span => span.max(least),
        };
        let step = round_steps(least).find(|step| span <= step * STEPS as f64);
        let step = step.unwrap_or(span);
        // What lies on a step is not above it for a bit that got lost.
        let steps = |number: f64| (number / step - 1e-9).ceil().max(0.0);
        let (below, above) = (steps(-lowest), steps(largest));
        let above = if below + above > 0.0 { above } else { 1.0 };
        let top = match unit {
            Unit::Share => (above * step).min(100.0),
            _ => above * step,
        };
        Scale {
            // Not -0, which has a sign on the axis.
            bottom: 0.0 - below * step,
            top,
            steps: (below + above) as usize,
        }
    }
}

/// 1, 2, 5, 10, 20, 25, 50, 100 …, from the least on.
fn round_steps(least: f64) -> impl Iterator<Item = f64> {
    (-3..16).flat_map(move |power| {
        let power = 10f64.powi(power);
        [1.0, 2.0, 2.5, 5.0]
            .into_iter()
            .map(move |step| step * power)
            .filter(move |step| *step >= least && (least < 1.0 || step.fract() == 0.0))
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
            let scale = Scale::between(0.0, largest, unit);
            assert_eq!(scale, Scale { bottom, top, steps });
        }
        check(0.0, Unit::Count, 1.0, 1);
        check(3.0, Unit::Count, 3.0, 3);
        check(13.2, Unit::Share, 15.0, 3);
        check(61.0, Unit::Share, 80.0, 4);
        check(100.0, Unit::Share, 100.0, 4);
        check(1_310.0, Unit::Count, 1_500.0, 3);
    }

    #[test]
    fn an_axis_goes_below_zero_where_values_do_and_zero_is_a_step() {
        #[track_caller]
        fn check(lowest: f64, largest: f64, expected: (f64, f64, usize)) {
            let scale = Scale::between(lowest, largest, Unit::Number);
            assert_eq!((scale.bottom, scale.top, scale.steps), expected);
        }
        check(-30.0, 45.0, (-40.0, 60.0, 5));
        check(-80.0, -10.0, (-80.0, 0.0, 4));
        check(0.0, 0.03, (0.0, 0.03, 3));
        check(0.0, 0.0, (0.0, 0.25, 1));
    }

    #[test]
    fn every_value_is_below_the_top_and_every_tick_is_whole() {
        for largest in (0..5_000).map(f64::from) {
            let scale = Scale::between(0.0, largest, Unit::Count);
            assert!(scale.top >= largest, "{largest}: {scale:?}");
            let step = scale.top / scale.steps as f64;
            assert_eq!(step.fract(), 0.0, "{largest}: {scale:?}");
        }
    }
}
