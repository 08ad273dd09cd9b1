//! Who only looks makes nothing: no data folder, no site.

#![allow(clippy::unwrap_used)]

use crate::harness::{Vigie, said};

const READING: [&[&str]; 12] = [
    &["check"],
    &["search", "rib"],
    &["report"],
    &["unanswered"],
    &["handoffs"],
    &["keywords"],
    &["sentiment"],
    &["kpi", "run", "searches"],
    &["export", "events"],
    &["site", "show", "default"],
    &["import", "events", "absent.jsonl"],
    &["import", "faq", "absent.csv"],
];

#[test]
fn reading_where_there_is_no_data_fails_and_makes_no_folder() {
    let vigie = Vigie::new();
    for args in READING {
        let output = vigie.run(args);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {said}");
        let import = args[0] == "import" && said.contains("there is no file");
        assert!(import || said.contains("there is no data in"), "{said}");
        assert!(!vigie.data().exists(), "{args:?}");
    }
}

#[test]
fn what_needs_no_data_is_answered_without_making_any() {
    let vigie = Vigie::new();
    assert_eq!(
        vigie.ok(["site", "list"]),
        "No site yet: `vigie import` creates one.\n"
    );
    assert!(vigie.json(["kpi", "list"])["kpis"].is_array());
    vigie.ok(["kpi", "show", "searches"]);
    vigie.ok(["kpi", "check"]);
    vigie.ok(["kpi", "tables"]);
    assert!(!vigie.data().exists());
}

#[test]
fn reading_a_site_that_is_not_there_fails_and_makes_none() {
    let vigie = Vigie::new();
    vigie.ok(["site", "set", "a", "--lang", "fr"]);
    for args in READING.into_iter().chain([["kpi", "check"].as_slice()]) {
        let output = vigie.run(args);
        // What verifies everything verifies the site that is there.
        let expected = i32::from(args != ["check"]);
        assert_eq!(output.status.code(), Some(expected), "{args:?}");
        assert_eq!(vigie.ok(["site", "list"]), "a\n", "{args:?}");
    }
    std::fs::remove_dir_all(vigie.of_site("a", "")).unwrap();
    let output = vigie.run(["check"]);
    assert_eq!(output.status.code(), Some(1), "nothing was verified");
}

#[test]
fn a_first_import_that_is_refused_leaves_no_site_behind() {
    let vigie = Vigie::new();
    let calls = vigie.file("appels.csv", "N° appel;Date\nA-1;02/03/2026 10:00\n");
    let (calls, records) = (calls.to_str().unwrap(), vigie.file("a.jsonl", "{}\n{}\n"));
    let records = records.to_str().unwrap();
    for args in [
        &["import", "contacts", calls, "--map", "contact=Numéro"][..],
        &["import", "events", records],
        &["import", "events", records, "--strict"],
        &[
            "import",
            "contacts",
            calls,
            "absent.csv",
            "--map",
            "wait=Attente",
        ],
    ] {
        assert_eq!(vigie.run(args).status.code(), Some(1), "{args:?}");
        let sites = vigie.json(["site", "list"]);
        assert_eq!(sites["sites"], serde_json::json!([]), "{args:?}");
    }
    // What was imported stays, and so does a site that somebody made.
    vigie.run(["import", "contacts", calls, "absent.csv"]);
    assert_eq!(vigie.ok(["site", "list"]), "default\n");
    vigie.ok(["site", "set", "made", "--lang", "en"]);
    vigie.run(["import", "events", records, "--site", "made"]);
    assert_eq!(vigie.ok(["site", "list"]), "default\nmade\n");
}
