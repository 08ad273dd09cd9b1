//! What people ask and do not find, and what stood before hand-offs.

use serde_json::{Value, json};

use crate::harness::Vigie;

/// Events of people, one a line: client, moment of 2025-03-03, kind, other fields.
type Told<'t> = (&'t str, &'t str, &'t str, Value);

#[track_caller]
fn holding(events: &[Told<'_>]) -> Vigie {
    let lines: Vec<String> = events
        .iter()
        .enumerate()
        .map(|(n, (client, at, kind, fields))| {
            let mut event = json!({
                "id": format!("00000000-0000-4000-8000-{n:012}"),
                "at": format!("2025-03-03T{at}Z"), "kind": kind, "client": client, "lang": "fr",
            });
            let own = fields.as_object().unwrap().clone();
            event.as_object_mut().unwrap().extend(own);
            event.to_string()
        })
        .collect();
    let vigie = Vigie::new();
    let file = vigie.file("events.jsonl", lines.join("\n"));
    vigie.ok(["import", "events", "--strict", file.to_str().unwrap()]);
    vigie
}

fn search(query: &str, total: u64) -> Value {
    json!({"query": query, "total": total})
}

fn found(vigie: &Vigie, more: &[&str]) -> Vec<Value> {
    let found = vigie.json([&["unanswered"], more].concat());
    found["expressions"].as_array().unwrap().clone()
}

fn names(lines: &[Value]) -> Vec<&str> {
    let names = lines.iter().map(|line| line["expression"].as_str());
    names.map(Option::unwrap).collect()
}

#[test]
fn questions_that_say_the_same_are_one_line() {
    let vigie = holding(&[
        ("c1", "09:00:00", "search", search("RIB changer", 0)),
        ("c2", "09:00:00", "search", search("changer mon rib", 0)),
        ("c3", "09:00:00", "search", search("changer mes RIB", 0)),
        (
            "c4",
            "09:00:00",
            "search",
            search("Comment changer mon RIB ?", 0),
        ),
        ("c5", "09:00:00", "search", search("changer mon rib", 0)),
        ("c6", "09:00:00", "search", search("perdre mon rib", 0)),
    ]);
    let lines = found(&vigie, &[]);
    assert_eq!(names(&lines), ["changer mon rib", "perdre mon rib"]);
    assert_eq!(
        (&lines[0]["intents"], &lines[0]["visitors"]),
        (&json!(5), &json!(5))
    );
    assert_eq!(lines[0]["reasons"], json!({"no_result": 5}));
    let examples = lines[0]["examples"].as_array().unwrap();
    assert_eq!(examples.len(), 4);
    assert!(examples.contains(&json!("Comment changer mon RIB ?")));
}

#[test]
fn people_count_not_hits() {
    let mut told: Vec<Told<'_>> = vec![
        ("c1", "09:00:00", "search", search("carte perdue", 0)),
        ("c2", "09:00:00", "search", search("carte perdue", 0)),
        ("c4", "09:00:00", "search", search("solde", 0)),
        ("c4", "09:05:00", "search", search("solde", 0)),
    ];
    let moments: Vec<String> = (10..20).map(|minute| format!("10:{minute}:00")).collect();
    for moment in &moments {
        told.push(("c3", moment, "search", search("box rouge", 0)));
        told.push((
            "robot",
            moment,
            "search",
            json!({"query": "wp-login", "total": 0, "user_agent": "Googlebot"}),
        ));
    }
    let vigie = holding(&told);
    let lines = found(&vigie, &[]);
    assert_eq!(names(&lines), ["carte perdue", "box rouge", "solde"]);
    assert_eq!(
        (&lines[1]["intents"], &lines[1]["visitors"]),
        (&json!(10), &json!(1))
    );
    assert_eq!(names(&found(&vigie, &["--limit", "1"])), ["carte perdue"]);
}

