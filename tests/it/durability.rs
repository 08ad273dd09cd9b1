//! Whatever moment the process dies at, the next start finds everything that was
//! acknowledged, and facts, cubes and index as the events give them.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::{Vigie, command, said};

const AS_OF: &str = "2026-04-01T00:00:00Z";

/// A visit of one person: what was searched, read, asked, and the hand-off.
fn visit(person: u32, day: u32) -> Vec<Value> {
    let at = |minute: u32| format!("2026-03-{day:02}T09:{minute:02}:00Z");
    let id = |n: u32| format!("00000000-0000-4000-8000-{:04}{person:04}{n:04}", day);
    let (client, customer) = (format!("c-{person}"), format!("u-{person}"));
    let mut events = vec![
        json!({"kind": "open"}),
        json!({"kind": "search", "query": format!("changer mon rib {}", person % 3), "results": ["a1", "a2"], "total": 2, "query_id": format!("q-{person}-{day}")}),
        json!({"kind": "click", "article": "a2", "position": 2, "query_id": format!("q-{person}-{day}")}),
        json!({"kind": "search", "query": "résilier décès", "results": [], "total": 0}),
        json!({"kind": "message", "text": "je ne trouve pas", "understood": person.is_multiple_of(2), "conversation": format!("t-{person}-{day}")}),
        json!({"kind": "answer", "text": "voici", "conversation": format!("t-{person}-{day}")}),
        json!({"kind": "vote", "article": "a2", "helpful": person % 2 == 1}),
    ];
    if person.is_multiple_of(3) {
        events.push(json!({"kind": "handoff", "cause": "requested", "reason": "rib"}));
        events.push(json!({"kind": "contact", "contact": format!("k-{person}-{day}")}));
        events.push(
            json!({"kind": "turn", "contact": format!("k-{person}-{day}"), "speaker": "customer", "text": "c'est une honte"}),
        );
    }
    for (n, event) in (0..).zip(&mut events) {
        event["id"] = id(n).into();
        event["at"] = at(2 * n).into();
        event["client"] = client.clone().into();
        event["customer"] = customer.clone().into();
        event["channel"] = "web".into();
    }
    events
}

fn lines(events: impl IntoIterator<Item = Value>) -> String {
    events
        .into_iter()
        .map(|event| format!("{event}\n"))
        .collect()
}

/// Contents of one id, of which some lose: the smaller digest stands.
fn contents_of_one_id() -> Vec<Value> {
    let content = |query: u32| {
        json!({"id": "00000000-0000-4000-9000-000000000001", "kind": "search",
               "at": "2026-03-02T10:00:00Z", "query": format!("panne {query}")})
    };
    (0..6).map(content).collect()
}

const FAQ: &str = "id,question,answer\n\
    a1,Changer mon RIB,Dans votre espace client\n\
    a2,Résilier mon contrat,Par courrier\n";
const FAQ_CHANGED: &str = "id,question,answer\n\
    a1,Changer mon RIB ou ma banque,Dans votre espace client\n\
    a3,Panne de box,Redémarrez la box\n";

fn talk(id: &str, said: &str) -> Value {
    json!({"id": id, "at": "2026-03-03T10:00:00Z", "turns": [
        {"speaker": "customer", "text": said}, {"speaker": "agent", "text": "merci, bonne journée"}]})
}

/// What is done to the data folder before a command.
type Preparation = fn(&Path);

/// A command in the life of a site.
struct Stage {
    args: Vec<String>,
    prepare: Preparation,
}

fn life(vigie: &Vigie) -> Vec<Stage> {
    let first: Vec<Value> = (1..=6).flat_map(|person| visit(person, 2)).collect();
    let mut second: Vec<Value> = (4..=9).flat_map(|person| visit(person, 3)).collect();
    second.extend(contents_of_one_id());
    second.extend(visit(1, 2));
    let file = |name: &str, text: String| vigie.file(name, text).display().to_string();
    let import = |what: &str, file: String| vec!["import".into(), what.into(), file];
    let report = || {
        ["report", "--json", "--as-of", AS_OF]
            .map(String::from)
            .into()
    };
    let search = || ["search", "rib"].map(String::from).into();
    let zone = || {
        ["site", "set", "default", "--zone", "Europe/Paris"]
            .map(String::from)
            .into()
    };
    let as_it_is: Preparation = |_| ();
    let talks = [talk("t1", "je suis furieux"), talk("t2", "parfait")];
    let changed = [talk("t2", "parfait, merci"), talk("t3", "trop cher")];
    [
        (import("faq", file("faq1.csv", FAQ.into())), as_it_is),
        (import("events", file("e1.ndjson", lines(first))), as_it_is),
        (
            import("transcripts", file("t1.jsonl", lines(talks))),
            as_it_is,
        ),
        (report(), as_it_is),
        (search(), as_it_is),
        (import("events", file("e2.ndjson", lines(second))), as_it_is),
        (
            import("transcripts", file("t2.jsonl", lines(changed))),
            as_it_is,
        ),
        (report(), as_it_is),
        (
            import("faq", file("faq2.csv", FAQ_CHANGED.into())),
            as_it_is,
        ),
        (search(), as_it_is),
        (report(), add_kpi),
        (zone(), as_it_is),
        (report(), as_it_is),
        (report(), set_facts_ahead),
        (search(), damage_index),
    ]
    .into_iter()
    .map(|(args, prepare)| Stage { args, prepare })
    .collect()
}

