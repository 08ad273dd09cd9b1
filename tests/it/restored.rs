//! One file put back from a backup beside newer ones: what is derived follows it, also
//! when new records have taken the numbers of those that are gone.

#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};

use crate::harness::Vigie;

const AS_OF: &str = "2026-04-01T00:00:00Z";

/// A record of a kind of file: the same number is the same record.
type Record = fn(u32) -> String;

fn event(n: u32) -> String {
    let id = format!("00000000-0000-4000-8000-{n:012}");
    let event = json!({"id": id, "kind": "search", "at": format!("2026-03-02T09:{:02}:00Z", n % 60),
        "client": format!("c-{n}"), "query": format!("facture {n}"), "total": n % 2});
    format!("{event}\n")
}

fn talk(n: u32) -> String {
    let turns = [[
        "U",
        if n.is_multiple_of(2) {
            "je suis furieux"
        } else {
            "parfait merci"
        },
    ]];
    let at = "2026-03-02T09:15:04Z";
    format!(
        "{}\n",
        json!({"id": format!("t{n}"), "at": at, "turns": turns})
    )
}

fn entry(n: u32) -> String {
    format!(
        "{}\n",
        json!({"id": format!("a{n}"), "question": format!("Comment payer la facture {n} ?"), "answer": "Ici"})
    )
}

/// A site, and what is imported into it.
struct Place {
    vigie: Vigie,
    what: &'static str,
    record: Record,
}

impl Place {
    fn new(what: &'static str, record: Record) -> Place {
        let vigie = Vigie::new();
        vigie.ok(["site", "set", "default", "--zone", "UTC"]);
        Place {
            vigie,
            what,
            record,
        }
    }

    fn import(&self, numbers: impl Iterator<Item = u32>) {
        let text: String = numbers.map(self.record).collect();
        let file = self.vigie.file("records.jsonl", text);
        self.vigie.ok(["import", self.what, file.to_str().unwrap()]);
    }

    /// What a user sees, but for how many events ever came.
    fn seen(&self) -> (Value, Value) {
        let mut report = self.vigie.json(["report", "--as-of", AS_OF]);
        report.as_object_mut().unwrap().remove("watermark");
        let found = self
            .vigie
            .json(["search", "payer la facture", "--limit", "50"]);
        (report, found["results"].clone())
    }
}

/// A backup of `file` is put back; then as many other records come as were lost.
#[track_caller]
fn check(file: &str, what: &'static str, record: Record) {
    let place = Place::new(what, record);
    place.import(1..6);
    let before = place.seen();
    let path = place.vigie.of_site("default", file);
    let backup = std::fs::read(&path).unwrap();
    place.import(6..11);
    assert_ne!(place.seen(), before, "{what}");

    std::fs::write(&path, &backup).unwrap();
    assert_eq!(place.seen(), before, "{what}: restored and read");

    place.import(6..11);
    place.seen();
    std::fs::write(&path, &backup).unwrap();
    place.import(21..26);
    let straight = Place::new(what, record);
    straight.import(1..6);
    straight.import(21..26);
    assert_eq!(
        place.seen(),
        straight.seen(),
        "{what}: restored, and others came"
    );
    place.vigie.ok(["check", "--recompute"]);
}

#[test]
fn facts_follow_a_restored_log() {
    check("events.db", "events", event);
}

#[test]
fn facts_follow_restored_transcripts() {
    check("content.db", "transcripts", talk);
}

#[test]
fn the_index_follows_restored_entries() {
    check("content.db", "faq", entry);
}