/// One question for each reason, and some that have an answer or may have one.
fn every_reason() -> Vigie {
    let click = json!({"article": "a1", "position": 1});
    let one = |text: &str, understood| json!({"text": text, "understood": understood});
    holding(&[
        ("c1", "09:00:00", "search", search("plafond", 0)),
        ("c2", "09:00:00", "search", search("découvert", 3)),
        ("c3", "09:00:00", "search", search("code puk", 3)),
        ("c3", "09:00:05", "click", click.clone()),
        ("c3", "09:00:30", "search", search("carte bloquée", 2)),
        ("c3", "09:00:35", "click", click.clone()),
        ("c4", "09:00:00", "search", search("forfait", 3)),
        ("c4", "09:00:05", "click", click.clone()),
        (
            "c4",
            "09:01:00",
            "vote",
            json!({"article": "a1", "helpful": false}),
        ),
        ("c5", "09:00:00", "search", search("roaming", 3)),
        ("c5", "09:00:05", "click", click),
        ("c5", "09:01:00", "handoff", json!({"cause": "requested"})),
        ("c6", "09:00:00", "message", one("ma box clignote", false)),
        ("c7", "09:00:00", "message", one("mon solde", true)),
        ("c7", "09:00:01", "answer", json!({"article": "a2"})),
        ("c8", "09:00:00", "search", json!({"query": "horaires"})),
        ("c9", "09:00:00", "search", search("agence", 1)),
        ("c9", "09:00:05", "view", json!({"article": "a3"})),
    ])
}

#[test]
fn every_reason_is_named_and_what_may_have_an_answer_is_not_listed() {
    let vigie = every_reason();
    let expected = [
        ("no_result", "plafond"),
        ("no_click", "découvert"),
        ("reformulated", "code puk"),
        ("negative", "forfait"),
        ("handoff", "roaming"),
        ("misunderstood", "ma box clignote"),
    ];
    let lines = found(&vigie, &[]);
    assert_eq!(lines.len(), expected.len(), "{:?}", names(&lines));
    for (reason, expression) in expected {
        let line = lines.iter().find(|line| line["expression"] == expression);
        assert_eq!(line.unwrap()["reasons"], json!({reason: 1}), "{expression}");
        assert_eq!(names(&found(&vigie, &["--reason", reason])), [expression]);
    }
}

#[test]
fn keywords_are_the_words_of_the_questions_by_people() {
    let vigie = holding(&[
        ("c1", "09:00:00", "search", search("changer mon RIB", 0)),
        (
            "c2",
            "09:00:00",
            "search",
            search("le rib de mes enfants", 0),
        ),
        ("c3", "09:00:00", "search", search("changer de forfait", 0)),
        ("c3", "09:05:00", "search", search("changer de box", 0)),
    ]);
    let found = vigie.json(["unanswered"]);
    let keywords = found["keywords"].as_array().unwrap();
    let line = |keyword: &str| {
        let line = keywords.iter().find(|line| line["keyword"] == keyword);
        line.map(|line| {
            (
                line["intents"].as_u64().unwrap(),
                line["visitors"].as_u64().unwrap(),
            )
        })
    };
    assert_eq!(line("changer"), Some((3, 2)));
    assert_eq!(line("rib"), Some((2, 2)));
    assert_eq!(line("forfait"), Some((1, 1)));
    assert!(
        ["mon", "le", "de", "mes"]
            .iter()
            .all(|word| line(word).is_none())
    );
    let first_two: Vec<&Value> = keywords
        .iter()
        .take(2)
        .map(|line| &line["keyword"])
        .collect();
    assert_eq!(first_two, ["changer", "rib"]);
}

#[test]
fn only_the_part_asked_for_is_listed() {
    let of = |query: &str, channel: &str| json!({"query": query, "total": 0, "channel": channel});
    let vigie = holding(&[
        ("c1", "09:00:00", "search", of("rib", "web")),
        ("c2", "09:00:00", "search", of("puk", "app")),
        ("c3", "09:00:00", "search", search("box", 0)),
    ]);
    assert_eq!(names(&found(&vigie, &["--channel", "web"])), ["rib"]);
    assert_eq!(names(&found(&vigie, &["--channel", ""])), ["box"]);
    assert!(found(&vigie, &["--from", "2025-03-04"]).is_empty());
    let reported = vigie.json(["report"])["unanswered"]["expressions"].clone();
    assert_eq!(
        names(reported.as_array().unwrap()),
        names(&found(&vigie, &[]))
    );
}

