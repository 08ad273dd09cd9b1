//! Figures are read while they change.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::running::Running;
use crate::harness::Vigie;

const FAQ: &str = "id,question,answer\na1,Changer mon RIB,Dans votre espace client\n";

fn search(n: u32) -> Value {
    json!({"id": format!("00000000-0000-4000-8000-{n:012}"), "kind": "search",
           "at": "2026-03-02T09:15:04Z", "query": format!("panne {n}"), "client": format!("c-{n}"), "total": 0})
}

/// The report once it stands on so many events.
fn report(running: &Running, events: u64) -> Value {
    let begun = Instant::now();
    loop {
        let answer = running.get("/api/report");
        assert_eq!(answer.status, 200, "{}", answer.text());
        let report = answer.json();
        if report["watermark"] == events {
            return report;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{}",
            report["watermark"]
        );
    }
}

#[test]
fn figures_follow_what_is_sent_and_are_those_of_the_command_line() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    for batch in 0..3 {
        let events: Vec<Value> = (0..4).map(|n| search(batch * 4 + n)).collect();
        running.post("/api/events", Value::from(events).to_string());
        let report = report(&running, u64::from(batch + 1) * 4);
        assert_eq!(report["searches"]["intents"], (batch + 1) * 4);
    }
    let mut live = report(&running, 12);
    assert!(running.stop().success());
    let mut after = vigie.json(["report"]);
    live["as_of"] = Value::Null;
    after["as_of"] = Value::Null;
    assert_eq!(live, after);
}

#[test]
fn a_search_answers_and_is_an_event_unless_it_asks_not_to_be() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let answer = running.get("/api/search?q=rib");
    assert_eq!((answer.status, &answer.json()["total"]), (200, &json!(0)));
    assert_eq!(running.post("/api/faq", FAQ).status, 200);
    let found = running.get("/api/search?q=changer%20rib&client=c-1").json();
    assert_eq!(
        (&found["total"], &found["results"][0]["id"]),
        (&json!(1), &json!("a1"))
    );
    running.get("/api/search?q=panne&analytics=false");
    let report = report(&running, 2);
    assert_eq!(report["searches"]["zero_result"]["num"], 1);
    assert!(running.stop().success());
    let exported = vigie.ok(["export", "events"]);
    let event: Value = serde_json::from_str(exported.lines().last().unwrap()).unwrap();
    assert_eq!(event["query_id"], found["query_id"]);
    assert_eq!(event["results"], json!(["a1"]));
}
