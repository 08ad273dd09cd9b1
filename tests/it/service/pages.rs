//! What the pages show: the report's figures, in words, in both languages, as they move.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::Answer;
use super::running::Running;
use crate::harness::Vigie;

const PAGES: [&str; 7] = [
    "",
    "/searches",
    "/handoffs",
    "/conversations",
    "/kpis",
    "/kpis/zero_result_rate",
    "/kpis/compare/deflection",
];

pub(super) fn page(running: &Running, target: &str) -> Answer {
    let headers = [("accept", "text/html")];
    let answer = running.client().request("GET", target, &headers, b"");
    answer.unwrap()
}

#[track_caller]
pub(super) fn shown(running: &Running, target: &str) -> String {
    let answer = page(running, target);
    assert_eq!(answer.status, 200, "{target}: {}", answer.text());
    // The templates escape more than they must.
    answer.text().replace("&#x2f;", "/")
}

pub(super) fn event(n: u32, kind: &str, own: Value) -> Value {
    let mut event = json!({"id": format!("00000000-0000-4000-8000-{n:012}"), "kind": kind,
        "at": "2026-03-02T09:15:04Z", "client": format!("c-{n}"), "channel": "web", "lang": "fr"});
    event
        .as_object_mut()
        .unwrap()
        .extend(own.as_object().unwrap().clone());
    event
}

/// Three people search for what is not there, one finds something, one asks for a human.
fn some_events() -> Vec<Value> {
    let search = |n, query: &str, total| {
        let own = json!({"query": query, "query_id": format!("q-{n}"), "total": total});
        event(n, "search", own)
    };
    vec![
        search(1, "forfait montre", 0),
        search(2, "forfait montre", 0),
        search(3, "<b onclick=alert(1)>5g</b>", 0),
        search(4, "changer de rib", 3),
        event(
            5,
            "message",
            json!({"conversation": "m", "text": "un humain", "understood": false}),
        ),
        event(
            6,
            "handoff",
            json!({"cause": "requested", "reason": "angry"}),
        ),
    ]
}

/// Waits until pages stand on so many events.
pub(super) fn wait_for(running: &Running, events: usize) {
    let begun = Instant::now();
    while running.get("/api/report").json()["watermark"] != events {
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
}

pub(super) fn with_events(vigie: &Vigie) -> Running {
    let running = Running::open(&vigie.data());
    let events = some_events();
    let sent = running.post("/api/events", Value::from(events.clone()).to_string());
    assert_eq!(sent.json()["accepted"], events.len());
    wait_for(&running, events.len());
    running
}

/// Text without tags, with one space between words.
pub(super) fn words(html: &str) -> String {
    let main = html.split("<main").nth(1).unwrap_or(html);
    let texts = main.split('<').filter_map(|piece| piece.split_once('>'));
    let text: String = texts.map(|(_, text)| format!("{text} ")).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_empty_site_says_what_to_do_first_in_both_languages() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    for path in PAGES {
        let french = shown(&running, &format!("/fr{path}"));
        assert!(french.contains("vigie import faq") && french.contains("Votre FAQ"));
        let english = shown(&running, &format!("/en{path}"));
        assert!(english.contains("/api/faq") && english.contains("Your FAQ"));
    }
    // What it says to send is taken, and then there are figures.
    let welcome = shown(&running, "/en");
    let event = welcome.split('\'').find(|text| text.starts_with('{'));
    let sent = running.post("/api/events", event.unwrap());
    assert_eq!(sent.json()["accepted"], 1);
    wait_for(&running, 1);
    let overview = words(&shown(&running, "/en"));
    assert!(
        overview.contains("Zero-result rate 100.0% 1 / 1"),
        "{overview}"
    );
}

#[test]
fn pages_show_the_figures_of_the_report() {
    let vigie = Vigie::new();
    let running = with_events(&vigie);
    let report = running.get("/api/report").json();
    assert_eq!(report["searches"]["zero_result"]["num"], 3);
    let overview = words(&shown(&running, "/en"));
    assert!(
        overview.contains("Zero-result rate 75.0% 3 / 4"),
        "{overview}"
    );
    assert!(overview.contains("requested 1"), "{overview}");
    assert!(overview.contains("forfait montre 2"), "{overview}");
    let french = words(&shown(&running, "/fr"));
    assert!(french.contains("sans résultat 75,0 % 3 / 4"), "{french}");
    let handoffs = words(&shown(&running, "/en/handoffs"));
    assert!(handoffs.contains("angry 1"), "{handoffs}");
    let conversations = words(&shown(&running, "/en/conversations"));
    assert!(conversations.contains("humain 1"), "{conversations}");
}

#[test]
fn what_people_write_is_shown_and_is_never_markup() {
    let vigie = Vigie::new();
    let running = with_events(&vigie);
    for path in [
        "/en",
        "/en/searches",
        "/en/searches?expression=%3Cb%20onclick",
        "/en/kpis/searches",
        "/en/kpis/searches?by=query",
        "/en/kpis?q=%3Cb%20onclick%3E",
    ] {
        let html = shown(&running, path);
        assert!(!html.contains("<b "), "{path}");
    }
    assert!(shown(&running, "/en/searches").contains("&lt;b onclick"));
}

#[test]
fn no_page_holds_scripts_or_styles_of_its_own_and_the_policy_forbids_them() {
    let vigie = Vigie::new();
    let running = with_events(&vigie);
    let pages = PAGES.map(|path| format!("/fr{path}"));
    let others = [
        "/en/sign-in",
        "/en/nothing",
        "/en/kpis/nothing",
        "/en/glossary",
    ];
    let others = others.map(str::to_owned);
    for target in pages.iter().chain(&others) {
        let answer = page(&running, target);
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'none'"),
            "{target}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{target}: {policy}");
        let html = answer.text();
        let tags = html.split('<').filter_map(|piece| piece.split('>').next());
        for tag in tags {
            let own = [" style=", " on", "javascript:"];
            assert!(
                !own.iter().any(|own| tag.contains(own)),
                "{target}: <{tag}>"
            );
            assert!(!tag.starts_with("style"), "{target}: <{tag}>");
            assert!(
                !tag.starts_with("script") || tag.contains("src="),
                "{target}"
            );
        }
    }
}

