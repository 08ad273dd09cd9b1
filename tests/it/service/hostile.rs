//! What strangers can send: it is refused in the words of the contract, costs little time
//! and memory, and the next request is answered.

use std::time::{Duration, Instant};

use super::client::Answer;
use super::running::Running;
use crate::harness::Vigie;

/// A search, whole but for its last fields.
const EVENT: &str = r#"{"id":"00000000-0000-4000-8000-000000000001","kind":"search","at":"2026-03-02T09:00:00Z","query":"a""#;

fn nested(depth: usize) -> String {
    format!("{EVENT},\"x\":{}{}}}", "[".repeat(depth), "]".repeat(depth))
}

/// An event with a field of many parts.
fn of_many(part: &str, times: usize) -> String {
    format!("{EVENT},\"x\":[{}0]}}", part.repeat(times))
}

/// What becomes of a body: its status, with the code of the whole or of its only event.
fn became(answer: &Answer) -> (u16, String) {
    match answer.status {
        202 => {
            let rejected = &answer.json()["rejected"];
            assert!(rejected.as_array().unwrap().len() < 2, "{rejected}");
            (
                202,
                rejected[0]["code"].as_str().unwrap_or("taken").to_owned(),
            )
        }
        status => (status, answer.code()),
    }
}

#[test]
fn a_body_that_is_too_large_is_refused_before_it_has_come() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let announced =
        "POST /api/events HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10000000\r\n\r\n[";
    let head = "POST /api/events HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(1 << 16));
    // A byte more than there may be, and no end of it.
    let in_chunks = format!("{head}{}1\r\n \r\n", chunk.repeat(16));
    for request in [announced.to_owned(), in_chunks] {
        let mut client = running.client();
        let begun = Instant::now();
        client.send(request.as_bytes()).unwrap();
        let answer = client.answer().unwrap();
        assert_eq!((answer.status, answer.code().as_str()), (413, "too_large"));
        assert!(begun.elapsed() < Duration::from_secs(1));
    }
}

