//! One KPI: what it is, its value by slices, or the rows behind it.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{header, nothing};
use crate::kpi::{Direction, Kind, Kpi, LeftOut, Question, Slice};
use crate::period::Zone;
use crate::reports::language::{of_terminal, pick, text};
use crate::reports::moment::{moment, window};
use crate::reports::number::{count, counted, decimal, not_applicable, percent};
use crate::reports::table::{columns, paragraph, shortened};
use crate::reports::wording::left_out;
use crate::text::language::Lang;

/// Every KPI by its name, with its title.
pub fn kpis<'k>(kpis: impl Iterator<Item = &'k Kpi>) -> String {
    let lang = of_terminal();
    let row = |kpi: &Kpi| vec![kpi.name.clone(), text(lang, &kpi.title).to_owned()];
    let rows: Vec<Vec<String>> = kpis.map(row).collect();
    columns(&rows, &[0, 1]).trim_end().to_owned()
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
    let mut facts = vec![
        (pick(lang, "Valeur", "Value"), value(lang, kpi)),
        (pick(lang, "Sens", "Direction"), direction(lang, kpi.better)),
        (pick(lang, "Source", "Source"), kpi.source.clone()),
    ];
    if let Some(written) = &kpi.window {
        let after = pick(lang, "après", "after");
        let after = format!("{after} {}", window(lang, written));
        facts.push((pick(lang, "Jugé", "Judged"), after));
    }
    if let Some(of) = &kpi.left_out {
        let rows = pick(lang, "lignes", "rows");
        let rows = format!("{rows} {}", text(lang, of));
        facts.push((pick(lang, "Écarté", "Left out"), rows));
    }
    facts.push((pick(lang, "Version", "Version"), kpi.digest()));
    let facts = facts
        .into_iter()
        .map(|(name, fact)| vec![name.to_owned(), fact]);
    format!(
        "{}\n{}\n\n{}\n\n{}\n{}",
        kpi.name,
        text(lang, &kpi.title),
        paragraph(text(lang, &kpi.about)),
        columns(&facts.collect::<Vec<_>>(), &[0, 1]),
        kpi.select
    )
}

fn value(lang: Lang, kpi: &Kpi) -> String {
    let kind = match kpi.kind {
        Kind::Ratio => pick(lang, "part, de 0 à 100\u{202f}%", "share, from 0 to 100%"),
        Kind::Mean => pick(lang, "moyenne", "mean"),
        Kind::Sum => pick(lang, "nombre", "number"),
    };
    match &kpi.unit {
        Some(unit) => format!("{kind}, {}", text(lang, unit)),
        None => kind.to_owned(),
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

/// A KPI over a period.
pub fn total(kpi: &Kpi, question: &Question, slice: &Slice, zone: &Zone) -> String {
    let lang = of_terminal();
    let mut row = vec![pick(lang, "tout", "all").to_owned()];
    row.extend(figure(lang, kpi.kind, slice));
    let rows = [header(lang, &NAMES), row];
    let mut out = table(lang, kpi, question, &rows);
    if let Some(mut remark) = left_out(lang, kpi.left_out.as_ref(), &slice.left_out) {
        if kpi.window.is_some() {
            let as_of = pick(lang, "au", "as of");
            let _ = write!(remark, " {as_of} {}", moment(lang, question.as_of, zone));
        }
        let _ = write!(out, "\n\n{}", paragraph(&remark));
    }
    out
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
        row.extend(figure(lang, kpi.kind, slice));
        row.extend(
            [too_young, left_out]
                .into_iter()
                .flatten()
                .map(|n| count(lang, n)),
        );
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
    let title = text(lang, &kpi.title);
    let table = columns(rows, &[0]);
    format!("{title}, {}\n\n{}", question.period, table.trim_end())
}

fn figure(lang: Lang, kind: Kind, slice: &Slice) -> [String; 3] {
    let figure = &slice.figure;
    let value = figure.value.map(|value| shown(lang, kind, value));
    let interval = figure
        .low
        .zip(figure.high)
        .map(|(low, high)| format!("[{} – {}]", shown(lang, kind, low), shown(lang, kind, high)));
    [
        value.unwrap_or_else(|| not_applicable(lang).to_owned()),
        interval.unwrap_or_default(),
        count(lang, figure.n.unsigned_abs()),
    ]
}

fn shown(lang: Lang, kind: Kind, value: f64) -> String {
    match kind {
        Kind::Ratio => percent(lang, value),
        Kind::Mean => decimal(lang, value, 2),
        Kind::Sum => count(lang, value as u64),
    }
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
