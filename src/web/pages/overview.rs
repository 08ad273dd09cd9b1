//! The overview: does selfcare work, and what to look at first.

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::super::error::Error;
use super::Asking;
use crate::chart::palette::{BAD, ESCALATED, FAIR, GOOD, NEUTRAL, POOR};
use crate::events::log::Excluded;
use crate::gaps::rare::Reader;
use crate::gaps::unanswered::{Request, unanswered};
use crate::reports::language::pick;
use crate::reports::number::counted;
use crate::reports::report::{self, Parts, Rate};
use crate::reports::wording::{self, left_out};
use crate::text::language::Lang;

/// Lines of what to look at first.
const FIRST: usize = 6;

pub(super) fn show(asking: &Asking<'_>) -> Result<Value, Error> {
    let ui = asking.ui;
    let parts = Parts {
        view: asking.view,
        question: &asking.question,
    };
    let episodes = parts.episodes()?;
    let outcomes = &episodes.outcomes;
    let outcomes = [
        ("confirmed", outcomes.confirmed, GOOD),
        ("silent_with_answer", outcomes.silent_with_answer, FAIR),
        ("unengaged", outcomes.unengaged, NEUTRAL),
        (
            "silent_without_answer",
            outcomes.silent_without_answer,
            POOR,
        ),
        ("negative", outcomes.negative, BAD),
        ("escalated", outcomes.escalated, ESCALATED),
    ]
    .map(|(name, n, colour)| (wording::outcome(ui, name), n, colour));
    let from = parts.transfers_from()?;
    let causes = from.by_cause.iter();
    let causes = causes.map(|(cause, n)| context! { cause => wording::cause(ui, cause), n });
    let to = parts.transfers_to()?;
    let deflection = pick(ui, "Déflexion", "Deflection");
    let of_outcomes = pick(ui, "Issue des épisodes", "How episodes ended");
    Ok(context! {
        cards => [
            asking.between("deflection_low", "deflection_high", deflection)?,
            asking.card("transfer_from_selfcare")?,
            asking.card("transfer_to_selfcare_accepted")?,
            asking.card("zero_result_rate")?,
            asking.card("durable_resolution_7d")?,
            asking.card("episodes")?,
        ],
        episodes => context! {
            total => episodes.total,
            engaged => episodes.engaged,
            with_customer => episodes.with_customer,
        },
        outcomes => asking.parts(of_outcomes, &outcomes),
        from => rate(&from.rate),
        causes => causes.collect::<Vec<_>>(),
        contacts => to.contacts,
        to => context! {
            offered => rate(&to.offered),
            accepted => rate(&to.accepted),
            durably_24h => rate(&to.durably_accepted_24h),
            durably_7d => rate(&to.durably_accepted_7d),
            forced => rate(&to.forced),
        },
        first => first(asking)?,
        young => left_out(ui, to.durably_accepted_7d.left_out_of.as_ref(), &to.durably_accepted_7d.left_out),
        excluded => excluded(ui, &parts.excluded()?),
    })
}

/// What is asked in vain by most people.
fn first(asking: &Asking<'_>) -> Result<Vec<Value>, report::Error> {
    let request = Request {
        period: asking.question.period,
        filters: &asking.question.filters,
        reason: None,
        expression: None,
        reader: Reader::Insider,
        limit: FIRST,
        lang: asking.view.settings.lang,
    };
    let found = unanswered(asking.view.facts, &request)?;
    let lines = found.expressions.iter().map(|line| {
        let more = [("expression", line.expression.as_str())];
        context! {
            expression => line.expression.as_str(),
            people => line.visitors,
            href => format!("/{}/searches{}", asking.ui.as_str(), asking.address.here(&more)),
        }
    });
    Ok(lines.collect())
}

/// What is in no figure.
fn excluded(ui: Lang, excluded: &Excluded) -> String {
    let bots = (
        ("événement de robot", "événements de robots"),
        ("bot event", "bot events"),
    );
    let conflicts = (
        ("doublon contradictoire", "doublons contradictoires"),
        ("conflicting duplicate", "conflicting duplicates"),
    );
    format!(
        "{} {} · {}",
        pick(ui, "Hors des chiffres\u{a0}:", "Not in the figures:"),
        counted(ui, excluded.bots, bots.0, bots.1),
        counted(ui, excluded.conflicts, conflicts.0, conflicts.1),
    )
}

fn rate(rate: &Rate) -> Value {
    Serde(rate).into()
}