#[test]
fn what_no_event_may_be_is_named_or_refused_whole() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let with = |field: &str| format!("{EVENT},{field}}}");
    for (body, status, code) in [
        (nested(31), 202, "taken"),
        (nested(32), 202, "too_deep"),
        (nested(100_000), 202, "too_deep"),
        ("[".repeat(1_000_000), 400, "unreadable_body"),
        ("{\"a\":".repeat(200_000), 400, "unreadable_body"),
        (with(r#""x":1e400"#), 400, "unreadable_body"),
        (with(r#""x":-1e400"#), 400, "unreadable_body"),
        (with(r#""x":1e-400"#), 202, "conflict"),
        (
            with(r#""x":123456789012345678901234567890"#),
            202,
            "conflict",
        ),
        (with(r#""query":"b""#), 202, "bad_json"),
        (with(r#""x":{"a":1,"a":1}"#), 202, "bad_json"),
        (with(r#""x":"\ud800""#), 400, "unreadable_body"),
        (with(r#""x":"\udc00\ud800""#), 400, "unreadable_body"),
        (with(r#""x":"\u0000""#), 202, "nul"),
        (with(r#""x\u0000":1"#), 202, "nul"),
        (with(r#""x":[{"\u0000":1}]"#), 202, "nul"),
        (with(r#""client":"a\u0000b""#), 202, "nul"),
        (with(r#""client":5"#), 202, "wrong_type"),
        (with(r#""conversation":["v"]"#), 202, "wrong_type"),
        (with("\"x\":\"\0\""), 400, "unreadable_body"),
        (
            EVENT.replace("0000-4000", "\\u00000-4000") + "}",
            202,
            "nul",
        ),
        (EVENT.replace("search", "se\\u0000arch") + "}", 202, "nul"),
        (
            with(&format!("\"x\":\"{}\"", "é".repeat(2049))),
            202,
            "too_long",
        ),
        (
            with(&format!("\"{}\":1", "x".repeat(4097))),
            202,
            "too_long",
        ),
    ] {
        let answer = running.post("/api/events", &body);
        let counted = if answer.status == 202 {
            answer.json()
        } else {
            Default::default()
        };
        let became = match counted["conflicts"] == 1 {
            true => (202, "conflict".to_owned()),
            false => became(&answer),
        };
        assert_eq!(became, (status, code.to_owned()), "{body:.200}");
    }
    let not_utf8 = [format!("{EVENT},\"x\":\"").as_bytes(), b"\xff\"}"].concat();
    assert_eq!(
        became(&running.post("/api/events", not_utf8)),
        (400, "unreadable_body".to_owned())
    );
}

#[test]
fn large_values_take_little_memory_and_the_next_request_is_answered() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    running.post("/api/events", format!("{EVENT}}}"));
    let before = running.most_memory();
    let keys = |count: u32| {
        let keys: Vec<String> = (0..count).map(|n| format!("\"{n:x}\":0")).collect();
        format!("{EVENT},{}}}", keys.join(","))
    };
    for (body, status) in [
        (keys(1_000_000), 413),
        (keys(90_000), 202),
        (of_many(r#"{"":0},"#, 140_000), 202),
        (format!("[{0},{0}]", of_many(r#"{"":0},"#, 60_000)), 202),
        (format!("[{}0]", "0,".repeat(1_000_000)), 413),
        (format!("[{}0]", "0,".repeat(500_000)), 413),
        (of_many("null,", 200_000), 202),
        (of_many("{},", 340_000), 202),
        (of_many("\"\",", 340_000), 202),
        (of_many("[[[]]],", 140_000), 202),
        (
            format!("{EVENT},\"x\":\"{}\"}}", "\\u00e9".repeat(160_000)),
            202,
        ),
        ("\n".repeat(1 << 20), 400),
        ("{}\n".repeat(340_000), 413),
        ("{\n".repeat(500_000), 400),
    ] {
        let begun = Instant::now();
        assert_eq!(
            running.post("/api/events", &body).status,
            status,
            "{body:.150}"
        );
        assert_eq!(running.get("/health").status, 200);
        assert!(begun.elapsed() < Duration::from_secs(10), "{body:.150}");
    }
    let grown = running.most_memory() - before;
    assert!(grown <= 64, "it grew by {grown} MiB");
}

#[test]
fn headers_without_measure_are_refused() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let before = running.most_memory();
    let get = |headers: &str| format!("GET /health HTTP/1.1\r\nhost: localhost\r\n{headers}\r\n");
    for (request, status) in [
        (get(&"x: y\r\n".repeat(100_000)), 431),
        (get(&format!("x: {}\r\n", "y".repeat(1 << 20))), 431),
        (
            format!(
                "GET /{} HTTP/1.1\r\nhost: localhost\r\n\r\n",
                "a".repeat(1 << 20)
            ),
            431,
        ),
        (get("content-length: 1\r\ncontent-length: 2\r\n"), 400),
        (get("content-length: -1\r\n"), 400),
        (get("transfer-encoding: gzip\r\n"), 400),
        (get("a b: c\r\n"), 400),
        (get("a: b\0c\r\n"), 400),
        (get("host: evil.example\r\n"), 403),
        ("\0\0\0\0\r\n\r\n".to_owned(), 400),
        (
            "POST /api/events HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99999999999\r\n\r\n"
                .to_owned(),
            413,
        ),
        (
            "GET /a b HTTP/1.1\r\nhost: localhost\r\n\r\n".to_owned(),
            400,
        ),
    ] {
        let mut client = running.client();
        // It may be refused before all of it is sent.
        let _ = client.send(request.as_bytes());
        let answered = client.answer().map(|answer| answer.status);
        assert_eq!(answered.unwrap(), status, "{request:.80}");
        assert_eq!(running.get("/health").status, 200);
    }
    assert!(running.most_memory() - before <= 64);
}

#[test]
fn after_a_body_of_two_lengths_no_request_is_read_on_that_connection() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    for lengths in [
        "content-length: 5\r\ntransfer-encoding: chunked",
        "transfer-encoding: chunked\r\ncontent-length: 5",
    ] {
        let mut client = running.client();
        let two = format!(
            "POST /api/events HTTP/1.1\r\nhost: localhost\r\n{lengths}\r\n\r\n2\r\n[]\r\n0\r\n\r\n\
             GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n"
        );
        client.send(two.as_bytes()).unwrap();
        assert_eq!(client.answer().unwrap().status, 202);
        assert!(client.answer().is_err(), "{lengths}");
    }
}

#[test]
fn a_body_may_come_byte_by_byte() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let mut client = running.client();
    client
        .send(b"POST /api/events HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n")
        .unwrap();
    for byte in format!("{EVENT}}}").bytes() {
        client
            .send(&[b'1', b'\r', b'\n', byte, b'\r', b'\n'])
            .unwrap();
    }
    client.send(b"0\r\n\r\n").unwrap();
    assert_eq!(client.answer().unwrap().json()["accepted"], 1);
}

#[test]
fn any_question_is_answered_or_refused_in_a_word() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    running.post(
        "/api/faq",
        "id,question,answer\na1,Changer mon RIB,Dans votre espace\n",
    );
    let long = |letters: &str, bytes: usize| format!("q={}", letters.repeat(bytes / letters.len()));
    for (asked, status) in [
        ("q=", 200),
        ("q=+", 200),
        ("q=le+la+les", 200),
        ("q=%D7%A9%D7%9C%D7%95%D7%9D+%E2%80%AErib", 200),
        ("q=%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7", 200),
        ("q=%00", 200),
        ("q=%22rib%22+AND+(NOT+*)+~:%5E", 200),
        (&long("a", 4096), 200),
        (&long("a+", 4096), 200),
        (&long("abcdefgh+", 4096), 200),
        (&long("a1", 4096), 200),
        (&long("%CC%81", 4096), 200),
        (&long("a", 4097), 400),
        ("q=rib&limit=0", 200),
        ("q=rib&limit=100", 200),
        ("q=rib&limit=101", 400),
        ("q=rib&limit=18446744073709551615", 400),
        ("q=rib&limit=99999999999999999999", 400),
        ("q=rib&limit=-1", 400),
        ("q=rib&limit=", 400),
        ("q=rib&lang=de", 400),
        ("q=rib&analytics=maybe", 400),
        ("q=rib&client=%00", 200),
        ("", 400),
        ("q=%", 400),
        ("q=%zz", 400),
        ("q=%ff", 400),
        ("q=a&q=b", 400),
        ("q=a&%71=b", 400),
        ("q=a&page=2", 400),
        // Forms send empty fields.
        ("q=a&site=", 200),
        ("q=a&site=../default", 404),
    ] {
        let begun = Instant::now();
        let answer = running.get(&format!("/api/search?{asked}"));
        assert_eq!(answer.status, status, "{asked:.80}: {}", answer.text());
        assert!(begun.elapsed() < Duration::from_secs(2), "{asked:.80}");
    }
}

#[test]
fn any_period_and_filter_is_answered_or_refused_in_a_word() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    running.post("/api/events", format!("{EVENT}}}"));
    let long = format!("theme={}", "x".repeat(20_000));
    for (asked, status) in [
        ("from=-009999-01-01&to=9999-12-31", 200),
        ("from=9999-12-31", 200),
        ("to=0001-01-01", 200),
        ("from=2026-03-03&to=2026-03-01", 400),
        ("from=2026-02-30", 400),
        ("from=2026-03-01T00:00:00Z", 400),
        ("from=1e9", 400),
        ("channel=%00", 200),
        ("theme=%27%22%3B--%25_", 200),
        (&long, 200),
        ("form=2026-03-01", 400),
        ("channel=a&channel=b", 400),
    ] {
        let begun = Instant::now();
        let answer = running.get(&format!("/api/report?{asked}"));
        assert_eq!(answer.status, status, "{asked:.80}: {}", answer.text());
        assert!(begun.elapsed() < Duration::from_secs(2), "{asked:.80}");
    }
}

#[test]
fn content_of_any_kind_is_taken_in_time_and_its_problems_are_told_in_few_words() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let answer = |text: &str| format!(r#"[{{"id":"m","question":"q","answer":"{text}"}}]"#);
    for body in [
        answer(&"<div>".repeat(100_000)),
        answer(&"> ".repeat(100_000)),
        answer(r"a\u0000b"),
        format!("[{}0]", "0,".repeat(20_000)),
        format!("question\n\"{}", "a\n".repeat(10_000)),
    ] {
        let begun = Instant::now();
        let imported = running.post("/api/faq", &body);
        assert_eq!(imported.status, 200, "{body:.80}");
        let problems = &imported.json()["problems"];
        assert!(problems.as_array().unwrap().len() <= 100);
        assert!(begun.elapsed() < Duration::from_secs(10), "{body:.80}");
        assert_eq!(running.get("/api/search?q=q").status, 200);
    }
    assert_eq!(running.post("/api/faq", "[".repeat(1 << 20)).status, 400);
}
