//! Contacts from `contacts/log.jsonl`, each worked by hand before it was computed.
//!
//! The log is of Monday 2026-03-02 in Paris and the days after it; times here are
//! local, durations in milliseconds. What is not said of a contact is 0 or unknown.

use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde_json::{Map, Value, json};

use crate::harness::Vigie;

const LOG: &str = include_str!("contacts/log.jsonl");

/// Columns of counts and yes or no, of which a 0 is not worth saying.
const COUNTS: [&str; 18] = [
    "offered",
    "accepted",
    "forced",
    "customer_known",
    "reached",
    "complaint",
    "queued",
    "answered",
    "abandoned",
    "ended_after",
    "responses",
    "responses_timed",
    "resolved",
    "reopened",
    "sold",
    "cross_sold",
    "wanted_to_leave",
    "kept",
];

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// 09:00 of that Monday.
const NINE: i64 = 1_772_438_400_000;

fn expected() -> BTreeMap<&'static str, Value> {
    BTreeMap::from([
        // 09:00 queued and answered at once by ana (north), ended at 09:05; p-1 comes back
        // the next day at the same time.
        (
            "at-once",
            json!({"at": NINE, "channel": "phone", "customer_known": 1, "reached": 1,
                   "agent": "ana", "team": "north", "reason": "rib", "direction": "inbound",
                   "queued": 1, "answered": 1, "wait": 0,
                   "talk": 240_000, "hold": 30_000, "wrap_up": 60_000, "duration": 5 * MINUTE, "ended_after": 5 * MINUTE,
                   "first_response": 0, "next_contact": 24 * HOUR}),
        ),
        // 09:10:00 queued, 09:10:42 given up.
        (
            "given-up",
            json!({"at": NINE + 10 * MINUTE, "channel": "phone", "queued": 1, "abandoned": 1, "wait": 42_000,
                   "duration": 42_000, "ended_after": 42_000}),
        ),
        // Given up at 09:20, and said to have waited 90 s: it began at 09:18:30.
        (
            "after-90.000",
            json!({"at": NINE + 20 * MINUTE, "queued": 1, "abandoned": 1, "wait": 90_000,
                   "duration": 90_000}),
        ),
        // By the clock 90.5 s, as told 90.001 s.
        (
            "after-90.001",
            json!({"at": NINE + 20 * MINUTE, "queued": 1, "abandoned": 1, "wait": 90_001,
                   "duration": 90_500, "ended_after": 90_500}),
        ),
        // Queued 30 s by the clock, 25 s as told; ended 3 min 30 s after it began.
        (
            "told-and-clocked",
            json!({"at": NINE + 30 * MINUTE, "reached": 1, "queued": 1, "answered": 1, "wait": 25_000,
                   "duration": 210_000, "ended_after": 210_000, "first_response": 25_000}),
        ),
        // Answered at 09:40 after 20 s, ended at 09:42: 140 s from 09:39:40.
        (
            "told-only",
            json!({"at": NINE + 40 * MINUTE, "reached": 1, "queued": 1, "answered": 1, "wait": 20_000,
                   "talk": 120_000, "duration": 140_000, "ended_after": 2 * MINUTE, "first_response": 20_000}),
        ),
        // 10:00 with ana, 10:04 queued for the second line, 10:04:50 bob, 10:10:50 the end.
        (
            "two-legs",
            json!({"at": NINE + HOUR, "reached": 1, "agent": "bob", "team": "back", "reason": "second line",
                   "queued": 1, "answered": 1, "wait": 50_000, "talk": 550_000, "hold": 10_000, "wrap_up": 15_000,
                   "duration": 650_000, "ended_after": 4 * MINUTE, "first_response": 290_000}),
        ),
        // Monday 09:00 to Wednesday 09:00: two days, and twice nine hours of business.
        (
            "settled-again",
            json!({"at": NINE, "answered": 1, "reached": 1, "reason": "refund", "complaint": 1, "ended_after": HOUR, "resolved": 1, "resolved_at": NINE + 48 * HOUR,
                   "reopened": 1, "resolution": 172_800_000, "resolution_business": 18 * HOUR}),
        ),
        // Settled at 11:30, not so since 14:00.
        (
            "reopened",
            json!({"at": NINE + 2 * HOUR, "answered": 1, "reached": 1, "ended_after": 30 * MINUTE, "reopened": 1}),
        ),
        // Friday 17:00 to Monday 10:00.
        (
            "over-a-weekend",
            json!({"at": NINE + 104 * HOUR, "answered": 1, "reached": 1, "ended_after": 65 * HOUR,
                   "resolved": 1, "resolved_at": NINE + 169 * HOUR, "resolution": 65 * HOUR,
                   "resolution_business": 2 * HOUR}),
        ),
        // A redirect alone is nobody met: p-1 was last met at 09:00, and next the day after.
        (
            "sent-on",
            json!({"at": NINE + 3 * HOUR, "offered": 1, "accepted": 1, "customer_known": 1,
                   "redirected_at": NINE + 3 * HOUR, "contact_after": 21 * HOUR, "reached": 1,
                   "next_contact": 21 * HOUR, "previous_contact": 3 * HOUR}),
        ),
        // p-1 at 17:00, for two minutes.
        (
            "nobody-answered",
            json!({"at": NINE + 8 * HOUR, "customer_known": 1, "queued": 1, "abandoned": 1, "wait": 2 * MINUTE,
                   "duration": 2 * MINUTE, "ended_after": 2 * MINUTE, "next_contact": 16 * HOUR, "previous_contact": 8 * HOUR}),
        ),
        (
            "next-day",
            json!({"at": NINE + 24 * HOUR, "answered": 1, "customer_known": 1, "reached": 1, "previous_contact": 24 * HOUR}),
        ),
        // Nobody waited for a human. Two purchases, one of them up-sold; money given back is none.
        (
            "outbound",
            json!({"at": NINE + 5 * HOUR, "reached": 1, "direction": "outbound", "answered": 1,
                   "talk": 180_000, "duration": 190_000, "ended_after": 190_000,
                   "sold": 2, "cross_sold": 1}),
        ),
        // A reply 30 s before the contact began, and one an hour after it did.
        (
            "reply-too-soon",
            json!({"at": NINE - 30_000, "reached": 1, "queued": 1, "answered": 1, "responses": 2,
                   "response_time": HOUR, "responses_timed": 1, "flag": "response_before_contact"}),
        ),
        // Replies: 2 h after the beginning; half an hour after the customer's last words;
        // to nothing new; 60 s, as it says. Settled the next day at 09:00.
        (
            "e-mail",
            json!({"at": NINE, "channel": "mail", "reached": 1, "agent": "bob", "queued": 1, "answered": 1,
                   "wait": 2 * HOUR, "ended_after": 24 * HOUR, "first_response": 2 * HOUR,
                   "responses": 4, "response_time": 9_060_000, "responses_timed": 3, "resolved": 1,
                   "resolved_at": NINE + 24 * HOUR, "resolution": 24 * HOUR, "resolution_business": 9 * HOUR}),
        ),
        (
            "never-ended",
            json!({"at": NINE + 7 * HOUR, "reached": 1, "queued": 1, "answered": 1, "wait": MINUTE,
                   "first_response": MINUTE}),
        ),
        // Nobody is known to have been reached, nor when it began.
        (
            "only-its-end",
            json!({"at": NINE + 450 * MINUTE, "talk": 10_000}),
        ),
        (
            "kept",
            json!({"at": NINE + 6 * HOUR, "answered": 1, "reached": 1, "wanted_to_leave": 1, "kept": 1}),
        ),
        // The contact names no agent, but who noted that the customer left does; why the
        // customer left is not why the contact was.
        (
            "lost",
            json!({"at": NINE + 370 * MINUTE, "answered": 1, "reached": 1, "agent": "eve", "wanted_to_leave": 1}),
        ),
        (
            "answered-too-soon",
            json!({"at": NINE, "reached": 1, "queued": 1, "answered": 1, "flag": "answered_before_queued"}),
        ),
        (
            "ended-too-soon",
            json!({"at": NINE - 10 * MINUTE, "answered": 1, "reached": 1, "talk": 30_000,
                   "flag": "ended_before_contact"}),
        ),
        // Reopened at 08:00, settled at 08:30, begun at 09:00: of what is odd the end comes first.
        (
            "settled-too-soon",
            json!({"at": NINE - HOUR, "queued": 1, "ended_after": 30 * MINUTE, "resolved": 1, "resolved_at": NINE - 30 * MINUTE,
                   "reopened": 1, "flag": "resolved_before_contact"}),
        ),
        // Of two at one moment the one with the smaller id is the first.
        (
            "same-moment-a",
            json!({"at": NINE + 10 * HOUR, "answered": 1, "customer_known": 1, "reached": 1, "next_contact": 0}),
        ),
        (
            "same-moment-b",
            json!({"at": NINE + 10 * HOUR, "answered": 1, "customer_known": 1, "reached": 1, "previous_contact": 0}),
        ),
        (
            "only-a-purchase",
            json!({"at": NINE + 9 * HOUR, "agent": "web", "sold": 1, "cross_sold": 1}),
        ),
    ])
}

