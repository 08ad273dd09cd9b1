//! Nobody's e-mail address, phone, IBAN, card or social security number is in any byte
//! of the data folder, wherever in a file it stood and however it was written; a number
//! with a wrong check digit is nobody's and stays.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::harness::Vigie;
use crate::secrets::{nobodys, secrets, squeezed};

/// An event of every kind, `§` in each of its texts and names, and in fields that nobody knows.
const KINDS: [&str; 14] = [
    r#""kind":"open""#,
    r#""kind":"search","query_id":"§","query":"¶","results":["§","a"],"total":1"#,
    r#""kind":"impression","article":"§","position":1,"query_id":"§""#,
    r#""kind":"click","article":"§","query_id":"§""#,
    r#""kind":"view","article":"§","query_id":"§""#,
    r#""kind":"vote","article":"§","helpful":false,"query_id":"§""#,
    r#""kind":"message","text":"¶","understood":false,"intent":"§","conversation":"§""#,
    r#""kind":"answer","article":"§","text":"¶","conversation":"§""#,
    r#""kind":"turn","speaker":"customer","contact":"§","text":"¶""#,
    r#""kind":"handoff","cause":"requested","reason":"¶""#,
    r#""kind":"contact","contact":"§","agent":"§","reason":"¶""#,
    r#""kind":"redirect","contact":"§","cause":"offered","accepted":true,"target":"§""#,
    r#""kind":"survey","survey":"§","score":1,"comment":"¶","question":"¶","contact":"§","agent":"§""#,
    r#""kind":"other","action":"§""#,
];

const COMMON: &str = r#""customer":"§","channel":"§","lang":"§","application":"§","theme":"§",
    "team":"§","user_agent":"¶","unknown":"¶","list":["§",["¶",{"§":"¶"}]],"§":"§""#;

/// `§` is the data alone, `¶` the data in a sentence.
fn filled(template: &str, written: &str) -> String {
    let quoted = Value::from(written).to_string();
    let inner = quoted.trim_matches('"');
    let sentence = format!("bonjour, voici : {inner}, merci");
    template
        .replace('\n', " ")
        .replace('§', inner)
        .replace('¶', &sentence)
}

