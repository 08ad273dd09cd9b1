//! One KPI over a period: its value, by slices, beside the period before.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::{header, nothing};
use crate::kpi::{Comparison, Figure, Kind, Kpi, LeftOut, Question, Slice};
use crate::period::Zone;
use crate::reports::language::{of_terminal, pick, text};
use crate::reports::moment::moment;
use crate::reports::number::{count, not_applicable};
use crate::reports::table::{columns, paragraph, shortened};
use crate::reports::unseen::Unseen;
use crate::reports::wording::{self, left_out};
use crate::text::language::Lang;

/// A KPI over a period.
pub fn total(
    kpi: &Kpi,
    question: &Question,
    slice: &Slice,
    then: &Comparison,
    zone: &Zone,
) -> String {
    let lang = of_terminal();
    let mut row = vec![pick(lang, "tout", "all").to_owned()];
    row.extend(figure(lang, kpi, slice));
    let rows = [header(lang, &NAMES), row];
    let mut out = table(lang, kpi, question, &rows);
    if let Some(mut remark) = left_out(lang, kpi.left_out.as_ref(), &slice.left_out) {
        if kpi.window.is_some() {
            let as_of = pick(lang, "au", "as of");
            let _ = write!(remark, " {as_of} {}", moment(lang, question.as_of, zone));
        }
        let _ = write!(out, "\n\n{}", paragraph(&remark));
    }
    let remarks = [
        too_few(lang, kpi, &slice.figure),
        target(lang, kpi, &slice.figure),
        since(lang, kpi, then),
    ];
    for (place, remark) in remarks.into_iter().flatten().enumerate() {
        let gap = if place == 0 { "\n\n" } else { "\n" };
        let _ = write!(out, "{gap}{}", paragraph(&remark));
    }
    out
}

/// Values of an axis that have no figure for want of what the KPI needs.
pub fn without_needs(kpi: &Kpi, by: &str, lacking: &BTreeSet<String>) -> String {
    let lang = of_terminal();
    let names = lacking
        .iter()
        .map(|name| wording::axis_value(lang, by, name));
    let names = names.collect::<Vec<_>>().join(", ");
    let needs = kpi.needs.names.join(", ");
    match lang {
        Lang::Fr => {
            format!("non calculable, donc absent du tableau\u{a0}: {names} (il faut {needs})")
        }
        Lang::En => format!("not computable, and so not in the table: {names} (needs {needs})"),
    }
}

/// That nothing is known of what came behind the last day.
pub fn unseen(unseen: &Unseen) -> String {
    let lang = of_terminal();
    let (rows, last) = (count(lang, unseen.rows), unseen.last);
    match lang {
        Lang::Fr => format!(
            "aucune donnée après le {last}\u{a0}: on ne sait pas qui est revenu ensuite, et {rows} lignes \
             comptent comme si personne ne l’avait fait\u{a0}; --as-of {last} les écarte"
        ),
        Lang::En => format!(
            "there is no data after {last}: who came back later is not known, and {rows} rows count as \
             if nobody had; --as-of {last} leaves them out"
        ),
    }
}

/// How many rows there are, where these are too few.
fn too_few(lang: Lang, kpi: &Kpi, figure: &Figure) -> Option<String> {
    let is_said = figure.too_few && figure.value.is_some();
    is_said.then(|| {
        let n = count(lang, figure.n.unsigned_abs());
        let least = count(lang, kpi.least);
        if kpi.kind == Kind::Formula {
            let of = "Trop peu pour conclure\u{a0}: une de ses parts a trop peu de lignes";
            return pick(
                lang,
                of,
                "Too few to say: one of its parts has too few rows",
            )
            .to_owned();
        }
        match lang {
            Lang::Fr => format!("Trop peu pour conclure\u{a0}: {n}, il en faut au moins {least}"),
            Lang::En => format!("Too few to say: {n}, at least {least} are needed"),
        }
    })
}

/// The target, and whether it is reached.
fn target(lang: Lang, kpi: &Kpi, figure: &Figure) -> Option<String> {
    let target = wording::value(lang, kpi, kpi.target?);
    let title = pick(lang, "Objectif\u{a0}: ", "Target: ");
    let says = kpi.reached(figure);
    let says = says.map(|reached| wording::reached(lang, reached));
    let says = says.map_or_else(String::new, |says| format!(", {says}"));
    Some(format!("{title}{target}{says}"))
}

