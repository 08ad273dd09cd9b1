//! What the header of a KPI can say, as `vigie` answers to it: a site's own numbers, who
//! needs it, what it needs, what it is made of, and how sure it is.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::harness::{Vigie, said};

const EVENTS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/it/kpi_cases/searches.jsonl"
);

/// All seven searches of the file.
const SELECT: &str = "select at, day, channel, lang, application, theme,
  length(query) > 8 as num, 1 as den, query
from intents";

/// A file of a kind, with more lines in its header.
fn file(kind: &str, lines: &[&str], select: &str) -> String {
    let lines: String = lines.iter().map(|line| format!("-- {line}\n")).collect();
    format!(
        "-- title.fr: Recherches longues\n-- title.en: Long searches\n-- kind: {kind}\n\
         -- better: lower\n-- source: us\n{lines}--\n-- Many letters.\n-- fr: Été.\n\n{select}\n"
    )
}

fn with_searches() -> Vigie {
    let vigie = Vigie::new();
    vigie.ok(["import", "events", EVENTS]);
    vigie
}

impl Vigie {
    fn own(&self, name: &str, text: &str) {
        self.file(&format!("data/kpi/{name}.sql"), text);
    }

    fn figure(&self, kpi: &str) -> Value {
        self.json(["kpi", "run", kpi])["slices"][""].clone()
    }
}

#[test]
fn a_site_has_its_own_targets_and_parameters_and_gives_them_back() {
    let vigie = with_searches();
    let select = SELECT.replace("> 8", "> :letters");
    vigie.own(
        "long.ones",
        &file("ratio", &["param.letters: 8", "target: 0.5"], &select),
    );
    let version = |vigie: &Vigie| vigie.json(["kpi", "run", "long.ones"])["version"].clone();
    assert_eq!(vigie.figure("long.ones")["num"], 2.0);
    let first = version(&vigie);
    let set = [
        "site",
        "set",
        "default",
        "--param",
        "long.ones.letters=5",
        "--target",
        "long.ones=0.9",
    ];
    vigie.ok(set);
    // Another number is another definition, and its sums are computed anew.
    assert_eq!(vigie.figure("long.ones")["num"], 6.0);
    assert_ne!(version(&vigie), first);
    assert_eq!(
        vigie.json(["kpi", "run", "long.ones"])["target"]["value"],
        0.9
    );
    let shown = vigie.json(["kpi", "show", "long.ones"]);
    assert_eq!(
        shown["params"]["letters"],
        json!({"default": 8.0, "value": 5.0})
    );
    assert!(
        vigie
            .ok(["kpi", "show", "long.ones"])
            .contains("letters = 5 (by default 8)")
    );
    let settings = vigie.json(["site", "show", "default"]);
    assert_eq!(settings["params"], json!({"long.ones.letters": 5.0}));
    assert_eq!(settings["targets"], json!({"long.ones": 0.9}));
    assert!(
        vigie
            .ok(["site", "show", "default"])
            .contains("param          long.ones.letters=5")
    );
    vigie.ok([
        "site",
        "set",
        "default",
        "--param",
        "long.ones.letters=",
        "--target",
        "long.ones=",
    ]);
    assert_eq!(version(&vigie), first);
    assert_eq!(vigie.figure("long.ones")["num"], 2.0);
    assert_eq!(
        vigie.json(["site", "show", "default"])["targets"],
        json!({})
    );
    vigie.ok(["check", "--recompute"]);
}

#[test]
fn a_number_for_what_there_is_not_is_refused_and_changes_nothing() {
    let vigie = with_searches();
    for (option, given, reason) in [
        ("--target", "no_such=1", "there is no KPI `no_such`"),
        ("--target", "zero_result_rate=20", "its scale is 0..1"),
        ("--target", "zero_result_rate", "no `NAME=NUMBER`"),
        ("--target", "zero_result_rate=much", "no `NAME=NUMBER`"),
        (
            "--param",
            "zero_result_rate.x=1",
            "there is no parameter `zero_result_rate.x`",
        ),
    ] {
        let output = vigie.run(["site", "set", "default", option, given]);
        assert_eq!(output.status.code(), Some(1), "{given}");
        assert!(said(&output).contains(reason), "{given}: {}", said(&output));
    }
    assert_eq!(
        vigie.json(["site", "show", "default"])["targets"],
        json!({})
    );
}

