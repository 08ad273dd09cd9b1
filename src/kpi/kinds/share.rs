//! Shares of a whole: a slice's `num` in the `den` of all values of its axis.

use crate::kpi::ask::{Ask, Figures};
use crate::kpi::figure::Figure;
use crate::kpi::question::{Axis, Question};
use crate::kpi::run::Error;
use crate::kpi::sums::Sums;

/// By a column, that is the axis of the shares; over time, and without an axis, it is
/// the KPI's own one, and only a filter on it leaves something to be a share.
pub(in crate::kpi) fn figures(ask: &Ask<'_>) -> Result<Figures, Error> {
    let over = match ask.axis {
        Some(Axis::Column(column)) => Some(column.as_str()),
        _ => ask.kpi.axis.as_deref(),
    };
    let mut whole = Question::clone(ask.question);
    if let Some(over) = over {
        whole.filters.drop(over);
    }
    let mut parts = ask.sums()?;
    let Some(Axis::Column(_) | Axis::Columns(_)) = ask.axis else {
        // Where nothing of a part is, it is a share of 0.
        let wholes = ask.with(&whole).sums()?.into_iter();
        let figure = |(slice, whole)| {
            let part = parts.remove(&slice).unwrap_or_default();
            (slice, figure(ask, &part, whole))
        };
        return Ok(wholes.map(figure).collect());
    };
    let whole = ask.with(&whole).sum()?;
    let figure = |(slice, part)| (slice, figure(ask, &part, whole));
    Ok(parts.into_iter().map(figure).collect())
}

/// Rows of other slices have nothing in `num`, and their own `den`.
fn figure(ask: &Ask<'_>, part: &Sums, whole: Sums) -> Figure {
    let sums = Sums {
        num: part.num,
        num2: part.num2,
        numden: part.numden,
        ..whole
    };
    Figure::of(ask.kpi, &sums)
}
