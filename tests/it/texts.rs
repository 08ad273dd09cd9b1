//! What a newcomer meets with files of texts: FAQ entries, transcripts, and the commands
//! that read them.

#![allow(clippy::unwrap_used)]

use serde_json::json;

use crate::harness::{Vigie, said};

const CALLS: &str = r#"{"id":"jean@example.org","at":"2026-03-01T23:30:00Z","turns":[["Client","Écrivez à jean@example.org, c'est nul"],["Agent","Bien"]]}
{"id":"b","turns":[["Client","Parfait, merci beaucoup"]]}
"#;

#[test]
fn a_pretty_printed_file_is_read_and_a_broken_record_in_it_costs_itself() {
    let vigie = Vigie::new();
    let calls = json!([
        {"id": "a", "turns": [["Client", "bonjour"]]},
        {"id": "b", "turns": [["Client", "merci"]]},
        {"id": "c", "turns": [["Client", "salut"]]},
    ]);
    let array = serde_json::to_string_pretty(&calls).unwrap();
    let broken = array.replacen("\"b\",", "\"b,", 1);
    let spread = broken.trim_matches(['[', ']']).replace("},", "}");
    for (name, text, line) in [("a.json", &broken, 12), ("s.jsonl", &spread, 12)] {
        let file = vigie.file(name, text);
        let output = vigie.run(["import", "transcripts", file.to_str().unwrap()]);
        let errors = said(&output);
        assert!(
            errors.contains(&format!("{name}:{line}: bad_json")),
            "{errors}"
        );
    }
    let tally = vigie.json([
        "import",
        "transcripts",
        vigie.file("whole.json", &array).to_str().unwrap(),
    ]);
    assert_eq!(tally["read"], 3);
    assert_eq!(
        (&tally["accepted"], &tally["duplicates"]),
        (&json!(1), &json!(2))
    );
    let held = json!({"conversations": calls}).to_string();
    let tally = vigie.json([
        "import",
        "transcripts",
        vigie.file("held.json", held).to_str().unwrap(),
    ]);
    assert_eq!(tally["duplicates"], 3);
}

#[test]
fn what_is_shown_of_a_file_is_masked() {
    let vigie = Vigie::new();
    let file = vigie.file("calls.jsonl", CALLS);
    let file = file.to_str().unwrap();
    for args in [
        &["keywords", file, "--words", "2"][..],
        &["keywords", file],
        &["sentiment", file, "--by", "turn"],
        &["sentiment", file, "--by", "conversation"],
    ] {
        for form in [&[][..], &["--json"]] {
            let shown = vigie.ok([args, form].concat());
            assert!(!shown.contains("jean"), "{args:?}: {shown}");
        }
    }
    let turns = vigie.ok(["sentiment", file, "--by", "turn"]);
    assert!(turns.contains("Écrivez à [email], c'est nul"), "{turns}");
}

#[test]
fn days_and_languages_are_those_of_the_site() {
    let vigie = Vigie::new();
    let calls = r#"{"id":"a","at":"2026-03-01T23:30:00Z","turns":[["Client","horrible"]]}"#;
    let file = vigie.file("calls.jsonl", calls);
    vigie.ok(["import", "transcripts", file.to_str().unwrap()]);
    let day = |vigie: &Vigie| vigie.json(["sentiment", "--by", "day"])["days"].clone();
    let utc = day(&vigie);
    assert!(utc.get("2026-03-01").is_some(), "{utc}");
    vigie.ok([
        "site",
        "set",
        "default",
        "--zone",
        "Europe/Paris",
        "--lang",
        "en",
    ]);
    let paris = day(&vigie);
    assert!(paris.get("2026-03-02").is_some(), "{paris}");
    // `horrible` says no language, and is worth another value in each.
    assert_ne!(utc["2026-03-01"]["mean"], paris["2026-03-02"]["mean"]);
}

#[test]
fn a_conversation_without_a_time_took_place_on_the_day_that_is_given() {
    let vigie = Vigie::new();
    vigie.ok([
        "import",
        "events",
        vigie.file("none.jsonl", "").to_str().unwrap(),
    ]);
    vigie.ok(["site", "set", "default", "--zone", "Europe/Paris"]);
    let file = vigie.file("calls.jsonl", CALLS);
    let import = ["import", "transcripts", file.to_str().unwrap()];
    vigie.ok(import.into_iter().chain(["--at", "2026-02-14"]));
    let days = vigie.json(["sentiment", "--by", "day"])["days"].clone();
    let days: Vec<&String> = days.as_object().unwrap().keys().collect();
    assert_eq!(days, ["2026-02-14", "2026-03-02"]);
    let wrong = vigie.run(import.into_iter().chain(["--at", "14/02"]));
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_wrong_option_says_what_there_is() {
    let vigie = Vigie::new();
    for (args, there_is) in [
        (
            ["keywords", "--speaker", "boss"],
            "customer, agent, bot and other",
        ),
        (["keywords", "--lang", "de"], "fr and en"),
        (["sentiment", "--lang", "de"], "fr and en"),
    ] {
        let output = vigie.run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(said(&output).contains(there_is), "{}", said(&output));
    }
    let file = vigie.file("a.txt", "Client : oui\nMarie : non\nMarie : si\n");
    let others = vigie.ok(["keywords", file.to_str().unwrap(), "--speaker", "other"]);
    assert!(!others.contains("oui"), "{others}");
}

#[test]
fn a_search_without_entries_says_how_to_have_some() {
    let vigie = Vigie::new();
    let faq = |status: &str| format!("id,question,status\na,Changer mon RIB,{status}\n");
    let import = |status: &str| {
        let file = vigie.file("faq.csv", faq(status));
        vigie.ok(["import", "faq", file.to_str().unwrap()]);
        vigie.run(["search", "facture"])
    };
    let note = "site `default` has no published FAQ entry; `vigie import faq FILE --site default` reads some\n";
    assert_eq!(said(&import("draft")), note);
    assert_eq!(said(&import("published")), "");
}

#[test]
fn gzip_or_not_and_any_number_of_threads_give_the_same_bytes() {
    let vigie = Vigie::new();
    let mut calls = String::new();
    for n in 0..3_000 {
        let id = if n % 3 == 0 {
            String::new()
        } else {
            n.to_string()
        };
        let words = ["box", "facture", "wifi lent", "my bill"][n % 4];
        let turns = json!([["Client", format!("{words} {n}")], ["Agent", "merci"]]);
        calls.push_str(&json!({"id": id, "turns": turns}).to_string());
        calls.push('\n');
    }
    let plain = vigie.file("calls.jsonl", &calls);
    let zipped = vigie.file("calls.jsonl.gz", gzip(calls.as_bytes()));
    for args in [
        &["keywords", "--words", "2"][..],
        &["sentiment", "--by", "turn"],
    ] {
        let mut seen = Vec::new();
        for (file, threads) in [(&plain, "1"), (&plain, "3"), (&zipped, "1"), (&zipped, "2")] {
            let mut command = vigie.command(args);
            let command = command.args([file.to_str().unwrap(), "--json", "--limit", "9999"]);
            seen.push(
                command
                    .env("RAYON_NUM_THREADS", threads)
                    .output()
                    .unwrap()
                    .stdout,
            );
        }
        assert!(seen[0].len() > 1_000);
        assert!(seen.iter().all(|bytes| *bytes == seen[0]), "{args:?}");
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Read;
    let mut zipped = Vec::new();
    flate2::read::GzEncoder::new(bytes, flate2::Compression::fast())
        .read_to_end(&mut zipped)
        .unwrap();
    zipped
}
