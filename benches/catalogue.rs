//! The whole catalogue on a year of simulated events: every KPI by day and by three
//! dimensions, what its cubes cost while facts are made, and a new KPI filled over all of
//! them. What it answers is written beside the site, for `tests/campaign/duckdb.sh` to
//! ask another database the same.
//!
//! `VIGIE_BENCH_EVENTS` says how many events, 1,000,000 unless given.

#![allow(clippy::unwrap_used)]

mod kept;
mod simulated;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use jiff::ToSpan;
use kept::{Kept, LeftOut};
use serde_json::{Value, json};
use simulated::{DAYS, FIRST_DAY, open};
use vigie::kpi::run::by;
use vigie::kpi::{Axis, Figure, Filters, Kind, Kpi, Question, left_out};
use vigie::period::{Period, Zone};
use vigie::site::Site;

const AXES: [&str; 4] = ["day", "channel", "lang", "theme"];

/// How often each figure is asked; the median counts.
const TIMES: usize = 5;

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let events = std::env::var("VIGIE_BENCH_EVENTS");
    let events = events.map_or(1_000_000, |events| events.parse().unwrap());
    let kept = Kept::of(events, LeftOut::Last(0));
    println!("{} events", kept.truth.events);
    let question = year();
    filled(&kept.folder);
    let (_data, mut site) = open(&kept.folder);
    site.refresh(&|_, _| ()).unwrap();
    asked(&site, &question, &kept.folder);
    made(&mut site);
}

/// Asked 60 days later, when nothing is too young.
fn year() -> Question {
    let to = FIRST_DAY + i64::from(DAYS - 1).days();
    Question {
        period: Period {
            from: FIRST_DAY,
            to,
        },
        filters: Filters::default(),
        as_of: Zone::utc().start_of(to + 60.days()),
    }
}

/// Seconds that something takes.
fn seconds(what: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    what();
    begun.elapsed().as_secs_f64()
}

/// Seconds that this process's threads have worked: others on the machine do not count.
fn worked() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    let ticks = |field: usize| fields[field].parse::<f64>().unwrap();
    (ticks(11) + ticks(12)) / 100.0
}

/// Makes all facts, with cubes and without.
fn made(site: &mut Site) {
    let sources = site.catalogue.sources();
    for (cubes, sources) in [(0, &[][..]), (sources.len(), &sources[..])] {
        let (mut took, mut work) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            let before = worked();
            took.push(seconds(|| site.facts.rebuild(sources, &|_, _| ()).unwrap()));
            work.push(worked() - before);
        }
        took.sort_by(f64::total_cmp);
        work.sort_by(f64::total_cmp);
        println!(
            "facts with {cubes} cubes: {:.2} s, {:.2} s of work",
            took[1], work[1]
        );
    }
}

const NEW: &str = "-- title.fr: Nouveau\n-- title.en: New\n-- kind: ratio\n-- better: none\n\
    -- source: bench\n\nselect at, day, channel, lang, application, theme, engaged as num, \
    1 as den, outcome from episodes";

/// Adds a KPI, and takes it away again.
fn filled(folder: &Path) {
    let own = folder.join("kpi");
    fs::create_dir_all(&own).unwrap();
    let file = own.join("bench_new.sql");
    fs::write(&file, NEW).unwrap();
    let (data, mut site) = open(folder);
    let took = seconds(|| site.refresh(&|_, _| ()).unwrap());
    println!("a new KPI filled: {took:.2} s");
    let question = year();
    let figures = ["bench_new", "engaged_rate"].map(|name| {
        let kpi = site.catalogue.find(name).unwrap();
        left_out::total(site.facts.db(), kpi, &question)
            .unwrap()
            .figure
    });
    assert_eq!(figures[0], figures[1]);
    drop((data, site));
    fs::remove_file(file).unwrap();
}

/// Asks every KPI by every axis, and writes down what it answers and how long it took.
fn asked(site: &Site, question: &Question, folder: &Path) {
    let [from, to] = [question.period.from, question.period.to].map(|day| day.to_string());
    let mut answers = Vec::new();
    for kpi in site.catalogue.iter() {
        for axis in AXES {
            answers.push(answer(site, kpi, question, axis));
        }
    }
    told(&answers);
    let document = json!({"from": from, "to": to, "as_of": question.as_of, "answers": answers});
    let mut file = BufWriter::new(File::create(folder.join("catalogue.json")).unwrap());
    serde_json::to_writer(&mut file, &document).unwrap();
    file.flush().unwrap();
}

fn answer(site: &Site, kpi: &Kpi, question: &Question, axis: &str) -> Value {
    let by_axis = Axis::parse(axis);
    let mut times = Vec::new();
    let mut figures = None;
    for _ in 0..TIMES {
        let ask = || figures = Some(by(site.facts.db(), kpi, question, &by_axis).unwrap());
        times.push(1_000.0 * seconds(ask));
    }
    times.sort_by(f64::total_cmp);
    let figures = figures.unwrap().into_iter();
    let figures: serde_json::Map<String, Value> = figures
        .map(|(slice, figure)| (slice, sums(&figure)))
        .collect();
    let (at_least, percentile) = match kpi.kind {
        Kind::Persons { at_least } => (at_least, None),
        Kind::Percentile { of } => (None, Some(of)),
        _ => (None, None),
    };
    json!({
        "kpi": kpi.name, "kind": kpi.kind.as_str(), "axis": axis, "ms": times[TIMES / 2],
        "select": kpi.counted(), "windowed": kpi.window.is_some(), "at_least": at_least,
        "percentile": percentile, "needs": !kpi.needs.names.is_empty(), "figures": figures,
    })
}

fn sums(figure: &Figure) -> Value {
    json!([figure.n, figure.num, figure.den, figure.value])
}

/// The medians by kind, in ms.
fn told(answers: &[Value]) {
    let kinds: std::collections::BTreeSet<&str> = answers
        .iter()
        .map(|it| it["kind"].as_str().unwrap())
        .collect();
    for kind in kinds {
        let of_kind = answers.iter().filter(|it| it["kind"] == kind);
        let mut times: Vec<f64> = of_kind.map(|it| it["ms"].as_f64().unwrap()).collect();
        times.sort_by(f64::total_cmp);
        println!(
            "{kind:>10}: {:4} figures, median {:8.3} ms, most {:8.3} ms, together {:9.1} ms",
            times.len(),
            times[times.len() / 2],
            times[times.len() - 1],
            times.iter().sum::<f64>()
        );
    }
}
