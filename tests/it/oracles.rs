//! Figures that the sources of the catalogue publish with their numbers: ours are the same.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::Vigie;

/// A log in the making: every event has an id and a moment.
#[derive(Default)]
struct Log {
    events: Vec<Value>,
}

impl Log {
    fn add(&mut self, at: &str, kind: &str, fields: Value) {
        let id = Uuid::from_u128(self.events.len() as u128 + 1).to_string();
        let mut event = json!({"id": id, "at": at, "kind": kind});
        let all = event.as_object_mut().unwrap();
        all.extend(fields.as_object().unwrap().clone());
        self.events.push(event);
    }

    /// A site that holds it.
    fn site(&self) -> Vigie {
        let vigie = Vigie::new();
        let lines: Vec<String> = self.events.iter().map(Value::to_string).collect();
        let file = vigie.file("log.jsonl", lines.join("\n"));
        let told = vigie.json(["import", "events", file.to_str().unwrap()]);
        assert_eq!(told["accepted"], self.events.len(), "{told}");
        vigie
    }
}

/// A KPI's figure over a period.
#[track_caller]
fn figure(vigie: &Vigie, kpi: &str, from: &str, to: &str) -> Value {
    let args = ["kpi", "run", kpi, "--from", from, "--to", to];
    let said = vigie.json(args.into_iter().chain(["--as-of", "2026-12-31T00:00:00Z"]));
    said["slices"][""].clone()
}

#[track_caller]
fn value(vigie: &Vigie, kpi: &str, from: &str, to: &str) -> f64 {
    let figure = figure(vigie, kpi, from, to);
    figure["value"]
        .as_f64()
        .unwrap_or_else(|| panic!("{kpi}: {figure}"))
}

const DAY: (&str, &str) = ("2026-03-02", "2026-03-02");

#[test]
fn csat_of_30_positive_in_50_is_60_percent() {
    let mut log = Log::default();
    for n in 0..50 {
        let score = if n < 30 { 4 + n % 2 } else { 1 + n % 3 };
        log.add(
            "2026-03-02T10:00:00Z",
            "survey",
            json!({"survey": "csat", "score": score}),
        );
    }
    assert_eq!(value(&log.site(), "csat_share", DAY.0, DAY.1), 0.6);
}

#[test]
fn nps_of_70_percent_promoters_and_10_percent_detractors_is_60() {
    for (kpi, min) in [("nps", 0), ("nps_1_10", 1)] {
        let mut log = Log::default();
        for n in 0..100 {
            let score = match n {
                0..70 => 9 + n % 2,
                70..80 => 6 - n % 5,
                _ => 7 + n % 2,
            };
            let survey = json!({"survey": "nps", "score": score, "min": min, "max": 10});
            log.add("2026-03-02T10:00:00Z", "survey", survey);
        }
        assert_eq!(value(&log.site(), kpi, DAY.0, DAY.1), 60.0);
    }
}

#[test]
fn a_scale_that_nobody_tells_is_that_of_0_to_10() {
    let mut log = Log::default();
    log.add(
        "2026-03-02T10:00:00Z",
        "survey",
        json!({"survey": "nps", "score": 10}),
    );
    let vigie = log.site();
    assert_eq!(value(&vigie, "nps", DAY.0, DAY.1), 100.0);
    assert_eq!(
        figure(&vigie, "nps_1_10", DAY.0, DAY.1)["value"],
        Value::Null
    );
}

/// Customers who were there before the period, and what became of some within it.
fn customers(before: usize, lost: usize, won: usize) -> Vigie {
    let mut log = Log::default();
    for n in 0..before {
        let customer = format!("c-{n}");
        log.add(
            "2025-06-01T10:00:00Z",
            "acquired",
            json!({"customer": customer}),
        );
        if n < lost {
            log.add(
                "2026-03-02T10:00:00Z",
                "left",
                json!({"customer": customer}),
            );
        }
    }
    for n in 0..won {
        let customer = format!("new-{n}");
        log.add(
            "2026-03-03T10:00:00Z",
            "acquired",
            json!({"customer": customer}),
        );
    }
    log.site()
}

