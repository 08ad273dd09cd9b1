//! What connections and bodies may take, and what a stop leaves done.

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
fn hostile_requests_are_refused_and_the_next_one_is_served() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let many = "x: y\r\n".repeat(1000);
    let long = "x".repeat(1 << 20);
    for request in [
        format!("GET /health HTTP/1.1\r\nhost: localhost\r\n{many}\r\n"),
        format!("GET /health HTTP/1.1\r\nhost: localhost\r\nx: {long}\r\n\r\n"),
        "GET /health HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n".to_owned(),
        "\0\0\0\0\r\n\r\n".to_owned(),
        "POST /api/events HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99999999999\r\n\r\n".to_owned(),
    ] {
        let mut client = running.client();
        let sent = client.send(request.as_bytes());
        let status = client.answer().map_or(400, |answer| answer.status);
        assert!((400..500).contains(&status) || (status == 200 && request.contains("chunked")), "{sent:?} {status}: {request:.60}");
        assert_eq!(running.get("/health").status, 200);
    }
}
