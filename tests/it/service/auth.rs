//! Who may do what.

use std::time::{Duration, Instant};

use vigie::access::Scope;
use vigie::web::{Door, PAGES, ROUTES};

use super::running::Running;
use crate::harness::Vigie;

fn status(running: &Running, method: &str, target: &str, key: Option<&str>) -> u16 {
    let bearer = key.map(|key| format!("Bearer {key}"));
    let headers: Vec<(&str, &str)> = bearer
        .iter()
        .map(|value| ("authorization", value.as_str()))
        .collect();
    let answer = running.client().request(method, target, &headers, b"[]");
    answer.unwrap().status
}

#[test]
fn each_route_takes_the_keys_of_its_scopes_and_no_other() {
    let vigie = Vigie::new();
    let keys = Scope::ALL.map(|scope| {
        let key = vigie.ok(["key", "create", "--scope", scope.as_str()]);
        (scope, key.trim().to_owned())
    });
    let running = Running::start(&vigie.data(), &[]);
    for route in ROUTES {
        let status = |target: &str, key| status(&running, route.method, target, key);
        let allowed = match route.door {
            Door::AnyOf(scopes) => scopes,
            Door::Open => {
                assert_eq!(status(route.path, None), 200, "{}", route.path);
                continue;
            }
            Door::SignedIn => panic!("{} is no page", route.path),
        };
        // What only one route asks for is missing: whoever comes in may be told so.
        for (scope, key) in &keys {
            let expected = match allowed.contains(scope) {
                true => 200..401,
                false => 403..404,
            };
            let status = status(route.path, Some(key));
            assert!(
                expected.contains(&status),
                "{} with {scope:?}: {status}",
                route.path
            );
        }
        assert_eq!(status(route.path, None), 401, "{}", route.path);
        assert_eq!(status(route.path, Some("vigie_00")), 401, "{}", route.path);
        let elsewhere = format!("{}?site=other", route.path);
        let insider = keys.iter().find(|(scope, _)| allowed.contains(scope));
        let (_, key) = insider.unwrap();
        assert_eq!(status(&elsewhere, Some(key)), 404, "{elsewhere}");
    }
}

#[test]
fn no_page_is_shown_to_whoever_has_not_signed_in() {
    let vigie = Vigie::new();
    let key = vigie.ok(["key", "create", "--scope", "read"]);
    let running = Running::start(&vigie.data(), &[]);
    for page in PAGES {
        let target = page.path.replace("{ui}", "en");
        let target = target.replace("{version}/{name}", "1/icon.svg");
        // A key opens the API; pages are for who typed it in.
        for key in [None, Some(key.trim())] {
            let status = status(&running, page.method, &target, key);
            match page.door {
                Door::SignedIn => assert_eq!(status, 303, "{target}"),
                Door::Open => assert!([200, 303, 307, 404].contains(&status), "{target}: {status}"),
                Door::AnyOf(_) => panic!("{target} is no route of the API"),
            }
        }
        if let Door::SignedIn = page.door {
            let sent_away = running.client().request(page.method, &target, &[], b"");
            let sent_away = sent_away.unwrap();
            let there = sent_away.header("location").unwrap();
            assert!(there.starts_with("/en/sign-in?next="), "{target}: {there}");
        }
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
