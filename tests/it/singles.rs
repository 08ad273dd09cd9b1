//! Facts that one event gives by itself, and public comments: each event with the row
//! worked by hand beside it.

#![allow(clippy::unwrap_used)]

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

use crate::harness::Vigie;

const AT: &str = "2026-03-02T09:00:00Z";

/// A site in Paris that holds some events, read one after the other in the order given.
fn holding(events: &[Value]) -> Vigie {
    let vigie = Vigie::new();
    vigie.ok(["site", "set", "default", "--zone", "Europe/Paris"]);
    for event in events {
        send(&vigie, std::slice::from_ref(event));
    }
    vigie
}

fn send(vigie: &Vigie, events: &[Value]) {
    let lines: Vec<String> = events.iter().map(Value::to_string).collect();
    let file = vigie.file("events.jsonl", lines.join("\n"));
    vigie.ok(["import", "events", file.to_str().unwrap()]);
    vigie.ok(["report", "--as-of", "2027-01-01T00:00:00Z"]);
}

/// An event under a number, at nine o'clock unless it says otherwise.
fn event(number: usize, fields: Value) -> Value {
    let id = format!("00000000-0000-4000-8000-{number:012}");
    let mut event = json!({"id": id, "at": AT, "client": "c-1"});
    let own = fields.as_object().unwrap().clone();
    event.as_object_mut().unwrap().extend(own);
    event
}

