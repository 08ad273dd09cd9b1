//! Exports of call centres, imported by the program.

#![allow(clippy::unwrap_used)]

use serde_json::Value;

use crate::harness::{Vigie, said};

const CALLS: &str = "\
ID appel;Date;Heure;Statut;Conseiller;Attente (min);Durée de communication;Poste
A-1;02/03/2026;10:00:00;Répondu;Zoé;1,5;00:04:10;12
A-2;02/03/2026;10:05:00;Abandonné;;2;;12
A-3;31/02/2026;10:05:00;Abandonné;;2;;12
";

fn place() -> Vigie {
    let vigie = Vigie::new();
    vigie.ok(["site", "set", "default", "--zone", "Europe/Paris"]);
    vigie
}

fn exported(vigie: &Vigie) -> Vec<Value> {
    let text = vigie.ok(["export", "events"]);
    let events = text.lines().map(|line| serde_json::from_str(line).unwrap());
    events.collect()
}

#[test]
fn the_same_export_again_changes_nothing() {
    let vigie = place();
    let file = vigie.file("appels.csv", CALLS);
    let import = || {
        vigie.json([
            "import",
            "contacts",
            file.to_str().unwrap(),
            "--map",
            "answered=Statut",
        ])
    };
    let first = import();
    assert_eq!((&first["read"], &first["accepted"]), (&7.into(), &6.into()));
    assert_eq!(first["refused"]["bad_time"], 1);
    let events = exported(&vigie);
    let again = import();
    assert_eq!(
        (&again["accepted"], &again["duplicates"]),
        (&0.into(), &6.into())
    );
    assert_eq!(again["conflicts"], 0);
    assert_eq!(exported(&vigie), events);
    let agents = events.iter().filter(|event| event["agent"] == "Zoé");
    assert_eq!(agents.count(), 3);
}

/// A contact exported while somebody waits, once it is over, and with its theme and agent.
const EXPORTS: [&str; 3] = [
    "contact;date;wait\nk;02/03/2026 10:00;90\n",
    "contact;date;wait;answered;talk\nk;02/03/2026 10:00;90;oui;300\n",
    "contact;date;wait;answered;talk;theme;agent\nk;02/03/2026 10:00;90;oui;300;fibre;ana\n",
];

#[test]
fn a_contact_exported_again_with_more_known_is_whole_and_counts_once_in_any_order() {
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
        let vigie = place();
        for place in order {
            let file = vigie.file(&format!("{place}.csv"), EXPORTS[place]);
            let import = ["import", "contacts", file.to_str().unwrap()];
            assert_eq!(vigie.json(import)["conflicts"], 0);
        }
        let run = |name, axis| vigie.json(["kpi", "run", name, "--by", axis]);
        let talked = &run("handling_time", "theme")["slices"]["fibre"];
        assert_eq!((&talked["n"], &talked["value"]), (&1.into(), &300.0.into()));
        let waited = &run("waiting_time", "agent")["slices"]["ana"];
        assert_eq!((&waited["n"], &waited["value"]), (&1.into(), &90.0.into()));
    }
}

