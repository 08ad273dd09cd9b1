//! How many threads work, and how many processes try to, changes nothing.

#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Output, Stdio};

use crate::harness::{Vigie, command, said};

fn with_threads(data: &Path, args: &[&str], threads: &str) -> Output {
    let mut command = command(data, args);
    command.env("RAYON_NUM_THREADS", threads).output().unwrap()
}

/// The part of the report of four weeks that never change.
fn readmes_report() -> impl Iterator<Item = &'static str> {
    let readme = include_str!("../../README.md");
    let behind = readme.split("A part of it:\n\n```\n").nth(1).unwrap();
    behind.split("```").next().unwrap().lines()
}

#[test]
fn the_demo_is_the_readmes_and_any_number_of_threads_gives_the_same_bytes() {
    let vigie = Vigie::new();
    let data = vigie.data();
    let printed = vigie.ok(["demo", "--once", "--keep", data.to_str().unwrap()]);
    for line in readmes_report().filter(|line| line.trim() != "…") {
        assert!(printed.lines().any(|it| it.trim_end() == line), "{line}");
    }
    let analyses: &[&[&str]] = &[
        &["keywords", "--words", "1", "--json"],
        &["keywords", "--words", "2", "--json"],
        &["keywords", "--words", "3", "--json"],
        &["sentiment", "--by", "total", "--json"],
        &["sentiment", "--by", "conversation", "--json"],
        &["sentiment", "--by", "turn", "--json"],
        &["sentiment", "--by", "day", "--json"],
        &["report", "--json", "--as-of", "2030-01-01T00:00:00Z"],
    ];
    for args in analyses {
        let args = [args, ["--site", "demo"].as_slice()].concat();
        let alone = with_threads(&data, &args, "1");
        assert!(alone.status.success(), "{args:?}: {}", said(&alone));
        assert!(alone.stdout.len() > 100, "{args:?} says nothing");
        for threads in ["2", "5"] {
            let together = with_threads(&data, &args, threads);
            assert!(
                together.stdout == alone.stdout,
                "{args:?} with {threads} threads"
            );
        }
    }
    // Facts are folded by several threads too: nothing of them depends on which came first.
    assert_eq!(vigie.ok(["check", "--recompute"]), "demo: ok\n");
}

#[test]
fn a_second_process_says_which_one_owns_the_folder() {
    let vigie = Vigie::new();
    let mut owner = vigie
        .command(["import", "events", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A bad record is named as soon as it is read: then the folder is owned.
    let mut records = owner.stdin.take().unwrap();
    for _ in 0..8192 {
        records.write_all(b"{\"kind\":\"swim\"}\n").unwrap();
    }
    let mut named = String::new();
    let mut errors = BufReader::new(owner.stderr.take().unwrap());
    errors.read_line(&mut named).unwrap();
    assert!(named.contains("unknown_kind"), "{named}");

    for args in [
        ["check"].as_slice(),
        &["report"],
        &["import", "events", "-"],
    ] {
        let second = vigie.run(args);
        assert_eq!(second.status.code(), Some(1), "{args:?}");
        assert_eq!(
            said(&second),
            format!(
                "vigie: another process (process {}) owns `{}`; stop it, or give another folder with --data\n",
                owner.id(),
                vigie.data().display()
            )
        );
    }
    let good = r#"{"id":"019cb000-0000-7000-8000-000000000001","kind":"open","at":"2026-03-02T09:15:04Z"}"#;
    records.write_all(good.as_bytes()).unwrap();
    drop(records);
    std::io::copy(&mut errors, &mut std::io::sink()).unwrap();
    assert!(owner.wait().unwrap().success());
    vigie.ok(["check"]);
}
