//! The demo, served.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use super::running::Running;
use crate::harness::Vigie;

const LABEL: &str = "Simulated data: Valrive is an invented operator.";

/// Takes the port where the demo listens; where this fails, somebody else has it.
fn usual_port() -> Option<TcpListener> {
    TcpListener::bind("127.0.0.1:8080").ok()
}

fn watermark(running: &Running) -> u64 {
    running.get("/api/report").json()["watermark"]
        .as_u64()
        .unwrap()
}

#[test]
fn the_demo_is_served_with_visitors_who_keep_coming_and_leaves_nothing() {
    let vigie = Vigie::new();
    let temporary = vigie.data();
    std::fs::create_dir(&temporary).unwrap();
    let _taken = usual_port();
    let mut command = vigie.command(["demo"]);
    command.env("TMPDIR", &temporary);
    let (running, said) = Running::spawn(command);
    assert_ne!(running.address.port(), 8080);
    assert!(said.contains(LABEL), "{said}");
    assert_eq!(running.get("/health").json()["notice"], LABEL);

    let report = running.get("/api/report").json();
    let day = |name: &str| {
        let day = report["period"][name].as_str().unwrap();
        day.parse::<jiff::civil::Date>().unwrap()
    };
    assert!((day("to") - day("from")).get_days() >= 27);
    assert!(report["durable_resolution"]["7d"]["den"].as_u64() > Some(1_000));

    let first = watermark(&running);
    assert!(first > 60_000);
    let begun = Instant::now();
    while watermark(&running) < first + 3 {
        assert!(begun.elapsed() < Duration::from_secs(60), "nobody comes");
    }
    assert!(std::fs::read_dir(&temporary).unwrap().count() > 0);
    assert!(running.stop().success());
    assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 0);
}

#[test]
fn a_port_that_was_asked_for_is_not_passed_over_and_faces_nobody_else() {
    let vigie = Vigie::new();
    let _taken = usual_port();
    for address in ["127.0.0.1:8080", "0.0.0.0:0"] {
        let output = vigie.run(["demo", "--listen", address]);
        assert_eq!(output.status.code(), Some(1), "{address}");
    }
}