#[test]
fn handoffs_are_listed_by_what_stood_before_them() {
    let click = |article: &str| json!({"article": article, "position": 1});
    let of = |cause: &str, reason: &str| json!({"cause": cause, "reason": reason, "theme": "rib"});
    let vigie = holding(&[
        ("c1", "09:00:00", "search", search("changer rib", 2)),
        ("c1", "09:00:05", "click", click("a1")),
        ("c1", "09:01:00", "handoff", of("requested", "conseil")),
        ("c1", "09:02:00", "handoff", of("automatic", "again")),
        ("c2", "09:00:00", "search", search("changer rib", 2)),
        ("c2", "09:01:00", "handoff", of("offered", "conseil")),
        (
            "c3",
            "09:00:00",
            "message",
            json!({"text": "ma box", "understood": false}),
        ),
        ("c3", "09:01:00", "handoff", of("requested", "incompris")),
        ("c4", "09:00:00", "handoff", json!({"cause": "automatic"})),
    ]);
    let handoffs = vigie.json(["handoffs"]);
    let list = |name: &str| -> Vec<(Value, u64)> {
        let lines = handoffs[name].as_array().unwrap().iter();
        lines
            .map(|line| (line["value"].clone(), line["handoffs"].as_u64().unwrap()))
            .collect()
    };
    assert_eq!(handoffs["total"], 4);
    assert_eq!(
        list("causes"),
        [
            (json!("requested"), 2),
            (json!("automatic"), 1),
            (json!("offered"), 1)
        ]
    );
    assert_eq!(
        list("questions"),
        [
            (json!("changer rib"), 2),
            (json!(null), 1),
            (json!("ma box"), 1)
        ]
    );
    assert_eq!(list("articles"), [(json!(null), 3), (json!("a1"), 1)]);
    assert_eq!(list("themes"), [(json!("rib"), 3), (json!(null), 1)]);
    assert_eq!(list("reasons")[0], (json!("conseil"), 2));
    let short = vigie.json(["handoffs", "--limit", "1"]);
    assert_eq!(short["total"], 4);
    assert_eq!(short["causes"].as_array().unwrap().len(), 1);
}

#[test]
fn the_rows_behind_a_line_are_those_that_it_counts() {
    let vigie = holding(&[
        ("c1", "09:00:00", "search", search("RIB changer", 0)),
        (
            "c2",
            "09:00:01",
            "message",
            json!({"text": "changer mon rib", "understood": false}),
        ),
        ("c2", "09:00:02", "handoff", json!({"cause": "requested"})),
        ("c3", "09:00:03", "search", search("changer mes RIB", 3)),
        ("c4", "09:00:04", "search", search("puk", 0)),
        ("c5", "09:00:05", "search", search("changer de rib", 1)),
        ("c5", "09:00:06", "click", json!({"article": "a"})),
        ("c4", "09:00:07", "handoff", json!({"cause": "offered"})),
    ]);
    let cells = |asked: &[&str], names: &[&str]| {
        let found = vigie.json([asked, &["--rows"]].concat());
        let rows = found["rows"].as_array().unwrap().iter();
        let shown = rows.map(|row| {
            let cells = names.iter().map(|name| row[*name].as_str().unwrap());
            cells.collect::<Vec<_>>().join(" | ")
        });
        shown.collect::<Vec<_>>()
    };
    let rib = ["unanswered", "--expression", "changer rib"];
    let why = ["question", "reasons"];
    let expected = [
        "changer mes RIB | no_click",
        "changer mon rib | handoff, misunderstood",
        "RIB changer | no_result",
    ];
    assert_eq!(cells(&rib, &why), expected);
    let line = &found(&vigie, &[])[0];
    assert_eq!(line["intents"], expected.len());
    let for_handoff = [&rib[..], &["--reason", "handoff"]].concat();
    assert_eq!(cells(&for_handoff, &why), expected[1..2]);
    assert_eq!(
        cells(&["unanswered", "--reason", "negative"], &why),
        [""; 0]
    );
    let offered = ["handoffs", "--cause", "offered"];
    assert_eq!(cells(&offered, &["question", "cause"]), ["puk | offered"]);
    assert_eq!(vigie.json(offered)["total"], 1);
    assert_eq!(vigie.json(["handoffs", "--article", ""])["total"], 2);
}

