//! The service as others meet it: a process, loopback, and everything it promises.
//!
//! `cargo bench --bench service` measures all but the soak, `-- batches` only what is
//! named. Loads are simulated visitors, every answer is looked at, and what was
//! acknowledged is looked for in the log. The site of `overview`, `open` and `start` holds
//! a million events, or `VIGIE_BENCH_EVENTS`; the soak takes an hour, or
//! `VIGIE_BENCH_MINUTES`.

#![allow(clippy::unwrap_used)]

mod generated;
mod kept;
mod serving;
mod simulated;

use std::path::Path;
use std::time::{Duration, Instant};

use generated::{PLANTED, queries};
use kept::{Kept, LeftOut};
use serde_json::json;
use serving::Server;
use serving::ledger::{as_they_happen, assert_kept, batches, plan, visitors};
use serving::load::{Outcome, Request, run};
use simulated::open;
use tempfile::TempDir;
use vigie::faq::{self, ImportOptions};
use vigie::text::Lang;

const CONNECTIONS: usize = 256;

/// What visitors' pages ask for.
const PAGE: &str = "/en";

const MEASURES: [(&str, fn()); 7] = [
    ("singles", singles),
    ("batches", in_batches),
    ("open", open_loop),
    ("overview", overview),
    ("search", search),
    ("start", start),
    ("soak", soak),
];

fn main() {
    let named: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    for (name, measure) in MEASURES {
        let is_named = named.iter().any(|named| named == name);
        if is_named || (named.is_empty() && name != "soak") {
            measure();
        }
    }
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).map_or(default, |value| value.parse().unwrap())
}

/// A site of simulated events, kept between runs.
fn large_site() -> Kept {
    Kept::of(number("VIGIE_BENCH_EVENTS", 1_000_000), LeftOut::Last(0))
}

