//! The rows behind figures and lists: those that count, and those left out.

#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};

use crate::harness::{Vigie, said};

/// Visits with and without a known customer, the last at 09:00 on the 3rd of March 2025.
fn with_callbacks() -> Vigie {
    let vigie = Vigie::new();
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/it/kpi_cases/callbacks.jsonl"
    );
    vigie.ok(["import", "events", "--strict", path]);
    vigie
}

const YOUNG: [&str; 5] = [
    "kpi",
    "run",
    "durable_resolution_24h",
    "--as-of",
    "2025-03-04T08:59:59.999Z",
];

#[test]
fn rows_that_are_left_out_say_why() {
    let vigie = with_callbacks();
    let asked = [&YOUNG[..], &["--rows", "--left-out"]].concat();
    let rows = vigie.json(&asked)["rows"].as_array().unwrap().clone();
    let figure = vigie.json(YOUNG)["slices"][""].clone();
    for reason in ["too_young", "left_out"] {
        let of_reason = rows.iter().filter(|row| row["because"] == reason).count();
        assert_eq!(figure[reason], of_reason, "{reason}");
    }
    assert!(
        rows.iter()
            .filter(|row| row["because"] == "too_young")
            .all(|row| row["judged_at"].as_i64() > Some(1_741_078_799_999))
    );
    let told = vigie.ok(&asked);
    assert!(told.contains("of unknown customers"), "{told}");
    let until = "too young until 4 March 2025, 09:00 (UTC)";
    assert!(told.contains(until), "{told}");
    let one_channel = [&asked[..], &["--channel", "web"]].concat();
    assert_eq!(vigie.json(one_channel)["total"], 2);
    let later = ["kpi", "run", YOUNG[2], "--rows", "--left-out"];
    let rows = vigie.json(later)["rows"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 1, "a day later only the unknown customer's");
    assert_eq!(rows[0]["because"], "left_out");
}

/// One contact that waited for 32.5 s and was talked to for five minutes.
fn with_a_call() -> Vigie {
    let vigie = Vigie::new();
    let text = "contact;at;answered;wait;talk;agent\nk;02/03/2026 10:00;oui;32,5;300;ana\n";
    let file = vigie.file("appels.csv", text);
    vigie.ok(["import", "contacts", file.to_str().unwrap()]);
    vigie
}

#[test]
fn durations_have_a_unit_for_people_and_are_milliseconds_for_programs() {
    let vigie = with_a_call();
    let waited = ["kpi", "run", "service_level", "--rows"];
    let told = vigie.ok(waited);
    assert!(told.contains("  32.5 s"), "{told}");
    assert_eq!(vigie.json(waited)["rows"][0]["wait"], 32_500);
    let told = vigie.ok(["kpi", "run", "handling_time", "--rows"]);
    assert!(told.contains("  5 min"), "{told}");
}

#[test]
fn a_slice_of_too_few_rows_says_so() {
    let vigie = with_a_call();
    let told = vigie.ok(["kpi", "run", "service_level", "--by", "agent"]);
    let slice = told.lines().find(|line| line.contains("ana"));
    assert!(
        slice.is_some_and(|line| line.ends_with("too few")),
        "{told}"
    );
    let mut french = vigie.command(["kpi", "run", "service_level", "--by", "agent"]);
    let output = french.env("VIGIE_LANG", "fr").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("trop peu"), "{text}");
}

#[test]
fn rows_in_json_are_objects_with_numbers_and_nulls() {
    let vigie = with_callbacks();
    let found = vigie.json(["kpi", "run", "durable_resolution_7d", "--rows"]);
    for row in found["rows"].as_array().unwrap() {
        assert_eq!(row["den"], 1);
        assert!(row["at"].is_i64());
        assert!(row["theme"].is_null());
        assert!(row["contact_after"].is_null() || row["contact_after"].is_i64());
    }
    assert_eq!(found["total"], 4);
}

#[test]
fn rows_beyond_the_limit_are_spoken_of() {
    let vigie = with_callbacks();
    let episodes = ["kpi", "run", "episodes", "--rows"];
    let all = vigie.json(episodes)["total"].clone();
    let few = vigie.run([&episodes[..], &["--limit", "2", "--json"]].concat());
    let expected = format!("2 of {all} rows; --limit gives more\n");
    assert_eq!(said(&few), expected);
    let few: Value = serde_json::from_slice(&few.stdout).unwrap();
    assert_eq!(few["rows"].as_array().unwrap().len(), 2);
    assert_eq!(few["total"], all);
    let exactly = ["--limit", &all.to_string()];
    let every = vigie.run([&episodes[..], &exactly].concat());
    assert_eq!(said(&every), "");
}

#[test]
fn a_limit_keeps_the_values_of_an_axis_that_most_rows_have() {
    let vigie = with_callbacks();
    let by_outcome = ["kpi", "run", "episodes", "--by", "outcome"];
    let size = |slice: &Value| slice["n"].as_i64().unwrap();
    let of = |limit: &[&str]| {
        let asked = vigie.json([&by_outcome[..], limit].concat());
        asked["slices"].as_object().unwrap().clone()
    };
    let all = of(&[]);
    assert!(all.len() > 2, "{all:?}");
    let largest = of(&["--limit", "1"]);
    assert_eq!(largest.len(), 1);
    assert_eq!(
        largest.values().map(size).max(),
        all.values().map(size).max()
    );
}

#[test]
fn a_file_gets_questions_whole() {
    let vigie = Vigie::new();
    let question = "comment puis-je changer mon adresse de facturation depuis l'application";
    let event = json!({
        "id": "00000000-0000-4000-8000-000000000001", "kind": "search",
        "at": "2026-03-02T09:15:04Z", "query": question, "total": 0,
    });
    let file = vigie.file("events.jsonl", event.to_string());
    vigie.ok(["import", "events", file.to_str().unwrap()]);
    assert!(vigie.ok(["unanswered", "--rows"]).contains(question));
}
