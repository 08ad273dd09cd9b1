//! What every chart promises.

use super::palette::{BAD, GOOD};
use super::*;

fn chart(unit: Unit, lang: Lang) -> Chart<'static> {
    Chart {
        title: "Zero-result rate <by day>",
        unit,
        lang,
    }
}

fn points(values: &[Option<f64>]) -> Vec<Point> {
    let points = values.iter().enumerate();
    points
        .map(|(day, value)| Point {
            label: format!("{} & co", day + 1),
            value: *value,
            low: value.map(|value| value * 0.9),
            high: value.map(|value| value * 1.1),
        })
        .collect()
}

fn all(lang: Lang, values: &[Option<f64>]) -> Vec<String> {
    let points = points(values);
    let parts = [
        Part {
            label: "good".to_owned(),
            value: 3.0,
            colour: GOOD,
        },
        Part {
            label: "bad".to_owned(),
            value: 0.0,
            colour: BAD,
        },
    ];
    vec![
        chart(Unit::Share, lang).trend(&points),
        chart(Unit::Share, lang).between(&points),
        chart(Unit::Count, lang).amount(&points),
        chart(Unit::Score, lang).trend(&points),
        chart(Unit::Count, lang).parts(&parts),
    ]
}

#[test]
fn every_chart_has_a_name_no_style_of_its_own_and_no_other_colours() {
    let values: Vec<Option<f64>> = (0..28).map(|day| Some(f64::from(day) / 30.0)).collect();
    for svg in all(Lang::En, &values) {
        assert!(svg.starts_with("<svg"), "{svg}");
        assert!(svg.contains("<title>Zero-result rate &lt;by day&gt;</title>"));
        assert!(!svg.contains("style="), "{svg}");
        assert!(!svg.contains("& co"), "{svg}");
        for colour in svg.split('#').skip(1).map(|rest| &rest[..6]) {
            let colour = format!("#{colour}");
            let known = palette::ALL.iter().any(|known| known.0 == colour);
            assert!(known, "{colour} in {svg}");
        }
    }
}

#[test]
fn charts_of_nothing_of_one_and_of_holes_are_drawn() {
    for values in [
        vec![],
        vec![None],
        vec![Some(0.2)],
        vec![Some(0.1), None, Some(0.3)],
    ] {
        for svg in all(Lang::Fr, &values) {
            assert!(svg.ends_with("</svg>"), "{svg}");
            assert!(!svg.contains("NaN"), "{svg}");
        }
    }
}

#[test]
fn a_value_between_gaps_is_seen() {
    let mut values = vec![None; 30];
    values[7] = Some(0.2);
    let lone = chart(Unit::Share, Lang::En).trend(&points(&values));
    assert!(lone.contains("<circle"), "{lone}");
    let many = vec![Some(0.2); 30];
    let line = chart(Unit::Share, Lang::En).trend(&points(&many));
    assert!(!line.contains("<circle"), "{line}");
}

#[test]
fn numbers_are_written_as_the_language_does() {
    let points = points(&[Some(1_900.0)]);
    let french = chart(Unit::Count, Lang::Fr).amount(&points);
    assert!(french.contains(">2\u{202f}000<"), "{french}");
    let english = chart(Unit::Count, Lang::En).amount(&points);
    assert!(english.contains(">2,000<"), "{english}");
    let points = self::points(&[Some(0.1)]);
    let share = chart(Unit::Share, Lang::Fr).trend(&points);
    assert!(share.contains(">5\u{a0}%<"), "{share}");
}