/// As after a backup of the log was put back: the facts know more than it does.
fn set_facts_ahead(data: &Path) {
    let facts = rusqlite::Connection::open(data.join("sites/default/facts.db")).unwrap();
    let sql = "update meta set value = '1000000' where name = 'watermark'";
    assert_eq!(facts.execute(sql, []).unwrap(), 1);
}

/// Its sums are missing, and are made from facts that are there.
fn add_kpi(data: &Path) {
    let kpi = "-- title.fr: A\n-- title.en: A\n-- kind: ratio\n-- better: none\n-- source: us\n\n\
        select at, day, channel, lang, application, theme, engaged as num, 1 as den from episodes";
    std::fs::create_dir_all(data.join("kpi")).unwrap();
    std::fs::write(data.join("kpi/own.sql"), kpi).unwrap();
}

fn damage_index(data: &Path) {
    let generation = std::fs::read_dir(data.join("sites/default/index")).unwrap();
    let generation = generation.flatten().next().unwrap();
    std::fs::write(generation.path().join("meta.json"), "{").unwrap();
}

/// Everything that a user can see of a site.
#[derive(Debug, PartialEq)]
struct Seen {
    report: String,
    events: BTreeSet<String>,
    results: Vec<Value>,
}

impl Seen {
    #[track_caller]
    fn of(data: &Path) -> Seen {
        let hits: Value = serde_json::from_str(&ok(data, ["search", "rib", "--json"])).unwrap();
        Seen {
            report: ok(data, ["report", "--json", "--as-of", AS_OF]),
            events: ok(data, ["export", "events"])
                .lines()
                .map(String::from)
                .collect(),
            results: hits["results"].as_array().unwrap().clone(),
        }
    }
}

#[track_caller]
fn ok<const N: usize>(data: &Path, args: [&str; N]) -> String {
    let output = command(data, args).output().unwrap();
    let printed = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(
        output.status.success(),
        "{args:?}: {printed} {}",
        said(&output)
    );
    printed
}

/// Verifies the files, and the facts against the events.
#[track_caller]
fn assert_checks(data: &Path) {
    ok(data, ["check", "--recompute"]);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).into_iter().flatten().flatten() {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        match path.is_dir() {
            true => copy(&path, &to),
            false => drop(std::fs::copy(&path, &to).unwrap()),
        }
    }
}

#[cfg(debug_assertions)]
mod at_every_step {
    use std::collections::BTreeMap;

    use rayon::prelude::*;

    use super::*;

    /// A step of a stage, and how often it is reached there.
    struct Reached {
        stage: usize,
        step: String,
        times: u32,
    }

    /// Lives the whole life once, keeping the folder before each stage (`before`)
    /// and what is seen after it.
    fn unharmed(life: &[Stage], before: impl Fn(usize) -> PathBuf) -> (Vec<Seen>, Vec<Reached>) {
        let (mut seen, mut reached) = (Vec::new(), Vec::new());
        for (number, stage) in life.iter().enumerate() {
            (stage.prepare)(&before(number));
            copy(&before(number), &before(number + 1));
            let steps = before(number).with_extension("steps");
            let mut command = command(&before(number + 1), &stage.args);
            let output = command.env("VIGIE_STEPS_TO", &steps).output().unwrap();
            assert!(
                output.status.success(),
                "{:?}: {}",
                stage.args,
                said(&output)
            );
            reached.extend(steps_of(number, &steps));
            let looked_at = before(number).with_extension("seen");
            copy(&before(number + 1), &looked_at);
            assert_checks(&looked_at);
            seen.push(Seen::of(&looked_at));
        }
        (seen, reached)
    }

    fn steps_of(stage: usize, file: &Path) -> Vec<Reached> {
        let mut steps: BTreeMap<String, u32> = BTreeMap::new();
        for step in std::fs::read_to_string(file).unwrap_or_default().lines() {
            *steps.entry(step.to_owned()).or_default() += 1;
        }
        steps
            .into_iter()
            .map(|(step, times)| Reached { stage, step, times })
            .collect()
    }