#[test]
fn retention_with_200_at_the_end_20_of_them_new_and_200_before_is_90_percent() {
    let vigie = customers(200, 20, 20);
    assert_eq!(
        value(&vigie, "retention_rate", "2026-03-01", "2026-03-31"),
        0.9
    );
}

#[test]
fn churn_of_20_in_250_is_8_percent() {
    let vigie = customers(250, 20, 0);
    assert_eq!(
        value(&vigie, "churn_rate", "2026-03-01", "2026-03-31"),
        0.08
    );
}

#[test]
fn clv_of_50_times_5_times_3_is_750() {
    let mut log = Log::default();
    for customer in 0..4 {
        let customer = format!("c-{customer}");
        for month in 1..=5 {
            let at = format!("2025-{month:02}-10T10:00:00Z");
            let purchase = json!({"customer": customer, "amount": 50, "margin": 10});
            log.add(&at, "purchase", purchase);
        }
    }
    // Three years of 365.25 days.
    log.add(
        "2025-12-31T18:00:00Z",
        "left",
        json!({"customer": "c-0", "since": "2023-01-01"}),
    );
    let vigie = log.site();
    let of_2025 = |kpi| value(&vigie, kpi, "2025-01-01", "2025-12-31");
    assert_eq!(of_2025("clv_basic"), 750.0);
    assert_eq!(of_2025("clv_predictive"), 750.0);
    assert_eq!(of_2025("clv_historical"), 50.0, "5 purchases, 10 each");
}

/// A moment of 2 March 2026, so many seconds after nine.
fn second(after: i64) -> String {
    let nine: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
    (nine + SignedDuration::from_secs(after)).to_string()
}

fn answered(log: &mut Log, contact: usize, wait: i64) {
    let contact = format!("k-{contact}");
    log.add(&second(0), "queued", json!({"contact": contact}));
    log.add(
        &second(wait),
        "answered",
        json!({"contact": contact, "agent": "a"}),
    );
}

#[test]
fn waiting_500_minutes_in_200_calls_is_2_minutes_and_a_half() {
    let mut log = Log::default();
    for contact in 0..200 {
        answered(&mut log, contact, if contact % 2 == 0 { 100 } else { 200 });
    }
    let vigie = log.site();
    for kpi in ["waiting_time", "waiting_time_per_served"] {
        assert_eq!(value(&vigie, kpi, DAY.0, DAY.1), 150.0);
    }
}

#[test]
fn service_level_is_80_percent_when_8_of_10_are_answered_within_90_seconds() {
    let mut log = Log::default();
    for (contact, wait) in [1, 10, 20, 30, 40, 50, 89, 90, 91].into_iter().enumerate() {
        answered(&mut log, contact, wait);
    }
    log.add(&second(0), "queued", json!({"contact": "gone"}));
    log.add(&second(5), "abandoned", json!({"contact": "gone"}));
    let vigie = log.site();
    assert_eq!(value(&vigie, "service_level", DAY.0, DAY.1), 0.8);
    assert_eq!(value(&vigie, "service_level.amazon", DAY.0, DAY.1), 0.9);
    vigie.ok([
        "site",
        "set",
        "default",
        "--param",
        "service_level.within=50",
    ]);
    assert_eq!(value(&vigie, "service_level", DAY.0, DAY.1), 0.6);
}

#[test]
fn a_complaint_of_monday_resolved_on_wednesday_took_2_days() {
    let mut log = Log::default();
    log.add(
        "2026-03-02T09:00:00Z",
        "queued",
        json!({"contact": "k", "complaint": true}),
    );
    log.add("2026-03-04T09:00:00Z", "resolved", json!({"contact": "k"}));
    let vigie = log.site();
    assert_eq!(
        value(&vigie, "complaint_resolution_time", DAY.0, DAY.1),
        2.0
    );
    let hours = value(&vigie, "complaint_resolution_time_business", DAY.0, DAY.1);
    assert_eq!(hours, 18.0, "two days of nine hours");
}

