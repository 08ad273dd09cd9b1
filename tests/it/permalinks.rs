//! A figure's link: the same figure, bit for bit, after more has come; and what was kept
//! where it cannot be computed any more.

use serde_json::{Value, json};

use crate::harness::{Vigie, said};

/// Searches of a day, from a number on, every third without result; one customer each.
fn searches(from: usize, to: usize) -> String {
    let lines = (from..to).map(|n| {
        let id = uuid::Uuid::from_u128(n as u128 + 1).to_string();
        let minute = n % 60;
        let hour = n / 60 % 24;
        json!({
            "id": id, "kind": "search", "at": format!("2026-03-02T{hour:02}:{minute:02}:00Z"),
            "client": format!("c-{n}"), "query": format!("rib {n}"), "channel": "web",
            "total": if n % 3 == 0 { 0 } else { 4 },
        })
        .to_string()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn import(vigie: &Vigie, name: &str, lines: &str) {
    let file = vigie.file(name, lines);
    vigie.ok(["import", "events", file.to_str().unwrap()]);
}

const RUN: [&str; 8] = [
    "kpi",
    "run",
    "zero_result_rate",
    "--from",
    "2026-03-02",
    "--to",
    "2026-03-02",
    "--as-of=2026-04-01T00:00:00Z",
];

fn run(vigie: &Vigie) -> Value {
    vigie.json(RUN)
}

fn open(vigie: &Vigie, link: &str) -> Value {
    vigie.json(["kpi", "figure", link])
}

#[test]
fn a_link_opens_the_same_figure_after_more_events_have_come() {
    let vigie = Vigie::new();
    import(&vigie, "first.jsonl", &searches(0, 90));
    let then = run(&vigie);
    let link = then["link"].as_str().unwrap();
    assert_eq!(
        run(&vigie)["link"],
        link,
        "the same question has the same link"
    );
    import(&vigie, "more.jsonl", &searches(90, 150));
    let now = run(&vigie);
    assert_ne!(now["link"], link);
    assert_ne!(now["slices"][""]["den"], then["slices"][""]["den"]);
    let opened = open(&vigie, link);
    assert_eq!(opened["again"], "same");
    for number in ["n", "num", "den", "value", "low", "high"] {
        assert_eq!(
            opened["kept"][number], then["slices"][""][number],
            "{number}"
        );
    }
    assert_eq!(opened["kept"]["watermark"], 90);
    let printed = vigie.ok(["kpi", "figure", link]);
    assert!(printed.contains("the same, bit for bit"), "{printed}");
    // In another zone days are others, but those of the figure stay what they were.
    vigie.ok(["site", "set", "default", "--zone", "Pacific/Auckland"]);
    assert_eq!(open(&vigie, link)["again"], "same");
}

#[test]
fn a_printed_link_names_its_site_and_can_be_pasted() {
    let vigie = Vigie::new();
    let file = vigie.file("first.jsonl", searches(0, 30));
    let site = ["--site", "shop"];
    vigie.ok(["import", "events", file.to_str().unwrap()]
        .iter()
        .chain(&site));
    let printed = vigie.ok(["kpi", "run", "zero_result_rate"].iter().chain(&site));
    let command = printed.split("Permalink: vigie ").nth(1).unwrap();
    assert!(command.contains("--site shop"), "{command}");
    let opened = vigie.ok(command.split_whitespace());
    assert!(opened.contains("the same, bit for bit"), "{opened}");
    let elsewhere = said(&vigie.run(command.split_whitespace().take(3)));
    assert!(!elsewhere.is_empty(), "{elsewhere}");
}

#[test]
fn fractions_are_the_same_from_events_as_they_were_from_cubes() {
    let vigie = Vigie::new();
    let calls = (0..200_u32).map(|n| {
        let wait = f64::from(n * 7919 % 90_001) / 1000.0;
        json!({
            "id": uuid::Uuid::from_u128(u128::from(n) + 1).to_string(), "kind": "answered",
            "at": "2026-03-02T09:00:00Z", "contact": format!("call-{n}"), "wait": wait,
        })
        .to_string()
    });
    import(&vigie, "calls.jsonl", &calls.collect::<Vec<_>>().join("\n"));
    for kpi in ["waiting_time_p90", "waiting_time"] {
        let then = vigie.json(["kpi", "run", kpi]);
        let opened = open(&vigie, then["link"].as_str().unwrap());
        assert_eq!(opened["again"], "same", "{kpi}");
    }
}

#[test]
fn another_scale_or_least_is_another_version_and_links_keep_theirs() {
    let vigie = Vigie::new();
    import(&vigie, "first.jsonl", &searches(0, 15));
    let mut links = Vec::new();
    for more in ["", "-- least: 100\n", "-- scale: 0.25..1\n"] {
        let header =
            "-- title.fr: x\n-- title.en: x\n-- kind: ratio\n-- better: lower\n-- source: us\n";
        let about = "--\n-- x.\n-- fr: x.\n\n";
        let select = "select at, day, channel, lang, application, theme, no_result as num, 1 as den from intents";
        let folder = vigie.data().join("kpi");
        std::fs::create_dir_all(&folder).unwrap();
        let text = format!("{header}{more}{about}{select}");
        std::fs::write(folder.join("mine.sql"), text).unwrap();
        let then = vigie.json(["kpi", "run", "mine"]);
        links.push(then["link"].as_str().unwrap().to_owned());
    }
    for link in &links {
        assert_eq!(open(&vigie, link)["again"], "same");
    }
    links.sort_unstable();
    links.dedup();
    assert_eq!(links.len(), 3);
}

#[test]
fn a_replaced_event_is_the_one_of_then_for_the_figure_of_then() {
    for swapped in [false, true] {
        let vigie = Vigie::new();
        let event = |total: u32| {
            json!({"id": uuid::Uuid::from_u128(7).to_string(), "kind": "search", "client": "c",
                   "at": "2026-03-02T09:00:00Z", "query": "rib", "total": total})
            .to_string()
        };
        let mut contents = [event(0), event(5)];
        if swapped {
            contents.reverse();
        }
        import(&vigie, "one.jsonl", &contents[0]);
        let then = run(&vigie);
        import(&vigie, "other.jsonl", &contents[1]);
        let opened = open(&vigie, then["link"].as_str().unwrap());
        assert_eq!(opened["again"], "same");
        assert_eq!(opened["kept"]["num"], then["slices"][""]["num"]);
    }
}

#[test]
fn where_events_are_gone_the_kept_figure_is_shown_and_that_is_said() {
    let vigie = Vigie::new();
    import(&vigie, "first.jsonl", &searches(0, 30));
    let then = run(&vigie);
    let link = then["link"].as_str().unwrap();
    import(&vigie, "more.jsonl", &searches(30, 40));
    let log = rusqlite::Connection::open(vigie.of_site("default", "events.db")).unwrap();
    log.execute("delete from events where seq = 3", []).unwrap();
    drop(log);
    let opened = open(&vigie, link);
    assert_eq!(opened["again"], "gone");
    assert_eq!(opened["kept"]["value"], then["slices"][""]["value"]);
    let printed = vigie.ok(["kpi", "figure", link]);
    assert!(printed.contains("erased or have expired"), "{printed}");
}

const FILE: &str = "-- title.fr: Courtes\n-- title.en: Short\n-- kind: ratio\n-- better: none\n\
    -- source: us\n-- param.length: 5\n--\n\n\
    select at, day, channel, lang, application, theme, length(query) <= :length as num, 1 as den\n\
    from intents\n";

#[test]
fn a_changed_definition_is_a_new_version_and_both_are_computed_over_all_of_history() {
    let vigie = Vigie::new();
    import(&vigie, "first.jsonl", &searches(0, 30));
    let folder = vigie.data().join("kpi");
    std::fs::create_dir_all(&folder).unwrap();
    let write = |text: &str| std::fs::write(folder.join("short.sql"), text).unwrap();
    let value = |args: &[&str]| {
        let days = ["--from", "2026-03-02", "--to", "2026-03-02"];
        let answer = vigie.json(["kpi", "run", "short"].iter().chain(&days).chain(args));
        (
            answer["slices"][""]["num"].clone(),
            answer["version"].clone(),
            answer["link"].clone(),
        )
    };
    write(FILE);
    let (short, first, link) = value(&[]);
    assert_eq!(short, 10.0, "rib 0 to rib 9");
    write(&FILE.replace("<= :length", "> :length"));
    let (long, second, _) = value(&[]);
    assert_eq!(long, 20.0);
    assert_ne!(first, second);
    let first = first.as_str().unwrap();
    assert_eq!(value(&["--version", first]).0, 10.0);
    assert_eq!(value(&["--version", &first[..6]]).0, 10.0);
    vigie.ok(["site", "set", "default", "--param", "short.length=6"]);
    assert_eq!(value(&[]).0, 0.0, "a parameter is part of the definition");
    let versions = vigie.json(["kpi", "versions", "short"]);
    assert_eq!(
        versions["versions"].as_array().unwrap().len(),
        3,
        "{versions}"
    );
    // By an axis too, and by link although the file is gone.
    let by = vigie.json(["kpi", "run", "short", "--version", first, "--by", "channel"]);
    assert_eq!(by["slices"]["web"]["num"], 10.0);
    std::fs::remove_file(folder.join("short.sql")).unwrap();
    assert_eq!(open(&vigie, link.as_str().unwrap())["again"], "same");
}

#[test]
fn a_link_or_version_that_is_not_known_says_what_to_do() {
    let vigie = Vigie::new();
    import(&vigie, "first.jsonl", &searches(0, 3));
    for (args, says) in [
        (
            &["kpi", "figure", "0123456789abcdef"][..],
            "prints the link of one",
        ),
        (
            &["kpi", "run", "searches", "--version", "77"][..],
            "`vigie kpi versions searches` names them",
        ),
        (
            &["kpi", "versions", "nonsense"][..],
            "`vigie kpi list` names those of now",
        ),
    ] {
        let output = vigie.run(args);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains(says), "{}", said(&output));
    }
}
