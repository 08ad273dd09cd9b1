//! Why a figure moved, in words and as tables.

use std::fmt::Write;

use super::header;
use crate::gaps::overused::Overused;
use crate::kpi::explain::{Effect, Explanation, Split};
use crate::kpi::{Change, Kind, Kpi, Way};
use crate::period::Period;
use crate::reports::language::{of_terminal, pick, text};
use crate::reports::number::percent;
use crate::reports::table::{columns, paragraph, shortened};
use crate::reports::wording::{axis, axis_value, difference, value, way};
use crate::text::language::Lang;

/// A cause is told in words from this part of the change on.
const WORTH_TELLING: f64 = 0.1;

/// Causes told in words at most.
const TOLD: usize = 3;

/// The change, its main causes in words, and a table for each way to split it.
pub fn explained(
    kpi: &Kpi,
    periods: [Period; 2],
    explanation: &Explanation,
    change: Option<&Change>,
    limit: usize,
    words: Option<(String, &[Overused])>,
) -> String {
    let lang = of_terminal();
    let mut out = format!("{}\n\n", text(lang, &kpi.title));
    out.push_str(&paragraph(&moved(lang, kpi, periods, explanation, change)));
    for cause in causes(lang, kpi, explanation) {
        let _ = write!(out, "\n{}", paragraph(&cause));
    }
    if let Some((part, words)) = words.filter(|(_, words)| !words.is_empty()) {
        let words: Vec<&str> = words.iter().map(|word| word.word.as_str()).collect();
        let of = pick(lang, "Mots sur-employés dans", "Words over-used in");
        let than = pick(lang, ", face à tout le reste", ", beside all else");
        let line = format!("{of} {part}{than}{}{}", colon(lang), words.join(", "));
        let _ = write!(out, "\n{}", paragraph(&line));
    }
    for split in &explanation.splits {
        let title = split.axes.join(" × ");
        let line = "─".repeat(title.chars().count());
        let table = table(lang, kpi, split, limit);
        let _ = write!(out, "\n\n{title}\n{line}\n{}", table.trim_end());
    }
    out
}

fn moved(
    lang: Lang,
    kpi: &Kpi,
    [before, after]: [Period; 2],
    explanation: &Explanation,
    change: Option<&Change>,
) -> String {
    let shown = |number| value(lang, kpi, number);
    let mut out = format!(
        "{} ({before}) → {} ({after}){}{}",
        shown(explanation.before),
        shown(explanation.after),
        colon(lang),
        difference(lang, kpi, explanation.after - explanation.before)
    );
    if let Some(change) = change {
        let _ = write!(out, ", {}", way(lang, change.way()));
        if matches!(change.way(), Way::CannotTell | Way::TooFew) {
            let chance = pick(
                lang,
                "Ce peut être le hasard\u{a0}; voici de quoi il est fait.",
                "It may be chance; this is what it is made of.",
            );
            let _ = write!(out, ". {chance}");
        }
    }
    out
}

/// The largest effects of the axis that tells most.
pub fn causes(lang: Lang, kpi: &Kpi, explanation: &Explanation) -> Vec<String> {
    let Some(split) = explanation.splits.first() else {
        return Vec::new();
    };
    let change = explanation.after - explanation.before;
    let is_worth = |effect: &&Effect| effect.size() >= WORTH_TELLING * change.abs();
    let told = split.effects.iter().filter(is_worth).take(TOLD);
    told.map(|effect| cause(lang, kpi, split, effect)).collect()
}

fn cause(lang: Lang, kpi: &Kpi, split: &Split, effect: &Effect) -> String {
    let (name, colon) = (name(lang, split, effect), colon(lang));
    let shown = |rate: Option<f64>| rate.map_or("–".to_owned(), |rate| value(lang, kpi, rate));
    let [then, now] = effect.rates.map(shown);
    let [less, more] = effect.weights.map(|weight| percent(lang, weight));
    let from_to = |one: &str, other: &str| match lang {
        Lang::Fr => format!("de {one} à {other}"),
        Lang::En => format!("from {one} to {other}"),
    };
    let by = |by: f64| difference(lang, kpi, by);
    if matches!(kpi.kind, Kind::Sum { .. }) {
        let moved = from_to(&then, &now);
        return format!("{name}{colon}{moved}, {}", by(effect.rate));
    }
    match effect.mix.abs() > effect.rate.abs() {
        true => {
            let of = pick(
                lang,
                "des cas, où la valeur est",
                "of all cases, where the value is",
            );
            let moved = from_to(&less, &more);
            format!("{name}{colon}{moved} {of} {now}{colon}{}", by(effect.mix))
        }
        false => {
            let goes = pick(lang, "la valeur y passe", "its own value went");
            let of = pick(lang, "des cas", "of all cases");
            let moved = from_to(&then, &now);
            format!(
                "{name}{colon}{goes} {moved}, {more} {of}{colon}{}",
                by(effect.rate)
            )
        }
    }
}