/// Some columns of a table in the order of the events' ids; a person is `known`.
fn rows(vigie: &Vigie, table: &str, columns: &str) -> Vec<String> {
    let facts = vigie.of_site("default", "facts.db");
    let db = Connection::open_with_flags(facts, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let sql = format!("select {columns} from {table} order by id");
    let mut statement = db.prepare(&sql).unwrap();
    let width = statement.column_count();
    let told = statement.query_map([], |row| {
        let cells = (0..width).map(|column| match row.get_ref(column).unwrap() {
            ValueRef::Null => "-".to_owned(),
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            ValueRef::Blob(_) => "known".to_owned(),
            ValueRef::Real(real) => format!("no whole number: {real}"),
        });
        Ok(cells.collect::<Vec<_>>().join(" "))
    });
    told.unwrap().map(Result::unwrap).collect()
}

/// Events of one kind, each with the columns that it comes to.
#[track_caller]
fn check(table: &str, columns: &str, worked: &[(Value, &str)]) {
    let numbered = worked.iter().enumerate();
    let events: Vec<Value> = numbered
        .map(|(number, (fields, _))| event(number, fields.clone()))
        .collect();
    let vigie = holding(&events);
    let expected: Vec<&str> = worked.iter().map(|(_, row)| *row).collect();
    assert_eq!(rows(&vigie, table, columns), expected);
    vigie.ok(["check", "--recompute"]);
}

#[test]
fn a_survey_has_the_scale_it_tells_else_the_one_that_everybody_knows() {
    let survey = |fields: Value| {
        let mut survey = json!({"kind": "survey"});
        survey
            .as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
        survey
    };
    check(
        "surveys",
        "survey, score, min, max, better, flag",
        &[
            (
                survey(json!({"survey": "nps", "score": 9})),
                "nps 90000 0 100000 higher -",
            ),
            (
                survey(json!({"survey": "nps", "score": 9, "min": 1, "max": 10})),
                "nps 90000 10000 100000 higher -",
            ),
            (
                survey(json!({"survey": "NPS", "score": 11})),
                "nps 110000 0 100000 higher out_of_scale",
            ),
            (
                survey(json!({"survey": "csat", "score": 4.5})),
                "csat 45000 10000 50000 higher -",
            ),
            (
                survey(json!({"survey": "csat", "score": 8, "max": 10})),
                "csat 80000 10000 100000 higher -",
            ),
            (
                survey(json!({"survey": "csat", "score": 0})),
                "csat 0 10000 50000 higher out_of_scale",
            ),
            (
                survey(json!({"survey": "ces", "score": 2})),
                "ces 20000 10000 70000 lower -",
            ),
            (
                survey(json!({"survey": "ces", "score": 2, "better": "higher"})),
                "ces 20000 10000 70000 higher -",
            ),
            (
                survey(json!({"survey": "Confiance", "score": 80})),
                "Confiance 800000 - - - no_scale",
            ),
            (
                survey(json!({"survey": "Confiance", "score": 80, "max": 100})),
                "Confiance 800000 - 1000000 - no_scale",
            ),
            (
                survey(json!({"survey": "Confiance", "score": 80, "min": 0, "max": 100})),
                "Confiance 800000 0 1000000 - -",
            ),
        ],
    );
}

#[test]
fn a_survey_knows_its_contact_and_has_the_dimensions_of_its_episode() {
    let asked = json!({"kind": "search", "query": "rib", "channel": "web", "theme": "rib"});
    let own = json!({"kind": "survey", "survey": "csat", "score": 4, "theme": "box"});
    let after_a_call = json!({"kind": "survey", "survey": "csat", "score": 2, "contact": "k-1",
        "agent": "a-1", "team": "t-1", "customer": "p-1"});
    let vigie = holding(&[event(2, own), event(3, after_a_call), event(1, asked)]);
    assert_eq!(
        rows(
            &vigie,
            "surveys",
            "channel, theme, contact, agent, team, customer"
        ),
        ["web box - - - -", "- - k-1 a-1 t-1 known"]
    );
}

#[test]
fn a_review_is_the_weighted_share_of_its_scales() {
    let review = |criteria: Value| json!({"kind": "review", "criteria": criteria});
    check(
        "reviews",
        "points, weight, grid, agent, flag",
        &[
            // 2 * 4/5 + 1 * (3-1)/(5-1)
            (
                review(json!([
                    {"criterion": "tone", "score": 4, "max": 5, "weight": 2},
                    {"criterion": "answer", "score": 3, "min": 1, "max": 5}])),
                "21000 30000 - - -",
            ),
            (
                review(json!([{"criterion": "greeting", "score": 1}])),
                "10000 10000 - - -",
            ),
            (
                json!({"kind": "review", "score": 85, "grid": "g-2", "agent": "a-1"}),
                "8500 10000 g-2 a-1 -",
            ),
            (
                json!({"kind": "review", "score": 8, "min": 0, "max": 10}),
                "8000 10000 - - -",
            ),
            // The score is what the criteria came to.
            (
                json!({"kind": "review", "score": 99, "criteria": [{"criterion": "tone", "score": 0}]}),
                "0 10000 - - -",
            ),
            // Out of a scale nobody told: in neither sum.
            (
                review(json!([
                    {"criterion": "tone", "score": 4},
                    {"criterion": "answer", "score": 0.5, "weight": 3}])),
                "15000 30000 - - out_of_scale",
            ),
            (
                json!({"kind": "review", "score": 120}),
                "0 0 - - out_of_scale",
            ),
        ],
    );
}

#[test]
fn audits_and_working_time_are_as_told() {
    check(
        "audits",
        "promoted, target, contact, agent, team",
        &[
            (
                json!({"kind": "audit", "promoted": true, "target": "app", "contact": "k-1",
                       "agent": "a-1", "team": "t-1"}),
                "1 app k-1 a-1 t-1",
            ),
            (json!({"kind": "audit", "promoted": false}), "0 - - - -"),
        ],
    );
    check(
        "work",
        "agent, team, worked, idle",
        &[
            (
                json!({"kind": "work", "agent": "a-1", "team": "t-1", "worked": 27000.5, "idle": 60}),
                "a-1 t-1 27000500 60000",
            ),
            (
                json!({"kind": "work", "agent": "a-1", "worked": 0}),
                "a-1 - 0 -",
            ),
        ],
    );
}

#[test]
fn a_lifetime_lasts_from_the_local_day_to_the_leaving() {
    // From 1 March 00:00 in Paris, which is 23:00 in UTC, to 2 March 09:00 in UTC.
    let hours = 34 * 3_600_000;
    check(
        "life",
        "state, customer, referred, contact, lifetime, flag",
        &[
            (
                json!({"kind": "acquired", "customer": "p-1", "referred": true}),
                "acquired known 1 - - -",
            ),
            (json!({"kind": "acquired"}), "acquired - 0 - - -"),
            (
                json!({"kind": "kept", "customer": "p-1", "contact": "k-1"}),
                "kept known 0 k-1 - -",
            ),
            (
                json!({"kind": "left", "customer": "p-1", "since": "2026-03-01"}),
                &format!("left known 0 - {hours} -"),
            ),
            (
                json!({"kind": "left", "customer": "p-1"}),
                "left known 0 - - -",
            ),
            (
                json!({"kind": "left", "since": "2026-03-03"}),
                "left - 0 - - left_before_since",
            ),
            (
                json!({"kind": "left", "at": "2026-03-29T22:00:00Z", "since": "2026-03-29"}),
                // A day of 23 hours: the clocks go forward in it.
                &format!("left - 0 - {} -", 23 * 3_600_000),
            ),
        ],
    );
}

#[test]
fn money_is_exact() {
    check(
        "purchases",
        "customer, amount, margin, offer, contact",
        &[
            (
                json!({"kind": "purchase", "customer": "p-1", "amount": 19.99, "margin": 0.1,
                       "offer": "cross_sell", "contact": "k-1"}),
                "known 199900 1000 cross_sell k-1",
            ),
            (
                json!({"kind": "purchase", "amount": -0.3, "margin": -1}),
                "- -3000 -10000 - -",
            ),
            (
                json!({"kind": "purchase", "amount": 1e11}),
                "- 1000000000000000 - - -",
            ),
        ],
    );
    check(
        "spends",
        "campaign, amount, channel",
        &[(
            json!({"kind": "spend", "campaign": "été", "amount": 1500, "channel": "mail"}),
            "été 15000000 mail",
        )],
    );
    check(
        "referrals",
        "customer, campaign",
        &[(json!({"kind": "referral", "customer": "p-1"}), "known -")],
    );
}

/// Comments and replies of one conversation, each given with a time.
fn thread(said: &[(&str, &str, &str)]) -> Vec<Value> {
    let numbered = said.iter().enumerate();
    let events = numbered.map(|(number, (kind, at, text))| {
        let fields = json!({"kind": kind, "at": at, "text": text, "conversation": "f-1",
            "client": format!("{kind}-{number}"), "lang": "fr"});
        event(number, fields)
    });
    events.collect()
}

#[track_caller]
fn check_thread(said: &[(&str, &str, &str)], expected: &[&str]) {
    let columns = "hour, weekday, answered, response, text, flag";
    let vigie = holding(&thread(said));
    assert_eq!(rows(&vigie, "comments", columns), expected);
    vigie.ok(["check", "--recompute"]);
    let reversed: Vec<Value> = thread(said).into_iter().rev().collect();
    assert_eq!(rows(&holding(&reversed), "comments", columns), expected);
}

#[test]
fn a_comment_is_answered_by_the_first_reply_behind_it() {
    check_thread(
        &[
            ("comment", "2026-03-02T09:00:00Z", "Nul"),
            ("reply", "2026-03-02T09:00:05Z", "Désolé"),
            ("comment", "2026-03-02T09:01:00Z", "Toujours nul"),
            ("reply", "2026-03-02T09:02:00Z", "Désolé"),
        ],
        &["10 1 1 5000 Nul -"],
    );
    check_thread(
        &[("comment", "2026-03-02T09:00:00Z", "Nul")],
        &["10 1 0 - Nul -"],
    );
    check_thread(&[("reply", "2026-03-02T09:00:00Z", "Désolé")], &[]);
}

#[test]
fn a_reply_before_its_comment_is_flagged_and_gives_no_time() {
    let early = ("reply", "2026-03-02T08:59:00Z", "Désolé");
    let comment = ("comment", "2026-03-02T09:00:00Z", "Nul");
    let late = ("reply", "2026-03-02T09:00:01Z", "Désolé");
    check_thread(&[early, comment], &["10 1 1 - Nul reply_before_comment"]);
    check_thread(
        &[early, comment, late],
        &["10 1 1 1000 Nul reply_before_comment"],
    );
}

#[test]
fn the_hour_and_weekday_of_a_comment_are_the_sites_own_also_when_clocks_change() {
    // Sundays: forward at 01:00 in UTC in March, back in October.
    for (at, hour, weekday) in [
        ("2026-03-29T00:59:59Z", 1, 7),
        ("2026-03-29T01:00:00Z", 3, 7),
        ("2026-10-25T00:30:00Z", 2, 7),
        ("2026-10-25T01:30:00Z", 2, 7),
        ("2026-10-25T23:00:00Z", 0, 1),
    ] {
        let vigie = holding(&thread(&[("comment", at, "Nul")]));
        let expected = format!("{hour} {weekday}");
        assert_eq!(rows(&vigie, "comments", "hour, weekday"), [expected]);
    }
}

#[test]
fn what_comments_say_is_read_like_any_conversation() {
    let vigie = holding(&thread(&[
        ("comment", AT, "Je suis très déçu, c'est nul"),
        ("reply", "2026-03-02T09:01:00Z", "Merci, parfait, excellent"),
    ]));
    let facts = vigie.of_site("default", "facts.db");
    let db = Connection::open(facts).unwrap();
    let told: (String, i64, i64) = db
        .query_row(
            "select source, turns, sentiment from conversations where id = 'f-1'",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    assert_eq!((told.0.as_str(), told.1), ("comment", 2));
    assert!(told.2 < 0, "{told:?}");
    let of_text: i64 = db
        .query_row("select sentiment from comments", [], |row| row.get(0))
        .unwrap();
    assert_eq!(of_text, told.2);
}

#[test]
fn no_episode_begins_goes_on_or_ends_with_them() {
    let search = |number, minute| {
        let at = format!("2026-03-02T09:{minute:02}:00Z");
        event(number, json!({"kind": "search", "at": at, "query": "rib"}))
    };
    let between = |number, fields: Value| {
        let mut event = event(number, fields);
        event["at"] = "2026-03-02T09:20:00Z".into();
        event
    };
    let vigie = holding(&[
        search(1, 0),
        between(2, json!({"kind": "purchase", "amount": 1})),
        between(
            3,
            json!({"kind": "comment", "text": "Nul", "conversation": "f-1"}),
        ),
        between(
            4,
            json!({"kind": "survey", "survey": "nps", "score": 1, "contact": "k"}),
        ),
        search(5, 40),
        event(
            6,
            json!({"kind": "spend", "amount": 1, "at": "2026-03-05T09:00:00Z"}),
        ),
    ]);
    assert_eq!(
        rows(&vigie, "episodes", "at, ended_at"),
        ["1772442000000 1772442000000", "1772444400000 1772444400000"]
    );
}
