//! Whatever a file holds, an import says clearly what it could not take, takes the
//! rest, never panics, and leaves the site as able as before.

#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::harness::{Vigie, said};

/// A command that imports, and a small good file for it.
struct Import {
    what: &'static str,
    /// The ending of the good file.
    ending: &'static str,
    /// One record that is good, with `{n}` where records differ.
    record: &'static str,
    header: &'static str,
}

const IMPORTS: [Import; 8] = [
    Import {
        what: "faq",
        ending: "jsonl",
        record: r#"{"id":"a{n}","question":"Changer mon RIB {n}","answer":"Dans votre espace client"}"#,
        header: "",
    },
    Import {
        what: "faq",
        ending: "csv",
        record: "a{n},Changer mon RIB {n},Dans votre espace client",
        header: "id,question,answer\n",
    },
    Import {
        what: "events",
        ending: "ndjson",
        record: r#"{"id":"00000000-0000-4000-8000-00000000000{n}","kind":"search","at":"2026-03-02T09:15:0{n}Z","query":"changer mon rib","total":0}"#,
        header: "",
    },
    Import {
        what: "ubi",
        ending: "ndjson",
        record: r#"{"query_id":"q{n}","user_query":"changer mon rib","client_id":"c","timestamp":"2026-03-02T09:15:0{n}Z","query_response_hit_ids":["a"]}"#,
        header: "",
    },
    Import {
        what: "rasa",
        ending: "ndjson",
        record: r#"{"sender_id":"c{n}","event":"user","timestamp":1772442904.{n},"text":"changer mon rib","parse_data":{"intent":{"name":"rib","confidence":0.9}}}"#,
        header: "",
    },
    Import {
        what: "transcripts",
        ending: "jsonl",
        record: r#"{"id":"t{n}","turns":[["U","changer mon rib"],["S","oui"]]}"#,
        header: "",
    },
    Import {
        what: "transcripts",
        ending: "csv",
        record: "t{n},1,customer,changer mon rib,2026-03-02T09:15:04Z",
        header: "conversation_id,turn,speaker,text,at\n",
    },
    Import {
        what: "transcripts",
        ending: "vtt",
        record: "00:0{n}.000 --> 00:0{n}.500\n<v Client>changer mon rib\n",
        header: "WEBVTT\n\n",
    },
];

impl Import {
    fn record(&self, n: usize) -> String {
        self.record.replace("{n}", &n.to_string())
    }

    /// A good file of three records.
    fn good(&self) -> String {
        let records = (1..=3).map(|n| self.record(n) + "\n");
        self.header.to_owned() + &records.collect::<String>()
    }

    fn args<'a>(&self, file: &'a Path) -> [&'a str; 3] {
        let what = ["faq", "events", "ubi", "rasa", "transcripts"];
        let what = what.into_iter().find(|name| *name == self.what).unwrap();
        ["import", what, file.to_str().unwrap()]
    }

    /// What the good file gives in a site where nothing was before.
    fn good_tally(&self) -> Value {
        let vigie = Vigie::new();
        let file = vigie.file(&format!("good.{}", self.ending), self.good());
        let tally = vigie.json(self.args(&file));
        assert_ne!(tally["accepted"], 0, "{} {}", self.what, self.ending);
        assert_eq!(tally["refused"], serde_json::json!({}));
        tally
    }
}

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut zip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap()
}

