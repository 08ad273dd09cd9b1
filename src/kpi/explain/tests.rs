#![allow(clippy::unwrap_used)]
use arbtest::arbitrary::{self, Unstructured};

use super::*;
use crate::kpi::fixture::{Click, Fixture, days};

const CHANNELS: [&str; 3] = ["web", "app", "phone"];

fn part(u: &mut Unstructured<'_>, value: usize) -> arbitrary::Result<Part> {
    let mut den = [0.0; 2];
    let mut num = [0.0; 2];
    for side in [0, 1] {
        den[side] = f64::from(u.int_in_range(0..=1_000_u16)?);
        num[side] = f64::from(u.int_in_range(0..=1_000_u16)?);
    }
    Ok(Part {
        values: vec![value.to_string()],
        num,
        den,
    })
}

fn whole(parts: &[Part], side: usize) -> f64 {
    let den: f64 = parts.iter().map(|part| part.den[side]).sum();
    parts.iter().map(|part| part.num[side]).sum::<f64>() / den
}

#[test]
fn effects_sum_to_the_change_whatever_the_parts_are() {
    arbtest::arbtest(|u| {
        let n = u.int_in_range(1..=12)?;
        let parts: Vec<Part> = (0..n).map(|n| part(u, n)).collect::<Result<_, _>>()?;
        let change = whole(&parts, 1) - whole(&parts, 0);
        if !change.is_finite() {
            return Ok(());
        }
        let effects = effects(&parts);
        let sum: f64 = effects.iter().map(|effect| effect.mix + effect.rate).sum();
        assert!(
            (sum - change).abs() < 1e-9 * change.abs().max(1.0),
            "{sum} {change}"
        );
        let counted: f64 = counts(&parts).iter().map(|effect| effect.rate).sum();
        let more: f64 = parts.iter().map(|part| part.num[1] - part.num[0]).sum();
        assert!((counted - more).abs() < 1e-9);
        Ok(())
    });
}

#[test]
fn a_split_by_hand() {
    // Kitagawa's arithmetic: 80 and 20 cases of 100, then 60 and 40; 10 % and 50 %, then
    // 20 % and 50 %. Rates: 18 % before, 32 % after.
    let part = |value: &str, num, den| Part {
        values: vec![value.to_owned()],
        num,
        den,
    };
    let parts = [
        part("a", [8.0, 12.0], [80.0, 60.0]),
        part("b", [10.0, 20.0], [20.0, 40.0]),
    ];
    let found = effects(&parts);
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found}");
    // Rate of a: (0.8 + 0.6) ÷ 2 · 0.1; mix against the mean figure, 25 %.
    close(found[0].rate, 0.07);
    close(found[0].mix, -0.2 * (0.15 - 0.25));
    close(found[1].rate, 0.0);
    close(found[1].mix, 0.2 * (0.5 - 0.25));
    close(found.iter().map(|it| it.mix + it.rate).sum(), 0.14);
}

#[test]
fn shapleys_parts_sum_to_the_whole_and_are_fair() {
    arbtest::arbtest(|u| {
        let worths: Vec<f64> = (0..16)
            .map(|_| Ok(f64::from(u.int_in_range(-100..=100_i16)?)))
            .collect::<arbitrary::Result<_>>()?;
        let worth = |set: &[usize]| match set.is_empty() {
            true => 0.0,
            false => worths[set.iter().map(|player| 1 << player).sum::<usize>()],
        };
        let parts = shapley(4, worth);
        assert!((parts.iter().sum::<f64>() - worths[15]).abs() < 1e-9);
        // One who never adds anything gets nothing, whoever else is there.
        let idle = |set: &[usize]| {
            let others: Vec<usize> = set.iter().copied().filter(|it| *it != 2).collect();
            worth(&others)
        };
        assert!(shapley(4, idle)[2].abs() < 1e-9);
        Ok(())
    });
    assert_eq!(
        shapley(2, |set| if set.len() == 2 { 6.0 } else { 0.0 }),
        [3.0, 3.0]
    );
    assert_eq!(shapley(1, |set| set.len() as f64), [1.0]);
    assert!(shapley(0, |_| 0.0).is_empty());
}

/// Clicks of two days, as `(channel, article, clicks, of them with 1)` of each.
fn two_days(
    then: &[(&'static str, &'static str, i64, i64)],
    now: &[(&'static str, &'static str, i64, i64)],
) -> Fixture {
    let of_day = |day, cells: &[(&'static str, &'static str, i64, i64)]| -> Vec<Click<'static>> {
        let rows = cells.iter().flat_map(move |(channel, article, all, some)| {
            (0..*all).map(move |n| (day, *channel, "a", i64::from(n < *some), *article))
        });
        rows.collect()
    };
    let clicks = [of_day("2026-03-01", then), of_day("2026-03-02", now)].concat();
    let select = "select …, position as num, 1 as den, client as person, article from clicks";
    Fixture::new(&clicks)
        .kpi("rate", &["kind: ratio"], select)
        .kpi(
            "plain",
            &["kind: ratio"],
            "select …, position as num, 1 as den from clicks",
        )
        .kpi("net", &["kind: net"], select)
        .kpi(
            "count",
            &["kind: sum", "divisor: 10"],
            "select …, 1 as num, 1 as den, article from clicks",
        )
        .kpi("people", &["kind: persons"], select)
}

fn asked(kpis: &Fixture, name: &str, by: &[&str]) -> Result<Explanation, ExplainError> {
    let axes: Vec<String> = by.iter().map(|axis| (*axis).to_owned()).collect();
    let (before, after) = (
        days("2026-03-01", "2026-03-01"),
        days("2026-03-02", "2026-03-02"),
    );
    explain(kpis.db(), kpis.find(name), &before, &after, &axes)
}