#[test]
fn a_need_has_one_name_in_every_list() {
    let message = |text: &str| json!({"text": text, "understood": true});
    let hand_off = || json!({"cause": "requested"});
    let vigie = holding(&[
        (
            "c1",
            "09:00:00",
            "search",
            search("pas de 5G à la campagne", 0),
        ),
        (
            "c2",
            "09:00:00",
            "search",
            search("pas de 5G à la campagne", 0),
        ),
        ("c3", "09:00:00", "search", search("5g campagne", 4)),
        ("c3", "09:00:05", "click", json!({"article": "a"})),
        ("c3", "09:01:00", "handoff", hand_off()),
        ("c4", "09:00:00", "message", message("campagne 5g")),
        ("c4", "09:01:00", "handoff", hand_off()),
        ("c5", "09:00:00", "search", search("puk", 0)),
        ("c5", "09:01:00", "handoff", hand_off()),
        ("c6", "09:00:00", "handoff", hand_off()),
    ]);
    let name = "pas de 5G à la campagne";
    let lines = found(&vigie, &[]);
    assert_eq!(names(&lines), [name, "puk"]);
    let for_handoff = found(&vigie, &["--reason", "handoff"]);
    assert_eq!(names(&for_handoff), [name, "puk"]);
    assert_eq!(for_handoff[0]["intents"], 2);
    assert_eq!(
        for_handoff[0]["examples"],
        json!(["5g campagne", "campagne 5g"])
    );
    let last = vigie.json(["handoffs"])["questions"].clone();
    let line = |value: Value, handoffs| json!({"value": value, "handoffs": handoffs});
    let expected = [
        line(json!(name), 2),
        line(Value::Null, 1),
        line(json!("puk"), 1),
    ];
    assert_eq!(last, json!(expected));
    // The name of a line asks for that line, and so does any of its wordings.
    for wording in [name, "campagne 5G"] {
        let asked = ["handoffs", "--question", wording];
        assert_eq!(vigie.json(asked)["total"], 2, "{wording}");
        let one = found(&vigie, &["--expression", wording]);
        assert_eq!(one, lines[..1], "{wording}");
    }
    assert_eq!(vigie.json(["handoffs", "--question", ""])["total"], 1);
}

#[test]
fn a_trend_names_its_days_and_a_short_period_has_none() {
    let vigie = holding(&[("c1", "09:00:00", "search", search("puk", 0))]);
    let told = |from: &str| vigie.ok(["unanswered", "--from", from, "--to", "2025-03-04"]);
    let four_days = told("2025-03-01");
    assert!(
        four_days.contains("from 1 March → from 3 March"),
        "{four_days}"
    );
    assert!(four_days.contains("0 → 1"), "{four_days}");
    let three_days = told("2025-03-02");
    assert!(!three_days.contains('→'), "{three_days}");
}

#[test]
fn searches_with_an_unknown_total_are_told_beside_the_rate() {
    let vigie = every_reason();
    let told = vigie.ok(["report"]);
    let remark = "Left out: 1 with an unknown number of results";
    assert!(told.contains(remark), "{told}");
    let rows = ["kpi", "run", "zero_result_rate", "--rows", "--left-out"];
    let rows = vigie.json(rows)["rows"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["query"], "horaires");
    assert_eq!(rows[0]["total"], Value::Null);
}
