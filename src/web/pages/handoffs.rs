//! Hand-offs: transfers from selfcare to humans and back, and what stood before them.

use minijinja::{Value, context};

use super::Asking;
use super::card::in_lang;
use super::lists::counts;
use crate::chart::palette::{BAD, ESCALATED, NEUTRAL, POOR};
use crate::gaps::handoffs::{Before, Count, handoffs};
use crate::reports::report::Error;
use crate::reports::wording;

/// Lines of each list.
const LIMIT: usize = 15;

pub(super) fn show(asking: &Asking<'_>) -> Result<Value, Error> {
    let ui = asking.ui;
    let all = Before::default();
    let found = handoffs(asking.view.facts, &asking.question, &all, LIMIT)?;
    let causes: Vec<_> = found
        .causes
        .iter()
        .map(|line| match line.value.as_deref() {
            Some(cause) => (wording::cause(ui, cause), line.handoffs, colour(cause)),
            None => (
                in_lang(ui, "sans cause", "no cause"),
                line.handoffs,
                NEUTRAL,
            ),
        })
        .collect();
    let title = in_lang(ui, "Cause des transferts", "Cause of hand-offs");
    Ok(context! {
        total => found.total,
        causes => asking.parts(title, &causes),
        cards => [
            asking.card("transfer_from_selfcare")?,
            asking.card("outcome_escalated")?,
        ],
        back => [
            asking.card("transfer_to_selfcare_offered")?,
            asking.card("transfer_to_selfcare_accepted")?,
            asking.card("transfer_to_selfcare_durably_accepted_7d")?,
            asking.card("transfer_to_selfcare_forced")?,
            asking.card("contacts")?,
        ],
        questions => list(&found.questions),
        articles => list(&found.articles),
        themes => list(&found.themes),
        reasons => list(&found.reasons),
    })
}

fn colour(cause: &str) -> crate::chart::Colour {
    match cause {
        "automatic" => BAD,
        "offered" => POOR,
        _ => ESCALATED,
    }
}

fn list(lines: &[Count]) -> Value {
    counts(
        lines
            .iter()
            .map(|line| (line.value.as_deref(), line.handoffs)),
    )
}
