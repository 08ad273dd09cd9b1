//! KPI files of one's own: computed like those that come with Vigie, and a broken
//! one is named without harm to the others.

use std::path::Path;

use serde_json::Value;

use crate::harness::{Vigie, said};

const EVENTS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/it/kpi_cases/searches.jsonl"
);

const HEADER: &str = "-- title.fr: Recherches longues\n-- title.en: Long searches\n\
    -- kind: ratio\n-- better: none\n-- source: us\n--\n-- Of more than one word.\n\n";

/// Of the seven searches of the file, "rib bancaire" and "plafond carte", both on the web.
const SELECT: &str = "select at, day, channel, lang, application, theme,
  query like '% %' as num, 1 as den, query
from intents";

impl Vigie {
    fn with_searches() -> Vigie {
        let vigie = Vigie::new();
        vigie.ok(["import", "events", EVENTS]);
        vigie
    }

    /// Puts a KPI file into the data folder.
    fn kpi(&self, name: &str, text: &str) {
        self.file(&format!("data/kpi/{name}.sql"), text);
    }

    #[track_caller]
    fn fraction(&self, kpi: &str, channel: &str) -> (f64, f64) {
        let figures = self.json(["kpi", "run", kpi, "--by", "channel"]);
        let figure = &figures["slices"][channel];
        (
            figure["num"].as_f64().unwrap(),
            figure["den"].as_f64().unwrap(),
        )
    }

    /// What is said of a bad file, while the others work.
    #[track_caller]
    fn is_refused(&self, name: &str, reason: &str) {
        let checked = self.run(["kpi", "check"]);
        assert_eq!(checked.status.code(), Some(1), "{name}");
        let said = String::from_utf8(checked.stderr).unwrap();
        let line = said.lines().find(|line| line.contains(reason));
        let line = line.unwrap_or_else(|| panic!("{name}: {said}"));
        let file = Path::new("kpi").join(format!("{name}.sql"));
        assert!(line.contains(file.to_str().unwrap()), "{line}");
        assert_eq!(
            self.fraction("zero_result_rate", "web"),
            (1.0, 3.0),
            "{name}"
        );
        self.ok(["report"]);
    }
}

#[test]
fn a_kpi_of_ones_own_is_listed_and_computed_over_history() {
    let vigie = Vigie::with_searches();
    vigie.ok(["report"]);
    vigie.kpi("long_searches", &format!("{HEADER}{SELECT};\n"));
    vigie.ok(["kpi", "check"]);
    let list = vigie.json(["kpi", "list"]);
    let titles: Vec<&Value> = list["kpis"].as_array().unwrap().iter().collect();
    let own = titles.iter().find(|kpi| kpi["name"] == "long_searches");
    assert_eq!(own.unwrap()["title"]["fr"], "Recherches longues");
    assert!(
        vigie
            .ok(["kpi", "show", "long_searches"])
            .contains("Of more than one word.")
    );
    assert_eq!(vigie.fraction("long_searches", "web"), (2.0, 3.0));
    assert_eq!(vigie.fraction("long_searches", "app"), (0.0, 3.0));
    let by_query = vigie.json(["kpi", "run", "long_searches", "--by", "query"]);
    assert_eq!(by_query["slices"]["rib bancaire"]["value"], 1.0);
}

#[test]
fn the_readmes_own_kpi_is_computed_and_as_many_as_it_says() {
    let readme = include_str!("../../README.md");
    let sql = readme.split("```sql\n").nth(1).unwrap();
    let vigie = Vigie::with_searches();
    vigie.kpi("one_word_searches", sql.split("```").next().unwrap());
    let printed = vigie.ok(["kpi", "check"]);
    assert!(
        readme.contains(&format!("$ vigie kpi check\n{printed}")),
        "{printed}"
    );
    vigie.ok(["kpi", "run", "one_word_searches"]);
}

#[test]
fn a_changed_definition_is_computed_again_and_a_removed_one_is_gone() {
    let vigie = Vigie::with_searches();
    let text = format!("{HEADER}{SELECT}\n");
    vigie.kpi("long_searches", &text);
    let version = |vigie: &Vigie| vigie.json(["kpi", "run", "long_searches"])["version"].clone();
    let first = version(&vigie);
    vigie.kpi(
        "long_searches",
        &text.replace("from intents", "from intents where total > 0"),
    );
    assert_eq!(vigie.fraction("long_searches", "web"), (1.0, 2.0));
    assert_ne!(version(&vigie), first);
    std::fs::remove_file(vigie.data().join("kpi/long_searches.sql")).unwrap();
    let gone = vigie.run(["kpi", "run", "long_searches"]);
    assert_eq!(gone.status.code(), Some(1));
    vigie.ok(["check", "--recompute"]);
}

