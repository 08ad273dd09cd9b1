//! What an import says of what it took, and of what it did besides.

#![allow(clippy::unwrap_used)]

use crate::harness::{Vigie, said};

fn search(n: u32, query: &str) -> String {
    format!(
        r#"{{"id":"00000000-0000-4000-8000-{n:012}","kind":"search","at":"2026-03-02T09:15:04Z","client":"c","query":"{query}"}}"#
    ) + "\n"
}

fn import(vigie: &Vigie, what: &[&str], name: &str, text: &str) -> (Option<i32>, String, String) {
    let file = vigie.file(name, text);
    let folder = file.parent().unwrap().display().to_string() + "/";
    let output = vigie.run([&["import"], what, &[file.to_str().unwrap()]].concat());
    let printed = String::from_utf8(output.stdout.clone()).unwrap();
    (
        output.status.code(),
        printed,
        said(&output).replace(&folder, ""),
    )
}

#[test]
fn a_conflict_is_named_with_its_line_and_many_are_counted() {
    let vigie = Vigie::new();
    import(&vigie, &["events"], "a.jsonl", &search(1, "rib"));
    let other = search(2, "box") + &search(1, "autre");
    let (code, printed, said) = import(&vigie, &["events"], "b.jsonl", &other);
    assert_eq!(code, Some(0));
    assert_eq!(
        said,
        "b.jsonl:2: conflict: id 00000000-0000-4000-8000-000000000001 was sent before with other content\n"
    );
    assert!(printed.contains("1 in conflict"), "{printed}");
    let many = |query| (10..70).map(|n| search(n, query)).collect::<String>();
    import(&vigie, &["events"], "c.jsonl", &many("un"));
    let (_, _, said) = import(&vigie, &["events"], "d.jsonl", &many("deux"));
    assert_eq!(said.lines().count(), 51);
    assert!(said.ends_with("… and 10 more conflicts, counted below\n"));
}

#[test]
fn a_damaged_event_is_left_out_of_an_export_and_mended_by_its_file() {
    let vigie = Vigie::new();
    let events = search(1, "rib") + &search(2, "box");
    import(&vigie, &["events"], "a.jsonl", &events);
    let log = rusqlite::Connection::open(vigie.of_site("default", "events.db")).unwrap();
    log.execute_batch("update events set body = '{}' where seq = 1")
        .unwrap();
    drop(log);
    let output = vigie.run(["export", "events"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8(output.stdout.clone())
            .unwrap()
            .contains("box")
    );
    let names = "row 1 of `events` is not as it was written";
    assert!(said(&output).contains(names), "{}", said(&output));
    let (code, printed, _) = import(&vigie, &["events"], "a.jsonl", &events);
    assert_eq!(code, Some(0));
    assert!(printed.contains("2 there already"), "{printed}");
    assert!(printed.contains(" · 1 mended"), "{printed}");
    assert_eq!(vigie.ok(["export", "events"]).lines().count(), 2);
}

#[test]
fn entries_that_are_archived_are_counted_and_none_is_for_a_broken_file() {
    let vigie = Vigie::new();
    let replace = ["faq", "--replace"];
    import(&vigie, &replace, "a.csv", "id,question\na,Q1\nb,Q2\nc,Q3\n");
    let (code, _, told) = import(&vigie, &replace, "b.csv", "id,question\na,Q1\nb,\n");
    assert_eq!(code, Some(1));
    assert!(told.contains("nothing was archived"), "{told}");
    let (code, _, told) = import(&vigie, &replace, "c.csv", "id,question\na,Q1\n");
    assert_eq!(code, Some(0));
    assert_eq!(told, "c.csv: 2 entries that are not in it were archived\n");
}