/// The rows of `contacts` by their id, without what is 0 or unknown.
fn contacts(vigie: &Vigie) -> BTreeMap<String, Value> {
    vigie.ok(["report"]);
    let facts = Connection::open(vigie.of_site("default", "facts.db")).unwrap();
    let mut statement = facts.prepare("select * from contacts").unwrap();
    let named = |row: &Row<'_>| Ok((row.get("contact")?, told(row)));
    let rows = statement.query_map([], named).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn told(row: &Row<'_>) -> Value {
    let mut told = Map::new();
    for name in row.as_ref().column_names() {
        let value = match row.get_ref(name).unwrap() {
            ValueRef::Integer(0) if COUNTS.contains(&name) => continue,
            ValueRef::Integer(number) => json!(number),
            ValueRef::Text(text) => json!(String::from_utf8_lossy(text)),
            _ => continue,
        };
        if !["contact", "day"].contains(&name) {
            told.insert(name.to_owned(), value);
        }
    }
    Value::Object(told)
}

/// A site in Paris that read the lines, so many at a time.
fn site(lines: &[&str], at_a_time: usize) -> Vigie {
    let vigie = Vigie::new();
    vigie.ok(["site", "set", "default", "--zone", "Europe/Paris"]);
    for lines in lines.chunks(at_a_time) {
        let file = vigie.file("log.jsonl", lines.join("\n"));
        vigie.ok(["import", "events", file.to_str().unwrap()]);
        vigie.ok(["report"]);
    }
    vigie
}

#[test]
fn every_contact_is_as_worked_by_hand() {
    let vigie = site(&LOG.lines().collect::<Vec<_>>(), 1000);
    let mut found = contacts(&vigie);
    for (contact, expected) in expected() {
        assert_eq!(found.remove(contact), Some(expected), "{contact}");
    }
    assert_eq!(found, BTreeMap::new());
}

#[test]
fn contacts_are_the_same_in_whatever_order_and_parcels_they_arrive() {
    let mut lines: Vec<&str> = LOG.lines().collect();
    lines.reverse();
    let vigie = site(&lines, 12);
    let expected = expected();
    let expected = expected.into_iter();
    let expected: BTreeMap<String, Value> = expected
        .map(|(contact, told)| (contact.to_owned(), told))
        .collect();
    assert_eq!(contacts(&vigie), expected);
    vigie.ok(["check", "--recompute"]);
}

#[test]
fn only_contacts_that_reached_somebody_are_counted() {
    let vigie = site(&LOG.lines().collect::<Vec<_>>(), 1000);
    let report = vigie.json(["report"]);
    let reached = expected()
        .values()
        .filter(|told| told["reached"] == 1)
        .count();
    assert_eq!(report["transfer_to_selfcare"]["contacts"], reached);
    assert_eq!(report["transfer_to_selfcare"]["offered"]["den"], reached);
}

#[test]
fn other_hours_make_the_facts_anew() {
    let vigie = site(&LOG.lines().collect::<Vec<_>>(), 1000);
    let business = |vigie: &Vigie| contacts(vigie)["settled-again"]["resolution_business"].clone();
    assert_eq!(business(&vigie), 18 * HOUR);
    let hours = "lun-ven 09:00-12:00,14:00-18:00";
    let shown = vigie.json([
        "site",
        "set",
        "default",
        "--hours",
        hours,
        "--closed",
        "2026-03-03",
    ]);
    assert_eq!(shown["hours"], "mon-fri 09:00-12:00,14:00-18:00");
    assert_eq!(shown["closed"], json!(["2026-03-03"]));
    assert_eq!(business(&vigie), 7 * HOUR);
    let shown = vigie.json(["site", "set", "default", "--closed", ""]);
    assert_eq!(shown["hours"], "mon-fri 09:00-12:00,14:00-18:00");
    assert_eq!(business(&vigie), 14 * HOUR);
    let shown = vigie.ok(["site", "show", "default"]);
    assert!(
        shown.contains("hours          mon-fri 09:00-12:00,14:00-18:00"),
        "{shown}"
    );
    assert!(shown.contains("closed         none"), "{shown}");
}

#[test]
fn hours_that_cannot_be_meant_are_refused_and_change_nothing() {
    let vigie = site(&[], 1);
    for (option, value, named) in [
        ("--hours", "mon-fri 18:00-09:00", "18:00-09:00"),
        ("--hours", "noon 09:00-18:00", "noon"),
        ("--closed", "2026-02-30", "2026-02-30"),
    ] {
        let output = vigie.run(["site", "set", "default", option, value]);
        assert!(!output.status.success());
        assert!(
            crate::harness::said(&output).contains(named),
            "{}",
            crate::harness::said(&output)
        );
    }
    let shown = vigie.json(["site", "show", "default"]);
    assert_eq!(shown["hours"], "mon-fri 09:00-18:00");
    assert_eq!(shown["closed"], json!([]));
}
