//! One change, split by one way to part the rows.

/// Sums of the rows of one value, then and now, each as a part of the whole: `num` in the
/// unit of the figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// A value for each axis; empty text is "not given".
    pub values: Vec<String>,
    /// Σnum and Σden, before and after.
    pub num: [f64; 2],
    pub den: [f64; 2],
}

impl Part {
    pub(super) fn of(values: Vec<String>) -> Part {
        Part {
            values,
            num: [0.0; 2],
            den: [0.0; 2],
        }
    }

    /// Σnum ÷ Σden on a side; none without `den`.
    fn rate(&self, side: usize) -> Option<f64> {
        (self.den[side] != 0.0).then(|| self.num[side] / self.den[side])
    }
}

/// What a value did to a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    pub values: Vec<String>,
    /// What came of more or fewer of its cases.
    pub mix: f64,
    /// What came of its cases ending differently.
    pub rate: f64,
    /// Its part of all cases, before and after.
    pub weights: [f64; 2],
    /// Its own figure; none without cases.
    pub rates: [Option<f64>; 2],
}

impl Effect {
    /// Both effects together, whichever way they go.
    pub fn size(&self) -> f64 {
        self.mix.abs().max(self.rate.abs())
    }

    /// How much larger an effect is than the part of the change that is the value's due.
    pub fn beyond(&self, change: f64) -> f64 {
        let due = (self.weights[0] + self.weights[1]) / 2.0 * change;
        self.mix.abs().max((self.rate - due).abs())
    }
}

/// The effects of all values on Σnum ÷ Σden: their sum is the whole change.
///
/// Kitagawa (1955), "Components of a difference between two rates", JASA 50. The effect
/// of more cases is taken against the mean figure of all, so that it has the sign of what
/// such cases do; that changes nothing in the sum, since all parts grow by nothing. A
/// value without cases on one side has the figure of the other side there, and one without
/// `den` on both moves the figure by its `num` alone.
pub(super) fn effects(parts: &[Part]) -> Vec<Effect> {
    let whole = |side: usize| parts.iter().map(|part| part.den[side]).sum::<f64>();
    let wholes = [whole(0), whole(1)];
    let all = |side: usize| parts.iter().map(|part| part.num[side]).sum::<f64>() / wholes[side];
    let centre = (all(0) + all(1)) / 2.0;
    let effect = |part: &Part| {
        let weights = [0, 1].map(|side| part.den[side] / wholes[side]);
        let rates = [0, 1].map(|side| part.rate(side));
        let mix = match (rates[0].or(rates[1]), rates[1].or(rates[0])) {
            (Some(then), Some(now)) => (weights[1] - weights[0]) * ((then + now) / 2.0 - centre),
            _ => 0.0,
        };
        // All that the value adds to the figure, less what its number of cases does. The
        // centre is taken away on both sides of the sum over all values.
        let added = part.num[1] / wholes[1] - part.num[0] / wholes[0];
        let rate = added - mix - (weights[1] - weights[0]) * centre;
        Effect {
            values: part.values.clone(),
            mix,
            rate,
            weights,
            rates,
        }
    };
    parts.iter().map(effect).collect()
}

/// The effects of all values on a count: what each has more or less. A value's part of all
/// is then that of what is counted.
pub(super) fn counts(parts: &[Part]) -> Vec<Effect> {
    let all = |side: usize| parts.iter().map(|part| part.num[side].abs()).sum::<f64>();
    let wholes = [all(0), all(1)];
    let weight = |part: &Part, side: usize| match wholes[side] {
        0.0 => 0.0,
        whole => part.num[side].abs() / whole,
    };
    let effect = |part: &Part| Effect {
        values: part.values.clone(),
        mix: 0.0,
        rate: part.num[1] - part.num[0],
        weights: [0, 1].map(|side| weight(part, side)),
        rates: part.num.map(Some),
    };
    parts.iter().map(effect).collect()
}