fn colon(lang: Lang) -> &'static str {
    pick(lang, "\u{a0}: ", ": ")
}

fn name(lang: Lang, split: &Split, effect: &Effect) -> String {
    let named = split.axes.iter().zip(&effect.values);
    let named = named.map(|(name, value)| {
        let value = axis_value(lang, name, value);
        format!("{} {value}", axis(lang, name))
    });
    named.collect::<Vec<_>>().join(", ")
}

fn given(lang: Lang, value: &str) -> &str {
    match value {
        "" => pick(lang, "(non indiqué)", "(not given)"),
        value => value,
    }
}

const NAMES: [(&str, &str); 5] = [
    ("", ""),
    ("autres cas", "other cases"),
    ("autres valeurs", "other values"),
    ("part des cas", "part of cases"),
    ("valeur", "value"),
];

/// A count has no cases beside itself: there are more of them, or fewer.
const OF_A_COUNT: [(&str, &str); 4] = [
    ("", ""),
    ("écart", "difference"),
    ("part du tout", "part of all"),
    ("valeur", "value"),
];

/// Where what came of other cases stands.
const MIX: usize = 1;

fn table(lang: Lang, kpi: &Kpi, split: &Split, limit: usize) -> String {
    let mut rows = Vec::new();
    let by = |by: f64| difference(lang, kpi, by);
    for effect in split.effects.iter().take(limit) {
        let values = effect.values.iter().map(|value| given(lang, value));
        let name = values.collect::<Vec<_>>().join(" × ");
        let shown =
            |rate: Option<f64>| rate.map_or("–".to_owned(), |rate| value(lang, kpi, rate));
        let [less, more] = effect.weights.map(|weight| percent(lang, weight));
        let [then, now] = effect.rates.map(shown);
        rows.push(vec![
            shortened(&name, 30),
            by(effect.mix),
            by(effect.rate),
            format!("{less} → {more}"),
            format!("{then} → {now}"),
        ]);
    }
    rows.extend(sums(lang, kpi, split, limit));
    let is_count = matches!(kpi.kind, Kind::Sum { .. });
    if is_count {
        rows.iter_mut().for_each(|row| drop(row.remove(MIX)));
    }
    let names: &[(&str, &str)] = if is_count { &OF_A_COUNT } else { &NAMES };
    rows.insert(0, header(lang, names));
    columns(&rows, &[0])
}

/// All together, and of several axes what each has done.
fn sums(lang: Lang, kpi: &Kpi, split: &Split, limit: usize) -> Vec<Vec<String>> {
    let by = |by: f64| difference(lang, kpi, by);
    let line = |name: &str, mix: f64, rate: f64| {
        vec![
            name.to_owned(),
            by(mix),
            by(rate),
            String::new(),
            String::new(),
        ]
    };
    let mut rows = Vec::new();
    let (mut mix, mut rate) = (0.0, 0.0);
    for effect in split.effects.iter().skip(limit) {
        (mix, rate) = (mix + effect.mix, rate + effect.rate);
    }
    if split.effects.len() > limit {
        rows.push(line(pick(lang, "les autres", "the others"), mix, rate));
    }
    rows.push(line(
        pick(lang, "tout", "all"),
        split.mix.iter().sum(),
        split.rate,
    ));
    if let [_, _, ..] = split.axes.as_slice() {
        for (axis, mix) in split.axes.iter().zip(&split.mix) {
            let of = pick(lang, "dont par", "of that by");
            let cells = [format!("{of} {axis}"), by(*mix)];
            rows.push(cells.into_iter().chain(vec![String::new(); 3]).collect());
        }
    }
    rows
}
