//! The document of the API is complete, and what it says is what is answered.

use std::collections::BTreeSet;

use serde_json::Value;
use vigie::web::{Door, ROUTES};

use super::client::Answer;
use super::running::Running;
use super::schema::assert_fits;
use crate::harness::Vigie;

fn document(running: &Running) -> Value {
    running.get("/api/openapi.json").json()
}

#[test]
fn every_route_is_in_the_document_and_nothing_else() {
    let vigie = Vigie::new();
    let document = document(&Running::open(&vigie.data()));
    let documented: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().keys();
            methods.map(|method| (method.to_uppercase(), path.clone()))
        })
        .collect();
    let routes = ROUTES.iter();
    let routes = routes.map(|route| (route.method.to_owned(), route.path.to_owned()));
    assert_eq!(documented, routes.collect());
    for route in ROUTES {
        let item = &document["paths"][route.path][&route.method.to_lowercase()];
        let is_open = item["security"] == serde_json::json!([]);
        assert_eq!(is_open, matches!(route.door, Door::Open), "{}", route.path);
        if let Door::AnyOf(scopes) = route.door {
            let text = item["description"].as_str().unwrap();
            let named =
                |scope: &&vigie::access::Scope| text.contains(&format!("`{}`", scope.as_str()));
            assert!(scopes.iter().all(|scope| named(&scope)), "{text}");
        }
    }
}

#[test]
fn answers_are_what_the_document_says() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let document = document(&running);
    let faq = r#"[{"id":"a","question":"Changer mon RIB"},{"answer":"?"}]"#;
    let events = r#"[{"id":"00000000-0000-4000-8000-000000000001","kind":"search","at":"2026-03-02T09:00:00Z","query":"rib","total":0},{}]"#;
    for (path, method, status, answer) in [
        ("/api/faq", "post", "200", running.post("/api/faq", faq)),
        (
            "/api/events",
            "post",
            "202",
            running.post("/api/events", events),
        ),
        (
            "/api/events",
            "post",
            "400",
            running.post("/api/events", "{"),
        ),
        (
            "/api/search",
            "get",
            "200",
            running.get("/api/search?q=rib"),
        ),
        (
            "/api/search",
            "get",
            "400",
            running.get("/api/search?q=rib&lang=de"),
        ),
        ("/api/report", "get", "200", running.get("/api/report")),
        (
            "/api/report",
            "get",
            "400",
            running.get("/api/report?from=hier"),
        ),
        ("/health", "get", "200", running.get("/health")),
    ] {
        assert_eq!(
            answer.status.to_string(),
            status,
            "{path}: {}",
            answer.text()
        );
        assert_documented(&document, path, method, &answer);
    }
}

#[test]
fn a_report_on_facts_of_every_kind_is_what_the_document_says() {
    let vigie = Vigie::new();
    for name in FACTS {
        let file = format!("{}/tests/it/kpi_cases/{name}", env!("CARGO_MANIFEST_DIR"));
        vigie.ok(["import", "events", &file]);
    }
    let full = vigie.json(["report"]);
    let key = vigie.ok(["key", "create", "--scope", "read"]);
    let running = Running::start(&vigie.data(), &[]);
    let document = document(&running);
    let schema = &document["components"]["schemas"]["Report"];
    assert_fits(&document, schema, &full, "full");
    let bearer = format!("Bearer {}", key.trim());
    let headers = [("authorization", bearer.as_str())];
    let mut client = running.client();
    let answer = client.request("GET", "/api/report", &headers, b"");
    let answer = answer.unwrap();
    assert_documented(&document, "/api/report", "get", &answer);
    let report = answer.json();
    assert_ne!(report["watermark"], 0);
    assert_ne!(report["unanswered"]["rare"], 0);
    assert_ne!(full["unanswered"]["expressions"], serde_json::json!([]));
}

/// Searches, conversations and contacts in all their forms.
const FACTS: [&str; 4] = [
    "searches.jsonl",
    "conversations.jsonl",
    "messages.jsonl",
    "redirects.jsonl",
];

/// What is answered is what the document says of that status.
#[track_caller]
fn assert_documented(document: &Value, path: &str, method: &str, answer: &Answer) {
    let status = answer.status.to_string();
    let responses = &document["paths"][path][method]["responses"];
    let schema = &responses[&status]["content"]["application/json"]["schema"];
    assert!(!schema.is_null(), "{path}: {status} is not documented");
    assert_fits(document, schema, &answer.json(), path);
}

#[test]
fn a_site_that_is_not_well_is_named() {
    let vigie = Vigie::new();
    let shop = vigie.data().join("sites/shop");
    std::fs::create_dir_all(&shop).unwrap();
    let damaged = "this is no database, and was one before";
    std::fs::write(shop.join("events.db"), damaged).unwrap();
    let running = Running::open(&vigie.data());
    let answer = running.get("/health");
    assert_eq!(answer.status, 503, "{}", answer.text());
    assert_documented(&document(&running), "/health", "get", &answer);
    let troubles = serde_json::json!([{"site": "shop", "trouble": "damaged"}]);
    assert_eq!(answer.json()["troubles"], troubles);
    assert_eq!(running.get("/api/report").status, 200);
}

#[test]
fn metrics_are_counted_and_name_nobody() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let event = r#"{"id":"00000000-0000-4000-8000-000000000001","kind":"search","at":"2026-03-02T09:00:00Z","query":"mon secret"}"#;
    running.post("/api/events", event);
    running.get("/api/search?q=secret");
    // No event may hold a NUL: it is answered, and counted as not written down.
    running.get("/api/search?q=%00");
    let answer = running.get("/metrics");
    let text = answer.text();
    for line in [
        r#"vigie_events_total{outcome="accepted"} 1"#,
        "vigie_searches_not_logged_total 1",
        r#"vigie_http_requests_total{route="/api/events",method="POST",status="202"} 1"#,
    ] {
        assert!(text.contains(line), "{text}");
    }
    assert!(!text.contains("secret"));
}
