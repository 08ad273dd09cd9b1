//! One log under every rule of a family, one rule under the other.

use std::fmt::Write;

use super::not_computable;
use crate::kpi::side_by_side::Answer;
use crate::kpi::{Question, Slice};
use crate::reports::language::{of_terminal, pick, text};
use crate::reports::moment::window;
use crate::reports::number::{decimal, not_applicable};
use crate::reports::table::columns;
use crate::reports::wording::{self, left_out};
use crate::text::language::Lang;

/// What each rule makes of the log; `scope` are the options that ask the same again.
pub fn compared(answers: &[Answer<'_>], question: &Question, scope: &str) -> String {
    let lang = of_terminal();
    let mut out = format!("{}\n\n", question.period);
    let rows: Vec<Vec<String>> = answers
        .iter()
        .flat_map(|answer| rule(lang, answer))
        .collect();
    let _ = writeln!(out, "{}\n", columns(&rows, &[3]).trim_end());
    out.push_str(pick(
        lang,
        "Les lignes de chacun\u{a0}:",
        "The rows of each:",
    ));
    let name = pick(lang, "NOM", "NAME");
    let _ = write!(out, "\nvigie kpi run {name} --rows {scope}");
    out
}

/// Its name and title, its figure, and what it makes of silence.
fn rule(lang: Lang, answer: &Answer<'_>) -> Vec<Vec<String>> {
    let kpi = answer.kpi;
    let title = format!("{} · {}", kpi.name, text(lang, &kpi.title));
    let mut rows = vec![vec![title]];
    match &answer.slice {
        Some(slice) => rows.push(figure(lang, answer, slice)),
        None => rows.push(vec![format!("  {}", not_computable(&answer.missing))]),
    }
    let silence = kpi.silence.as_ref().map(|silence| {
        let name = pick(lang, "silence\u{a0}: ", "silence: ");
        format!("{name}{}", text(lang, silence))
    });
    let of = answer.slice.as_ref();
    let without = of.and_then(|slice| left_out(lang, kpi.left_out.as_ref(), &slice.left_out));
    let remarks = parts(lang, answer)
        .into_iter()
        .chain(silence)
        .chain(without);
    rows.extend(remarks.map(|remark| vec![format!("  {remark}")]));
    rows.push(vec![String::new()]);
    rows
}

/// Value, interval, fraction and window.
fn figure(lang: Lang, answer: &Answer<'_>, slice: &Slice) -> Vec<String> {
    let (kpi, figure) = (answer.kpi, &slice.figure);
    let shown = |value: f64| wording::value(lang, kpi, value);
    let fraction = || format!("{} / {}", whole(lang, figure.num), whole(lang, figure.den));
    let value = figure.value.map(shown);
    let interval = figure
        .low
        .zip(figure.high)
        .map(|(low, high)| format!("[{} – {}]", shown(low), shown(high)));
    let after = kpi.window.as_deref().map(|written| {
        let after = pick(lang, "après", "after");
        format!("{after} {}", window(lang, written))
    });
    vec![
        value.unwrap_or_else(|| not_applicable(lang).to_owned()),
        interval.unwrap_or_default(),
        if answer.parts.is_empty() {
            fraction()
        } else {
            String::new()
        },
        after.unwrap_or_default(),
    ]
}

/// What a formula is made of, in a line.
fn parts(lang: Lang, answer: &Answer<'_>) -> Option<String> {
    let parts = answer.parts.iter().map(|(part, value)| {
        let value = value.map(|value| wording::value(lang, part, value));
        let value = value.unwrap_or_else(|| not_applicable(lang).to_owned());
        format!("{}: {value}", part.name)
    });
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// A sum, which is a whole number but where weights are summed.
fn whole(lang: Lang, sum: f64) -> String {
    let decimals = if sum.fract() == 0.0 { 0 } else { 2 };
    decimal(lang, sum, decimals)
}
