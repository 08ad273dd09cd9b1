//! Every kind on a few rows, worked by hand; from cubes as from facts.

#![allow(clippy::unwrap_used)]

use crate::kpi::Figure;
use crate::kpi::fixture::{Click, Fixture, days};
use crate::kpi::interval::Method;
use crate::kpi::interval::wilson::wilson;

const ROWS: &str = "select …, position as num, 1 as den, client as person, article from clicks";

/// Two days and two channels: answers to a survey, as +1, 0 and -1.
const ANSWERS: [Click<'_>; 6] = [
    ("2026-03-01", "web", "a", 1, "x"),
    ("2026-03-01", "web", "b", 1, "x"),
    ("2026-03-01", "web", "c", -1, "y"),
    ("2026-03-02", "app", "a", 1, "y"),
    ("2026-03-02", "app", "b", 0, "y"),
    ("2026-03-02", "app", "d", 0, "y"),
];

#[track_caller]
fn close(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

fn bounds(figure: &Figure) -> (f64, f64) {
    (figure.low.unwrap(), figure.high.unwrap())
}

#[test]
fn a_net_score_is_promoters_less_detractors_in_points() {
    let kpis = Fixture::new(&ANSWERS).kpi("net_score", &["kind: net"], ROWS);
    let all = days("2026-03-01", "2026-03-02");
    let figure = kpis.total("net_score", &all);
    close(figure.value, 100.0 * 2.0 / 6.0);
    assert_eq!(figure.method, Some(Method::AdjustedWald));
    assert!(figure.too_few);
    // (3 − 1) ÷ 9 = 0.2222; variance (4 + 1.5) ÷ 9 − 0.0494 = 0.5617; half 1.96 · √(0.5617 ÷ 9).
    let (low, high) = bounds(&figure);
    assert!(
        (low + 26.74).abs() < 0.01 && (high - 71.19).abs() < 0.01,
        "{low} {high}"
    );
    assert_eq!(
        kpis.values("net_score", &all, "channel"),
        "app 33.333, web 33.333"
    );
    assert_eq!(
        kpis.values("net_score", &all, "article"),
        "x 100.000, y 0.000"
    );
    assert_eq!(kpis.by("net_score", &all, "article")["x"].high, Some(100.0));
}

#[test]
fn the_oracles_of_net_scores_hold() {
    let mut answers: Vec<Click<'_>> = Vec::new();
    for (n, number) in [(7, 1), (2, 0), (1, -1)] {
        answers.extend((0..n).map(|_| ("2026-03-01", "web", "a", number, "x")));
    }
    let kpis = Fixture::new(&answers).kpi("net_score", &["kind: net"], ROWS);
    close(
        kpis.total("net_score", &days("2026-03-01", "2026-03-01"))
            .value,
        60.0,
    );
}

#[test]
fn shares_are_taken_of_all_values_of_the_axis_and_sum_to_one() {
    let lines = ["kind: share", "axis: channel"];
    let select = "select …, 1 as num, 1 as den, article from clicks";
    let kpis = Fixture::new(&ANSWERS).kpi("digital", &lines, select);
    let all = days("2026-03-01", "2026-03-02");
    assert_eq!(
        kpis.values("digital", &all, "channel"),
        "app 0.500, web 0.500"
    );
    assert_eq!(kpis.values("digital", &all, "article"), "x 0.333, y 0.667");
    for axis in ["channel", "article", "lang"] {
        let shares = kpis.by("digital", &all, axis);
        let num: f64 = shares.values().map(|share| share.num).sum();
        assert!(shares.values().all(|share| share.den == num), "{axis}");
    }
    let web = &kpis.by("digital", &all, "channel")["web"];
    assert_eq!(Some(bounds(web)), wilson(3.0, 6.0));
    // A filter on its own axis leaves the whole what it is, in total and by day.
    let on_web = all.clone().on("web");
    close(kpis.total("digital", &on_web).value, 0.5);
    assert_eq!(
        kpis.values("digital", &on_web, "day"),
        "2026-03-01 1.000, 2026-03-02 0.000"
    );
    assert_eq!(
        kpis.values("digital", &all.on("web"), "article"),
        "x 0.667, y 0.333"
    );
}

#[test]
fn persons_are_folded_within_the_period_and_within_each_slice() {
    let mut clicks =
        ANSWERS.map(|(day, channel, person, _, article)| (day, channel, person, 1, article));
    clicks[5].2 = "";
    let select =
        "select …, position as num, 1 as den, nullif(client, x'') as person, article from clicks";
    let kpis = Fixture::new(&clicks)
        .kpi("repetition", &["kind: persons", "at_least: 2"], select)
        .kpi("contacts_each", &["kind: persons"], select);
    let all = days("2026-03-01", "2026-03-02");
    // a and b twice, c once; nobody knows who the sixth is.
    let figure = kpis.total("repetition", &all);
    assert_eq!((figure.n, figure.num, figure.den), (3, 2.0, 3.0));
    assert_eq!(Some(bounds(&figure)), wilson(2.0, 3.0));
    assert_eq!(
        kpis.values("repetition", &all, "day"),
        "2026-03-01 0.000, 2026-03-02 0.000"
    );
    assert_eq!(
        kpis.values("repetition", &all, "week"),
        "2026-02-23 0.000, 2026-03-02 0.000"
    );
    assert_eq!(kpis.values("repetition", &all, "month"), "2026-03-01 0.667");
    assert_eq!(
        kpis.values("repetition", &all, "article"),
        "x 0.000, y 0.000"
    );
    let each = kpis.total("contacts_each", &all);
    close(each.value, 5.0 / 3.0);
    assert_eq!((each.den, each.method), (3.0, Some(Method::Delta)));
    let slice = crate::kpi::left_out::total(kpis.db(), kpis.find("repetition"), &all).unwrap();
    assert_eq!(slice.left_out.left_out, Some(1));
    let rows = crate::kpi::rows::of_left_out(kpis.db(), kpis.find("repetition"), &all, 9).unwrap();
    assert_eq!(rows.total, 1);
}

/// Customers: 20 acquired before March, 2 lost in March, 3 acquired and 1 lost in April.
fn customers() -> Fixture {
    let mut moves: Vec<Click<'_>> = (0..20)
        .map(|_| ("2026-02-10", "web", "a", 1, "in"))
        .collect();
    moves.push(("2026-03-05", "web", "a", -1, "out"));
    moves.push(("2026-03-31", "web", "a", -1, "out"));
    moves.extend((0..3).map(|_| ("2026-04-02", "app", "a", 1, "in")));
    moves.push(("2026-04-20", "app", "a", -1, "out"));
    let select = "select …, position < 0 as num, position as den, article from clicks";
    Fixture::new(&moves)
        .kpi("churn", &["kind: stock"], select)
        .kpi(
            "retention",
            &["kind: formula", "of: churn"],
            "select 1 - churn as value",
        )
}

#[test]
fn a_stock_is_what_was_there_before_the_first_day() {
    let kpis = customers();
    let march = days("2026-03-01", "2026-03-31");
    let figure = kpis.total("churn", &march);
    assert_eq!((figure.n, figure.num, figure.den), (20, 2.0, 20.0));
    assert_eq!(Some(bounds(&figure)), wilson(2.0, 20.0));
    // From a day within March on, one was lost before and counts no more.
    close(
        kpis.total("churn", &days("2026-03-10", "2026-03-31")).value,
        1.0 / 19.0,
    );
    let spring = days("2026-03-01", "2026-04-30");
    assert_eq!(
        kpis.values("churn", &spring, "month"),
        "2026-03-01 0.100, 2026-04-01 0.056"
    );
    assert_eq!(
        kpis.values("churn", &spring, "channel"),
        "app none, web 0.100"
    );
    assert_eq!(
        kpis.values("churn", &march, "article"),
        "in 0.000, out none"
    );
    let before = kpis.total("churn", &days("2026-02-01", "2026-02-28"));
    assert_eq!((before.value, before.low), (None, None));
}

#[test]
fn a_stock_has_a_beginning_every_day_also_where_nothing_moves() {
    let kpis = customers();
    let around = days("2026-03-30", "2026-04-04");
    assert_eq!(
        kpis.values("churn", &around, "day"),
        "2026-03-30 0.000, 2026-03-31 0.053, 2026-04-01 0.000, 2026-04-02 0.000"
    );
    // Behind the last day that is known nothing is said: that is the 20th.
    let late = days("2026-04-19", "2026-05-10");
    assert_eq!(
        kpis.values("churn", &late, "day"),
        "2026-04-19 0.000, 2026-04-20 0.048"
    );
    let days_of = kpis.by("churn", &days("2026-02-01", "2026-02-12"), "day");
    assert_eq!(days_of.keys().next().unwrap(), "2026-02-10");
}

#[test]
fn the_oracles_of_retention_and_churn_hold() {
    // 250 customers, 20 lost: 8 %; 92 % kept.
    let mut moves: Vec<Click<'_>> = (0..250)
        .map(|_| ("2026-02-10", "web", "a", 1, "in"))
        .collect();
    moves.extend((0..20).map(|_| ("2026-03-05", "web", "a", -1, "out")));
    let select = "select …, position < 0 as num, position as den from clicks";
    let kpis = Fixture::new(&moves)
        .kpi("churn", &["kind: stock"], select)
        .kpi(
            "retention",
            &["kind: formula", "of: churn", "scale: 0..1"],
            "select 1 - churn as value",
        );
    let march = days("2026-03-01", "2026-03-31");
    close(kpis.total("churn", &march).value, 0.08);
    let kept = kpis.total("retention", &march);
    close(kept.value, 0.92);
    let (low, high) = wilson(20.0, 250.0).unwrap();
    assert!((bounds(&kept).0 - (1.0 - high)).abs() < 1e-12);
    assert!((bounds(&kept).1 - (1.0 - low)).abs() < 1e-12);
    assert_eq!(kept.method, Some(Method::Mover));
}

#[test]
fn a_percentile_is_a_value_that_enough_rows_do_not_exceed() {
    let waits: Vec<Click<'_>> = (1..=100)
        .map(|n| ("2026-03-01", "web", "a", n, "x"))
        .collect();
    let lines = ["kind: percentile", "percentile: 0.9"];
    let select = "select …, position as num, 10 as den, article from clicks";
    let kpis = Fixture::new(&waits).kpi("p90", &lines, select);
    let all = days("2026-03-01", "2026-03-01");
    let figure = kpis.total("p90", &all);
    close(figure.value, 9.0);
    assert_eq!(figure.method, Some(Method::OrderStatistics));
    // Of 100 values the ranks 84 and 96 (from 1) hold the true one: by the binomial table
    // P(83 or fewer) = 0.0206, P(96 or more) = 0.0237.
    assert_eq!(bounds(&figure), (8.4, 9.6));
    let by_lang = kpis.by("p90", &all, "lang");
    assert_eq!(
        (by_lang["fr"].value, by_lang["en"].value),
        (Some(9.0), Some(8.9))
    );
    let none = kpis.total("p90", &days("2026-04-01", "2026-04-01"));
    assert_eq!((none.value, none.n), (None, 0));
    let few = Fixture::new(&waits[..20]).kpi("p90", &lines, select);
    assert_eq!(few.total("p90", &all).low, None);
}

#[test]
fn a_sum_is_divided_by_its_divisor() {
    let amounts = [
        ("2026-03-01", "web", "a", 15_000, "x"),
        ("2026-03-01", "app", "a", 5_000, "x"),
    ];
    let lines = ["kind: sum", "divisor: 10000"];
    let kpis = Fixture::new(&amounts).kpi("revenue", &lines, ROWS);
    let all = days("2026-03-01", "2026-03-01");
    close(kpis.total("revenue", &all).value, 2.0);
    assert_eq!(
        kpis.values("revenue", &all, "channel"),
        "app 0.500, web 1.500"
    );
}

#[test]
fn a_formula_computes_with_the_figures_of_its_parts_slice_by_slice() {
    let kpis = Fixture::new(&ANSWERS)
        .kpi("mean.position", &["kind: mean"], ROWS)
        .kpi(
            "clicks.all",
            &["kind: sum"],
            "select …, 1 as num, 1 as den, article from clicks",
        )
        .kpi(
            "clicks.web",
            &["kind: sum"],
            "select …, 1 as num, 1 as den from clicks where channel = 'web'",
        )
        .kpi(
            "product",
            &[
                "kind: formula",
                "of: mean.position, clicks.all",
                "param.cost: 5",
            ],
            "select \"mean.position\" * \"clicks.all\" * :cost as value",
        )
        .kpi(
            "per_web",
            &["kind: formula", "of: clicks.all, clicks.web"],
            "select \"clicks.all\" / \"clicks.web\" as value",
        );
    let all = days("2026-03-01", "2026-03-02");
    let product = kpis.total("product", &all);
    close(product.value, 2.0 / 6.0 * 6.0 * 5.0);
    // A count has no interval, so neither has what is made of it.
    assert_eq!((product.low, product.method), (None, None));
    assert_eq!(
        kpis.values("product", &all, "channel"),
        "app 5.000, web 5.000"
    );
    // What divides by zero is not applicable.
    assert_eq!(
        kpis.values("per_web", &all, "channel"),
        "app none, web 1.000"
    );
    assert_eq!(kpis.total("per_web", &all.on("app")).value, None);
}

#[test]
fn the_interval_of_a_formula_adds_the_squares_of_its_parts() {
    let rows: Vec<Click<'_>> = (0..50)
        .map(|n| ("2026-03-01", "web", "a", n % 2, "x"))
        .collect();
    let kpis = Fixture::new(&rows)
        .kpi("half", &["kind: ratio"], ROWS)
        .kpi(
            "other",
            &["kind: ratio"],
            "select …, 1 - position as num, 1 as den from clicks",
        )
        .kpi(
            "sum_of_both",
            &["kind: formula", "of: half, other"],
            "select half + other as value",
        );
    let all = days("2026-03-01", "2026-03-01");
    let (part, both) = (kpis.total("half", &all), kpis.total("sum_of_both", &all));
    close(both.value, 1.0);
    let half_width = part.high.unwrap() - 0.5;
    close(both.high, 1.0 + (2.0 * half_width * half_width).sqrt());
    close(both.low, 1.0 - (2.0 * half_width * half_width).sqrt());
}

#[test]
fn clv_is_the_product_of_its_parts() {
    let mut rows: Vec<Click<'_>> = vec![("2026-03-01", "web", "a", 50, "x"); 3];
    rows[1].3 = 40;
    rows[2].3 = 60;
    let kpis = Fixture::new(&rows)
        .kpi("purchase", &["kind: mean"], ROWS)
        .kpi(
            "frequency",
            &["kind: mean"],
            "select …, 5 as num, 1 as den from clicks",
        )
        .kpi(
            "lifetime",
            &["kind: mean"],
            "select …, 3 as num, 1 as den from clicks",
        )
        .kpi(
            "clv",
            &["kind: formula", "of: purchase, frequency, lifetime"],
            "select purchase * frequency * lifetime as value",
        );
    let figure = kpis.total("clv", &days("2026-03-01", "2026-03-01"));
    close(figure.value, 750.0);
    assert!(figure.low.unwrap() < 750.0 && figure.too_few);
}

#[test]
fn what_is_needed_and_not_there_leaves_no_figure_on_any_axis() {
    let kpis = Fixture::new(&ANSWERS)
        .kpi(
            "asked",
            &["kind: sum"],
            "select …, 1 as num, 1 as den from clicks where channel = 'web'",
        )
        .kpi(
            "vendors",
            &["kind: ratio", "needs: asked"],
            "select …, 1 as num, 1 as den, article from clicks",
        )
        .kpi(
            "made_of_it",
            &["kind: formula", "of: vendors"],
            "select vendors * 2 as value",
        )
        .kpi(
            "counted",
            &["kind: sum", "needs: asked"],
            "select …, 1 as num, 1 as den from clicks",
        );
    let all = days("2026-03-01", "2026-03-02");
    close(kpis.total("vendors", &all).value, 1.0);
    assert_eq!(kpis.values("vendors", &all, "channel"), "web 1.000");
    assert_eq!(kpis.values("vendors", &all, "article"), "x 1.000, y 1.000");
    let app = all.on("app");
    for name in ["vendors", "made_of_it", "counted"] {
        let figure = kpis.total(name, &app);
        assert_eq!(
            (figure.value, figure.low, figure.n),
            (None, None, 0),
            "{name}"
        );
        for axis in ["channel", "day"] {
            assert!(
                kpis.by(name, &app, axis)
                    .values()
                    .all(|it| it.value.is_none()),
                "{name}"
            );
        }
        let missing = crate::kpi::needs::missing(kpis.db(), kpis.find(name), &app).unwrap();
        assert_eq!(missing[0].name, "asked");
    }
}
