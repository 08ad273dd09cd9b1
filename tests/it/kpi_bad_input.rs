//! What cannot be so is refused with a code, or flagged; it is counted, and a KPI shows
//! how much of it there is.

use serde_json::{Value, json};

use crate::harness::{Vigie, said};

fn event(number: usize, at: &str, kind: &str, fields: Value) -> Value {
    let id = format!("00000000-0000-4000-8000-{number:012}");
    let mut event = json!({"id": id, "at": at, "kind": kind, "channel": "phone"});
    let all = event.as_object_mut().unwrap();
    all.extend(fields.as_object().unwrap().clone());
    event
}

/// Events, each with its moment, kind and own fields.
fn log(events: &[(&str, &str, Value)]) -> String {
    let events = events.iter().enumerate();
    events
        .map(|(number, (at, kind, fields))| {
            format!("{}\n", event(number + 1, at, kind, fields.clone()))
        })
        .collect()
}

fn holding(events: &[(&str, &str, Value)]) -> Vigie {
    let vigie = Vigie::new();
    let file = vigie.file("events.jsonl", log(events));
    vigie.ok(["import", "events", "--strict", file.to_str().unwrap()]);
    vigie
}

const NINE: &str = "2026-03-02T09:00:00Z";
const LATER: &str = "2026-03-02T09:05:00Z";

/// Every record is refused with `bad_value`, named with its line, and the rest is taken.
#[track_caller]
fn are_refused(events: &[(&str, &str, Value)], reasons: &[&str]) {
    let vigie = Vigie::new();
    let good = log(&[(NINE, "open", json!({}))]).replace("000001", "000099");
    let file = vigie.file("events.jsonl", log(events) + &good);
    let file = file.to_str().unwrap();
    let told = vigie.json(["import", "events", file]);
    assert_eq!(told["refused"], json!({"bad_value": events.len()}));
    assert_eq!(told["accepted"], 1);
    let told = said(&vigie.run(["import", "events", file]));
    for (line, reason) in reasons.iter().enumerate() {
        let expected = format!("events.jsonl:{}: bad_value: {reason}", line + 1);
        assert!(told.contains(&expected), "{expected}\n{told}");
    }
}

#[track_caller]
fn figure(vigie: &Vigie, asked: &[&str], slice: &str) -> Value {
    let found = vigie.json([&["kpi", "run"], asked].concat());
    found["slices"][slice].clone()
}

/// So many rows of a KPI are flagged, of so many, all for one reason, which its rows show.
#[track_caller]
fn are_flagged(vigie: &Vigie, kpi: &str, flag: &str, flagged: f64, all: f64) {
    let total = figure(vigie, &[kpi], "");
    assert_eq!(
        (&total["num"], &total["den"]),
        (&json!(flagged), &json!(all))
    );
    let by_flag = figure(vigie, &[kpi, "--by", "flag"], flag);
    assert_eq!(by_flag["num"], flagged);
    let rows = vigie.json(["kpi", "run", kpi, "--rows"]);
    let rows = rows["rows"].as_array().unwrap().iter();
    let with_flag = rows.filter(|row| row["flag"] == flag).count();
    assert_eq!(with_flag as f64, flagged);
}

#[test]
fn a_score_outside_the_scale_that_it_tells_is_refused() {
    let survey = |fields| (NINE, "survey", fields);
    are_refused(
        &[
            survey(json!({"survey": "csat", "score": 6, "min": 1, "max": 5})),
            survey(json!({"survey": "csat", "score": 0, "min": 1, "max": 5})),
            survey(json!({"survey": "csat", "score": 3, "min": 5, "max": 5})),
        ],
        &[
            "`score` 6 is above `max` 5",
            "`score` 0 is below `min` 1",
            "the scale from 5 to 5 has no room",
        ],
    );
}

