//! Deflection between its bounds.

use super::super::language::{of_terminal, pick};
use super::super::number::{count, not_applicable, percent};
use super::super::table::{columns, paragraph};
use super::super::wording::measurement;
use crate::kpi::bounds::Bounds;
use crate::period::Period;
use crate::text::language::Lang;

pub fn deflection(bounds: Option<&Bounds>, period: Period) -> String {
    let lang = of_terminal();
    let title = pick(
        lang,
        "Déflexion (aucun contact humain)",
        "Deflection (no human contact)",
    );
    let Some(bounds) = bounds else {
        return format!("{title}, {period}\u{a0}: {}", not_applicable(lang));
    };
    let (low, high) = (percent(lang, bounds.low), percent(lang, bounds.high));
    let engaged = count(lang, bounds.engaged);
    let says = match lang {
        Lang::Fr => format!(
            "{title}, {period}\u{a0}: entre {low} et {high} des {engaged} épisodes engagés \
             n’ont mené leur client chez aucun humain pour ce besoin. Qui est reparti sans \
             réponse et n’a pas appelé en est\u{a0}: ne pas avoir appelé n’est pas avoir trouvé. À qui le \
             selfcare a répondu, deflection_low et deflection_high le bornent."
        ),
        Lang::En => format!(
            "{title}, {period}: between {low} and {high} of {engaged} engaged episodes \
             led their person to no human about that need. Whoever left without an answer \
             and did not call is in it: not having called is not having found. Whom selfcare \
             answered, deflection_low and deflection_high bound."
        ),
    };
    let mut rows = vec![vec![
        pick(lang, "Mesurer", "Measuring").to_owned(),
        pick(lang, "resserrerait d’au plus", "would narrow by at most").to_owned(),
        pick(lang, "épisodes sans", "episodes without").to_owned(),
    ]];
    for gain in bounds.measurements.iter().filter(|gain| gain.by > 0.0) {
        rows.push(vec![
            measurement(lang, gain.measurement).to_owned(),
            percent(lang, gain.by),
            count(lang, gain.episodes),
        ]);
    }
    match rows.len() {
        1 => paragraph(&says),
        _ => format!("{}\n\n{}", paragraph(&says), columns(&rows, &[0])),
    }
}
