//! A byte that changes in a file that cannot be had again is named, or changes nothing
//! that was written: no figure is ever computed from what nobody sent.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use rayon::prelude::*;
use rusqlite::{Connection, types::Value as Column};
use serde_json::json;
use vigie::site::{Data, verify};

use crate::harness::Vigie;

/// A small site with rows in every table.
fn filled() -> Vigie {
    let vigie = Vigie::new();
    let faq =
        |answer: &str| format!("id,question,answer\na,Changer mon RIB,{answer}\nb,Panne,Box\n");
    let talk = |text: &str| format!("{{\"id\":\"t\",\"turns\":[[\"U\",\"{text}\"]]}}\n");
    for (what, name, text) in [
        ("faq", "one.csv", faq("Ici")),
        ("faq", "two.csv", faq("Là")),
        ("events", "events.ndjson", events()),
        ("transcripts", "one.jsonl", talk("je suis furieux")),
        ("transcripts", "two.jsonl", talk("merci")),
    ] {
        let file = vigie.file(name, text);
        vigie.ok(["import", what, file.to_str().unwrap()]);
    }
    vigie.ok(["search", "rib"]);
    vigie
}

/// Some of them are contents of one id, of which some lose.
fn events() -> String {
    let one = |n: u32| {
        let id = format!("00000000-0000-4000-8000-{:012}", n.min(50));
        let event = json!({"id": id, "kind": "search", "at": format!("2026-03-02T09:{n:02}:00Z"),
            "query": format!("facture {n}"), "client": format!("c-{}", n % 7),
            "customer": format!("u-{}", n % 5), "conversation": format!("t-{}", n % 9)});
        format!("{event}\n")
    };
    (0..60).map(one).collect()
}

/// Everything that was ever written to a file, as it reads now.
fn holds(path: &Path, tables: &[&str]) -> Vec<Vec<Column>> {
    let db = Connection::open(path).unwrap();
    let of_table = |table: &&str| {
        let mut statement = db.prepare(&format!("select * from {table}")).unwrap();
        let columns = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get(column)).collect();
        let rows = statement.query_map([], row).unwrap();
        rows.collect::<Result<Vec<Vec<Column>>, _>>().unwrap()
    };
    tables.iter().flat_map(of_table).collect()
}

/// Whether the site says that something is wrong with its files.
fn is_named(data: &Data) -> bool {
    match data.site("default") {
        Ok(site) => !verify::files(&site).is_empty(),
        Err(_) => true,
    }
}

/// Changes one bit of every so many bytes of a file, each time of the whole one.
#[track_caller]
fn check(name: &str, tables: &[&str], every: usize) {
    let vigie = filled();
    let whole = std::fs::read(vigie.of_site("default", name)).unwrap();
    let expected = holds(&vigie.of_site("default", name), tables);
    assert!(!is_named(&Data::open(&vigie.data()).unwrap()));
    // Most bytes of free space are zero, and there is much of it.
    let is_told = |at: &usize| whole[*at] != 0 || at.is_multiple_of(16);
    let places: Vec<usize> = (0..whole.len()).filter(is_told).step_by(every).collect();
    let named: usize = places
        .par_iter()
        .map_init(folder_like(&vigie), |(_folder, data), &at| {
            let path = data.site_folder("default").join(name);
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << (at % 8);
            std::fs::write(&path, bytes).unwrap();
            let is_named = is_named(data);
            let is_harmless = || holds(&path, tables) == expected;
            assert!(
                is_named || is_harmless(),
                "byte {at} of {name} changed unseen"
            );
            for log in ["db-wal", "db-shm"] {
                let _ = std::fs::remove_file(path.with_extension(log));
            }
            usize::from(is_named)
        })
        .sum();
    assert!(
        named > places.len() / 5,
        "{named} of {} are named",
        places.len()
    );
}

/// Makes folders that hold what a site holds, each owned from the beginning: a process
/// that another test is about to start may hold on to a lock that was just let go.
fn folder_like(vigie: &Vigie) -> impl Fn() -> (tempfile::TempDir, Data) + Sync + '_ {
    || {
        let copy = tempfile::tempdir().unwrap();
        let data = Data::open(copy.path()).unwrap();
        let site = data.site_folder("default");
        std::fs::create_dir_all(&site).unwrap();
        for file in ["site.key", "events.db", "content.db"] {
            std::fs::copy(vigie.of_site("default", file), site.join(file)).unwrap();
        }
        (copy, data)
    }
}

#[test]
fn no_byte_of_the_log_changes_unseen() {
    check("events.db", &["events", "conflicts", "superseded"], 97);
}

#[test]
fn no_byte_of_the_content_changes_unseen() {
    let tables = ["settings", "entries", "entry_versions", "conversations"];
    check("content.db", &tables, 41);
}