/// Bytes that look like no text, the same in every run.
fn junk() -> Vec<u8> {
    let next = |n: &u32| Some(n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
    let numbers = std::iter::successors(Some(7), next);
    numbers.take(5000).map(|n| (n >> 24) as u8).collect()
}

/// Files in which no record is good, whatever they are imported as.
fn bad_files(import: &Import) -> Vec<(String, Vec<u8>)> {
    let end = import.ending;
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    let cut = {
        let mut zip = zipped(import.good().repeat(50).as_bytes());
        zip.truncate(zip.len() / 2);
        zip
    };
    let named = |name: &str, bytes: &[u8]| (format!("{name}.{end}"), bytes.to_vec());
    vec![
        named("empty", b""),
        named("blank", b"\n\r\n   \n"),
        named("mark", b"\xef\xbb\xbf"),
        named("junk", &junk()),
        named("nul", b"\0\0\0\n\0\n"),
        named("latin", b"{\"id\":\"\xe9\xff\"}\n"),
        named("wide", b"\xff\xfe{\0}\0\n\0"),
        named("deep", deep.as_bytes()),
        named("deep_object", format!("{{\"id\":{deep}}}\n").as_bytes()),
        named("open", b"{\"id\":\"1\","),
        named("scalar", b"17\n\"text\"\nnull\ntrue\n[]\n{}\n"),
        named(
            "numbers",
            b"{\"id\":1e400}\n{\"id\":-0}\n{\"id\":9223372036854775808}\n{\"id\":1e-400}\n",
        ),
        named("twice", b"{\"id\":\"1\",\"id\":\"2\",\"id\":null}\n"),
        named("ends", b"\r\r\r\n\n\r"),
        (format!("no_zip.{end}.gz"), b"no gzip at all".to_vec()),
        (format!("cut.{end}.gz"), cut),
        (format!("empty.{end}.gz"), Vec::new()),
        ("letter.docx".to_owned(), b"PK\x03\x04\x14\0\x06\0".to_vec()),
        ("no_ending".to_owned(), b"hello\n".to_vec()),
    ]
}

/// Ends with 0 or 1 and says why; every line of it can be read aloud. One of which no
/// record could be read gives its tally too, and ends with 1.
#[track_caller]
fn assert_clear(output: &std::process::Output, context: &str) {
    let said = said(output);
    assert!(!said.contains("panicked"), "{context}: {said}");
    match output.status.code() {
        Some(code @ (0 | 1)) if !output.stdout.is_empty() => {
            let tally: Value = serde_json::from_slice(&output.stdout).unwrap();
            let refused = tally["refused"].as_object().unwrap().values();
            let refused: u64 = refused.filter_map(Value::as_u64).sum();
            let kept =
                ["accepted", "duplicates", "conflicts"].map(|name| tally[name].as_u64().unwrap());
            let is_in_vain = refused > 0 && kept == [0; 3];
            assert_eq!(code == 1, is_in_vain, "{context}: {tally} {said}");
            let last = said.lines().last().unwrap_or_default();
            assert_eq!(is_in_vain, last.starts_with("vigie: could not import `"));
            assert_eq!(
                tally["read"],
                kept.iter().sum::<u64>() + refused,
                "{context}: {tally}"
            );
            assert!(
                said.lines().count() as u64 >= refused.min(50),
                "{context}: {said}"
            );
        }
        Some(1) => assert!(
            said.starts_with("vigie: could not import `") && said.lines().count() == 1,
            "{context}: {said}"
        ),
        other => panic!("{context}: {other:?} {said}"),
    }
    assert!(
        said.lines().all(|line| line.len() < 500),
        "{context}: {said}"
    );
}

#[test]
fn no_file_makes_an_import_panic_and_a_good_one_comes_in_after_it() {
    for import in IMPORTS {
        let vigie = Vigie::new();
        for (name, bytes) in bad_files(&import) {
            let file = vigie.file(&name, bytes);
            let args = import.args(&file);
            let output = vigie.run(args.into_iter().chain(["--json"]));
            assert_clear(&output, &format!("{args:?}"));
        }
        let file = vigie.file(&format!("good.{}", import.ending), import.good());
        let tally = vigie.json(import.args(&file));
        assert_eq!(
            tally,
            import.good_tally(),
            "{} {}",
            import.what,
            import.ending
        );
        assert_eq!(vigie.ok(["check", "--recompute"]), "default: ok\n");
    }
}

#[test]
fn a_folder_a_missing_file_and_one_that_may_not_be_read_are_errors() {
    for import in IMPORTS {
        let vigie = Vigie::new();
        let mut paths: Vec<PathBuf> = vec![vigie.data().join("missing.jsonl")];
        let folder = vigie
            .data()
            .with_file_name(format!("folder.{}", import.ending));
        std::fs::create_dir(&folder).unwrap();
        paths.push(folder);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let secret = vigie.file(&format!("secret.{}", import.ending), import.good());
            std::fs::set_permissions(&secret, PermissionsExt::from_mode(0o0)).unwrap();
            // Whoever may read everything cannot be refused.
            paths.extend(std::fs::File::open(&secret).is_err().then_some(secret));
        }
        for path in paths {
            let output = vigie.run(import.args(&path));
            assert_eq!(output.status.code(), Some(1), "{}", path.display());
            assert_clear(&output, &path.display().to_string());
        }
    }
}