#[test]
fn new_events_are_counted_by_kpis_of_ones_own_too() {
    let vigie = Vigie::with_searches();
    vigie.kpi("long_searches", &format!("{HEADER}{SELECT}\n"));
    assert_eq!(vigie.fraction("long_searches", "web"), (2.0, 3.0));
    let more = r#"{"id":"00000000-0000-4000-8000-000000000099","at":"2025-03-03T15:00:00Z",
        "kind":"search","client":"c1","channel":"web","query":"changer de forfait"}"#;
    let more = vigie.file("more.jsonl", more.replace('\n', ""));
    vigie.ok(["import", "events", more.to_str().unwrap()]);
    assert_eq!(vigie.fraction("long_searches", "web"), (3.0, 4.0));
    vigie.ok(["check", "--recompute"]);
}

/// Sums of fractions depend on the order in which they are made: that is no damage.
#[test]
fn fractions_that_came_one_after_the_other_are_as_the_events_give_them() {
    let vigie = Vigie::new();
    let sevenths = SELECT.replace("query like '% %' as num", "length(query) / 7.0 as num");
    vigie.kpi("sevenths", &format!("{HEADER}{sevenths}"));
    for number in 1..12 {
        let event = serde_json::json!({
            "id": format!("00000000-0000-4000-8000-{number:012}"), "kind": "search",
            "at": "2025-03-03T09:00:00Z", "client": format!("c-{number}"),
            "query": "r".repeat(number), "query_id": format!("q-{number}"),
        });
        let file = vigie.file(&format!("{number}.jsonl"), event.to_string());
        vigie.ok(["import", "events", file.to_str().unwrap()]);
        vigie.ok(["kpi", "run", "sevenths"]);
    }
    vigie.ok(["check", "--recompute"]);
}

#[test]
fn any_comments_and_semicolons_at_the_end_are_fine() {
    let vigie = Vigie::with_searches();
    vigie.kpi("commented", &format!("{HEADER}{SELECT} -- all of them"));
    vigie.kpi("ended", &format!("{HEADER}{SELECT};\n\n"));
    vigie.kpi(
        "with_names",
        &format!("{HEADER}with asked as ({SELECT}) select * from asked"),
    );
    vigie.ok(["kpi", "check"]);
    for kpi in ["commented", "ended", "with_names"] {
        assert_eq!(vigie.fraction(kpi, "web"), (2.0, 3.0), "{kpi}");
    }
}

#[test]
fn a_broken_file_is_named_with_its_reason_and_the_others_work() {
    let vigie = Vigie::with_searches();
    let writes = "delete from intents returning at, day, channel, lang, application, theme, \
        1 as num, 1 as den";
    let broken = [
        (
            "header",
            format!("{HEADER}{SELECT}").replace("ratio", "shares"),
            "`kind` cannot be",
        ),
        ("no_select", HEADER.to_owned(), "no SELECT"),
        (
            "column",
            format!("{HEADER}{SELECT}").replace("query like", "question like"),
            "question",
        ),
        (
            "table",
            format!("{HEADER}{SELECT}").replace("intents", "searches"),
            "searches",
        ),
        ("writes", format!("{HEADER}{writes}"), "only reads"),
        (
            "no_den",
            format!("{HEADER}{SELECT}").replace("1 as den, ", ""),
            "does not give den",
        ),
        (
            "no_moment",
            format!("{HEADER}{SELECT}").replace("-- better", "-- window: 24h\n-- better"),
            "does not give judged_at",
        ),
        (
            "two",
            format!("{HEADER}{SELECT}; select 1"),
            "ultiple statements",
        ),
        (
            "comment",
            format!("{HEADER}{SELECT}; -- end"),
            "syntax error",
        ),
        (
            "parameter",
            format!("{HEADER}{SELECT} where lang = ?"),
            "parameter",
        ),
        (
            "not_sql",
            format!("{HEADER}how many searches?"),
            "syntax error",
        ),
        (
            "zero_result_rate",
            format!("{HEADER}{SELECT}"),
            "of this name",
        ),
    ];
    for (name, text, reason) in &broken {
        vigie.kpi(name, text);
        vigie.is_refused(name, reason);
        let listed = said(&vigie.run(["kpi", "list"]));
        assert!(listed.contains(reason), "{listed}");
        std::fs::remove_file(vigie.data().join(format!("kpi/{name}.sql"))).unwrap();
    }
    vigie.ok(["kpi", "check"]);
}

#[test]
fn one_that_fails_on_the_facts_is_named_and_works_once_it_is_mended() {
    let vigie = Vigie::with_searches();
    let bad = SELECT.replace("query like '% %'", "json_extract(query, '$.words')");
    vigie.kpi("long_searches", &format!("{HEADER}{bad}\n"));
    vigie.is_refused("long_searches", "malformed JSON");
    let asked = vigie.run(["kpi", "run", "long_searches"]);
    assert_eq!(asked.status.code(), Some(1));
    let said = String::from_utf8(asked.stderr).unwrap();
    assert!(said.contains("malformed JSON"), "{said}");
    vigie.ok(["check", "--recompute"]);
    vigie.kpi("long_searches", &format!("{HEADER}{SELECT}\n"));
    assert_eq!(vigie.fraction("long_searches", "web"), (2.0, 3.0));
    vigie.ok(["kpi", "check"]);
}

