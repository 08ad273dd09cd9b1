//! Every kind on random rows: figures are what the rows give when they are gone through
//! one by one, whatever is asked, from cubes as from facts.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use arbtest::arbitrary::{self, Unstructured};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::kpi::fixture::{Fixture, days};
use crate::kpi::{Figure, Question};
use crate::period::Granularity;

const FIRST: Date = date(2026, 1, 20);

struct Click {
    day: Date,
    channel: &'static str,
    person: &'static str,
    number: i64,
    article: &'static str,
}

fn click(u: &mut Unstructured<'_>) -> arbitrary::Result<Click> {
    Ok(Click {
        day: FIRST + i32::from(u.int_in_range(0..=80_u8)?).days(),
        channel: u.choose(&["web", "app", ""])?,
        person: u.choose(&["a", "b", "c", ""])?,
        number: u.int_in_range(-1..=1)?,
        article: u.choose(&["x", "y"])?,
    })
}

fn fixture(clicks: &[Click]) -> Fixture {
    let days: Vec<String> = clicks.iter().map(|click| click.day.to_string()).collect();
    let rows = clicks.iter().zip(&days);
    let rows = rows.map(|(it, day)| (day.as_str(), it.channel, it.person, it.number, it.article));
    let select =
        "select …, position as num, 1 as den, nullif(client, x'') as person, article from clicks";
    let moves = "select …, position < 0 as num, position as den, article from clicks";
    let shares = "select …, 1 as num, 1 as den, article from clicks";
    Fixture::new(&rows.collect::<Vec<_>>())
        .kpi("net", &["kind: net"], select)
        .kpi("mean", &["kind: mean"], select)
        .kpi("share", &["kind: share", "axis: channel"], shares)
        .kpi("persons", &["kind: persons", "at_least: 1"], select)
        .kpi("stock", &["kind: stock"], moves)
        .kpi("median", &["kind: percentile", "percentile: 0.5"], select)
}

/// The rows that a question asks for, by the values of an axis.
fn slices<'c>(
    clicks: &'c [Click],
    question: &Question,
    axis: &str,
) -> BTreeMap<String, Vec<&'c Click>> {
    let mut slices: BTreeMap<String, Vec<&Click>> = BTreeMap::new();
    for click in clicks.iter().filter(|click| asked(click, question)) {
        let slice = match axis {
            "channel" => click.channel.to_owned(),
            "article" => click.article.to_owned(),
            "week" => Granularity::Week.bucket(click.day).to_string(),
            "month" => Granularity::Month.bucket(click.day).to_string(),
            _ => click.day.to_string(),
        };
        slices.entry(slice).or_default().push(click);
    }
    slices
}

fn asked(click: &Click, question: &Question) -> bool {
    let is_within = (question.period.from..=question.period.to).contains(&click.day);
    let channel = question.filters.channel.as_deref();
    is_within && channel.is_none_or(|channel| channel == click.channel)
}

fn value(name: &str, rows: &[&Click], all: &[Click], question: &Question) -> Option<f64> {
    let numbers = || rows.iter().map(|click| click.number);
    let quotient = |num: f64, den: f64| (den != 0.0).then(|| num / den);
    let n = rows.len() as f64;
    match name {
        "net" => quotient(100.0 * numbers().sum::<i64>() as f64, n),
        "mean" => quotient(numbers().sum::<i64>() as f64, n),
        "median" => {
            let mut sorted: Vec<i64> = numbers().collect();
            sorted.sort_unstable();
            let place = sorted.len().div_ceil(2).checked_sub(1)?;
            Some(sorted[place] as f64)
        }
        "share" => {
            let within =
                |click: &&Click| (question.period.from..=question.period.to).contains(&click.day);
            quotient(n, all.iter().filter(within).count() as f64)
        }
        _ => {
            let mut persons: BTreeMap<&str, i64> = BTreeMap::new();
            for click in rows.iter().filter(|click| !click.person.is_empty()) {
                *persons.entry(click.person).or_default() += click.number;
            }
            let enough = persons.values().filter(|sum| **sum >= 1).count();
            quotient(enough as f64, persons.len() as f64)
        }
    }
}

#[track_caller]
fn same(found: Option<&Figure>, expected: Option<f64>, what: &str) {
    let found = found.and_then(|figure| figure.value);
    let is_near = match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
        (found, expected) => found == expected,
    };
    assert!(is_near, "{what}: {found:?} is not {expected:?}");
}

#[test]
fn figures_are_what_the_rows_give_one_by_one() {
    arbtest::arbtest(|u| {
        let clicks: Vec<Click> = (0..u.int_in_range(0..=40)?)
            .map(|_| click(u))
            .collect::<arbitrary::Result<_>>()?;
        let kpis = fixture(&clicks);
        let from = FIRST + i32::from(u.int_in_range(0..=60_u8)?).days();
        let to = from + i32::from(u.int_in_range(0..=50_u8)?).days();
        let mut question = days(&from.to_string(), &to.to_string());
        if u.ratio(1, 3)? {
            question = question.on("web");
        }
        for name in ["net", "mean", "persons", "median", "share"] {
            let rows: Vec<&Click> = clicks.iter().filter(|it| asked(it, &question)).collect();
            let expected = value(name, &rows, &clicks, &question);
            same(Some(&kpis.total(name, &question)), expected, name);
        }
        for name in ["net", "mean", "persons", "median"] {
            for axis in ["channel", "article", "day", "week", "month"] {
                let figures = kpis.by(name, &question, axis);
                for (slice, rows) in slices(&clicks, &question, axis) {
                    let expected = value(name, &rows, &clicks, &question);
                    let what = format!("{name} by {axis} of `{slice}`");
                    same(figures.get(&slice), expected, &what);
                }
            }
        }
        for axis in ["channel", "article"] {
            let shares = kpis.by("share", &question, axis);
            let den = shares.values().next().map_or(0.0, |share| share.den);
            let whole: f64 = shares.values().map(|share| share.num).sum();
            // A filter on the very axis shows one of the shares.
            assert!(whole == den || question.filters.channel.is_some());
        }
        stocks(&clicks, &kpis, &question);
        Ok(())
    })
    .budget_ms(3_000);
}

/// In total, and every month as if it were asked for alone.
fn stocks(clicks: &[Click], kpis: &Fixture, question: &Question) {
    let expected = |question: &Question| {
        let before = |click: &&Click| {
            let channel = question.filters.channel.as_deref();
            let is_before = click.day < question.period.from;
            is_before && channel.is_none_or(|channel| channel == click.channel)
        };
        let stock: i64 = clicks.iter().filter(before).map(|it| it.number).sum();
        let lost = clicks
            .iter()
            .filter(|it| asked(it, question) && it.number < 0);
        (stock > 0).then(|| lost.count() as f64 / stock as f64)
    };
    same(
        Some(&kpis.total("stock", question)),
        expected(question),
        "stock",
    );
    for axis in ["day", "week", "month"] {
        for (bucket, figure) in kpis.by("stock", question, axis) {
            let begin: Date = bucket.parse().unwrap();
            let mut within = question.clone();
            within.period.from = begin.max(question.period.from);
            within.period.to = question.period.to.min(match axis {
                "day" => begin,
                "week" => begin + 6.days(),
                _ => begin.last_of_month(),
            });
            same(
                Some(&figure),
                expected(&within),
                &format!("stock of the {axis} {bucket}"),
            );
        }
    }
}