#[test]
fn a_score_outside_the_scale_that_everybody_knows_is_flagged_and_in_no_mean() {
    let csat = |score| (NINE, "survey", json!({"survey": "csat", "score": score}));
    let vigie = holding(&[csat(4), csat(9), csat(5)]);
    are_flagged(&vigie, "surveys_flagged", "out_of_scale", 1.0, 3.0);
    assert_eq!(figure(&vigie, &["csat_mean"], "")["value"], 4.5);
    assert_eq!(figure(&vigie, &["csat_share"], "")["n"], 2);
    let criterion = |score| json!([{"criterion": "tone", "score": score}]);
    let review = |score| (NINE, "review", json!({"criteria": criterion(score)}));
    let vigie = holding(&[review(1), review(4)]);
    are_flagged(&vigie, "reviews_flagged", "out_of_scale", 1.0, 2.0);
    assert_eq!(figure(&vigie, &["iqs"], "")["n"], 1);
}

#[test]
fn a_negative_duration_is_refused() {
    are_refused(
        &[
            (NINE, "ended", json!({"contact": "k", "talk": -1})),
            (NINE, "answered", json!({"contact": "k", "wait": -0.5})),
            (NINE, "work", json!({"agent": "ana", "worked": -3600})),
        ],
        &[
            "`talk` must be a duration in seconds",
            "`wait` must be a duration in seconds",
            "`worked` must be a duration in seconds",
        ],
    );
}

#[test]
fn a_duration_that_would_be_negative_is_flagged_and_not_measured() {
    let left = |since| (NINE, "left", json!({"customer": "c", "since": since}));
    let vigie = holding(&[left("2027-03-01"), left("2025-03-02")]);
    are_flagged(
        &vigie,
        "customers_left_flagged",
        "left_before_since",
        1.0,
        2.0,
    );
    assert_eq!(figure(&vigie, &["customer_lifetime"], "")["n"], 1);
    let vigie = holding(&[
        (NINE, "ended", json!({"contact": "k"})),
        (LATER, "queued", json!({"contact": "k"})),
    ]);
    are_flagged(&vigie, "contacts_flagged", "ended_before_contact", 1.0, 1.0);
}

#[test]
fn an_answer_before_its_question_is_flagged_and_not_timed() {
    let vigie = holding(&[
        (NINE, "answered", json!({"contact": "k"})),
        (LATER, "queued", json!({"contact": "k"})),
        (NINE, "queued", json!({"contact": "l"})),
        (LATER, "answered", json!({"contact": "l"})),
    ]);
    are_flagged(
        &vigie,
        "contacts_flagged",
        "answered_before_queued",
        1.0,
        2.0,
    );
    assert_eq!(figure(&vigie, &["waiting_time"], "")["n"], 1);
    let service_level = figure(&vigie, &["service_level"], "");
    assert_eq!(
        (&service_level["n"], &service_level["left_out"]),
        (&json!(1), &json!(1))
    );
    let vigie = holding(&[
        (NINE, "response", json!({"contact": "k"})),
        (LATER, "contact", json!({"contact": "k"})),
    ]);
    are_flagged(
        &vigie,
        "contacts_flagged",
        "response_before_contact",
        1.0,
        1.0,
    );
    assert_eq!(figure(&vigie, &["response_time"], "")["n"], 0);
    let vigie = holding(&[
        (NINE, "reply", json!({"conversation": "x"})),
        (
            LATER,
            "comment",
            json!({"conversation": "x", "text": "Nul"}),
        ),
    ]);
    are_flagged(&vigie, "comments_flagged", "reply_before_comment", 1.0, 1.0);
    assert_eq!(figure(&vigie, &["comment_response_time"], "")["n"], 0);
}

#[test]
fn a_contact_that_never_ends_is_counted_when_30_days_are_over() {
    let vigie = holding(&[
        (NINE, "answered", json!({"contact": "endless"})),
        (NINE, "answered", json!({"contact": "over"})),
        (LATER, "ended", json!({"contact": "over"})),
    ]);
    let asked = |as_of| figure(&vigie, &["contacts_never_ended", "--as-of", as_of], "");
    let young = asked("2026-04-01T08:59:59.999Z");
    assert_eq!(
        (&young["den"], &young["too_young"]),
        (&json!(0.0), &json!(2))
    );
    let old = asked("2026-04-01T09:00:00Z");
    assert_eq!((&old["num"], &old["den"]), (&json!(1.0), &json!(2.0)));
    let lasted = figure(&vigie, &["communication_time"], "");
    assert_eq!((&lasted["n"], &lasted["value"]), (&json!(1), &json!(300.0)));
}
