//! What public comments tell beyond themselves: whether the FAQ answers them, which
//! competitors they name, what they are about.

use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

use crate::harness::{Vigie, said};
use crate::service::running::Running;

const ADDRESS: &str = "Where can I change my address?";

fn comment(number: usize, text: &str) -> Value {
    json!({"id": format!("00000000-0000-4000-8000-{number:012}"), "kind": "comment",
           "at": "2026-03-02T09:00:00Z", "conversation": format!("f-{number}"), "text": text, "lang": "en"})
}

fn lines(events: &[Value]) -> String {
    events.iter().map(|event| format!("{event}\n")).collect()
}

fn holding(events: &[Value]) -> Vigie {
    let vigie = Vigie::new();
    send(&vigie, events);
    vigie
}

fn send(vigie: &Vigie, events: &[Value]) {
    let file = vigie.file("events.jsonl", lines(events));
    vigie.ok(["import", "events", file.to_str().unwrap()]);
}

/// Publishes an entry, or takes it back.
fn publish(vigie: &Vigie, question: &str, status: &str) {
    let entry = json!({"id": question, "question": question, "lang": "en", "status": status});
    let file = vigie.file("faq.jsonl", entry.to_string());
    vigie.ok(["import", "faq", file.to_str().unwrap()]);
}

/// Answered, asked, and left out; what is kept is what all events and entries give.
#[track_caller]
fn answerable(vigie: &Vigie) -> (u64, u64, u64) {
    let figure = vigie.json(["kpi", "run", "comments_answerable"])["slices"][""].clone();
    vigie.ok(["check", "--recompute"]);
    let count = |name: &str| figure[name].as_f64().unwrap() as u64;
    (count("num"), count("den"), count("left_out"))
}

#[test]
fn whether_the_faq_answers_a_comment_changes_with_what_is_published() {
    let vigie = holding(&[comment(1, ADDRESS), comment(2, "I love it")]);
    assert_eq!(answerable(&vigie), (0, 0, 2), "no FAQ");
    publish(&vigie, "How do I change my address?", "published");
    assert_eq!(answerable(&vigie), (1, 2, 0));
    send(
        &vigie,
        &[comment(3, "address change, how?"), comment(4, "bof")],
    );
    assert_eq!(answerable(&vigie), (2, 4, 0));
    publish(&vigie, "Who do I love?", "published");
    assert_eq!(answerable(&vigie), (3, 4, 0));
    publish(&vigie, "How do I change my address?", "archived");
    assert_eq!(answerable(&vigie), (1, 4, 0));
    publish(&vigie, "Who do I love?", "archived");
    assert_eq!(answerable(&vigie), (0, 0, 4), "nothing is published");
}

#[test]
fn a_service_asks_comments_again_when_its_faq_changes() {
    let vigie = holding(&[comment(1, ADDRESS)]);
    vigie.ok(["report"]);
    let running = Running::open(&vigie.data());
    let faq = "id,question,lang\na,How do I change my address?,en\n";
    assert_eq!(running.post("/api/faq", faq).status, 200);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let facts = Connection::open_with_flags(vigie.of_site("default", "facts.db"), flags).unwrap();
    let begun = Instant::now();
    loop {
        let sql = "select answerable from comments";
        let answerable: Option<bool> = facts.query_row(sql, [], |row| row.get(0)).unwrap();
        if answerable == Some(true) {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
    assert!(running.stop().success());
}

#[test]
fn competitors_are_those_that_the_site_names() {
    let vigie = holding(&[
        comment(1, "Acme was better, and Globex too"),
        comment(2, "I go back to GLOBEX."),
        comment(3, "Globexia is a nice place"),
    ]);
    let named = || {
        let found = vigie.json(["kpi", "run", "comments_competitors", "--by", "competitor"]);
        let slices = found["slices"].as_object().unwrap().iter();
        let slices: Vec<String> = slices
            .map(|(name, figure)| format!("{name} {}", figure["value"]))
            .collect();
        slices.join(", ")
    };
    let set = |names: &str| vigie.ok(["site", "set", "default", "--competitors", names]);
    assert_eq!(named(), "");
    assert!(set(" Acme,Globex ,, Acme").contains("competitors    Acme, Globex\n"));
    assert_eq!(named(), "Acme 1.0, Globex 1.0");
    let shown = vigie.json(["site", "show", "default"]);
    assert_eq!(shown["competitors"], json!(["Acme", "Globex"]));
    assert!(set("Globex").contains("competitors    Globex\n"));
    assert_eq!(named(), "Globex 2.0");
    assert!(!set("").contains("competitors"));
    assert_eq!(named(), "");
}

#[test]
fn the_themes_of_comments_are_asked_apart_from_other_conversations() {
    let turn = json!({"id": "00000000-0000-4000-8000-000000000009", "kind": "turn", "lang": "en",
        "at": "2026-03-02T09:00:00Z", "contact": "k", "speaker": "customer", "text": "my invoice"});
    let vigie = holding(&[
        comment(1, "the network again"),
        comment(2, "network!"),
        turn,
    ]);
    let keywords = |args: &[&str]| -> Vec<String> {
        let found = vigie.json([&["keywords"], args].concat());
        let keywords = found["keywords"].as_array().unwrap().iter();
        keywords
            .map(|it| format!("{} {}", it["keyword"].as_str().unwrap(), it["count"]))
            .collect()
    };
    assert_eq!(keywords(&[]), ["network 2", "again 1", "invoice 1"]);
    assert_eq!(keywords(&["--source", "comment"]), ["network 2", "again 1"]);
    assert_eq!(keywords(&["--source", "contact"]), ["invoice 1"]);
    let wrong = vigie.run(["keywords", "--source", "colour"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(said(&wrong).contains("there are episode, client, conversation, contact, comment"));
    let of_file = vigie.run(["keywords", "--source", "comment", "talks.txt"]);
    assert_eq!(of_file.status.code(), Some(2));
}