/// Bad records between good ones, in every place.
#[test]
fn bad_records_are_counted_and_the_good_ones_around_them_are_kept() {
    for import in IMPORTS
        .iter()
        .filter(|import| import.ending.ends_with("json") || import.ending == "jsonl")
    {
        let good = import.good_tally();
        for bad in [
            "{",
            "{\"id\":",
            "17",
            "\u{0}",
            "{\"id\":1e400}",
            "[1,2]",
            "nonsense",
        ] {
            let vigie = Vigie::new();
            let [one, two, three] = [1, 2, 3].map(|n| import.record(n));
            let records = [&one, bad, &two, bad, bad, &three];
            for (name, end) in [("unix", "\n"), ("windows", "\r\n")] {
                let file = vigie.file(&format!("{name}.{}", import.ending), records.join(end));
                let tally = vigie.json(import.args(&file));
                let accepted = if name == "unix" {
                    "accepted"
                } else {
                    "duplicates"
                };
                assert_eq!(
                    tally[accepted], good["accepted"],
                    "{} {bad}: {tally}",
                    import.what
                );
                let refused = tally["refused"].as_object().unwrap().values();
                assert_eq!(refused.filter_map(Value::as_u64).sum::<u64>(), 3, "{tally}");
            }
        }
    }
}

/// A file that a program has laid out for reading: records over several lines.
#[test]
fn records_over_several_lines_are_read_and_a_broken_one_costs_itself() {
    let record = |n: u32| {
        serde_json::json!({"id": format!("00000000-0000-4000-8000-00000000000{n}"),
            "kind": "search", "at": format!("2026-03-02T09:15:0{n}Z"), "query": "rib",
            "results": ["a", "b"], "more": [{"deep": {"er": [{}]}}]})
    };
    let records: Vec<Value> = (1..=5).map(record).collect();
    let list = serde_json::to_string_pretty(&records).unwrap();
    let pretty = |record: &Value| serde_json::to_string_pretty(record).unwrap() + "\n";
    let spread: String = records.iter().map(pretty).collect();
    let third = "00000000-0000-4000-8000-000000000003";
    let lines = pretty(&records[0]).lines().count();
    let above_id = pretty(&records[2])
        .split_once("\"id\"")
        .unwrap()
        .0
        .matches('\n')
        .count();
    for (whole, third_line) in [(list, 2 + 2 * lines), (spread, 1 + 2 * lines)] {
        // What is no JSON is named where it is broken, an event where it begins.
        let id_line = third_line + above_id;
        for (broken, code, line) in [
            ("", "none", 0),
            (&*format!("\"{third}"), "bad_json", id_line),
            (&format!("{third}\""), "bad_json", id_line),
            (&format!("\"{third}\" 17"), "bad_json", id_line),
            (&format!("{{\"{third}\""), "bad_json", id_line),
            // It is a list, up to the next key.
            (&format!("[\"{third}\""), "bad_json", id_line + 1),
            ("\"17\"", "wrong_type", third_line),
        ] {
            let text = match broken {
                "" => whole.clone(),
                broken => whole.replace(&format!("\"{third}\""), broken),
            };
            let vigie = Vigie::new();
            let file = vigie.file("events.json", &text);
            let output = vigie.run(["import", "events", file.to_str().unwrap(), "--json"]);
            assert_clear(&output, broken);
            let tally: Value = serde_json::from_slice(&output.stdout).unwrap();
            let bad = u64::from(code != "none");
            assert_eq!(tally["accepted"], 5 - bad, "{broken}: {tally} {text}");
            assert_eq!(tally["refused"][code].as_u64().unwrap_or(0), bad, "{tally}");
            let named = format!("events.json:{line}: {code}");
            assert_eq!(said(&output).contains(&named), bad == 1, "{named}");
        }
    }
}