fn new_folder() -> TempDir {
    // In the build's folder, since that of temporary files may lie in memory.
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Events as fast as they are acknowledged, so many to a request: events a second.
fn closed_loop(events: usize, together: usize) -> f64 {
    let plan = plan();
    let folder = new_folder();
    let server = Server::start(folder.path());
    let requests: Vec<Request> = batches(visitors(&plan).take(events), together).collect();
    let outcome = run(server.address, CONNECTIONS, requests.into_iter());
    outcome.assert_all(202);
    server.stop();
    assert_kept(folder.path(), &outcome, 0);
    events as f64 / outcome.took.as_secs_f64()
}

fn singles() {
    let rates = (0..3).map(|_| closed_loop(60_000, 1)).collect();
    println!(
        "single events: {:.0} requests/s (goal: 6,000)",
        median(rates)
    );
}

fn in_batches() {
    let rates = (0..3).map(|_| closed_loop(400_000, 20)).collect();
    println!(
        "batches of 20: {:.0} events/s (goal: 60,000)",
        median(rates)
    );
}

/// A thousand events a second, each when it happens, while pages of a large site are read.
fn open_loop() {
    let kept = large_site();
    let folder = kept.copy();
    let server = Server::start(folder.path());
    let (plan, minute) = (plan(), Duration::from_secs(60));
    let events = as_they_happen(visitors(&plan), minute);
    let pages = Request::get(PAGE).each(4.0, minute);
    let (events, pages) = std::thread::scope(|scope| {
        let pages = scope.spawn(|| run(server.address, 4, pages));
        let events = run(server.address, CONNECTIONS, events);
        (events, pages.join().unwrap())
    });
    events.assert_all(202);
    pages.assert_all(200);
    server.stop();
    let before = i64::try_from(kept.truth.events).unwrap();
    assert_kept(folder.path(), &events, before);
    println!(
        "open loop, {:.0} events/s: {} (goal: p99 50); pages meanwhile: {}",
        events.rate(),
        latencies(&events),
        latencies(&pages)
    );
}

fn latencies(outcome: &Outcome) -> String {
    format!(
        "p50 {:.1}, p99 {:.1}, most {:.1} ms",
        outcome.at(0.5),
        outcome.at(0.99),
        outcome.at(1.0)
    )
}

/// The page with most figures, and the report of all of them.
fn overview() {
    let kept = large_site();
    let server = Server::start(&kept.folder);
    let report = server.get("/api/report").json();
    assert_eq!(report["watermark"], kept.truth.events);
    for target in [PAGE, "/en/searches", "/api/report"] {
        let outcome = run(server.address, 1, (0..100).map(|_| Request::get(target)));
        outcome.assert_all(200);
        println!(
            "{target} at {} events: {} (goal: p50 50)",
            kept.truth.events,
            latencies(&outcome)
        );
    }
    server.stop();
}

/// Imports the generated FAQ into a site.
fn with_faq(folder: &Path) {
    let (_data, site) = open(folder);
    let lines: Vec<String> = generated::entries()
        .iter()
        .map(|entry| {
            json!({"id": entry.id, "question": entry.question, "answer": entry.answer_text,
                   "alternates": entry.alternates, "lang": "fr", "category": entry.categories})
            .to_string()
        })
        .collect();
    let reading = faq::read("faq.jsonl", lines.join("\n").as_bytes()).unwrap();
    let options = ImportOptions {
        lang: Some(Lang::Fr),
        replace: false,
        at: 0,
    };
    let imported = faq::import(&site.content, reading, options).unwrap();
    assert_eq!(imported.added, 10_000);
}

/// A search of one visitor among many.
fn target(query: &str, visitor: usize) -> String {
    let bytes = query.bytes().map(|byte| format!("%{byte:02x}"));
    let query: String = bytes.collect();
    format!("/api/search?lang=fr&client=c-{visitor}&q={query}")
}

fn search() {
    let folder = new_folder();
    with_faq(folder.path());
    let server = Server::start(folder.path());
    for (at, word) in PLANTED.iter().enumerate() {
        let found = server.get(&target(word, at)).json();
        assert_eq!(found["total"], 11);
        assert_eq!(found["results"][0]["id"], format!("e{}", at * 1000));
    }
    let queries = queries();
    let dues = (0..).map(|number| Some(Duration::from_millis(10 * number)));
    let searches = queries.iter().zip(dues).enumerate();
    let searches = searches.map(|(number, (query, due))| Request {
        due,
        ..Request::get(&target(query, number / 4))
    });
    let outcome = run(server.address, 4, searches);
    outcome.assert_all(200);
    println!(
        "search, 10,000 entries, 100/s: {} (goal: p99 5)",
        latencies(&outcome)
    );
    let seconds = (0..5).map(|number| published(&server, number)).collect();
    println!(
        "a change is found, 10,000 entries: after {:.2} s (goal: 1)",
        median(seconds)
    );
    server.stop();
}

/// Seconds from sending an entry to finding it.
fn published(server: &Server, number: u32) -> f64 {
    let word = ["zygomatique", "xylophone", "quetsche", "wombat", "yucca"][number as usize];
    let entry = json!([{"id": word, "question": format!("Où est le {word} ?"), "answer": "Ici.", "lang": "fr"}]);
    let begun = Instant::now();
    assert_eq!(server.post("/api/faq", &entry.to_string()).status, 200);
    while server.get(&target(word, 0)).json()["results"][0]["id"] != word {}
    begun.elapsed().as_secs_f64()
}

/// From the start of the process to the first report.
fn start() {
    let kept = large_site();
    let seconds = (0..5).map(|_| {
        let begun = Instant::now();
        let server = Server::start(&kept.folder);
        assert_eq!(server.get(PAGE).status, 200);
        let took = begun.elapsed().as_secs_f64();
        server.stop();
        took
    });
    println!(
        "start to first answer at {} events: {:.2} s (goal: 1)",
        kept.truth.events,
        median(seconds.collect())
    );
}

/// A thousand events a second and a page a second for long: what the service holds.
fn soak() {
    let minutes = number("VIGIE_BENCH_MINUTES", 60);
    let folder = new_folder();
    let server = Server::start(folder.path());
    let (plan, last) = (plan(), Duration::from_secs(60 * minutes));
    let events = as_they_happen(visitors(&plan), last);
    let pages = Request::get(PAGE).each(1.0, last);
    println!("minute  memory  events.db  its WAL  facts.db  its WAL  (MiB)");
    let events = std::thread::scope(|scope| {
        let events = scope.spawn(|| run(server.address, CONNECTIONS, events));
        let pages = scope.spawn(|| run(server.address, 1, pages));
        for minute in 1..=minutes {
            std::thread::sleep(Duration::from_secs(60));
            println!("{minute:6}  {}", held(&server));
        }
        pages.join().unwrap().assert_all(200);
        events.join().unwrap()
    });
    println!("{:.0} events/s: {}", events.rate(), latencies(&events));
    events.assert_all(202);
    server.stop();
    assert_kept(folder.path(), &events, 0);
}

fn held(server: &Server) -> String {
    let files = ["events.db", "events.db-wal", "facts.db", "facts.db-wal"];
    let [log, log_wal, facts, facts_wal] = files.map(|name| server.file(name));
    let memory = server.memory();
    format!("{memory:6.1}  {log:9.1}  {log_wal:7.1}  {facts:8.1}  {facts_wal:7.1}")
}
