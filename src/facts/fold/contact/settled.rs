//! Whether what a contact was about is settled, and how long that took.

use super::super::super::Settings;
use super::super::super::rows::contact::{Oddity, Settled};
use super::life::Life;
use super::step::Step;
use crate::events::Kind;

pub(super) fn settled(life: &mut Life<'_, '_>, settings: &Settings) -> Settled {
    let mut settled = Settled {
        reopened: life.all(Kind::Reopened).count() as i64,
        ..Settled::default()
    };
    if is_reopened_too_soon(life) {
        life.note(Oddity::ReopenedBeforeResolved);
    }
    if let Some(standing) = standing(life) {
        settled.resolved = true;
        settled.resolved_at = Some(standing.at);
        let resolution = life.since_begin(standing, Oddity::ResolvedBeforeContact);
        settled.resolution = resolution.filter(|_| !is_as_it_was_met(life, standing));
        settled.resolution_business = settled.resolution.map(|time| {
            let Settings { zone, hours, .. } = settings;
            hours.between(zone, standing.at - time, standing.at)
        });
    }
    settled
}

/// An export that says that it was resolved, and not when, has it resolved as it was met.
fn is_as_it_was_met(life: &Life<'_, '_>, resolved: &Step<'_>) -> bool {
    let met = life.first(Kind::Contact);
    met.is_some_and(|met| met.at == resolved.at)
}

/// The last resolution, unless the contact was reopened since.
fn standing<'s, 'e>(life: &Life<'s, 'e>) -> Option<&'s Step<'e>> {
    let changes = [Kind::Resolved, Kind::Reopened];
    let last = life.steps.iter().rfind(|step| changes.contains(&step.kind));
    last.filter(|step| step.kind == Kind::Resolved)
}

/// Nothing was settled yet when it was reopened first.
fn is_reopened_too_soon(life: &Life<'_, '_>) -> bool {
    let resolved = life.first(Kind::Resolved);
    let reopened = life.first(Kind::Reopened);
    reopened.is_some_and(|reopened| resolved.is_none_or(|resolved| reopened.at < resolved.at))
}