#[test]
fn strict_fails_on_a_bad_record_and_imports_nothing_of_its_file() {
    for import in IMPORTS
        .iter()
        .filter(|import| import.ending.ends_with("json") || import.ending == "jsonl")
    {
        let vigie = Vigie::new();
        let bad = vigie.file(&format!("bad.{}", import.ending), import.good() + "{\n");
        let output = vigie.run(import.args(&bad).into_iter().chain(["--strict"]));
        assert_eq!(output.status.code(), Some(1));
        let said = said(&output);
        assert!(
            said.contains("nothing of") && said.contains("imported"),
            "{said}"
        );
        let good = vigie.file(&format!("good.{}", import.ending), import.good());
        let tally = vigie.json(import.args(&good).into_iter().chain(["--strict"]));
        assert_eq!(
            tally,
            import.good_tally(),
            "something of the bad file was there"
        );
    }
}

#[test]
fn a_byte_order_mark_and_other_line_ends_make_no_difference() {
    for import in IMPORTS {
        let marked = format!("\u{feff}{}", import.good().replace('\n', "\r\n"));
        let vigie = Vigie::new();
        let file = vigie.file(&format!("marked.{}", import.ending), &marked);
        assert_eq!(
            vigie.json(import.args(&file)),
            import.good_tally(),
            "{}",
            import.what
        );
        let file = vigie.file(
            &format!("marked.{}.gz", import.ending),
            zipped(marked.as_bytes()),
        );
        let again = vigie.json(import.args(&file));
        assert_eq!(again["accepted"], 0, "{} zipped: {again}", import.what);
    }
}

#[test]
fn one_line_of_many_megabytes_costs_one_record() {
    for import in IMPORTS.iter().filter(|import| import.ending == "ndjson") {
        let vigie = Vigie::new();
        let huge = "x".repeat(17 << 20);
        let text = format!(
            "{}\n{{\"a\":\"{huge}\"}}\n{}\n{}\n",
            import.record(1),
            import.record(2),
            import.record(3)
        );
        let file = vigie.file("huge.ndjson", text);
        let output = vigie.run(import.args(&file).into_iter().chain(["--json"]));
        assert_clear(&output, import.what);
        let tally: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            tally["accepted"],
            import.good_tally()["accepted"],
            "{tally}"
        );
    }
}

#[test]
fn a_file_of_another_kind_fails_and_is_called_by_its_name() {
    let talk = "Client : bonjour\nAgent : oui, jean.dupont@example.org\n";
    let table = "jour;appels\n1;2\n";
    for (what, name, text, expected) in [
        ("events", "a.txt", talk, "it looks like a conversation"),
        ("rasa", "a.csv", table, "it looks like a table (CSV)"),
        (
            "transcripts",
            "a.json",
            "{\"a\":1}\n",
            "no record of it could be read (1 refused)",
        ),
        ("events", "a.pdf", "%PDF-1.7\n", "it is a PDF"),
        ("faq", "b.csv", "%PDF-1.7\n", "it is a PDF"),
        ("faq", "c.csv", talk, "no column `question`"),
    ] {
        let vigie = Vigie::new();
        let file = vigie.file(name, text);
        let path = file.to_str().unwrap();
        let output = vigie.run(["import", what, path]);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{what} {name}: {said}");
        let last = said.lines().last().unwrap();
        assert!(last.contains(expected), "{last}");
        assert_eq!(last.matches(path).count(), 1, "{last}");
        assert!(!said.contains("dupont"), "{said}");
    }
}
