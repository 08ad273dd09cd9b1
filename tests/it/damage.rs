//! What is derived is made anew when it is damaged; what is not is named and left alone.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::harness::{Vigie, said};

const AS_OF: &str = "2026-04-01T00:00:00Z";
const REPORT: [&str; 3] = ["report", "--as-of", AS_OF];

/// A kind of damage, done to a file.
type Damage = (&'static str, fn(&Path));

const DAMAGES: &[Damage] = &[
    ("emptied", |path| std::fs::write(path, "").unwrap()),
    ("cut in half", |path| {
        change(path, |bytes| bytes.truncate(bytes.len() / 2))
    }),
    ("cut to a few bytes", |path| {
        change(path, |bytes| bytes.truncate(bytes.len().min(90) / 3))
    }),
    ("zeroed", |path| change(path, |bytes| bytes.fill(0))),
    ("random in its header", |path| {
        change(path, |bytes| scribble(&mut bytes[..100]));
    }),
    ("random all over", |path| {
        change(path, |bytes| scribble(bytes))
    }),
    ("of another program", |path| {
        std::fs::write(path, "%PDF-1.7\n…").unwrap()
    }),
    ("of another schema", other_schema),
    ("empty of tables", no_schema),
    ("a folder", |path| {
        std::fs::remove_file(path).unwrap();
        std::fs::create_dir(path).unwrap();
        std::fs::write(path.join("file"), "something").unwrap();
    }),
];

fn change(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = std::fs::read(path).unwrap();
    change(&mut bytes);
    std::fs::write(path, bytes).unwrap();
}

/// The same disorder in every run.
fn scribble(bytes: &mut [u8]) {
    let mut n: u32 = 1;
    for byte in bytes {
        n = n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *byte = (n >> 24) as u8;
    }
}

/// Every page from the second on, as when a disk gives other blocks back.
fn scribble_pages(path: &Path) {
    change(path, |bytes| scribble(&mut bytes[4096..]));
}

fn other_schema(path: &Path) {
    std::fs::remove_file(path).unwrap();
    let db = rusqlite::Connection::open(path).unwrap();
    db.execute_batch(
        "create table migrations (module text primary key, version integer not null) strict;
         insert into migrations values ('notes', 1);
         create table notes (text text)",
    )
    .unwrap();
}

fn no_schema(path: &Path) {
    std::fs::remove_file(path).unwrap();
    let db = rusqlite::Connection::open(path).unwrap();
    db.execute_batch("vacuum").unwrap();
}

/// Enough events that every file has many pages.
fn events() -> String {
    let one = |n: u32| {
        let kind = match n % 5 {
            0 => json!({"kind": "handoff", "cause": "requested", "reason": "panne"}),
            1 => {
                json!({"kind": "contact", "contact": format!("k-{n}"), "customer": format!("u-{}", n % 97)})
            }
            _ => {
                json!({"kind": "search", "query": format!("facture numéro {}", n % 50), "results": [], "total": n % 3})
            }
        };
        let mut event = kind;
        event["id"] = format!("00000000-0000-4000-8000-{n:012}").into();
        event["at"] = format!("2026-03-{:02}T{:02}:{:02}:00Z", 1 + n % 28, n % 24, n % 60).into();
        event["client"] = format!("c-{}", n % 101).into();
        format!("{event}\n")
    };
    (0..1500).map(one).collect()
}

const TALKS: &str = r#"{"id":"t1","at":"2026-03-03T10:00:00Z","turns":[["U","je suis furieux, ma facture est fausse"],["S","désolé"]]}"#;

/// Two sites with everything in them, read once.
fn filled() -> Vigie {
    let vigie = Vigie::new();
    let faq: String = (0..400)
        .map(|n| format!("a{n},Comment payer la facture {n} ?,Par carte ou par virement {n}\n"))
        .collect();
    let faq = vigie.file("faq.csv", format!("id,question,answer\n{faq}"));
    let events = vigie.file("events.ndjson", events());
    let talks = vigie.file("talks.jsonl", TALKS);
    for site in ["default", "other"] {
        for (what, file) in [("faq", &faq), ("events", &events), ("transcripts", &talks)] {
            vigie.ok(["import", what, file.to_str().unwrap(), "--site", site]);
        }
        vigie.ok(["report", "--site", site]);
        vigie.ok(["search", "facture", "--site", site]);
    }
    vigie
}

fn results(vigie: &Vigie) -> Value {
    vigie.json(["search", "payer la facture"])["results"].take()
}

fn again(vigie: &Vigie, damage: impl FnOnce(&Path), name: &str) -> Value {
    damage(&vigie.of_site("default", name));
    let report = vigie.json(REPORT);
    assert_eq!(
        vigie.ok(["check", "--recompute"]),
        "default: ok\nother: ok\n"
    );
    report
}

#[test]
fn damaged_or_missing_facts_come_back_equal() {
    let vigie = filled();
    let expected = vigie.json(REPORT);
    for (damage, harm) in DAMAGES {
        assert_eq!(again(&vigie, harm, "facts.db"), expected, "{damage}");
    }
    let missing = |path: &Path| std::fs::remove_file(path).unwrap();
    assert_eq!(again(&vigie, missing, "facts.db"), expected, "missing");
    assert_eq!(again(&vigie, scribble_pages, "facts.db"), expected, "pages");
}

/// A kill leaves a log beside the facts. Whoever deletes the facts may forget it.
#[test]
fn the_log_of_deleted_facts_is_not_taken_for_that_of_new_ones() {
    let vigie = filled();
    let expected = vigie.json(REPORT);
    let facts = vigie.of_site("default", "facts.db");
    let log = facts.with_extension("db-wal");
    let db = rusqlite::Connection::open(&facts).unwrap();
    // Moving everything puts every page into the log: it is whole facts by itself.
    db.execute_batch("update cubes set cells = x''; vacuum")
        .unwrap();
    let left_behind = std::fs::read(&log).unwrap();
    drop(db);
    std::fs::remove_file(&facts).unwrap();
    std::fs::write(&log, left_behind).unwrap();
    assert_eq!(vigie.json(REPORT), expected);
}

#[test]
fn facts_that_are_not_as_the_events_give_them_are_named_and_made_anew() {
    let vigie = filled();
    let expected = vigie.json(REPORT);
    let db = rusqlite::Connection::open(vigie.of_site("default", "facts.db")).unwrap();
    db.execute_batch("update cubes set cells = x''").unwrap();
    drop(db);
    let checked = vigie.run(["check", "--recompute"]);
    assert_eq!(checked.status.code(), Some(1));
    let printed = String::from_utf8(checked.stdout).unwrap();
    assert!(
        printed.contains("rows of `cubes` are not as the events give them"),
        "{printed}"
    );
    assert_eq!(vigie.json(REPORT), expected);
    vigie.ok(["check", "--recompute"]);
}

#[test]
fn facts_damaged_where_they_are_not_read_are_found_by_check() {
    let vigie = filled();
    let expected = vigie.json(REPORT);
    let facts = vigie.of_site("default", "facts.db");
    for eighth in 0..8 {
        // Made anew, the file has another length.
        let scribble_there = |bytes: &mut Vec<u8>| {
            let pages = bytes.len() / 4096;
            let at = (1 + (pages - 1) * eighth / 8) * 4096;
            scribble(&mut bytes[at..at + 4096]);
        };
        change(&facts, scribble_there);
        vigie.run(["check", "--recompute"]);
        assert_eq!(vigie.json(REPORT), expected, "eighth {eighth}");
        assert_eq!(
            vigie.ok(["check", "--recompute"]),
            "default: ok\nother: ok\n"
        );
    }
}

/// The files of an index that hold something, one kind after the other.
fn index_files(generation: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(generation).unwrap().flatten();
    let mut files: Vec<PathBuf> = files
        .filter(|file| file.metadata().unwrap().len() > 100)
        .map(|file| file.path())
        .collect();
    files.sort_by_key(|path| path.extension().map(ToOwned::to_owned));
    files
}

#[test]
fn a_damaged_or_missing_index_comes_back_equal() {
    let vigie = filled();
    let expected = results(&vigie);
    assert_eq!(expected.as_array().unwrap().len(), 10);
    let index = vigie.of_site("default", "index");
    let generation = std::fs::read_dir(&index)
        .unwrap()
        .flatten()
        .next()
        .unwrap()
        .path();
    assert!(index_files(&generation).len() > 5);
    let middle = |path: &Path| {
        change(path, |bytes| {
            let at = bytes.len() / 2;
            bytes[at] ^= 0x10;
        });
    };
    let missing = |path: &Path| std::fs::remove_file(path).unwrap();
    let no_tables = ["of another schema", "empty of tables"];
    let damages = DAMAGES.iter().filter(|(name, _)| !no_tables.contains(name));
    let damages: Vec<Damage> = damages
        .copied()
        .chain([
            ("changed by a bit", middle as fn(&Path)),
            ("missing", missing),
        ])
        .collect();
    for (number, (damage, harm)) in damages.iter().enumerate() {
        // Names of segments change with every new index: one file of each kind in turn.
        let files = index_files(&generation);
        for offset in [0, 3] {
            harm(&files[(number + offset) % files.len()]);
        }
        assert_eq!(results(&vigie), expected, "{damage}");
    }
    for path in [&generation, &index] {
        std::fs::remove_dir_all(path).unwrap();
        assert_eq!(results(&vigie), expected, "without {}", path.display());
        std::fs::remove_dir_all(path).unwrap();
        std::fs::write(path, "a file").unwrap();
        assert_eq!(results(&vigie), expected, "a file for {}", path.display());
    }
    vigie.ok(["check", "--recompute"]);
}

/// The bytes of a file, or the names in a folder.
fn content(path: &Path) -> Vec<u8> {
    match path.is_dir() {
        true => std::fs::read_dir(path)
            .unwrap()
            .flatten()
            .flat_map(|entry| entry.file_name().into_encoded_bytes())
            .collect(),
        false => std::fs::read(path).unwrap_or_default(),
    }
}

/// Named by `check` and by whatever uses the site; not touched; no matter to other sites.
#[track_caller]
fn assert_named_and_left(vigie: &Vigie, name: &str, damage: &str, uses: &[&[&str]]) {
    let path = vigie.of_site("default", name);
    let before = content(&path);
    let checked = vigie.run(["check"]);
    let printed = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert_eq!(checked.status.code(), Some(1), "{name} {damage}");
    assert!(
        printed.contains(path.to_str().unwrap()),
        "{name} {damage}: {printed}"
    );
    assert!(printed.contains("other: ok"), "{name} {damage}: {printed}");
    for args in uses {
        let output = vigie.run(*args);
        let said = said(&output);
        assert_eq!(
            output.status.code(),
            Some(1),
            "{name} {damage}, {args:?}: {said}"
        );
        assert!(!said.contains("panicked"), "{said}");
        assert!(
            said.contains(path.to_str().unwrap()),
            "{name} {damage}, {args:?}: {said}"
        );
    }
    assert_eq!(content(&path), before, "{name} {damage} was written to");
    vigie.ok(["report", "--site", "other"]);
}

fn import(vigie: &Vigie) -> [String; 3] {
    let file = vigie.file("more.ndjson", events());
    ["import".into(), "events".into(), file.display().to_string()]
}

#[test]
fn a_damaged_log_or_content_or_key_is_named_and_left_as_it_is() {
    let vigie = filled();
    let import = import(&vigie);
    let import: Vec<&str> = import.iter().map(String::as_str).collect();
    let uses = [
        &REPORT[..],
        &["search", "rib"],
        &["export", "events"],
        &import,
    ];
    for name in ["events.db", "content.db", "site.key"] {
        let path = vigie.of_site("default", name);
        let kept = path.with_extension("kept");
        for (damage, harm) in DAMAGES {
            std::fs::copy(&path, &kept).unwrap();
            if name == "site.key" && damage.starts_with("random in") {
                change(&path, |bytes| bytes[17] ^= 1);
            } else {
                harm(&path);
            }
            assert_named_and_left(&vigie, name, damage, &uses);
            if path.is_dir() {
                std::fs::remove_dir_all(&path).unwrap();
            }
            std::fs::rename(&kept, &path).unwrap();
            for log in ["db-wal", "db-shm"] {
                let _ = std::fs::remove_file(path.with_extension(log));
            }
        }
    }
    assert_eq!(
        vigie.ok(["check", "--recompute"]),
        "default: ok\nother: ok\n"
    );
}

#[test]
fn a_missing_log_or_content_or_key_does_not_come_back_empty() {
    let vigie = filled();
    let import = import(&vigie);
    let import: Vec<&str> = import.iter().map(String::as_str).collect();
    let uses = [&REPORT[..], &["search", "rib"], &import];
    let derived = vigie.of_site("default", "facts.db");
    for name in ["events.db", "content.db", "site.key"] {
        let path = vigie.of_site("default", name);
        let kept = path.with_extension("kept");
        std::fs::rename(&path, &kept).unwrap();
        assert_named_and_left(&vigie, name, "missing", &uses);
        let _ = std::fs::remove_file(&derived);
        assert_named_and_left(&vigie, name, "missing, and the facts", &uses);
        assert!(!path.exists(), "{name} was made anew");
        std::fs::rename(&kept, &path).unwrap();
        vigie.ok(REPORT);
    }
    assert_eq!(
        vigie.ok(["check", "--recompute"]),
        "default: ok\nother: ok\n"
    );
}

#[test]
fn a_log_damaged_inside_is_named_by_check_and_by_whatever_reads_it() {
    let vigie = filled();
    for name in ["events.db", "content.db"] {
        let path = vigie.of_site("default", name);
        let whole = std::fs::read(&path).unwrap();
        scribble_pages(&path);
        let _ = std::fs::remove_file(vigie.of_site("default", "facts.db"));
        assert_named_and_left(&vigie, name, "damaged inside", &[&REPORT]);
        for args in [
            ["keywords"].as_slice(),
            &["import", "transcripts", "-"],
            &["export", "events"],
        ] {
            let output = vigie.run(args);
            if !output.status.success() {
                assert_eq!(output.status.code(), Some(1));
                assert!(said(&output).contains("vigie check"), "{}", said(&output));
            }
        }
        std::fs::write(&path, whole).unwrap();
    }
    assert_eq!(
        vigie.ok(["check", "--recompute"]),
        "default: ok\nother: ok\n"
    );
}
