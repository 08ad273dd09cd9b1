//! What pages of other sites can do, in the browser of somebody who has the service open.

use super::client::Answer;
use super::running::Running;
use crate::harness::Vigie;

const EVENT: &[u8] =
    br#"{"id":"00000000-0000-4000-8000-000000000001","kind":"open","at":"2026-03-02T09:00:00Z"}"#;

/// What a browser says of a page of another site.
const FOREIGN: [(&str, &str); 3] = [
    ("origin", "https://shop.example"),
    ("sec-fetch-site", "cross-site"),
    ("content-type", "text/plain;charset=UTF-8"),
];

fn ask(
    running: &Running,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    running
        .client()
        .request(method, target, headers, body)
        .unwrap()
}

#[test]
fn without_keys_a_foreign_page_writes_nothing() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let beacon = ask(&running, "POST", "/api/events", &FOREIGN, EVENT);
    assert_eq!((beacon.status, beacon.code().as_str()), (403, "origin"));
    assert_eq!(beacon.header("access-control-allow-origin"), None);
    let faq = ask(
        &running,
        "POST",
        "/api/faq",
        &FOREIGN,
        b"id,question\na,Piege\n",
    );
    assert_eq!(faq.status, 403);
    let image = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-mode", "no-cors"),
    ];
    assert_eq!(
        ask(&running, "GET", "/api/search?q=piege", &image, b"").status,
        403
    );
    // One's own page on another port is no foreign one.
    let own = [
        ("origin", "http://localhost:3000"),
        ("sec-fetch-site", "same-site"),
    ];
    assert_eq!(
        ask(&running, "POST", "/api/events", &own, EVENT).status,
        202
    );
    assert!(running.stop().success());
    assert_eq!(vigie.json(["report"])["watermark"], 1);
}

#[test]
fn with_a_key_a_page_of_any_site_sends_events_and_searches() {
    let vigie = Vigie::new();
    let key = vigie.ok(["key", "create", "--scope", "ingest"]);
    let running = Running::start(&vigie.data(), &[]);
    let at = |path: &str| format!("{path}key={}", key.trim());
    for answer in [
        ask(&running, "POST", &at("/api/events?"), &FOREIGN, EVENT),
        ask(&running, "GET", &at("/api/search?q=rib&"), &FOREIGN, b""),
        ask(
            &running,
            "POST",
            "/api/events?key=vigie_00",
            &FOREIGN,
            EVENT,
        ),
        ask(&running, "POST", &at("/api/events?"), &FOREIGN, b"{"),
    ] {
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        assert_eq!(answer.header("access-control-allow-credentials"), None);
        assert_eq!(
            answer.header("cross-origin-resource-policy"),
            Some("cross-origin")
        );
    }
}

#[test]
fn a_browser_that_asks_first_is_told_what_the_page_may_send() {
    let vigie = Vigie::new();
    let running = Running::start(&vigie.data(), &[]);
    let asks = |path: &str, method: &str| {
        let headers = [
            ("origin", "https://shop.example"),
            ("access-control-request-method", method),
            (
                "access-control-request-headers",
                "authorization,content-type",
            ),
        ];
        ask(&running, "OPTIONS", path, &headers, b"")
    };
    for (path, method) in [("/api/events", "POST"), ("/api/search?q=a", "GET")] {
        let answer = asks(path, method);
        assert_eq!(answer.status, 204, "{path}");
        for (name, value) in [
            ("access-control-allow-origin", "*"),
            ("access-control-allow-methods", method),
            (
                "access-control-allow-headers",
                "authorization, content-type",
            ),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
    }
    for path in [
        "/api/report",
        "/api/faq",
        "/api/openapi.json",
        "/health",
        "/metrics",
    ] {
        let answer = asks(path, "GET");
        assert_eq!(answer.status, 405, "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
}

#[test]
fn no_other_route_can_be_read_by_a_page_of_another_site() {
    let vigie = Vigie::new();
    let key = vigie.ok(["key", "create", "--scope", "read,import,ingest"]);
    let running = Running::start(&vigie.data(), &[]);
    let bearer = format!("Bearer {}", key.trim());
    for origin in ["https://shop.example", "null", "http://localhost"] {
        let headers = [("origin", origin), ("authorization", bearer.as_str())];
        for path in [
            "/api/report",
            "/api/openapi.json",
            "/health",
            "/metrics",
            "/nothing",
        ] {
            let answer = ask(&running, "GET", path, &headers, b"");
            assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
            assert_eq!(
                answer.header("cross-origin-resource-policy"),
                Some("same-origin"),
                "{path}"
            );
        }
    }
}
