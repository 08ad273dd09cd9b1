//! What connections and bodies may take, and what a stop leaves done.

use std::process::Command;
use std::time::{Duration, Instant};

use super::client::Client;
use super::running::Running;
use crate::harness::Vigie;

#[test]
fn half_a_header_or_body_is_cut_while_others_are_served() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let mut slow: Vec<Client> = (0..50).map(|_| running.client()).collect();
    for client in &mut slow {
        client.send(b"GET /health HTTP/1.1\r\nhost: local").unwrap();
    }
    // Much of a body at once buys no more time than a little of it.
    let part = " ".repeat(100_000);
    let half = format!(
        "POST /api/events HTTP/1.1\r\nhost: localhost\r\ncontent-length: 900000\r\n\r\n{part}"
    );
    let mut half_sent = running.client();
    half_sent.send(half.as_bytes()).unwrap();
    let begun = Instant::now();
    assert_eq!(running.get("/health").status, 200);
    for client in &mut slow {
        // The end of the connection, or an answer that says why.
        let ended = client.answer();
        assert!(ended.is_err_and(|error| error.kind() == std::io::ErrorKind::UnexpectedEof));
    }
    assert_eq!(half_sent.answer().unwrap().status, 408);
    assert!(begun.elapsed() < Duration::from_secs(15));
}

#[test]
fn a_request_under_way_is_answered_before_the_service_ends() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let mut client = running.client();
    let event = r#"{"id":"00000000-0000-4000-8000-000000000001","kind":"open","at":"2026-03-02T09:00:00Z"}"#;
    let (first, rest) = event.split_at(20);
    let head = format!(
        "POST /api/events HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n\r\n{first}",
        event.len()
    );
    client.send(head.as_bytes()).unwrap();
    // Its header has arrived once another request that came later is answered.
    assert_eq!(running.get("/health").status, 200);
    let stopping = std::thread::spawn(move || running.stop());
    client.send(rest.as_bytes()).unwrap();
    assert_eq!(client.answer().unwrap().status, 202);
    assert!(stopping.join().unwrap().success());
    assert_eq!(vigie.json(["report"])["watermark"], 1);
}

#[test]
fn connections_leave_files_for_the_data_however_few_there_are() {
    let vigie = Vigie::new();
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "ulimit -n 160 && exec \"$@\"", "sh"])
        .arg(env!("CARGO_BIN_EXE_vigie"))
        .args(["serve", "--listen", "127.0.0.1:0", "--open"])
        .env("VIGIE_DATA", vigie.data());
    let running = Running::spawn(limited).0;
    let mut held = Vec::new();
    let refused = loop {
        let mut client = running.client();
        let status = client.request("GET", "/health", &[], b"").unwrap().status;
        held.push(client);
        if status != 200 {
            break status;
        }
    };
    assert_eq!((refused, held.len()), (503, 121));
    for target in ["/api/report", "/api/search?q=rib", "/api/report"] {
        let answer = held[0].request("GET", target, &[], b"").unwrap();
        assert_eq!(answer.status, 200, "{target}: {}", answer.text());
    }
}
