//! Shares of a whole: a slice's `num` in the `den` of all values of its axis.

use std::collections::BTreeMap;

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
    let parts = ask.sums()?;
    match ask.axis {
        Some(Axis::Time(_)) => {
            let wholes = ask.with(&whole).sums()?;
            let whole = |slice: &str| wholes.get(slice).copied().unwrap_or_default();
            Ok(in_whole(ask, parts, whole))
        }
        _ => {
            let whole = ask.with(&whole).sum()?;
            Ok(in_whole(ask, parts, |_| whole))
        }
    }
}

fn in_whole(ask: &Ask<'_>, parts: BTreeMap<String, Sums>, whole: impl Fn(&str) -> Sums) -> Figures {
    let figure = |(slice, part): (String, Sums)| {
        let whole = whole(&slice);
        // Rows of other slices have nothing in `num`, and their own `den`.
        let sums = Sums {
            num: part.num,
            num2: part.num2,
            numden: part.numden,
            ..whole
        };
        (slice, Figure::of(ask.kpi, &sums))
    };
    parts.into_iter().map(figure).collect()
}
