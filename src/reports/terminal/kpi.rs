//! What KPIs there are, and what one is.

use std::fmt::Write;

use crate::kpi::{Direction, Kind, Kpi, User};
use crate::reports::language::{of_terminal, pick, text};
use crate::reports::moment::window;
use crate::reports::number::{counted, decimal};
use crate::reports::table::{columns, paragraph};
use crate::reports::wording;
use crate::text::language::Lang;

/// KPIs by who needs them, each by its name with its title; one that several need stands
/// under each.
pub fn kpis(kpis: &[&Kpi], asked: Option<User>) -> String {
    let lang = of_terminal();
    let groups = User::ALL
        .into_iter()
        .filter(|user| asked.is_none_or(|it| it == *user));
    let mut out = String::new();
    for user in groups {
        let of_user: Vec<&Kpi> = kpis
            .iter()
            .copied()
            .filter(|kpi| kpi.users.contains(&user))
            .collect();
        group(&mut out, lang, wording::user(lang, user), &of_user);
    }
    let of_nobody: Vec<&Kpi> = kpis
        .iter()
        .copied()
        .filter(|kpi| kpi.users.is_empty())
        .collect();
    let is_only = out.is_empty();
    match is_only {
        true => out.push_str(&table(lang, &of_nobody)),
        false => group(&mut out, lang, pick(lang, "Autres", "Others"), &of_nobody),
    }
    out.trim_end().to_owned()
}

fn group(out: &mut String, lang: Lang, title: &str, kpis: &[&Kpi]) {
    if kpis.is_empty() {
        return;
    }
    let line = "─".repeat(title.chars().count());
    let _ = write!(out, "{title}\n{line}\n{}\n", table(lang, kpis));
}

fn table(lang: Lang, kpis: &[&Kpi]) -> String {
    let row = |kpi: &&Kpi| vec![kpi.name.clone(), text(lang, &kpi.title).to_owned()];
    columns(&kpis.iter().map(row).collect::<Vec<_>>(), &[0, 1])
}

/// How many KPIs can be computed.
pub fn usable_kpis(number: usize) -> String {
    let (fr, en) = (
        ("KPI peut être calculé", "KPI peuvent être calculés"),
        ("KPI can be computed", "KPIs can be computed"),
    );
    counted(of_terminal(), number as u64, fr, en)
}

/// What a KPI is, in words and as SQL.
pub fn explanation(kpi: &Kpi) -> String {
    let lang = of_terminal();
    let facts = facts(lang, kpi).into_iter();
    let facts = facts.map(|(name, fact)| vec![name.to_owned(), fact]);
    format!(
        "{}\n{}\n\n{}\n\n{}\n{}",
        kpi.name,
        text(lang, &kpi.title),
        paragraph(text(lang, &kpi.about)),
        columns(&facts.collect::<Vec<_>>(), &[0, 1]),
        kpi.select
    )
}

fn facts(lang: Lang, kpi: &Kpi) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        (pick(lang, "Valeur", "Value"), value(lang, kpi)),
        (pick(lang, "Sens", "Direction"), direction(lang, kpi.better)),
    ];
    if let Some(target) = kpi.target {
        let target = wording::value(lang, kpi, target);
        facts.push((pick(lang, "Objectif", "Target"), target));
    }
    if !kpi.users.is_empty() {
        let users = kpi.users.iter().map(|user| wording::user(lang, *user));
        let users: Vec<&str> = users.collect();
        facts.push((pick(lang, "Pour", "For"), users.join(", ")));
    }
    facts.push((pick(lang, "Source", "Source"), kpi.source.clone()));
    for (name, names) in [
        (pick(lang, "Composé de", "Made of"), &kpi.of.names),
        (pick(lang, "Exige", "Needs"), &kpi.needs.names),
    ] {
        if !names.is_empty() {
            facts.push((name, names.join(", ")));
        }
    }
    for parameter in &kpi.parameters {
        let name = pick(lang, "Paramètre", "Parameter");
        let mut shown = format!("{} = {}", parameter.name, parameter.value);
        if parameter.value != parameter.default {
            let by_default = pick(lang, "par défaut", "by default");
            let _ = write!(shown, " ({by_default} {})", parameter.default);
        }
        facts.push((name, shown));
    }
    if let Some(written) = &kpi.window {
        let after = pick(lang, "après", "after");
        let after = format!("{after} {}", window(lang, written));
        facts.push((pick(lang, "Jugé", "Judged"), after));
    }
    if let Some(silence) = &kpi.silence {
        let silence = text(lang, silence).to_owned();
        facts.push((pick(lang, "Silence", "Silence"), silence));
    }
    if let Some(of) = &kpi.left_out {
        let rows = pick(lang, "lignes", "rows");
        let rows = format!("{rows} {}", text(lang, of));
        facts.push((pick(lang, "Écarté", "Left out"), rows));
    }
    facts.push((pick(lang, "Version", "Version"), kpi.digest()));
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
