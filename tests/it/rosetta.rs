//! One log under every vendor's rule.
//!
//! `rosetta/log.txt` holds forty episodes and `rosetta/table.txt` what each vendor's rule makes
//! of them, worked by hand from the words of the rule, down to the very episodes. The defects of
//! published formulas are promises in `rosetta/promises.rs`, and `rosetta/random.rs` holds what
//! must be true of any log.

mod asking;
mod exclusive;
mod log;
mod missing;
mod promises;
mod random;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::harness::{Vigie, said};
use asking::{FAMILIES, SCOPE, compared, holding, rows};
use log::Log;
use table::Row;

/// What a rule counts of each episode: how often, and among how many.
type Counted = BTreeMap<u32, (u64, u64)>;

#[test]
fn every_rule_of_a_vendor_is_in_the_table_and_its_lists_sum_to_its_fraction() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/kpi/catalogue");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    let names = files.map(|file| file.file_name().into_string().unwrap());
    let names = names.filter_map(|name| name.strip_suffix(".sql").map(str::to_owned));
    let of_vendors = |name: &String| {
        let family = name.split_once('.').map(|(family, _)| family);
        family.is_some_and(|family| FAMILIES.contains(&family))
    };
    let table = table::read();
    let worked: BTreeSet<String> = table.iter().map(|row| row.kpi.clone()).collect();
    assert_eq!(worked, names.filter(of_vendors).collect());
    for row in table.iter().filter(|row| !row.counted.is_empty()) {
        let sum = |part: fn(&(u64, u64)) -> u64| row.counted.values().map(part).sum::<u64>();
        let sums = (sum(|counted| counted.0), sum(|counted| counted.1));
        assert_eq!(sums, (row.num, row.den), "{}", row.kpi);
        let mut counted = row.counted.values();
        assert!(counted.all(|(num, den)| num <= den), "{}", row.kpi);
    }
}