#[test]
fn the_mean_of_four_scores_is_3_1() {
    let mut log = Log::default();
    for score in [-2.5, 5.0, 5.0, 5.0] {
        let survey = json!({"survey": "sentiment", "score": score, "min": -5, "max": 5});
        log.add("2026-03-02T10:00:00Z", "survey", survey);
    }
    let vigie = log.site();
    let folder = vigie.data().join("kpi");
    std::fs::create_dir_all(&folder).unwrap();
    let file = "-- title.fr: Sentiment global\n-- title.en: Overall sentiment\n-- kind: mean\n\
        -- better: higher\n-- source: Contact Lens\n--\n\n\
        select at, day, channel, lang, application, theme, score as num, 10000 as den\n\
        from surveys where survey = 'sentiment'\n";
    std::fs::write(folder.join("overall_sentiment.sql"), file).unwrap();
    let mean = value(&vigie, "overall_sentiment", DAY.0, DAY.1);
    assert_eq!(mean, 3.125);
    assert_eq!(format!("{mean:.1}"), "3.1");
}

#[test]
fn clicks_on_the_first_and_the_second_have_a_mean_position_of_1_5() {
    let mut log = Log::default();
    for position in [1, 2] {
        let at = second(position);
        log.add(
            &at,
            "click",
            json!({"client": "c", "article": "a", "position": position}),
        );
    }
    assert_eq!(value(&log.site(), "mean_click_position", DAY.0, DAY.1), 1.5);
}

#[test]
fn typing_beatles_letter_by_letter_is_one_search() {
    for (typed, every, expected) in [
        (
            &["b", "be", "bea", "beat", "beatl", "beatle", "beatles"][..],
            1,
            "beatles",
        ),
        (&["f", "fo", "foo"][..], 1, "foo"),
    ] {
        let mut log = Log::default();
        for (n, query) in typed.iter().enumerate() {
            let search = json!({"client": "c", "query": query, "total": 1});
            log.add(&second(n as i64 * every), "search", search);
        }
        let vigie = log.site();
        let args = [
            "kpi", "run", "searches", "--rows", "--from", DAY.0, "--to", DAY.1,
        ];
        let rows = vigie.json(args);
        assert_eq!(rows["total"], 1);
        assert_eq!(rows["rows"][0]["query"], expected);
    }
}

/// Visits of people who come back, and contacts of few customers.
fn visits_and_contacts(people: usize, visits: usize, customers: usize) -> Vigie {
    let mut log = Log::default();
    for visit in 0..visits {
        let client = format!("v-{}", visit % people);
        let at = second(visit as i64 / people as i64 * 7200);
        log.add(&at, "search", json!({"client": client, "query": "rib"}));
    }
    for customer in 0..customers {
        for contact in 0..2 {
            let contact = json!({"contact": format!("k-{customer}-{contact}"), "customer": format!("p-{customer}")});
            log.add(&second(contact_second(customer)), "contact", contact);
        }
    }
    log.site()
}

fn contact_second(customer: usize) -> i64 {
    customer as i64 % 3600
}

#[test]
fn forty_sessions_for_one_user_of_tickets_is_a_score_of_40() {
    let vigie = visits_and_contacts(20, 40, 1);
    assert_eq!(value(&vigie, "deflection.zendesk", DAY.0, DAY.1), 40.0);
}

#[test]
fn a_thousand_viewers_for_250_users_of_tickets_is_a_score_of_4() {
    let vigie = visits_and_contacts(1000, 1200, 250);
    assert_eq!(value(&vigie, "deflection.gainsight", DAY.0, DAY.1), 4.0);
}