fn first(explanation: &Explanation) -> (&str, &str) {
    let split = &explanation.splits[0];
    (&split.axes[0], &split.effects[0].values[0])
}

#[test]
fn a_planted_rate_comes_first_on_its_axis() {
    // Of the app, and of it alone, three times as many; both articles are everywhere.
    let then = [
        ("web", "x", 400, 40),
        ("web", "y", 300, 30),
        ("app", "x", 100, 10),
        ("app", "y", 120, 12),
    ];
    let now = [
        ("web", "x", 390, 39),
        ("web", "y", 310, 31),
        ("app", "x", 110, 33),
        ("app", "y", 100, 30),
    ];
    let explanation = asked(&two_days(&then, &now), "rate", &[]).unwrap();
    assert_eq!(first(&explanation), ("channel", "app"));
    let app = &explanation.splits[0].effects[0];
    assert!(app.rate > 5.0 * app.mix.abs());
    // A KPI without articles is split by the dimensions alone, of which some have one value.
    let axes = |name| {
        let splits = asked(&two_days(&then, &now), name, &[]).unwrap().splits;
        let axes = splits.into_iter().map(|split| split.axes.concat());
        axes.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(axes("plain"), "channel lang");
    assert_eq!(axes("rate"), "channel lang article");
}

#[test]
fn a_planted_mix_comes_first_and_is_no_rate() {
    // The phone always has half, the others a tenth; it grows from 5 to 30 %.
    let then = [
        ("web", "x", 475, 47),
        ("app", "y", 475, 47),
        ("phone", "x", 50, 25),
    ];
    let now = [
        ("web", "x", 350, 35),
        ("app", "y", 350, 35),
        ("phone", "x", 300, 150),
    ];
    let explanation = asked(&two_days(&then, &now), "rate", &[]).unwrap();
    assert_eq!(first(&explanation), ("channel", "phone"));
    let split = &explanation.splits[0];
    assert!(split.mix[0] > 50.0 * split.rate.abs(), "{split:?}");
}

#[test]
fn every_split_sums_to_the_change() {
    arbtest::arbtest(|u| {
        let mut day = || -> arbitrary::Result<Vec<(&'static str, &'static str, i64, i64)>> {
            let mut cells = vec![("web", "x", 1, 1)];
            for channel in CHANNELS {
                for article in ["x", "y"] {
                    let all = u.int_in_range(0..=9)?;
                    cells.push((channel, article, all, u.int_in_range(0..=all)?));
                }
            }
            Ok(cells)
        };
        let kpis = two_days(&day()?, &day()?);
        for name in ["rate", "net", "count"] {
            for by in [
                &[][..],
                &["channel"],
                &["channel", "article"],
                &["lang", "channel", "article"],
            ] {
                let explanation = asked(&kpis, name, by).unwrap();
                let change = explanation.after - explanation.before;
                let value = |day| kpis.total(name, &days(day, day)).value.unwrap();
                assert!((value("2026-03-02") - value("2026-03-01") - change).abs() < 1e-9);
                for split in &explanation.splits {
                    let sum = split.mix.iter().sum::<f64>() + split.rate;
                    let effects = split.effects.iter();
                    let of_values: f64 = effects.map(|it| it.mix + it.rate).sum();
                    assert!((sum - change).abs() < 1e-9 && (of_values - change).abs() < 1e-9);
                    assert_eq!(split.mix.len(), split.axes.len());
                }
            }
        }
        Ok(())
    })
    .budget_ms(3_000);
}

#[test]
fn several_axes_share_what_their_mix_did() {
    // Only channels change; articles come with them in the same proportions.
    let then = [
        ("web", "x", 40, 4),
        ("web", "y", 40, 4),
        ("phone", "x", 10, 5),
        ("phone", "y", 10, 5),
    ];
    let now = [
        ("web", "x", 20, 2),
        ("web", "y", 20, 2),
        ("phone", "x", 30, 15),
        ("phone", "y", 30, 15),
    ];
    let explanation = asked(&two_days(&then, &now), "rate", &["channel", "article"]).unwrap();
    let split = &explanation.splits[0];
    assert!((split.mix[0] - 0.16).abs() < 1e-9, "{split:?}");
    assert!(split.mix[1].abs() < 1e-9 && split.rate.abs() < 1e-9);
    assert_eq!(split.effects.len(), 4);
}

#[test]
fn what_cannot_be_split_says_why() {
    let cells = [("web", "x", 3, 1)];
    let kpis = two_days(&cells, &cells);
    let said = |found: Result<Explanation, ExplainError>| found.unwrap_err().to_string();
    let people = said(asked(&kpis, "people", &[]));
    assert_eq!(
        people,
        "the change of `people` cannot be split: one person may be in several parts"
    );
    let unknown = said(asked(&kpis, "rate", &["colour"]));
    assert!(unknown.contains("has no axis `colour`"), "{unknown}");
    let (none, some) = (
        days("2026-02-01", "2026-02-01"),
        days("2026-03-02", "2026-03-02"),
    );
    let nothing = said(explain(kpis.db(), kpis.find("rate"), &none, &some, &[]));
    assert!(
        nothing.starts_with("nothing was counted in 2026-02-01"),
        "{nothing}"
    );
    // A count of nothing is a count.
    let counted = explain(kpis.db(), kpis.find("count"), &none, &some, &[]).unwrap();
    assert_eq!(counted.before, 0.0);
    assert!((counted.after - 0.3).abs() < 1e-12);
}
