//! The link of a figure, as pages give it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::Answer;
use super::running::Running;
use crate::harness::Vigie;

fn ask(running: &Running, method: &str, target: &str) -> Answer {
    let headers = [("accept", "text/html")];
    let answer = running.client().request(method, target, &headers, b"");
    answer.unwrap()
}

fn send(running: &Running, numbers: std::ops::Range<u32>) {
    let last = numbers.end;
    let search = |n: u32| {
        json!({"id": format!("00000000-0000-4000-8000-{n:012}"), "kind": "search",
               "at": "2026-03-02T09:15:04Z", "client": format!("c-{n}"), "query": "rib",
               "total": n % 2})
    };
    let events: Vec<Value> = numbers.map(search).collect();
    let answer = running.post("/api/events", Value::from(events).to_string());
    assert_eq!(answer.status, 202, "{}", answer.text());
    let begun = Instant::now();
    while running.get("/api/report").json()["watermark"] != last {
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
}

#[test]
fn a_kpis_page_gives_a_link_that_shows_the_same_figure_after_more_has_come() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    send(&running, 0..20);
    let of_kpi = "/fr/kpis/zero_result_rate";
    let page = ask(&running, "GET", of_kpi);
    assert!(page.text().contains("Lien permanent"), "{}", page.text());
    let kept = ask(&running, "POST", &format!("{of_kpi}/link?channel="));
    assert_eq!(kept.status, 303);
    let link = kept.header("location").unwrap().to_owned();
    assert!(link.starts_with("/fr/figures/"), "{link}");
    send(&running, 20..25);
    for (ui, says) in [("fr", "au bit près"), ("en", "bit for bit")] {
        let shown = ask(&running, "GET", &link.replacen("fr", ui, 1));
        assert_eq!(shown.status, 200);
        let text = shown.text();
        assert!(text.contains(says), "{text}");
        assert!(text.contains(">10 &#x2f; 20 <"), "{text}");
    }
    assert_eq!(ask(&running, "GET", "/fr/figures/0123").status, 404);
    assert_eq!(ask(&running, "POST", "/fr/kpis/nothing/link").status, 404);
    assert!(running.stop().success());
}

#[test]
fn a_link_of_a_site_with_keys_is_shown_to_whoever_signed_in_only() {
    let vigie = Vigie::new();
    vigie.ok(["key", "create", "--site", "default", "--scope", "read"]);
    let running = Running::start(&vigie.data(), &[]);
    for (method, target) in [
        ("GET", "/fr/figures/0123456789abcdef"),
        ("POST", "/fr/kpis/searches/link"),
    ] {
        let answer = ask(&running, method, target);
        assert!(
            [303, 401].contains(&answer.status),
            "{method}: {}",
            answer.status
        );
        let to = answer.header("location").unwrap_or("/fr/sign-in");
        assert!(to.starts_with("/fr/sign-in"), "{to}");
    }
}
