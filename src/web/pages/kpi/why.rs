//! Why a figure moved, for whoever asks: it reads more than the rest of the page.

use minijinja::{Value, context};

use super::super::Asking;
use crate::kpi::explain::{Effect, ExplainError, Explanation, Split, explain, is_splittable};
use crate::kpi::{Kind, Kpi, Question};
use crate::reports::Card;
use crate::reports::number::percent;
use crate::reports::quantity::{difference, quantity};
use crate::reports::report;
use crate::reports::terminal::causes;
use crate::reports::wording;
use crate::web::error::Error;

/// Days that mostly have others before them.
const SHORTER: &str = "7";

/// Values of each axis that are shown.
const MOST: usize = 8;

impl Asking<'_> {
    /// None where the change cannot be split, or there is none.
    pub(super) fn why(&self, kpi: &Kpi, card: &Card<'_>) -> Result<Value, Error> {
        if !is_splittable(kpi) || card.slice.figure.value.is_none() {
            return Ok(Value::from(()));
        }
        if card.then.before.value.is_none() {
            let shorter = [
                ("days", SHORTER),
                ("from", ""),
                ("to", ""),
                ("explain", "1"),
            ];
            let is_long = self.question.period.days() > 7;
            let shorter = is_long.then(|| self.address.here(&shorter));
            return Ok(context! { shorter, is_first => true, splits => () });
        }
        if self.address.explain.is_empty() {
            let href = self.address.here(&[("explain", "1")]);
            return Ok(context! { href, is_first => false, splits => () });
        }
        let before = Question {
            period: card.then.period,
            ..self.question.clone()
        };
        match explain(self.view.facts, kpi, &before, &self.question, &[]) {
            Ok(explanation) => Ok(self.explained(kpi, &explanation)),
            Err(ExplainError::Ask(error)) => Err(report::Error::from(error).into()),
            // Nothing to split: the page says already that there was nothing.
            Err(_) => Ok(Value::from(())),
        }
    }

    fn explained(&self, kpi: &Kpi, explanation: &Explanation) -> Value {
        let splits = explanation
            .splits
            .iter()
            .map(|split| self.split(kpi, split));
        let shown = |value| quantity(self.ui, kpi, value);
        context! {
            href => self.address.here(&[("explain", "")]),
            before => shown(explanation.before),
            after => shown(explanation.after),
            by => difference(self.ui, kpi, explanation.after - explanation.before),
            is_first => false,
            is_count => matches!(kpi.kind, Kind::Sum { .. }),
            causes => causes(self.ui, kpi, explanation),
            splits => splits.collect::<Vec<_>>(),
        }
    }

    fn split(&self, kpi: &Kpi, split: &Split) -> Value {
        let axes: Vec<&str> = split
            .axes
            .iter()
            .map(|axis| wording::axis(self.ui, axis))
            .collect();
        let lines = split.effects.iter().take(MOST);
        let (mix, rate) = (split.mix.iter().sum(), split.rate);
        context! {
            axis => axes.join(" × "),
            lines => lines.map(|effect| self.effect(kpi, split, effect)).collect::<Vec<_>>(),
            more => split.effects.len().saturating_sub(MOST),
            mix => difference(self.ui, kpi, mix),
            rate => difference(self.ui, kpi, rate),
        }
    }

    fn effect(&self, kpi: &Kpi, split: &Split, effect: &Effect) -> Value {
        let named = split.axes.iter().zip(&effect.values);
        let names = named.map(|(axis, value)| wording::axis_value(self.ui, axis, value));
        let rate = |rate: Option<f64>| {
            rate.map_or_else(|| "–".to_owned(), |rate| quantity(self.ui, kpi, rate))
        };
        let [less, more] = effect.weights.map(|weight| percent(self.ui, weight));
        let [then, now] = effect.rates.map(rate);
        context! {
            name => names.collect::<Vec<_>>().join(" × "),
            mix => difference(self.ui, kpi, effect.mix),
            rate => difference(self.ui, kpi, effect.rate),
            weights => format!("{less} → {more}"),
            rates => format!("{then} → {now}"),
        }
    }
}
