//! The messages that people see most, to be read aloud when they change.

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
    vigie: could not import `a.ndjson`: no record of it could be read (1 refused)
    ");
    insta::assert_snapshot!(message("a.ndjson", event(r#","total":1e400"#).as_bytes(), &["events"]), @r"
    1 read · 0 accepted · 0 there already · 0 in conflict · 1 refused
      bad_json: 1
    a.ndjson:1: bad_json: number out of range at column 116
    vigie: could not import `a.ndjson`: no record of it could be read (1 refused)
    ");
    insta::assert_snapshot!(message("a.ndjson", event("").replace("search", "swim").as_bytes(), &["events", "--strict"]), @r"
    a.ndjson:1: unknown_kind: kind `swim` is not one of open, search, impression, click, view, vote, message, answer, form, closing, turn, handoff, redirect, queued, contact, answered, response, abandoned, ended, resolved, reopened, survey, review, audit, work, acquired, kept, left, purchase, spend, referral, comment, reply, other
    vigie: could not import `a.ndjson`: line 1: kind `swim` is not one of open, search, impression, click, view, vote, message, answer, form, closing, turn, handoff, redirect, queued, contact, answered, response, abandoned, ended, resolved, reopened, survey, review, audit, work, acquired, kept, left, purchase, spend, referral, comment, reply, other (unknown_kind); nothing of this file was imported
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
    a.ndjson:1: bad_json: the record breaks off at column 6
    vigie: could not import `a.ndjson`: no record of it could be read (1 refused)
    ");
    insta::assert_snapshot!(message("a.ndjson.gz", b"no gzip", &["events"]), @"vigie: could not import `a.ndjson.gz`: its name ends in .gz, but it is not a gzip file");
    insta::assert_snapshot!(message("a.csv", b"id,question,answer\n1,Q,A\n", &["events"]), @"vigie: could not import `a.csv`: it holds FAQ entries, which `vigie import faq` reads");
    insta::assert_snapshot!(message("a.json", b"[{\"id\":1,\"turns\":[]}]", &["faq"]), @"vigie: could not import `a.json`: it holds conversations, which `vigie import transcripts` reads");
    insta::assert_snapshot!(message("a.docx", b"PK", &["faq"]), @"vigie: could not import `a.docx`: its name does not tell a form we know; give .csv, .tsv, .json, .jsonl, .md or a folder of .md");
    insta::assert_snapshot!(message("a.csv", b"a;b\n1;2\n", &["faq"]), @"vigie: could not import `a.csv`: no column `question` in the header: a, b");
    insta::assert_snapshot!(message("a.csv", b"id,question,answer\n1,,A\n", &["faq", "--strict"]), @r"
    a.csv:2: missing_question: no question (id `1`)
    vigie: could not import `a.csv`: line 2: no question (id `1`) (missing_question); nothing of this file was imported
    ");
    insta::assert_snapshot!(message("a.txt", b"hello there\n", &["transcripts"]), @r"
    1 read · 0 accepted · 0 there already · 0 in conflict · 1 refused
      no_speaker: 1
    a.txt:1: no_speaker: no line begins with who speaks, such as `Client :`
    vigie: could not import `a.txt`: no record of it could be read (1 refused)
    ");
    insta::assert_snapshot!(message("a.csv", b"a,b\n1,2\n", &["transcripts"]), @r"
    1 read · 0 accepted · 0 there already · 0 in conflict · 1 refused
      missing_column: 1
    a.csv:1: missing_column: the first line names no column `conversation_id`
    vigie: could not import `a.csv`: no record of it could be read (1 refused)
    ");
    insta::assert_snapshot!(message("a.json", b"[{\"id\":1}]", &["transcripts"]), @r"
    1 read · 0 accepted · 0 there already · 0 in conflict · 1 refused
      missing_field: 1
    a.json:1: missing_field: `turns` is missing or no list
    vigie: could not import `a.json`: no record of it could be read (1 refused)
    ");
    insta::assert_snapshot!(message("a.ndjson", b"{\"a\":1}\n", &["ubi"]), @r"
    1 read · 0 accepted · 0 there already · 0 in conflict · 1 refused
      unknown_type: 1
    a.ndjson:1: unknown_type: neither a query nor an event: no `user_query`, no `action_name`
    vigie: could not import `a.ndjson`: no record of it could be read (1 refused)
    ");
    insta::assert_snapshot!(message("a.ndjson", b"{\"a\":1}\n", &["rasa"]), @r"
    1 read · 0 accepted · 0 there already · 0 in conflict · 1 refused
      missing_field: 1
    a.ndjson:1: missing_field: `event` is missing or empty
    vigie: could not import `a.ndjson`: no record of it could be read (1 refused)
    ");
}

/// A site with a search on the 2nd and on the 30th of March 2026, and a hand-off on that day.
fn with_two_days() -> Vigie {
    let vigie = Vigie::new();
    let event = |n: u32, at: &str, kind: &str, more: &str| {
        format!(
            r#"{{"id":"00000000-0000-4000-8000-00000000000{n}","kind":"{kind}","at":"{at}","client":"c{n}","channel":"web","lang":"fr"{more}}}"#
        )
    };
    let search = r#","query":"changer mon RIB","total":0"#;
    let events = [
        event(1, "2026-03-02T09:15:00Z", "search", search),
        event(2, "2026-03-30T23:15:00Z", "search", search),
        event(
            2,
            "2026-03-30T23:16:00Z",
            "handoff",
            r#","cause":"offered""#,
        )
        .replace("0002\"", "0003\""),
    ];
    let file = vigie.file("events.ndjson", events.join("\n"));
    vigie.ok(["import", "events", "--strict", file.to_str().unwrap()]);
    vigie
}

#[test]
fn a_filter_that_fits_nothing_is_named_with_what_there_is() {
    let vigie = with_two_days();
    let asked = [
        "--channel",
        "phnoe",
        "--lang",
        "xx",
        "--theme",
        "",
        "--application",
        "app",
    ];
    for command in [
        &["report"][..],
        &["unanswered"],
        &["handoffs"],
        &["kpi", "run", "searches"],
    ] {
        let output = vigie.run([command, &asked].concat());
        assert!(output.status.success());
        insta::allow_duplicates! {
            insta::assert_snapshot!(said(&output), @r#"
            nothing has the channel `phnoe`; there is `web`
            nothing has the lang `xx`; there is `fr`
            nothing has the application `app`; none is given
            "#);
        }
    }
    let every = vigie.run(["report", "--lang", ""]);
    assert_eq!(said(&every), "everything has a lang; there is `fr`\n");
    let fits = vigie.run(["report", "--channel", "web", "--lang", "fr"]);
    assert_eq!(said(&fits), "");
}

#[test]
fn a_period_without_data_is_named_with_the_last_day_that_has_some() {
    let vigie = with_two_days();
    let later = vigie.run(["report", "--from", "2026-04-01"]);
    insta::assert_snapshot!(said(&later), @"there is no data in 2026-04-01 … 2026-04-01; the last day that holds data is 2026-03-30");
    let faq = Vigie::new();
    let file = faq.file("faq.csv", "question,answer\nRIB ?,Ici.\n");
    faq.ok(["import", "faq", file.to_str().unwrap()]);
    let empty = faq.run(["report"]);
    insta::assert_snapshot!(said(&empty), @"there is no data yet: `vigie import events FILE` or `vigie import transcripts FILE` takes some in");
}

#[test]
fn an_end_alone_asks_for_the_days_that_hold_data_up_to_there() {
    let vigie = with_two_days();
    let period = |args: &[&str]| vigie.json([&["report"], args].concat())["period"].clone();
    let days = |from: &str, to: &str| serde_json::json!({"from": from, "to": to});
    assert_eq!(
        period(&["--to", "2026-03-15"]),
        days("2026-03-02", "2026-03-15")
    );
    assert_eq!(
        period(&["--to", "2026-03-30"]),
        days("2026-03-02", "2026-03-30")
    );
    assert_eq!(
        period(&["--to", "2026-03-01"]),
        days("2026-03-01", "2026-03-01")
    );
}

#[test]
fn the_moment_of_asking_is_told_in_the_sites_zone_and_the_readers_language() {
    let vigie = with_two_days();
    vigie.ok(["site", "set", "default", "--zone", "Europe/Paris"]);
    let asked = ["report", "--as-of", "2026-04-30T22:30:00Z"];
    assert!(
        vigie
            .ok(asked)
            .ends_with("As of 1 May 2026, 00:30 (Europe/Paris)\n")
    );
    let french = vigie
        .command(asked)
        .env("VIGIE_LANG", "fr")
        .output()
        .unwrap();
    let french = String::from_utf8(french.stdout).unwrap();
    assert!(
        french.ends_with("Au 1er mai 2026, 00:30 (Europe/Paris)\n"),
        "{french}"
    );
    assert_eq!(vigie.json(asked)["as_of"], "2026-04-30T22:30:00.000Z");
}

#[test]
fn a_kpi_is_explained_in_words_of_the_readers_language() {
    let vigie = Vigie::new();
    let show = |lang: &str| {
        let mut command =
            vigie.command(["kpi", "show", "transfer_to_selfcare_durably_accepted_7d"]);
        let output = command.env("VIGIE_LANG", lang).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.split("  Version").next().unwrap().to_owned()
    };
    insta::assert_snapshot!(show("en"), @r"
    transfer_to_selfcare_durably_accepted_7d
    Durably accepted transfer rate to selfcare, 7 days

    Share of contacts in which a redirect was accepted and the customer had no other
    contact in the 7 days after it. Contacts of unknown customers, and redirects too
    young to be judged, are left out and counted apart.

      Value      share, from 0 to 100%
      Direction  higher is better
      For        Quality, Manager
      Source     EasyVista, « 10 KPI pour analyser la relation client »; Smart
                 Tribune, « KPIs et tableaux de bord »
      Judged     after 7 days
      Left out   rows of unknown customers
    ");
    insta::assert_snapshot!(show("fr"), @r"
    transfer_to_selfcare_durably_accepted_7d
    Taux de redirection durablement acceptée, 7 jours

    Part des contacts où une redirection a été acceptée, sans autre contact du
    client dans les 7 jours suivants. Les contacts de clients inconnus, ou dont la
    redirection est trop récente, sont écartés et comptés à part.

      Valeur   part, de 0 à 100 %
      Sens     plus haut, c’est mieux
      Pour     Qualité, Direction
      Source   EasyVista, « 10 KPI pour analyser la relation client »; Smart
               Tribune, « KPIs et tableaux de bord »
      Jugé     après 7 jours
      Écarté   lignes de clients inconnus
    ");
}

#[test]
fn a_file_that_is_not_there_is_named_with_where_it_was_looked_for() {
    let vigie = Vigie::new();
    let file = vigie.file("there.ndjson", "");
    let mut command = vigie.command(["import", "events", "absent.ndjson"]);
    let output = command
        .current_dir(file.parent().unwrap())
        .output()
        .unwrap();
    let looked_for = file.with_file_name("absent.ndjson");
    let expected = format!(
        "vigie: could not import `absent.ndjson`: there is no file `{}`\n",
        looked_for.display()
    );
    assert_eq!(said(&output), expected);
}

#[test]
fn events_on_articles_that_the_faq_does_not_have_are_counted_in_one_line() {
    let vigie = Vigie::new();
    let event = |n: u32, kind: &str| {
        let at = "2026-03-02T09:15:04Z";
        format!("{{\"id\":\"00000000-0000-4000-8000-{n:012}\",\"at\":\"{at}\",{kind}}}\n")
    };
    let import = |what: &str, name: &str, text: String| {
        let file = vigie.file(name, text);
        said(&vigie.run(["import", what, file.to_str().unwrap()]))
    };
    let click = |n, article: &str| event(n, &format!(r#""kind":"click","article":"{article}""#));
    assert_eq!(import("events", "0.ndjson", click(0, "gone")), "", "no FAQ");
    import("faq", "faq.csv", "id,question\na,Q\n".to_owned());
    assert_eq!(import("events", "1.ndjson", click(1, "a")), "");
    let mut mixed = click(2, "a") + &click(3, "b") + &click(4, "b");
    mixed += &event(5, r#""kind":"vote","helpful":true,"article":"c""#);
    mixed += &event(6, r#""kind":"vote","helpful":true"#);
    mixed += &event(7, r#""kind":"impression","article":"d""#);
    let told = import("events", "2.ndjson", mixed.clone());
    let expected = "2.ndjson: 3 clicks, views and votes are on 2 articles that the FAQ does not have, such as `b`\n";
    assert!(told.ends_with(expected), "{told}");
    assert_eq!(import("events", "2.ndjson", mixed), "", "nothing new");
}
