//! What a KPI is, fact by fact, in words.

use std::fmt::Write;

use super::language::{pick, text};
use super::moment::window;
use super::number::decimal;
use super::wording;
use crate::kpi::{Direction, Kind, Kpi};
use crate::text::fold::fold;
use crate::text::language::Lang;

/// Something that a KPI's file or its site says about it.
pub struct Fact<'k> {
    pub name: &'static str,
    pub text: String,
    /// Other KPIs that it names.
    pub kpis: &'k [String],
}

impl Fact<'_> {
    /// All that it says, as text.
    pub fn says(self) -> String {
        match self.kpis {
            [] => self.text,
            kpis => kpis.join(", "),
        }
    }
}

/// Whether a KPI's name, titles or explanations hold all words of a query, whatever their
/// accents and case.
pub fn speaks_of(kpi: &Kpi, query: &str) -> bool {
    let (title, about) = (&kpi.title, &kpi.about);
    let texts = [&kpi.name, &title.fr, &title.en, &about.fr, &about.en];
    let text = plain(&texts.map(String::as_str).join(" "));
    plain(query)
        .split_whitespace()
        .all(|word| text.contains(word))
}

fn plain(text: &str) -> String {
    fold(text).replace('’', "'")
}

/// All that is said about a KPI beside its title, its explanation and its SELECT.
pub fn facts(lang: Lang, kpi: &Kpi) -> Vec<Fact<'_>> {
    let pick = |fr, en| pick(lang, fr, en);
    let mut facts = Vec::new();
    let mut add = |name, text: String| {
        facts.push(Fact {
            name,
            text,
            kpis: &[],
        });
    };
    add(pick("Valeur", "Value"), value(lang, kpi));
    add(pick("Sens", "Direction"), direction(lang, kpi.better));
    if let Some(target) = kpi.target {
        let target = wording::value(lang, kpi, target);
        add(pick("Objectif", "Target"), target);
    }
    if !kpi.users.is_empty() {
        let users = kpi.users.iter().map(|user| wording::user(lang, *user));
        let users: Vec<&str> = users.collect();
        add(pick("Pour", "For"), users.join(", "));
    }
    add(pick("Source", "Source"), kpi.source.clone());
    for parameter in &kpi.parameters {
        let mut shown = format!("{} = {}", parameter.name, parameter.value);
        if parameter.value != parameter.default {
            let by_default = pick("par défaut", "by default");
            let _ = write!(shown, " ({by_default} {})", parameter.default);
        }
        add(pick("Paramètre", "Parameter"), shown);
    }
    if let Some(written) = &kpi.window {
        let after = pick("après", "after");
        let after = format!("{after} {}", window(lang, written));
        add(pick("Jugé", "Judged"), after);
    }
    if let Some(silence) = &kpi.silence {
        add(pick("Silence", "Silence"), text(lang, silence).to_owned());
    }
    if let Some(of) = &kpi.left_out {
        let rows = pick("lignes", "rows");
        let rows = format!("{rows} {}", text(lang, of));
        add(pick("Écarté", "Left out"), rows);
    }
    add(pick("Version", "Version"), kpi.digest());
    let named = [
        (pick("Composé de", "Made of"), &kpi.of.names),
        (pick("Exige", "Needs"), &kpi.needs.names),
    ];
    let named = named.into_iter().filter(|(_, kpis)| !kpis.is_empty());
    facts.extend(named.map(|(name, kpis)| Fact {
        name,
        text: String::new(),
        kpis,
    }));
    facts
}

fn value(lang: Lang, kpi: &Kpi) -> String {
    let mut value = kind(lang, kpi);
    if let Some(unit) = &kpi.unit {
        let _ = write!(value, ", {}", text(lang, unit));
    }
    value
}

fn kind(lang: Lang, kpi: &Kpi) -> String {
    let number = |number: f64| decimal(lang, number, 2);
    match kpi.kind {
        Kind::Ratio => pick(lang, "part, de 0 à 100\u{202f}%", "share, from 0 to 100%").to_owned(),
        Kind::Mean => pick(lang, "moyenne", "mean").to_owned(),
        Kind::Sum { divisor: 1.0 } => pick(lang, "nombre", "number").to_owned(),
        Kind::Sum { .. } => pick(lang, "somme", "sum").to_owned(),
        Kind::Net => pick(lang, "solde, de -100 à 100", "net score, from -100 to 100").to_owned(),
        Kind::Share => {
            let by = kpi.axis.as_deref().unwrap_or_default();
            let of = pick(lang, "part du tout, par", "share of the whole, by");
            format!("{of} {by}")
        }
        Kind::Persons { at_least: Some(n) } => {
            let of = pick(
                lang,
                "part des personnes, à partir de",
                "share of persons, from",
            );
            format!("{of} {}", number(n))
        }
        Kind::Persons { at_least: None } => {
            pick(lang, "moyenne par personne", "mean by person").to_owned()
        }
        Kind::Distinct => pick(lang, "personnes distinctes", "distinct persons").to_owned(),
        Kind::Stock => pick(
            lang,
            "part du stock au début de la période",
            "share of the stock at the beginning of the period",
        )
        .to_owned(),
        Kind::Percentile { of } => {
            let percentile = pick(lang, "centile", "percentile");
            format!("{percentile} {}", decimal(lang, of * 100.0, 1))
        }
        Kind::Formula => pick(lang, "formule", "formula").to_owned(),
    }
}

fn direction(lang: Lang, better: Direction) -> String {
    match better {
        Direction::Lower => pick(lang, "plus bas, c’est mieux", "lower is better"),
        Direction::Higher => pick(lang, "plus haut, c’est mieux", "higher is better"),
        Direction::Neither => pick(lang, "ni l’un ni l’autre n’est mieux", "neither is better"),
    }
    .to_owned()
}