#[test]
fn filters_stay_in_the_address_from_page_to_page() {
    let vigie = Vigie::new();
    let running = with_events(&vigie);
    let html = shown(&running, "/en?days=7&channel=web&lang=");
    for link in [
        "/en/searches?site=default&amp;days=7&amp;channel=web",
        "/fr?site=default&amp;days=7&amp;channel=web",
    ] {
        assert!(html.contains(link), "{link}");
    }
    assert!(html.contains("<option selected>web</option>"));
    // What a page is asked beside them stays when they change, and when the language does.
    let html = shown(&running, "/en/handoffs?reason=angry");
    assert!(html.contains(r#"<input type="hidden" name="reason" value="angry">"#));
    assert!(html.contains("/fr/handoffs?site=default&amp;reason=angry"));
    // A filter that fits nothing is shown as what it is.
    let phone = shown(&running, "/en?channel=phone");
    assert!(phone.contains("<option selected>phone</option>"));
    let none = words(&phone);
    assert!(none.contains("Zero-result rate not applicable"), "{none}");
}

#[test]
fn an_address_that_cannot_be_read_says_so_in_words() {
    let vigie = Vigie::new();
    let running = with_events(&vigie);
    for (target, status, said) in [
        ("/en?from=yesterday", 400, "must be a day"),
        ("/en?form=2026-03-01", 400, "form"),
        ("/en?days=9O", 400, "days"),
        ("/en/searches?reason=why", 400, "reason"),
        ("/en/conversations?speaker=me", 400, "speaker"),
        ("/en?from=-009999-01-01&to=9999-12-31", 400, "3660"),
        ("/en?from=2026-03-02&to=2026-03-01", 400, "first day"),
        ("/en/nothing", 404, "nothing here"),
        ("/de", 404, "Il n’y a rien ici"),
        ("/fr?site=other", 404, "Il n’y a rien ici"),
    ] {
        let answer = page(&running, target);
        assert_eq!(answer.status, status, "{target}");
        assert!(answer.text().contains(said), "{target}: {}", answer.text());
    }
    // Programs get what programs read.
    assert_eq!(running.get("/en/nothing").code(), "not_found");
    assert_eq!(page(&running, "/api/nothing").code(), "not_found");
}

#[test]
fn a_page_asked_again_costs_nothing_until_something_has_happened() {
    let vigie = Vigie::new();
    let running = with_events(&vigie);
    let again = |tag: &str| {
        let headers = [("if-none-match", tag)];
        let answer = running
            .client()
            .request("GET", "/en/searches", &headers, b"");
        answer.unwrap()
    };
    let begun = Instant::now();
    // The tag changes with the minute: at its turn one asks once more.
    loop {
        let first = page(&running, "/en/searches");
        let tag = first.header("etag").unwrap().to_owned();
        let same = again(&tag);
        if same.status == 304 {
            assert!(same.body.is_empty());
            let more = event(7, "search", json!({"query": "autre", "total": 0}));
            running.post("/api/events", more.to_string());
            wait_for(&running, 7);
            let moved = again(&tag);
            assert_eq!(moved.status, 200);
            assert!(words(moved.text()).contains("Searches 5"));
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
}

#[test]
fn the_first_page_is_in_the_language_that_the_browser_asks_for() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    for (asked, lands) in [("fr-FR,en", "/fr"), ("en-GB", "/en"), ("de", "/fr")] {
        let headers = [("accept-language", asked)];
        let ask = |target| {
            running
                .client()
                .request("GET", target, &headers, b"")
                .unwrap()
        };
        assert_eq!(ask("/").header("location"), Some(lands));
        let with_filters = format!("{lands}?days=7");
        assert_eq!(
            ask("/?days=7").header("location"),
            Some(with_filters.as_str())
        );
    }
}

#[test]
fn what_pages_load_is_there_and_is_kept() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let html = shown(&running, "/en");
    let addresses = html.split('"').filter(|text| text.starts_with("/assets/"));
    let addresses: Vec<&str> = addresses.collect();
    assert!(addresses.len() >= 3);
    for address in addresses {
        let answer = running.get(address);
        assert_eq!(answer.status, 200, "{address}");
        let keep = answer.header("cache-control").unwrap();
        assert!(keep.contains("immutable"), "{address}");
    }
    assert_eq!(running.get("/assets/1/other.js").status, 404);
}