    /// Dies at the step, starts again, and does the same again.
    fn die(stage: &Stage, before: &Path, step: &str, expected: &Seen) {
        let data = tempfile::tempdir().unwrap();
        copy(before, data.path());
        let mut dying = command(data.path(), &stage.args);
        let output = dying.env("VIGIE_ABORT_AT", step).output().unwrap();
        assert!(
            output.status.code().is_none(),
            "{:?} outlived {step}: {}",
            stage.args,
            said(&output)
        );
        let context = format!("{:?} died at {step}", stage.args);
        let checked = command(data.path(), ["check", "--recompute"])
            .output()
            .unwrap();
        assert!(
            checked.status.success(),
            "{context}, then {}",
            said(&checked)
        );
        let again = command(data.path(), &stage.args).output().unwrap();
        assert!(again.status.success(), "{context}, then {}", said(&again));
        assert_eq!(&Seen::of(data.path()), expected, "{context}");
        let left = unfinished_files(data.path());
        assert!(left.is_empty(), "{context} and left {left:?}");
    }

    fn unfinished_files(data: &Path) -> Vec<PathBuf> {
        let is_unfinished = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.ends_with("new.db") || name.contains(".new") || name.starts_with("tmp-")
        };
        let site = data.join("sites/default");
        [site.clone(), site.join("index")]
            .iter()
            .flat_map(|folder| std::fs::read_dir(folder).into_iter().flatten().flatten())
            .map(|entry| entry.path())
            .filter(is_unfinished)
            .collect()
    }

    #[test]
    fn a_death_at_any_step_loses_and_doubles_nothing() {
        let vigie = Vigie::new();
        let before = |stage: usize| vigie.data().join(format!("before-{stage}"));
        let life = life(&vigie);
        std::fs::create_dir_all(before(0)).unwrap();
        let (seen, reached) = unharmed(&life, before);
        let missed: Vec<_> = vigie::failpoint::STEPS
            .iter()
            .filter(|step| !reached.iter().any(|reached| reached.step == **step))
            .collect();
        assert!(missed.is_empty(), "no stage reaches {missed:?}");
        let deaths: Vec<(usize, String)> = reached
            .iter()
            .flat_map(|at| {
                let times: BTreeSet<u32> = [1, at.times].into();
                times
                    .into_iter()
                    .map(|time| (at.stage, format!("{}:{time}", at.step)))
            })
            .collect();
        assert!(deaths.len() >= vigie::failpoint::STEPS.len());
        deaths.par_iter().for_each(|(stage, step)| {
            die(&life[*stage], &before(*stage), step, &seen[*stage]);
        });
    }
}

/// Kills the process when it is so old; whether it was still alive.
fn kill_at(mut command: Command, age: Duration) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut process = quiet.spawn().unwrap();
    let born = Instant::now();
    while born.elapsed() < age {
        if process.try_wait().unwrap().is_some() {
            return false;
        }
        std::thread::yield_now();
    }
    process.kill().unwrap();
    !process.wait().unwrap().success()
}

/// Numbers that look random and are the same in every run (Knuth's MMIX generator).
fn seeded(seed: u64) -> impl Iterator<Item = u64> {
    let next = |n: &u64| {
        Some(
            n.wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407),
        )
    };
    std::iter::successors(next(&seed), next).map(|n| n >> 33)
}

#[test]
fn a_kill_at_any_moment_loses_and_doubles_nothing() {
    let vigie = Vigie::new();
    let events: Vec<Value> = (1..=20)
        .flat_map(|day| (1..=60).flat_map(move |person| visit(person, day)))
        .collect();
    assert!(
        events.len() > 8192,
        "more than one parcel is read before the commit"
    );
    let file = vigie
        .file("events.ndjson", lines(events))
        .display()
        .to_string();
    let [empty, full, seen] = ["empty", "full", "seen"].map(|name| vigie.data().join(name));
    ok(&empty, ["site", "set", "default", "--zone", "UTC"]);
    copy(&empty, &full);
    let import = timed(|| ok(&full, ["import", "events", &file]));
    copy(&full, &seen);
    let report = timed(|| ok(&seen, ["report", "--as-of", AS_OF]));
    let expected = Seen::of(&seen);
    for (round, random) in (0..10).zip(seeded(2)) {
        let (before, args, takes) = match round % 2 {
            0 => (&empty, vec!["import", "events", &file], import),
            _ => (&full, vec!["report", "--as-of", AS_OF], report),
        };
        let data = tempfile::tempdir().unwrap();
        let mut age = takes * u32::try_from(random % 100).unwrap() / 100;
        // A machine that has become faster since may have done all by then.
        loop {
            std::fs::remove_dir_all(data.path()).unwrap();
            copy(before, data.path());
            if kill_at(command(data.path(), &args), age) {
                break;
            }
            age /= 2;
        }
        assert_checks(data.path());
        ok(data.path(), ["import", "events", &file]);
        let seen = Seen::of(data.path());
        assert_eq!(seen, expected, "{args:?}, killed after {age:?}");
    }
}

fn timed(work: impl FnOnce() -> String) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}
