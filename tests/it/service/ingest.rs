//! What is sent is kept, and the answer says what became of it.

use serde_json::{Value, json};

use super::running::Running;
use crate::harness::Vigie;

fn search(n: u32) -> Value {
    json!({"id": format!("00000000-0000-4000-8000-{n:012}"), "kind": "search",
           "at": "2026-03-02T09:15:04Z", "query": format!("panne {n}"), "client": "c-1"})
}

fn receipt(accepted: u64, duplicates: u64, conflicts: u64) -> Value {
    json!({"accepted": accepted, "duplicates": duplicates, "conflicts": conflicts, "rejected": []})
}

#[test]
fn one_event_an_array_and_lines_are_taken_in_any_of_three_types() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let mut next = 0..;
    let mut fresh = || search(next.next().unwrap());
    for form in ["application/json", "application/x-ndjson", "text/plain"] {
        let bodies = [
            (fresh().to_string(), 1),
            (json!([fresh(), fresh()]).to_string(), 2),
            (format!("{}\n{}\n\n{}", fresh(), fresh(), fresh()), 3),
            ("[]".to_owned(), 0),
        ];
        for (body, events) in bodies {
            let headers = [("content-type", form)];
            let answer = running
                .client()
                .request("POST", "/api/events", &headers, body.as_bytes());
            let answer = answer.unwrap();
            assert_eq!(
                (answer.status, answer.json()),
                (202, receipt(events, 0, 0)),
                "{form}: {body}"
            );
        }
    }
}

#[test]
fn the_same_again_is_a_duplicate_and_other_content_a_conflict() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let mut other = search(1);
    other["query"] = "autre".into();
    for (body, expected) in [
        (search(1), receipt(1, 0, 0)),
        (search(1), receipt(0, 1, 0)),
        (other, receipt(0, 0, 1)),
    ] {
        assert_eq!(
            running.post("/api/events", body.to_string()).json(),
            expected
        );
    }
}

#[test]
fn a_refused_event_is_named_by_its_place_and_the_rest_is_kept() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let body = json!([search(1), {"kind": "search"}, 3, search(2)]).to_string();
    let answer = running.post("/api/events", body);
    assert_eq!(answer.status, 202);
    let answer = answer.json();
    assert_eq!(answer["accepted"], 2);
    let rejected: Vec<_> = answer["rejected"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rejected| {
            (
                rejected["index"].as_u64().unwrap(),
                rejected["code"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(rejected, [(1, "missing_field"), (2, "not_an_object")]);
}

#[test]
fn an_event_with_a_damaged_row_is_named_by_its_place_and_the_rest_is_kept() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    running.post("/api/events", search(1).to_string());
    assert!(running.stop().success());
    let log = vigie.data().join("sites/default/events.db");
    let log = rusqlite::Connection::open(log).unwrap();
    log.execute_batch("update events set body = '{\"query\":\"?\"}'")
        .unwrap();
    drop(log);
    let running = Running::open(&vigie.data());
    let mut other = search(1);
    other["at"] = "2026-03-02T09:15:05Z".into();
    let body = json!([3, search(2), {"kind": "search"}, other, 4, search(5)]).to_string();
    let answer = running.post("/api/events", body);
    assert_eq!(answer.status, 202, "{}", answer.text());
    let answer = answer.json();
    assert_eq!(answer["accepted"], 2);
    let rejected = answer["rejected"].as_array().unwrap().iter();
    let places: Vec<_> = rejected.map(|it| (&it["index"], &it["code"])).collect();
    assert_eq!(places[2], (&json!(3), &json!("damaged")), "{places:?}");
    assert_eq!(places.len(), 4);
}

#[test]
fn what_cannot_be_read_or_is_too_much_is_refused_whole() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let many: Vec<Value> = (0..1001).map(search).collect();
    let deep = "[".repeat(100_000);
    for (body, status, code) in [
        ("".to_owned(), 400, "unreadable_body"),
        ("{\"id\":".to_owned(), 400, "unreadable_body"),
        ("pas du JSON".to_owned(), 400, "unreadable_body"),
        (deep, 400, "unreadable_body"),
        (Value::from(many).to_string(), 413, "too_large"),
        (" ".repeat((1 << 20) + 1), 413, "too_large"),
    ] {
        let answer = running.post("/api/events", &body);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (status, code),
            "{:.40}",
            body
        );
    }
    assert_eq!(
        running.post("/api/events", search(1).to_string()).status,
        202
    );
}

#[test]
fn a_customer_is_dropped_and_the_answer_says_so() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let mut event = search(1);
    event["customer"] = "k-9".into();
    let answer = running.post("/api/events", event.to_string());
    assert_eq!(answer.header("x-vigie-dropped"), Some("customer"));
    let plain = running.post("/api/events", search(2).to_string());
    assert_eq!(plain.header("x-vigie-dropped"), None);
    assert!(running.stop().success());
    assert!(!vigie.ok(["export", "events"]).contains("customer"));
}

#[test]
fn a_crawler_is_a_program_also_when_it_sends_a_client() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let mut bot_server = search(2);
    bot_server["conversation"] = "chat-1".into();
    let mut on_behalf = search(3);
    on_behalf["user_agent"] = "Mozilla/5.0 Firefox/140.0".into();
    let body = json!([search(1), bot_server, on_behalf]).to_string();
    let headers = [("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1)")];
    let answer = running
        .client()
        .request("POST", "/api/events", &headers, body.as_bytes());
    assert_eq!(answer.unwrap().json(), receipt(3, 0, 0));
    assert!(running.stop().success());
    let exported = vigie.ok(["export", "events"]);
    let programs: Vec<bool> = exported
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["user_agent"] == "bot")
        .collect();
    assert_eq!(programs, [true, false, false]);
}

#[test]
fn what_was_acknowledged_is_in_the_figures_of_the_next_start() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let events: Vec<Value> = (0..7).map(search).collect();
    assert_eq!(
        running
            .post("/api/events", Value::from(events).to_string())
            .json()["accepted"],
        7
    );
    assert!(running.stop().success());
    assert_eq!(vigie.json(["report"])["watermark"], 7);
}