#[test]
fn what_was_made_of_the_columns_is_said_and_bad_rows_are_named() {
    let vigie = place();
    let file = vigie.file("appels.csv", CALLS);
    let file = file.to_str().unwrap();
    let told = said(&vigie.run(["import", "contacts", file, "--map", "answered=statut"]));
    for part in [
        "contact ← ID appel",
        "at ← Date + Heure",
        "wait ← Attente (min), in minutes",
        "answered ← Statut",
        "columns not read: Poste",
        "commas: decimal (`1,5`, line 2)",
        "appels.csv:4: bad_time",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let mut french = vigie.command(["import", "contacts", file, "--map", "answered=Statut"]);
    let told = said(&french.env("VIGIE_LANG", "fr").output().unwrap());
    assert!(told.contains("colonnes non lues: Poste"), "{told}");
}

#[test]
fn rows_of_contacts_become_several_events_which_is_said() {
    let vigie = place();
    let file = vigie.file("appels.csv", CALLS);
    let args = [
        "import",
        "contacts",
        file.to_str().unwrap(),
        "--map",
        "answered=Statut",
    ];
    let told = said(&vigie.run(args));
    assert!(
        told.contains("appels.csv: 3 rows, 6 events, 1 row refused"),
        "{told}"
    );
}

#[test]
fn who_changes_the_zone_of_a_site_with_events_is_told_what_that_leaves() {
    let vigie = Vigie::new();
    let zone = |zone| said(&vigie.run(["site", "set", "default", "--zone", zone]));
    assert!(!zone("Europe/Paris").contains("days are now counted"));
    let file = vigie.file("appels.csv", EXPORTS[0]);
    vigie.ok(["import", "contacts", file.to_str().unwrap()]);
    assert_eq!(zone("Europe/Paris"), "", "it is that one already");
    let told = zone("Indian/Reunion");
    for part in [
        "days are now counted in Indian/Reunion",
        "keep the moment that they were read as",
        "into a new site",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
}

#[test]
fn a_column_that_looks_like_a_field_is_suggested() {
    let vigie = place();
    let text = "N° appel;Date;Attente moyenne;Poste\nA-1;02/03/2026 10:00;3;12\n";
    let file = vigie.file("appels.csv", text);
    let told = said(&vigie.run(["import", "contacts", file.to_str().unwrap()]));
    let unread = "columns not read: Attente moyenne, Poste \
        (to have them read: --map \"wait=Attente moyenne\")";
    assert!(told.contains(unread), "{told}");
}

#[test]
fn one_bad_event_refuses_its_whole_contact() {
    let vigie = place();
    // Work of more than ten years behind it: `ended` is refused, so nothing of it is taken.
    let text = "contact;at;answered;wait;wrap_up\nk;02/03/2026 10:00;oui;5;999999999\nl;02/03/2026 10:00;oui;5;9\n";
    let file = vigie.file("appels.csv", text);
    let tally = vigie.json(["import", "contacts", file.to_str().unwrap()]);
    assert_eq!(
        (&tally["accepted"], &tally["refused"]["bad_value"]),
        (&4.into(), &1.into())
    );
    assert!(exported(&vigie).iter().all(|event| event["contact"] == "l"));
}

#[test]
fn strict_takes_nothing_of_a_file_with_a_bad_row() {
    let vigie = place();
    let file = vigie.file("appels.csv", CALLS);
    let output = vigie.run([
        "import",
        "contacts",
        file.to_str().unwrap(),
        "--map",
        "answered=Statut",
        "--strict",
    ]);
    assert!(!output.status.success());
    assert!(said(&output).contains("line 4"), "{}", said(&output));
    assert_eq!(exported(&vigie), Vec::<Value>::new());
}

#[test]
fn a_table_of_one_kind_is_read_with_what_every_row_shares() {
    let vigie = place();
    let file = vigie.file(
        "csat.csv",
        "Date,Note,Verbatim\n2026-03-02 10:00,4,\"Bien, merci\"\n",
    );
    let file = file.to_str().unwrap();
    let args = [
        "import",
        "events",
        file,
        "--kind",
        "survey",
        "--set",
        "survey=csat,max=5",
    ];
    assert_eq!(vigie.json(args)["accepted"], 1);
    let event = &exported(&vigie)[0];
    assert_eq!(
        (&event["survey"], &event["score"], &event["max"]),
        (&"csat".into(), &4.into(), &5.into())
    );
    assert_eq!(event["comment"], "Bien, merci");
}

#[test]
fn a_table_without_a_kind_and_columns_without_a_table_are_told_what_is_missing() {
    let vigie = place();
    let file = vigie.file("csat.csv", "Date;Note\n02/03/2026;4\n");
    let file = file.to_str().unwrap();
    let output = vigie.run(["import", "events", file]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("--kind"), "{}", said(&output));
    let output = vigie.run(["import", "events", file, "--map", "score=Note"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("--kind"), "{}", said(&output));
    let output = vigie.run(["import", "contacts", file, "--map", "contact=Numéro"]);
    assert_eq!(output.status.code(), Some(1));
    let told = said(&output);
    assert!(
        told.contains("`Numéro`") && told.contains("Date, Note"),
        "{told}"
    );
}

#[test]
fn every_kind_is_explained_with_its_fields_and_units() {
    let vigie = Vigie::new();
    let told = vigie.json(["events", "kinds"]);
    let kinds = told["kinds"].as_array().unwrap();
    let ended = kinds.iter().find(|kind| kind["kind"] == "ended").unwrap();
    let talk = &ended["fields"][2];
    assert_eq!(
        (&talk["field"], &talk["holds"]),
        (&"talk".into(), &"seconds".into())
    );
    let mut french = vigie.command(["events", "kinds"]);
    let output = french.env("VIGIE_LANG", "fr").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("talk") && text.contains("secondes"), "{text}");
}
