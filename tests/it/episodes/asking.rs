//! Puts the log into a site, and asks the program about it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::table::Table;
use crate::harness::Vigie;

pub(super) const FROM: &str = "2024-10-01";
pub(super) const TO: &str = "2025-04-30";
pub(super) const AS_OF: &str = "2025-04-15T12:00:00Z";

/// The program with a site in Paris, and nothing in it.
pub(super) fn site() -> Vigie {
    let vigie = Vigie::new();
    vigie.ok(["site", "set", "default", "--zone", "Europe/Paris"]);
    vigie
}

pub(super) fn import(vigie: &Vigie, events: &[String]) -> Value {
    let file = vigie.file("events.ndjson", events.join("\n"));
    vigie.json(["import", "events", file.to_str().unwrap()])
}

/// A site that holds the log.
pub(super) fn filled(table: &Table) -> Vigie {
    let vigie = site();
    import(&vigie, &table.events);
    vigie
}

/// Runs a command over some days, as of the moment for which the log was worked.
pub(super) fn ask(vigie: &Vigie, command: &[&str], from: &str, to: &str) -> Value {
    let scope = [
        "--from", from, "--to", to, "--as-of", AS_OF, "--limit", "100000",
    ];
    vigie.json(command.iter().chain(&scope))
}

/// The rows behind a KPI, each as its named columns joined by bars.
pub(super) fn rows(vigie: &Vigie, kpi: &str, columns: &[&str]) -> Vec<String> {
    let found = ask(vigie, &["kpi", "run", kpi, "--rows"], FROM, TO);
    let rows = found["rows"].as_array().unwrap().iter();
    rows.map(|row| join(columns.iter().map(|column| cell(row, column))))
        .collect()
}

/// A cell of a row as text; what is not known is empty.
fn cell(row: &Value, column: &str) -> String {
    match row.get(column).unwrap() {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        number => number.to_string(),
    }
}

pub(super) fn texts(list: &Value) -> Vec<&str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap())
        .collect()
}

pub(super) fn join<T: ToString>(cells: impl IntoIterator<Item = T>) -> String {
    cells
        .into_iter()
        .map(|cell| cell.to_string())
        .collect::<Vec<_>>()
        .join(" | ")
}

/// The same rows, whatever their order; else names those that are only on one side.
#[track_caller]
pub(super) fn same(what: &str, expected: impl IntoIterator<Item = String>, found: Vec<String>) {
    let mut counts: BTreeMap<String, i32> = BTreeMap::new();
    for row in expected {
        *counts.entry(row).or_default() += 1;
    }
    for row in found {
        *counts.entry(row).or_default() -= 1;
    }
    let wrong = counts
        .iter()
        .filter(|(_, count)| **count != 0)
        .map(|(row, count)| {
            let side = if *count > 0 { "by hand" } else { "  found" };
            format!("\n  {side}: {row}")
        });
    let wrong: String = wrong.collect();
    assert!(wrong.is_empty(), "{what}:{wrong}");
}

/// All that is computed from the log, but for how many contents came in.
pub(super) fn all(vigie: &Vigie) -> Vec<String> {
    let figure = |command: &[&str]| {
        let mut figure = ask(vigie, command, FROM, TO);
        // A link stands for a watermark too.
        for of_then in ["watermark", "link"] {
            figure.as_object_mut().unwrap().remove(of_then);
        }
        format!("{command:?} {figure}")
    };
    let mut all = ["report", "unanswered", "handoffs"]
        .map(|command| figure(&[command]))
        .to_vec();
    for kpi in vigie.json(["kpi", "list"])["kpis"].as_array().unwrap() {
        let name = kpi["name"].as_str().unwrap();
        all.push(figure(&["kpi", "run", name]));
        // It has no rows of its own.
        if kpi["kind"] == "formula" {
            continue;
        }
        let found = ask(vigie, &["kpi", "run", name, "--rows"], FROM, TO);
        all.extend(
            found["rows"]
                .as_array()
                .unwrap()
                .iter()
                .map(Value::to_string),
        );
    }
    all
}

/// The contents that stand.
pub(super) fn exported(vigie: &Vigie) -> Vec<String> {
    vigie
        .ok(["export", "events"])
        .lines()
        .map(str::to_owned)
        .collect()
}

/// A copy of an empty site, so that even keyed hashes are the same.
pub(super) fn twin(empty: &Vigie) -> Vigie {
    let twin = Vigie::new();
    std::fs::create_dir_all(twin.of_site("default", "")).unwrap();
    for file in std::fs::read_dir(empty.of_site("default", "")).unwrap() {
        let name = file.unwrap().file_name();
        let name = name.to_str().unwrap();
        std::fs::copy(
            empty.of_site("default", name),
            twin.of_site("default", name),
        )
        .unwrap();
    }
    twin
}

pub(super) fn shuffled(events: &[String], seed: u64) -> Vec<String> {
    let mut events = events.to_vec();
    let mut state = seed;
    for last in (1..events.len()).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        events.swap(last, (state >> 33) as usize % (last + 1));
    }
    events
}