#[test]
fn what_a_log_has_not_is_named_instead_of_a_figure() {
    let vigie = with_searches();
    let counted = SELECT.replace("length(query) > 8", "1");
    vigie.own(
        "asked",
        &file("sum", &[], &format!("{counted}\nwhere channel = 'app'")),
    );
    vigie.own("vendor.rate", &file("ratio", &["needs: asked"], SELECT));
    assert_eq!(
        vigie.json(["kpi", "run", "vendor.rate"])["computable"],
        true
    );
    for by in [&[][..], &["--by", "day"], &["--by", "query"]] {
        let asked = [&["kpi", "run", "vendor.rate", "--channel", "web"], by].concat();
        let text = vigie.ok(asked.clone());
        assert_eq!(
            text.trim(),
            "not computable on this log: needs asked (Long searches)"
        );
        let answer = vigie.json(asked);
        assert_eq!(answer["computable"], false);
        assert_eq!(answer["needs"], json!(["asked"]));
        assert_eq!(answer.get("slices"), None);
    }
    let by_channel = vigie.json(["kpi", "run", "vendor.rate", "--by", "channel"]);
    let channels: Vec<&String> = by_channel["slices"].as_object().unwrap().keys().collect();
    assert_eq!(channels, ["app"]);
}

#[test]
fn kpis_are_listed_by_who_needs_them_and_by_words() {
    let vigie = with_searches();
    vigie.own(
        "for_two",
        &file("ratio", &["users: editor, manager"], SELECT),
    );
    vigie.own("for_nobody", &file("ratio", &[], SELECT));
    let list = vigie.ok(["kpi", "list"]);
    let place = |text: &str| list.find(text).unwrap();
    assert!(place("Knowledge-base editor") < place("for_two"));
    assert!(place("Manager") < place("Others") && place("Others") < place("for_nobody"));
    assert_eq!(list.matches("for_two").count(), 2);
    let named = |args: &[&str]| -> Vec<String> {
        let list = vigie.json([&["kpi", "list"], args].concat());
        let kpis = list["kpis"].as_array().unwrap().iter();
        kpis.map(|kpi| kpi["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let for_two = "for_two".to_owned();
    assert!(named(&["--user", "editor"]).contains(&for_two));
    assert!(named(&["--user", "manager"]).contains(&for_two));
    assert!(!named(&["--user", "quality"]).contains(&for_two));
    // Words of names, titles and explanations, in either language, without accents.
    assert_eq!(named(&["LONGUES", "ete"]), ["for_nobody", "for_two"]);
    assert!(named(&["transfert"]).contains(&"transfer_from_selfcare".to_owned()));
    assert_eq!(
        vigie.run(["kpi", "list", "--user", "boss"]).status.code(),
        Some(2)
    );
}

#[test]
fn a_kpi_that_names_what_cannot_be_had_is_set_aside_with_its_line() {
    let vigie = with_searches();
    let formula = |of: &str, text: &str| file("formula", &[of], text);
    vigie.own(
        "of_nothing",
        &formula("of: no_such", "select no_such as value"),
    );
    vigie.own("one", &formula("of: other", "select other as value"));
    vigie.own("other", &formula("of: one", "select one as value"));
    vigie.own("nameless", &formula("of: searches", "select searches"));
    vigie.own(
        "unknown_part",
        &formula("of: searches", "select episodes as value"),
    );
    vigie.own(
        "asks",
        &formula(
            "of: searches",
            "select (select count(*) from sqlite_schema) as value",
        ),
    );
    vigie.own(
        "two",
        &formula("of: searches", "select 1, searches as value"),
    );
    vigie.own(
        "by_zero",
        &formula("of: searches", "select searches / 0.0 as value"),
    );
    vigie.own(
        "no_den",
        &file("ratio", &[], &SELECT.replace("1 as den", "0 as den")),
    );
    vigie.own("no_person", &file("persons", &[], SELECT));
    vigie.own("wanting", &file("ratio", &["needs: one"], SELECT));
    vigie.own(
        "fragile",
        &file(
            "ratio",
            &[],
            &SELECT.replace("length(query)", "json(query)"),
        ),
    );
    vigie.own("leans", &formula("of: fragile", "select fragile as value"));
    let output = vigie.run(["kpi", "check"]);
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    for (name, reason) in [
        ("of_nothing", "line 6: there is no KPI `no_such`"),
        ("one", "line 6: `other` cannot be used"),
        ("other", "line 6: it is made of itself: one → other → one"),
        ("nameless", "a formula must give one column, `value`"),
        ("unknown_part", "line 11: no such column: episodes"),
        ("asks", "line 11: `count` computes over several rows"),
        ("two", "a formula gives `value`, and `low` and `high`"),
        ("by_zero", "line 11: it divides by zero"),
        ("no_den", "line 11: it divides by zero"),
        ("no_person", "its SELECT does not give person"),
        ("wanting", "line 6: `one` cannot be used"),
        ("fragile", "malformed JSON"),
        ("leans", "`fragile` fails"),
    ] {
        let line = said
            .lines()
            .find(|line| line.contains(&format!("/{name}.sql")));
        assert!(
            line.is_some_and(|line| line.contains(reason)),
            "{name}: {said}"
        );
    }
    assert_eq!(vigie.figure("searches")["num"], 7.0);
}

#[test]
fn the_service_names_what_cannot_be_used_when_it_starts() {
    let vigie = with_searches();
    vigie.own("unread", "-- title.fr: x\n");
    let fragile = SELECT.replace("length(query)", "json(query)");
    vigie.own("fragile", &file("ratio", &[], &fragile));
    let mut serve = vigie.command(["serve", "--listen", "127.0.0.1:0"]);
    let mut serve = serve.stderr(Stdio::piped()).spawn().unwrap();
    let log = BufReader::new(serve.stderr.take().unwrap());
    let mut log = log.lines().map_while(Result::ok);
    // The one from the file itself, the other once the facts are there.
    for (name, reason) in [("unread", "no SELECT"), ("fragile", "malformed JSON")] {
        let line = log.find(|line| line.contains(&format!("{name}.sql")));
        assert!(line.unwrap().contains(reason), "{name}");
    }
    serve.kill().unwrap();
    serve.wait().unwrap();
}

#[test]
fn a_formula_is_asked_like_any_kpi_and_has_no_rows() {
    let vigie = with_searches();
    let formula = file(
        "formula",
        &["of: zero_result_rate, no_click_rate"],
        "select zero_result_rate * no_click_rate as value",
    );
    vigie.own("product", &formula);
    let figure = vigie.figure("product");
    assert!((figure["value"].as_f64().unwrap() - 2.0 / 6.0 * 2.0 / 5.0).abs() < 1e-12);
    assert_eq!(figure["method"], "mover");
    let by_channel = vigie.json(["kpi", "run", "product", "--by", "channel"]);
    let app = by_channel["slices"]["app"]["value"].as_f64().unwrap();
    assert!((app - 0.25).abs() < 1e-12);
    let rows = vigie.run(["kpi", "run", "product", "--rows"]);
    assert_eq!(rows.status.code(), Some(2));
    assert!(said(&rows).contains("it is made of zero_result_rate, no_click_rate"));
}

/// So many searches on one day, of which some find nothing.
fn day(day: &str, all: usize, empty: usize) -> String {
    let line = |n: usize| {
        let total = usize::from(n >= empty);
        format!(
            r#"{{"id":"00000000-0000-4000-8000-{day}{n:010}","kind":"search","at":"2026-03-{day}T09:00:00Z","client":"c{n}","query":"rib {n}","total":{total}}}"#
        )
    };
    (0..all).map(|n| line(n) + "\n").collect()
}

#[test]
fn a_figure_says_how_sure_it_is_and_what_became_of_it() {
    let vigie = Vigie::new();
    let events = day("01", 200, 20) + &day("02", 200, 80) + &day("04", 5, 5);
    let events = vigie.file("events.jsonl", events);
    vigie.ok(["import", "events", events.to_str().unwrap()]);
    let run = |day: &str| {
        let day = format!("2026-03-{day}");
        vigie.json([
            "kpi",
            "run",
            "zero_result_rate",
            "--from",
            &day,
            "--to",
            &day,
        ])
    };
    let second = run("02");
    assert_eq!(second["slices"][""]["method"], "wilson");
    assert_eq!(second["change"]["says"], "up");
    assert_eq!(second["change"]["before"]["num"], 20.0);
    assert!(second["change"]["low"].as_f64().unwrap() > 0.0);
    let of_few = run("04");
    assert_eq!(of_few["change"]["says"], "too_few");
    assert_eq!(of_few["slices"][""]["too_few"], true);
    let text = vigie.ok([
        "kpi",
        "run",
        "zero_result_rate",
        "--from",
        "2026-03-02",
        "--to",
        "2026-03-02",
    ]);
    assert!(
        text.contains("Before (2026-03-01 … 2026-03-01) 10.0% · +30.0"),
        "{text}"
    );
    assert!(text.contains("· up\n"), "{text}");
    // The same question, the same bytes: also where rows are drawn again.
    vigie.own(
        "letters",
        &file(
            "mean",
            &[],
            &SELECT.replace("length(query) > 8", "length(query)"),
        ),
    );
    let asked = ["kpi", "run", "letters", "--as-of", "2026-04-01", "--json"];
    let once = vigie.ok(asked);
    assert!(once.contains("\"bootstrap\""), "{once}");
    assert_eq!(once, vigie.ok(asked));
}

#[test]
fn a_change_is_explained_by_what_was_planted() {
    let vigie = Vigie::new();
    let mut events = String::new();
    for (date, failing) in [("01", 10), ("02", 60)] {
        for (channel, all, empty) in [("web", 200, 20), ("app", 100, failing)] {
            let named = format!("\"channel\":\"{channel}\",\"client\":\"{channel}");
            let lines = day(date, all, empty).replace("\"client\":\"", &named);
            events += &lines.replace("8000-", if channel == "web" { "8001-" } else { "8002-" });
        }
    }
    let events = vigie.file("events.jsonl", events);
    vigie.ok(["import", "events", events.to_str().unwrap()]);
    let asked = [
        "kpi",
        "explain",
        "zero_result_rate",
        "--from",
        "2026-03-02",
        "--to",
        "2026-03-02",
    ];
    let told = vigie.json(asked);
    let first = &told["splits"][0];
    assert_eq!(first["axes"], json!(["channel"]));
    assert_eq!(first["effects"][0]["values"], json!({"channel": "app"}));
    let by = told["change"]["by"].as_f64().unwrap();
    assert!((by - 50.0 / 300.0).abs() < 1e-12);
    let effects = first["effects"].as_array().unwrap().iter();
    let sum: f64 = effects
        .map(|it| it["mix"].as_f64().unwrap() + it["rate"].as_f64().unwrap())
        .sum();
    assert!((sum - by).abs() < 1e-9);
    assert_eq!(told["change"]["says"], "up");
    let text = vigie.ok(asked);
    let words = "channel app: its own value went from 10.0% to 60.0%, 33.3% of all cases: +16.7";
    assert!(text.replace('\n', " ").contains(words), "{text}");
    let turned = [
        &asked[..],
        &["--before-from", "2026-03-02", "--before-to", "2026-03-01"],
    ]
    .concat();
    assert_eq!(vigie.run(turned).status.code(), Some(2));
    let of_formula = vigie.run(["kpi", "explain", "zero_result_rate", "--by", "colour"]);
    assert_eq!(of_formula.status.code(), Some(2));
}

#[test]
fn rows_that_count_above_and_not_below_are_named_but_computed() {
    let vigie = with_searches();
    let select = SELECT.replace("1 as den", "length(query) <= 8 as den");
    vigie.own("odd", &file("ratio", &["scale: 0.."], &select));
    vigie.own(
        "both",
        &file(
            "ratio",
            &["scale: 0.."],
            &format!("{select}\nunion all {SELECT}"),
        ),
    );
    let output = vigie.run(["kpi", "check"]);
    assert_eq!(output.status.code(), Some(0));
    let said = said(&output);
    assert!(
        said.contains("odd.sql: rows whose den is 0 and num is not: 2"),
        "{said}"
    );
    assert!(!said.contains("both.sql"), "{said}");
    assert_eq!(vigie.figure("odd")["num"], 2.0);
}

#[test]
fn the_tables_are_told_with_what_their_columns_mean() {
    let vigie = Vigie::new();
    let told = vigie.json(["kpi", "tables", "contacts"]);
    let tables = told["tables"].as_array().unwrap();
    assert_eq!((tables.len(), &tables[0]["table"]), (1, &"contacts".into()));
    let columns = tables[0]["columns"].as_array().unwrap();
    let wait = columns.iter().find(|column| column["column"] == "wait");
    let expected = json!({
        "column": "wait", "holds": "integer", "may_be_null": true,
        "means": "ms until answered or abandoned: as told, else from the queue; \
            null for calls by the house",
    });
    assert_eq!(wait, Some(&expected));
    let text = vigie.ok(["kpi", "tables"]);
    assert!(
        text.contains("intents · One search as the person meant it."),
        "{text}"
    );
    assert!(!text.contains("cubes"), "{text}");
}