fn events(written: &[String]) -> String {
    let mut lines = String::new();
    for (n, written) in (0..).zip(written) {
        for (k, kind) in (0..).zip(KINDS) {
            for client in [r#","client":"§""#, ""] {
                let id = format!("00000000-0000-4{}00-8000-{n:06}{k:06}", client.len() % 10);
                let at = format!("2026-03-02T{:02}:{k:02}:00Z", n % 24);
                let template = format!(r#"{{"id":"{id}","at":"{at}",{kind},{COMMON}{client}}}"#);
                let mut event = filled(&template, written);
                if let Some(number) = as_number(written) {
                    let more = format!(
                        "{{\"number\":{number},\"{number}\":1,\"deep\":[[{{\"{number}\":[{number}]}}]],\"float\":{number}.0,"
                    );
                    event = event.replacen('{', &more, 1);
                }
                lines.push_str(&event);
                lines.push('\n');
            }
        }
    }
    lines
}

/// What is written, as a number without quotes: those have no plus and begin with no 0.
fn as_number(written: &str) -> Option<String> {
    let is_long = |digits: &&str| digits.len() >= 9 && !digits.starts_with('0');
    let bare = written.trim_start_matches(['+', '0']);
    let is_number = bare.bytes().all(|byte| byte.is_ascii_digit());
    Some(bare)
        .filter(|_| is_number)
        .filter(is_long)
        .map(str::to_owned)
}

fn ubi(written: &[String]) -> String {
    let query = r#"{"application":"§","query_id":"§","client_id":"§","user_id":"§","user_query":"¶","timestamp":"2026-03-02T09:15:04Z","query_response_id":"§","query_response_hit_ids":["§"],"query_attributes":{"session_id":"§","x":"¶"}}"#;
    let event = r#"{"application":"§","action_name":"click","query_id":"§","session_id":"§","client_id":"§","timestamp":"2026-03-02T09:16:04Z","message":"¶","message_type":"§","event_attributes":{"object":{"object_id":"§","object_id_field":"§","description":"¶"},"position":{"ordinal":1},"comment":"¶"}}"#;
    let other = r#"{"action_name":"§","query_id":"§","timestamp":"2026-03-02T09:17:04Z","message":"¶","event_attributes":{"object":{"object_id":"§"}}}"#;
    let of_one = |written: &String| {
        [query, event, other]
            .map(|line| filled(line, written) + "\n")
            .concat()
    };
    written.iter().map(of_one).collect()
}

fn rasa(written: &[String]) -> String {
    let lines = [
        r#"{"sender_id":"§","event":"user","timestamp":1772442904.1,"text":"¶","input_channel":"§","parse_data":{"intent":{"name":"§","confidence":0.3},"entities":[{"value":"§"}],"text":"¶"},"metadata":{"mail":"§"}}"#,
        r#"{"sender_id":"§","event":"bot","timestamp":1772442905.1,"text":"¶","data":{"buttons":[{"title":"§"}]}}"#,
        r#"{"sender_id":"§","event":"agent","timestamp":1772442906.1,"text":"¶"}"#,
        r#"{"sender_id":"§","event":"slot","timestamp":1772442907.1,"name":"§","value":"§"}"#,
        r#"{"sender_id":"§","event":"action","timestamp":1772442908.1,"name":"§"}"#,
        r#"{"sender_id":"§","event":"pause","timestamp":1772442909.1}"#,
        r#"{"sender_id":"§","event":"§","timestamp":1772442910.1}"#,
        r#"{"sender_id":"§","event":"user","timestamp":1772442911.1,"text":"§"}"#,
    ];
    let of_one = |written: &String| lines.map(|line| filled(line, written) + "\n").concat();
    written.iter().map(of_one).collect()
}

/// Transcripts in all five formats: their names and contents.
fn transcripts(written: &[String]) -> Vec<(&'static str, String)> {
    let each = |template: &str| -> String {
        written
            .iter()
            .map(|written| filled(template, written) + "\n")
            .collect()
    };
    let cue = |n: usize, mark: char| {
        let time = |second: usize| format!("{:02}:{:02}:{second:02}{mark}000", n / 60, n % 60);
        format!("{} --> {}", time(1), time(9))
    };
    let plain = |template: &str, written: &str| template.replace('§', written);
    let vtt = (0..).zip(written).map(|(n, written)| {
        plain(
            &format!("§\n{}\n<v §>bonjour §</v>\n\n", cue(n, '.')),
            written,
        )
    });
    let srt = (0..).zip(written).map(|(n, written)| {
        plain(
            &format!("{n}\n{}\nClient: c'est § merci\n\n", cue(n, ',')),
            written,
        )
    });
    let text = written.iter().map(|written| {
        plain(
            "Client : mon numéro est § merci\nAgent : je note §\n",
            written,
        )
    });
    let csv = written.iter().map(|written| {
        let field = format!("\"{written}\"");
        plain(
            "§,1,customer,§,2026-03-02T09:15:04Z,§,§\n§,2,§,merci §,2026-03-02T09:16:04Z,§,§\n",
            &field,
        )
        .replace("merci \"", "\"merci ")
    });
    vec![
        (
            "talks.jsonl",
            each(
                r#"{"id":"§","conversation":"§","contact":"§","client":"§","customer":"§","channel":"§","theme":"§","lang":"§","x":"§","turns":[{"speaker":"§","text":"¶"},{"speaker":"customer","text":"§","at":"2026-03-02T09:15:04Z"}]}"#,
            ) + &each(r#"{"turns":[["U","¶"],["S","¶"]]}"#),
        ),
        (
            "talks.csv",
            "conversation_id,turn,speaker,text,at,channel,contact\n".to_owned()
                + &csv.collect::<String>(),
        ),
        ("talks.txt", text.collect()),
        (
            "talks.vtt",
            format!("WEBVTT\n\n{}", vtt.collect::<String>()),
        ),
        ("talks.srt", srt.collect()),
    ]
}

/// Imports everything everywhere, and reads it, so that facts, cubes and index exist.
fn import_all(vigie: &Vigie, written: &[String]) {
    let import = |what: &str, name: &str, text: String| {
        let file = vigie.file(name, text);
        let tally = vigie.json(["import", what, file.to_str().unwrap()]);
        assert_ne!(tally["accepted"], 0, "{name}: {tally}");
        tally
    };
    import(
        "faq",
        "faq.csv",
        "id,question,answer\na,Changer mon RIB,Ici\n".to_owned(),
    );
    let tally = import("events", "events.ndjson", events(written));
    assert_eq!(tally["refused"], json!({}), "every event is stored");
    import("ubi", "ubi.ndjson", ubi(written));
    import("rasa", "rasa.ndjson", rasa(written));
    for (name, text) in transcripts(written) {
        import("transcripts", name, text);
    }
    for args in [
        ["report"].as_slice(),
        &["unanswered"],
        &["handoffs"],
        &["keywords"],
        &["sentiment"],
        &["search", "rib"],
        &["check", "--recompute"],
    ] {
        vigie.ok(args);
    }
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    entries
        .flat_map(|entry| match entry.path() {
            path if path.is_dir() => files_in(&path),
            path => vec![path],
        })
        .collect()
}

/// Keeps a database open, so that nobody tidies its log away.
fn held_open(path: &Path) -> rusqlite::Connection {
    let db = rusqlite::Connection::open(path).unwrap();
    let sql = "select count(*) from sqlite_schema";
    db.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap();
    db
}

#[test]
fn no_byte_of_the_data_folder_tells_who_somebody_is() {
    let vigie = Vigie::new();
    vigie.ok(["site", "set", "default", "--lang", "fr"]);
    let held = ["events.db", "content.db"].map(|name| held_open(&vigie.of_site("default", name)));
    let secrets = secrets();
    let written: Vec<String> = secrets
        .iter()
        .map(|secret| secret.written.clone())
        .collect();
    import_all(&vigie, &written);
    let files = files_in(&vigie.data());
    for name in ["events.db", "events.db-wal", "content.db-wal", "facts.db"] {
        assert!(
            files.contains(&vigie.of_site("default", name)),
            "{name} is not there"
        );
    }
    let mut leaks = std::collections::BTreeSet::new();
    for file in &files {
        let bytes = std::fs::read(file).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let bare = squeezed(&text);
        for secret in &secrets {
            if text.contains(&secret.written) || bare.contains(&secret.bare) {
                let at = bare.find(&secret.bare).map(|at| {
                    bare[at.saturating_sub(60)..]
                        .chars()
                        .take(150)
                        .collect::<String>()
                });
                leaks.insert((&secret.written, file.file_name().unwrap(), at));
            }
        }
    }
    drop(held);
    let told: Vec<String> = leaks
        .iter()
        .take(40)
        .map(|leak| format!("{leak:?}"))
        .collect();
    assert!(
        leaks.is_empty(),
        "{} leaks:\n{}",
        leaks.len(),
        told.join("\n")
    );
}

#[test]
fn numbers_of_known_fields_stay() {
    let vigie = Vigie::new();
    let event = r#"{"id":"00000000-0000-4000-8000-000000000001","kind":"survey","at":"2026-03-02T09:15:04Z","survey":"nps","score":33612345678,"min":612345678,"max":4970102030405064}"#;
    let search = r#"{"id":"00000000-0000-4000-8000-000000000002","kind":"search","at":"2026-03-02T09:15:04Z","query":"rib","total":612345678}"#;
    let file = vigie.file("events.ndjson", format!("{event}\n{search}\n"));
    vigie.ok(["import", "events", file.to_str().unwrap()]);
    let exported = vigie.ok(["export", "events"]);
    for number in [
        "\"score\":33612345678",
        "\"min\":612345678",
        "\"max\":4970102030405064",
        "\"total\":612345678",
    ] {
        assert!(exported.contains(number), "{number}: {exported}");
    }
}

#[test]
fn numbers_with_a_wrong_check_digit_stay() {
    let vigie = Vigie::new();
    let nobodys = nobodys();
    import_all(&vigie, &nobodys);
    let exported = vigie.ok(["export", "events"]);
    let events: Vec<Value> = exported
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for number in &nobodys {
        let sentence = format!("bonjour, voici : {number}, merci");
        for (kind, field) in [
            ("search", "query"),
            ("message", "text"),
            ("survey", "comment"),
            ("handoff", "reason"),
        ] {
            let is_there =
                |event: &Value| event["kind"] == kind && event[field] == sentence.as_str();
            assert!(events.iter().any(is_there), "{field} of {kind}: {number}");
        }
        for field in ["theme", "unknown", "query_id", "contact", "conversation"] {
            let is_there = |event: &Value| {
                [number, &sentence]
                    .iter()
                    .any(|text| event[field] == text.as_str())
            };
            assert!(events.iter().any(is_there), "{field}: {number}");
        }
    }
}

/// What a site publishes is meant to be read: its phone numbers stay.
#[test]
fn published_answers_are_not_masked() {
    let vigie = Vigie::new();
    let faq = "id,question,answer\na,Joindre le service client,Appelez le 01 23 45 67 89\n";
    let file = vigie.file("faq.csv", faq);
    vigie.ok(["import", "faq", file.to_str().unwrap()]);
    let found = vigie.json(["search", "joindre le service"]);
    assert!(
        found["results"][0].to_string().contains("01 23 45 67 89"),
        "{found}"
    );
}

/// Ids that hold personal data stay apart: two people are not one.
#[test]
fn conversations_numbered_by_address_stay_apart() {
    let vigie = Vigie::new();
    let talk = |name: &str| {
        format!("{{\"id\":\"{name}@exemple.fr\",\"turns\":[[\"U\",\"bonjour {name}\"]]}}\n")
    };
    let file = vigie.file("talks.jsonl", ["alix", "boris", "chloe"].map(talk).concat());
    assert_eq!(
        vigie.json(["import", "transcripts", file.to_str().unwrap()])["accepted"],
        3
    );
    assert_eq!(
        vigie.json(["import", "transcripts", file.to_str().unwrap()])["duplicates"],
        3
    );
    assert_eq!(vigie.json(["sentiment"])["conversations"], 3);
}
