//! The messages of imports that people see most, to be read aloud when they change.

#![allow(clippy::unwrap_used)]

use crate::harness::{Vigie, said};

/// What an import says of a file, its folder left out.
fn message(name: &str, bytes: &[u8], args: &[&str]) -> String {
    let vigie = Vigie::new();
    let file = vigie.file(name, bytes);
    let mut all = vec!["import", args[0], file.to_str().unwrap()];
    all.extend(&args[1..]);
    let output = vigie.run(all);
    let folder = format!("{}/", file.parent().unwrap().display());
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        said(&output)
    )
    .replace(&folder, "")
}

#[test]
fn the_messages_that_people_see_most_can_be_read_aloud() {
    let event = |changes: &str| {
        format!(
            r#"{{"id":"00000000-0000-4000-8000-000000000001","kind":"search","at":"2026-03-02T09:15:04Z","query":"rib"{changes}}}"#
        )
    };
    insta::assert_snapshot!(message("a.ndjson", event(r#","total":-1"#).as_bytes(), &["events"]), @r"
    1 read · 0 accepted · 0 there already · 0 in conflict · 1 refused
      wrong_type: 1
    a.ndjson:1: wrong_type: `total` must be a whole number from 0
    ");
    insta::assert_snapshot!(message("a.ndjson", event(r#","total":1e400"#).as_bytes(), &["events"]), @r"
    1 read · 0 accepted · 0 there already · 0 in conflict · 1 refused
      bad_json: 1
    a.ndjson:1: bad_json: number out of range at line 1 column 116
    ");
    insta::assert_snapshot!(message("a.ndjson", event("").replace("search", "swim").as_bytes(), &["events", "--strict"]), @r"
    a.ndjson:1: unknown_kind: kind `swim` is not one of open, search, impression, click, view, vote, message, answer, turn, handoff, redirect, contact, survey, other
    vigie: could not import `a.ndjson`: line 1: kind `swim` is not one of open, search, impression, click, view, vote, message, answer, turn, handoff, redirect, contact, survey, other (unknown_kind); nothing of this file was imported
    ");
    insta::assert_snapshot!(message("a.ndjson", event("").replace("04Z", "04").as_bytes(), &["events", "--strict"]), @r"
    a.ndjson:1: bad_time: `at` must be RFC 3339 with an offset, as 2026-03-02T09:15:04.120Z
    vigie: could not import `a.ndjson`: line 1: `at` must be RFC 3339 with an offset, as 2026-03-02T09:15:04.120Z (bad_time); nothing of this file was imported
    ");
    insta::assert_snapshot!(message("a.ndjson", event("").replace("2026", "2126").as_bytes(), &["events", "--strict"]), @r"
    a.ndjson:1: future: `at` is 2126-03-02T09:15:04Z, more than a day ahead of this machine's clock
    vigie: could not import `a.ndjson`: line 1: `at` is 2126-03-02T09:15:04Z, more than a day ahead of this machine's clock (future); nothing of this file was imported
    ");
    insta::assert_snapshot!(message("a.ndjson", b"{\"id\":", &["events"]), @r"
    1 read · 0 accepted · 0 there already · 0 in conflict · 1 refused
      bad_json: 1
    a.ndjson:1: bad_json: EOF while parsing a value at line 1 column 6
    ");
    insta::assert_snapshot!(message("a.ndjson.gz", b"no gzip", &["events"]), @"vigie: could not import `a.ndjson.gz`: its name ends in .gz, but it is not a gzip file");
    insta::assert_snapshot!(message("a.docx", b"PK", &["faq"]), @"vigie: could not import `a.docx`: `a.docx` is in a form we do not know; give .csv, .tsv, .json, .jsonl, .md or a folder of .md");
    insta::assert_snapshot!(message("a.csv", b"a;b\n1;2\n", &["faq"]), @"vigie: could not import `a.csv`: `a.csv`: no column `question` in the header: a, b");
    insta::assert_snapshot!(message("a.csv", b"id,question,answer\n1,,A\n", &["faq", "--strict"]), @r"
    a.csv:2: missing_question: no question (id `1`)
    vigie: could not import `a.csv`: a.csv:2: missing_question: no question (id `1`); nothing of it was imported
    ");
    insta::assert_snapshot!(message("a.txt", b"hello there\n", &["transcripts"]), @r"
    1 read · 0 accepted · 0 there already · 0 in conflict · 1 refused
      no_speaker: 1
    a.txt:1: no_speaker: no line begins with who speaks, such as `Client :`
    ");
    insta::assert_snapshot!(message("a.csv", b"a,b\n1,2\n", &["transcripts"]), @r"
    1 read · 0 accepted · 0 there already · 0 in conflict · 1 refused
      missing_column: 1
    a.csv:1: missing_column: the first line names no column `conversation_id`
    ");
    insta::assert_snapshot!(message("a.json", b"[{\"id\":1}]", &["transcripts"]), @r"
    1 read · 0 accepted · 0 there already · 0 in conflict · 1 refused
      missing_field: 1
    a.json:1: missing_field: `turns` is missing or no list
    ");
    insta::assert_snapshot!(message("a.ndjson", b"{\"a\":1}\n", &["ubi"]), @r"
    1 read · 0 accepted · 0 there already · 0 in conflict · 1 refused
      unknown_type: 1
    a.ndjson:1: unknown_type: neither a query nor an event: no `user_query`, no `action_name`
    ");
    insta::assert_snapshot!(message("a.ndjson", b"{\"a\":1}\n", &["rasa"]), @r"
    1 read · 0 accepted · 0 there already · 0 in conflict · 1 refused
      missing_field: 1
    a.ndjson:1: missing_field: `event` is missing or empty
    ");
}
