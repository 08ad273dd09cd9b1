//! Who may do what.

use std::time::{Duration, Instant};

use super::running::Running;
use crate::harness::Vigie;

const ROUTES: &[(&str, &str, &[&str])] = &[
    ("POST", "/api/events", &["ingest"]),
    ("POST", "/api/faq", &["import"]),
    ("GET", "/api/search?q=rib", &["ingest", "read"]),
];

#[test]
fn each_route_takes_the_keys_of_its_scopes_and_no_other() {
    let vigie = Vigie::new();
    let scopes = ["ingest", "read", "import", "admin"];
    let keys = scopes.map(|scope| (scope, vigie.ok(["key", "create", "--scope", scope])));
    let running = Running::start(&vigie.data(), &[]);
    let status = |method: &str, target: &str, key: Option<&str>| {
        let bearer = key.map(|key| format!("Bearer {}", key.trim()));
        let headers: Vec<(&str, &str)> = bearer
            .iter()
            .map(|value| ("authorization", value.as_str()))
            .collect();
        running
            .client()
            .request(method, target, &headers, b"[]")
            .unwrap()
            .status
    };
    for (method, target, allowed) in ROUTES {
        for (scope, key) in &keys {
            let expected = if allowed.contains(scope) {
                200..300
            } else {
                403..404
            };
            let status = status(method, target, Some(key));
            assert!(
                expected.contains(&status),
                "{method} {target} with {scope}: {status}"
            );
        }
        assert_eq!(status(method, target, None), 401, "{target}");
        assert_eq!(status(method, target, Some("vigie_00")), 401, "{target}");
        let elsewhere = format!(
            "{target}{}site=other",
            if target.contains('?') { "&" } else { "?" }
        );
        assert_eq!(
            status(method, &elsewhere, Some(&keys[0].1)),
            404,
            "{elsewhere}"
        );
    }
}

#[test]
fn a_key_in_the_address_sends_events_and_does_nothing_else() {
    let vigie = Vigie::new();
    let key = vigie.ok(["key", "create", "--scope", "ingest,read,import,admin"]);
    let running = Running::start(&vigie.data(), &[]);
    let key = key.trim();
    assert_eq!(
        running.post(&format!("/api/events?key={key}"), "[]").status,
        202
    );
    assert_eq!(
        running.post(&format!("/api/faq?key={key}"), "[]").status,
        403
    );
}

#[test]
fn without_keys_only_this_machine_is_answered() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    for (host, status) in [
        ("localhost", 200),
        ("127.0.0.1:8080", 200),
        ("[::1]:80", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("", 403),
    ] {
        let mut client = running.client();
        client
            .send(format!("GET /health HTTP/1.1\r\nhost: {host}\r\n\r\n").as_bytes())
            .unwrap();
        assert_eq!(client.answer().unwrap().status, status, "{host}");
    }
    let output = vigie.run(["serve", "--open", "--listen", "0.0.0.0:0"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn on_every_address_keys_are_asked_for_and_any_name_is_answered() {
    let vigie = Vigie::new();
    let key = vigie.ok(["key", "create", "--scope", "read"]);
    let mut running = Running::spawn(vigie.command(["serve", "--listen", "0.0.0.0:0"])).0;
    assert!(running.address.ip().is_unspecified());
    running.address.set_ip([127, 0, 0, 1].into());
    assert_eq!(running.get("/health").status, 200);
    assert_eq!(running.get("/api/report").status, 401);
    let mut client = running.client();
    let request = format!(
        "GET /api/report HTTP/1.1\r\nhost: vigie.example\r\nauthorization: Bearer {}\r\n\r\n",
        key.trim()
    );
    client.send(request.as_bytes()).unwrap();
    assert_eq!(client.answer().unwrap().status, 200);
}

#[test]
fn keys_that_are_made_or_revoked_while_the_service_runs_count_within_a_second() {
    let vigie = Vigie::new();
    let running = Running::start(&vigie.data(), &[]);
    let key = vigie.ok(["key", "create", "--site", "shop", "--scope", "ingest"]);
    let status = || {
        running
            .post(&format!("/api/events?key={}", key.trim()), "[]")
            .status
    };
    let becomes = |expected: u16| {
        let begun = Instant::now();
        while status() != expected {
            assert!(
                begun.elapsed() < Duration::from_secs(5),
                "not {expected} yet"
            );
        }
    };
    becomes(202);
    let listed = vigie.json(["key", "list"]);
    let id = listed["keys"][0]["id"].as_str().unwrap().to_owned();
    vigie.ok(["key", "revoke", &id]);
    becomes(401);
}