/// What it was before, by how much that differs, and whether that says anything.
fn since(lang: Lang, kpi: &Kpi, then: &Comparison) -> Option<String> {
    if then.before.n == 0 {
        return None;
    }
    let before = wording::value(lang, kpi, then.before.value?);
    let title = pick(lang, "Avant", "Before");
    let mut out = format!("{title} ({}) {before}", then.period);
    let by = |by: f64| wording::difference(lang, kpi, by);
    if let Some(change) = &then.change {
        let (low, high) = (by(change.low), by(change.high));
        let _ = write!(out, " · {} [{low} – {high}]", by(change.by));
    } else if let Some(change) = then.by {
        let _ = write!(out, " · {}", by(change));
    }
    if let Some(way) = then.way {
        let _ = write!(out, " · {}", wording::way(lang, way));
    }
    Some(out)
}

/// Why there is no figure: what it needs, and the log has not.
pub fn not_computable(missing: &[&Kpi]) -> String {
    let lang = of_terminal();
    let named = missing.iter();
    let named = named.map(|kpi| format!("{} ({})", kpi.name, text(lang, &kpi.title)));
    let says = pick(
        lang,
        "non calculable sur ce journal\u{a0}: il faut",
        "not computable on this log: needs",
    );
    format!("{says} {}", named.collect::<Vec<_>>().join(", "))
}

/// A KPI by an axis.
pub fn slices(
    kpi: &Kpi,
    question: &Question,
    slices: &BTreeMap<String, Slice>,
    zone: &Zone,
) -> String {
    let lang = of_terminal();
    let mut rows = vec![header(lang, &NAMES)];
    if kpi.window.is_some() {
        rows[0].push(pick(lang, "trop récents", "too young").to_owned());
    }
    if kpi.left_out.is_some() {
        rows[0].push(pick(lang, "écartés", "left out").to_owned());
    }
    for (name, slice) in slices {
        let name = match name.as_str() {
            "" => pick(lang, "(non indiqué)", "(not given)"),
            name => name,
        };
        let LeftOut {
            too_young,
            left_out,
        } = slice.left_out;
        let mut row = vec![shortened(name, 24)];
        row.extend(figure(lang, kpi, slice));
        row.extend(
            [too_young, left_out]
                .into_iter()
                .flatten()
                .map(|n| count(lang, n)),
        );
        if slice.figure.too_few && slice.figure.value.is_some() {
            row.push(pick(lang, "trop peu", "too few").to_owned());
        }
        rows.push(row);
    }
    let mut out = table(lang, kpi, question, &rows);
    if slices.is_empty() {
        let _ = write!(out, "\n{}", nothing(lang).trim_end());
    }
    if let Some(remark) = meaning(lang, kpi, question, zone) {
        let _ = write!(out, "\n\n{}", paragraph(&remark));
    }
    out
}

const NAMES: [(&str, &str); 4] = [
    ("", ""),
    ("valeur", "value"),
    ("intervalle à 95\u{202f}%", "95% interval"),
    ("sur", "of"),
];

fn table(lang: Lang, kpi: &Kpi, question: &Question, rows: &[Vec<String>]) -> String {
    let mut title = text(lang, &kpi.title).to_owned();
    if let Some(unit) = &kpi.unit {
        let _ = write!(title, " ({})", text(lang, unit));
    }
    // Beyond the columns that have a name, what is said of a row: words.
    let remarks = rows.first().map_or(0, Vec::len);
    let table = columns(rows, &[0, remarks]);
    format!("{title}, {}\n\n{}", question.period, table.trim_end())
}

fn figure(lang: Lang, kpi: &Kpi, slice: &Slice) -> [String; 3] {
    let figure = &slice.figure;
    let shown = |value: f64| wording::value(lang, kpi, value);
    let value = figure.value.map(shown);
    let interval = figure
        .low
        .zip(figure.high)
        .map(|(low, high)| format!("[{} – {}]", shown(low), shown(high)));
    [
        value.unwrap_or_else(|| not_applicable(lang).to_owned()),
        interval.unwrap_or_default(),
        count(lang, figure.n.unsigned_abs()),
    ]
}

/// What the columns of rows that are left out mean.
fn meaning(lang: Lang, kpi: &Kpi, question: &Question, zone: &Zone) -> Option<String> {
    let young = kpi.window.as_ref().map(|_| {
        let young = pick(lang, "trop récents\u{a0}: au", "too young: as of");
        format!("{young} {}", moment(lang, question.as_of, zone))
    });
    let never = kpi.left_out.as_ref().map(|of| {
        let title = pick(lang, "écartés\u{a0}:", "left out:");
        format!("{title} {}", text(lang, of))
    });
    let parts: Vec<String> = [young, never].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}
