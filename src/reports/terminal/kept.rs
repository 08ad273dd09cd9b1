//! A figure of then, beside what comes of computing it again; the versions of a KPI.

use super::super::language::{of_terminal, pick, text};
use super::super::moment::moment;
use super::super::number::not_applicable;
use super::super::table::{columns, paragraph};
use super::super::wording;
use crate::figures::{Again, Kept};
use crate::kpi::{Figure, Kpi};
use crate::period::{Millis, Zone};
use crate::text::language::Lang;

/// How a figure is opened again; `place` says where it is, as options.
pub fn link(link: &str, place: &str) -> String {
    let title = pick(of_terminal(), "Lien permanent\u{a0}: ", "Permalink: ");
    format!("{title}vigie kpi figure {link}{place}")
}

/// The versions of a KPI with the moments since which they are known.
pub fn versions(versions: &[(String, Millis)], now: Option<&str>, zone: &Zone) -> String {
    let lang = of_terminal();
    let header = ["Version", pick(lang, "Connue depuis", "Known since"), ""];
    let row = |(version, since): &(String, Millis)| {
        let is_now = now == Some(version.as_str());
        let now = if is_now {
            pick(lang, "actuelle", "of now")
        } else {
            ""
        };
        vec![version.clone(), moment(lang, *since, zone), now.to_owned()]
    };
    let rows: Vec<Vec<String>> = std::iter::once(header.map(str::to_owned).to_vec())
        .chain(versions.iter().map(row))
        .collect();
    columns(&rows, &[0, 1, 2])
}

/// A figure as it was kept. `kpi` is the definition that says how to write it.
pub fn kept(kept: &Kept, again: Again, kpi: Option<&Kpi>, zone: &Zone) -> String {
    let lang = of_terminal();
    let identity = &kept.identity;
    let title = kpi.map_or(identity.kpi.as_str(), |kpi| text(lang, &kpi.title));
    let filters = [
        &identity.channel,
        &identity.lang,
        &identity.application,
        &identity.theme,
    ];
    let filters: Vec<&str> = filters.into_iter().flatten().map(String::as_str).collect();
    let mut lines = vec![
        format!("{title} ({})", identity.kpi),
        format!("{} – {}", identity.from, identity.to),
        shown(lang, kpi, &kept.figure),
    ];
    if !filters.is_empty() {
        let of = pick(lang, "Filtres\u{a0}: ", "Filters: ");
        lines.push(format!("{of}{}", filters.join(", ")));
    }
    let version = pick(lang, "Version", "Version");
    let as_of = pick(lang, "jugé au", "as of");
    let event = pick(lang, "jusqu’à l’événement n°", "up to event no.");
    lines.push(format!(
        "{version} {}, {as_of} {}, {event} {}",
        identity.version,
        moment(lang, identity.as_of, zone),
        identity.watermark
    ));
    let digest = pick(lang, "Empreinte\u{a0}: ", "Digest: ");
    lines.push(format!("{digest}{}", kept.digest));
    lines.push(String::new());
    lines.push(paragraph(&became(lang, kpi, again)));
    lines.join("\n")
}

fn shown(lang: Lang, kpi: Option<&Kpi>, figure: &Figure) -> String {
    let written = |number: f64| match kpi {
        Some(kpi) => wording::value(lang, kpi, number),
        None => number.to_string(),
    };
    let Some(value) = figure.value else {
        return not_applicable(lang).to_owned();
    };
    let mut line = written(value);
    if let (Some(low), Some(high)) = (figure.low, figure.high) {
        line.push_str(&format!(" [{} – {}]", written(low), written(high)));
    }
    format!("{line} ({} / {})", figure.num, figure.den)
}

fn became(lang: Lang, kpi: Option<&Kpi>, again: Again) -> String {
    match (again, lang) {
        (Again::Same, Lang::Fr) => {
            "Recalculé depuis les événements d’alors\u{a0}: le même, au bit près.".to_owned()
        }
        (Again::Same, Lang::En) => {
            "Computed again from the events of then: the same, bit for bit.".to_owned()
        }
        (Again::Gone, Lang::Fr) => {
            "Des événements ou transcriptions d’alors ont été effacés ou ont expiré\u{a0}: voici le chiffre conservé."
                .to_owned()
        }
        (Again::Gone, Lang::En) => {
            "Events or transcripts of then were erased or have expired: this is the figure as it was kept."
                .to_owned()
        }
        (Again::OtherFacts, Lang::Fr) => {
            "Cette version de Vigie calcule les faits autrement\u{a0}: voici le chiffre conservé.".to_owned()
        }
        (Again::OtherFacts, Lang::En) => {
            "This version of Vigie makes facts otherwise: this is the figure as it was kept.".to_owned()
        }
        (Again::Other(figure), _) => {
            let title = pick(
                lang,
                "Recalculé, il diffère, ce qui ne devrait pas être\u{a0}: ",
                "Computed again it differs, which should not be: ",
            );
            format!("{title}{}", shown(lang, kpi, &figure))
        }
    }
}