#[test]
fn every_rule_counts_the_very_episodes_that_were_worked_by_hand() {
    let log = Log::read();
    let vigie = holding(&log.events);
    let figures = compared(&vigie, "all", &[]);
    let wrong: String = table::read()
        .iter()
        .map(|row| {
            let found = differences(row, figures.get(&row.kpi));
            let of_rows = differences_of_rows(&vigie, &log, row);
            [found, of_rows].concat()
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong}");
}

/// Where a figure is not that of the table.
fn differences(row: &Row, rule: Option<&Value>) -> String {
    let Some(rule) = rule else {
        return format!("\n{} cannot be computed at all", row.kpi);
    };
    let figure = &rule["figure"];
    let value = row.num as f64 / row.den as f64;
    let found = figure["value"].as_f64().unwrap_or(f64::NAN);
    let young = figure.get("too_young").and_then(Value::as_u64);
    let mut same = (found - value).abs() < 1e-12 && young.unwrap_or(0) == row.young.len() as u64;
    // Of a formula the table has the parts.
    let sums = match rule["of"].as_array() {
        Some(of) => of
            .iter()
            .map(|name| &rule["parts"][name.as_str().unwrap()])
            .collect(),
        None => vec![&figure["num"], &figure["den"]],
    };
    let sums: Vec<Option<f64>> = sums.into_iter().map(Value::as_f64).collect();
    same &= sums == [Some(row.num as f64), Some(row.den as f64)];
    match same {
        true => String::new(),
        false => format!("\n{} is not {}/{}: {figure}", row.kpi, row.num, row.den),
    }
}

/// The episodes that the rows of a rule are of, where they are not those of the table.
fn differences_of_rows(vigie: &Vigie, log: &Log, row: &Row) -> String {
    if row.counted.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    let found = counted(log, &rows(vigie, &row.kpi, &[]));
    let numbers: BTreeSet<&u32> = row.counted.keys().chain(found.keys()).collect();
    for number in numbers {
        let (hand, code) = (row.counted.get(number), found.get(number));
        if hand != code {
            out.push_str(&format!(
                "\n{}: episode {number} by hand {hand:?}, found {code:?}",
                row.kpi
            ));
        }
    }
    if !row.young.is_empty() {
        let young = rows(vigie, &row.kpi, &["--left-out"]);
        let young: Vec<u32> = counted(log, &young).into_keys().collect();
        if young != row.young {
            let hand = &row.young;
            out.push_str(&format!(
                "\n{}: too young by hand {hand:?}, found {young:?}",
                row.kpi
            ));
        }
    }
    out
}

/// What rows count of each episode.
fn counted(log: &Log, rows: &[Value]) -> Counted {
    let mut counted = Counted::new();
    for row in rows {
        let episode = log.episodes[&row["at"].as_i64().unwrap()];
        let (num, den) = counted.entry(episode).or_default();
        *num += row["num"].as_u64().unwrap();
        *den += row["den"].as_u64().unwrap();
    }
    counted
}

#[test]
fn a_theme_that_is_asked_for_leaves_only_its_episodes() {
    let log = Log::read();
    let vigie = holding(&log.events);
    let figures = compared(&vigie, "all", &["--theme", "bill"]);
    let of_theme = |number: &u32| log.themes.get(number).is_some_and(|theme| theme == "bill");
    for row in table::read().iter().filter(|row| !row.counted.is_empty()) {
        let mut kept = row.counted.clone();
        kept.retain(|number, _| of_theme(number));
        let sums = kept
            .values()
            .fold([0, 0], |[nums, dens], (num, den)| [nums + num, dens + den]);
        let rule = &figures[&row.kpi];
        if rule["computable"] == false {
            assert_eq!(sums, [0, 0], "{}", row.kpi);
            continue;
        }
        let found = ["num", "den"].map(|name| rule["figure"][name].as_f64().unwrap() as u64);
        assert_eq!(found, sums, "{}", row.kpi);
    }
}

#[test]
fn side_by_side_is_what_each_says_alone_and_says_all_of_the_rule() {
    let vigie = holding(&Log::read().events);
    for (name, rule) in compared(&vigie, "all", &[]) {
        let alone = vigie.json([&["kpi", "run", &name][..], &SCOPE].concat());
        let figure = &alone["slices"][""];
        assert_eq!(&rule["figure"], figure, "{name}");
        assert_eq!(rule["version"], alone["version"], "{name}");
        let shown = vigie.json(["kpi", "show", &name]);
        for (fact, value) in shown.as_object().unwrap() {
            assert_eq!(&rule[fact], value, "{name}: {fact}");
        }
        for command in rule["rows"].as_array().unwrap() {
            let words = command.as_str().unwrap().split(' ').skip(1);
            let rows = vigie.json(words);
            assert_ne!(rows["total"], 0, "{command}");
        }
    }
}

#[test]
fn a_table_in_both_languages_says_value_fraction_window_silence_and_how_to_see_the_rows() {
    let vigie = holding(&Log::read().events);
    let told = |lang: &str| {
        let asked = [&["kpi", "compare", "deflection"][..], &SCOPE].concat();
        let output = vigie.command(asked).env("VIGIE_LANG", lang).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    let english = told("en").split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "deflection.dialogflow · Deflection as Dialogflow CX counts",
        "69.0% [50.8% – 82.7%] 20 / 29 after 24 hours",
        "silence: without a call back in 24 h: success",
        "4 too young",
        "5.00 sessions per user episodes: 40 · contacting_customers: 8",
        "vigie kpi run NAME --rows --from 2025-03-01 --to 2025-03-31",
    ] {
        assert!(english.contains(part), "{part}\n{english}");
    }
    let french = told("fr");
    for part in [
        "Déflexion selon Dialogflow CX",
        "69,0\u{202f}%",
        "après 24 heures",
        "sans rappel en 24 h",
        "4 trop récents",
        "vigie kpi run NOM --rows",
    ] {
        assert!(french.contains(part), "{part}\n{french}");
    }
}

#[test]
fn a_family_that_is_not_there_is_wrong_usage_and_the_others_are_named() {
    let vigie = holding(&[json!({"kind": "open", "at": "2025-03-03T09:00:00Z",
                                 "id": "00000000-0000-4000-8000-000000000001"})]);
    let output = vigie.run(["kpi", "compare", "deflexion"]);
    assert_eq!(output.status.code(), Some(2));
    let says = said(&output);
    for family in FAMILIES {
        assert!(says.contains(family), "{says}");
    }
}
