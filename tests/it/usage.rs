//! Wrong usage ends with 2 and says what can be given; a check is of what was named.

#![allow(clippy::unwrap_used)]

use serde_json::json;

use crate::harness::{Vigie, said};

/// Two sites with one search each.
fn with_two_sites() -> Vigie {
    let vigie = Vigie::new();
    let event = json!({
        "id": "00000000-0000-4000-8000-000000000001", "kind": "search",
        "at": "2026-03-02T09:15:04Z", "query": "changer mon RIB", "total": 0,
    });
    let file = vigie.file("events.jsonl", event.to_string());
    for site in ["default", "other"] {
        vigie.ok(["import", "events", file.to_str().unwrap(), "--site", site]);
    }
    vigie
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_can_be_given() {
    let vigie = with_two_sites();
    let day = "give a day as 2026-03-31, or a moment in RFC 3339 as 2026-03-31T09:00:00Z";
    for (args, expected) in [
        (
            &["report", "--from", "2026-03-03", "--to", "2026-03-02"][..],
            "--from 2026-03-03 is after --to 2026-03-02",
        ),
        (&["report", "--as-of", "hier"], day),
        (&["report", "--as-of", "2026-03-02T09:00"], day),
        (
            &["kpi", "run", "zero_result_rate", "--by", "topic"],
            "has no axis `topic`; it has day, channel, lang, application, theme, query, total",
        ),
        (
            &["kpi", "run", "deflection_low", "--rows", "--left-out"],
            "`deflection_low` leaves no rows out",
        ),
        (
            &["kpi", "tables", "calls"],
            "there is no table `calls`; there are episodes, intents,",
        ),
        (
            &["handoffs", "--cause", "asked"],
            "[possible values: offered, requested, automatic]",
        ),
        (
            &["sentiment", "--by", "day", "--limit", "3"],
            "--limit goes with --by turn and --by conversation",
        ),
        (
            &["report", "--site", "my/site"],
            "`my/site` cannot name a site",
        ),
        (
            &["check", "--site", "my/site"],
            "`my/site` cannot name a site",
        ),
    ] {
        let output = vigie.run(args);
        let told = said(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
        assert!(told.contains(expected), "{args:?}: {told}");
    }
}

#[test]
fn a_check_of_a_site_is_of_that_one_alone() {
    let vigie = with_two_sites();
    assert_eq!(vigie.ok(["check"]), "default: ok\nother: ok\n");
    assert_eq!(vigie.ok(["check", "--site", "other"]), "other: ok\n");
    let absent = vigie.run(["check", "--site", "absent"]);
    assert_eq!(absent.status.code(), Some(1));
    let told = said(&absent);
    assert!(told.contains("there is no site `absent`"), "{told}");
    std::fs::write(vigie.of_site("default", "content.db"), "damaged").unwrap();
    assert!(!vigie.run(["check"]).status.success());
    vigie.ok(["check", "--site", "other"]);
}

#[test]
fn a_check_of_kpis_is_one_document() {
    let vigie = with_two_sites();
    let good = vigie.json(["kpi", "check"]);
    assert_eq!(good["problems"], json!([]));
    assert!(good["usable"].as_u64() > Some(20));
    std::fs::create_dir(vigie.data().join("kpi")).unwrap();
    std::fs::write(vigie.data().join("kpi/bad.sql"), "select 1").unwrap();
    let output = vigie.run(["kpi", "check", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["usable"], good["usable"]);
    let problem = &document["problems"][0];
    assert!(problem["file"].as_str().unwrap().ends_with("bad.sql"));
    assert!(problem["message"].is_string());
}