#[test]
fn one_that_new_events_break_gives_way_to_the_others() {
    let vigie = Vigie::with_searches();
    let fragile = SELECT.replace(
        "query like '% %'",
        "case when query = 'bad' then json('{') end",
    );
    vigie.kpi("fragile", &format!("{HEADER}{fragile}\n"));
    vigie.ok(["kpi", "check"]);
    let more = r#"{"id":"00000000-0000-4000-8000-000000000099","at":"2025-03-03T15:00:00Z","kind":"search","client":"c9","query":"bad"}"#;
    let more = vigie.file("more.jsonl", more);
    vigie.ok(["import", "events", more.to_str().unwrap()]);
    vigie.is_refused("fragile", "malformed JSON");
    vigie.ok(["check", "--recompute"]);
}

#[test]
fn one_whose_rows_do_not_stand_for_themselves_is_set_aside_with_its_line() {
    let vigie = Vigie::with_searches();
    for (name, select, reason) in [
        ("grouped", format!("{SELECT}\ngroup by query"), "line 12: it groups"),
        ("limited", format!("{SELECT}\n\nlimit 5"), "line 13: it stops"),
        ("distinct_one", SELECT.replace("select", "select distinct"), "line 9: it drops"),
        (
            "ranked",
            SELECT.replace("1 as den", "row_number() over (order by at) as den"),
            "line 10: `row_number` computes over several rows",
        ),
        (
            "merged",
            format!("{SELECT}\nunion {SELECT}"),
            "line 12: it groups, sorts or merges",
        ),
        (
            "joined",
            SELECT.replace("from intents", "from intents join clicks using (at, day, channel, lang, application, theme, query)"),
            "line 11: it looks at other rows",
        ),
        ("clocked", SELECT.replace("1 as den", "unixepoch() as den"), "line 10: `unixepoch` tells the time"),
        ("of_sums", SELECT.replace("intents", "cubes"), "line 11: no such table: cubes"),
    ] {
        vigie.kpi(name, &format!("{HEADER}{select}\n"));
        vigie.is_refused(name, reason);
        let listed = said(&vigie.run(["kpi", "list"]));
        assert!(listed.contains(reason), "{listed}");
        std::fs::remove_file(vigie.data().join(format!("kpi/{name}.sql"))).unwrap();
    }
    vigie.kpi("both", &format!("{HEADER}{SELECT}\nunion all {SELECT}\n"));
    vigie.ok(["kpi", "check"]);
    assert_eq!(vigie.fraction("both", "web"), (4.0, 6.0));
}

#[test]
fn a_window_and_rows_left_out_work_for_ones_own_kpi_as_events_come() {
    let vigie = Vigie::with_searches();
    let header = HEADER.replace(
        "-- better",
        "-- window: 1h\n-- left_out.fr: sans recherche\n-- left_out.en: without a search\n-- better",
    );
    // What a row that is left out has in `num` does not matter.
    let select = "select at, day, channel, lang, application, theme,
      iif(engaged, answered, null) as num, 1 as den,
      ended_at + 3600000 as judged_at, not engaged as left_out
    from episodes";
    vigie.kpi("answered", &format!("{header}{select}\n"));
    let asked = |as_of: &str| {
        let figures = vigie.json(["kpi", "run", "answered", "--as-of", as_of]);
        let figure = &figures["slices"][""];
        ["n", "too_young", "left_out"].map(|name| figure[name].as_u64().unwrap())
    };
    let whole: u64 = asked("2025-04-01")[0];
    let mut lines = String::new();
    for (n, (at, kind)) in [("15:00", "open"), ("15:10", "open"), ("20:00", "search")]
        .iter()
        .enumerate()
    {
        lines.push_str(&format!(
            r#"{{"id":"00000000-0000-4000-8000-00000000009{n}","at":"2025-03-03T{at}:00Z","kind":"{kind}","client":"n{n}","query":"rib"}}"#
        ));
        lines.push('\n');
    }
    let more = vigie.file("more.jsonl", lines);
    vigie.ok(["import", "events", more.to_str().unwrap()]);
    assert_eq!(asked("2025-03-03T20:59:59Z"), [whole, 1, 2]);
    assert_eq!(asked("2025-03-03T21:00:00Z"), [whole + 1, 0, 2]);
    vigie.ok(["check", "--recompute"]);
    let said = vigie.ok(["kpi", "run", "answered"]);
    assert!(
        said.contains("Left out: 2 without a search · 0 too young"),
        "{said}"
    );
}
