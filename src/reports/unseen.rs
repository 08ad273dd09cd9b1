//! Rows that were judged, though what decides of them is not known: their window reaches
//! behind the last day that holds data, where nobody came back because nothing is known.

use jiff::civil::Date;

use super::report::Error;
use crate::facts::read::last_days;
use crate::kpi::{Kpi, Question, left_out};
use crate::period::DAY;
use crate::site::View;

/// How many rows, and the last day that holds data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unseen {
    pub rows: u64,
    pub last: Date,
}

/// Those of a figure; none while data keep coming.
pub fn of(view: View<'_>, kpi: &Kpi, question: &Question) -> Result<Option<Unseen>, Error> {
    let last = last_days(view.facts, 1, None)?.map(|last| last.to);
    let Some((last, next)) = last.and_then(|last| Some((last, last.tomorrow().ok()?))) else {
        return Ok(None);
    };
    let end = view.settings.zone()?.start_of(next);
    if question.as_of < end + DAY {
        return Ok(None);
    }
    let then = Question {
        as_of: end,
        ..question.clone()
    };
    let judged = |question| left_out::judged(view.facts, kpi, question);
    let rows = (judged(question)? - judged(&then)?).unsigned_abs();
    Ok((rows > 0).then_some(Unseen { rows, last }))
}
