//! Puts events into a site, and asks the program about them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::harness::Vigie;

/// KPIs that vendors count differently.
pub(super) const FAMILIES: [&str; 3] = ["deflection", "resolution", "escalation"];

/// March 2025, at the moment for which the table was worked.
pub(super) const SCOPE: [&str; 6] = [
    "--from",
    "2025-03-01",
    "--to",
    "2025-03-31",
    "--as-of",
    "2025-03-31T18:00:00Z",
];

/// A site that holds events.
pub(super) fn holding(events: &[Value]) -> Vigie {
    let vigie = Vigie::new();
    add(&vigie, events);
    vigie
}

pub(super) fn add(vigie: &Vigie, events: &[Value]) {
    let lines: Vec<String> = events.iter().map(Value::to_string).collect();
    let file = vigie.file("events.ndjson", lines.join("\n"));
    vigie.ok(["import", "events", "--strict", file.to_str().unwrap()]);
}

/// What every rule of a family makes of March, by name; of those of vendors.
pub(super) fn compared(vigie: &Vigie, family: &str, more: &[&str]) -> BTreeMap<String, Value> {
    let asked = [&["kpi", "compare", family][..], &SCOPE, more].concat();
    let rules = vigie.json(asked)["rules"].take();
    let rules = rules.as_array().unwrap().clone().into_iter();
    let named = rules.map(|rule| (rule["name"].as_str().unwrap().to_owned(), rule));
    named
        .filter(|(name, _)| FAMILIES.contains(&name.split('.').next().unwrap()))
        .collect()
}

/// A KPI over March.
pub(super) fn figure(vigie: &Vigie, kpi: &str) -> Value {
    let asked = [&["kpi", "run", kpi][..], &SCOPE].concat();
    vigie.json(asked)["slices"][""].take()
}

/// `num/den` of a KPI over March.
pub(super) fn fraction(vigie: &Vigie, kpi: &str) -> String {
    let figure = figure(vigie, kpi);
    format!("{}/{}", figure["num"], figure["den"]).replace(".0", "")
}

/// The rows behind a KPI over March.
pub(super) fn rows(vigie: &Vigie, kpi: &str, more: &[&str]) -> Vec<Value> {
    let asked = [
        &["kpi", "run", kpi, "--rows", "--limit", "1000"][..],
        &SCOPE,
        more,
    ];
    let found = vigie.json(asked.concat());
    found["rows"].as_array().unwrap().clone()
}
