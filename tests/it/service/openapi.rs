//! The document of the API is complete, and what it says is what is answered.

use std::collections::BTreeSet;

use serde_json::Value;
use vigie::web::{Door, ROUTES};

use super::running::Running;
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

/// The schema of a value, with its reference followed.
fn resolved<'d>(document: &'d Value, schema: &'d Value) -> &'d Value {
    match schema["$ref"].as_str() {
        Some(reference) => document.pointer(&reference[1..]).unwrap(),
        None => schema,
    }
}

/// Every property of a value is in its schema, and every one that the schema requires is there.
fn assert_fits(document: &Value, schema: &Value, value: &Value, at: &str) {
    let schema = resolved(document, schema);
    if let Some(parts) = schema["allOf"].as_array() {
        let properties = |part: &Value| {
            resolved(document, part)["properties"]
                .as_object()
                .unwrap()
                .clone()
        };
        let all: serde_json::Map<String, Value> = parts.iter().flat_map(properties).collect();
        let merged =
            serde_json::json!({"properties": all, "required": all.keys().collect::<Vec<_>>()});
        return assert_fits(document, &merged, value, at);
    }
    match value {
        Value::Object(fields) if schema.get("properties").is_some() => {
            let known = schema["properties"].as_object().unwrap();
            for name in schema["required"].as_array().unwrap() {
                assert!(
                    fields.contains_key(name.as_str().unwrap()),
                    "{at}: no {name}"
                );
            }
            for (name, value) in fields {
                let schema = known
                    .get(name)
                    .unwrap_or_else(|| panic!("{at}: {name} is not documented"));
                assert_fits(document, schema, value, &format!("{at}.{name}"));
            }
        }
        Value::Array(items) => {
            let schema = &schema["items"];
            items
                .iter()
                .for_each(|item| assert_fits(document, schema, item, at));
        }
        _ => {}
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
        let schema = &document["paths"][path][method]["responses"][status]["content"]["application/json"]
            ["schema"];
        assert!(!schema.is_null(), "{path}: {status} is not documented");
        assert_fits(&document, schema, &answer.json(), path);
    }
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
